/** Where the tables of a sheet begin and end: headers of one or several lines, wherever they stand, with the heads of their groups. */
import { type Claim, claimsOf, type Field } from '../columns.ts';
import type { Grid, GridRow, Merge } from '../grid/grid.ts';
import { wordKey } from '../vocabulary.ts';

/** A column of a table: its printed header under the heads of its groups, outermost first; empty when it has none. */
export interface HeadedColumn {
  readonly index: number;
  readonly path: readonly string[];
}

export interface FoundTable {
  readonly grid: Grid;
  readonly columns: readonly HeadedColumn[];
  /** Rows of the header; none when the table has no header. */
  readonly header: readonly GridRow[];
  readonly body: readonly GridRow[];
  /** Rows above the first header: letterhead, name of the student, dates. */
  readonly above: readonly GridRow[];
}

/** What makes a row a header: fields that decide what the table is of, of which two must be named. */
interface HeaderWords {
  readonly fields: readonly Field[];
  readonly required: readonly (readonly Field[])[];
}

/** Rows of a large file that are looked at in search of a header; below them only repetitions of it are known. */
const SEARCHED = 400;
const HEADER_LINES = 6;

/** A dash is printed where a header says nothing. */
const headerText = (row: GridRow, index: number): string => {
  const text = row.cells[index]?.text ?? '';
  return /^[-–—]+$/.test(text) ? '' : text;
};
const textsOf = (row: GridRow): string[] => row.cells.map((_, index) => headerText(row, index));
const filledIn = (row: GridRow): number => row.cells.filter(({ text }) => text !== '').length;
const isFigure = (text: string): boolean => /^[-+]?\d+(?:[.,]\d+)?%?\*?$/.test(text);

/**
 * The tables of a grid whose header names what the kind needs, in order. In separated text (`isText`) the header says how wide the rows are; in
 * a sheet cells beside it may be remarks.
 */
export function findTables(grid: Grid, words: HeaderWords, isText: boolean): FoundTable[] {
  const rows = grid.rows.filter((row) => !row.hidden);
  const claimed = claimReader(words.fields);
  const starts: number[] = [];
  for (const [at, row] of rows.slice(0, SEARCHED).entries())
    if (isHeader(row, { claimed, words, isFirst: starts.length === 0 })) starts.push(at);
  const extents = starts.map((at) => headerExtent(rows, { at, merges: grid.merges, claimed }));
  const separate = extents.filter(({ from }, at) => at === 0 || from > (extents[at - 1]?.to ?? -1));
  const tables = separate.map((extent, at): FoundTable => {
    const end = separate[at + 1]?.from ?? rows.length;
    const header = rows.slice(extent.from, extent.to + 1);
    return {
      grid,
      header,
      columns: columnsOf(header, grid.merges, widthOf(isText ? header : rows.slice(extent.from, end))),
      body: rows.slice(extent.to + 1, end),
      above: at === 0 ? rows.slice(0, extent.from) : [],
    };
  });
  return joinRepeated(tables);
}

/**
 * A table without a header whose words are known: the row with the headers that a person named (`named`), else the first that is as full as the
 * rows below it, is taken for one, unless it looks like data. What stands above it is a letterhead.
 */
export function tableWithoutHeader(grid: Grid, isText: boolean, named: readonly string[] = []): FoundTable | null {
  const rows = grid.rows.filter((row) => !row.hidden);
  const at = Math.max(0, rowNaming(rows, named) ?? firstFullRow(rows));
  const first = rows[at];
  if (!first) return null;
  const cells = textsOf(first).filter((text) => text !== '');
  const isData = cells.some(isFigure) && cells.some((text) => /\p{L}{3}/u.test(text)) && rows.length > 1;
  const header = isData ? [] : [first];
  const body = rows.slice(at + header.length);
  const width = widthOf(isData || !isText ? [first, ...body] : [first]);
  return { grid, header, columns: columnsOf(header, grid.merges, width), body, above: rows.slice(0, at) };
}

/** The row in which most of the headers stand that a person named; null when two of them stand in none. */
function rowNaming(rows: readonly GridRow[], named: readonly string[]): number | null {
  const keys = new Set(named.map(wordKey));
  const counts = rows.slice(0, SEARCHED).map((row) => textsOf(row).filter((text) => keys.has(wordKey(text))).length);
  const most = Math.max(0, ...counts);
  return most < 2 ? null : counts.indexOf(most);
}

/** A letterhead fills a cell or two of rows that are wider below. */
function firstFullRow(rows: readonly GridRow[]): number {
  const filled = rows.slice(0, SEARCHED).map(filledIn);
  const usual = [...filled].sort((a, b) => a - b)[Math.floor(filled.length / 2)] ?? 0;
  return usual < 3 ? 0 : filled.findIndex((count) => count > 1 && count >= usual * 0.6);
}

const widthOf = (rows: readonly GridRow[]): number =>
  rows
    .slice(0, SEARCHED)
    .reduce((widest, row) => Math.max(widest, row.cells.findLastIndex(({ text }) => text !== '') + 1), 0);

type ClaimReader = (text: string) => readonly Claim[];

/** Claims of single cells, each text asked once. */
function claimReader(fields: readonly Field[]): ClaimReader {
  const known = new Map<string, readonly Claim[]>();
  return (text) => {
    if (text === '' || text.length > 120 || isFigure(text)) return [];
    const claims = known.get(text) ?? claimsOf([text], fields);
    known.set(text, claims);
    return claims;
  };
}

interface HeaderCheck {
  readonly claimed: ClaimReader;
  readonly words: HeaderWords;
  /** Below a header a row of data may hold words such as "ECTS" and "passed", and letters: it must be nothing but a header, in words. */
  readonly isFirst: boolean;
}

/** Whether a row names enough columns: two fields, one of those needed among them, and hardly any figures among its cells. */
function isHeader(row: GridRow, { claimed, words: { fields, required }, isFirst }: HeaderCheck): boolean {
  const texts = textsOf(row).filter((text) => text !== '');
  if (texts.length < 2 || row.fault) return false;
  if (!isFirst && !texts.some((text) => text.length > 2)) return false;
  const figures = texts.filter((text) => isFigure(text) && (Number(text) > 12 || !isFirst)).length;
  if (figures > (isFirst ? texts.length * 0.3 : 0)) return false;
  const claims = texts.map((text) => claimed(text).find(({ strength }) => isFirst || strength !== 'within'));
  const named = new Set(claims.flatMap((claim) => claim?.field ?? []));
  const strong = claims.filter((claim) => claim && claim.strength !== 'word' && claim.strength !== 'within').length;
  const known = claims.filter((claim) => claim !== undefined).length;
  const decides = [...required.flat(), 'code' as const].some((field) => named.has(field));
  const isEnough = known >= texts.length * (isFirst ? 0.2 : 0.6);
  return decides && named.size >= 2 && fields.some((field) => named.has(field)) && strong >= 1 && isEnough;
}

interface Extent {
  readonly from: number;
  readonly to: number;
}

/** First and last row of the header that has a row in it: merged cells reach over its rows, heads of groups stand above, parts below. */
function headerExtent(
  rows: readonly GridRow[],
  { at, merges, claimed }: { readonly at: number; readonly merges: readonly Merge[]; readonly claimed: ClaimReader },
): Extent {
  const numbers = rows.map(({ number }) => number);
  let [from, to] = [at, at];
  const covering = (number: number): Merge[] =>
    merges.filter(({ top, bottom }) => top < bottom && top <= number && number <= bottom);
  for (let grown = true; grown; ) {
    grown = false;
    for (let row = from; row <= to; row += 1)
      for (const { top, bottom } of covering(numbers[row] ?? 0)) {
        if (bottom - top >= HEADER_LINES) continue;
        const [first, last] = [
          numbers.findIndex((number) => number >= top),
          numbers.findLastIndex((number) => number <= bottom),
        ];
        if (first < from || last > to) grown = true;
        [from, to] = [Math.min(from, first), Math.max(to, last)];
      }
  }
  while (to - from < HEADER_LINES && isHeaderPart(rows[to + 1], rows[to], { claimed, merges })) to += 1;
  while (to - from < HEADER_LINES && isGroupHead(rows[from - 1], rows[from], merges)) from -= 1;
  return { from, to };
}

/** A row below a header that goes on with it: names of columns or of their parts, no figures but the numbers of semesters. */
function isHeaderPart(
  row: GridRow | undefined,
  above: GridRow | undefined,
  { claimed, merges }: { readonly claimed: ClaimReader; readonly merges: readonly Merge[] },
): boolean {
  if (!row || !above || row.fault || row.number > above.number + 2) return false;
  const cells = textsOf(row)
    .map((text, at) => ({ text, at }))
    .filter(({ text }) => text !== '');
  if (cells.length === 0) return false;
  const over = textsOf(above);
  const counted = cells.filter(({ text }) => isFigure(text));
  // A row of column numbers, "1 2 3 4 5", or of semesters.
  if (counted.length === cells.length)
    return (
      cells.length > 2 &&
      counted.every(({ text }, at) => Number(text) === Number(counted[0]?.text) + at) &&
      Number(counted[0]?.text) === 1
    );
  const taken = new Set(over.flatMap((text) => claimed(text)[0]?.field ?? []));
  // Beside what hangs under an empty cell only a field that the line above has not named goes on with it.
  const named = cells.filter(({ text, at }) => {
    const claims = claimed(text).filter(({ strength }) => strength !== 'within');
    const isNew = text.length > 2 && claims.some(({ field, strength }) => !taken.has(field) && strength !== 'word');
    return claims.length > 0 && (isNew || (over[at] ?? '') === '' || isRepeatedAbove(over, at));
  });
  const spans = merges.filter(({ top, bottom, left, right }) => top === above.number && bottom === top && right > left);
  const hangs = (at: number): boolean =>
    (over[at] ?? '') === '' || spans.some(({ left, right }) => left <= at && at <= right);
  const under = cells.filter(
    ({ text, at }) => !named.some((cell) => cell.at === at) && hangs(at) && /\p{L}/u.test(text) && text.length < 40,
  );
  const semesters = counted.filter(
    ({ text, at }) => (over[at] ?? '') === '' && /^\d{1,2}$/.test(text) && Number(text) <= 12,
  );
  return named.length > 0 && named.length + under.length + semesters.length === cells.length;
}

/** A head that spans its columns by standing in each of them, as merged cells do once they are unmerged. */
const isRepeatedAbove = (over: readonly string[], at: number): boolean =>
  over[at] !== '' && (over[at] === over[at - 1] || over[at] === over[at + 1]);

/** A row above a header that gathers its columns: filled where merged cells or empty ones beside it show that it spans several. */
function isGroupHead(row: GridRow | undefined, below: GridRow | undefined, merges: readonly Merge[]): boolean {
  if (!row || !below || row.fault || below.number > row.number + 1) return false;
  const texts = textsOf(row);
  const filled = texts.flatMap((text, at) => (text === '' ? [] : [at]));
  if (filled.length === 0 || texts.some((text) => /[:：]\s*\S/.test(text) || isFigure(text) || text.length > 80))
    return false;
  const leaves = textsOf(below).map(wordKey);
  const repeats = leaves.some((leaf, at) => leaf !== '' && leaves.indexOf(leaf) !== at);
  const spans = merges.filter(
    ({ top, bottom, left, right }) => top === row.number && bottom === row.number && right > left,
  );
  const isWide = spans.some(({ left, right }) => left === 0 && right >= leaves.length - 1);
  const hangs = filled.some((at) => (leaves[at] ?? '') === '');
  return !isWide && ((filled.length > 1 && (repeats || hangs)) || (spans.length > 1 && filled.length > 1));
}

/** The columns of a header of several rows: the text of a merged or group cell counts for all the columns that it spans. */
function columnsOf(header: readonly GridRow[], merges: readonly Merge[], width: number): HeadedColumn[] {
  const lines = header.map((row, at) => {
    const texts = Array.from({ length: width }, (_, index) => headerText(row, index));
    const spans = merges.filter(({ top, left, right }) => top === row.number && right > left);
    for (const { left, right } of spans) texts.fill(texts[left] ?? '', left, Math.min(right + 1, width));
    // Without merged cells a head of a group stands over the first of its columns alone, and its parts stand below.
    const parts = header.slice(at + 1);
    if (spans.length === 0 && merges.length === 0 && parts.length > 0)
      for (let index = 1; index < width; index += 1) {
        const isPart = parts.some((part) => (part.cells[index]?.text ?? '') !== '');
        const leads = parts.some((part) => (part.cells[index - 1]?.text ?? '') !== '');
        if (texts[index] === '' && isPart && leads) texts[index] = texts[index - 1] ?? '';
      }
    return texts;
  });
  return Array.from({ length: width }, (_, index) => ({
    index,
    path: lines.map((texts) => texts[index] ?? '').filter((text, at, all) => text !== '' && text !== all[at - 1]),
  })).map(({ index, path }) => ({
    index,
    path: path.length > 1 && isRunning(header.at(-1)) && isFigure(path.at(-1) ?? '') ? path.slice(0, -1) : path,
  }));
}

/** A last line of a header that numbers its columns from 1 on. */
function isRunning(row: GridRow | undefined): boolean {
  const texts = row ? textsOf(row).filter((text) => text !== '') : [];
  return (
    texts.length > 3 &&
    texts.every((text, at) => Number(text) === at + 1) &&
    filledIn(row as GridRow) === row?.cells.length
  );
}

/** Tables of one sheet with the same header are one: the header is printed again on each page or over each semester. */
function joinRepeated(tables: readonly FoundTable[]): FoundTable[] {
  const joined: FoundTable[] = [];
  for (const table of tables) {
    const before = joined.at(-1);
    const same = before && JSON.stringify(before.columns) === JSON.stringify(table.columns);
    if (same) joined[joined.length - 1] = { ...before, body: [...before.body, ...table.header, ...table.body] };
    else joined.push(table);
  }
  return joined;
}
