/** Course lists: a host's catalogue and the home programme's curriculum. */
import {
  type Catalogue,
  type Course,
  type CourseCredits,
  type Curriculum,
  type CurriculumCourse,
  codeKey,
  foldLookalikes,
  type Localised,
  normaliseText,
  type Result,
  success,
} from '../domain/index.ts';
import type { Field } from './columns.ts';
import { readMeetings } from './meetings.ts';
import type { Row } from './row.ts';
import { type FileInput, type Limits, type Loaded, readTable } from './table.ts';
import { readCredits, readIscedF, readSemester, readUrl } from './values.ts';
import { componentNamed, cycleNamed, readLanguages, readTerms } from './vocabulary.ts';

const COURSE_FIELDS = [
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
] as const satisfies readonly Field[];
const CURRICULUM_FIELDS = [
  'semester',
  'programme',
  'cycle',
  'component',
  'elective_block',
  ...COURSE_FIELDS,
] as const satisfies readonly Field[];

/** What the rows of a file say about the list as a whole, first come first kept. */
interface ListFacts {
  institution: string;
  academicYear: string;
  programme: string;
}

/** A host's courses from a CSV file. Rows without code, title or readable credits and repeated codes are rejected alone. */
export function readCatalogue(file: FileInput, limits?: Limits): Result<Loaded<Catalogue>> {
  const facts: ListFacts = { institution: '', academicYear: '', programme: '' };
  const codes = new CodeBook();
  const readRow = (row: Row): Course | null => {
    const course = readCourse(row, file.name);
    if (!course || !codes.admit(row, course.code, '')) return null;
    learnFacts(row, facts);
    return course;
  };
  const kind = { name: 'a course list', fields: COURSE_FIELDS, required: [['code'], ['title']] as const, readRow };
  const table = readTable(file, kind, limits);
  if (!table.ok) return table;
  const institution = facts.institution || baseName(file.name);
  const value = { institution, academicYear: facts.academicYear || null, courses: table.value.value };
  return success({ ...table.value, value }, table.problems);
}

/**
 * The home programme from a CSV file. A code may come once in each semester, because a course over several semesters has a row for each;
 * an unreadable semester rejects its row. A file that does not name its institution is of `home`.
 */
export function readCurriculum(file: FileInput, limits?: Limits, home = ''): Result<Loaded<Curriculum>> {
  const facts: ListFacts = { institution: '', academicYear: '', programme: '' };
  const codes = new CodeBook();
  const readRow = (row: Row): CurriculumCourse | null => {
    const course = readCourse(row, file.name);
    const semester = row.read('semester', readSemester);
    if (!course || row.rejected || !codes.admit(row, course.code, String(semester))) return null;
    const cycle = row.readWord('cycle', cycleNamed);
    const component = row.readWord('component', componentNamed);
    learnFacts(row, facts);
    const source = { file: file.name, line: row.line, extra: row.extra };
    return { ...course, semester, cycle, component, electiveBlock: row.text('elective_block') || null, source };
  };
  const kind = { name: 'a curriculum', fields: CURRICULUM_FIELDS, required: [['code'], ['title']] as const, readRow };
  const table = readTable(file, kind, limits);
  if (!table.ok) return table;
  const institution = facts.institution || home || baseName(file.name);
  const value = { institution, programme: facts.programme || null, courses: table.value.value };
  return success({ ...table.value, value }, table.problems);
}

function readCourse(row: Row, file: string): Course | null {
  const code = row.text('code');
  if (code === '')
    row.reject('value-missing', {
      field: 'code',
      message: 'the course has no code',
      mend: 'Give it the code of its institution',
    });
  const titles = row.localised('title');
  if (Object.keys(titles).length === 0)
    row.reject('value-missing', {
      field: 'title',
      message: 'the course has no title',
      mend: 'Give it a title in one language',
    });
  const credits = readCourseCredits(row);
  const meetings = row.readWords('meetings', readMeetings);
  const course = {
    code,
    titles,
    descriptions: row.localised('description'),
    outcomes: sentencesOf(row.localised('outcomes')),
    credits,
    level: row.text('level') || null,
    terms: row.readWords('terms', readTerms),
    languages: row.readWords('language', readLanguages),
    prerequisites: listOf(row.text('prerequisites'), /[;|]/),
    ...(meetings.length > 0 && { meetings }),
    iscedF: row.readLightly('isced_f', readIscedF),
    url: row.readLightly('url', readUrl),
  };
  return row.rejected ? null : { ...course, source: { file, line: row.line, extra: row.extra } };
}

function readCourseCredits(row: Row): CourseCredits | null {
  const read = row.read('credits', readCredits);
  if (row.text('credits') !== '' && !row.rejected && (read === null || read.remark !== ''))
    row.keep('credits', row.text('credits'), {
      reason: read
        ? `read as ${read.min}${read.max.eq(read.min) ? '' : ` to ${read.max}`} credits`
        : 'credits are to be arranged',
      mend: 'Check these credits before they count',
    });
  return read && { min: read.min, max: read.max, unit: row.text('credit_system') || row.impliedUnit };
}

const listOf = (text: string, separator: RegExp): string[] =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Outcomes are separated by vertical bars. */
function sentencesOf(texts: Localised): Record<string, string[]> {
  const lists = Object.entries(texts).map(([language, text]) => [language, listOf(text, /\|/)] as const);
  return Object.fromEntries(lists.filter(([, sentences]) => sentences.length > 0));
}

function learnFacts(row: Row, facts: ListFacts): void {
  facts.institution ||= row.text('institution');
  facts.academicYear ||= row.text('academic_year');
  facts.programme ||= row.text('programme');
}

/** File name without folder and ending, for a list that does not name its institution. */
const baseName = (name: string): string => name.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '') || name || 'unnamed';

/** The codes met so far. */
class CodeBook {
  private readonly lines = new Map<string, number>();
  private readonly looseLines = new Map<string, { line: number; code: string }>();

  /**
   * Takes a code, or rejects its row when the same code stands above. Case, look-alike letters and the kind of separator do not tell
   * codes apart, the place of a separator does: "CS 11" and "CS1 1" both stay, with a warning.
   */
  admit(row: Row, code: string, part: string): boolean {
    const exact = `${foldLookalikes(normaliseText(code).toUpperCase()).replace(/[\s\-_./]+/g, ' ')}\n${part}`;
    const above = this.lines.get(exact);
    if (above !== undefined) {
      const message = `the code stands already in line ${above}`;
      row.reject('code-duplicate', { field: 'code', message, mend: 'Keep one of the two rows', value: code });
      return false;
    }
    this.lines.set(exact, row.line);
    const loose = `${codeKey(code)}\n${part}`;
    const like = this.looseLines.get(loose);
    if (like === undefined) this.looseLines.set(loose, { line: row.line, code });
    else {
      const message = `the code differs from "${like.code}" in line ${like.line} only by its separators; both rows are used`;
      row.warn('code-duplicate', { field: 'code', message, mend: 'Check that these are two courses', value: code });
    }
    return true;
  }
}
