/** A grade printed in several notations: "8,5 (Notable)", "Sehr gut (1)", "87 B+ 3.33". Every half is read, and all must agree. */
import { type GradeScale, Rational, titleKey } from '../domain/index.ts';
import type { Band, Meaning } from './parsed-grade.ts';

/** What a word beside a number or letter says: the numbers or the symbols that it covers. */
interface Cover {
  readonly range: Band | null;
  readonly symbols: readonly string[];
}

interface Half {
  readonly printed: string;
  readonly meaning: Meaning | null;
  readonly covers: readonly Cover[];
}

const PASSES: readonly Meaning['status'][] = ['graded', 'conditional', 'passed-without-grade'];

/**
 * The one meaning of all halves, the most exact of them; the first two that contradict each other; the numbers that they cover where none
 * names one; or null when the text is not made of halves that this scale reads.
 */
export function readHalves(
  scale: GradeScale,
  printed: string,
  readWhole: (half: string) => Meaning | null,
):
  | { readonly meaning: Meaning }
  | { readonly first: string; readonly second: string }
  | { readonly range: Band }
  | null {
  const halves = splitIntoHalves(printed.slice(0, 120), (text): Half | null => {
    const meaning = readWhole(text);
    const covers = coversOf(scale).get(titleKey(text)) ?? pointsCover(scale, text);
    return meaning || covers.length > 0 ? { printed: text, meaning, covers } : null;
  });
  if (!halves) return null;
  const read = halves.flatMap(({ meaning }) => meaning ?? []);
  if (read.length === 0) return printedRange(halves);
  if (halves.length < 2) return null;
  for (const [at, half] of halves.entries())
    for (const other of halves.slice(0, at))
      if (!agree(other, half, scale)) return { first: other.printed, second: half.printed };
  // A word that is a whole mark alone gives way to the number beside it that it covers.
  const exact = halves.flatMap(({ meaning, covers }) =>
    meaning && !read.some((other) => differs(other, meaning) && isCovered(other, covers)) ? [meaning] : [],
  );
  return { meaning: mostExact(exact.length > 0 ? exact : read) };
}

const differs = (a: Meaning, b: Meaning): boolean => a.value !== null && b.value !== null && !a.value.eq(b.value);

/** What all of the words cover, where that is one range. */
function printedRange(halves: readonly Half[]): { readonly range: Band } | null {
  const bands = halves.map(({ covers }) => covers.find(({ range }) => range !== null)?.range ?? null);
  const [first = null, ...others] = bands;
  if (first === null) return null;
  let [low, high] = first;
  for (const band of others) {
    if (band === null) return null;
    low = low.max(band[0]);
    high = high.min(band[1]);
  }
  return low.lte(high) ? { range: [low, high] } : null;
}

/** Cut at brackets, bars and slashes (but not in "28/30"), then into the longest runs of words that mean something; null when one means nothing. */
function splitIntoHalves(printed: string, readHalf: (text: string) => Half | null): readonly Half[] | null {
  const halves: Half[] = [];
  for (const part of printed.split(/[()[\]{};|=]+|(?<!\d)\s*\/|\/\s*(?!\s*\d)|\s[-–—]\s|(?<=\d)[-–—](?=\p{L})/u)) {
    const words = part.split(/\s+|,(?=\s|$)/).filter((word) => word !== '');
    for (let from = 0; from < words.length; ) {
      const runs = words.slice(from).map((_, at) => words.slice(from, from + at + 1));
      const run = runs.findLast((candidate) => readHalf(candidate.join(' ')) !== null);
      const half = run && readHalf(run.join(' '));
      if (!half) return null;
      halves.push(half);
      from += run.length;
    }
  }
  return halves;
}

const known = new WeakMap<GradeScale, ReadonlyMap<string, readonly Cover[]>>();

/** The words of a scale that cover numbers, and the traditional grade of each symbol. */
function coversOf(scale: GradeScale): ReadonlyMap<string, readonly Cover[]> {
  const before = known.get(scale);
  if (before) return before;
  const covers = new Map<string, Cover[]>();
  const add = (word: string, cover: Cover): void => {
    covers.set(titleKey(word), [...(covers.get(titleKey(word)) ?? []), cover]);
  };
  for (const { word, aliases, range } of scale.words)
    for (const name of [word, ...aliases]) add(name, { range, symbols: [] });
  for (const { symbol, traditional } of scale.grades)
    for (const name of new Set(Object.values(traditional ?? {}))) add(name, { range: null, symbols: [symbol] });
  known.set(scale, covers);
  return covers;
}

/** The symbols that are worth these points: "B+ (3.3)". Points alone are no grade of a scale of symbols. */
function pointsCover({ kind, grades }: GradeScale, text: string): readonly Cover[] {
  const points = kind === 'symbols' && /^\d[.,]\d{1,2}$/.test(text) ? Rational.parse(text.replace(',', '.')) : null;
  const symbols = points === null ? [] : grades.flatMap(({ symbol, value }) => (value?.eq(points) ? [symbol] : []));
  return symbols.length > 0 ? [{ range: null, symbols }] : [];
}

/** Whether two halves may mean one grade. A bare "passed" or "failed" agrees with every grade of that kind. */
function agree(a: Half, b: Half, scale: GradeScale): boolean {
  if (a.meaning && b.meaning) {
    if (sameGrade(a.meaning, b.meaning, scale)) return true;
    // A word such as "gut" may be a symbol and a range of numbers.
    return isCovered(a.meaning, b.covers) || isCovered(b.meaning, a.covers);
  }
  if (a.meaning) return isCovered(a.meaning, b.covers);
  return b.meaning ? isCovered(b.meaning, a.covers) : true;
}

function sameGrade(a: Meaning, b: Meaning, scale: GradeScale): boolean {
  const [pass, other] = [PASSES.includes(a.status), PASSES.includes(b.status)];
  if (pass !== other || (!pass && a.status !== b.status)) return false;
  const isBare = ({ status, value, percent }: Meaning): boolean =>
    (status === 'passed-without-grade' || status === 'failed') && value === null && percent === null;
  if (isBare(a) || isBare(b)) return true;
  if (a.value && b.value && !a.band && !b.band && scale.kind === 'numeric') return a.value.eq(b.value);
  if (a.symbol !== null && a.symbol === b.symbol) return true;
  return isInBand(a.value, b.band) || isInBand(b.value, a.band);
}

const isInBand = (value: Rational | null, band: Band | null | undefined): boolean =>
  value !== null && band !== null && band !== undefined && value.gte(band[0]) && value.lte(band[1]);

const isCovered = ({ value, symbol }: Meaning, covers: readonly Cover[]): boolean =>
  covers.some(({ range, symbols }) => isInBand(value, range) || (symbol !== null && symbols.includes(symbol)));

/** A printed number says more than a letter, a letter more than a word. At least one is given. */
function mostExact(meanings: readonly Meaning[]): Meaning {
  const rank = ({ value, band, percent }: Meaning): number => (value ? 2 : 0) + (band ? 0 : 1) + (percent ? 4 : 0);
  const best = meanings.reduce((top, next) => (rank(next) > rank(top) ? next : top));
  const symbol = best.symbol ?? meanings.find((meaning) => meaning.symbol !== null)?.symbol ?? null;
  return { ...best, symbol };
}
