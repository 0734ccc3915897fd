/** Decisions on bundles as they are taken: checked, kept, and judged for what they come to. */
import {
  type BundleDecision,
  bundleDecisionSchema,
  type DecisionDraft,
  type Problem,
  problem,
  reason,
} from '../../domain/index.ts';
import { checkDecision, precedentsFor } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { dayOf, need, refuse, refuseFor, type Transaction } from '../service/service.ts';
import { type Decidable, decisionsOn, type Judged, judgeOne, type PlanCase, standingsOf } from './plan-case.ts';
import { precedentsOf } from './stored.ts';

/** Whether the version that was looked at is the one that counts. */
export function checkVersion({ record }: PlanCase, seen: number): void {
  if (record.version !== seen)
    refuse('version-conflict', reason('plan-version-moved', { seen, version: record.version }));
}

/** Checks and stores the decisions: all of them, or none and why. The plan must be locked. */
export async function takeDecisions(
  work: Transaction,
  decidable: Decidable,
  {
    drafts,
    as,
  }: {
    readonly drafts: readonly (DecisionDraft & { readonly supersedes?: string })[];
    /** The institute in whose name it is decided. */
    readonly as: string;
  },
): Promise<Judged> {
  const { service, caller, tx, act } = work;
  const { found, plan, change } = decidable;
  const standings = standingsOf(decidable);
  const made = drafts.map(({ seen, ...draft }) => {
    const key = standings.find(({ bundle }) => bundle === draft.bundle)?.key ?? '';
    const known = { bundleKey: key, by: caller.actor.user, institute: as, decidedOn: dayOf(caller) };
    return { seen, decision: bundleDecisionSchema.parse(JSON.parse(JSON.stringify({ ...draft, ...known }))) };
  });
  const decisions = made.map(({ decision }) => decision);
  const context = {
    plan,
    institute: found.record.institute,
    decisions: decisionsOn(decidable),
    reasons: service.process.reasons,
    date: dayOf(caller),
  };
  const precedents = await precedentsOf(tx, plan);
  refuseFor(
    decisions.flatMap((decision) => [
      ...checkDecision(decision, context),
      ...unknownPrecedent(decision, decidable, { precedents, date: context.date }),
    ]),
  );
  refuseFor(await unknownInstitutes(tx, decisions));
  const place = { studyPlan: found.record.id, planVersion: found.record.version, change: change?.id ?? null };
  need(await store.decisions.add(tx, { ...place, decisions: made }, act));
  return judgeOne(work, decidable, decisions);
}

/** A precedent that a decision follows must speak about this bundle and count today. */
function unknownPrecedent(
  { bundle: id, precedent }: BundleDecision,
  { plan }: Decidable,
  asked: Parameters<typeof precedentsFor>[2],
): Problem[] {
  const bundle = plan.bundles.find((one) => one.id === id);
  if (precedent === null || !bundle) return [];
  const view = precedentsFor(bundle, plan, asked);
  if (view.says !== 'reopened' && view.precedents.some((one) => one.id === precedent)) return [];
  return [problem('reference-unknown', reason('precedent-not-counting', { precedent, bundle: id }))];
}

async function unknownInstitutes(tx: store.Tx, decisions: readonly BundleDecision[]): Promise<Problem[]> {
  const named = [...new Set(decisions.flatMap((one) => (one.decision === 'pass-on' ? [one.to] : [])))];
  const known = await Promise.all(named.map((id) => store.find(tx, 'institute', id)));
  const unknown = named.filter((_, at) => known[at] === null);
  return unknown.map((institute) => problem('reference-unknown', reason('institute-unknown', { institute })));
}
