/** What if: something happened to a course of a plan, and the plan is repaired with as little change as possible. */
import {
  type Bundle,
  codeKey,
  failure,
  type Plan,
  type PlanAmendment,
  type PlanChange,
  type PlanRequest,
  problem,
  reason,
  success,
} from '../domain/index.ts';
import { type PlanResult, planPrepared } from './build.ts';
import { candidateKey } from './candidate.ts';
import { codesWithout, figuresOf, hostCodesOf, signedFigure } from './figures.ts';
import { homeKey } from './home-key.ts';
import type { PlanInput } from './input.ts';
import { prepare } from './prepare.ts';
import { bundleKey } from './stay.ts';

/**
 * Re-solves after `changes`, holding as many bundles of `plan` as the rules allow; only then do the goals of a plan count. Pins of
 * a course that was cancelled or failed are released. `input` is what the plan was made from; its request is taken from the plan.
 * Fails with `reference-unknown` for a course that the plan does not have, else like `buildPlan`.
 */
export async function amendPlan(
  plan: Plan,
  input: PlanInput,
  changes: readonly PlanChange[],
): Promise<PlanResult<PlanAmendment>> {
  const named = changes.flatMap((change) => (change.kind === 'clash' ? change.hosts : [change.host]));
  const unknown = codesWithout(named, hostCodesOf(plan));
  if (unknown.length > 0)
    return failure(
      ...unknown.map((course) => problem('reference-unknown', reason('not-in-plan', { course }), { value: course })),
    );
  const before = new Map([...(plan.request.lacked ?? []), ...hostCodesOf(plan)].map((code) => [codeKey(code), code]));
  const request = { ...changes.reduce(addChange, plan.request), lacked: [...before.values()] };
  const prepared = prepare({ ...input, request });
  if (!prepared.ok) return prepared;
  const old = new Set(plan.bundles.map(identify));
  const { candidates, takes } = prepared.value.model;
  const held = [
    ...candidates.map((candidate) => (old.has(`${candidate.block} ${candidateKey(candidate)}`) ? 1 : 0)),
    ...takes.map(() => 0),
  ];
  const amended = await planPrepared(prepared.value, { first: [held] });
  if (!amended.ok) return amended;
  return success(describeAmendment(plan, amended.value, changes), amended.problems);
}

/**
 * The request after a change. A course that was cancelled or failed is banned and its pins are released; the rest is kept in the
 * request, so that the amended plan can be verified and amended again from the same catalogue.
 */
function addChange(request: PlanRequest, change: PlanChange): PlanRequest {
  if (change.kind !== 'cancelled' && change.kind !== 'failed')
    return { ...request, changes: [...(request.changes ?? []), change] };
  const key = codeKey(change.host);
  const pins = request.pins.filter(({ host }) => codeKey(host) !== key);
  return { ...request, pins, bans: [...request.bans, change.host] };
}

/** The same text for a bundle and for the candidate that it was. */
function identify({ home, fills = [], host, electiveBlock }: Bundle): string {
  const homes = [...home, ...fills].map(homeKey);
  return `${electiveBlock} ${bundleKey(
    homes,
    host.map(({ code }) => codeKey(code)),
  )}`;
}

function describeAmendment(plan: Plan, amended: Plan, changes: readonly PlanChange[]): PlanAmendment {
  const [before, after] = [plan, amended].map((each) => new Set(each.bundles.map(identify)));
  const kept = amended.bundles.filter((bundle) => before?.has(identify(bundle)));
  const removed = plan.bundles.filter((bundle) => !after?.has(identify(bundle)));
  const added = amended.bundles.filter((bundle) => !before?.has(identify(bundle)));
  const [old, now] = [figuresOf(plan), figuresOf(amended)];
  const summary = reason('amended', {
    ...{ kept: kept.length, removed: removed.length, added: added.length },
    ...{ out: hostCodesOf({ bundles: removed }), in: hostCodesOf({ bundles: added }) },
    expected: signedFigure(now.expectedEcts - old.expectedEcts),
    ects: signedFigure(now.hostEcts.sub(old.hostEcts).toNumber()),
  });
  return { changes: [...changes], plan: amended, kept, removed, added, before: old, after: now, summary };
}
