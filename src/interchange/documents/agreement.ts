/** A study plan -> the individual curriculum, which is the learning agreement: both lists, and what stands for what. */
import type { Content } from 'pdfmake';
import {
  type Bundle,
  type BundleDecision,
  type Plan,
  type PlannedCourse,
  type PlannedHomeCourse,
  Rational,
  reason,
} from '../../domain/index.ts';
import type { CaseHead } from './case-head.ts';
import { print } from './fonts.ts';
import { aboutOf, figures, letterhead, particulars, type Signer, signed, stayOf, studentOf } from './head.ts';
import type { PdfPaper } from './render.ts';
import { type Sheet, titled } from './sheet.ts';
import type { PaperCell, PaperColumn } from './table.ts';
import type { Words } from './words.ts';

export interface AgreementContent {
  readonly plan: Plan;
  readonly head: CaseHead;
  /** Of a stored plan: its number, and the hash that signatures name. */
  readonly version: { readonly number: number; readonly contentHash: string } | null;
  /** The directorate has not approved it. */
  readonly draft: boolean;
  /** What the directorate asks beside the host's courses, by bundle. */
  readonly bridges: readonly Extract<BundleDecision, { decision: 'approve-with-bridge' }>[];
}

export function agreement(
  { plan, head, version, draft, bridges }: AgreementContent,
  words: Words,
  date: string,
): PdfPaper {
  const { word, say } = words;
  const { policy, policyVersion } = plan.basis;
  return {
    orientation: 'landscape',
    title: word('agreement-title'),
    about: aboutOf(head),
    basis: [
      ...(version ? [say(reason('agreement-version', { version: String(version.number) }))] : []),
      ...(version ? [say(reason('agreement-hash', { hash: version.contentHash.slice(0, 16) }))] : []),
      say(reason('protocol-policy-version', { policy, version: policyVersion })),
    ],
    watermark: draft ? word('print-draft') : undefined,
    content: (sheet) => [
      letterhead(head, {
        title: word('agreement-title'),
        under: say(reason('print-number-and-day', { day: words.dayInWords(date) })),
        say,
      }),
      particulars(studentOf(head, sheet), stayOf(head, sheet)),
      linkTable(word('agreement-link'), plan.bundles, sheet),
      uncoveredTable(plan, sheet),
      ...bridgesOf(bridges, sheet),
      ...sheet.notes(),
      signed([{ columns: [totals(plan, sheet), clauses(sheet)], columnGap: 24 }], signersOf(head, sheet), sheet),
    ],
  };
}

/** Who agrees on a plan and on its changes. */
export const signersOf = ({ studentName }: CaseHead, { word }: Sheet): Signer[] => [
  { role: word('print-student'), name: studentName },
  { role: word('print-director'), isSealed: true },
  { role: word('print-host-responsible'), isSealed: true },
];

/** Home courses on the left, host courses on the right, and between them the bundle that ties them. */
export function linkTable(title: string, bundles: readonly Bundle[], sheet: Sheet): Content {
  const { word } = sheet;
  const columns: PaperColumn[] = [
    { label: word('print-code'), width: 50 },
    { label: word('print-course') },
    { label: word('print-cycle'), width: 44 },
    { label: word('print-semester'), width: 26, align: 'right' },
    { label: word('print-credits'), width: 36, align: 'right' },
    { label: word('print-bundle'), width: 36, align: 'center', divide: true },
    { label: word('print-code'), width: 54, divide: true },
    { label: word('print-course') },
    { label: word('print-language'), width: 34 },
    { label: word('print-term'), width: 42 },
    { label: word('print-credits-and-unit'), width: 64, align: 'right' },
    { label: 'ECTS', width: 28, align: 'right' },
  ];
  const groups = [
    { label: word('print-home-institution'), span: 5 },
    { label: '', span: 1 },
    { label: word('print-host-institution'), span: 6 },
  ];
  const rows = bundles.flatMap((bundle) => bundleRows(bundle, sheet));
  const sums = [sumOf(bundles.flatMap(replacedBundles)), sumOf(bundles.flatMap(({ host }) => host))].map((one) =>
    sheet.figure(one),
  );
  const sum = [word('print-total'), '', '', '', sums[0] ?? '', '', '', '', '', '', '', sums[1] ?? ''];
  return sheet.table({ title, groups, columns, rows, ...(rows.length > 0 && { sum }) });
}

/** Home courses that a bundle replaces, the places of an elective block among them. */
export const replacedBundles = ({ home, fills = [] }: Bundle): PlannedHomeCourse[] => [...home, ...fills];

export const sumOf = (courses: readonly Pick<PlannedCourse, 'ects'>[]): Rational =>
  Rational.sum(courses.map(({ ects }) => ects));

function bundleRows(bundle: Bundle, sheet: Sheet): PaperCell[][] {
  const replaced = replacedBundles(bundle);
  const home =
    replaced.length > 0
      ? replaced.map((course) => homeCells(course, bundle, sheet))
      : [['—', bundle.electiveBlock ?? '—', '—', '—', '—']];
  const host = bundle.host.map((course) => hostCells(course, sheet));
  return Array.from({ length: Math.max(home.length, host.length) }, (_, at): PaperCell[] => [
    ...(home[at] ?? [null, null, null, null, null]),
    at === 0 ? bundle.id : null,
    ...(host[at] ?? [null, null, null, null, null, null]),
  ]);
}

function homeCells(
  { code, titles, cycle, component, semester, ects }: PlannedHomeCourse,
  bundle: Bundle,
  sheet: Sheet,
) {
  const { say } = sheet;
  const kinds = [
    ...(cycle ? [say(reason('cycle-name', { cycle }))] : []),
    ...(component ? [say(reason('component-name', { component }))] : []),
  ];
  const title = sheet.title(titles);
  const block = bundle.fills && bundle.electiveBlock !== null ? { text: title, below: bundle.electiveBlock } : title;
  return [code, block, kinds.join(' · ') || '—', semester === null ? '—' : String(semester), sheet.figure(ects)];
}

/** The title as the host prints it, and below it the same in the document's language where the catalogue has it. */
function hostCells(
  { code, titles, languages, term, credits, ects }: PlannedCourse,
  { say, language, word, figure }: Sheet,
): PaperCell[] {
  const original = languages.map((one) => titles[one]).find((title) => title !== undefined) ?? Object.values(titles)[0];
  const translated = titles[language];
  const title = original ?? word('print-not-stated');
  const range =
    credits && (credits.min.eq(credits.max) ? figure(credits.min) : `${figure(credits.min)}–${figure(credits.max)}`);
  return [
    code,
    translated !== undefined && translated !== title ? { text: title, below: translated } : title,
    languages.map((one) => one.toUpperCase()).join(', ') || '—',
    term === null ? '—' : say(reason('term-name', { term })),
    credits ? `${range} ${credits.unit ?? ''}`.trim() : '—',
    figure(ects),
  ];
}

function uncoveredTable({ uncovered }: Plan, sheet: Sheet): Content {
  const { word, say } = sheet;
  const columns: PaperColumn[] = [
    { label: word('print-code'), width: 60 },
    { label: word('print-course') },
    { label: word('print-credits'), width: 44, align: 'right' },
    { label: word('print-reason'), grow: 1.5 },
  ];
  const rows = uncovered.map(({ home, explanation }) => [
    home.code,
    sheet.title(home.titles),
    sheet.figure(home.ects),
    say(explanation),
  ]);
  return sheet.table({ title: word('agreement-uncovered'), columns, rows });
}

function bridgesOf(bridges: AgreementContent['bridges'], { word, say }: Sheet): Content[] {
  if (bridges.length === 0) return [];
  const lines = bridges.map(({ bundle, bridge: { kind, topics, ects } }): Content => {
    const said = reason('agreement-bridge', { bundle, kind, topics, ects: ects?.toString() ?? '—' });
    return print(say(said), { margin: [0, 0, 0, 2] });
  });
  return [titled(word('agreement-bridges'), { stack: lines })];
}

/** The balance of the stay in both units. */
export function totals({ bundles, totals: sums }: Plan, { word, figure }: Sheet): Content {
  const units = new Map<string, Rational>();
  for (const { credits } of bundles.flatMap(({ host }) => host))
    if (credits?.unit && credits.min.eq(credits.max))
      units.set(credits.unit, (units.get(credits.unit) ?? Rational.ZERO).add(credits.min));
  const own = [...units].filter(([unit]) => !/^ects$/i.test(unit)).map(([unit, amount]) => `${figure(amount)} ${unit}`);
  return titled(
    word('print-totals'),
    figures([
      [word('agreement-total-host'), figure(sums.hostEcts), true],
      ...(own.length > 0 ? [[word('agreement-total-units'), own.join('; ')] as const] : []),
      [word('agreement-total-home'), figure(sums.homeEcts), true],
      [word('agreement-total-difference'), figure(sums.uncoveredEcts), true],
    ]),
  );
}

/** What the three agree on, beside the totals. */
const clauses = ({ word }: Sheet): Content => ({
  stack: (['agreement-clause-home', 'agreement-clause-host', 'agreement-clause-student'] as const).map((code, at) =>
    print(`${at + 1}. ${word(code)}`, { margin: [0, 0, 0, 2] }),
  ),
  margin: [0, 18, 0, 0],
});
