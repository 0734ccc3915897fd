/** OpenDocument spreadsheets as grids (ODF 1.3 part 3, 9): what each cell shows is in the file, beside what it holds. */
import { reason } from '../../domain/index.ts';
import type { ProblemLog } from '../problems.ts';
import { FileFault } from './fault.ts';
import { EMPTY_CELL, type FileGrids, type Grid, type GridCell, type TableLimits } from './grid.ts';
import { GridBuilder, Tally } from './grid-builder.ts';
import { noteSheets } from './note-sheets.ts';
import { type Attributes, attributeNamed, scanXml } from './xml.ts';

/** `bytes`: content.xml of the package, or the whole of a flat document. */
export function readOds(bytes: Uint8Array, limits: TableLimits, log: ProblemLog): FileGrids {
  const reading = new ContentReading(new Tally(limits));
  scanXml(bytes, 'content.xml', {
    open: (name, attributes) => reading.open(name, attributes),
    text: (piece) => reading.take(piece),
    close: (name) => reading.close(name),
  });
  if (!reading.isSpreadsheet) throw new FileFault('file-not-readable', reason('file-old-format', { format: 'odt' }));
  noteSheets(reading.grids, log);
  return { kind: 'ods', grids: reading.grids };
}

class ContentReading {
  readonly grids: Grid[] = [];
  isSpreadsheet = false;
  private readonly tally: Tally;
  private sheet: { readonly builder: GridBuilder; readonly hidden: boolean } | null = null;
  private row = 0;
  private rowRepeats = 1;
  private rowHidden = false;
  private rowCells: { readonly column: number; readonly cell: GridCell }[] = [];
  private column = 0;
  private cell: { readonly attributes: Attributes; readonly repeats: number; text: string } | null = null;
  private paragraphs = 0;
  /** Inside of comments, drawings and changes that were undone. */
  private unseen = 0;
  /** Styles of sheets that are not displayed. */
  private readonly hiddenStyles = new Set<string>();
  private style = '';

  constructor(tally: Tally) {
    this.tally = tally;
  }

  open(name: string, attributes: Attributes): void {
    const attribute = (key: string): string | undefined => attributeNamed(attributes, key);
    if (UNSEEN.has(name)) this.unseen += 1;
    if (this.unseen > 0) return;
    if (name === 'style') this.style = attribute('name') ?? '';
    else if (name === 'table-properties' && attribute('display') === 'false') this.hiddenStyles.add(this.style);
    else if (name === 'spreadsheet') this.isSpreadsheet = true;
    else if (name === 'table')
      this.openSheet(attribute('name') ?? '', this.hiddenStyles.has(attribute('style-name') ?? ''));
    else if (name === 'table-row') {
      this.rowRepeats = countOf(attribute('number-rows-repeated'));
      this.rowHidden = ['collapse', 'filter'].includes(attribute('visibility') ?? '');
      this.rowCells = [];
      this.column = 0;
    } else if (name === 'table-cell' || name === 'covered-table-cell') {
      this.cell = { attributes, repeats: countOf(attribute('number-columns-repeated')), text: '' };
      this.paragraphs = 0;
      if (name === 'table-cell') this.mergeFrom(attributes);
    } else if (this.cell) this.openText(name, attribute('c'));
  }

  take(piece: string): void {
    if (this.cell && this.paragraphs > 0 && this.unseen === 0) this.append(piece);
  }

  close(name: string): void {
    if (UNSEEN.has(name)) this.unseen -= 1;
    else if (this.unseen > 0) return;
    else if (name === 'table-cell') this.closeCell(true);
    else if (name === 'covered-table-cell') this.closeCell(false);
    else if (name === 'table-row') this.closeRow();
    else if (name === 'table' && this.sheet) {
      this.grids.push(this.sheet.builder.finish(this.sheet.hidden));
      this.sheet = null;
    }
  }

  private openSheet(name: string, hidden: boolean): void {
    if (this.grids.length >= this.tally.limits.sheets)
      throw new FileFault('file-too-large', reason('file-too-many-sheets', { most: this.tally.limits.sheets }));
    this.sheet = { builder: new GridBuilder(name, this.tally), hidden };
    this.row = 0;
  }

  private openText(name: string, count: string | undefined): void {
    if (name === 'p' || name === 'h') {
      if (this.paragraphs > 0) this.append('\n');
      this.paragraphs += 1;
    } else if (name === 's') this.append(' '.repeat(Math.min(countOf(count), 100)));
    else if (name === 'tab') this.append(' ');
    else if (name === 'line-break') this.append('\n');
  }

  private append(text: string): void {
    if (this.cell && this.cell.text.length <= this.tally.limits.cellCharacters) this.cell.text += text;
  }

  private mergeFrom(attributes: Attributes): void {
    const rows = countOf(attributeNamed(attributes, 'number-rows-spanned'));
    const columns = countOf(attributeNamed(attributes, 'number-columns-spanned'));
    if (rows === 1 && columns === 1) return;
    const [top, left] = [this.row + 1, this.column];
    this.sheet?.builder.merge({ top, left, bottom: top + rows - 1, right: left + columns - 1 });
  }

  private closeCell(shown: boolean): void {
    const { cell } = this;
    if (!cell) return;
    this.cell = null;
    const value = shown ? cellOf(cell.attributes, cell.text.trim()) : EMPTY_CELL;
    // Cells beyond the limits are not counted out one by one.
    const last = Math.min(cell.repeats, Math.max(1, this.tally.limits.columns + 1 - this.column));
    if (value !== EMPTY_CELL)
      for (let copy = 0; copy < last; copy += 1) this.rowCells.push({ column: this.column + copy, cell: value });
    this.column += cell.repeats;
  }

  private closeRow(): void {
    const { sheet, rowCells } = this;
    // A row that repeats without content fills the sheet to its end.
    if (sheet && rowCells.length > 0)
      for (let copy = 0; copy < this.rowRepeats; copy += 1) {
        sheet.builder.startRow(this.row + copy + 1, this.rowHidden);
        for (const { column, cell } of rowCells) sheet.builder.put(column, cell);
        sheet.builder.endRow();
      }
    this.row += this.rowRepeats;
  }
}

const UNSEEN = new Set(['annotation', 'shapes', 'tracked-changes', 'named-expressions', 'database-ranges']);

/** A count of repeats or spans: 1 where there is none, at most the rows of a sheet. */
function countOf(value: string | undefined): number {
  const count = Number(value ?? 1);
  return Number.isInteger(count) && count > 0 ? Math.min(count, 1_048_576) : 1;
}

function cellOf(attributes: Attributes, text: string): GridCell {
  const attribute = (key: string): string | undefined => attributeNamed(attributes, key);
  const formula = attribute('formula');
  const type = attribute('value-type');
  const stored = storedOf(type, attribute);
  if (stored) return { text: text || stored.value, stored };
  if (/^(?:#\w+[!/?]|Err:\d)/.test(text) && formula !== undefined)
    return { text, stored: { kind: 'error', value: text } };
  if (formula !== undefined) return { text, stored: { kind: 'formula', value: formula } };
  return text === '' ? EMPTY_CELL : { text };
}

function storedOf(type: string | undefined, attribute: (key: string) => string | undefined): GridCell['stored'] {
  if (type === 'date')
    return { kind: 'date', value: (attribute('date-value') ?? '').replace(/T00:00:00(?:\.0+)?$/, '') };
  if (type === 'boolean') return { kind: 'boolean', value: attribute('boolean-value') ?? '' };
  const value = attribute('value');
  const isNumber = type === 'float' || type === 'percentage' || type === 'currency';
  return isNumber && value !== undefined ? { kind: 'number', value } : undefined;
}
