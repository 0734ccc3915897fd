/** Groups of columns that say the same of several semesters, or of several courses in one row: "Семестр 1 | з.е.", tables side by side. */
import { Rational } from '../../domain/index.ts';
import { claimsOf, type Field, speaksOf } from '../columns.ts';
import { readSemester } from '../values.ts';
import { readTerms, wordKey } from '../vocabulary.ts';
import type { ColumnCandidate } from './candidates.ts';
import type { HeadedColumn } from './find-tables.ts';

export interface ColumnGroup {
  /** As printed; empty when nothing names it. */
  readonly label: string;
  /** Of the programme, when the label names one. */
  readonly semester: number | null;
  readonly places: ReadonlyMap<Field, number>;
}

const SEMESTER_WORD = /сем|sem|yar[ıi]y[ıi]l|dönem|термін|学期|學期|학기|trimes|cuatrimes|полугод/iu;
/** What may stand in groups; what a semester lacks of these is common to all. */
const GROUPED: readonly Field[] = [
  'credits',
  'grade',
  'code',
  'title',
  'completed_on',
  'ects_grade',
  'hours',
  'weekly_hours',
  'control',
];

/** The groups of a table; none when its columns say each thing once. */
export function groupsOf(columns: readonly ColumnCandidate[], fields: readonly Field[]): ColumnGroup[] {
  const bySemester = semesterGroups(columns, fields);
  if (bySemester.length > 1) return bySemester;
  const bare = fields.includes('semester') ? bareSemesters(columns) : [];
  return bare.length > 1 ? bare : sideBySide(columns, fields);
}

/** Columns that are each headed by a semester and nothing else: its credits, or hours and marks that tell when the course is taught. */
function bareSemesters(columns: readonly ColumnCandidate[]): ColumnGroup[] {
  const found = columns.flatMap((column) => {
    const [label = '', ...above] = [...column.path].reverse();
    // Below heads that speak of its hours it says when the course is taught too.
    const isBare = above.every(speaksOfHours);
    const semester = isBare ? semesterIn(label, above) : null;
    return semester === null ? [] : [{ column, label, semester }];
  });
  const alone = found.filter(({ column }) => column.path.length === 1).map(({ column }) => column);
  const field =
    alone.length === found.length && saysCredits(alone, columns) ? ('credits' as const) : ('control' as const);
  return found
    .filter(({ semester }, at) => found.findIndex((other) => other.semester === semester) === at)
    .map(({ column, label, semester }) => ({ label, semester, places: new Map([[field, column.index]]) }));
}

/** Amounts that add up to the credits of their rows, where a column has these. */
function saysCredits(semesters: readonly ColumnCandidate[], columns: readonly ColumnCandidate[]): boolean {
  const cells = semesters.flatMap((column) => column.cells).filter((cell) => cell !== '');
  const amounts = cells.filter((cell) => amountOf(cell) !== null);
  if (cells.length === 0 || amounts.length < cells.length * 0.9) return false;
  const total = columns.find(
    (column) =>
      !semesters.includes(column) &&
      column.claims.some(({ field, strength }) => field === 'credits' && (strength === 'name' || strength === 'exact')),
  );
  const rows = (total?.cells ?? []).flatMap((cell, at) => {
    const whole = amountOf(cell);
    const parts = semesters.flatMap(({ cells: own }) => amountOf(own[at] ?? '') ?? []);
    return whole && parts.length > 0 ? [{ whole, parts }] : [];
  });
  const agreeing = rows.filter(
    ({ whole, parts }) =>
      parts.reduce((sum, part) => sum.add(part), Rational.ZERO).eq(whole) || parts.every((part) => part.eq(whole)),
  );
  return rows.length === 0 || agreeing.length > rows.length * 0.6;
}

const amountOf = (text: string): Rational | null => Rational.parse(text.replace(',', '.').replace(/\*+$/, ''));

/** Groups under heads that name semesters or terms: the head's column of credits, grade and so on. */
function semesterGroups(columns: readonly HeadedColumn[], fields: readonly Field[]): ColumnGroup[] {
  const groups = new Map<string, { semester: number | null; places: Map<Field, number> }>();
  for (const { index, path } of columns) {
    const at = path.findLastIndex((text, place) => semesterIn(text, path.slice(0, place)) !== null || isTerm(text));
    const label = path[at];
    const field = label === undefined ? null : fieldUnder(path, at);
    if (label === undefined || field === null || !fields.includes(field)) continue;
    const key = path.slice(0, at + 1).join(' / ');
    const group = groups.get(key) ?? {
      semester: semesterIn(label, path.slice(0, at)),
      places: new Map<Field, number>(),
    };
    if (!group.places.has(field)) group.places.set(field, index);
    groups.set(key, group);
  }
  const list = [...groups].map(([key, group]) => ({ label: key.split(' / ').at(-1) ?? '', ...group }));
  // The same semester twice is the credits and, say, the hours of it: those of the first head count.
  return list.filter(
    ({ semester }, at) => semester === null || list.findIndex((other) => other.semester === semester) === at,
  );
}

/** `3 семестр`, `Semester 3`, or a bare number under a head that speaks of semesters. */
function semesterIn(label: string, above: readonly string[]): number | null {
  // How many weeks it has may stand beside its number: "1 (15 недель)", "2 сем / 15 апта".
  const text = label
    .replace(
      /\s*[([/,]?\s*\d{1,2}(?:[.,]\d)?\s*(?:апта|недел|нед\b|weeks?|Wochen?|haft|周|tyg)\p{L}*\.?\s*[)\]]?/giu,
      '',
    )
    .trim();
  if (text.length > 40 || !/\d|(?:^|\s)[IVX]+(?:\s|$)|[一二三四五六七八]/.test(text)) return null;
  const isNamed = SEMESTER_WORD.test(text);
  if (!isNamed && !above.some((head) => SEMESTER_WORD.test(head))) return null;
  const figure = /\d{1,2}|(?<=^|\s)[IVX]+(?=\s|$)|(?<=^|第|\s)[一二三四五六七八](?=学期|學期|\s|$)/.exec(text)?.[0];
  if (!isNamed && !/^(?:\d{1,2}\.?|[IVX]+\.?|第?[一二三四五六七八])$/.test(text)) return null;
  const read = readSemester(isNamed && figure ? figure : text.replace(/\.$/, ''));
  return 'value' in read ? read.value : null;
}

const speaksOfHours = (head: string): boolean =>
  speaksOf(head, 'hours') || speaksOf(head, 'weekly_hours') || /学时|學時|學时|周时|시수/u.test(head);

const isTerm = (text: string): boolean =>
  text.length < 40 && SEMESTER_WORD.test(text) && readTerms(text).value.length === 1;

/** What a column under the head of a semester holds: its own header says, else the heads above, else credits. */
function fieldUnder(path: readonly string[], at: number): Field | null {
  const leaf = path.at(-1) ?? '';
  if (at < path.length - 1) return claimsOf([leaf], GROUPED)[0]?.field ?? null;
  const above = path.slice(0, at);
  if (above.length === 0) return null;
  if (above.some((head) => speaksOfHours(head) && !speaksOf(head, 'credits'))) return null;
  if (above.some((head) => /контрол|control|экзамен|зачет|зачёт|бақылау|exam|Prüfung/iu.test(head))) return null;
  return 'credits';
}

/** Two or more tables side by side: the same headers again, codes or titles with credits or grades among them. */
function sideBySide(columns: readonly HeadedColumn[], fields: readonly Field[]): ColumnGroup[] {
  const keys = columns.map(({ path }) => wordKey(path.at(-1) ?? ''));
  const [first] = columns.flatMap(({ index }) =>
    keys[index] !== '' && keys.indexOf(keys[index] ?? '') !== keys.lastIndexOf(keys[index] ?? '') ? [index] : [],
  );
  if (first === undefined) return [];
  const starts = columns.filter(({ index }) => keys[index] === keys[first]).map(({ index }) => index);
  const groups = starts.map((start, at): ColumnGroup => {
    const places = new Map<Field, number>();
    for (const { index, path } of columns.slice(start, starts[at + 1] ?? columns.length)) {
      const [claim] = claimsOf(path.slice(-1), fields);
      if (claim && claim.strength !== 'within' && !places.has(claim.field)) places.set(claim.field, index);
    }
    const heads = columns[start]?.path.slice(0, -1) ?? [];
    const label = heads.at(-1) ?? '';
    return { label, semester: semesterIn(label, heads.slice(0, -1)), places };
  });
  const isWhole = ({ places }: ColumnGroup): boolean =>
    (places.has('code') || places.has('title')) &&
    places.size > 1 &&
    (places.has('credits') || places.has('grade') || places.has('code'));
  const whole = groups.filter(isWhole);
  const isSame = whole.every(({ places }) => [...places.keys()].join() === [...(whole[0]?.places.keys() ?? [])].join());
  return whole.length > 1 && isSame && whole.length === groups.length ? whole : [];
}
