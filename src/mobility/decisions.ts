/** Decisions on bundles: what is wrong with one, how each bundle stands, and what they come to for the plan. */
import {
  type Bundle,
  type BundleDecision,
  codeKey,
  type EventOf,
  type Plan,
  type Problem,
  problem,
  type ReasonUse,
  reason,
  type StatedReason,
  titleKey,
  validOn,
} from '../domain/index.ts';

import type { Holds } from './machines/index.ts';

/** How one bundle stands. `open`: nobody has decided on it as it is now, or a question was answered, or a refusal set aside. */
export interface BundleStanding {
  readonly bundle: string;
  readonly key: string;
  readonly state: 'open' | 'approved' | 'approved-with-bridge' | 'refused' | 'asked' | 'passed-on';
  /** The decision that counts: the last one on the bundle as it is now. */
  readonly decision: BundleDecision | null;
  /** True when there was a decision on an earlier form of this bundle. */
  readonly changedSince: boolean;
}

const STATES_BY_DECISION = {
  approve: 'approved',
  'approve-with-bridge': 'approved-with-bridge',
  refuse: 'refused',
  ask: 'asked',
  'pass-on': 'passed-on',
  answer: 'open',
  'set-aside': 'open',
  'take-back': 'open',
} as const;

/** The standing of every bundle of a plan; `decisions` in the order in which they were made. */
export function bundleStandings(plan: Pick<Plan, 'bundles'>, decisions: readonly BundleDecision[]): BundleStanding[] {
  return plan.bundles.map((bundle) => {
    const key = bundleKey(bundle);
    const decision = decisions.findLast((one) => one.bundleKey === key) ?? null;
    return {
      bundle: bundle.id,
      key,
      state: decision ? STATES_BY_DECISION[decision.decision] : 'open',
      decision,
      changedSince: decision === null && decisions.some((one) => one.bundle === bundle.id),
    };
  });
}

/** The institute whose directorate decides on a bundle: the plan's, until it is passed on. */
export const decidingInstitute = ({ decision }: BundleStanding, planInstitute: string): string =>
  decision?.decision === 'pass-on' ? decision.to : planInstitute;

export interface PlanOutcome {
  readonly standings: readonly BundleStanding[];
  /** What the decisions lead to; null while a bundle is open, or when a broken rule stands in the way of the approval. */
  readonly event: Extract<EventOf<'plan'>, 'approve' | 'refuse' | 'ask' | 'pass-on'> | null;
  /** The guards of the machine that these decisions answer. */
  readonly holds: Holds;
  /** Refused bundles with the code of their reason. */
  readonly refusals: readonly { readonly bundle: string; readonly reason: string }[];
  /** The hard rules that the plan breaks. */
  readonly broken: readonly Problem[];
}

/**
 * All approved: the plan is pre-approved, unless it breaks a hard rule. Else, once every bundle has been looked at: any refused, back to
 * the draft with the reasons; any asked, the plan waits for the student; passed on, it waits for another institute.
 * `verification`: what the plan's verification found; an error is a broken hard rule.
 */
export function planOutcome(
  plan: Pick<Plan, 'bundles'>,
  decisions: readonly BundleDecision[],
  verification: readonly Problem[],
): PlanOutcome {
  const standings = bundleStandings(plan, decisions);
  const broken = verification.filter(({ severity }) => severity === 'error');
  const has = (state: BundleStanding['state']) => standings.some((one) => one.state === state);
  const isApproved = standings.length > 0 && standings.every(({ state }) => state.startsWith('approved'));
  const holds: Holds = {
    'all-approved': isApproved,
    'no-hard-rule-broken': broken.length === 0,
    'some-refused': has('refused'),
    'some-asked': has('asked'),
    'questions-answered': !has('asked'),
    'some-passed-on': has('passed-on'),
  };
  const refusals = standings.flatMap(({ bundle, decision }) =>
    decision?.decision === 'refuse' ? [{ bundle, reason: decision.reason }] : [],
  );
  return { standings, event: eventOf(holds, has('open')), holds, refusals, broken };
}

function eventOf(holds: Holds, someOpen: boolean): PlanOutcome['event'] {
  if (holds['all-approved']) return holds['no-hard-rule-broken'] ? 'approve' : null;
  if (someOpen) return null;
  if (holds['some-refused']) return 'refuse';
  if (holds['some-asked']) return 'ask';
  return holds['some-passed-on'] ? 'pass-on' : null;
}

/** Bundles that one plan has and another has not, by what is in them. */
export const bundlesBeyond = (plan: Pick<Plan, 'bundles'>, other: Pick<Plan, 'bundles'>): Bundle[] => {
  const known = new Set(other.bundles.map(bundleKey));
  return plan.bundles.filter((bundle) => !known.has(bundleKey(bundle)));
};

interface DecisionContext {
  readonly plan: Pick<Plan, 'bundles'>;
  /** The student's institute. */
  readonly institute: string;
  /** Those made before, in their order. */
  readonly decisions: readonly BundleDecision[];
  readonly reasons: readonly StatedReason[];
  readonly date: string;
}

/**
 * What is wrong with a decision: no such bundle, a bundle that has changed since it was looked at (`version-conflict`), a reason of
 * another use, an institute whose turn it is not. The student's institute may always take back what it passed on.
 */
export function checkDecision(decision: BundleDecision, context: DecisionContext): Problem[] {
  const { plan, institute, decisions } = context;
  const standing = bundleStandings(plan, decisions).find(({ bundle }) => bundle === decision.bundle);
  const { bundle } = decision;
  if (!standing) return [problem('reference-unknown', reason('bundle-unknown', { bundle }))];
  if (standing.key !== decision.bundleKey) return [problem('version-conflict', reason('bundle-changed', { bundle }))];
  const deciding = decidingInstitute(standing, institute);
  const isTurn = decision.institute === deciding || decision.institute === institute;
  const isThere = decision.decision === 'pass-on' && decision.to === deciding;
  return [
    ...(isTurn
      ? []
      : [problem('not-permitted', reason('bundle-of-another-institute', { bundle, institute: deciding }))]),
    ...(isThere ? [problem('value-invalid', reason('bundle-there-already', { bundle }))] : []),
    ...wrongReason(decision, context),
  ];
}

/** The reasons that may be given for something on a day. */
export const reasonsFor = (reasons: readonly StatedReason[], use: ReasonUse, date: string): StatedReason[] =>
  validOn(reasons, date).filter(({ uses }) => uses.includes(use));

function wrongReason(decision: BundleDecision, { reasons, date }: DecisionContext): Problem[] {
  const uses: Partial<Readonly<Record<BundleDecision['decision'], ReasonUse>>> = {
    refuse: 'bundle-refusal',
    'set-aside': 'appeal-answer',
  };
  const use = uses[decision.decision];
  if (use === undefined || !('reason' in decision)) return [];
  const possible = reasonsFor(reasons, use, date).map(({ id }) => id);
  if (possible.includes(decision.reason)) return [];
  return [problem('reason-missing', reason('stated-reason-unknown', { reason: decision.reason, possible }))];
}

const sortedKey = (parts: readonly string[]): string => [...parts].sort().join('+');
const hostCourseKey = ({ code, ects }: Bundle['host'][number]): string => `${codeKey(code)}:${ects}`;

/** Courses of both sides with their ECTS, and the block: a decision on a bundle is one on this key, and falls away when it changes. */
export function bundleKey({ home, host, electiveBlock, fills = [] }: Bundle): string {
  const block = electiveBlock === null ? '' : `|${titleKey(electiveBlock)}:${sortedKey(fills.map(hostCourseKey))}`;
  return `${sortedKey(home.map(hostCourseKey))}=>${sortedKey(host.map(hostCourseKey))}${block}`;
}
