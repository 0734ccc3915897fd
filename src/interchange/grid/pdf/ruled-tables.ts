/** Tables whose cells are drawn: the lines tell rows, columns and merged cells, whatever the text does. */
import type { Merge } from '../grid.ts';
import { printedLines, textOf } from './lines.ts';
import type { Rule, Word } from './page.ts';

/** Rows from the top; merges by 0-based row and column. */
export interface FoundTable {
  readonly top: number;
  readonly bottom: number;
  /** Left edge of each column. */
  readonly columns: readonly number[];
  readonly rows: readonly (readonly string[])[];
  readonly merges: readonly Merge[];
}

/** Lines that meet within so many points belong together. */
const NEAR = 3;

/** The tables of a page, and the words that stand in none. */
export function ruledTables(
  words: readonly Word[],
  rules: readonly Rule[],
): { readonly tables: readonly FoundTable[]; readonly rest: readonly Word[] } {
  const tables: FoundTable[] = [];
  let rest = words;
  for (const group of touching(
    rules.filter(({ left, right, top, bottom }) => right - left > NEAR || bottom - top > NEAR),
  )) {
    const table = ruledTable(group, rest);
    if (!table) continue;
    tables.push(table.found);
    rest = table.rest;
  }
  return { tables: tables.sort((a, b) => a.top - b.top), rest };
}

/** Rules in groups of those that touch, from the top; a sweep joins each with the open groups that it meets. */
function touching(rules: readonly Rule[]): Rule[][] {
  let open: { bounds: Rule; rules: Rule[] }[] = [];
  const closed: Rule[][] = [];
  for (const rule of [...rules].sort((a, b) => a.top - b.top)) {
    const [met, apart]: [typeof open, typeof open] = [[], []];
    for (const group of open) {
      if (group.bounds.bottom + NEAR < rule.top) closed.push(group.rules);
      else if (group.bounds.left - NEAR <= rule.right && rule.left <= group.bounds.right + NEAR) met.push(group);
      else apart.push(group);
    }
    const [target = { bounds: rule, rules: [] }, ...others] = met;
    for (const other of others) {
      target.rules.push(...other.rules);
      target.bounds = around(target.bounds, other.bounds);
    }
    target.rules.push(rule);
    target.bounds = around(target.bounds, rule);
    open = [...apart, target];
  }
  return [...closed, ...open.map((group) => group.rules)];
}

const around = (a: Rule, b: Rule): Rule => ({
  left: Math.min(a.left, b.left),
  right: Math.max(a.right, b.right),
  top: Math.min(a.top, b.top),
  bottom: Math.max(a.bottom, b.bottom),
});

/** Places that are nearer than {@link NEAR} as one, in order. */
function places(values: readonly number[]): number[] {
  const found: number[] = [];
  for (const value of [...values].sort((a, b) => a - b)) if (value - (found.at(-1) ?? -100) > NEAR) found.push(value);
  return found;
}

const MOST_CELLS = 100_000;

function ruledTable(rules: readonly Rule[], words: readonly Word[]): { found: FoundTable; rest: Word[] } | null {
  const upright = rules.filter(({ left, right, top, bottom }) => bottom - top > right - left);
  const level = rules.filter(({ left, right, top, bottom }) => right - left >= bottom - top);
  const [xs, ys] = [places(upright.map(({ left }) => left)), places(level.map(({ top }) => top))];
  const [first = 0, last = 0, top = 0, bottom = 0] = [xs[0], xs.at(-1), ys[0], ys.at(-1)];
  const [columns, rows] = [xs.length - 1, ys.length - 1];
  if (columns < 2 || rows < 2 || columns * rows > MOST_CELLS) return null;
  const cells: Word[][] = Array.from({ length: columns * rows }, () => []);
  const { owners, merges } = mergesOf({ xs, ys, upright, level });
  const rest: Word[] = [];
  for (const word of words) {
    const [x, y] = [(word.left + word.right) / 2, word.base - word.size / 3];
    const column = xs.findLastIndex((edge) => edge <= x);
    const row = ys.findLastIndex((edge) => edge <= y);
    if (x < first || x > last || y < top || y > bottom || column >= columns || row >= rows) rest.push(word);
    else cells[owners[row * columns + column] ?? 0]?.push(word);
  }
  const texts = cells.map((inside) => printedLines(inside).map(textOf).join('\n'));
  const lines = Array.from({ length: rows }, (_, row) => texts.slice(row * columns, (row + 1) * columns));
  return { found: { top, bottom, columns: xs.slice(0, -1), rows: lines, merges }, rest };
}

/** The cell that holds each place: places without a line between them are one cell. */
function mergesOf({
  xs,
  ys,
  upright,
  level,
}: {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly upright: readonly Rule[];
  readonly level: readonly Rule[];
}): { owners: number[]; merges: Merge[] } {
  const [columns, rows] = [xs.length - 1, ys.length - 1];
  const middle = (edges: readonly number[], at: number): number => ((edges[at] ?? 0) + (edges[at + 1] ?? 0)) / 2;
  const byPlace = (edges: readonly number[], lines: readonly Rule[], side: 'left' | 'top'): Rule[][] =>
    edges.map((edge) => lines.filter((rule) => Math.abs(rule[side] - edge) <= NEAR));
  const [uprights, levels] = [byPlace(xs, upright, 'left'), byPlace(ys, level, 'top')];
  const partsRight = (row: number, column: number): boolean =>
    (uprights[column + 1] ?? []).some(({ top, bottom }) => top <= middle(ys, row) && middle(ys, row) <= bottom);
  const partsBelow = (row: number, column: number): boolean =>
    (levels[row + 1] ?? []).some(({ left, right }) => left <= middle(xs, column) && middle(xs, column) <= right);
  const owners = Array.from({ length: columns * rows }, () => -1);
  const isFree = (row: number, column: number): boolean => owners[row * columns + column] === -1;
  const cellFrom = (top: number, left: number): Merge => {
    let [right, bottom] = [left, top];
    while (right + 1 < columns && !partsRight(top, right) && isFree(top, right + 1)) right += 1;
    while (bottom + 1 < rows && !partsBelow(bottom, left)) bottom += 1;
    return { top, left, bottom, right };
  };
  const merges: Merge[] = [];
  for (const at of owners.keys()) {
    const [row, column] = [Math.floor(at / columns), at % columns];
    if (!isFree(row, column)) continue;
    const cell = cellFrom(row, column);
    for (let inside = row; inside <= cell.bottom; inside += 1)
      owners.fill(at, inside * columns + column, inside * columns + cell.right + 1);
    if (cell.right > column || cell.bottom > row) merges.push(cell);
  }
  return { owners, merges };
}
