/** Whether a decision on a bundle can be taken as it was made. */
import {
  type BundleDecision,
  type Plan,
  type Problem,
  problem,
  type ReasonUse,
  reason,
  type StatedReason,
  validOn,
} from '../domain/index.ts';
import { bundleStandings, decidingInstitute } from './decisions.ts';

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
