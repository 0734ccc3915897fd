/** The hard rules on the plan as a whole. */
import { groupBy, Rational, type Reason, type ReasonCode, reason } from '../../domain/index.ts';
import { type Candidate, ectsOf } from '../candidate.ts';
import { type Constraint, type Model, mergeTerms, oneOf, type Summand, taken } from '../model.ts';
import { type HostStay, hasTwoTerms, strengthOf } from '../stay.ts';
import { clashRows } from './clashes.ts';
import { prerequisitesInOrder } from './prerequisites.ts';
import type { PlanRule } from './rule.ts';

const atMostOne = (terms: readonly Summand[]): Constraint => ({ terms, min: null, max: Rational.ONE });

/** Limits of the whole stay, or of one term of a stay of two; a course of the whole year counts half in each. */
function limitOnEcts(
  names: { readonly name: ReasonCode; readonly why: ReasonCode },
  side: 'min' | 'max',
  only: 'autumn' | 'spring' | null = null,
): PlanRule {
  const wholeTerms = ({ candidates }: Model): Summand[] =>
    candidates.map(({ hosts }, column) => ({ column, coefficient: ectsOf(hosts) ?? Rational.ZERO }));
  const oneTerm = ({ candidates, takes }: Model): Summand[] =>
    takes.flatMap(({ host, term }, index) => {
      const ects = host.ects ?? Rational.ZERO;
      const share = term === 'year' ? Rational.of(1, 2) : term === only ? Rational.ONE : null;
      return share ? [{ column: candidates.length + index, coefficient: ects.mul(share) }] : [];
    });
  return {
    ...names,
    miss: ({ min, max }, reached, { request }) => {
      const [ects, term] = [reached.toString(), only ?? request.term ?? 'whole'];
      return min === null
        ? reason('too-much-needed', { ects, term, most: `${max}`, over: `${reached.sub(max ?? Rational.ZERO)}` })
        : reason('too-little-matched', { ects, term, least: `${min}`, short: `${min.sub(reached)}` });
    },
    rows: (model) => {
      const { request } = model.stay;
      const limits = only === null ? request : request.termLimits?.[only];
      if (!limits || (only !== null && !hasTwoTerms(model.stay))) return [];
      const terms = only === null ? wholeTerms(model) : oneTerm(model);
      return [side === 'min' ? { terms, min: limits.minEcts, max: null } : { terms, min: null, max: limits.maxEcts }];
    },
  };
}

/** Every rule on the whole plan. */
export const PLAN_RULES: readonly PlanRule[] = [
  {
    name: 'rule-home-once',
    why: 'why-home-once',
    structural: true,
    rows: ({ candidates }) => {
      const uses = candidates.flatMap(({ homes }, column) => homes.map((home) => ({ home, column })));
      return [...groupBy(uses, ({ home }) => home).values()]
        .filter((users) => users.length > 1)
        .map((users) => atMostOne(users.map(({ column }) => oneOf(column))));
    },
  },
  {
    name: 'rule-host-once',
    why: 'why-host-once',
    structural: true,
    rows: (model) =>
      [...model.uses].flatMap(([host, columns]) => {
        const used = columns.map(oneOf);
        if (model.takes.length === 0) return used.length > 1 ? [atMostOne(used)] : [];
        const takes = taken(model, host);
        const balance = [...used, ...takes.map(({ column }) => ({ column, coefficient: Rational.ONE.neg() }))];
        return [atMostOne(takes), { terms: balance, min: Rational.ZERO, max: Rational.ZERO }];
      }),
  },
  {
    name: 'rule-same-course',
    why: 'why-same-course',
    structural: true,
    rows: (model) =>
      [...groupBy([...model.uses.keys()], ({ same }) => same).values()]
        .filter((hosts) => hosts.length > 1)
        .map((hosts) => atMostOne(mergeTerms(hosts.flatMap((host) => taken(model, host))))),
  },
  {
    name: 'rule-pins',
    why: 'why-pins',
    rows: ({ candidates }) =>
      candidates.flatMap(({ pinned }, column) =>
        pinned ? [{ terms: [oneOf(column)], min: Rational.ONE, max: null }] : [],
      ),
  },
  limitOnEcts({ name: 'rule-minimum-ects', why: 'why-minimum-ects' }, 'min'),
  limitOnEcts({ name: 'rule-maximum-ects', why: 'why-maximum-ects' }, 'max'),
  limitOnEcts({ name: 'rule-minimum-autumn', why: 'why-minimum-autumn' }, 'min', 'autumn'),
  limitOnEcts({ name: 'rule-maximum-autumn', why: 'why-maximum-autumn' }, 'max', 'autumn'),
  limitOnEcts({ name: 'rule-minimum-spring', why: 'why-minimum-spring' }, 'min', 'spring'),
  limitOnEcts({ name: 'rule-maximum-spring', why: 'why-maximum-spring' }, 'max', 'spring'),
  { name: 'rule-prerequisites', why: 'why-prerequisites', rows: prerequisitesInOrder },
  {
    name: 'rule-time-table',
    why: 'why-time-table',
    rows: (model) => clashRows(model).map((terms) => atMostOne(mergeTerms(terms))),
  },
  {
    name: 'rule-few-uncertain',
    why: 'why-few-uncertain',
    miss: ({ max }, reached) => reason('too-many-uncertain', { count: reached.toNumber(), most: `${max}` }),
    rows: ({ candidates, stay }) => {
      const cap = stay.policy.planning.maxUncertain;
      if (!cap) return [];
      const isUncertain = (candidate: Candidate): boolean =>
        !candidate.pinned && candidate.block === null && strengthOf(candidate) < cap.below;
      const terms = candidates.flatMap((candidate, column) => (isUncertain(candidate) ? [oneOf(column)] : []));
      return [{ terms, min: null, max: Rational.of(cap.atMost) }];
    },
  },
  { name: 'rule-small-difference', why: 'why-small-difference', miss: tooLargeDifference, rows: smallDifference },
];

function smallDifference({ candidates, stay }: Model): Constraint[] {
  const most = stay.policy.planning.maxDifferenceEcts;
  if (!most) return [];
  const owed = [...stay.homes.values()].filter(({ key }) => !stay.passedHome.has(key));
  const total = Rational.sum(owed.map(({ ects }) => ects ?? Rational.ZERO));
  const terms = candidates.map(({ homes }, column) => ({ column, coefficient: ectsOf(homes) ?? Rational.ZERO }));
  return [{ terms, min: total.sub(most), max: null }];
}

function tooLargeDifference({ min }: Constraint, reached: Rational, { policy: { planning } }: HostStay): Reason {
  const most = planning.maxDifferenceEcts ?? Rational.ZERO;
  const open = (min ?? Rational.ZERO).add(most).sub(reached);
  return reason('difference-over', { open: `${open}`, most: `${most}`, over: `${open.sub(most)}` });
}

/** The rows of every rule that has not been dropped. */
export const planRows = (model: Model): Constraint[] =>
  PLAN_RULES.filter(({ name }) => !model.stay.dropped.has(name)).flatMap(({ rows }) => rows(model));
