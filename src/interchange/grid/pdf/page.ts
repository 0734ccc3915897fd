/** What stands on a page: words and ruled lines with their places, in points from its upper left corner. */
import type { getDocumentProxy } from 'unpdf';

type PdfPage = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>['getPage']>>;
type Matrix = readonly number[];

export interface Word {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** The line on which it stands. */
  readonly base: number;
  /** Height of its letters. */
  readonly size: number;
}

/** A straight line, or the edge of a box. */
export interface Rule {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface PageContent {
  readonly words: readonly Word[];
  readonly rules: readonly Rule[];
  /** Of a page that was read from a picture: how many words its reader was not sure of. */
  readonly unsure?: number;
}

/** A page with more of either is a drawing and no table. */
const [MOST_WORDS, MOST_RULES] = [50_000, 20_000];

export async function readPage(page: PdfPage, ops: Readonly<Record<string, number>>): Promise<PageContent> {
  const toPage = page.getViewport({ scale: 1 }).transform as Matrix;
  const { items } = await page.getTextContent();
  const words: Word[] = [];
  for (const item of items.slice(0, MOST_WORDS)) if ('str' in item) words.push(...placedWords(item, toPage));
  const rules = words.length === 0 ? [] : rulesOf(await page.getOperatorList(), ops, toPage);
  return { words, rules };
}

const times = (a: Matrix, b: Matrix): Matrix => {
  const [a0 = 1, a1 = 0, a2 = 0, a3 = 1, a4 = 0, a5 = 0] = a;
  const [b0 = 1, b1 = 0, b2 = 0, b3 = 1, b4 = 0, b5 = 0] = b;
  return [
    a0 * b0 + a2 * b1,
    a1 * b0 + a3 * b1,
    a0 * b2 + a2 * b3,
    a1 * b2 + a3 * b3,
    a0 * b4 + a2 * b5 + a4,
    a1 * b4 + a3 * b5 + a5,
  ];
};

/** A run of text cut where it leaves wide blanks, because some writers give a whole row as one. */
function placedWords(
  { str, transform, width }: { readonly str: string; readonly transform: number[]; readonly width: number },
  toPage: Matrix,
): Word[] {
  if (str.trim() === '') return [];
  const [a = 1, b = 0, c = 0, d = 1, left = 0, base = 0] = times(toPage, transform);
  const size = Math.hypot(c, d) || Math.hypot(a, b);
  // Text that runs up or down the page: its place is a point, and its length is its height.
  const length = Math.abs(b) > Math.abs(a) ? size : width;
  const each = length / str.length;
  return [...str.matchAll(/\S+(?:\s{1,2}\S+)*/g)].map((found) => ({
    text: found[0],
    left: left + found.index * each,
    right: left + (found.index + found[0].length) * each,
    base,
    size,
  }));
}

/** Lines and edges of boxes that are drawn level or upright. */
function rulesOf(
  { fnArray, argsArray }: { readonly fnArray: number[]; readonly argsArray: unknown[][] },
  ops: Readonly<Record<string, number>>,
  toPage: Matrix,
): Rule[] {
  const rules: Rule[] = [];
  const saved: Matrix[] = [];
  let current = toPage;
  const draw = ([paint, data]: unknown[]): void => {
    const [path] = (data ?? []) as [ArrayLike<number> | null];
    if (path && paint !== ops.endPath && rules.length < MOST_RULES) rules.push(...edgesOf(path, current));
  };
  const steps = new Map<number | undefined, (args: unknown[]) => void>([
    [
      ops.save,
      () => {
        saved.push(current);
      },
    ],
    [
      ops.paintFormXObjectBegin,
      ([matrix]) => {
        saved.push(current);
        if (Array.isArray(matrix)) current = times(current, matrix);
      },
    ],
    [
      ops.transform,
      (args) => {
        current = times(current, args as number[]);
      },
    ],
    [ops.constructPath, draw],
  ]);
  const back = (): void => {
    current = saved.pop() ?? toPage;
  };
  steps.set(ops.restore, back).set(ops.paintFormXObjectEnd, back);
  for (const [at, operation] of fnArray.entries()) steps.get(operation)?.(argsArray[at] ?? []);
  return rules;
}

/** The straight edges of a path: 0 moves, 1 draws a line, 2 a curve of three points, anything else closes it. */
function edgesOf(path: ArrayLike<number>, matrix: Matrix): Rule[] {
  const edges: Rule[] = [];
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = matrix;
  const pointAt = (at: number): [number, number] => {
    const [x = 0, y = 0] = [path[at], path[at + 1]];
    return [a * x + c * y + e, b * x + d * y + f];
  };
  let [start, from]: [number, number][] = [
    [0, 0],
    [0, 0],
  ];
  const draw = (to: [number, number]): void => {
    const [x, y] = from ?? to;
    if (Math.abs(x - to[0]) < 1 || Math.abs(y - to[1]) < 1)
      edges.push({
        left: Math.min(x, to[0]),
        right: Math.max(x, to[0]),
        top: Math.min(y, to[1]),
        bottom: Math.max(y, to[1]),
      });
    from = to;
  };
  for (let at = 0; at < path.length; ) {
    const kind = path[at];
    if (kind === 0) {
      start = pointAt(at + 1);
      from = start;
    } else if (kind === 1) draw(pointAt(at + 1));
    else if (kind === 2) from = pointAt(at + 5);
    else if (start) draw(start);
    at += kind === 0 || kind === 1 ? 3 : kind === 2 ? 7 : 1;
  }
  return edges;
}
