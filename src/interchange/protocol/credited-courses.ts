/** The heart of the protocol: home courses on the left, the host courses that they rest on beside them. */
import type { Content } from 'pdfmake';
import type { CreditedCourse, RecognisedRow, Recognition } from '../../domain/index.ts';
import { homeGradeCells, originalCredits, originalGrade } from './figures.ts';
import { section } from './sections.ts';
import type { Column, Row } from './table.ts';
import type { ProtocolTexts } from './texts.ts';

const HOME_COLUMNS = 8;
const HOST_COLUMNS = 5;

/** One row per course of the longer side of each bundle; the shorter side's last cells run on. */
export function creditedCourses(recognition: Recognition, texts: ProtocolTexts): Content {
  const originals = new Map(recognition.rows.map((row) => [row.line, row]));
  let number = 0;
  const rows = sharedOrigins(recognition.credited).flatMap((courses) => {
    const home = courses.map((course) => homeCells(course, ++number, texts));
    const host = (courses[0]?.from ?? []).map((line) => hostCells(line, originals.get(line), texts));
    return sideBySide(home, courses[0]?.bundle ?? '', host);
  });
  const groups = [
    { label: texts.home, span: HOME_COLUMNS },
    { label: '', span: 1 },
    { label: texts.host, span: HOST_COLUMNS },
  ];
  return section({ title: texts.credited, groups, columns: columnsOf(texts), rows }, texts);
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
function sideBySide(home: readonly Row[], bundle: string, host: readonly Row[]): Row[] {
  const blank = (columns: number): Row => Array.from({ length: columns }, () => null);
  return Array.from({ length: Math.max(home.length, host.length) }, (_, index) => [
    ...(home[index] ?? blank(HOME_COLUMNS)),
    index === 0 ? bundle : null,
    ...(host[index] ?? blank(HOST_COLUMNS)),
  ]);
}

const homeCells = (course: CreditedCourse, number: number, texts: ProtocolTexts): Row => [
  String(number),
  course.homeCode,
  course.homeTitle,
  course.credits.toString(),
  ...homeGradeCells(course.grade, texts),
];

const hostCells = (line: number, row: RecognisedRow | undefined, texts: ProtocolTexts): Row =>
  row === undefined
    ? [String(line), ...Array.from({ length: HOST_COLUMNS - 1 }, () => texts.notStated)]
    : [String(line), row.code, row.title, originalCredits(row, texts), originalGrade(row, texts)];

const columnsOf = (texts: ProtocolTexts): Column[] => [
  { label: '№', width: 15, alignment: 'right' },
  { label: texts.code, width: 46 },
  { label: texts.courseTitle, width: 114 },
  { label: texts.credits, width: 36, alignment: 'right' },
  { label: texts.letter, width: 34, alignment: 'center' },
  { label: texts.points, width: 30, alignment: 'right' },
  { label: texts.percent, width: 22, alignment: 'right' },
  { label: texts.traditional, width: 76 },
  { label: texts.bundle, width: 34, alignment: 'center' },
  { label: texts.line, width: 32, alignment: 'right' },
  { label: texts.code, width: 46 },
  { label: texts.courseTitle, width: 114 },
  { label: texts.creditsAndUnit, width: 56 },
  { label: texts.gradeAndScale },
];
