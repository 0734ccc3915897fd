/** A printed grade as its scale means it. */
import type { Localised, Rational } from '../domain/index.ts';

/** A printed grade as its scale means it. `value` is in the scale's own numbers; null when the symbol carries none. */
export interface ParsedGrade {
  readonly printed: string;
  /** What its scale is called; null when the host's word of the course stands instead of a grade. */
  readonly scale: Localised | null;
  /** `graded` is a pass; `conditional` one under the host's own conditions; the others are as in the scale's special symbols. */
  readonly status:
    | 'graded'
    | 'conditional'
    | 'failed'
    | 'passed-without-grade'
    | 'withdrawn'
    | 'incomplete'
    | 'not-assessed'
    | 'transferred';
  readonly symbol: string | null;
  readonly value: Rational | null;
  /** Percent when that was printed, unrounded. */
  readonly percent: Rational | null;
  /** The numbers that a letter of a numeric scale stands for, worst and best as the scale prints them; `value` is then their middle. */
  readonly band?: Band | undefined;
}

/** Worst and best number, both inside. */
export type Band = readonly [Rational, Rational];
/** A grade without what was printed. */
export type Meaning = Omit<ParsedGrade, 'printed' | 'scale'>;
