/** Which of the tables of a file are read: those whose headers name what the kind needs, else the one that looks like it. */
import { type ProblemCode, type Reason, reason } from '../../domain/index.ts';
import type { Field } from '../columns.ts';
import type { Grid, ReadOptions } from '../grid/grid.ts';
import type { ProblemLog } from '../problems.ts';
import { type FoundTable, findTables, tableWithoutHeader } from './find-tables.ts';
import { tableOfLines } from './listed-lines.ts';
import type { Proposal } from './proposal.ts';
import { proposeColumns } from './propose.ts';

export interface PreparedTable {
  readonly table: FoundTable;
  readonly proposal: Proposal;
  /** It lacks what its kind cannot do without: it can be shown, and nothing of it read. */
  readonly lacks?: true;
}

interface ChoiceOfTables {
  readonly kind: {
    readonly name: string;
    readonly fields: readonly Field[];
    readonly required: readonly (readonly Field[])[];
  };
  readonly options: ReadOptions;
  readonly log: ProblemLog;
  readonly isText: boolean;
}

/** The tables to read with their columns, or null with the reason in the log; what one that lacks a column lacks stands there too. */
export function chooseTables(grids: readonly Grid[], choice: ChoiceOfTables): PreparedTable[] | null {
  return new TableChooser(choice).tablesOf(grids, choice.isText);
}

class TableChooser {
  private readonly kind: ChoiceOfTables['kind'];
  private readonly options: ReadOptions;
  private readonly log: ProblemLog;

  constructor({ kind, options, log }: ChoiceOfTables) {
    this.kind = kind;
    this.options = options;
    this.log = log;
  }

  /** The tables to read with their columns, or null with the reason in the log. Sheets that are not shown come in when no other has rows. */
  tablesOf(grids: readonly Grid[], isText: boolean): PreparedTable[] | null {
    const { sheet } = this.options;
    const named = sheet === undefined ? grids : grids.filter(({ name }) => name === sheet);
    if (named.length === 0) {
      const sheets = grids.flatMap(({ name }) => name ?? []);
      this.fail('file-malformed', reason('sheet-missing', { sheet: sheet ?? '', sheets }));
      return null;
    }
    const shown = sheet === undefined ? named.filter(({ hidden }) => !hidden) : named;
    const usable = shown
      .flatMap((grid) => this.usableTables(grid, isText))
      .filter(({ table }) => table.body.length > 0);
    if (usable.length > 0) return usable;
    const [behind] = named
      .filter(({ hidden }) => hidden)
      .map((grid) => this.usableTables(grid, isText).filter(({ table }) => table.body.length > 0))
      .filter((tables) => tables.length > 0)
      .sort((a, b) => namedFields(b) - namedFields(a));
    if (behind) {
      const chosen = behind[0]?.table.grid.name ?? '';
      const others = named.flatMap(({ hidden, name }) => (hidden && name !== null && name !== chosen ? [name] : []));
      this.log.warn('column-unclear', reason('sheet-hidden-read', { sheet: chosen, others }), { sheet: chosen });
      return behind;
    }
    const listed = isText ? null : this.listedInText(grids);
    if (listed) return listed;
    const [first = grids[0]] = shown;
    return first ? this.withoutKnownHeader(first, isText) : null;
  }

  /** Courses that stand in the text of a document and in no table. */
  private listedInText(grids: readonly Grid[]): PreparedTable[] | null {
    const table = tableOfLines(grids, this.options.units ?? []);
    const proposal = table && this.propose(table);
    return table && proposal && this.missing(proposal).length === 0 ? [{ table, proposal }] : null;
  }

  private usableTables(grid: Grid, isText: boolean): PreparedTable[] {
    return findTables(grid, this.kind, isText)
      .map((table) => ({ table, proposal: this.propose(table) }))
      .filter(({ proposal }) => this.missing(proposal, true).length === 0);
  }

  /** No row names enough columns: the first full row is the header, and what it lacks is found by content or told to be missing. */
  private withoutKnownHeader(grid: Grid, isText: boolean): PreparedTable[] | null {
    const [first] = grid.rows;
    if (first?.fault) {
      const quotes = first.fault.reason.code === 'row-quote-open';
      const tooWide = first.fault.code === 'header-too-wide';
      const why = quotes ? reason('header-quote-open') : tooWide ? first.fault.reason : reason('header-too-long');
      this.fail(quotes ? 'file-malformed' : 'header-too-wide', why);
      return null;
    }
    const [best] = findTables(grid, this.kind, isText);
    const table = best ?? tableWithoutHeader(grid, isText, Object.values(this.options.columns ?? {}));
    if (!table) return null;
    const proposal = this.propose(table);
    const missing = this.missing(proposal);
    const names = proposal.columns.map(({ name }) => `"${name.slice(0, 40)}"`);
    const has = names.slice(0, 12).join(', ');
    for (const group of missing) {
      const columns = group.map((field) => `"${field}"`).join(' / ');
      const why = reason('header-missing-column', {
        kind: this.kind.name,
        columns,
        has,
        more: Math.max(0, names.length - 12),
      });
      const line = table.header[0]?.number;
      this.fail('header-missing-column', why, line);
    }
    return [{ table, proposal, ...(missing.length > 0 && { lacks: true }) }];
  }

  private propose(table: FoundTable): Proposal {
    const { fields, required } = this.kind;
    return proposeColumns(table, {
      fields,
      required,
      mapping: this.options.columns,
      chosenOn: this.options.chosenOn,
      units: this.options.units,
    });
  }

  /** What is needed and missing; `named`: a column that only looks like it does not count. */
  private missing({ columns, groups }: Proposal, named = false): readonly (readonly Field[])[] {
    const has = (field: Field): boolean =>
      columns.some((column) => column.field === field && !(named && column.why.code === 'header-by-content')) ||
      groups.some(({ places }) => places.has(field));
    return this.kind.required.filter((fields) => !fields.some(has));
  }

  private fail(code: ProblemCode, why: Reason, line?: number): void {
    this.log.error(code, why, line === undefined ? {} : { line });
  }
}

const namedFields = (tables: readonly PreparedTable[]): number =>
  Math.max(...tables.map(({ proposal }) => new Set(proposal.columns.map(({ field }) => field)).size));
