/** The parts of the protocol around the table of credited courses, each a small function of the recognition. */
import type { Content } from 'pdfmake';
import { type Recognition, reason } from '../../../domain/index.ts';
import { figures } from '../head.ts';
import { type Sheet, titled } from '../sheet.ts';
import type { PaperCell, PaperColumn } from '../table.ts';
import { homeGradeCells, originalCells } from '../words.ts';

/** The columns that name a transcript row in the tables of achievements and of rows not credited. */
const rowColumns = ({ word }: Sheet): PaperColumn[] => [
  { label: word('print-line'), width: 30, align: 'right' },
  { label: word('print-code'), width: 56 },
  { label: word('print-course') },
  { label: word('print-credits-and-unit'), width: 66 },
  { label: word('print-grade-and-scale'), width: 84 },
];

/** Passed work that replaces no home course. */
export function additionalAchievements(recognition: Recognition, sheet: Sheet): Content {
  const { word, say } = sheet;
  const originals = new Map(recognition.rows.map((row) => [row.line, row]));
  const placeOf = (block: string | null, line: number): PaperCell => {
    const filled = recognition.places.filter(({ from }) => from.includes(line));
    if (block === null || filled.length === 0) return block ?? '—';
    return {
      text: block,
      below: filled.map(({ homeCode, homeTitles }) => `${homeCode} ${sheet.title(homeTitles)}`).join('; '),
    };
  };
  const rows = recognition.additional.map(({ line, title, ects, block, grade }) => {
    const row = originals.get(line);
    return [
      String(line),
      row?.code ?? word('print-not-stated'),
      say(title),
      ...originalCells(row, sheet),
      sheet.figure(ects),
      placeOf(block, line),
      ...(grade ? homeGradeCells(grade, sheet) : ['—', '—', '—', '—']),
    ];
  });
  const columns: PaperColumn[] = [
    ...rowColumns(sheet),
    { label: 'ECTS', width: 30, align: 'right', divide: true },
    { label: word('print-block'), width: 100 },
    { label: word('print-letter'), width: 28, align: 'center' },
    { label: word('print-points'), width: 28, align: 'right' },
    { label: '%', width: 20, align: 'right' },
    { label: word('print-traditional'), width: 66 },
  ];
  return sheet.table({ title: word('protocol-additional'), columns, rows });
}

/** Every transcript row that ended neither in a home course nor in an additional achievement, with its reason. */
export function rowsNotCredited({ rows: all, credited, additional }: Recognition, sheet: Sheet): Content {
  const { word, say } = sheet;
  const used = new Set([...credited.flatMap(({ from }) => from), ...additional.map(({ line }) => line)]);
  const rows = all
    .filter(({ line }) => !used.has(line))
    .map((row) => {
      const outcome = say(reason('row-outcome', { outcome: row.outcome }));
      return [String(row.line), row.code, row.title, ...originalCells(row, sheet), outcome, say(row.reason)];
    });
  const columns: PaperColumn[] = [
    ...rowColumns(sheet),
    { label: word('print-outcome'), width: 86 },
    { label: word('print-reason'), grow: 1.6 },
  ];
  return sheet.table({ title: word('protocol-not-credited'), columns, rows });
}

/** What a person still has to answer, with the lines that are asked about. */
export function openQuestions({ questions }: Recognition, sheet: Sheet): Content[] {
  const { word, say } = sheet;
  if (questions.length === 0) return [];
  const rows = questions.map(({ asks, lines, bundle, reason: why }) => [
    asks.join(', ') || '—',
    lines.join(', ') || '—',
    bundle ?? '—',
    say(why),
  ]);
  const columns: PaperColumn[] = [
    { label: word('protocol-asks'), width: 90 },
    { label: word('protocol-waits'), width: 110 },
    { label: word('print-bundle'), width: 44 },
    { label: word('protocol-question') },
  ];
  return [sheet.table({ title: word('protocol-questions'), columns, rows })];
}

/** What of the file stands in no row: rows that could not be read, and values that were put aside. Nothing where all of it was read. */
export function whatWasNotRead({ unread }: Recognition, sheet: Sheet): Content[] {
  const { word, say } = sheet;
  if (unread.length === 0) return [];
  const rows = unread.map(({ kind, line, column, value, reason: why }) => [
    String(line),
    column ?? '—',
    value ?? '—',
    word(kind === 'row' ? 'protocol-row-rejected' : 'protocol-value-aside'),
    say(why),
  ]);
  const columns: PaperColumn[] = [
    { label: word('print-line'), width: 30, align: 'right' },
    { label: word('print-column'), width: 100 },
    { label: word('print-value'), width: 150 },
    { label: word('print-outcome'), width: 100 },
    { label: word('print-reason') },
  ];
  return [sheet.table({ title: word('protocol-not-read'), columns, rows })];
}

/** Home courses without credits, and why. */
function courseTable(title: string, courses: Recognition['difference'], sheet: Sheet): Content {
  const { word, say } = sheet;
  const columns: PaperColumn[] = [
    { label: word('print-code'), width: 80 },
    { label: word('print-course') },
    { label: word('print-credits'), width: 44, align: 'right' },
    { label: word('print-reason'), grow: 1.4 },
  ];
  const rows = courses.map(({ homeCode, homeTitles, credits, reason: why }) => [
    homeCode,
    sheet.title(homeTitles),
    sheet.figure(credits),
    say(why),
  ]);
  return sheet.table({ title, columns, rows });
}

export const academicDifference = ({ difference }: Recognition, sheet: Sheet): Content =>
  courseTable(sheet.word('protocol-difference'), difference, sheet);

export const undecidedCourses = ({ undecided }: Recognition, sheet: Sheet): Content[] =>
  undecided.length === 0 ? [] : [courseTable(sheet.word('protocol-undecided'), undecided, sheet)];

type Figure = Parameters<typeof figures>[0][number];

/** Where the ECTS went: the first figure is the sum of those set in below it. */
function balanceOf({ totals: sums }: Recognition, sheet: Sheet): Figure[] {
  const { word } = sheet;
  const { ledger } = sums;
  if (ledger === null)
    return [
      [word('protocol-ects-earned'), sheet.figure(sums.hostEctsEarned), true],
      [word('protocol-ects-in-bundles'), sheet.figure(sums.ectsInBundles)],
      [word('protocol-ects-additional'), sheet.figure(sums.ectsAdditional)],
      [word('protocol-ects-not-recognised'), sheet.figure(sums.ectsNotRecognised)],
    ];
  return [
    [word('protocol-ects-earned'), sheet.figure(ledger.earned), true],
    [word('protocol-ects-in-bundles'), sheet.figure(ledger.recognised)],
    [word('protocol-ects-elective'), sheet.figure(ledger.elective)],
    [word('protocol-ects-additional'), sheet.figure(ledger.additional)],
    [word('protocol-ects-refused'), sheet.figure(ledger.refused)],
    [word('protocol-ects-open'), sheet.figure(ledger.open)],
  ];
}

/** The balance of credits and the average. */
export function totals(recognition: Recognition, sheet: Sheet): Content {
  const { word } = sheet;
  const { totals: sums, gpa } = recognition;
  const average = (value: typeof gpa.value): string => (value ? sheet.points(value) : word('print-not-computed'));
  const undecided = sums.creditsUndecided;
  return titled(
    word('print-totals'),
    figures([
      ...balanceOf(recognition, sheet),
      [word('protocol-credits-recognised'), sheet.figure(sums.creditsRecognised), true],
      [word('protocol-credits-difference'), sheet.figure(sums.creditsDifference), true],
      ...(undecided && recognition.undecided.length > 0
        ? [[word('protocol-credits-undecided'), sheet.figure(undecided), true] as const]
        : []),
      [word('protocol-gpa'), average(gpa.value), true],
      ...(gpa.before
        ? [
            [word('protocol-gpa-before'), average(gpa.before)] as const,
            [word('protocol-gpa-after'), average(gpa.after ?? null)] as const,
          ]
        : []),
    ]),
  );
}
