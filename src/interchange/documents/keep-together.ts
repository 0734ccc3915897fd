/** Which rows of a table have to begin a page, so that no group of rows is torn and no last row stands alone. */
import { startsGroup, type TableRequest } from './table.ts';

/** Where the layout has put a row: its page, and the distance of its text from the page's top in points. */
export interface Placed {
  readonly page: number;
  readonly top: number;
}

export interface Laid {
  /** By row; a row without a text is not told of. */
  readonly places: readonly (Placed | undefined)[];
  /** Rows that begin a page by order. */
  readonly breaks: readonly number[];
  /** Where rows must end, in points from the page's top. */
  readonly bottom: number;
  /** Heights of rows that were seen so far; those that are seen now are added. */
  readonly heights: Map<number, number>;
}

/** Larger groups are torn: they would leave too much of a page empty. */
const LARGEST_GROUP = 12;

/**
 * The breaks with which nothing is torn any more, or null when nothing is. What comes after the first torn place is foreseen from the
 * heights of the rows and ordered too; a row whose height is not known counts as the highest, which at worst leaves its room empty.
 */
export function keepTogether({ rows, sum }: TableRequest, laid: Laid): number[] | null {
  const count = rows.length + (sum ? 1 : 0);
  const groupOf = (row: number): number => rows.slice(0, row + 1).findLastIndex(startsGroup);
  /** The row that has to begin a page which would begin with `row`. */
  const beginOf = (row: number): number => {
    const first = row < rows.length ? groupOf(row) : row;
    const wanted = first < row || row < count - 1 ? first : groupOf(row - 1);
    return row - wanted > LARGEST_GROUP ? row : wanted;
  };
  learnHeights(laid);
  const { places, breaks } = laid;
  for (let row = 1; row < count; row += 1) {
    const [before, here] = [places[row - 1], places[row]];
    if (!here || !before || here.page === before.page || breaks.includes(row)) continue;
    const wanted = beginOf(row);
    const begin = Math.max(0, ...breaks.filter((one) => one <= row));
    if (wanted < row && wanted > begin)
      return [...breaks.filter((one) => one < wanted), ...foresee({ wanted, count, beginOf }, laid)];
  }
  return null;
}

/** The layout tells the place of a page's first rows before it moves them there: only what comes after them is measured. */
const FIRST_ROWS = 2;

const isInside = ({ places, breaks }: Laid, row: number): boolean => {
  const [first, here] = [places[row - FIRST_ROWS], places[row]];
  return !!first && !!here && first.page === here.page && !breaks.some((one) => one > row - FIRST_ROWS && one <= row);
};

function learnHeights(laid: Laid): void {
  const { places, heights } = laid;
  places.forEach((here, row) => {
    const next = places[row + 1];
    if (here && next && isInside(laid, row) && isInside(laid, row + 1)) heights.set(row, next.top - here.top);
  });
}

/** Where the first row of a page that is not the table's first would begin; at worst a little lower than it does. */
function topOfPages(laid: Laid): number {
  const { places, heights } = laid;
  const lowest = Math.min(...heights.values());
  const tops = places.flatMap((here, row) =>
    here && isInside(laid, row) && !isInside(laid, row - 1) ? [here.top - FIRST_ROWS * lowest] : [],
  );
  return Math.min(...tops);
}

/** The breaks from `wanted` on, where each page but the first begins at `top`. */
function foresee(
  {
    wanted,
    count,
    beginOf,
  }: {
    readonly wanted: number;
    readonly count: number;
    readonly beginOf: (row: number) => number;
  },
  laid: Laid,
): number[] {
  const { heights, bottom } = laid;
  if (heights.size === 0) return [wanted];
  const top = topOfPages(laid);
  const highest = Math.max(...heights.values());
  const heightOf = (row: number): number => heights.get(row) ?? highest;
  const breaks = [wanted];
  let begin = wanted;
  let y = top;
  for (let row = wanted; row < count; row += 1) {
    if (row > begin && y + heightOf(row) > bottom) {
      const first = beginOf(row);
      begin = first > begin ? first : row;
      breaks.push(begin);
      row = begin;
      y = top;
    }
    y += heightOf(row);
  }
  return breaks;
}
