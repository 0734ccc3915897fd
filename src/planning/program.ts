/** From rows with exact fractions to the whole numbers that the solver sees. */
import { Rational } from '../domain/index.ts';
import type { Row } from './constraints/index.ts';
import type { ProgramRow } from './solve.ts';

/** Common denominators up to this are exact in the solver's arithmetic. */
const EXACT_SCALE = 1_000_000n;

/**
 * A row times the common denominator of its fractions: whole numbers, which doubles hold exactly. With absurd denominators the
 * coefficients are rounded against the plan instead (up for a maximum, down for a minimum), so that no limit is ever broken.
 */
export function inWholeNumbers({ terms, min, max }: Row): ProgramRow {
  const limits = [min, max].filter((limit) => limit !== null);
  const fractions = [...terms.map(({ coefficient }) => coefficient), ...limits];
  const common = fractions.reduce((lcm, { den }) => leastCommonMultiple(lcm, den), 1n);
  const scale = Rational.of(common <= EXACT_SCALE ? common : EXACT_SCALE);
  const mode = max === null ? 'floor' : 'ceil';
  return {
    indices: terms.map(({ column }) => column),
    values: terms.map(({ coefficient }) => coefficient.mul(scale).round(mode).toNumber()),
    lower: min === null ? Number.NEGATIVE_INFINITY : min.mul(scale).round('ceil').toNumber(),
    upper: max === null ? Number.POSITIVE_INFINITY : max.mul(scale).round('floor').toNumber(),
  };
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}
