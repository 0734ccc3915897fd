/** Pages as grids: the tables of each, by their rules or the places of their words, joined where one goes on over the page. */
import { EMPTY_CELL, type Grid, type TableLimits } from '../grid.ts';
import { Tally } from '../grid-builder.ts';
import { printedLines, textOf } from './lines.ts';
import type { PageContent } from './page.ts';
import { type FoundTable, ruledTables } from './ruled-tables.ts';
import { spacedTables } from './spaced-tables.ts';

interface Layout {
  readonly isScanned: boolean;
  readonly tables: readonly FoundTable[];
  readonly lines: readonly { readonly base: number; readonly text: string }[];
}

function layOutPage(words: PageContent['words'], rules: PageContent['rules']): Omit<Layout, 'isScanned'> {
  const ruled = ruledTables(words, rules);
  const spaced = spacedTables(printedLines(ruled.rest));
  return {
    tables: [...ruled.tables, ...spaced.tables].sort((a, b) => a.top - b.top),
    lines: spaced.rest.map((line) => ({ base: line.base, text: textOf(line) })),
  };
}

interface OpenTable {
  readonly columns: readonly number[];
  readonly rows: Grid['rows'][number][];
  readonly merges: Grid['merges'][number][];
  readonly lines: Grid['lines'][number][];
}

/** The tables of a file by its pages. */
export function gridsOfPages(pages: readonly PageContent[], limits: TableLimits): Grid[] {
  const laidOut = pages.map(({ words, rules, unsure }) => ({
    ...layOutPage(words, rules),
    isScanned: unsure !== undefined,
  }));
  return joinPages(laidOut, new Tally(limits));
}

/** The first table of a page goes on with the last one of the page before when its columns stand at the same places. */
function joinPages(pages: readonly Layout[], tally: Tally): Grid[] {
  const tables: OpenTable[] = [];
  let lines: Grid['lines'][number][] = [];
  pages.forEach((page, at) => {
    const number = at + 1;
    const take = (until: number, after: number): void => {
      const between = page.lines.filter(({ base }) => base > after && base <= until);
      lines.push(...between.map(({ text }, index) => ({ text, number: lines.length + index + 1, page: number })));
    };
    let above = Number.NEGATIVE_INFINITY;
    for (const [index, table] of page.tables.entries()) {
      take(table.top, above);
      above = table.bottom;
      const last = tables.at(-1);
      const goesOn = index === 0 && last?.rows.at(-1)?.page === number - 1 && sameColumns(last.columns, table.columns);
      const open = goesOn && last ? last : { columns: table.columns, rows: [], merges: [], lines };
      if (open !== last) tables.push(open);
      lines = open === last ? lines : [];
      append(open, table, { page: number, tally, isScanned: page.isScanned });
    }
    take(Number.POSITIVE_INFINITY, above);
  });
  const grids: Grid[] = tables.map((table) => ({
    name: null,
    rows: table.rows,
    merges: table.merges,
    lines: table.lines,
  }));
  return lines.length === 0 ? grids : [...grids, { name: null, rows: [], merges: [], lines }];
}

const sameColumns = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((edge, at) => Math.abs(edge - (b[at] ?? 0)) < 12);

/** Rows are numbered through the whole table. */
function append(
  open: OpenTable,
  table: FoundTable,
  { page, tally, isScanned }: { readonly page: number; readonly tally: Tally; readonly isScanned: boolean },
): void {
  const start = (open.rows.at(-1)?.number ?? 0) + 1;
  for (const { top, bottom, left, right } of table.merges)
    open.merges.push({ top: start + top, bottom: start + bottom, left, right });
  table.rows.forEach((texts, at) => {
    if (texts.every((text) => text === '')) return;
    tally.add(texts.length);
    const cells = texts.map((text) => (text === '' ? EMPTY_CELL : { text }));
    open.rows.push({ number: start + at, page, cells, ...(isScanned && { scanned: true }) });
  });
}
