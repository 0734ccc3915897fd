/** What every writer of a standard gives: the file, and what the standard has no place for. */
import { Rational, type Reason, reason } from '../../domain/index.ts';

export interface Written {
  readonly text: string;
  /** What is known and could not be said in the file, or not exactly. */
  readonly unsaid: readonly Reason[];
}

/** What of a record a standard may have no place for; its words: `standard-cannot-say` of rules/texts. */
type Unsayable =
  | 'attempt'
  | 'credit-ranges'
  | 'derivation'
  | 'fractions'
  | 'languages'
  | 'link'
  | 'meetings'
  | 'other-columns'
  | 'person'
  | 'records-numbers'
  | 'result-unknown'
  | 'tables-without-field'
  | 'term'
  | 'titles'
  | 'whole-credits';

/** Counts what a file leaves out, each kind once. */
export class Unsaid {
  readonly #counts = new Map<Unsayable, number>();

  note(what: Unsayable, isSo = true): void {
    if (isSo) this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
  }

  /** A decimal; a fraction that has none is rounded to hundredths, which is noted. */
  decimal(value: Rational): string {
    const exact = value.toString();
    if (!exact.includes('/')) return exact;
    this.note('fractions');
    return value.round('half-up', Rational.of(1, 100)).toString();
  }

  list(): Reason[] {
    return [...this.#counts].sort().map(([what, count]) => reason('standard-cannot-say', { what, count }));
  }
}
