/** The parts of the protocol around the table of credited courses, each a small function of the recognition. */
import type { Content, TableCell } from 'pdfmake';
import { type Recognition, reason, textIn } from '../../domain/index.ts';
import { printable } from './fonts.ts';
import { buildTable, type TableRequest } from './table.ts';
import { homeGradeCells, originalCells, pointsText, type Words } from './words.ts';

/** A title with the one thing below it, on the same page. */
export const titled = (title: string, content: Content): Content => ({
  stack: [{ text: printable(title), style: 'heading' }, content],
  unbreakable: true,
});

/** A titled table, or the title and the word for none. */
export const section = (table: TableRequest & { readonly title: string }, { word }: Words): Content =>
  table.rows.length === 0 ? titled(table.title, { text: word('protocol-none') }) : buildTable(table);

/** Who, where, when, by which policy, and what a reader has to know of the whole. */
export function particulars(recognition: Recognition, date: string, { word, say, day }: Words): Content {
  const { home, host, student, policy, notes } = recognition;
  const pairs = (rows: readonly (readonly [string, string])[]): Content => ({
    table: {
      widths: [140, 230],
      body: rows.map(([label, value]): TableCell[] => [
        { text: printable(label), color: '#555555' },
        { text: printable(value), bold: true },
      ]),
    },
    layout: 'noBorders',
  });
  const left = pairs([
    [word('protocol-home-institution'), home.institution],
    [word('protocol-programme'), home.programme ?? word('protocol-not-stated')],
    [word('protocol-host-institution'), host.institution],
    ...notes.map((note) => [word('protocol-notes'), say(note)] as const),
  ]);
  const right = pairs([
    [word('protocol-student'), student ?? word('protocol-not-stated')],
    [word('protocol-date'), day(date)],
    [word('protocol-policy'), say(reason('protocol-policy-version', { policy: policy.id, version: policy.version }))],
    [word('protocol-policy-source'), policy.source],
    [word('protocol-rules-on'), day(recognition.date)],
  ]);
  return {
    columns: [
      { width: '*', stack: [left] },
      { width: '*', stack: [right] },
    ],
    columnGap: 16,
    margin: [0, 0, 0, 4],
  };
}

/** The columns that name a transcript row in the tables of achievements and of rows not credited. */
const rowColumns = ({ word }: Words): TableRequest['columns'] => [
  [word('protocol-line'), 32, 'right'],
  [word('protocol-code'), 56],
  [word('protocol-course'), 166],
  [word('protocol-credits-and-unit'), 70],
  [word('protocol-grade-and-scale'), 60],
];

/** Passed work that replaces no home course. */
export function additionalAchievements(recognition: Recognition, words: Words): Content {
  const { word, say } = words;
  const originals = new Map(recognition.rows.map((row) => [row.line, row]));
  const rows = recognition.additional.map(({ line, title, ects, block, grade }) => {
    const row = originals.get(line);
    return [
      String(line),
      row?.code ?? word('protocol-not-stated'),
      say(title),
      ...originalCells(row, words),
      ects.toString(),
      block ?? '—',
      ...(grade ? homeGradeCells(grade, words) : ['—', '—', '—', '—']),
    ];
  });
  const columns: TableRequest['columns'] = [
    ...rowColumns(words),
    ['ECTS', 30, 'right'],
    [word('protocol-block'), 110],
    [word('protocol-letter'), 34, 'center'],
    [word('protocol-points'), 30, 'right'],
    ['%', 22, 'right'],
    [word('protocol-traditional')],
  ];
  return section({ title: word('protocol-additional'), columns, rows }, words);
}

/** Every transcript row that ended neither in a home course nor in an additional achievement, with its reason. */
export function rowsNotCredited({ rows: all, credited, additional }: Recognition, words: Words): Content {
  const { word, say } = words;
  const used = new Set([...credited.flatMap(({ from }) => from), ...additional.map(({ line }) => line)]);
  const rows = all
    .filter(({ line }) => !used.has(line))
    .map((row) => {
      const outcome = say(reason('row-outcome', { outcome: row.outcome }));
      return [String(row.line), row.code, row.title, ...originalCells(row, words), outcome, say(row.reason)];
    });
  const columns: TableRequest['columns'] = [
    ...rowColumns(words),
    [word('protocol-outcome'), 90],
    [word('protocol-reason')],
  ];
  return section({ title: word('protocol-not-credited'), columns, rows }, words);
}

export function academicDifference({ difference }: Recognition, words: Words, language: string): Content {
  const { word, say } = words;
  const columns: TableRequest['columns'] = [
    [word('protocol-code'), 93],
    [word('protocol-course'), 250],
    [word('protocol-credits'), 42, 'right'],
    [word('protocol-reason')],
  ];
  const rows = difference.map(({ homeCode, homeTitles, credits, reason: why }) => {
    const title = textIn(homeTitles, language, 'ru', 'kk', 'en');
    return [homeCode, title, credits.toString(), say(why)];
  });
  return section({ title: word('protocol-difference'), columns, rows }, words);
}

/** The balance of credits and the average; the first figure is the sum of the three below it. */
export function totals({ totals: sums, gpa }: Recognition, { word }: Words): Content {
  const figures = [
    [word('protocol-ects-earned'), sums.hostEctsEarned],
    [word('protocol-ects-in-bundles'), sums.ectsInBundles],
    [word('protocol-ects-additional'), sums.ectsAdditional],
    [word('protocol-ects-not-recognised'), sums.ectsNotRecognised],
    [word('protocol-credits-recognised'), sums.creditsRecognised],
    [word('protocol-credits-difference'), sums.creditsDifference],
    [word('protocol-gpa'), gpa.value ? pointsText(gpa.value) : word('protocol-not-computed')],
  ] as const;
  const table: Content = {
    table: {
      widths: [290, 70],
      body: figures.map(([label, value]): TableCell[] => [
        { text: printable(label) },
        { text: value.toString(), bold: true, alignment: 'right' },
      ]),
    },
    layout: { hLineWidth: () => 0.5, vLineWidth: () => 0, hLineColor: () => '#aaaaaa' },
  };
  return titled(word('protocol-totals'), table);
}

/** Lines to sign by hand: registrar, director, chair and two members of the commission. */
export function signatures({ word }: Words): Content {
  const member = word('protocol-member');
  const roles = [word('protocol-registrar'), word('protocol-director'), word('protocol-chair'), member, member];
  const line = (width: number, caption: string): Content[] => [
    { canvas: [{ type: 'line', x1: 0, y1: 10, x2: width, y2: 10, lineWidth: 0.5 }] },
    { text: caption, fontSize: 6, alignment: 'center', color: '#555555' },
  ];
  const rows = roles.map(
    (role): Content => ({
      columns: [
        { width: 200, text: role, margin: [0, 2, 0, 0] },
        { width: 150, stack: line(150, word('protocol-signature')) },
        { width: 250, stack: line(250, word('protocol-full-name')) },
        { width: 100, stack: line(100, word('protocol-signed-on')) },
      ],
      columnGap: 14,
      margin: [0, 8, 0, 0],
    }),
  );
  return { stack: rows, unbreakable: true, margin: [0, 10, 0, 0] };
}
