/** What if: something happened to a course of a plan, and the plan is mended with as little change as possible. */
import {
  type Bundle,
  codeKey,
  failure,
  type Plan,
  type PlanAmendment,
  type PlanChange,
  type Problem,
  success,
} from '../domain/index.ts';
import { type PlanResult, planPrepared } from './build.ts';
import { keyOf } from './candidate.ts';
import { addChange } from './changes.ts';
import { figuresOf, signed } from './figures.ts';
import { homeKey } from './home-key.ts';
import type { PlanInput } from './input.ts';
import { prepare } from './prepare.ts';
import { bundleKey } from './stay.ts';
import { replacedBy } from './verify/bundle.ts';

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
  const unknown = changes.flatMap((change) => unknownCourses(change, plan));
  if (unknown.length > 0) return failure(...unknown);
  const prepared = prepare({ ...input, request: changes.reduce(addChange, plan.request) });
  if (!prepared.ok) return prepared;
  const old = new Set(plan.bundles.map(identify));
  const { candidates, takes } = prepared.value.model;
  const held = [
    ...candidates.map((candidate) => (old.has(`${candidate.block} ${keyOf(candidate)}`) ? 1 : 0)),
    ...takes.map(() => 0),
  ];
  const amended = await planPrepared(prepared.value, { first: [held] });
  if (!amended.ok) return amended;
  return success(describeAmendment(plan, amended.value, changes), amended.problems);
}

/** The same text for a bundle and for the candidate that it was. */
const identify = (bundle: Bundle): string =>
  `${bundle.electiveBlock} ${bundleKey(
    replacedBy(bundle).map(homeKey),
    bundle.host.map(({ code }) => codeKey(code)),
  )}`;

const hostsOf = (change: PlanChange): readonly string[] => (change.kind === 'clash' ? change.hosts : [change.host]);

function unknownCourses(change: PlanChange, plan: Plan): Problem[] {
  const known = new Set(plan.bundles.flatMap(({ host }) => host.map(({ code }) => codeKey(code))));
  return hostsOf(change)
    .filter((code) => !known.has(codeKey(code)))
    .map((code) => ({
      code: 'reference-unknown' as const,
      severity: 'error' as const,
      message: `the plan has no host course "${code}"`,
      mend: 'Name a course of the plan, as it stands there',
      value: code,
    }));
}

function describeAmendment(plan: Plan, amended: Plan, changes: readonly PlanChange[]): PlanAmendment {
  const [before, after] = [plan, amended].map((each) => new Set(each.bundles.map(identify)));
  const kept = amended.bundles.filter((bundle) => before?.has(identify(bundle)));
  const removed = plan.bundles.filter((bundle) => !after?.has(identify(bundle)));
  const added = amended.bundles.filter((bundle) => !before?.has(identify(bundle)));
  const [old, now] = [figuresOf(plan), figuresOf(amended)];
  const summary =
    `${kept.length} bundle(s) stay, ${removed.length} go (${names(removed)}), ${added.length} come (${names(added)}); ` +
    `${signed(now.expectedEcts - old.expectedEcts)} ECTS expected to be recognised, ${signed(now.hostEcts.sub(old.hostEcts).toNumber())} host ECTS`;
  return { changes: [...changes], plan: amended, kept, removed, added, before: old, after: now, summary };
}

const names = (bundles: readonly Bundle[]): string =>
  bundles.length === 0 ? 'none' : bundles.map(({ host }) => host.map(({ code }) => code).join(' + ')).join(', ');
