/** A protocol in Kazakh or Russian says nothing in English: every reason that credits give is printed and read back from the PDF. */
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import {
  type DerivationStep,
  REASON_AREAS,
  type Reason,
  type ReasonValue,
  type Recognition,
  reason,
  recognitionSchema,
} from '../../../src/domain/index.ts';
import { planOf, recognitionOf, transcriptOf } from '../../credits/recognition.ts';
import { textOf } from './pdf-text.ts';
import { writeProtocol } from './protocol-sample.ts';

/** One sample for each name of a value: codes, ids and figures as they stand in any language, or what the text chooses by. */
const SAMPLES: Readonly<Record<string, ReasonValue>> = {
  years: 5,
  count: 2,
  day: '2026-11-20',
  completed: '2026-02-09',
  passed: 1,
  unit: { en: 'credit', ru: 'кредит', kk: 'кредит' },
  title: 'Электр тізбектері',
  block: 'Еркін таңдау',
  host: 'ЖОО',
  source: 'Ереже',
  basis: 'келісім',
  mode: 'half-up',
  snap: 'nearest',
  choice: reason('overlap-choice', { choice: 'weighted-average' }),
  rounding: reason('rounding', { mode: 'half-even' }),
  kind: 'scale',
  family: 'kz',
  field: 'unknown',
  level: 'bachelor',
  status: 'passed',
  meaning: 'failed',
  repeats: 'latest',
  outcome: reason('row-outcome', { outcome: 'extra' }),
  dates: reason('dates-from-to', { from: '2024-09-01', to: '2026-08-31' }),
  why: reason('row-unreadable'),
  obstacle: reason('bundle-partly-credited'),
  obstacles: [reason('bundle-partly-credited'), reason('bundle-passed')],
  tried: [reason('not-applied', { why: reason('ladder-no-ects-letter') })],
  fault: reason('policy-share'),
  known: ['7', '8'],
};
const AS_IT_STANDS = '7';

/** Texts that choose by a value in other words than the samples have. */
const OTHER_CHOICES: readonly Reason[] = [
  reason('row-outside-stay', { completed: '2024-02-01', from: '2026-07-01', to: '2027-10-31' }),
  ...['half-up', 'half-even', 'half-down', 'floor', 'ceil'].map((mode) => reason('rounding', { mode })),
  ...['minimum', 'plain-average', 'weighted-average', 'maximum', 'largest-overlap'].map((choice) =>
    reason('overlap-choice', { choice }),
  ),
  ...['withdrawn', 'incomplete', 'not-assessed'].map((status) =>
    reason('row-without-result', { grade: AS_IT_STANDS, status }),
  ),
  ...['withdrawn', 'incomplete', 'not-assessed', 'conditional', 'transferred'].map((status) =>
    reason('grade-no-result', { grade: AS_IT_STANDS, status }),
  ),
  ...['master', 'doctorate', 'unknown'].map((level) =>
    reason('ladder-no-host-grading-table', { field: '0713', level }),
  ),
  ...['best', 'first'].map((repeats) => reason('row-repeated', { line: '3', repeats })),
  ...['nearest', 'better', 'lower'].map((snap) =>
    reason('grade-snapped', { points: '3', snap, scale: 'kz', letter: 'B' }),
  ),
  reason('name-missing', { kind: 'unit' }),
];

function sampleOf(code: string, names: readonly string[]): Reason {
  const own: Readonly<Record<string, ReasonValue>> =
    code === 'overlap-choice' ? { choice: 'minimum' } : code === 'transcript-line-titled' ? { title: 'Пән' } : {};
  const values = names.map((name) => [name, own[name] ?? SAMPLES[name] ?? AS_IT_STANDS]);
  return { code: code as Reason['code'], values: Object.fromEntries(values) };
}

const CREDIT_REASONS: readonly Reason[] = [
  ...Object.entries(REASON_AREAS.credits).map(([code, names]) => sampleOf(code, names)),
  ...OTHER_CHOICES,
];

const OUTCOMES = [
  ...['as-approved', 'approved-change', 'different-credits', 'different-code', 'extra'],
  ...['failed', 'repeated', 'withdrawn', 'refused', 'needs-person'],
] as const;

const HOME_TITLES = { en: 'Electrical machines', ru: 'Электрические машины', kk: 'Электр машиналары' };

/** Every outcome, status and reason once; titles, sources and names in Cyrillic, so that what is Latin is code or English. */
function everyReason(): Recognition {
  const step = (why: Reason, output: DerivationStep['output']) => ({
    rule: 'grade.linear-percent',
    reason: why,
    inputs: {},
    output,
    source: reason('source-transcript'),
  });
  const derivation = [
    ...CREDIT_REASONS.map((why) => step(why, why)),
    step(reason('not-applied', { why: reason('ladder-no-credit-for-fails') }), null),
  ];
  const bundle = { plannedHostEcts: '5', homeEcts: '5', hostEcts: '5', usedEcts: '5', remainderEcts: '0' };
  const grade = (status: string) => ({
    scale: 'kz_2018',
    letter: null,
    points: null,
    percent: null,
    traditional: null,
    status,
  });
  return recognitionSchema.parse({
    format: 'concord-recognition',
    version: 1,
    student: null,
    home: { institution: 'Үй ЖОО', programme: null },
    host: { institution: 'Қабылдаушы ЖОО' },
    policy: { id: 'aupet-2024', version: '1', source: 'Ереже' },
    date: '2026-11-20',
    notes: [reason('policy-version-differs', { policy: 'aupet-2024', version: '1', current: '2', day: '2026-11-20' })],
    rows: OUTCOMES.map((outcome, index) => ({
      line: index + 2,
      code: '101',
      title: 'Пән',
      credits: index === 0 ? null : '5',
      unit: null,
      ects: null,
      grade: index === 0 ? null : '5',
      scale: null,
      outcome,
      reason: CREDIT_REASONS[index],
      bundle: null,
    })),
    bundles: ['credited', 'partly-credited', 'needs-person', 'not-credited'].map((status) => ({
      ...bundle,
      bundle: '1',
      status,
      reason: reason('bundle-electives', { passed: 1, count: 2 }),
      creditsAwarded: '5',
    })),
    credited: ['passed-without-grade', 'failed'].map((status) => ({
      bundle: '1',
      homeCode: '101',
      homeTitles: HOME_TITLES,
      credits: '5',
      grade: grade(status),
      from: [99],
      derivation,
    })),
    additional: [
      {
        line: 98,
        title: reason('remainder-of-bundle', { bundle: '1' }),
        ects: '2',
        block: null,
        grade: null,
        derivation: [],
      },
    ],
    difference: CREDIT_REASONS.map((why) => ({ homeCode: '7', homeTitles: HOME_TITLES, credits: '5', reason: why })),
    totals: {
      hostEctsEarned: '0',
      creditsRecognised: '0',
      ectsAdditional: '0',
      creditsDifference: '0',
      ectsInBundles: '0',
      ectsNotRecognised: '0',
    },
    gpa: { value: null, derivation: [] },
  });
}

/** Units, scales, grades, policies, keys of rules and files: the same in every language. */
const SAME_IN_ALL =
  /^(?:ECTS|GPA|PDF|CSV|JSON|DC|kz(?:_\w+)?|de|aupet-2024|[A-F][+-]?|grade\.[\w.-]+|credits\.[\w.-]+|gpa|bundle\.[\w.-]+|rules\/[\w-]+|credit_system|grade_scale|valid(?:From|To)|credit-without-grade|authority|institution|accept|ask)$/;

async function latinWords(recognition: Recognition, language: 'kk' | 'ru', known: readonly string[] = []) {
  const pdf = await writeProtocol(recognition, { language, date: '2026-11-20' });
  const { text } = await extractText(await getDocumentProxy(pdf.slice()), { mergePages: true });
  const words = text.match(/[A-Za-z][\w./+-]*/g) ?? [];
  const trimmed = words.map((word) => word.replace(/[./-]+$/, ''));
  return [...new Set(trimmed)].filter((word) => !SAME_IN_ALL.test(word) && !known.includes(word));
}

describe.each(['kk', 'ru'] as const)('a protocol in %s', (language) => {
  it('says every outcome, status, reason and note without an English word', async () => {
    expect(await latinWords(everyReason(), language)).toEqual([]);
  });

  it('writes no day as it is stored', async () => {
    const text = await textOf(await writeProtocol(everyReason(), { language, date: '2026-11-20' }));
    expect(text).not.toMatch(/\d{4}-\d{2}-\d{2}/);
    for (const day of ['20.11.2026', '09.02.2026', '31.08.2026', '31.10.2027']) expect(text).toContain(day);
  });

  it('of a recognition as it is computed names in Latin only what the host and the rules are called', async () => {
    const plan = planOf(
      [
        { bundle: 'b1', home: [{ code: 'EM', title: 'X', ects: 5 }], host: [{ code: 'ET-1', title: 'X', ects: 5 }] },
        { bundle: 'b2', home: [{ code: 'EN', title: 'X', ects: 5 }], host: [{ code: 'ET-2', title: 'X', ects: 5 }] },
        { bundle: 'b3', host: [{ code: 'ET-3', title: 'X', ects: 3 }], electiveBlock: 'Y' },
      ],
      [{ code: 'EX', title: 'X', ects: 4 }],
    );
    const transcript = transcriptOf([
      { code: 'ET-1', credits: 6, grade: '1,7' },
      { code: 'ET-2', credits: 5, grade: '5,0' },
      { code: 'ET-3', credits: 3, grade: 'bestanden' },
      { code: 'ET-4', credits: 2, grade: '??' },
      { code: 'ET-5', credits: 2, grade: null, status: 'in-progress' },
    ]);
    const recognition = recognitionOf(plan, transcript);
    const steps = [...recognition.credited, ...recognition.additional, recognition.gpa].flatMap(
      (one) => one.derivation,
    );
    const sources = [recognition.policy.source, ...steps.map(({ source }) => source)].map(String);
    const names = [recognition.home.institution, recognition.host.institution, 'bestanden', 'in-progress'];
    const codes = [
      'EM',
      'EN',
      'EX',
      'X',
      'Y',
      ...['1', '2', '3', '4', '5'].map((n) => `ET-${n}`),
      'b1',
      'b2',
      'b3',
      'S000',
    ];
    // A key of a rule may break over a line after one of its hyphens.
    const keys = steps.flatMap(({ rule }) => rule.split('-'));
    const known = [...sources, ...names, ...keys].flatMap((text) => text.match(/[A-Za-z][\w./+-]*/g) ?? []);
    const allowed = [...codes, ...known.map((word) => word.replace(/[./-]+$/, ''))];
    expect(await latinWords(recognition, language, allowed)).toEqual([]);
  });
});
