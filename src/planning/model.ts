/** The columns of the integer program: one per candidate bundle and, in a stay of two terms, one per host course and term. */
import { Rational, type Term } from '../domain/index.ts';
import type { Candidate } from './candidate.ts';
import { type HostEntry, type HostStay, hasTwoTerms } from './stay.ts';

/** `coefficient` times a column. */
export interface Summand {
  readonly column: number;
  readonly coefficient: Rational;
}

/** `min <= sum of the terms <= max`; null = no limit on that side. Each column at most once. */
export interface Constraint {
  readonly terms: readonly Summand[];
  readonly min: Rational | null;
  readonly max: Rational | null;
}

/** Columns 0 to `candidates.length - 1` are the candidates, the takes follow. Each is yes or no. */
export interface Model {
  readonly stay: HostStay;
  readonly candidates: readonly Candidate[];
  /** A host course taken in a term. */
  readonly takes: readonly { readonly host: HostEntry; readonly term: Term }[];
  /** Host courses that some candidate uses, with the columns of those candidates. */
  readonly uses: ReadonlyMap<HostEntry, readonly number[]>;
}

/** Lays out the columns. Takes exist in a stay of two terms alone; elsewhere a course is taken when its bundle is. */
export function layOut(stay: HostStay, candidates: readonly Candidate[]): Model {
  const uses = new Map<HostEntry, number[]>();
  candidates.forEach(({ hosts }, column) => {
    for (const host of hosts) {
      const columns = uses.get(host);
      if (columns) columns.push(column);
      else uses.set(host, [column]);
    }
  });
  // A catalogue that does not say leaves both terms open.
  const termsOf = ({ course }: HostEntry): readonly Term[] =>
    course.terms.length > 0 ? course.terms : ['autumn', 'spring'];
  const takes = hasTwoTerms(stay)
    ? [...uses.keys()].flatMap((host) => termsOf(host).map((term) => ({ host, term })))
    : [];
  return { stay, candidates, takes, uses };
}

export const oneOf = (column: number): Summand => ({ column, coefficient: Rational.ONE });

/** The summands of a row that says "this host course is taken" (in this term, which a course of the whole year is too). */
export function taken(model: Model, host: HostEntry, term: 'autumn' | 'spring' | null = null): Summand[] {
  if (model.takes.length === 0) return (model.uses.get(host) ?? []).map(oneOf);
  return model.takes.flatMap((take, index) =>
    take.host === host && (term === null || take.term === term || take.term === 'year')
      ? [oneOf(model.candidates.length + index)]
      : [],
  );
}

/** Sums summands that name the same column. */
export function mergeTerms(terms: readonly Summand[]): Summand[] {
  const sums = new Map<number, Rational>();
  for (const { column, coefficient } of terms) sums.set(column, (sums.get(column) ?? Rational.ZERO).add(coefficient));
  return [...sums].map(([column, coefficient]) => ({ column, coefficient }));
}
