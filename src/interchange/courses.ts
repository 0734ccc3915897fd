/** Course lists: a host's catalogue and the home programme's curriculum. */
import {
  type Catalogue,
  type Course,
  type Curriculum,
  type CurriculumCourse,
  codeKey,
  foldLookalikes,
  type Localised,
  normaliseText,
  type Result,
  reason,
  success,
  textIn,
} from '../domain/index.ts';
import { codeApart } from './code-in-title.ts';
import type { Field } from './columns.ts';
import type { FileInput, ReadOptions } from './grid/grid.ts';
import { convertedCode } from './layout/damage.ts';
import type { Facts } from './layout/facts.ts';
import { LIST_FIELDS } from './list-fields.ts';
import type { Loaded } from './loaded.ts';
import { readMeetings } from './meetings.ts';
import { readPrintedCredits } from './printed-credits.ts';
import type { TableRow } from './row.ts';
import { isJson, readCatalogueJson } from './standards/read-catalogue-json.ts';
import { readTable } from './table.ts';
import { readIscedF, readSemester, readUrl } from './values.ts';
import {
  componentNamed,
  cycleNamed,
  headingComponent,
  headingCycle,
  placeNamed,
  readLanguages,
  readTerms,
} from './vocabulary.ts';

/** A title, and something that tells a list of courses from any other. */
const NEEDED: readonly (readonly Field[])[] = [['title'], ['code', 'credits', 'semester']];

/** A host's courses. Rows without title or readable credits and repeated codes are rejected alone; a title stands for a code that is missing. */
export function readCatalogue(file: FileInput, asked: ReadOptions = {}): Result<Loaded<Catalogue>> {
  const options = { ...file.reading, ...asked };
  if (isJson(file.bytes)) return readCatalogueJson(file, options);
  const list = new CourseList(options);
  const readRow = (row: TableRow): Course | null => {
    if (!list.isMeant(row)) return row.passOver('other-year');
    const course = readCourseRow(row, { file: file.name, options, list });
    return course && list.admit(row, course.code, '') ? course : null;
  };
  const takeFacts = (facts: Facts): void => list.takeFacts(facts);
  const table = readTable(
    file,
    { name: 'courses', fields: LIST_FIELDS.catalogue, required: NEEDED, readRow, takeFacts },
    options,
  );
  if (!table.ok) return table;
  const { institution, academicYear } = list;
  const value = { institution, academicYear: academicYear || null, courses: table.value.value };
  return success({ ...table.value, value, identity: list.identity }, table.problems);
}

/**
 * The home programme. A code may come once in each semester, because a course over several semesters has a row for each; a semester that
 * cannot be read is kept aside. `asked.institution` is the home university, of a file that names none.
 */
export function readCurriculum(file: FileInput, asked: ReadOptions = {}): Result<Loaded<Curriculum>> {
  const options = { ...file.reading, ...asked };
  const list = new CourseList(options);
  const readRow = (row: TableRow): CurriculumCourse | null => {
    if (!list.isMeant(row)) return row.passOver('other-year');
    const course = readCourseRow(row, { file: file.name, options, list });
    const semester = row.readLightly('semester', readSemester);
    if (!course || row.rejected || !list.admit(row, course.code, String(semester))) return null;
    const cycle = row.readWord(
      'cycle',
      (word) => cycleNamed(word) ?? headingCycle(word) ?? bothNamed(word)?.cycle ?? null,
    );
    const component = bothNamed(row.text('cycle'))?.component ?? readComponent(row);
    const takenAt = row.readWord('taken_at', placeNamed);
    const source = { file: file.name, line: row.line, extra: row.extra, ...row.place, ...row.aside };
    const electiveBlock = row.text('elective_block') || null;
    return { ...course, semester, cycle, component, electiveBlock, ...(takenAt && { takenAt }), source };
  };
  const takeFacts = (facts: Facts): void => list.takeFacts(facts);
  const table = readTable(
    file,
    { name: 'curriculum', fields: LIST_FIELDS.curriculum, required: NEEDED, readRow, takeFacts },
    options,
  );
  if (!table.ok) return table;
  const { institution, programme } = list;
  const value = { institution, programme: programme || null, courses: table.value.value };
  return success({ ...table.value, value, identity: list.identity }, table.problems);
}

function readCourseRow(
  row: TableRow,
  { file, options, list }: { readonly file: string; readonly options: ReadOptions; readonly list: CourseList },
): Course | null {
  const { code: printed, titles } = codeApart(row.text('code'), row.localised('title'));
  const code = readCode(row, { printed, titles }, list);
  if (Object.keys(titles).length === 0) row.reject('value-missing', 'title', reason('course-without-title'));
  const credits = readPrintedCredits(row, options.units);
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
  return row.rejected
    ? null
    : { ...course, source: { file, line: row.line, extra: row.extra, ...row.place, ...row.aside } };
}

/** The component by its word, or by a sign in a column whose header names one: "+" under "Обязательная". */
function readComponent(row: TableRow): CurriculumCourse['component'] {
  const text = row.text('component');
  if (/^(?:[+✓✔xхv*]|да|иә|yes|ja|evet|tak|oui|sí|sì|ano)$/iu.test(text))
    return headingComponent(row.headerOf('component'));
  if (/^(?:нет|жоқ|no|nein|hayır|nie|non|ne)$/iu.test(text)) return null;
  return row.readWord(
    'component',
    (word) => componentNamed(word) ?? headingComponent(word) ?? bothNamed(word)?.component ?? null,
  );
}

/** Cycle and component in one cell, as in "БД КВ" and "ЖБП/МК"; null when it says anything else. */
function bothNamed(text: string): Required<Pick<CurriculumCourse, 'cycle' | 'component'>> | null {
  const [one = '', two = '', more] = text.split(/[\s/,;–-]+/);
  const [cycle, component] = [cycleNamed(one), componentNamed(two)];
  return cycle && component && more === undefined ? { cycle, component } : null;
}

/** The code of a course; its title stands for one that is missing, because lists of modules and elective places often have none. */
function readCode(
  row: TableRow,
  { printed, titles }: { readonly printed: string; readonly titles: Localised },
  list: CourseList,
): string {
  const converted = printed === '' ? null : convertedCode(printed, row.stored('code'));
  if (converted) row.warn('value-unclear', 'code', converted, printed);
  const title = textIn(titles);
  if (printed !== '' || title === '') return printed;
  row.warnOnce('value-missing', 'code', reason('code-from-title'));
  return list.codeFor(title.slice(0, 200));
}

/** The year in which an academic year begins: "2026/27" and "2026-2027" are one; other words as they are. */
const yearKey = (year: string): string => /20\d\d/.exec(year)?.[0] ?? year.trim().toLowerCase();

const itemsOf = (text: string, separator: RegExp): string[] =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** What the admitted rows and the lines above them say of the list as a whole, first come first kept, and the codes met so far. */
class CourseList {
  academicYear = '';
  programme = '';
  private named = '';
  private readonly lines = new Map<string, { line: number; edition: string }>();
  private readonly editions = new Set<string>();
  private readonly nameless = new Map<string, number>();
  private readonly looseLines = new Map<string, { line: number; code: string }>();
  private readonly options: ReadOptions;

  constructor(options: ReadOptions) {
    this.options = options;
    this.academicYear = options.academicYear ?? '';
  }

  /** What the file or the request says. */
  get identity(): NonNullable<Loaded<unknown>['identity']> {
    return { institution: this.named || this.options.institution || null, academicYear: this.academicYear || null };
  }

  /** Whether a row is of the year that was asked for; a row without one is. */
  isMeant(row: TableRow): boolean {
    const [wanted = '', year] = [this.options.academicYear, row.text('academic_year')];
    return wanted === '' || year === '' || yearKey(year) === yearKey(wanted);
  }

  /** Empty where neither the file nor who sent it names it. */
  get institution(): string {
    return this.named || this.options.institution || '';
  }

  takeFacts({ institution, academic_year: year, programme }: Facts): void {
    this.named ||= institution ?? '';
    this.academicYear ||= year ?? '';
    this.programme ||= programme ?? '';
  }

  /** A code for a course that has none: its title, numbered when several places of a choice bear the same one. */
  codeFor(title: string): string {
    const count = (this.nameless.get(title) ?? 0) + 1;
    this.nameless.set(title, count);
    return count === 1 ? title : `${title} (${count})`;
  }

  /**
   * Takes a code, or rejects its row when the same code stands above. Case, look-alike letters and the kind of separator do not tell
   * codes apart, the place of a separator does: "CS 11" and "CS1 1" both stay, with a warning. A file of several years or programmes has the
   * courses that they share again for each; these are passed over.
   */
  admit(row: TableRow, code: string, part: string): boolean {
    const exact = `${foldLookalikes(normaliseText(code).toUpperCase()).replace(/[\s\-_./]+/g, ' ')}\n${part}`;
    const edition = [row.text('academic_year'), row.text('programme')].filter((text) => text !== '').join(', ');
    this.editions.add(edition);
    const above = this.lines.get(exact);
    if (above !== undefined) {
      if (above.edition === edition)
        row.reject('code-duplicate', 'code', reason('code-repeated', { line: `${above.line}` }), code);
      else {
        row.passOver('repeated');
        const editions = [...this.editions].slice(0, 6);
        row.warnOnce('code-duplicate', 'code', reason('list-of-several-editions', { editions }));
      }
      return false;
    }
    this.lines.set(exact, { line: row.line, edition });
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
