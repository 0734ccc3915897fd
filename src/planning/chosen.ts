/** What a solution takes, read back from its columns. */
import { Rational, type Term } from '../domain/index.ts';
import { type Candidate, ectsOf } from './candidate.ts';
import type { Model } from './model.ts';
import type { Solved } from './solve.ts';

/** The candidates taken, in the order of the home courses. */
export interface Chosen {
  readonly candidates: readonly Candidate[];
  /** Term of each host course by key, in a stay of two terms. */
  readonly terms: ReadonlyMap<string, Term>;
  readonly hostEcts: Rational;
}

export function readSolution({ candidates, takes, stay }: Model, { taken }: Solved): Chosen {
  const order = new Map([...stay.homes.keys()].map((key, index) => [key, index]));
  const place = ({ homes }: Candidate): number => Math.min(...homes.map(({ key }) => order.get(key) ?? 0));
  const chosen = taken.flatMap((column) => candidates[column] ?? []).sort((a, b) => place(a) - place(b));
  const placed = taken.flatMap((column) => takes[column - candidates.length] ?? []);
  return {
    candidates: chosen,
    terms: new Map(placed.map(({ host, term }) => [host.key, term])),
    hostEcts: Rational.sum(chosen.map(({ hosts }) => ectsOf(hosts) ?? Rational.ZERO)),
  };
}
