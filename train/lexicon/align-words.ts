/**
 * Word alignment of parallel texts: IBM Model 1 with a null word (Brown et al. 1993), trained in both directions and made symmetric.
 * A prior for words at like places was tried and brought nothing: the texts are short and the languages order words differently.
 */

/** Two texts that say the same, as stems; `weight` is how often the pair counts. */
export interface ParallelText {
  readonly source: readonly string[];
  readonly target: readonly string[];
  readonly weight: number;
}

/** Probabilities or counts of target stems by source stem. */
export type Table = Map<string, Map<string, number>>;

/** Settings of the alignment. */
export interface AlignmentSettings {
  /** Passes of expectation maximisation. */
  readonly iterations: number;
  /** Prior probability that a word has no counterpart. */
  readonly nullWord: number;
  /** Translations with a smaller symmetric weight are not kept. */
  readonly least: number;
}

export const ALIGNMENT: AlignmentSettings = { iterations: 6, nullWord: 0.08, least: 0.03 };

/** The key of the null word; no stem is empty. */
const NULL = '';
/** Of a pair of stems that never met. */
const FLOOR = 1e-9;

function rowOf(table: Table, source: string): Map<string, number> {
  const known = table.get(source);
  if (known !== undefined) return known;
  const row = new Map<string, number>();
  table.set(source, row);
  return row;
}

/** Expected counts of one pass over one pair of texts, added to `counts`; the null word stands before the source's words. */
function countText(text: ParallelText, counts: Table, step: { table: Table | null; nullWord: number }): void {
  const { table, nullWord } = step;
  const sources = [NULL, ...text.source];
  const places = sources.map((source, at) => ({
    prior: at === 0 ? nullWord : (1 - nullWord) / text.source.length,
    probabilities: table?.get(source),
    counted: rowOf(counts, source),
  }));
  for (const target of text.target) {
    const shares = places.map(
      ({ prior, probabilities }) => prior * (table === null ? 1 : (probabilities?.get(target) ?? FLOOR)),
    );
    const sum = shares.reduce((total, share) => total + share, 0);
    places.forEach(({ counted }, at) => {
      counted.set(target, (counted.get(target) ?? 0) + (text.weight * (shares[at] ?? 0)) / sum);
    });
  }
}

/** p(target | source), without the null word. */
function trainDirection(texts: readonly ParallelText[], settings: AlignmentSettings): Table {
  let table: Table | null = null;
  for (let pass = 0; pass < settings.iterations; pass += 1) {
    const counts: Table = new Map();
    for (const text of texts) {
      if (text.source.length > 0 && text.target.length > 0)
        countText(text, counts, { table, nullWord: settings.nullWord });
    }
    for (const row of counts.values()) {
      const sum = [...row.values()].reduce((total, value) => total + value, 0);
      for (const [target, value] of row) row.set(target, value / sum);
    }
    table = counts;
  }
  const trained: Table = table ?? new Map();
  trained.delete(NULL);
  return trained;
}

const flip = ({ source, target, weight }: ParallelText): ParallelText => ({ source: target, target: source, weight });

/** The geometric mean of both directions' probabilities: high only when each stem prefers the other. */
export function alignWords(texts: readonly ParallelText[], settings: AlignmentSettings = ALIGNMENT): Table {
  const forward = trainDirection(texts, settings);
  const backward = trainDirection(texts.map(flip), settings);
  const symmetric: Table = new Map();
  for (const [source, row] of forward) {
    for (const [target, probability] of row) {
      const weight = Math.sqrt(probability * (backward.get(target)?.get(source) ?? 0));
      if (weight >= settings.least) rowOf(symmetric, source).set(target, weight);
    }
  }
  return symmetric;
}
