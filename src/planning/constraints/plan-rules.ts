/** The hard rules on the plan as a whole. */
import { Rational } from '../../domain/index.ts';
import { type Candidate, hostEctsOf } from '../candidate.ts';
import type { PlanRule, Row } from './rule.ts';

/** One row "at most one of these" for every key that at least two candidates share. */
function atMostOnce(
  rule: string,
  candidates: readonly Candidate[],
  keysOf: (candidate: Candidate) => readonly string[],
): Row[] {
  const users = new Map<string, number[]>();
  candidates.forEach((candidate, index) => {
    for (const key of keysOf(candidate)) users.set(key, [...(users.get(key) ?? []), index]);
  });
  return [...users.values()]
    .filter((indexes) => indexes.length > 1)
    .map((indexes) => ({
      rule,
      terms: indexes.map((candidate) => ({ candidate, coefficient: Rational.ONE })),
      min: null,
      max: Rational.ONE,
    }));
}

export const homeOnce: PlanRule = {
  name: 'each home course once',
  why: 'a home course is credited once',
  rows: (candidates) => atMostOnce('each home course once', candidates, ({ homes }) => homes.map(({ key }) => key)),
};

export const hostOnce: PlanRule = {
  name: 'each host course once',
  why: 'the same work is not credited twice',
  rows: (candidates) => atMostOnce('each host course once', candidates, ({ hosts }) => hosts.map(({ key }) => key)),
};

export const pinsKept: PlanRule = {
  name: 'pins',
  why: 'what a person fixed stays fixed',
  rows: (candidates) =>
    candidates.flatMap(({ pinned }, candidate) =>
      pinned ? [{ rule: 'pins', terms: [{ candidate, coefficient: Rational.ONE }], min: Rational.ONE, max: null }] : [],
    ),
};

/** The host ECTS of all candidates, as the terms of a row. */
const hostEctsTerms = (candidates: readonly Candidate[]): Row['terms'] =>
  candidates.map((candidate, index) => ({ candidate: index, coefficient: hostEctsOf(candidate) ?? Rational.ZERO }));

export const minimumEcts: PlanRule = {
  name: 'minimum ECTS',
  why: 'a stay below the minimum does not count as a full period of study',
  rows: (candidates, { request }) => [
    { rule: 'minimum ECTS', terms: hostEctsTerms(candidates), min: request.minEcts, max: null },
  ],
};

export const maximumEcts: PlanRule = {
  name: 'maximum ECTS',
  why: 'a student may not enrol for more work than the period holds',
  rows: (candidates, { request }) => [
    { rule: 'maximum ECTS', terms: hostEctsTerms(candidates), min: null, max: request.maxEcts },
  ],
};

/** Every rule on the whole plan. */
export const PLAN_RULES: readonly PlanRule[] = [homeOnce, hostOnce, pinsKept, minimumEcts, maximumEcts];
