/** Any table of a file as rows with named columns: which tables, which columns, which rows are items. What a cell means is the caller's matter. */
import {
  failure,
  memoise,
  namedLanguages,
  type ProblemCode,
  type Reason,
  type RejectedRow,
  type Result,
  type RowPlace,
  reason,
  success,
} from '../domain/index.ts';
import { type Field, PERSONAL } from './columns.ts';
import {
  DEFAULT_LIMITS,
  type FileGrids,
  type FileInput,
  type Grid,
  type GridRow,
  type ReadOptions,
} from './grid/grid.ts';
import { mendGrids } from './grid/mend.ts';
import { readTextGrids } from './grid/read-text.ts';
import { textsInTurn } from './layout/bilingual.ts';
import { chooseTables, type PreparedTable } from './layout/choose-tables.ts';
import { RowClassifier, type RowKind } from './layout/classify.ts';
import { lostLetters } from './layout/damage.ts';
import { type Facts, headerFacts, titlePages, withoutPersons } from './layout/facts.ts';
import { fillGroups } from './layout/fill.ts';
import type { FoundTable } from './layout/find-tables.ts';
import { HeadingContext, wordedCells } from './layout/heading-context.ts';
import { planRows, type RowPart } from './layout/plan-rows.ts';
import type { Proposal, ProposedColumn } from './layout/proposal.ts';
import type { ListedRow, Loaded, ReadTable } from './loaded.ts';
import { ProblemLog } from './problems.ts';
import { type Header, headerOf, TableRow } from './row.ts';

/** One kind of table: its columns, those it cannot do without (one of each group), and how a row becomes an item. */
interface TableKind<T> {
  /** The kind's name in the sentences of problems. */
  readonly name: 'courses' | 'curriculum' | 'transcript' | 'precedents' | 'calls' | 'users';
  /** Where a header fits two fields, the earlier one has it. */
  readonly fields: readonly Field[];
  readonly required: readonly (readonly Field[])[];
  /** The item of a row, or null when the row has been rejected through `row.reject`. */
  readonly readRow: (row: TableRow) => T | null;
  /** What the lines above the tables tell. */
  readonly takeFacts?: (facts: Facts) => void;
  /** What stands beside its items, line by line in cells: notes, legends, small tables. */
  readonly takeBeside?: (lines: readonly (readonly string[])[]) => void;
}

/** So many rows are read before it is told again how far the reading is. */
const ROWS_TOLD = 100;

/** Reads every row of the tables of a file; fails when the file as a whole cannot be used or none of its rows can. */
export function readTable<T>(file: FileInput, kind: TableKind<T>, options: ReadOptions): Result<Loaded<T[]>> {
  const log = new ProblemLog(file.name);
  const grids = file.grids ?? readTextGrids(file, options.limits ?? DEFAULT_LIMITS, log);
  if (grids === null) return failure(...log.list());
  const reading = new TableReading(kind, options, log);
  reading.read(mendGrids(grids, options.mended));
  const problems = log.list();
  const { failed, items, rejectedRows, unknown, tables, listedRows } = reading;
  if (failed && !(options.toShow && tables.length > 0)) return failure(...problems);
  const counts = { rows: items.length + rejectedRows.length, rejected: rejectedRows.length };
  const rest = { rejectedRows, unknownColumns: [...unknown], tables, listedRows, problems };
  return success({ value: items, ...counts, ...rest, ...(failed && { unusable: true }) }, problems);
}

/** What is gathered over all tables of a file. */
class TableReading<T> {
  readonly items: T[] = [];
  readonly unknown = new Set<string>();
  readonly rejectedRows: RejectedRow[] = [];
  readonly tables: ReadTable[] = [];
  readonly listedRows: ListedRow[] = [];
  failed = false;
  /** Rows of the tables that were gone through, and of all. */
  private gone = 0;
  private all = 0;
  /** Rows of tables that are no items. */
  private readonly others = new Set<GridRow>();
  private isText = false;
  private facts: Facts = {};
  private readonly kind: TableKind<T>;
  private readonly options: ReadOptions;
  private readonly log: ProblemLog;

  constructor(kind: TableKind<T>, options: ReadOptions, log: ProblemLog) {
    this.kind = kind;
    this.options = options;
    this.log = log;
  }

  read({ kind, grids }: FileGrids): void {
    this.isText = kind === 'csv';
    const filled = grids.filter(({ rows, lines }) => rows.length > 0 || lines.length > 0);
    if (filled.length === 0) this.fail('file-empty', reason('file-without-header'));
    const prepared = this.failed ? null : this.choose(filled);
    if (prepared === null) return;
    this.kind.takeFacts?.(headerFacts(grids.flatMap(({ lines }) => lines.map(({ text }) => [text]))));
    for (const facts of titlePages(filled, new Set(prepared.map(({ table }) => table.grid))))
      this.kind.takeFacts?.(facts);
    this.all = prepared.reduce((sum, { table }) => sum + table.body.length, 0);
    for (const each of prepared) this.readOne(each);
    this.kind.takeBeside?.(this.besideOf(grids, prepared));
    if (this.failed || this.items.length > 0) return;
    const rows = this.rejectedRows.length + this.listedRows.filter(({ kind }) => kind === 'heading').length;
    if (rows === 0) this.fail('file-empty', reason('file-without-rows'));
    else this.fail('file-malformed', reason('file-without-good-rows', { rows }));
  }

  /** Lines outside of tables, tables that are not read, and rows that are no items, in the order of the file. */
  private besideOf(grids: readonly Grid[], prepared: readonly PreparedTable[]): string[][] {
    const items = new Set(prepared.flatMap(({ table }) => table.body).filter((row) => !this.others.has(row)));
    return grids.flatMap(({ lines, rows }) => [
      ...lines.map(({ text }) => [text]),
      ...rows.filter((row) => !items.has(row)).map(({ cells }) => cells.map(({ text }) => text)),
    ]);
  }

  private choose(grids: readonly Grid[]): PreparedTable[] | null {
    const chosen = chooseTables(grids, { kind: this.kind, options: this.options, log: this.log, isText: this.isText });
    this.failed ||= chosen === null || chosen.some(({ lacks }) => lacks);
    return chosen;
  }

  private fail(code: ProblemCode, why: Reason, line?: number): void {
    this.log.error(code, why, line === undefined ? {} : { line });
    this.failed = true;
  }

  private readOne({ table, proposal, lacks }: PreparedTable): void {
    const { columns, questions, groups } = proposal;
    const { grid } = table;
    const sheet = grid.name;
    const at = { ...(table.header[0] && { line: table.header[0].number }), ...(sheet !== null && { sheet }) };
    for (const { reason: why, columns: names } of questions)
      this.log.warn('column-unclear', why, { ...at, ...(names[0] !== undefined && { column: names[0] }) });
    if (lacks) {
      this.keepTable({ table, proposal }, 0);
      return;
    }
    this.noteColumns(columns, at);
    const { rows, filled } = fillGroups(table, columns);
    for (const [index, cells] of filled) {
      const column = columns.find((each) => each.index === index)?.name ?? '';
      this.log.note('column-unclear', reason('cells-filled', { cells }), { ...at, column });
    }
    for (const { index, name, inTurn } of columns) {
      const apart = inTurn && rows.filter(({ cells }) => textsInTurn(cells[index]?.text ?? '', inTurn)).length;
      if (!inTurn || !apart) continue;
      const languages = namedLanguages(inTurn.languages);
      this.log.note('column-unclear', reason('titles-in-turn', { languages, rows: apart }), { ...at, column: name });
    }
    // Of separated text this has been said of the file.
    const damage = this.isText ? null : lostLetters(rows);
    if (damage) {
      const { row, value } = damage;
      this.log.warn('file-encoding', damage.reason, { line: row.number, ...(sheet !== null && { sheet }), value });
    }
    const header = headerOf(columns, { rows, sheet, fields: this.kind.fields });
    const above = headerFacts([
      ...grid.lines.map(({ text }) => [text]),
      ...table.above.map(({ cells }) => cells.map(({ text }) => text)),
    ]);
    this.facts = { ...this.facts, ...above };
    this.kind.takeFacts?.(above);
    const before = this.items.length;
    this.readRows({ ...table, body: rows }, { header, groups });
    this.keepTable({ table, proposal }, this.items.length - before);
  }

  private keepTable({ table, proposal }: PreparedTable, items: number): void {
    const { grid, header, body } = table;
    const { columns, questions } = proposal;
    const lines = header.map(({ number }) => number);
    this.tables.push({ sheet: grid.name, page: body[0]?.page ?? null, header: lines, columns, questions, items });
  }

  private noteColumns(
    columns: readonly ProposedColumn[],
    at: { readonly line?: number; readonly sheet?: string },
  ): void {
    for (const { name, field, why, printed } of columns) {
      if (field !== null) continue;
      const isDuplicate = why.code === 'header-duplicate-column';
      if (isDuplicate) this.log.warn('header-duplicate-column', why, { ...at, column: name });
      if (!printed) continue;
      this.unknown.add(name);
      if (!isDuplicate) this.log.note('column-unknown', why, { column: name });
    }
  }

  private readRows(
    table: FoundTable,
    { header, groups }: { readonly header: Header; readonly groups: Proposal['groups'] },
  ): void {
    const structured = ['courses', 'curriculum', 'transcript'].includes(this.kind.name);
    const placed = (field: Field): number | undefined => header.places.get(field)?.[0];
    const code = groups[0]?.places.has('code') ? undefined : placed('code');
    const [title] =
      header.places.get('title') ?? header.columns.filter(({ field }) => field === 'title').map(({ index }) => index);
    const classifier = new RowClassifier(table, {
      ...{ code, title, structured },
      credits: placed('credits'),
      grade: placed('grade'),
      parted: (['semester', 'grade', 'attempt'] as const).flatMap((field) =>
        this.kind.fields.includes(field) ? (placed(field) ?? []) : [],
      ),
    });
    const others = new Map<Exclude<RowKind, 'item'>, GridRow[]>();
    const context = new HeadingContext(this.facts, table, code);
    const plan = planRows(table.body, {
      header,
      groups,
      kindOf: (row) => classifier.kindOf(row),
      isCurriculum: this.kind.name === 'curriculum',
      merges: table.grid.merges,
    });
    for (const { row, kind, parts, heading } of plan) {
      if (++this.gone % ROWS_TOLD === 0) this.options.onRows?.(Math.min(this.gone, this.all), this.all);
      if (kind !== 'item') {
        memoise(others, kind, () => []).push(row);
        this.others.add(row);
        const texts = row.cells.map(({ text }) => text);
        if (kind === 'heading') context.enter(row, heading ?? wordedCells(texts));
        if (kind === 'facts') {
          const said = headerFacts([texts]);
          context.say(said);
          this.kind.takeFacts?.(said);
        }
        this.list(row, kind, header.sheet);
        continue;
      }
      this.readItem(row, { header, context: context.over(row), parts });
    }
    for (const [kind, rows] of others) {
      const [first] = rows;
      const sample = shownTexts(first, kind).find((text) => text !== '') ?? '';
      const place = {
        ...(first && { line: first.number }),
        ...(header.sheet !== null && { sheet: header.sheet }),
        value: sample,
      };
      this.log.note('row-set-aside', reason('rows-set-aside', { kind, rows: rows.length }), place);
    }
  }

  private readItem(
    row: GridRow,
    {
      header,
      context,
      parts,
    }: { readonly header: Header; readonly context: Facts; readonly parts: readonly RowPart[] },
  ): void {
    const place = placeOf(row, header.sheet);
    const cells = row.cells
      .filter(
        (_, index) =>
          !header.columns.some(({ index: at, field }) => at === index && field !== null && PERSONAL.includes(field)),
      )
      .map(({ text }) => text);
    const width = Math.max(0, ...header.columns.map(({ index }) => index + 1));
    const beyond = row.cells.findLastIndex(({ text }) => text !== '') + 1;
    const fault =
      row.fault ??
      (beyond > width
        ? {
            code: 'row-malformed' as const,
            reason: reason('row-width', { cells: `${row.cells.length}`, columns: `${width}` }),
          }
        : null);
    if (fault) {
      this.log.error(fault.code, fault.reason, place);
      this.rejectedRows.push({ place, cells, reason: fault.reason });
      return;
    }
    // Of separated text: a row without its last separators was cut, or its cells are empty, which nobody can tell.
    if (this.isText && row.cells.length < width) {
      const values = { cells: `${row.cells.length}`, columns: `${width}` };
      this.log.warnOnce('row-malformed', reason('row-short', values), place);
    }
    for (const { places, context: said, doubt } of parts) {
      const part = places ? { ...header, places: new Map([...header.places, ...places]) } : header;
      const tableRow = new TableRow({ row, header: part, context: { ...context, ...said }, log: this.log });
      if (doubt) tableRow.keepSaid(doubt);
      const item = this.kind.readRow(tableRow);
      if (tableRow.rejection) this.rejectedRows.push({ place, cells, reason: tableRow.rejection });
      else if (tableRow.passed) this.list(row, tableRow.passed, header.sheet);
      else if (item !== null) this.items.push(item);
    }
  }

  private list(row: GridRow, kind: ListedRow['kind'], sheet: string | null): void {
    if (this.listedRows.length >= 1000) return;
    const place = placeOf(row, sheet);
    const text = shownTexts(row, kind)
      .filter((cell) => cell !== '')
      .join(' | ');
    this.listedRows.push({ place, kind, text: text.slice(0, 200) });
  }
}

/** The cells of a row that is no item, without persons where it tells of one. */
function shownTexts(row: GridRow | undefined, kind: ListedRow['kind']): readonly string[] {
  const texts = row?.cells.map(({ text }) => text) ?? [];
  return kind === 'facts' ? withoutPersons(texts) : texts;
}

const placeOf = ({ number, page }: GridRow, sheet: string | null): RowPlace => ({
  line: number,
  ...(sheet !== null && { sheet }),
  ...(page !== undefined && { page }),
});
