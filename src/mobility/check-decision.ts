/** Whether a decision on a bundle can be taken as it was made. */
import type { BundleDecision, Plan, Problem, ReasonUse, StatedReason } from '../domain/index.ts';
import { bundleStandings, decidingInstitute } from './decisions.ts';
import { reasonsFor } from './rules-at.ts';

export interface DecisionContext {
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
  if (!standing)
    return [
      problem(
        'reference-unknown',
        `the plan has no bundle "${decision.bundle}"`,
        'Choose one of the plan as it is now',
      ),
    ];
  if (standing.key !== decision.bundleKey) {
    const message = `the bundle "${decision.bundle}" is no longer what was decided on`;
    return [problem('version-conflict', message, 'Load the plan again and decide on what is there now')];
  }
  const deciding = decidingInstitute(standing, institute);
  const problems: Problem[] = [];
  if (decision.institute !== deciding && decision.institute !== institute) {
    const message = `the institute "${deciding}" decides on the bundle "${decision.bundle}"`;
    problems.push(problem('not-permitted', message, 'Leave it to that institute'));
  }
  if (decision.decision === 'pass-on' && decision.to === deciding)
    problems.push(
      problem('value-invalid', `the bundle "${decision.bundle}" is there already`, 'Name another institute'),
    );
  return [...problems, ...wrongReason(decision, context)];
}

const USES: Partial<Readonly<Record<BundleDecision['decision'], ReasonUse>>> = {
  refuse: 'bundle-refusal',
  'set-aside': 'appeal-answer',
};

function wrongReason(decision: BundleDecision, { reasons, date }: DecisionContext): Problem[] {
  const use = USES[decision.decision];
  if (use === undefined || !('reason' in decision)) return [];
  const codes = reasonsFor(reasons, use, date).map(({ id }) => id);
  if (codes.includes(decision.reason)) return [];
  return [problem('reason-missing', `"${decision.reason}" is no reason for this`, `Give one of: ${codes.join(', ')}`)];
}

const problem = (code: Problem['code'], message: string, mend: string): Problem => ({
  code,
  severity: 'error',
  message,
  mend,
});
