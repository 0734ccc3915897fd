/** Tables of a web page as grids; what stands between them are lines. Nothing is fetched or run. */
import { reason } from '../../domain/index.ts';
import { FileFault } from './fault.ts';
import type { FileGrids, Grid, TableLimits } from './grid.ts';
import { Tally } from './grid-builder.ts';
import { TableBuilder } from './table-builder.ts';

const SILENT = new Set(['script', 'style', 'noscript', 'template', 'svg', 'select', 'head']);
const BREAKING = new Set([
  'p',
  'div',
  'li',
  'tr',
  'table',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'caption',
  'dt',
  'dd',
  'pre',
  'section',
]);
const DEEPEST = 5000;

export async function readHtml(text: string, limits: TableLimits): Promise<FileGrids> {
  const { Parser } = await import('htmlparser2');
  const page = new PageReading(new Tally(limits), limits);
  const parser = new Parser(
    {
      onopentag: (name, attributes) => page.open(name, attributes),
      ontext: (piece) => page.take(piece),
      onclosetag: (name) => page.close(name),
    },
    { decodeEntities: true },
  );
  const chunk = 65_536;
  for (let at = 0; at < text.length; at += chunk) parser.write(text.slice(at, at + chunk));
  parser.end();
  const grids = page.finish();
  if (grids.length === 0) throw new FileFault('file-malformed', reason('file-without-tables'));
  return { kind: 'html', grids };
}

/** A table inside a cell is a table of its own where it has several columns; pages laid out by tables have their content there. */
class PageReading {
  private readonly tally: Tally;
  private readonly limits: TableLimits;
  private readonly grids: Grid[] = [];
  private readonly open_: TableBuilder[] = [];
  private lines: { text: string; number: number }[] = [];
  private line = '';
  private silent = 0;
  private depth = 0;

  constructor(tally: Tally, limits: TableLimits) {
    this.tally = tally;
    this.limits = limits;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.depth += 1;
    if (this.depth > DEEPEST)
      throw new FileFault('file-not-readable', reason('file-part-damaged', { part: 'HTML', fault: `> ${DEEPEST}` }));
    if (SILENT.has(name)) this.silent += 1;
    if (this.silent > 0) return;
    const table = this.open_.at(-1);
    if (name === 'table') this.openTable();
    else if (name === 'tr') table?.startRow();
    else if (name === 'td' || name === 'th')
      table?.startCell(spanOf(attributes.colspan), spanOf(attributes.rowspan, true));
    else if (name === 'br' || (table && BREAKING.has(name))) this.take('\n');
    else if (BREAKING.has(name)) this.endLine();
  }

  take(piece: string): void {
    if (this.silent > 0) return;
    const table = this.open_.at(-1);
    // Line breaks of the source are blanks; those that the page shows came through `open`.
    const text = piece === '\n' ? piece : piece.replace(/\s+/g, ' ');
    if (table) table.take(text);
    else if (this.line.length < this.limits.cellCharacters) this.line += text;
  }

  close(name: string): void {
    this.depth -= 1;
    if (SILENT.has(name)) this.silent -= 1;
    else if (this.silent === 0 && name === 'table') this.closeTable();
    else if (this.open_.length === 0 && BREAKING.has(name)) this.endLine();
  }

  finish(): readonly Grid[] {
    while (this.open_.length > 0) this.closeTable();
    return this.grids;
  }

  private openTable(): void {
    this.endLine();
    this.open_.push(new TableBuilder(this.tally));
  }

  private closeTable(): void {
    const table = this.open_.pop();
    const grid = table?.finish(this.lines);
    if (!grid || grid.rows.length === 0) return;
    this.lines = [];
    this.grids.push(grid);
  }

  private endLine(): void {
    const text = this.line.replace(/ ?\n ?/g, '\n').trim();
    if (text !== '') this.lines.push({ text, number: this.lines.length + 1 });
    this.line = '';
  }
}

/** A span of rows of 0 goes to the end of the table (HTML, 4.9.11). */
function spanOf(value: string | undefined, ofRows = false): number {
  const span = Number.parseInt(value ?? '1', 10);
  if (span === 0 && ofRows) return 65_534;
  return Number.isNaN(span) ? 1 : Math.max(1, span);
}
