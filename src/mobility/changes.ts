/** Proposals of change: whether one fits the plan that it changes. */
import {
  type ChangeProposal,
  closestName,
  type Plan,
  type Problem,
  problem,
  reason,
  type StatedReason,
} from '../domain/index.ts';
import { bundlesBeyond, reasonsFor } from './decisions.ts';
import type { Holds } from './machines/index.ts';

/**
 * Checks a proposal against the version that counts now. A moved base is `version-conflict`: approving it would undo what was agreed
 * since. Another host is another stay. The items must be exactly what the two plans differ by, each with a reason of its use.
 */
export function checkChange(
  change: Pick<ChangeProposal, 'baseVersion' | 'items' | 'plan'>,
  current: { readonly number: number; readonly plan: Plan },
  { reasons, date }: { readonly reasons: readonly StatedReason[]; readonly date: string },
): { readonly holds: Holds; readonly problems: readonly Problem[] } {
  const isCurrent = change.baseVersion === current.number;
  const holds = { 'base-current': isCurrent, 'base-moved': !isCurrent };
  if (!isCurrent) {
    const values = { base: change.baseVersion, version: current.number };
    return { holds, problems: [problem('version-conflict', reason('change-base-moved', values))] };
  }
  const [before, after] = [current.plan.host.institution, change.plan.host.institution];
  if (before !== '' && after !== '' && closestName([before], [after]) === 'different')
    return { holds, problems: [problem('value-invalid', reason('change-to-another-host', { before, after }))] };
  const expected = {
    inserted: bundlesBeyond(change.plan, current.plan).map(({ id }) => id),
    deleted: bundlesBeyond(current.plan, change.plan).map(({ id }) => id),
  };
  const problems = (['inserted', 'deleted'] as const).flatMap((status) => {
    const items = change.items.filter((item) => item.status === status);
    const possible = reasonsFor(reasons, `change-${status}`, date).map(({ id }) => id);
    const named = items.map(({ bundle }) => bundle);
    return [
      ...expected[status]
        .filter((id) => !named.includes(id))
        .map((bundle) => problem('value-invalid', reason(`bundle-${status}-unsaid`, { bundle }))),
      ...named
        .filter((id) => !expected[status].includes(id))
        .map((bundle) => problem('value-invalid', reason(`bundle-not-${status}`, { bundle }))),
      ...items
        .filter((item) => !possible.includes(item.reason))
        .map(({ bundle, reason: given }) =>
          problem('reason-missing', reason(`bundle-${status}-reason`, { bundle, reason: given, possible })),
        ),
    ];
  });
  return { holds: { ...holds, 'reasons-given': problems.length === 0 }, problems };
}
