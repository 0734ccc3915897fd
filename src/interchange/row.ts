/** One row of a table with its columns by name; collects what is wrong with it. */
import { type Aside, detectLanguage, type Localised, type ProblemCode, type Reason, reason } from '../domain/index.ts';
import type { Column, Field } from './columns.ts';
import type { ProblemLog } from './problems.ts';
import type { Parsed } from './values.ts';
import { type ReadWords, readLanguages } from './vocabulary.ts';

/** The columns of a file, and where each known field is first found among them. */
export interface Header {
  /** Each with its printed name, unique in the file, and what it means, null for an unknown one. */
  readonly columns: readonly {
    readonly name: string;
    readonly column: Column | null;
    /** The unit that a header such as "ECTS" names for its credits. */
    readonly impliedUnit: string | null;
  }[];
  readonly places: ReadonlyMap<Field, number>;
}

export class TableRow {
  /** Why the row is not used: the first of its faults; null for a row that is. */
  rejection: Reason | null = null;
  private readonly unread: Aside[] = [];
  /** Cells that are kept as they are: of unknown columns, and what a known column could not read. */
  private readonly kept = new Map<string, string>();
  private teaching: readonly string[] | null = null;
  readonly line: number;
  private readonly header: Header;
  private readonly cells: readonly string[];
  private readonly log: ProblemLog;

  constructor(parts: { line: number; header: Header; cells: readonly string[]; log: ProblemLog }) {
    this.line = parts.line;
    this.header = parts.header;
    this.cells = parts.cells;
    this.log = parts.log;
    this.header.columns.forEach(({ name, column }, index) => {
      const cell = this.cells[index];
      if (column === null && cell) this.kept.set(name, cell);
    });
  }

  get rejected(): boolean {
    return this.rejection !== null;
  }

  /** What could not be read, to be spread into the item; nothing when all was. */
  get aside(): { aside?: Aside[] } {
    return this.unread.length > 0 ? { aside: this.unread } : {};
  }

  get extra(): Record<string, string> {
    return Object.fromEntries(this.kept);
  }

  /** The cell of a field without outer white space; empty when there is no such column. */
  text(field: Field): string {
    return this.cells[this.header.places.get(field) ?? -1] ?? '';
  }

  /** The unit named by the header of the credits. */
  get impliedUnit(): string | null {
    return this.header.columns[this.header.places.get('credits') ?? -1]?.impliedUnit ?? null;
  }

  /** The value of a cell that matters: an empty one is null, an unreadable one rejects the row. */
  read<T>(field: Field, parse: (text: string) => Parsed<T>): T | null {
    const text = this.text(field);
    if (text === '') return null;
    const parsed = parse(text);
    if ('value' in parsed) return parsed.value;
    this.reject('value-invalid', field, parsed.reason, text);
    return null;
  }

  /** The value of a cell that the row can do without: an unreadable one is kept aside with a warning. */
  readLightly<T>(field: Field, parse: (text: string) => Parsed<T>): T | null {
    const text = this.text(field);
    if (text === '') return null;
    const parsed = parse(text);
    if ('value' in parsed) return parsed.value;
    this.keep(field, parsed.reason);
    return null;
  }

  /** The words of a cell; those that mean nothing here are kept aside with a warning. */
  readWords<T>(field: Field, parse: (text: string) => ReadWords<T>): T {
    const { value, unread } = parse(this.text(field));
    if (unread.length > 0)
      this.keep(field, reason('words-unknown', { words: unread.slice(0, 3).join(', ').slice(0, 100) }));
    return value;
  }

  /** One of a closed list of words, or null with a warning. */
  readWord<T>(field: Field, named: (word: string) => T | null): T | null {
    return this.readLightly(field, (text) => {
      const value = named(text);
      return value === null ? { reason: reason('word-unknown') } : { value };
    });
  }

  /** Keeps what a field could not hold under its printed header, with a warning. */
  keep(field: Field, why: Reason): void {
    const [column, value] = [this.headerOf(field), this.text(field)];
    this.kept.set(column, value);
    this.unread.push({ field, text: value, reason: why });
    this.log.warnOnce('value-invalid', reason('kept-as-it-is', { why }), { line: this.line, column, value });
  }

  /**
   * The texts of a field by language. A column without a language holds the one teaching language of the row when its script fits, else
   * the language found from the text. Where that language has its own column with another text, the cell is kept aside.
   */
  localised(field: Field): Localised {
    const { columns } = this.header;
    const texts = new Map<string, string>();
    columns.forEach(({ column }, index) => {
      const text = this.cells[index];
      if (column?.field === field && column.language && text) texts.set(column.language, text);
    });
    const plain = columns.findIndex(({ column }) => column?.field === field && column.language === null);
    const text = this.cells[plain];
    if (text) {
      this.teaching ??= readLanguages(this.text('language')).value;
      const [only] = this.teaching.length === 1 ? this.teaching : [];
      const taught = only !== undefined && fitsScript(text.slice(0, 200), only) ? only : null;
      const language = taught ?? detectLanguage(text) ?? 'en';
      if (!texts.has(language)) texts.set(language, text);
      else if (texts.get(language) !== text) this.kept.set(columns[plain]?.name ?? field, text);
    }
    return Object.fromEntries(texts);
  }

  /** Rejects the row alone, for what is wrong with the cell of a field; further faults of it may still be named. */
  reject(code: ProblemCode, field: Field, why: Reason, value?: string): void {
    this.rejection ??= why;
    this.log.error(code, why, this.placeOf(field, value));
  }

  /** Used, but worth a look. */
  warn(code: ProblemCode, field: Field, why: Reason, value?: string): void {
    this.log.warn(code, why, this.placeOf(field, value));
  }

  private placeOf(field: Field, value: string | undefined) {
    return { line: this.line, column: this.headerOf(field), ...(value !== undefined && { value }) };
  }

  private headerOf(field: Field): string {
    return this.header.columns[this.header.places.get(field) ?? -1]?.name ?? field;
  }
}

/** Whether most letters of a text are of the script in which the language is written; a text without Latin and Cyrillic letters fits any. */
function fitsScript(text: string, language: string): boolean {
  const cyrillicLanguages = ['ru', 'kk', 'uk', 'be', 'bg', 'ky', 'tg', 'mn', 'sr', 'mk', 'tt', 'ba'];
  const otherScripts = ['zh', 'ja', 'ko', 'ar', 'fa', 'he', 'hi', 'th', 'ka', 'hy', 'el', 'ur', 'bn', 'ta'];
  let [latin, cyrillic] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x400 && unit <= 0x52f) cyrillic += 1;
    else if ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a) latin += 1;
  }
  if (cyrillic + latin === 0) return true;
  return !otherScripts.includes(language) && cyrillicLanguages.includes(language) === cyrillic >= latin;
}
