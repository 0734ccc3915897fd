/** One row of a table with its columns by name; collects what is wrong with it. */
import { detectLanguage, type Localised, type ProblemCode } from '../domain/index.ts';
import type { Column, Field } from './columns.ts';
import type { ProblemLog } from './problems.ts';
import type { Parsed } from './values.ts';
import { type Reading, readLanguages } from './vocabulary.ts';

/** A column of the file: its printed name, unique in the file, and what it means, null for an unknown one. */
export interface TableColumn {
  readonly name: string;
  readonly column: Column | null;
  /** The unit that a header such as "ECTS" names for its credits. */
  readonly impliedUnit: string | null;
}

/** What is wrong with the cell of a field. */
export interface Fault {
  readonly field: Field;
  readonly message: string;
  readonly mend: string;
  readonly value?: string;
}

/** The columns of a file, and where each known field is first found among them. */
export interface Header {
  readonly columns: readonly TableColumn[];
  readonly places: ReadonlyMap<Field, number>;
}

export class Row {
  readonly line: number;
  rejected = false;
  private readonly columns: readonly TableColumn[];
  private readonly places: ReadonlyMap<Field, number>;
  private readonly cells: readonly string[];
  private readonly log: ProblemLog;
  /** Cells that are kept as they are: of unknown columns, and what a known column could not read. */
  private readonly kept = new Map<string, string>();
  private teaching: readonly string[] | null = null;

  constructor(parts: { line: number; header: Header; cells: readonly string[]; log: ProblemLog }) {
    this.line = parts.line;
    this.columns = parts.header.columns;
    this.places = parts.header.places;
    this.cells = parts.cells;
    this.log = parts.log;
    this.columns.forEach(({ name, column }, index) => {
      const cell = this.cells[index];
      if (column === null && cell) this.kept.set(name, cell);
    });
  }

  get extra(): Record<string, string> {
    return Object.fromEntries(this.kept);
  }

  /** The cell of a field without outer white space; empty when there is no such column. */
  text(field: Field): string {
    const index = this.indexOf(field);
    return index === -1 ? '' : (this.cells[index] ?? '');
  }

  /** The unit named by the header of the credits. */
  get impliedUnit(): string | null {
    return this.columns[this.indexOf('credits')]?.impliedUnit ?? null;
  }

  /** The value of a cell that matters: an empty one is null, an unreadable one rejects the row. */
  read<T>(field: Field, parse: (text: string) => Parsed<T>): T | null {
    const text = this.text(field);
    if (text === '') return null;
    const parsed = parse(text);
    if ('value' in parsed) return parsed.value;
    this.reject('value-invalid', { field, message: parsed.reason, mend: parsed.mend, value: text });
    return null;
  }

  /** The value of a cell that the row can do without: an unreadable one is kept aside with a warning. */
  readLightly<T>(field: Field, parse: (text: string) => Parsed<T>): T | null {
    const text = this.text(field);
    if (text === '') return null;
    const parsed = parse(text);
    if ('value' in parsed) return parsed.value;
    this.keep(field, text, parsed);
    return null;
  }

  /** The words of a cell; those that mean nothing here are kept aside with a warning. */
  readWords<T>(field: Field, parse: (text: string) => Reading<T>): T {
    const reading = parse(this.text(field));
    if (reading.unread.length > 0) {
      const reason = `not understood: ${reading.unread.slice(0, 3).join(', ').slice(0, 100)}`;
      this.keep(field, this.text(field), { reason, mend: 'See docs/file-formats.md for the words of this column' });
    }
    return reading.value;
  }

  /** One of a closed list of words, or null with a warning. */
  readWord<T>(field: Field, named: (word: string) => T | null): T | null {
    return this.readLightly(field, (text) => {
      const value = named(text);
      if (value !== null) return { value };
      return { reason: 'this word is not known here', mend: 'See docs/file-formats.md for the words of this column' };
    });
  }

  /** Keeps what a field could not hold under its printed header, with a warning. */
  keep(field: Field, text: string, why: { reason: string; mend: string }): void {
    const column = this.header(field);
    this.kept.set(column, text);
    const message = `${why.reason}; the cell is kept as it is`;
    this.log.warnOnce('value-invalid', { message, mend: why.mend, line: this.line, column, value: text });
  }

  /**
   * The texts of a field by language. A column without a language holds the one teaching language of the row when its script fits, else
   * the language found from the text. Where that language has its own column with another text, the cell is kept aside.
   */
  localised(field: Field): Localised {
    const texts = new Map<string, string>();
    this.columns.forEach(({ column }, index) => {
      const text = this.cells[index];
      if (column?.field === field && column.language && text) texts.set(column.language, text);
    });
    const plain = this.columns.findIndex(({ column }) => column?.field === field && column.language === null);
    const text = this.cells[plain];
    if (text) {
      this.teaching ??= readLanguages(this.text('language')).value;
      const language = languageOf(text, this.teaching);
      if (!texts.has(language)) texts.set(language, text);
      else if (texts.get(language) !== text) this.kept.set(this.columns[plain]?.name ?? field, text);
    }
    return Object.fromEntries(texts);
  }

  /** Rejects the row alone; further faults of it may still be named. */
  reject(code: ProblemCode, fault: Fault): void {
    this.rejected = true;
    const { field, ...place } = fault;
    this.log.error(code, { ...place, line: this.line, column: this.header(field) });
  }

  /** Used, but worth a look: the sentence belongs to the cell of this field. */
  warn(code: ProblemCode, fault: Fault): void {
    const { field, ...place } = fault;
    this.log.warn(code, { ...place, line: this.line, column: this.header(field) });
  }

  private header(field: Field): string {
    return this.columns[this.indexOf(field)]?.name ?? field;
  }

  private indexOf(field: Field): number {
    return this.places.get(field) ?? -1;
  }
}

const CYRILLIC_LANGUAGES = new Set(['ru', 'kk', 'uk', 'be', 'bg', 'ky', 'tg', 'mn', 'sr', 'mk', 'tt', 'ba']);
const OTHER_SCRIPTS = new Set(['zh', 'ja', 'ko', 'ar', 'fa', 'he', 'hi', 'th', 'ka', 'hy', 'el', 'ur', 'bn', 'ta']);

/** Language of a text whose column does not say it, in a row taught in these languages. */
function languageOf(text: string, teaching: readonly string[]): string {
  const [only] = teaching.length === 1 ? teaching : [];
  if (only !== undefined && fitsScript(text.slice(0, 200), only)) return only;
  return detectLanguage(text) ?? 'en';
}

/** Whether most letters of a text are of the script in which the language is written; a text without Latin and Cyrillic letters fits any. */
function fitsScript(text: string, language: string): boolean {
  let [latin, cyrillic] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x400 && unit <= 0x52f) cyrillic += 1;
    else if ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a) latin += 1;
  }
  if (cyrillic + latin === 0) return true;
  return !OTHER_SCRIPTS.has(language) && CYRILLIC_LANGUAGES.has(language) === cyrillic >= latin;
}
