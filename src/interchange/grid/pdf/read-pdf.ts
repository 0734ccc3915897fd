/** PDF with text as grids: tables by their lines or by the places of the words, joined over pages. Nothing in the file is run or fetched. */
import { reason } from '../../../domain/index.ts';
import type { ProblemLog } from '../../problems.ts';
import { FileFault } from '../fault.ts';
import { EMPTY_CELL, type FileGrids, type Grid, type TableLimits } from '../grid.ts';
import { Tally } from '../grid-builder.ts';
import { linesOf, textOf } from './lines.ts';
import { type PageContent, readPage } from './page.ts';
import { type FoundTable, ruledTables } from './ruled-tables.ts';
import { spacedTables } from './spaced-tables.ts';

export async function readPdf(bytes: Uint8Array, limits: TableLimits, log: ProblemLog): Promise<FileGrids> {
  const pages = await pagesOf(bytes, limits);
  const silent = pages.flatMap(({ words }, at) => (words.length === 0 ? [at + 1] : []));
  if (silent.length === pages.length) throw new FileFault('file-not-readable', reason('file-without-text'));
  if (silent.length > 0) {
    const values = { count: silent.length, pages: silent.slice(0, 12).join(', ') };
    log.warn('file-not-readable', reason('file-pages-without-text', values));
  }
  return {
    kind: 'pdf',
    grids: joinPages(
      pages.map(({ words, rules }) => layOutPage(words, rules)),
      new Tally(limits),
    ),
  };
}

async function pagesOf(bytes: Uint8Array, limits: TableLimits): Promise<PageContent[]> {
  provideTransfer();
  const { getDocumentProxy, getResolvedPDFJS } = await import('unpdf');
  const damaged =
    (part: string) =>
    (error: unknown): never => {
      const isLocked = error instanceof Error && error.name === 'PasswordException';
      throw new FileFault('file-not-readable', isLocked ? reason('file-password') : reason('file-damaged', { part }));
    };
  // A copy, because the reader takes the bytes with it.
  const options = { verbosity: 0, isEvalSupported: false, disableFontFace: true, stopAtErrors: false };
  const document = await getDocumentProxy(new Uint8Array(bytes), options).catch(damaged('PDF'));
  try {
    if (document.numPages > limits.pages)
      throw new FileFault('file-too-large', reason('file-too-many-pages', { most: limits.pages }));
    const { OPS } = await getResolvedPDFJS();
    const pages: PageContent[] = [];
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number).catch(damaged(`${number}`));
      pages.push(await readPage(page, OPS).catch(damaged(`${number}`)));
      page.cleanup();
    }
    return pages;
  } finally {
    await document.destroy();
  }
}

/** What the PDF reader asks of its engine, and Node before 22 does not have: a buffer of another length. */
function provideTransfer(): void {
  const prototype = ArrayBuffer.prototype as { transferToFixedLength?: unknown };
  prototype.transferToFixedLength ??= function (this: ArrayBuffer, length = this.byteLength): ArrayBuffer {
    const copy = new Uint8Array(length);
    copy.set(new Uint8Array(this, 0, Math.min(length, this.byteLength)));
    return copy.buffer;
  };
}

interface Layout {
  readonly tables: readonly FoundTable[];
  readonly lines: readonly { readonly base: number; readonly text: string }[];
}

function layOutPage(words: PageContent['words'], rules: PageContent['rules']): Layout {
  const ruled = ruledTables(words, rules);
  const spaced = spacedTables(linesOf(ruled.rest));
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
      append(open, table, { page: number, tally });
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
  { page, tally }: { readonly page: number; readonly tally: Tally },
): void {
  const start = (open.rows.at(-1)?.number ?? 0) + 1;
  for (const { top, bottom, left, right } of table.merges)
    open.merges.push({ top: start + top, bottom: start + bottom, left, right });
  table.rows.forEach((texts, at) => {
    if (texts.every((text) => text === '')) return;
    tally.add(texts.length);
    const cells = texts.map((text) => (text === '' ? EMPTY_CELL : { text }));
    open.rows.push({ number: start + at, page, cells });
  });
}
