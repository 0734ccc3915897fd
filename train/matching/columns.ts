/** Features as columns of numbers, by name, and what a question weighs. */
import { FEATURES } from '../engine.ts';
import type { Sample } from './samples.ts';

/** A graded question counts as so many decisions of universities: all its candidates were read, and it is what the engine is for. */
export const GRADED = 4;
export const weightOf = ({ kind }: Sample): number => (kind === 'graded' ? GRADED : 1);

const isDecision = (key: string): boolean => FEATURES.find((feature) => feature.key === key)?.group === 'decisions';
/** Features of a query without precedents. */
export const TEXT_KEYS = FEATURES.map(({ key }) => key).filter((key) => !isDecision(key));
/** Refusals of a course are hardly in the data: they weigh what approvals do, the other way. */
export const DECISION_KEYS = FEATURES.map(({ key }) => key).filter(
  (key) => isDecision(key) && key !== 'precedentRefused',
);

export const positionsOf = (keys: readonly string[]): number[] =>
  keys.map((key) => FEATURES.findIndex((feature) => feature.key === key));

interface Scale {
  readonly mean: number;
  readonly deviation: number;
}

export function scaleOf(values: readonly number[]): Scale {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length);
  return { mean, deviation: Math.sqrt(square) || 1 };
}
