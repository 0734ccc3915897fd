/** One row of a table with its columns by name; collects what is wrong with it. */
import { type Aside, type Localised, type ProblemCode, type Reason, reason } from '../domain/index.ts';
import { type Field, PERSONAL } from './columns.ts';
import { type DateOrder, dateOrderOf, readDate } from './dates.ts';
import type { GridRow } from './grid/grid.ts';
import { textsInTurn } from './layout/bilingual.ts';
import type { ProposedColumn } from './layout/proposal.ts';
import type { FilePlace, ProblemLog } from './problems.ts';
import { fitsScript, languageOfText } from './text-language.ts';
import type { Parsed } from './values.ts';
import { type ReadWords, readLanguages } from './vocabulary.ts';

/** The columns of a table, and where each known field stands among them; a code may be joined of several. */
export interface Header {
  readonly columns: readonly ProposedColumn[];
  readonly places: ReadonlyMap<Field, readonly number[]>;
  /** Of columns of dates, where their cells tell it. */
  readonly dateOrders: ReadonlyMap<Field, DateOrder>;
  readonly sheet: string | null;
}

/** The header of a table by its columns; `rows` tell the order of day and month. */
export function headerOf(
  columns: readonly ProposedColumn[],
  {
    rows,
    sheet,
    fields,
  }: { readonly rows: readonly GridRow[]; readonly sheet: string | null; readonly fields: readonly Field[] },
): Header {
  const places = new Map<Field, number[]>();
  for (const { index, field, language, why } of columns) {
    if (field === null || !fields.includes(field) || language !== null || why.code === 'header-of-group') continue;
    const known = places.get(field);
    if (!known) places.set(field, [index]);
    else if (why.code === 'columns-joined') known.push(index);
  }
  const dates = (['completed_on', 'issued_on', 'decided_on', 'valid_until', 'deadline'] as const).flatMap((field) => {
    const [index] = places.get(field) ?? [];
    const order = index === undefined ? null : dateOrderOf(rows.map(({ cells }) => cells[index]?.text ?? ''));
    return order === null ? [] : [[field, order] as const];
  });
  return { columns, places, dateOrders: new Map(dates), sheet };
}

/** What stands above a row and holds for it: the semester of a heading, the student of a block. Columns of its own come first. */
export type RowContext = Readonly<Partial<Record<Field, string>>>;

export interface RowParts {
  readonly row: GridRow;
  readonly header: Header;
  readonly context: RowContext;
  readonly log: ProblemLog;
}

export class TableRow {
  /** Why the row is not used: the first of its faults; null for a row that is. */
  rejection: Reason | null = null;
  /** Why it is no item although nothing is wrong with it. */
  passed: 'repeated' | 'other-year' | null = null;
  private readonly unread: Aside[] = [];
  /** Cells that are kept as they are: of unknown columns, and what a known column could not read. */
  private readonly kept = new Map<string, string>();
  private teaching: readonly string[] | null = null;
  readonly line: number;
  private readonly header: Header;
  private readonly row: GridRow;
  private readonly context: RowContext;
  private readonly log: ProblemLog;

  constructor({ row, header, context, log }: RowParts) {
    this.row = row;
    this.line = row.number;
    this.header = header;
    this.context = context;
    this.log = log;
    const read = new Set([...header.places.values()].flat());
    for (const { index, name, field } of header.columns) {
      const cell = this.cell(index);
      const isRead = read.has(index) || (field !== null && TableRow.isLocalised(field));
      if (!isRead && cell && !(field && PERSONAL.includes(field))) this.kept.set(name, cell);
      if (row.scanned && isRead && field && cell)
        this.unread.push({ field, text: cell, reason: reason('scan-to-confirm') });
    }
  }

  private static isLocalised(field: Field): boolean {
    return field === 'title' || field === 'description' || field === 'outcomes';
  }

  get rejected(): boolean {
    return this.rejection !== null;
  }

  /** What could not be read, or not surely, to be spread into the item; nothing when all was. */
  get aside(): { aside?: Aside[] } {
    return this.unread.length > 0 ? { aside: this.unread } : {};
  }

  /** Sheet and page, to be spread into the item where the file has them. */
  get place(): { sheet?: string; page?: number } {
    const { sheet } = this.header;
    return { ...(sheet !== null && { sheet }), ...(this.row.page !== undefined && { page: this.row.page }) };
  }

  get extra(): Record<string, string> {
    return Object.fromEntries(this.kept);
  }

  /** Whose row it is by names and numbers that are not kept; only to be compared. Empty when nothing tells. */
  get person(): string {
    const own = this.header.columns.filter(({ field }) => field !== null && PERSONAL.includes(field));
    const cells = own.map(({ index }) => this.cell(index)).filter((cell) => cell !== '');
    return cells.join('\n') || (this.context.student_name ?? this.context.personal_number ?? '');
  }

  private cell(index: number): string {
    return this.row.cells[index]?.text ?? '';
  }

  /** The cell of a field without outer white space, else what stands above the row; empty when there is neither. */
  text(field: Field): string {
    const places = this.header.places.get(field);
    if (!places) return this.context[field] ?? '';
    return places
      .map((index) => this.cell(index))
      .filter((cell) => cell !== '')
      .join(' ');
  }

  /** What a spreadsheet keeps behind the cell of a field. */
  stored(field: Field): GridRow['cells'][number]['stored'] {
    return this.row.cells[this.header.places.get(field)?.[0] ?? -1]?.stored;
  }

  /** The unit named by the header of the credits. */
  get impliedUnit(): string | null {
    const [index] = this.header.places.get('credits') ?? [];
    return this.header.columns.find((column) => column.index === index)?.unit ?? null;
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
    if (text === '' || /^(?:[-–—]+|n\/?a|\.)$/i.test(text)) return null;
    const parsed = parse(text);
    if ('value' in parsed) return parsed.value;
    this.keep(field, parsed.reason);
    return null;
  }

  /** A day, with the order of day and month that its column tells; what cannot be read is kept aside. */
  readDay(field: Field): string | null {
    return (
      this.storedDay(field) ??
      this.readLightly(field, (text) => readDate(text, this.header.dateOrders.get(field) ?? null))
    );
  }

  /** As {@link readDay}, for a day that the row cannot do without. */
  readNeededDay(field: Field): string | null {
    return (
      this.storedDay(field) ?? this.read(field, (text) => readDate(text, this.header.dateOrders.get(field) ?? null))
    );
  }

  private storedDay(field: Field): string | null {
    const stored = this.row.cells[this.header.places.get(field)?.[0] ?? -1]?.stored;
    return stored?.kind === 'date' && /^\d{4}-\d{2}-\d{2}/.test(stored.value) ? stored.value.slice(0, 10) : null;
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
    this.log.warnOnce('value-invalid', reason('kept-as-it-is', { why }), this.placeOf(field, value));
  }

  /** As {@link keep}, of what the columns of a row say together. */
  keepSaid({
    field,
    text,
    reason: why,
  }: {
    readonly field: Field;
    readonly text: string;
    readonly reason: Reason;
  }): void {
    this.unread.push({ field, text, reason: why });
    this.log.warnOnce('value-unclear', why, this.placeOf(field, text));
  }

  /**
   * The texts of a field by language. A column without a language holds the one teaching language of the row when its script fits, else
   * the language found from the text. Where that language has its own column with another text, the cell is kept aside.
   */
  localised(field: Field): Localised {
    const { columns } = this.header;
    const texts = new Map<string, string>();
    for (const column of columns) {
      const text = this.cell(column.index);
      if (column.field === field && column.language && text) texts.set(column.language, text);
    }
    const [place] = this.header.places.get(field) ?? [];
    const plain = columns.find(({ index, language }) => index === place && language === null);
    const text = plain ? this.cell(plain.index) : '';
    if (!plain || text === '') return Object.fromEntries(texts);
    const parts = plain.inTurn ? textsInTurn(text, plain.inTurn) : null;
    for (const [language, part] of Object.entries(parts ?? { [this.languageOf(text, plain)]: text }))
      if (!texts.has(language)) texts.set(language, part);
      else if (texts.get(language) !== part) this.kept.set(plain.name, text);
    return Object.fromEntries(texts);
  }

  /** Of a text without a language of its own: the one teaching language of the row when its script fits, else what the text tells. */
  private languageOf(text: string, { printedIn }: ProposedColumn): string {
    this.teaching ??= readLanguages(this.text('language')).value;
    const [only] = this.teaching.length === 1 ? this.teaching : [];
    return only !== undefined && fitsScript(text.slice(0, 200), only) ? only : languageOfText(text, printedIn);
  }

  /** Rejects the row alone, for what is wrong with the cell of a field; further faults of it may still be named. */
  reject(code: ProblemCode, field: Field, why: Reason, value?: string): void {
    this.rejection ??= why;
    this.log.error(code, why, this.placeOf(field, value));
  }

  /** Leaves the row out: it is listed among those that are no items. */
  passOver(because: NonNullable<TableRow['passed']>): null {
    this.passed = because;
    return null;
  }

  /** Used, but worth a look. */
  warn(code: ProblemCode, field: Field, why: Reason, value?: string): void {
    this.log.warn(code, why, this.placeOf(field, value));
  }

  /** As {@link warn}, but for what many rows share. */
  warnOnce(code: ProblemCode, field: Field, why: Reason): void {
    this.log.warnOnce(code, why, this.placeOf(field, undefined));
  }

  private placeOf(field: Field, value: string | undefined): FilePlace {
    return { line: this.line, ...this.place, column: this.headerOf(field), ...(value !== undefined && { value }) };
  }

  /** The printed header of a field's column, or the field's own name. */
  headerOf(field: Field): string {
    const places = this.header.places.get(field) ?? [];
    const names = this.header.columns.filter(({ index }) => places.includes(index)).map(({ name }) => name);
    return names.join(' + ') || field;
  }
}
