/** Refusals that an upheld appeal takes back: they no longer count for the plan, nor as precedents for others. */
import { type BundleDecision, type Result, success } from '../../domain/index.ts';
import { precedentsFor } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { type PlanCase, roundsOf } from '../cases/plan-case.ts';
import { precedentsOf } from '../cases/precedents.ts';
import { type Doing, dayOf } from './step.ts';

interface Overturned {
  readonly kase: PlanCase;
  /** The day of the decision that was appealed against; what was refused later stands. */
  readonly decidedOn: string;
  /** Code of the reason of the answer. */
  readonly reason: string;
}

/** Answers the keys of the bundles, which may have left the plan by now. The plan must be locked. */
export async function setAsideRefusals(
  tx: store.Tx,
  doing: Doing,
  overturned: Overturned,
  act: store.Act,
): Promise<Result<string[]>> {
  const { kase, reason } = overturned;
  const refusals = refusalsOf(overturned);
  const rounds = new Map<string, number>();
  const decisions = refusals.map(({ decision: { bundle, bundleKey } }) => {
    const seen = rounds.get(bundle) ?? roundsOf(kase, { bundle, change: null });
    rounds.set(bundle, seen + 1);
    return { seen, decision: setAside(doing, { bundle, bundleKey, institute: kase.plan.institute, reason }) };
  });
  const place = { studyPlan: kase.plan.id, planVersion: kase.plan.version, change: null };
  const stored = await store.decideBundles(tx, { ...place, decisions }, act);
  if (!stored.ok) return stored;
  for (const refusal of refusals) await reopenPrecedents(tx, { refusal, reason }, act);
  return success(refusals.map(({ decision }) => decision.bundleKey));
}

/** Refusals that are the last word on a bundle of which the appeal is. */
function refusalsOf({ kase: { stored, agreed }, decidedOn }: Overturned): store.StoredDecision[] {
  const counting = stored.filter(({ change }) => change === null || agreed.has(change));
  const refused = counting.filter(({ decision }) => decision.decision === 'refuse');
  const appealed = new Set(
    refused.filter(({ decision }) => decision.decidedOn <= decidedOn).map(({ decision }) => decision.bundleKey),
  );
  const last = new Map(counting.map((one) => [one.decision.bundleKey, one]));
  return refused.filter((one) => last.get(one.decision.bundleKey) === one && appealed.has(one.decision.bundleKey));
}

const setAside = (
  { caller }: Doing,
  about: Pick<BundleDecision, 'bundle' | 'bundleKey' | 'institute'> & { readonly reason: string },
): BundleDecision => ({
  decision: 'set-aside',
  ...about,
  by: caller.actor.user,
  decidedOn: dayOf(caller),
  precedent: null,
  comment: '',
});

/** What the refusal left in memory waits for its institute to decide anew. */
async function reopenPrecedents(
  tx: store.Tx,
  { refusal, reason }: { readonly refusal: store.StoredDecision; readonly reason: string },
  act: store.Act,
): Promise<void> {
  const { studyPlan, planVersion, decision } = refusal;
  const version = await store.findPlanVersion(tx, studyPlan, planVersion);
  const bundle = version?.plan.bundles.find(({ id }) => id === decision.bundle);
  if (!version || !bundle) return;
  const precedents = await precedentsOf(tx, version.plan);
  const about = precedentsFor(bundle, version.plan, { precedents, date: decision.decidedOn });
  const made = about.precedents.filter(
    (one) =>
      one.status === 'counts' &&
      one.decision === 'refused' &&
      one.institute === decision.institute &&
      one.decidedOn === decision.decidedOn,
  );
  const because = `an appeal against the refusal was upheld (${reason})`;
  for (const { id } of made)
    await store.setPrecedentStatus(
      tx,
      { id, from: 'counts', to: 'reopened', because },
      { ...act, action: 'precedent.reopen' },
    );
}
