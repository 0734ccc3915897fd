/**
 * A bundle that was passed on to the institute that teaches the course. Its directorate sees the bundle and what speaks for it, and
 * neither the rest of the plan nor whose it is.
 */
import { z } from 'zod';
import {
  bundleSchema,
  type DecisionDraft,
  idSchema,
  planEventSchema,
  type Result,
  success,
} from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { notThere, sayingsOf } from '../adviser/study-plans.ts';
import { loadPlanCase, lockPlanCase, type PlanCase, roundsOf } from '../cases/plan-case.ts';
import { precedentsOf } from '../cases/precedents.ts';
import { asPlan, type Decidable, standingsOf } from '../cases/take-decisions.ts';
import { dayOf } from '../moves/step.ts';
import { type Caller, type Service, write } from '../service/service.ts';
import { decideLocked } from './decide.ts';
import { decideChangeLocked } from './decide-change.ts';

export const passedOnSchema = z.object({
  /** Of the decision that passed it on. */
  id: idSchema,
  home: z.object({ institution: z.string(), programme: z.string().nullable() }),
  host: z.object({ institution: z.string(), academicYear: z.string().nullable() }),
  bundle: bundleSchema,
  comment: z.string(),
  from: idSchema.describe('the institute that passed it on'),
  precedents: z.object({ says: z.string(), ids: z.array(idSchema) }),
  seen: z.number().int(),
});
export type PassedOn = z.infer<typeof passedOnSchema>;

interface Open {
  readonly stored: store.StoredDecision;
  readonly decidable: Decidable;
}

/** The bundle as long as the decision that passed it on is the one that counts. */
async function openOf(
  connection: store.Connection,
  id: string,
  load: (studyPlan: string) => Promise<Result<PlanCase>>,
): Promise<Result<Open>> {
  const stored = await store.findDecision(connection, id);
  if (!stored) return notThere('bundle passed on');
  const kase = await load(stored.studyPlan);
  if (!kase.ok) return kase;
  const change = stored.change && (await store.findChangeProposal(connection, stored.change));
  const decidable = change ? { kase: kase.value, plan: change.plan, change: change.id } : asPlan(kase.value);
  const isLast = kase.value.stored.findLast(
    (one) => one.change === stored.change && one.decision.bundleKey === stored.decision.bundleKey,
  );
  return isLast?.id === id ? success({ stored, decidable }) : notThere('bundle passed on');
}

export async function readPassedOn(service: Service, caller: Caller, id: string): Promise<Result<PassedOn>> {
  const { connection } = service.store;
  const open = await openOf(connection, id, (studyPlan) => loadPlanCase(connection, studyPlan));
  if (!open.ok) return open;
  const { stored, decidable } = open.value;
  const { plan, kase, change } = decidable;
  const bundle = plan.bundles.find((one) => one.id === stored.decision.bundle);
  const standing = standingsOf(decidable).find((one) => one.bundle === stored.decision.bundle);
  if (!bundle || !standing) return notThere('bundle passed on');
  const look = { plan, standings: [standing], verification: [], precedents: await precedentsOf(connection, plan) };
  return success({
    id,
    home: plan.home,
    host: plan.host,
    bundle,
    comment: stored.decision.comment,
    from: stored.decision.institute,
    precedents: sayingsOf(standing, { ...look, date: dayOf(caller) }),
    seen: roundsOf(kase, { bundle: bundle.id, change }),
  });
}

export const passedOnDecidedSchema = z.object({
  state: z.string().describe('how the bundle stands now'),
  event: planEventSchema.nullable().describe('what that led to for the plan'),
});
export type PassedOnDecided = z.infer<typeof passedOnDecidedSchema>;

/** The decision of the institute that it was passed on to; `not-found` when it was decided on or taken back meanwhile. */
export const decidePassedOn = (
  service: Service,
  caller: Caller,
  { id, draft }: { readonly id: string; readonly draft: DecisionDraft },
): Promise<Result<PassedOnDecided>> =>
  write(service, caller, { action: 'plan.decide', answer: passedOnDecidedSchema }, async (tx, act) => {
    const open = await openOf(tx, id, (studyPlan) => lockPlanCase(tx, studyPlan));
    if (!open.ok) return open;
    const { stored, decidable } = open.value;
    if (stored.decision.decision !== 'pass-on') return notThere('bundle passed on');
    const given = { drafts: [{ ...draft, bundle: stored.decision.bundle }], as: stored.decision.to };
    const doing = { service, caller };
    const done =
      decidable.change === null
        ? await decideLocked(tx, doing, { ...given, kase: decidable.kase }, act)
        : await decideChangeLocked(tx, doing, { ...given, kase: decidable.kase, id: decidable.change }, act);
    if (!done.ok) return done;
    const state = done.value.bundles.find(({ bundle }) => bundle === stored.decision.bundle)?.state ?? 'open';
    return success({ state, event: done.value.event }, done.problems);
  });
