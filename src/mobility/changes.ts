/** Proposals of change: whether one fits the plan that it changes. */
import type { ChangeProposal, Plan, Problem, StatedReason } from '../domain/index.ts';
import { bundlesBeyond } from './decisions.ts';
import type { Holds } from './machines/index.ts';
import { reasonsFor } from './rules-at.ts';

export interface ChangeCheck {
  readonly holds: Holds;
  readonly problems: readonly Problem[];
}

export interface CurrentVersion {
  readonly number: number;
  readonly plan: Plan;
}

/**
 * Checks a proposal against the version that counts now. A moved base is `version-conflict`: approving it would undo what was agreed
 * since. The items must be exactly what the two plans differ by, each with a reason of its use.
 */
export function checkChange(
  change: Pick<ChangeProposal, 'baseVersion' | 'items' | 'plan'>,
  current: CurrentVersion,
  { reasons, date }: { readonly reasons: readonly StatedReason[]; readonly date: string },
): ChangeCheck {
  const isCurrent = change.baseVersion === current.number;
  const holds = { 'base-current': isCurrent, 'base-moved': !isCurrent };
  if (!isCurrent) return { holds, problems: [stale(change.baseVersion, current.number)] };
  const expected = {
    inserted: bundlesBeyond(change.plan, current.plan).map(({ id }) => id),
    deleted: bundlesBeyond(current.plan, change.plan).map(({ id }) => id),
  };
  const problems = (['inserted', 'deleted'] as const).flatMap((status) => {
    const items = change.items.filter((item) => item.status === status);
    const codes = reasonsFor(reasons, `change-${status}`, date).map(({ id }) => id);
    const named = items.map(({ bundle }) => bundle);
    return [
      ...expected[status]
        .filter((id) => !named.includes(id))
        .map((id) =>
          complaint(`bundle ${id} is ${status} and the proposal does not say so`, 'Name it, with its reason'),
        ),
      ...named
        .filter((id) => !expected[status].includes(id))
        .map((id) => complaint(`bundle ${id} is not ${status}`, 'Leave it out')),
      ...items
        .filter(({ reason }) => !codes.includes(reason))
        .map(({ bundle, reason }) => ({
          ...complaint(
            `"${reason}" is no reason for a bundle that is ${status}`,
            `Give bundle ${bundle} one of: ${codes.join(', ')}`,
          ),
          code: 'reason-missing' as const,
        })),
    ];
  });
  return { holds: { ...holds, 'reasons-given': problems.length === 0 }, problems };
}

const complaint = (message: string, mend: string): Problem => ({
  code: 'value-invalid',
  severity: 'error',
  message,
  mend,
});

const stale = (base: number, current: number): Problem => ({
  code: 'version-conflict',
  severity: 'error',
  message: `the change was made against version ${base}; the plan is at version ${current}`,
  mend: 'Make the change anew against the current version',
});
