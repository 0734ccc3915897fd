/** The heart of the protocol: home courses on the left, the host courses that they rest on beside them. */
import type { Content } from 'pdfmake';
import type { CreditedCourse, Recognition } from '../../../domain/index.ts';
import type { Sheet } from '../sheet.ts';
import type { PaperCell, PaperColumn } from '../table.ts';
import { homeGradeCells, originalCells } from '../words.ts';

/** One row per course of the longer side of each bundle; the shorter side's last cells run on. */
export function creditedCourses(recognition: Recognition, sheet: Sheet): Content {
  const { word } = sheet;
  const originals = new Map(recognition.rows.map((row) => [row.line, row]));
  let number = 0;
  const rows = sharedOrigins(recognition.credited).flatMap((courses) => {
    const [first] = courses;
    const home = courses.map(({ homeCode, homeTitles, credits, grade }) => {
      const title = sheet.title(homeTitles);
      number += 1;
      return [String(number), homeCode, title, sheet.figure(credits), ...homeGradeCells(grade, sheet)];
    });
    const host = (first?.from ?? []).map((line) => {
      const row = originals.get(line);
      const unknown = word('print-not-stated');
      return [String(line), row?.code ?? unknown, row?.title ?? unknown, ...originalCells(row, sheet)];
    });
    return sideBySide(home, first?.bundle ?? '', host);
  });
  const groups = [
    { label: word('print-home-institution'), span: 8 },
    { label: '', span: 1 },
    { label: word('print-host-original'), span: 5 },
  ];
  return sheet.table({ title: word('protocol-credited'), groups, columns: columnsOf(sheet), rows });
}

const columnsOf = ({ word }: Sheet): PaperColumn[] => [
  { label: '№', width: 16, align: 'right' },
  { label: word('print-code'), width: 44 },
  { label: word('print-course') },
  { label: word('print-credits'), width: 36, align: 'right' },
  { label: word('print-letter'), width: 28, align: 'center' },
  { label: word('print-points'), width: 28, align: 'right' },
  { label: '%', width: 20, align: 'right' },
  { label: word('print-traditional'), width: 66 },
  { label: word('print-bundle'), width: 34, align: 'center', divide: true },
  { label: word('print-line'), width: 30, align: 'right', divide: true },
  { label: word('print-code'), width: 44 },
  { label: word('print-course') },
  { label: word('print-credits-and-unit'), width: 52 },
  { label: word('print-grade-and-scale'), width: 72 },
];

/** Neighbours of one bundle that rest on the same transcript lines: their originals are printed once, for all of them. */
function sharedOrigins(credited: readonly CreditedCourse[]): CreditedCourse[][] {
  const groups: CreditedCourse[][] = [];
  for (const course of credited) {
    const group = groups.at(-1);
    const first = group?.[0];
    if (group && first?.bundle === course.bundle && first.from.join() === course.from.join()) group.push(course);
    else groups.push([course]);
  }
  return groups;
}

/** The bundle stands between the sides, once, because the rows of a group do not answer each other one by one. */
const sideBySide = (home: readonly string[][], bundle: string, host: readonly string[][]): PaperCell[][] =>
  Array.from({ length: Math.max(home.length, host.length) }, (_, index) => [
    ...(home[index] ?? Array.from({ length: 8 }, () => null)),
    index === 0 ? bundle : null,
    ...(host[index] ?? Array.from({ length: 5 }, () => null)),
  ]);
