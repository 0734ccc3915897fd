/** Values to files: JSON, and CSV that is safe to open in a spreadsheet. */
import Papa from 'papaparse';
import { type Catalogue, type Course, type Curriculum, Rational, type Transcript } from '../domain/index.ts';
import { meetingsText } from './meetings.ts';

/** Two spaces, fields in the order of the value, a line end at the end: the same value gives the same bytes. */
export const writeJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** A cell to write; numbers and rationals are written as they are, and a number that is none (NaN, infinity) as an empty cell. */
export type Cell = string | number | Rational | null;

/** CSV after RFC 4180: commas, CRLF, quotes where needed. Text that a spreadsheet would run as a formula gets an apostrophe in front. */
export function writeCsv(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cellText = (cell: Cell): string => {
    if (cell === null) return '';
    if (typeof cell === 'string') return neutralise(cell);
    if (cell instanceof Rational) return cell.toString();
    return Number.isFinite(cell) ? String(cell) : '';
  };
  const data = [columns, ...rows].map((row) => row.map(cellText));
  return `${Papa.unparse(data, { newline: '\r\n' })}\r\n`;
}

type WriteColumn<T> = readonly [header: string, cell: (item: T) => Cell];

interface WrittenTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A catalogue as CSV with the columns of docs/file-formats.md. `readCatalogue` reads back what it was given. */
export const writeCatalogue = (catalogue: Catalogue): string => csvOf(catalogueTable(catalogue));

/** A curriculum as CSV. `readCurriculum` reads back what it was given. */
export const writeCurriculum = (curriculum: Curriculum): string => csvOf(curriculumTable(curriculum));

const csvOf = ({ columns, rows }: WrittenTable): string => writeCsv(columns, rows);

/** A catalogue as a table with the columns of docs/file-formats.md. */
export function catalogueTable({ courses, institution, academicYear }: Catalogue): WrittenTable {
  const facts: WriteColumn<Course>[] = [
    ['institution', () => institution],
    ['academic_year', () => academicYear],
  ];
  return writtenTable([...courseColumns(courses), ...facts], courses, (course) => course.source?.extra ?? {});
}

/** The same of a curriculum. */
export function curriculumTable({ courses, programme, institution }: Curriculum): WrittenTable {
  const columns: WriteColumn<Curriculum['courses'][number]>[] = [
    ...courseColumns(courses),
    ['semester', ({ semester }) => semester],
    ['cycle', ({ cycle }) => cycle],
    ['component', ({ component }) => component],
    ['elective_block', ({ electiveBlock }) => electiveBlock],
    ['taken_at', ({ takenAt }) => takenAt ?? null],
    ['programme', () => programme],
    ['institution', () => institution],
  ];
  return writtenTable(columns, courses, (course) => course.source?.extra ?? {});
}

/** A transcript as CSV. `readTranscript` reads back what it was given, with new line numbers. */
export function writeTranscript(transcript: Transcript): string {
  const { rows } = transcript;
  const columns: WriteColumn<Transcript['rows'][number]>[] = [
    ['student', () => transcript.student],
    ['institution', () => transcript.institution],
    ['code', ({ code }) => code],
    ...columnsByLanguage('title', rows, ({ titles }) => titles),
    ['credits', ({ credits }) => credits],
    ['credit_system', ({ unit }) => unit],
    ['grade', ({ grade }) => grade],
    ['grade_scale', ({ scale }) => scale],
    ['completed_on', ({ completedOn }) => completedOn],
    ['term', ({ term }) => term],
    ['language', ({ languages }) => languages.join('/')],
    ['attempt', ({ attempt }) => attempt],
    ['isced_f', ({ iscedF }) => iscedF ?? null],
    ['level', ({ level }) => level ?? null],
  ];
  return csvOf(writtenTable(columns, rows, ({ extra }) => extra));
}

/** The columns, then those that came with the rows; what a known column could not read goes back into it. */
function writtenTable<T>(
  columns: readonly WriteColumn<T>[],
  items: readonly T[],
  extraOf: (item: T) => Record<string, string>,
): WrittenTable {
  const known = new Set(columns.map(([header]) => header));
  const extras = [...new Set(items.flatMap((item) => Object.keys(extraOf(item))))];
  const added = extras.filter((header) => !known.has(header)).sort();
  const rows = items.map((item) => {
    const extra = new Map(Object.entries(extraOf(item)));
    return [
      ...columns.map(([header, cell]) => extra.get(header) ?? cell(item)),
      ...added.map((header) => extra.get(header) ?? null),
    ];
  });
  return { columns: [...columns.map(([header]) => header), ...added], rows };
}

/** A column for each language in which one of the items has a text. */
function columnsByLanguage<T>(
  name: string,
  items: readonly T[],
  textsOf: (item: T) => Readonly<Record<string, string>>,
): WriteColumn<T>[] {
  const languages = new Set(items.flatMap((item) => Object.keys(textsOf(item))));
  return [...languages].sort().map((language) => [`${name}_${language}`, (item) => textsOf(item)[language] ?? null]);
}

function courseColumns(courses: readonly Course[]): WriteColumn<Course>[] {
  // The bar separates outcomes, so it cannot stand inside one.
  const sentences = (outcomes: Course['outcomes']): [string, string][] =>
    Object.entries(outcomes).map(([language, each]) => [
      language,
      each.map((sentence) => sentence.replaceAll('|', '/')).join(' | '),
    ]);
  return [
    ['code', ({ code }) => code],
    ...columnsByLanguage('title', courses, ({ titles }) => titles),
    ...columnsByLanguage('description', courses, ({ descriptions }) => descriptions),
    ...columnsByLanguage('outcomes', courses, ({ outcomes }) => Object.fromEntries(sentences(outcomes))),
    // One number, or a range with a separator that stays readable between fractions.
    ['credits', ({ credits: c }) => c && (c.min.eq(c.max) ? c.min : `${c.min} to ${c.max}`)],
    ['credit_system', ({ credits }) => credits?.unit ?? null],
    ['level', ({ level }) => level],
    ['language', ({ languages }) => languages.join('/')],
    ['terms', ({ terms }) => terms.join('/')],
    ['prerequisites', ({ prerequisites }) => prerequisites.join('; ')],
    ['meetings', ({ meetings }) => meetingsText(meetings ?? [])],
    ['isced_f', ({ iscedF }) => iscedF],
    ['url', ({ url }) => url],
  ];
}

/**
 * The cell as it may stand in a CSV file that a spreadsheet opens; plain numbers stay. Signs that start a formula count in full width too, and
 * so do the controls that hide one (OWASP, "CSV Injection"). Apostrophes in front belong to the pattern, so that adding one and taking one
 * off are each other's inverse.
 */
export const neutralise = (cell: string): string =>
  /^'*\s*[=+\-@＝＋－＠\t\r\n]/u.test(cell) && !/^[+-]?\d+(?:[.,]\d+)?$/.test(cell) ? `'${cell}` : cell;

/** What {@link neutralise} was given. */
export const withoutNeutralising = (cell: string): string =>
  /^'+\s*[=+\-@＝＋－＠\t\r\n]/u.test(cell) ? cell.slice(1) : cell;
