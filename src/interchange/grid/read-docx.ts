/** Tables of a word processor's document as grids (ECMA-376 part 1, 17.4); paragraphs between them are lines. */
import { reason } from '../../domain/index.ts';
import type { Archive } from './archive.ts';
import { FileFault } from './fault.ts';
import type { FileGrids, Grid, TableLimits } from './grid.ts';
import { Tally } from './grid-builder.ts';
import { TableBuilder } from './table-builder.ts';
import { type Attributes, attributeNamed, scanXml } from './xml.ts';

export function readDocx(archive: Archive, limits: TableLimits): FileGrids {
  const part = 'word/document.xml';
  const reading = new DocumentReading(new Tally(limits));
  scanXml(archive.read(part), part, {
    open: (name, attributes) => reading.open(name, attributes),
    text: (piece) => reading.take(piece),
    close: (name) => reading.close(name),
  });
  if (reading.grids.length === 0) throw new FileFault('file-malformed', reason('file-without-tables'));
  return { kind: 'docx', grids: reading.grids };
}

/** A row waits for its end, because a cell that goes on below is only known there by the cells that continue it. */
class DocumentReading {
  readonly grids: Grid[] = [];
  private readonly tally: Tally;
  private readonly tables: WordTable[] = [];
  private lines: { text: string; number: number }[] = [];
  private line = '';
  private inText = false;
  /** Inside of what was deleted with changes tracked, or the second form of a drawing. */
  private unseen = 0;

  constructor(tally: Tally) {
    this.tally = tally;
  }

  open(name: string, attributes: Attributes): void {
    if (UNSEEN.has(name)) this.unseen += 1;
    const table = this.tables.at(-1);
    if (name === 't') this.inText = true;
    else if (name === 'tab' || name === 'br' || name === 'cr') this.put(name === 'tab' ? ' ' : '\n');
    else if (name === 'tbl') this.tables.push(new WordTable(this.tally));
    else if (name === 'tr') table?.startRow();
    else if (name === 'tc') table?.startCell();
    else if (name === 'gridSpan') table?.span(Number(attributeNamed(attributes, 'val')));
    else if (name === 'gridBefore') table?.skip(Number(attributeNamed(attributes, 'val')));
    else if (name === 'vMerge') table?.goesOn(attributeNamed(attributes, 'val') !== 'restart');
  }

  take(piece: string): void {
    if (this.inText) this.put(piece);
  }

  close(name: string): void {
    if (UNSEEN.has(name)) this.unseen -= 1;
    if (name === 't') this.inText = false;
    else if (name === 'p') this.endParagraph();
    else if (name === 'tr') this.tables.at(-1)?.endRow();
    else if (name === 'tbl') this.closeTable();
  }

  private put(text: string): void {
    if (this.unseen > 0) return;
    const table = this.tables.at(-1);
    if (table) table.take(text);
    else if (this.line.length < this.tally.limits.cellCharacters) this.line += text;
  }

  private endParagraph(): void {
    if (this.tables.length > 0) {
      this.put('\n');
      return;
    }
    const text = this.line.trim();
    if (text !== '') this.lines.push({ text, number: this.lines.length + 1 });
    this.line = '';
  }

  private closeTable(): void {
    const grid = this.tables.pop()?.finish(this.lines);
    if (!grid || grid.rows.length === 0) return;
    this.lines = [];
    this.grids.push(grid);
  }
}

const UNSEEN = new Set(['del', 'moveFrom', 'Fallback', 'instrText']);

interface WordCell {
  columns: number;
  /** Of a merge down: the cell continues the one above. */
  goesOn: boolean;
  text: string;
}

/** Collects rows, then lays them out with the rows that each cell covers. */
class WordTable {
  private readonly rows: { readonly before: number; readonly cells: readonly WordCell[] }[] = [];
  private readonly tally: Tally;
  private before = 0;
  private cells: WordCell[] = [];

  constructor(tally: Tally) {
    this.tally = tally;
  }

  startRow(): void {
    this.before = 0;
    this.cells = [];
  }

  startCell(): void {
    this.cells.push({ columns: 1, goesOn: false, text: '' });
  }

  span(columns: number): void {
    const cell = this.cells.at(-1);
    if (cell && columns > 1) cell.columns = Math.min(columns, this.tally.limits.columns);
  }

  skip(columns: number): void {
    if (columns > 0) this.before = Math.min(columns, this.tally.limits.columns);
  }

  goesOn(on: boolean): void {
    const cell = this.cells.at(-1);
    if (cell) cell.goesOn = on;
  }

  take(text: string): void {
    const cell = this.cells.at(-1);
    if (cell && cell.text.length <= this.tally.limits.cellCharacters) cell.text += text;
  }

  endRow(): void {
    this.rows.push({ before: this.before, cells: this.cells });
    this.startRow();
  }

  finish(lines: Grid['lines']): Grid {
    const table = new TableBuilder(this.tally);
    const below = this.continuations();
    this.rows.forEach(({ before, cells }, at) => {
      table.startRow();
      if (before > 0) table.startCell(before);
      let column = before;
      for (const { columns, goesOn, text } of cells) {
        if (!goesOn || at === 0) {
          table.startCell(columns, 1 + (below.get(`${at} ${column}`) ?? 0));
          table.take(text);
        }
        column += columns;
      }
    });
    return table.finish(lines);
  }

  /** Rows below each cell that continue it, by row and column; counted from the last row up. */
  private continuations(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (let at = this.rows.length - 1; at > 0; at -= 1) {
      const { before, cells } = this.rows[at] ?? { before: 0, cells: [] };
      let column = before;
      for (const { columns, goesOn } of cells) {
        if (goesOn) counts.set(`${at - 1} ${column}`, 1 + (counts.get(`${at} ${column}`) ?? 0));
        column += columns;
      }
    }
    return counts;
  }
}
