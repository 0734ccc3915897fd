/** What a transcript prints beside its rows of how grades are given: the legend of the scale, and how many got which grade. */
import { type GradeCounts, type PrintedLegend, Rational, titleKey } from '../domain/index.ts';
import { speaksOfDistribution } from './vocabulary.ts';

/** Lines beside the table, each as its cells. */
type Lines = readonly (readonly string[])[];

const LEGEND_NUMBER = String.raw`\d{1,3}(?:[.,]\d{1,2})?`;
const RANGE = String.raw`(${LEGEND_NUMBER})\s*%?\s*(?:[-–—−]|to|bis|до|ile|hasta|à)\s*(${LEGEND_NUMBER})\s*(?:%|балл\p{L}*|points?|Punkte|баллов)?`;
/** A letter grade or a word for one; no sentence. */
const LABEL = String.raw`[\p{L}][\p{L}\s.+*()/-]{0,40}[+*-]?|[\p{L}][+-]?`;
const SIGN = String.raw`\s*(?:[=:]|[-–—](?=\s)|(?<=\s)[-–—])?\s*`;

const FORMS: readonly RegExp[] = [
  // "A = 90-100", "A (95–100 %) Excellent", "отлично: 90-100"
  new RegExp(String.raw`^(?<label>${LABEL})\s*(?:[=:(]|[-–—](?=\s))\s*${RANGE}\s*\)?${SIGN}(?<word>${LABEL})?$`, 'u'),
  // "1,0–1,5 sehr gut", "90-100 = A (excellent)"
  new RegExp(String.raw`^${RANGE}${SIGN}\(?(?<label>${LABEL})\)?$`, 'u'),
];
/** "5 = отлично", "1 sehr gut" */
const NUMBERED = new RegExp(String.raw`^(?<number>${LEGEND_NUMBER})${SIGN}\(?(?<label>${LABEL})\)?$`, 'u');
/** "отлично (5)", "A = 4.0" */
const VALUED = new RegExp(
  String.raw`^(?<label>${LABEL})\s*(?:[=:(]|[-–—](?=\s))\s*(?<number>${LEGEND_NUMBER})\s*\)?$`,
  'u',
);

const rational = (text: string): Rational => Rational.from(text.replace(',', '.'));

function entryOf(part: string): PrintedLegend[number] | null {
  const text = part.replace(/\s+/g, ' ').trim();
  if (text.length < 3 || text.length > 80) return null;
  for (const form of FORMS) {
    const match = form.exec(text);
    if (!match) continue;
    const figures = match.slice(1).filter((group) => group !== undefined && /^\d/.test(group));
    const [low, high] = figures;
    const labels = [match.groups?.label, match.groups?.word].flatMap((label) => label?.trim() || []);
    if (low === undefined || high === undefined || labels.length === 0) continue;
    const ends = [rational(low), rational(high)] as const;
    return { labels: labels.flatMap(labelsOf), range: ends[0].lte(ends[1]) ? [...ends] : [ends[1], ends[0]] };
  }
  const { number, label } = (NUMBERED.exec(text) ?? VALUED.exec(text))?.groups ?? {};
  if (number === undefined || label === undefined) return null;
  return { labels: labelsOf(label.trim()), range: [rational(number), rational(number)] };
}

/** "A (excellent)", "A / отлично": each by itself. */
const labelsOf = (label: string): string[] =>
  label
    .split(/[()/]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** The least entries that make a legend, with figures that differ. */
const LEAST = 3;

/** The legend of the scale, as printed; null where there is none. */
export function readLegend(lines: Lines): PrintedLegend | null {
  let found: PrintedLegend = [];
  let open: PrintedLegend = [];
  for (const cells of lines) {
    const entries = entriesOf(cells);
    open = entries.length > 0 ? [...open, ...entries] : [];
    if (open.length > found.length) found = open;
  }
  const figures = new Set(found.map(({ range }) => range?.join(' ')));
  return found.length >= LEAST && figures.size >= LEAST ? found.slice(0, 40) : null;
}

/** Entries of a line: its cells as one entry, or each of its parts. */
function entriesOf(cells: readonly string[]): PrintedLegend {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (filled.length >= 2 && filled.length <= 4) {
    const range = filled.find((cell) => new RegExp(`^${RANGE}$`, 'u').test(cell));
    const labels = filled.filter((cell) => cell !== range && /^\p{L}/u.test(cell) && cell.length <= 40);
    const whole = range === undefined || labels[0] === undefined ? null : entryOf(`${labels[0]} = ${range}`);
    if (whole) return [{ ...whole, labels: labels.flatMap(labelsOf) }];
  }
  const text = filled.join(' ');
  // "Grading scale: A = 90-100; B = ..." begins with a heading.
  const body = text.replace(/^[^:;=]{3,60}:\s*(?=\S+.*[;,|])/u, '');
  const parts = body.split(/\s*[;|]\s*|,\s+(?=\p{L}|\d)/u);
  const entries = parts.map(entryOf);
  const read = entries.flatMap((entry) => entry ?? []);
  return read.length * 2 >= parts.length ? read : [];
}

const SHARE = /^(\d{1,5}(?:[.,]\d{1,4})?)\s*(%)?$/;

export interface PrintedDistribution {
  readonly counts: GradeCounts;
  /** False: shares alone are printed. */
  readonly sampleStated: boolean;
}

/** How many got which grade, where a heading says that this is printed; null where it is not, or is not all figures. */
export function readPrintedDistribution(lines: Lines): PrintedDistribution | null {
  const heading = lines.findIndex((cells) => speaksOfDistribution(cells.join(' ')));
  if (heading === -1) return null;
  const below = lines.slice(heading, heading + 30).map((cells) => cells.map((cell) => cell.trim()));
  return countsOf(standing(below)) ?? countsOf(lying(below)) ?? countsOf(inline(below));
}

type LegendPair = readonly [grade: string, figure: string];

/** A grade and its figure in each line. */
const standing = (lines: Lines): LegendPair[] =>
  lines.slice(1).flatMap((cells): LegendPair[] => {
    const filled = cells.filter((cell) => cell !== '');
    const [grade = '', ...rest] = filled;
    const figure = rest.find((cell) => cell.includes('%') && SHARE.test(cell)) ?? rest.find((cell) => SHARE.test(cell));
    return filled.length >= 2 && filled.length <= 5 && grade.length <= 20 && figure !== undefined
      ? [[grade, figure]]
      : [];
  });

/** Grades in one line and figures in the next. */
function lying(lines: Lines): LegendPair[] {
  for (const [at, grades] of lines.entries()) {
    const figures = lines[at + 1] ?? [];
    const pairs = grades.flatMap((grade, column): LegendPair[] => {
      const figure = figures[column] ?? '';
      return grade !== '' && SHARE.test(figure) ? [[grade, figure]] : [];
    });
    if (pairs.length >= LEAST) return pairs;
  }
  return [];
}

/** "A 12 %, B 35 %, C 53 %" */
const inline = (lines: Lines): LegendPair[] =>
  lines
    .slice(0, 3)
    .flatMap((cells) =>
      [
        ...cells
          .join(' ')
          .matchAll(/(?<![\p{L}\d])(\p{L}{1,2}[+-]?|\d(?:[.,]\d)?)\s*[:=–-]?\s*(\d{1,3}(?:[.,]\d+)?\s*%)/gu),
      ].map(([, grade = '', figure = '']): LegendPair => [grade, figure]),
    );

function countsOf(pairs: readonly LegendPair[]): PrintedDistribution | null {
  const known = new Map<string, LegendPair>();
  for (const pair of pairs) if (!known.has(titleKey(pair[0]))) known.set(titleKey(pair[0]), pair);
  const rows = [...known.values()].map(([grade, figure]) => {
    const [, amount = '', percent] = SHARE.exec(figure.replace(/\s+%/, '%')) ?? [];
    return { grade, amount: rational(amount), isShare: percent !== undefined };
  });
  if (rows.length < LEAST) return null;
  const total = rows.reduce((sum, { amount }) => sum.add(amount), Rational.ZERO);
  const isWhole = rows.every(({ amount }) => amount.isInteger());
  const sumsToHundred = total.gte(Rational.of(98)) && total.lte(Rational.of(102));
  const isShares = rows.every(({ isShare }) => isShare) || (!isWhole && sumsToHundred);
  if (isShares ? !sumsToHundred : !isWhole) return null;
  // Shares keep their proportion as whole numbers.
  const factor = Rational.of(isShares ? 10_000 : 1);
  const counts = rows.map(({ grade, amount }) => ({ grade, count: amount.mul(factor).toNumber() }));
  return counts.every(({ count }) => Number.isInteger(count)) ? { counts, sampleStated: !isShares } : null;
}
