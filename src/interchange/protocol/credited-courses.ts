/** The heart of the protocol: home courses on the left, the host courses that they rest on beside them. */
import type { Content } from 'pdfmake';
import { type CreditedCourse, type Recognition, textIn } from '../../domain/index.ts';
import { section } from './sections.ts';
import type { TableRequest } from './table.ts';
import { homeGradeCells, originalCells, type Words } from './words.ts';

/** One row per course of the longer side of each bundle; the shorter side's last cells run on. */
export function creditedCourses(recognition: Recognition, words: Words, language: string): Content {
  const { word } = words;
  const originals = new Map(recognition.rows.map((row) => [row.line, row]));
  let number = 0;
  const rows = sharedOrigins(recognition.credited).flatMap((courses) => {
    const [first] = courses;
    const home = courses.map(({ homeCode, homeTitles, credits, grade }) => {
      const title = textIn(homeTitles, language, 'ru', 'kk', 'en');
      return [String(++number), homeCode, title, credits.toString(), ...homeGradeCells(grade, words)];
    });
    const host = (first?.from ?? []).map((line) => {
      const row = originals.get(line);
      const unknown = word('protocol-not-stated');
      return [String(line), row?.code ?? unknown, row?.title ?? unknown, ...originalCells(row, words)];
    });
    return sideBySide(home, first?.bundle ?? '', host);
  });
  const groups = [
    { label: word('protocol-home'), span: 8 },
    { label: '', span: 1 },
    { label: word('protocol-host'), span: 5 },
  ];
  const columns: TableRequest['columns'] = [
    ['№', 15, 'right'],
    [word('protocol-code'), 46],
    [word('protocol-course'), 114],
    [word('protocol-credits'), 36, 'right'],
    [word('protocol-letter'), 34, 'center'],
    [word('protocol-points'), 30, 'right'],
    ['%', 22, 'right'],
    [word('protocol-traditional'), 76],
    [word('protocol-bundle'), 34, 'center'],
    [word('protocol-line'), 32, 'right'],
    [word('protocol-code'), 46],
    [word('protocol-course'), 114],
    [word('protocol-credits-and-unit'), 56],
    [word('protocol-grade-and-scale')],
  ];
  return section({ title: word('protocol-credited'), groups, columns, rows }, words);
}

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
const sideBySide = (home: readonly string[][], bundle: string, host: readonly string[][]): (string | null)[][] =>
  Array.from({ length: Math.max(home.length, host.length) }, (_, index) => [
    ...(home[index] ?? Array.from({ length: 8 }, () => null)),
    index === 0 ? bundle : null,
    ...(host[index] ?? Array.from({ length: 5 }, () => null)),
  ]);
