/** What decisions leave as precedents, and what of it an upheld appeal takes back. */
import { randomUUID } from 'node:crypto';
import { type BundleDecision, type BundlePrecedent, reason as why } from '../../domain/index.ts';
import { precedentOf, precedentsFor } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { asPlan, type Judged, type PlanCase, roundsOf } from '../cases/plan-case.ts';
import { precedentsOf, sha256, storePrecedent } from '../cases/stored.ts';
import { policyOfDay } from '../service/records.ts';
import { acting, dayOf, need, type Transaction } from '../service/service.ts';

/**
 * Makes a precedent of each approval and refusal that rests on none. Where the store lacks the text of a course nothing can be bound to
 * it: that bundle makes no precedent, and a warning says so.
 */
export async function recordPrecedents(work: Transaction, judged: Judged | undefined): Promise<void> {
  const policy = policyOfDay(work, 'precedents');
  if (!policy.ok || !judged) {
    work.notes.push(...policy.problems);
    return;
  }
  const { plan, outcome, courses: stored, precedents } = judged;
  const courses = { home: stored.home ?? [], host: stored.host ?? [] };
  for (const { bundle: id, decision } of outcome.standings) {
    const bundle = plan.bundles.find((one) => one.id === id);
    if (!bundle || !decision || decision.precedent !== null) continue;
    // A decision of an earlier round, whose bundle has not changed since, was remembered then.
    const isRemembered = precedentsFor(bundle, plan, { precedents, date: dayOf(work.caller) }).precedents.some(
      (one) =>
        one.institute === decision.institute &&
        one.decidedOn === decision.decidedOn &&
        (one.decision === 'refused') === (decision.decision === 'refuse'),
    );
    if (isRemembered) continue;
    const made = precedentOf({ id: randomUUID(), decision, bundle, plan, courses }, policy.value, sha256);
    work.notes.push(...made.problems.map((one) => ({ ...one, severity: 'warning' as const })));
    if (made.ok && made.value) await keepPrecedents(work, [made.value]);
  }
}

/** Each takes the place of what its institute decided before on the same courses. */
export async function keepPrecedents(work: Transaction, made: readonly BundlePrecedent[]): Promise<void> {
  if (work.held) return void work.held.precedents.push(...made);
  for (const precedent of made) {
    const { institution, courses } = precedent.host;
    const asked = [{ institution, codes: courses.map(({ code }) => code) }];
    await storePrecedent(work, precedent, await store.precedents.naming(work.tx, asked));
  }
}

interface Overturned {
  readonly found: PlanCase;
  /** The day of the decision that was appealed against; what was refused later stands. */
  readonly decidedOn: string;
  /** Code of the reason of the answer. */
  readonly reason: string;
}

/** Answers the keys of the bundles, which may have left the plan by now. The plan must be locked. */
export async function setAsideRefusals(work: Transaction, overturned: Overturned): Promise<string[]> {
  const { found, reason } = overturned;
  const { caller, tx, act } = work;
  const { id: studyPlan, version: planVersion, institute } = found.record;
  const refusals = refusalsOf(overturned);
  const rounds = new Map<string, number>();
  const made = { by: caller.actor.user, decidedOn: dayOf(caller), precedent: null, comment: '' };
  const decisions = refusals.map(({ decision: { bundle, bundleKey } }) => {
    const seen = rounds.get(bundle) ?? roundsOf(asPlan(found), bundle);
    rounds.set(bundle, seen + 1);
    const decision: BundleDecision = { decision: 'set-aside', bundle, bundleKey, institute, reason, ...made };
    return { seen, decision };
  });
  need(await store.decisions.add(tx, { studyPlan, planVersion, change: null, decisions }, act));
  for (const refusal of refusals) await reopenPrecedents(work, refusal, reason);
  return refusals.map(({ decision }) => decision.bundleKey);
}

/** Refusals that are the last word on a bundle of which the appeal is. */
function refusalsOf({ found: { stored, agreed }, decidedOn }: Overturned): store.StoredDecision[] {
  const counting = stored.filter(({ change }) => change === null || agreed.has(change));
  const refused = counting.filter(({ decision }) => decision.decision === 'refuse');
  const appealed = new Set(
    refused.filter(({ decision }) => decision.decidedOn <= decidedOn).map(({ decision }) => decision.bundleKey),
  );
  const last = new Map(counting.map((one) => [one.decision.bundleKey, one]));
  return refused.filter((one) => last.get(one.decision.bundleKey) === one && appealed.has(one.decision.bundleKey));
}

/** What the refusal left in memory waits for its institute to decide anew. */
async function reopenPrecedents(work: Transaction, refusal: store.StoredDecision, reason: string): Promise<void> {
  const because = JSON.stringify(why('refusal-overturned', { reason }));
  const { tx, act } = acting(work, 'precedent.reopen');
  for (const { id } of await precedentsOfRefusal(work.tx, refusal, 'counts'))
    await store.precedents.setStatus(tx, { id, from: 'counts', to: 'reopened', because }, act);
}

/** What a refusal of a bundle left in memory and stands so today. */
export async function precedentsOfRefusal(
  connection: store.Connection,
  { studyPlan, planVersion, decision }: store.StoredDecision,
  status: 'counts' | 'reopened',
): Promise<BundlePrecedent[]> {
  const version = await store.plans.findVersion(connection, studyPlan, planVersion);
  const bundle = version?.plan.bundles.find(({ id }) => id === decision.bundle);
  if (!version || !bundle) return [];
  const precedents = (await precedentsOf(connection, version.plan)).filter((one) => one.status === status);
  const date = decision.decidedOn;
  return precedentsFor(bundle, version.plan, { precedents, date }).precedents.filter(
    (one) => one.decision === 'refused' && one.institute === decision.institute && one.decidedOn === decision.decidedOn,
  );
}
