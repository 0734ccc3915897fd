/** ECTS grading tables: where a grade stands among the passes of its group, and which home grades stand there. */
import { type GradeCounts, type GradeScale, type OverlapChoice, Rational } from '../domain/index.ts';
import { isBetter, parseGrade } from './parse-grade.ts';
import type { ParsedGrade } from './parsed-grade.ts';

/** One passing grade with its band of the group, best first: shares from `from` (exclusive) to `to` (inclusive), 0 to 1. */
interface GradeBand {
  /** Symbol, or the number itself on a scale of numbers. */
  readonly grade: string;
  readonly value: Rational | null;
  readonly count: Rational;
  readonly from: Rational;
  readonly to: Rational;
}

/** A group's passing grades and how many there are. */
export interface Distribution {
  readonly bands: readonly GradeBand[];
  readonly sample: Rational;
}

const labelOf = ({ symbol, value, printed }: ParsedGrade): string => symbol ?? value?.toString() ?? printed;

/**
 * The passing grades of a table with their cumulative bands. Fails and passes without a grade are left out; the order of the table makes no
 * difference. Null when a label is no grade of the scale or the passing grades cannot be put in order.
 */
export function distributionOf(scale: GradeScale, counts: GradeCounts): Distribution | null {
  const passing = new Map<string, { value: Rational | null; count: Rational; place: number }>();
  for (const { grade, count } of counts) {
    const parsed = parseGrade(scale, grade);
    if (!parsed.ok) return null;
    if (parsed.value.status !== 'graded') continue;
    const label = labelOf(parsed.value);
    const before = passing.get(label)?.count ?? Rational.ZERO;
    const place = scale.grades.findIndex(({ symbol }) => symbol === parsed.value.symbol);
    passing.set(label, { value: parsed.value.value, count: before.add(Rational.of(count)), place });
  }
  const rows = [...passing].map(([grade, row]) => ({ grade, ...row }));
  const ordered = rows.every(({ value }) => value !== null) || rows.every(({ place }) => place >= 0);
  const sample = Rational.sum(rows.map(({ count }) => count));
  if (!ordered || sample.isZero()) return null;
  // Better first: by number, else by place on the scale (two symbols of one number, such as A+ and A of the US, too).
  rows.sort((a, b) => {
    if (a.value && b.value && !a.value.eq(b.value)) return isBetter(scale, a.value, b.value) ? -1 : 1;
    return a.place < b.place ? -1 : a.place > b.place ? 1 : 0;
  });
  let below = Rational.ZERO;
  const bands = rows.map(({ grade, value, count }) => {
    const from = below.div(sample);
    below = below.add(count);
    return { grade, value, count, from, to: below.div(sample) };
  });
  return { bands, sample };
}

/** A home grade that shares a part of the host grade's band; `share` is the length of that part, as a share of the group. */
interface Overlap {
  readonly band: GradeBand;
  readonly share: Rational;
}

/** The host grade's band and the home grades that overlap it, best first; null when nobody in the group got that grade. */
export function compareDistributions(
  host: Distribution,
  home: Distribution,
  grade: ParsedGrade,
): { readonly band: GradeBand; readonly overlaps: readonly Overlap[] } | null {
  const band = host.bands.find((row) => row.grade === labelOf(grade));
  if (!band || band.count.isZero()) return null;
  const overlaps = home.bands.flatMap((row) => {
    const share = row.to.min(band.to).sub(row.from.max(band.from));
    return share.gt(Rational.ZERO) ? [{ band: row, share }] : [];
  });
  return { band, overlaps };
}

/** The overlapped grade that the policy's choice names, and the exact mean where it is one; null when a mean needs numbers that are missing. */
export function chooseOverlap(
  overlaps: readonly Overlap[],
  choice: OverlapChoice,
  scale: GradeScale,
): { readonly band: GradeBand; readonly mean: Rational | null } | null {
  const [best] = overlaps;
  const worst = overlaps.at(-1);
  if (!best || !worst) return null;
  if (choice === 'maximum') return { band: best.band, mean: null };
  if (choice === 'minimum') return { band: worst.band, mean: null };
  if (choice === 'largest-overlap')
    return { band: overlaps.reduce((top, next) => (next.share.gt(top.share) ? next : top), best).band, mean: null };
  const mean = meanOf(overlaps, choice);
  if (mean === null) return null;
  const away = ({ value }: GradeBand): Rational => (value ? value.sub(mean).max(mean.sub(value)) : mean);
  const band = overlaps.reduce((chosen, { band: next }) => {
    const order = away(next).cmp(away(chosen));
    const isTie = order === 0 && next.value !== null && chosen.value !== null;
    return order < 0 || (isTie && next.value && chosen.value && isBetter(scale, next.value, chosen.value))
      ? next
      : chosen;
  }, best.band);
  return { band, mean };
}

/** Plain: each overlapped grade once. Weighted: by its share of the band. */
export function meanOf(overlaps: readonly Overlap[], choice: 'plain-average' | 'weighted-average'): Rational | null {
  const terms = overlaps.flatMap(({ band: { value }, share }) =>
    value === null ? [] : [{ value, weight: choice === 'plain-average' ? Rational.ONE : share }],
  );
  if (terms.length < overlaps.length || terms.length === 0) return null;
  const total = Rational.sum(terms.map(({ weight }) => weight));
  return Rational.sum(terms.map(({ value, weight }) => value.mul(weight))).div(total);
}
