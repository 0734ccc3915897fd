/** Course lists: a host's catalogue and the home programme's curriculum. */
import {
  type Catalogue,
  type Course,
  type Curriculum,
  type CurriculumCourse,
  codeKey,
  foldLookalikes,
  normaliseText,
  type Result,
  reason,
  success,
} from '../domain/index.ts';
import type { Field } from './columns.ts';
import type { FileInput, TableLimits } from './grid/grid.ts';
import { readMeetings } from './meetings.ts';
import type { TableRow } from './row.ts';
import { isJson, readCatalogueJson } from './standards/read-catalogue-json.ts';
import { type Loaded, readTable } from './table.ts';
import { readCredits, readIscedF, readSemester, readUrl } from './values.ts';
import { componentNamed, cycleNamed, placeNamed, readLanguages, readTerms } from './vocabulary.ts';

const COURSE_FIELDS: readonly Field[] = [
  'code',
  'title',
  'description',
  'outcomes',
  'credits',
  'credit_system',
  'level',
  'language',
  'terms',
  'prerequisites',
  'meetings',
  'isced_f',
  'url',
  'institution',
  'academic_year',
];

/** A host's courses from a CSV file. Rows without code, title or readable credits and repeated codes are rejected alone. */
export function readCatalogue(file: FileInput, limits?: TableLimits): Result<Loaded<Catalogue>> {
  if (isJson(file.bytes)) return readCatalogueJson(file);
  const list = new CourseList(file.name);
  const kind = { name: 'courses', fields: COURSE_FIELDS, required: [['code'], ['title']] } as const;
  const readRow = (row: TableRow): Course | null => {
    const course = readCourseRow(row, file.name);
    return course && list.admit(row, course.code, '') ? course : null;
  };
  const table = readTable(file, { ...kind, readRow }, limits);
  if (!table.ok) return table;
  const { institution, academicYear } = list;
  const value = { institution, academicYear: academicYear || null, courses: table.value.value };
  return success({ ...table.value, value }, table.problems);
}

/**
 * The home programme from a CSV file. A code may come once in each semester, because a course over several semesters has a row for each;
 * an unreadable semester rejects its row. A file that does not name its institution is of `home`.
 */
export function readCurriculum(file: FileInput, limits?: TableLimits, home = ''): Result<Loaded<Curriculum>> {
  const list = new CourseList(file.name, home);
  const fields: readonly Field[] = [
    'semester',
    'programme',
    'cycle',
    'component',
    'elective_block',
    'taken_at',
    ...COURSE_FIELDS,
  ];
  const readRow = (row: TableRow): CurriculumCourse | null => {
    const course = readCourseRow(row, file.name);
    const semester = row.read('semester', readSemester);
    if (!course || row.rejected || !list.admit(row, course.code, String(semester))) return null;
    const cycle = row.readWord('cycle', cycleNamed);
    const component = row.readWord('component', componentNamed);
    const takenAt = row.readWord('taken_at', placeNamed);
    const source = { file: file.name, line: row.line, extra: row.extra, ...row.aside };
    const electiveBlock = row.text('elective_block') || null;
    return { ...course, semester, cycle, component, electiveBlock, ...(takenAt && { takenAt }), source };
  };
  const table = readTable(file, { name: 'curriculum', fields, required: [['code'], ['title']], readRow }, limits);
  if (!table.ok) return table;
  const { institution, programme } = list;
  const value = { institution, programme: programme || null, courses: table.value.value };
  return success({ ...table.value, value }, table.problems);
}

function readCourseRow(row: TableRow, file: string): Course | null {
  const code = row.text('code');
  if (code === '') row.reject('value-missing', 'code', reason('course-without-code'));
  const titles = row.localised('title');
  if (Object.keys(titles).length === 0) row.reject('value-missing', 'title', reason('course-without-title'));
  const credits = readCourseCredits(row);
  const meetings = row.readWords('meetings', readMeetings);
  // Outcomes are separated by vertical bars.
  const outcomes = Object.entries(row.localised('outcomes')).map(
    ([language, text]) => [language, itemsOf(text, /\|/)] as const,
  );
  const course = {
    code,
    titles,
    descriptions: row.localised('description'),
    outcomes: Object.fromEntries(outcomes.filter(([, sentences]) => sentences.length > 0)),
    credits,
    level: row.text('level') || null,
    terms: row.readWords('terms', readTerms),
    languages: row.readWords('language', readLanguages),
    prerequisites: itemsOf(row.text('prerequisites'), /[;|]/),
    ...(meetings.length > 0 && { meetings }),
    iscedF: row.readLightly('isced_f', readIscedF),
    url: row.readLightly('url', readUrl),
  };
  return row.rejected ? null : { ...course, source: { file, line: row.line, extra: row.extra, ...row.aside } };
}

function readCourseCredits(row: TableRow): NonNullable<Course['credits']> | null {
  const read = row.read('credits', readCredits);
  const unclear = row.text('credits') !== '' && !row.rejected && (read === null || read.remark !== '');
  if (unclear && read) {
    const credits = read.max.eq(read.min) ? read.min : `${read.min}–${read.max}`;
    row.keep('credits', reason('credits-with-remark', { credits }));
  } else if (unclear) row.keep('credits', reason('credits-to-be-arranged'));
  return read && { min: read.min, max: read.max, unit: row.text('credit_system') || row.impliedUnit };
}

const itemsOf = (text: string, separator: RegExp): string[] =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** What the admitted rows say of the list as a whole, first come first kept, and the codes met so far. */
class CourseList {
  academicYear = '';
  programme = '';
  private named = '';
  private readonly lines = new Map<string, number>();
  private readonly looseLines = new Map<string, { line: number; code: string }>();
  private readonly file: string;
  private readonly home: string;

  constructor(file: string, home = '') {
    this.file = file;
    this.home = home;
  }

  /** For a list that does not name its institution: the home university, or the file's name without folder and ending. */
  get institution(): string {
    const name = this.file.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '');
    return this.named || this.home || name || this.file || 'unnamed';
  }

  /**
   * Takes a code, or rejects its row when the same code stands above. Case, look-alike letters and the kind of separator do not tell
   * codes apart, the place of a separator does: "CS 11" and "CS1 1" both stay, with a warning.
   */
  admit(row: TableRow, code: string, part: string): boolean {
    const exact = `${foldLookalikes(normaliseText(code).toUpperCase()).replace(/[\s\-_./]+/g, ' ')}\n${part}`;
    const above = this.lines.get(exact);
    if (above !== undefined) {
      row.reject('code-duplicate', 'code', reason('code-repeated', { line: `${above}` }), code);
      return false;
    }
    this.lines.set(exact, row.line);
    const loose = `${codeKey(code)}\n${part}`;
    const like = this.looseLines.get(loose);
    if (like === undefined) this.looseLines.set(loose, { line: row.line, code });
    else {
      const why = reason('code-differs-by-separators', { code: like.code, line: `${like.line}` });
      row.warn('code-duplicate', 'code', why, code);
    }
    this.named ||= row.text('institution');
    this.academicYear ||= row.text('academic_year');
    this.programme ||= row.text('programme');
    return true;
  }
}
