/** Tables without lines: columns are where the text leaves the same blanks free in line after line. */
import type { PrintedLine } from './lines.ts';
import type { FoundTable } from './ruled-tables.ts';

/** Tables and the lines that stand in none, both from the top. */
export function spacedTables(lines: readonly PrintedLine[]): {
  readonly tables: readonly FoundTable[];
  readonly rest: readonly PrintedLine[];
} {
  const tables: FoundTable[] = [];
  const rest: PrintedLine[] = [];
  for (const block of blocksOf(lines)) {
    const table = spacedTable(block);
    if (table) tables.push(table);
    else rest.push(...block);
  }
  return { tables, rest };
}

/** Runs of lines in which those of several pieces are never more than two lines of one piece apart. */
function blocksOf(lines: readonly PrintedLine[]): PrintedLine[][] {
  const blocks: PrintedLine[][] = [];
  let open: PrintedLine[] = [];
  let single: PrintedLine[] = [];
  for (const line of lines) {
    const above = single.at(-1) ?? open.at(-1);
    const isFar = above !== undefined && line.base - above.base > 3.5 * Math.max(line.size, above.size);
    if (isFar || single.length > 2) {
      blocks.push(open, ...single.map((each) => [each]));
      open = [];
      single = [];
    }
    if (line.pieces.length > 1) {
      // A line above the first one of several pieces is a heading.
      if (open.length === 0) blocks.push(...single.map((each) => [each]));
      else open.push(...single);
      open.push(line);
      single = [];
    } else single.push(line);
  }
  return [...blocks, open, ...single.map((each) => [each])].filter((block) => block.length > 0);
}

function spacedTable(block: readonly PrintedLine[]): FoundTable | null {
  const [first, last] = [block[0], block.at(-1)];
  if (block.length < 2 || !first || !last) return null;
  const columns = columnEdges(block);
  if (columns.length < 2) return null;
  const printed = block.map((line) => {
    const cells = columns.map(() => '');
    for (const { text, left, right } of line.pieces) {
      // A piece belongs to the column in which most of it begins: its left edge, or its middle where it is centred.
      const at = Math.max(
        0,
        columns.findLastIndex((edge) => edge <= Math.min((left + right) / 2, left + line.size)),
      );
      cells[at] = cells[at] ? `${cells[at]} ${text}` : text;
    }
    return cells;
  });
  const full = printed.filter((cells) => cells.filter((text) => text !== '').length > 1).length;
  if (full < 2 || full * 2 < printed.length) return null;
  return { top: first.base, bottom: last.base, columns, rows: joinWrapped(printed, block), merges: [] };
}

/** Left edges of the columns: a blank of at least half a letter's height that nearly all lines leave free parts two. */
function columnEdges(block: readonly PrintedLine[]): number[] {
  const several = block.filter(({ pieces }) => pieces.length > 1);
  const left = Math.min(...several.flatMap(({ pieces }) => pieces.map((piece) => piece.left)));
  const right = Math.max(...several.flatMap(({ pieces }) => pieces.map((piece) => piece.right)));
  const width = Math.min(5000, Math.ceil(right - left) + 1);
  const covering = new Uint16Array(width);
  for (const { pieces } of several)
    for (const piece of pieces)
      for (let at = Math.floor(piece.left - left); at < Math.min(width, piece.right - left); at += 1)
        if (at >= 0) covering[at] = (covering[at] ?? 0) + 1;
  // Headings over several columns and one long cell may cross a blank.
  const few = several.length < 4 ? 0 : Math.max(1, Math.floor(several.length * 0.12));
  // In few lines of justified text blanks may stand above one another by chance.
  const narrowest = (several.length < 5 ? 1 : 0.5) * Math.min(...several.map(({ size }) => size));
  const edges = [left];
  let blank = 0;
  for (let at = 0; at < width; at += 1) {
    const free = (covering[at] ?? 0) <= few;
    if (!free && blank >= narrowest) edges.push(left + at - 1);
    blank = free ? blank + 1 : 0;
  }
  return edges;
}

/**
 * Lines of one row joined: those that stand clearly closer than rows do, or, where all stand alike, those without a first cell and with
 * fewer cells than half of the columns.
 */
function joinWrapped(printed: readonly string[][], block: readonly PrintedLine[]): string[][] {
  const steps = block.slice(1).map((line, at) => line.base - (block[at]?.base ?? 0));
  const [narrow = 0, wide = 0] = [Math.min(...steps), Math.max(...steps.filter((step) => step > 0))];
  const parted = narrow > 0 && wide > 1.25 * narrow && steps.filter((step) => step > 1.12 * narrow).length >= 2;
  const rows: string[][] = [];
  printed.forEach((cells, at) => {
    const above = rows.at(-1);
    const filled = cells.filter((text) => text !== '').length;
    const isClose = parted && (steps[at - 1] ?? wide) <= 1.12 * narrow;
    const isRest = !parted && cells[0] === '' && filled * 2 < cells.length;
    if (above && (isClose || isRest))
      cells.forEach((text, column) => {
        if (text !== '') above[column] = above[column] ? `${above[column]}\n${text}` : text;
      });
    else rows.push([...cells]);
  });
  return rows;
}
