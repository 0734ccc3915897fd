/** How honest probabilities are, and from which one on a match may be suggested. */

/** A judged best match: its probability, whether it was right, and whose decision it is. */
export interface Judged {
  readonly probability: number;
  readonly right: boolean;
  /** 0 to 3, as people graded it. */
  readonly grade: number;
  /** The course has an equivalent at all. */
  readonly has: boolean;
  readonly group: string;
}

export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly predicted: number;
  readonly observed: number;
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Ten bins of equal width. */
export function reliability(judged: readonly Judged[], bins = 10): Bin[] {
  return Array.from({ length: bins }, (_, at) => {
    const inside = judged.filter(({ probability }) => Math.min(bins - 1, Math.floor(probability * bins)) === at);
    return {
      from: at / bins,
      to: (at + 1) / bins,
      count: inside.length,
      predicted: mean(inside.map(({ probability }) => probability)),
      observed: mean(inside.map(({ right }) => Number(right))),
    };
  });
}

/** Expected calibration error: mean distance of predicted and observed, weighted by the bins' counts. */
export function calibrationError(judged: readonly Judged[]): number {
  const bins = reliability(judged);
  return (
    bins.reduce((sum, { count, predicted, observed }) => sum + count * Math.abs(predicted - observed), 0) /
    Math.max(1, judged.length)
  );
}

/** Chance that a course with an equivalent scores above one without; ties count half. */
export function areaUnderCurve(judged: readonly Judged[]): number {
  const sorted = [...judged].sort((a, b) => a.probability - b.probability);
  let [rankSum, at] = [0, 0];
  while (at < sorted.length) {
    let end = at;
    while (end < sorted.length && sorted[end]?.probability === sorted[at]?.probability) end += 1;
    for (let k = at; k < end; k += 1) if (sorted[k]?.has) rankSum += (at + end + 1) / 2;
    at = end;
  }
  const having = judged.filter(({ has }) => has).length;
  const lacking = judged.length - having;
  return having === 0 || lacking === 0 ? Number.NaN : (rankSum - (having * (having + 1)) / 2) / (having * lacking);
}

/** ln of the gamma function for x >= 1 (Stirling's series after shifting x above 8), to about ten digits. */
function lnGamma(x: number): number {
  let [shifted, product] = [x, 1];
  for (; shifted < 8; shifted += 1) product *= shifted;
  const inverse = 1 / (shifted * shifted);
  const series = (1 / 12 - inverse * (1 / 360 - inverse / 1260)) / shifted;
  return (shifted - 0.5) * Math.log(shifted) - shifted + Math.log(2 * Math.PI) / 2 + series - Math.log(product);
}

/** P(X >= hits) for a binomial with real-valued size, by the incomplete beta function I_p(hits, size - hits + 1). */
function upperTail(p: number, hits: number, size: number): number {
  const [a, b] = [hits, size - hits + 1];
  const steps = 2000;
  const scale = Math.exp(lnGamma(a + b) - lnGamma(a) - lnGamma(b));
  let sum = 0;
  for (let k = 0; k < steps; k += 1) {
    const t = ((k + 0.5) / steps) * p;
    sum += t ** (a - 1) * (1 - t) ** (b - 1);
  }
  return Math.min(1, (scale * sum * p) / steps);
}

/** One-sided Clopper-Pearson lower bound of a share at confidence `1 - risk`. */
export function lowerBound(hits: number, size: number, risk: number): number {
  if (hits <= 0 || size <= 0) return 0;
  let [low, high] = [0, 1];
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    if (upperTail(middle, hits, size) < risk) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * How many independent rows a clustered sample is worth: the size divided by the ratio of the variance between groups to that of
 * independent rows (Kish's design effect, not below 1).
 */
export function effectiveSize(judged: readonly Judged[]): number {
  const share = mean(judged.map(({ right }) => Number(right)));
  const independent = share * (1 - share) * judged.length;
  if (independent === 0) return judged.length;
  const residuals = new Map<string, number>();
  for (const { group, right } of judged) residuals.set(group, (residuals.get(group) ?? 0) + Number(right) - share);
  const clustered = [...residuals.values()].reduce((sum, residual) => sum + residual * residual, 0);
  return judged.length / Math.max(1, clustered / independent);
}

/** Chance that a bound does not hold. */
export const RISK = 0.05;

export interface Threshold {
  readonly probability: number;
  readonly precision: number;
  readonly bound: number;
  readonly coverage: number;
}

/** Candidates for a threshold are tested in this order and the first failure ends the test (fixed-sequence testing). */
const SEQUENCE = Array.from({ length: 99 }, (_, at) => (99 - at) / 100);
const FEWEST = 20;

/**
 * The lowest threshold whose precision is at least `target` with confidence `1 - risk`, rows counted at their effective size by group;
 * null when none is. From high to low, stopping at the first that fails, so that looking at many costs no confidence.
 */
export function suggestFrom(judged: readonly Judged[], target: number, risk: number): Threshold | null {
  let best: Threshold | null = null;
  for (const probability of SEQUENCE) {
    const above = judged.filter((one) => one.probability >= probability);
    if (above.length < FEWEST) continue;
    const precision = mean(above.map(({ right }) => Number(right)));
    const size = effectiveSize(above);
    const bound = lowerBound(precision * size, size, risk);
    if (bound < target) break;
    best = { probability, precision, bound, coverage: above.length / judged.length };
  }
  return best;
}

/** Shares of the best matches at or above a threshold that are right, at least arguable, and about something else. */
export interface Reviewed {
  readonly probability: number;
  readonly coverage: number;
  readonly right: number;
  readonly acceptable: number;
  readonly absurd: number;
}

export function reviewedAt(judged: readonly Judged[], probability: number): Reviewed {
  const above = judged.filter((one) => one.probability >= probability);
  const share = (is: (grade: number) => boolean): number => mean(above.map(({ grade }) => Number(is(grade))));
  return {
    probability,
    coverage: above.length / Math.max(1, judged.length),
    right: share((grade) => grade === 3),
    acceptable: share((grade) => grade >= 2),
    absurd: share((grade) => grade === 0),
  };
}

/** What a person is shown for review must be worth the look: bounds on the shares of {@link reviewedAt}. */
const REVIEW = {
  /** Bounds that are sought, and those that must hold where they are not met and too little would be shown. */
  sought: { right: 0.78, acceptable: 0.93, absurd: 0.02 },
  least: { right: 0.66, acceptable: 0.9, absurd: 0.04 },
  /** Of all questions so many should have something to look at. */
  share: 0.26,
  lowest: 0.3,
} as const;

/**
 * The lowest threshold from which on, counted from the top, the bounds hold that are sought of what is reviewed; a lower one where that
 * shows too little, as long as the least bounds hold. Null when none does.
 */
export function reviewFrom(judged: readonly Judged[]): number | null {
  const holding = (bounds: (typeof REVIEW)['sought' | 'least']): number[] =>
    SEQUENCE.filter((probability) => {
      const { right, acceptable, absurd, coverage } = reviewedAt(judged, probability);
      const holds = right >= bounds.right && acceptable >= bounds.acceptable && absurd <= bounds.absurd;
      return probability >= REVIEW.lowest && coverage * judged.length >= FEWEST && holds;
    });
  const sought = holding(REVIEW.sought).at(-1);
  const shows = (probability: number): boolean => reviewedAt(judged, probability).coverage >= REVIEW.share;
  if (sought !== undefined && shows(sought)) return sought;
  const least = holding(REVIEW.least);
  return least.find(shows) ?? least.at(-1) ?? sought ?? null;
}
