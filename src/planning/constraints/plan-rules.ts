/** The hard rules on the plan as a whole. */
import { Rational } from '../../domain/index.ts';
import { type Candidate, homeEctsOf, hostEctsOf } from '../candidate.ts';
import { type Model, mergeTerms, taken } from '../model.ts';
import { type HomeEntry, hasTwoTerms, strengthOf } from '../stay.ts';
import { clashRows } from './clashes.ts';
import { openPrerequisites, prerequisitesAreNoted } from './prerequisites.ts';
import type { PlanRule, Row, Term } from './rule.ts';

const one = (column: number): Term => ({ column, coefficient: Rational.ONE });
const atMostOne = (terms: readonly Term[]): Row => ({ terms, min: null, max: Rational.ONE });

const homeOnce: PlanRule = {
  name: 'each home course once',
  why: 'a home course is credited once',
  structural: true,
  rows: ({ candidates }) => {
    const users = new Map<HomeEntry, Term[]>();
    candidates.forEach(({ homes }, column) => {
      for (const home of homes) users.set(home, [...(users.get(home) ?? []), one(column)]);
    });
    return [...users.values()].filter((terms) => terms.length > 1).map(atMostOne);
  },
};

const hostOnce: PlanRule = {
  name: 'each host course once',
  why: 'the same work is not credited twice, and is done in one term',
  structural: true,
  rows: (model) =>
    [...model.uses].flatMap(([host, columns]) => {
      const used = columns.map(one);
      if (model.takes.length === 0) return used.length > 1 ? [atMostOne(used)] : [];
      const takes = taken(model, host);
      const balance = [...used, ...takes.map(({ column }) => ({ column, coefficient: Rational.ONE.neg() }))];
      return [atMostOne(takes), { terms: balance, min: Rational.ZERO, max: Rational.ZERO }];
    }),
};

const pinsKept: PlanRule = {
  name: 'pins',
  why: 'what a person fixed stays fixed',
  rows: ({ candidates }) =>
    candidates.flatMap(({ pinned }, column) =>
      pinned ? [{ terms: [one(column)], min: Rational.ONE, max: null }] : [],
    ),
};

/** The host ECTS of all candidates, as the terms of a row. */
const hostEctsTerms = ({ candidates }: Model): Term[] =>
  candidates.map((candidate, column) => ({ column, coefficient: hostEctsOf(candidate) ?? Rational.ZERO }));

const minimumEcts: PlanRule = {
  name: 'minimum ECTS',
  why: 'a stay below the minimum does not count as a full period of study',
  limit: true,
  rows: (model) => [{ terms: hostEctsTerms(model), min: model.stay.request.minEcts, max: null }],
};

const maximumEcts: PlanRule = {
  name: 'maximum ECTS',
  why: 'a student may not enrol for more work than the period holds',
  limit: true,
  rows: (model) => [{ terms: hostEctsTerms(model), min: null, max: model.stay.request.maxEcts }],
};

const HALF = Rational.of(1, 2);

/** Host ECTS in one term of a stay of two; half of a course that runs all year. */
const termEctsTerms = ({ candidates, takes }: Model, term: 'autumn' | 'spring'): Term[] =>
  takes.flatMap((take, index) => {
    const ects = take.host.ects ?? Rational.ZERO;
    const column = candidates.length + index;
    if (take.term === 'year') return [{ column, coefficient: ects.mul(HALF) }];
    return take.term === term ? [{ column, coefficient: ects }] : [];
  });

/** A limit of one term in a stay of two. */
function termLimit(side: 'minimum' | 'maximum', term: 'autumn' | 'spring'): PlanRule {
  const why =
    side === 'minimum' ? 'each term of a stay has its own full period of study' : 'a term holds only so much work';
  return {
    name: `${side} ECTS in ${term}`,
    why,
    limit: true,
    rows: (model) => {
      const limits = model.stay.request.termLimits?.[term];
      if (!hasTwoTerms(model.stay) || !limits) return [];
      const terms = termEctsTerms(model, term);
      return [
        side === 'minimum' ? { terms, min: limits.minEcts, max: null } : { terms, min: null, max: limits.maxEcts },
      ];
    },
  };
}

const prerequisitesInOrder: PlanRule = {
  name: 'prerequisites',
  why: 'in a stay of two terms what a course builds on is taken in the term before it',
  rows: (model) => {
    if (!hasTwoTerms(model.stay) || prerequisitesAreNoted(model.stay)) return [];
    return model.takes.flatMap((take, index) =>
      openPrerequisites(take.host, model.stay).courses.map((key) => {
        const before = model.takes.flatMap((other, at) =>
          take.term === 'spring' && other.host.key === key && other.term === 'autumn'
            ? [model.candidates.length + at]
            : [],
        );
        const earlier = before.map((column) => ({ column, coefficient: Rational.ONE.neg() }));
        return { terms: [one(model.candidates.length + index), ...earlier], min: null, max: Rational.ZERO };
      }),
    );
  },
};

const timeTable: PlanRule = {
  name: 'time-table',
  why: 'a student is in one place at a time; courses whose times are unknown clash with nothing',
  rows: (model) => clashRows(model).map((terms) => atMostOne(mergeTerms(terms))),
};

const fewUncertain: PlanRule = {
  name: 'cap on uncertain bundles',
  why: 'a plan may carry only so much that is likely to be refused',
  limit: true,
  rows: ({ candidates, stay }) => {
    const cap = stay.policy.planning.maxUncertain;
    if (!cap) return [];
    const uncertain = (candidate: Candidate): boolean =>
      !candidate.pinned && candidate.block === null && strengthOf(candidate) < cap.below;
    const terms = candidates.flatMap((candidate, column) => (uncertain(candidate) ? [one(column)] : []));
    return [{ terms, min: null, max: Rational.of(cap.atMost) }];
  },
};

const smallDifference: PlanRule = {
  name: 'cap on academic difference',
  why: 'home courses left uncovered must be made up after the return, and only so many can be',
  limit: true,
  rows: ({ candidates, stay }) => {
    const most = stay.policy.planning.maxDifferenceEcts;
    if (!most) return [];
    const owed = [...stay.homes.values()].filter(({ key }) => !stay.passedHome.has(key));
    const total = Rational.sum(owed.map(({ ects }) => ects ?? Rational.ZERO));
    const terms = candidates.map((candidate, column) => ({
      column,
      coefficient: homeEctsOf(candidate) ?? Rational.ZERO,
    }));
    return [{ terms, min: total.sub(most), max: null }];
  },
};

/** Every rule on the whole plan. */
export const PLAN_RULES: readonly PlanRule[] = [
  homeOnce,
  hostOnce,
  pinsKept,
  minimumEcts,
  maximumEcts,
  termLimit('minimum', 'autumn'),
  termLimit('maximum', 'autumn'),
  termLimit('minimum', 'spring'),
  termLimit('maximum', 'spring'),
  prerequisitesInOrder,
  timeTable,
  fewUncertain,
  smallDifference,
];

/** The rows of every rule that has not been dropped. */
export const planRows = (model: Model): Row[] =>
  PLAN_RULES.filter(({ name }) => !model.stay.dropped.has(name)).flatMap(({ rows }) => rows(model));
