/** One file of each kind of list, out of a form and its courses: what it is called, and what a person reads in it. */
import { type Column, type Entry, type Made, plainList } from './forms.ts';
import type { Cell, Form, Sheet } from './writers.ts';

export interface OfficeFile {
  readonly name: string;
  readonly form: Form;
  readonly read: 'courses' | 'curriculum' | 'transcript' | 'precedents' | 'calls';
  readonly made: Pick<Made, 'sheets' | 'columns' | 'listed'>;
  readonly fields: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly facts?: Readonly<Record<string, string | null>>;
  readonly says?: readonly string[];
  readonly questions?: readonly string[];
  /** Whose rows these are, in a file of several students. */
  readonly parts?: Readonly<Record<string, readonly (readonly string[])[]>>;
}

const plain = (text: string): string => String(Number(text.replace(',', '.')));
export const code = (header: string): Column => [header, 'code', (entry) => entry.code];
export const title = (header: string): Column => [header, 'title', (entry) => entry.title];
export const credits = (header: string): Column => [
  header,
  'credits',
  ({ credits: text }) => (text.includes(',') ? text : Number(text)),
];
export const grade = (header: string): Column => [header, 'grade', (entry) => entry.grade];
export const semester = (header: string): Column => [header, 'semester', (entry) => entry.semester];
export const number = (header: string): Column => [header, 'row_number', (_, at) => at + 1];
export const hours = (header: string): Column => [header, 'hours', (entry) => Number(plain(entry.credits)) * 30];
export const beside = (header: string, field: string | null, ...words: readonly string[]): Column => [
  header,
  field,
  (_, at) => words[at % words.length] ?? '',
];

/** A list of courses: code, title, credits and their unit. */
export const courses = (
  name: string,
  form: Form,
  made: Made,
  unit: string,
  facts: OfficeFile['facts'] = {},
  more: Partial<OfficeFile> = {},
): OfficeFile => ({
  name,
  form,
  read: 'courses',
  made,
  facts,
  fields: ['code', 'title', 'credits', 'unit'],
  rows: made.rows.map((entry) => [entry.code, entry.title, plain(entry.credits), unit]),
  ...more,
});
export const curriculum = (
  name: string,
  form: Form,
  made: Made,
  unit: string,
  more: Partial<OfficeFile> = {},
): OfficeFile => ({
  name,
  form,
  read: 'curriculum',
  made,
  fields: ['code', 'title', 'credits', 'unit', 'semester'],
  rows: made.rows.map((entry) => [entry.code, entry.title, plain(entry.credits), unit, `${entry.semester}`]),
  ...more,
});
const gradeRows = (entries: readonly Entry[], unit: string): string[][] =>
  entries.map((entry) => [entry.code, entry.title, plain(entry.credits), unit, entry.grade]);
export const transcript = (
  name: string,
  form: Form,
  made: Made,
  unit: string,
  facts: OfficeFile['facts'] = {},
  more: Partial<OfficeFile> = {},
): OfficeFile => ({
  name,
  form,
  read: 'transcript',
  made,
  facts,
  fields: ['code', 'title', 'credits', 'unit', 'grade'],
  rows: gradeRows(made.rows, unit),
  ...more,
});

/** Several students one below the other, with their numbers in a column. */
export function ofStudents(
  name: string,
  form: Form,
  columns: readonly Column[],
  entries: readonly Entry[],
  { header, numbers, unit }: { readonly header: string; readonly numbers: readonly string[]; readonly unit: string },
): OfficeFile {
  const at = (entry: Entry): string => numbers[entries.indexOf(entry) % numbers.length] ?? '';
  const all: readonly Column[] = [[header, 'student', at], ...columns];
  const sorted = [...entries].sort((a, b) => numbers.indexOf(at(a)) - numbers.indexOf(at(b)));
  const parts = Object.fromEntries(
    numbers.map((each) => [
      each,
      gradeRows(
        sorted.filter((entry) => at(entry) === each),
        unit,
      ),
    ]),
  );
  return { ...transcript(name, form, plainList({ columns: all, entries: sorted }), unit), rows: [], parts };
}

/** A table of no courses, written out. */
export function table(
  name: string,
  form: Form,
  read: 'precedents' | 'calls',
  fields: readonly string[],
  lines: string,
  rows: readonly (readonly string[])[],
  columns: readonly (string | null)[],
): OfficeFile {
  const cells = lines
    .trim()
    .split('\n')
    .map((line) =>
      line
        .trim()
        .split(' | ')
        .map((cell) => (cell === '-' ? '' : cell)),
    );
  const sheet: Sheet = { rows: cells as Cell[][] };
  const named = Object.fromEntries((cells[0] ?? []).map((header, at) => [header, columns[at] ?? null]));
  return { name, form, read, made: { sheets: [sheet], columns: named, listed: {} }, fields, rows };
}
