/** The parts of the protocol around the table of credited courses, each a small function of the recognition. */
import type { Content, TableCell } from 'pdfmake';
import type { RecognisedRow, Recognition } from '../../domain/index.ts';
import { homeGradeCells, originalCredits, originalGrade, pointsText } from './figures.ts';
import { printable } from './fonts.ts';
import { buildTable, type TableRequest } from './table.ts';
import type { ProtocolTexts } from './texts.ts';

/** A title with the one thing below it, on the same page. */
export const titled = (title: string, content: Content): Content => ({
  stack: [{ text: printable(title), style: 'heading' }, content],
  unbreakable: true,
});

/** A titled table, or the title and the word for none. */
export const section = (table: TableRequest & { readonly title: string }, texts: ProtocolTexts): Content =>
  table.rows.length === 0 ? titled(table.title, { text: texts.none }) : buildTable(table);

/** Who, where, when and by which policy. */
export function particulars(recognition: Recognition, date: string, texts: ProtocolTexts): Content {
  const { home, host, student, policy } = recognition;
  const left: [string, string][] = [
    [texts.homeInstitution, home.institution],
    [texts.programme, home.programme ?? texts.notStated],
    [texts.hostInstitution, host.institution],
  ];
  const right: [string, string][] = [
    [texts.student, student ?? texts.notStated],
    [texts.date, texts.dayText(date)],
    [texts.policy, `${policy.id}, ${texts.policyVersion} ${policy.version}`],
    [texts.policySource, policy.source],
    [texts.rulesOn, texts.dayText(recognition.date)],
  ];
  return {
    columns: [
      { width: '*', stack: [pairs(left)] },
      { width: '*', stack: [pairs(right)] },
    ],
    columnGap: 16,
    margin: [0, 0, 0, 4],
  };
}

const pairs = (rows: readonly [string, string][]): Content => ({
  table: {
    widths: [140, 230],
    body: rows.map(([label, value]): TableCell[] => [
      { text: printable(label), color: '#555555' },
      { text: printable(value), bold: true },
    ]),
  },
  layout: 'noBorders',
});

/** A warning above the tables while something still waits for a person; nothing otherwise. */
export function pendingNote({ rows, bundles }: Recognition, texts: ProtocolTexts): Content[] {
  const count =
    rows.filter(({ outcome }) => outcome === 'needs-person').length +
    bundles.filter(({ status }) => status === 'needs-person').length;
  return count === 0 ? [] : [{ text: texts.pending(count), bold: true, margin: [0, 2, 0, 2] }];
}

/** Passed work that replaces no home course. */
export function additionalAchievements(recognition: Recognition, texts: ProtocolTexts): Content {
  const originals = new Map(recognition.rows.map((row) => [row.line, row]));
  const rows = recognition.additional.map((item) => {
    const row = originals.get(item.line);
    return [
      String(item.line),
      row?.code ?? texts.notStated,
      item.title,
      row ? originalCredits(row, texts) : texts.notStated,
      row ? originalGrade(row, texts) : texts.notStated,
      item.ects.toString(),
      item.block ?? '—',
      ...(item.grade ? homeGradeCells(item.grade, texts) : ['—', '—', '—', '—']),
    ];
  });
  const columns = [
    { label: texts.line, width: 32, alignment: 'right' as const },
    { label: texts.code, width: 56 },
    { label: texts.courseTitle, width: 166 },
    { label: texts.creditsAndUnit, width: 70 },
    { label: texts.gradeAndScale, width: 60 },
    { label: texts.ects, width: 30, alignment: 'right' as const },
    { label: texts.block, width: 110 },
    { label: texts.letter, width: 34, alignment: 'center' as const },
    { label: texts.points, width: 30, alignment: 'right' as const },
    { label: texts.percent, width: 22, alignment: 'right' as const },
    { label: texts.traditional },
  ];
  return section({ title: texts.additional, columns, rows }, texts);
}

/** Every transcript row that ended neither in a home course nor in an additional achievement, with its reason. */
export function rowsNotCredited(recognition: Recognition, texts: ProtocolTexts): Content {
  const used = new Set([
    ...recognition.credited.flatMap(({ from }) => from),
    ...recognition.additional.map(({ line }) => line),
  ]);
  const cells = (row: RecognisedRow): string[] => [
    String(row.line),
    row.code,
    row.title,
    originalCredits(row, texts),
    originalGrade(row, texts),
    texts.outcomes[row.outcome],
    row.reason,
  ];
  const columns = [
    { label: texts.line, width: 32, alignment: 'right' as const },
    { label: texts.code, width: 56 },
    { label: texts.courseTitle, width: 166 },
    { label: texts.creditsAndUnit, width: 70 },
    { label: texts.gradeAndScale, width: 60 },
    { label: texts.outcome, width: 90 },
    { label: texts.reason },
  ];
  const rows = recognition.rows.filter(({ line }) => !used.has(line)).map(cells);
  return section({ title: texts.notCredited, columns, rows }, texts);
}

export function academicDifference(recognition: Recognition, texts: ProtocolTexts): Content {
  const columns = [
    { label: texts.code, width: 93 },
    { label: texts.courseTitle, width: 250 },
    { label: texts.credits, width: 42, alignment: 'right' as const },
    { label: texts.reason },
  ];
  const rows = recognition.difference.map(({ homeCode, homeTitle, credits, reason }) => [
    homeCode,
    homeTitle,
    credits.toString(),
    reason,
  ]);
  return section({ title: texts.difference, columns, rows }, texts);
}

/** The balance of credits and the average; the first figure is the sum of the three below it. */
export function totals({ totals: sums, gpa }: Recognition, texts: ProtocolTexts): Content {
  const figures: [string, string][] = [
    [texts.hostEctsEarned, sums.hostEctsEarned.toString()],
    [`– ${texts.ectsInBundles}`, sums.ectsInBundles.toString()],
    [`– ${texts.ectsAdditional}`, sums.ectsAdditional.toString()],
    [`– ${texts.ectsNotRecognised}`, sums.ectsNotRecognised.toString()],
    [texts.creditsRecognised, sums.creditsRecognised.toString()],
    [texts.creditsDifference, sums.creditsDifference.toString()],
    [texts.gpa, gpa.value ? pointsText(gpa.value) : texts.notComputed],
  ];
  const table: Content = {
    table: {
      widths: [290, 70],
      body: figures.map(([label, value]): TableCell[] => [
        { text: printable(label) },
        { text: value, bold: true, alignment: 'right' },
      ]),
    },
    layout: { hLineWidth: () => 0.5, vLineWidth: () => 0, hLineColor: () => '#aaaaaa' },
  };
  return titled(texts.totals, table);
}

/** Lines to sign by hand: registrar, director, chair and two members of the commission. */
export function signatures(texts: ProtocolTexts): Content {
  const roles = [texts.registrar, texts.director, texts.chair, texts.member, texts.member];
  const line = (width: number, caption: string): Content[] => [
    { canvas: [{ type: 'line', x1: 0, y1: 10, x2: width, y2: 10, lineWidth: 0.5 }] },
    { text: caption, fontSize: 6, alignment: 'center', color: '#555555' },
  ];
  const rows = roles.map(
    (role): Content => ({
      columns: [
        { width: 200, text: role, margin: [0, 2, 0, 0] },
        { width: 150, stack: line(150, texts.signature) },
        { width: 250, stack: line(250, texts.fullName) },
        { width: 100, stack: line(100, texts.signedOn) },
      ],
      columnGap: 14,
      margin: [0, 8, 0, 0],
    }),
  );
  return { stack: rows, unbreakable: true, margin: [0, 10, 0, 0] };
}
