/** One sheet of an XLSX workbook, row by row as its XML goes by (ECMA-376 part 1, 18.3). */
import { EMPTY_CELL, type Grid, type GridCell, type Merge } from '../grid.ts';
import { GridBuilder, type Tally } from '../grid-builder.ts';
import { type Attributes, scanXml } from '../xml.ts';
import type { ShowNumber } from './shown.ts';
import { isTrue, unescaped, type Workbook } from './workbook.ts';

interface SheetPart {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
}

export function readSheet(
  bytes: Uint8Array,
  sheet: SheetPart,
  { workbook, show, tally }: { readonly workbook: Workbook; readonly show: ShowNumber; readonly tally: Tally },
): Grid {
  const reading = new SheetReading(workbook, show, new GridBuilder(sheet.name, tally));
  scanXml(bytes, sheet.part, {
    open: (name, attributes) => reading.open(name, attributes),
    text: (piece) => reading.take(piece),
    close: (name) => reading.close(name),
  });
  return reading.builder.finish(sheet.hidden);
}

class SheetReading {
  readonly builder: GridBuilder;
  private readonly workbook: Workbook;
  private readonly show: ShowNumber;
  private readonly textCells = new Map<number, GridCell>();
  private row = 0;
  private column = -1;
  private type = 'n';
  private style = 0;
  private value = '';
  private formula: string | null = null;
  /** Where text goes: the value of a cell, its formula, or nowhere. */
  private into: 'value' | 'formula' | null = null;
  private inReading = false;

  constructor(workbook: Workbook, show: ShowNumber, builder: GridBuilder) {
    this.workbook = workbook;
    this.show = show;
    this.builder = builder;
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'row') {
      this.row = rowNumber(attributes.r) ?? this.row + 1;
      this.column = -1;
      this.builder.startRow(this.row, isTrue(attributes.hidden));
    } else if (name === 'c') {
      this.column = columnOf(attributes.r) ?? this.column + 1;
      this.type = attributes.t ?? 'n';
      this.style = Number(attributes.s ?? 0);
      this.value = '';
      this.formula = null;
    } else if (name === 'v' || (name === 't' && !this.inReading)) this.into = 'value';
    else if (name === 'f') {
      this.into = 'formula';
      this.formula = '';
    } else if (name === 'rPh') this.inReading = true;
    else if (name === 'mergeCell') this.takeMerge(attributes.ref ?? '');
  }

  take(piece: string): void {
    if (this.into === 'value') this.value += piece;
    else if (this.into === 'formula') this.formula += piece;
  }

  close(name: string): void {
    if (name === 'c') {
      const cell = this.cell();
      if (cell !== EMPTY_CELL) this.builder.put(this.column, cell);
    } else if (name === 'row') this.builder.endRow();
    else if (name === 'v' || name === 't' || name === 'f') this.into = null;
    else if (name === 'rPh') this.inReading = false;
  }

  private cell(): GridCell {
    const { type, value, formula } = this;
    if (value === '') return formula === null ? EMPTY_CELL : uncalculated(formula);
    if (type === 's') return this.sharedText(Number(value));
    if (type === 'b') {
      const isOne = value.trim() === '1';
      return { text: isOne ? 'TRUE' : 'FALSE', stored: { kind: 'boolean', value: String(isOne) } };
    }
    if (type === 'e') return { text: value, stored: { kind: 'error', value } };
    if (type === 'd')
      return { text: value, stored: { kind: 'date', value: value.replace(/T00:00:00(?:\.0+)?Z?$/, '') } };
    if (type === 'n') return this.show(value, this.workbook.patterns[this.style] ?? 'General');
    const text = unescaped(value).trim();
    if (text === '') return EMPTY_CELL;
    return formula === null ? { text } : { text, stored: { kind: 'formula', value: formula } };
  }

  /** One object for all cells of a text. */
  private sharedText(index: number): GridCell {
    const known = this.textCells.get(index);
    if (known) return known;
    const text = this.workbook.texts[index]?.trim() ?? '';
    const cell = text === '' ? EMPTY_CELL : { text };
    this.textCells.set(index, cell);
    return cell;
  }

  private takeMerge(ref: string): void {
    const [first, last] = ref.split(':');
    const [top, left] = [rowNumber(/\d+$/.exec(first ?? '')?.[0]), columnOf(first)];
    const [bottom, right] = [rowNumber(/\d+$/.exec(last ?? '')?.[0]), columnOf(last)];
    if (top === null || left === null || bottom === null || right === null) return;
    const merge: Merge = { top, left, bottom, right };
    if (bottom >= top && right >= left) this.builder.merge(merge);
  }
}

/** A formula whose result was never stored has no text; the reader of the file is told. */
const uncalculated = (formula: string): GridCell => ({ text: '', stored: { kind: 'formula', value: formula } });

/** 1-based; null for what is no row of a sheet. */
function rowNumber(text: string | undefined): number | null {
  const row = Number(text ?? '');
  return Number.isInteger(row) && row >= 1 && row <= 1_048_576 ? row : null;
}

/** 0-based column of a reference such as `AB12`; null for what is none. */
export function columnOf(reference: string | undefined): number | null {
  if (reference === undefined) return null;
  let column = 0;
  for (let at = 0; at < reference.length && at < 4; at += 1) {
    const letter = (reference.charCodeAt(at) & ~0x20) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column === 0 || column > 16_384 ? null : column - 1;
}
