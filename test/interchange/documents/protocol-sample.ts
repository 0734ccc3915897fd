/** An invented recognition with every kind of row, for the protocol's tests. */
import {
  type DerivationStep,
  type Reason,
  type Recognition,
  reason,
  recognitionSchema,
  type UiLanguage,
} from '../../../src/domain/index.ts';
import { headOf, type PolicyNames, writeDocument } from '../../../src/interchange/index.ts';
import { TEXTS } from '../../installed.ts';

const step = (rule: string, why: Reason, output: string | null): DerivationStep => ({
  rule,
  reason: why,
  inputs: {},
  output,
  source: 'Policy of the invented home university, § 4',
});

const grade = (letter: string, points: string, percent: string, traditional: string) => ({
  scale: 'kz_2018',
  letter,
  points,
  percent,
  traditional,
  status: 'graded',
});

const row = (line: number, code: string, title: string, more: object = {}) => ({
  line,
  code,
  title,
  credits: '5',
  unit: 'ects',
  ects: '5',
  grade: '1.7',
  scale: 'de',
  outcome: 'as-approved',
  reason: reason('row-as-planned', { course: code }),
  bundle: null,
  ...more,
});

const bundle = (id: string, more: object = {}) => ({
  bundle: id,
  status: 'credited',
  reason: reason('bundle-passed'),
  plannedHostEcts: '5',
  homeEcts: '5',
  hostEcts: '5',
  usedEcts: '5',
  remainderEcts: '0',
  creditsAwarded: '5',
  ...more,
});

const RATIO = step(
  'credits.ratio',
  reason('credits-ratio', { amount: '5', unit: { kk: 'ECTS' }, ratio: '1', ects: '5' }),
  '5',
);

const credited = (bundleId: string, homeCode: string, homeTitle: string, from: number[], homeGrade: object) => ({
  bundle: bundleId,
  homeCode,
  homeTitles: { kk: homeTitle },
  credits: '5',
  grade: homeGrade,
  from,
  derivation: [
    RATIO,
    step(
      'grade.same-scale',
      reason('not-applied', { why: reason('ladder-other-scale', { host: 'de', home: 'kz_2018' }) }),
      null,
    ),
    step(
      'grade.linear-percent',
      reason('grade-by-formula', {
        grade: reason('grade-on-scale', { grade: '1.7', scale: 'de' }),
        formula: '50 + 50 × (4.0 − 1.7) / (4.0 − 1.0) = 88.33%',
        rounding: reason('rounding', { mode: 'half-up' }),
        result: '88%',
      }),
      'B+',
    ),
  ],
});

/** Electrical engineering, one stay in Germany: 1:1, 1:2, 2:2, a pass without grade, an extra, a fail and rows for a person. */
export function sampleRecognition(): Recognition {
  return recognitionSchema.parse({
    format: 'concord-recognition',
    version: 1,
    student: 'S-2024-0117',
    home: { institution: 'Тянь-Шань техникалық университеті', programme: '6B07101 Электр энергетикасы' },
    host: { institution: 'Hochschule Musterstadt' },
    date: '2025-02-03',
    notes: [reason('policy-version-differs', { policy: 'sample-2024', version: '3', current: '4', day: '2025-02-03' })],
    policy: { id: 'sample-2024', version: '3', source: 'Regulation on credit transfer of the invented university' },
    rows: [
      row(2, 'EM-301', 'Elektrische Maschinen', { bundle: 'b1' }),
      row(3, 'RT-210', 'Regelungstechnik I: Grundlagen der linearen Systeme', { bundle: 'b2', grade: '1.0' }),
      row(4, 'RT-211', 'Regelungstechnik II', { bundle: 'b2', grade: '2.3' }),
      row(5, 'LE-400', 'Leistungselektronik', { bundle: 'b3', credits: '15/2', ects: '15/2' }),
      row(6, 'LE-401', 'Labor Leistungselektronik', { bundle: 'b3', credits: '2.5', ects: '2.5', grade: '2.0' }),
      row(7, 'DE-100', 'Deutsch als Fremdsprache A2', { bundle: 'b4', grade: 'bestanden' }),
      row(8, 'WI-150', 'Wirtschaftsethik für Ingenieure', { outcome: 'extra', reason: reason('row-in-no-bundle') }),
      row(9, 'MA-303', 'Höhere Mathematik III', {
        outcome: 'failed',
        grade: '5.0',
        reason: reason('row-failed', { grade: reason('grade-on-scale', { grade: '5.0', scale: 'de' }) }),
      }),
      row(10, 'PH-220', 'Physik des Plasmas', {
        outcome: 'needs-person',
        grade: 'k. A.',
        reason: reason('grade-unknown', { grade: 'k. A.', scale: 'de' }),
      }),
      row(11, 'IN-110', 'Programmieren', { outcome: 'repeated', grade: null, credits: null, unit: null, scale: null }),
    ],
    bundles: [
      bundle('b1'),
      bundle('b2', { hostEcts: '10', usedEcts: '5', remainderEcts: '5', plannedHostEcts: '10' }),
      bundle('b3', { hostEcts: '10', usedEcts: '10', homeEcts: '10', plannedHostEcts: '10', creditsAwarded: '10' }),
      bundle('b4'),
      bundle('b5', {
        status: 'needs-person',
        usedEcts: '0',
        creditsAwarded: '0',
        reason: reason('bundle-host-missing', { course: 'PH-220' }),
      }),
    ],
    credited: [
      credited('b1', 'EMS3201', 'Электр машиналары', [2], grade('B+', '3.33', '88', 'good')),
      credited('b2', 'TAU3202', 'Теория автоматического управления', [3, 4], grade('A-', '3.67', '90', 'отлично')),
      credited('b3', 'PE3301', 'Қуат электроникасының негіздері', [5, 6], grade('B', '3', '82', 'жақсы')),
      credited('b3', 'PEL3302', 'Силовая электроника: лабораторный практикум', [5, 6], grade('B', '3', '82', 'хорошо')),
      credited('b4', 'FL1101', 'Шет тілі', [7], {
        scale: 'kz_2018',
        letter: null,
        points: null,
        percent: null,
        traditional: null,
        status: 'passed-without-grade',
      }),
    ],
    additional: [
      {
        line: 8,
        title: 'Wirtschaftsethik für Ingenieure',
        ects: '5',
        block: 'Free electives',
        grade: grade('B+', '3.33', '88', 'good'),
        derivation: [RATIO],
      },
    ],
    difference: [
      {
        homeCode: 'HM2103',
        homeTitles: { kk: 'Жоғары математика 3' },
        credits: '5',
        reason: reason('bundle-still-open', { bundle: 'b5' }),
      },
    ],
    totals: {
      hostEctsEarned: '35',
      creditsRecognised: '25',
      ectsAdditional: '5',
      creditsDifference: '5',
      ectsInBundles: '25',
      ectsNotRecognised: '5',
    },
    gpa: {
      value: '3.25',
      derivation: [
        step(
          'gpa.mean',
          reason('gpa-mean', {
            formula: '(5 × 3.33 + 5 × 3.67 + 5 × 3 + 5 × 3) / 20 = 3.25',
            rounding: reason('rounding', { mode: 'half-up' }),
            value: '3.25',
          }),
          '3.25',
        ),
      ],
    },
  });
}

/** A recognition of `count` courses with long titles, one bundle each. */
export function longRecognition(count: number): Recognition {
  const lines = Array.from({ length: count }, (_, index) => index + 1);
  return recognitionSchema.parse({
    ...JSON.parse(JSON.stringify(emptyRecognition())),
    rows: lines.map((line) =>
      row(line, `H-${line}`, `Invented host course ${line} on electrical engineering`, { bundle: `b${line}` }),
    ),
    bundles: lines.map((line) => bundle(`b${line}`)),
    credited: lines.map((line) =>
      credited(`b${line}`, `K-${line}`, `Пән ${line}: электр энергетикасының негіздері`, [line], {
        ...grade('B+', '3.33', '88', 'good'),
      }),
    ),
  });
}

/** Nothing came back from the host. */
export function emptyRecognition(): Recognition {
  return recognitionSchema.parse({
    ...JSON.parse(JSON.stringify(sampleRecognition())),
    student: null,
    home: { institution: 'Invented home university', programme: null },
    rows: [],
    bundles: [],
    credited: [],
    additional: [],
    difference: [],
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

/** The sample with what is still open: questions, an undecided course, what was not read, a filled place, the ledger, the averages. */
export function openRecognition(): Recognition {
  const sample = JSON.parse(JSON.stringify(sampleRecognition()));
  const why = reason('row-in-no-bundle');
  const course = { homeCode: 'RPA3304', homeTitles: { kk: 'Релелік қорғаныс' }, credits: '5' };
  const unread = { line: 14, column: 'date', value: '31.02.2025', reason: why };
  const ledger = { earned: '35', recognised: '20', elective: '3', additional: '5', refused: '2', open: '5' };
  return recognitionSchema.parse({
    ...sample,
    open: 1,
    draft: true,
    questions: [{ kind: 'grade', asks: [10], lines: [10, 11], bundle: 'b5', reason: why }],
    unread: [
      { kind: 'row', ...unread },
      { kind: 'value', ...unread },
    ],
    places: [{ bundle: 'b6', ...course, from: [8] }],
    undecided: [{ ...course, bundle: 'b5', reason: why }],
    totals: { ...sample.totals, ledger, creditsUndecided: '5' },
    gpa: { ...sample.gpa, before: '3.1', after: '3.2' },
  });
}

/** The protocol of a recognition of which nothing else is known. */
export const writeProtocol = (
  recognition: Recognition,
  { language, date }: { readonly language: UiLanguage; readonly date: string },
  policyNames: PolicyNames | null = null,
): Promise<Uint8Array> =>
  writeDocument(
    {
      kind: 'protocol',
      recognition,
      head: headOf({
        home: recognition.home.institution,
        programme: recognition.home.programme,
        host: recognition.host.institution,
        studentNumber: recognition.student,
      }),
      policyNames,
      order: null,
      superseded: false,
    },
    { language, texts: TEXTS, date },
  );
