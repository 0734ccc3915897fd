/** Plans that were decided before in every part are approved together. */
import { z } from 'zod';
import {
  failure,
  idSchema,
  may,
  type Problem,
  problemSchema,
  type Result,
  studyPlanSchema,
  success,
} from '../../domain/index.ts';
import { decideByPrecedent } from '../../mobility/index.ts';
import type * as store from '../../store/index.ts';
import { checkRules } from '../cases/check-rules.ts';
import { lockPlanCase, type PlanCase, roundsOf, staleVersion, subjectOf } from '../cases/plan-case.ts';
import { groundOf } from '../cases/plan-courses.ts';
import { precedentsOf } from '../cases/precedents.ts';
import { asPlan, standingsOf } from '../cases/take-decisions.ts';
import { type Doing, dayOf, problem } from '../moves/step.ts';
import { type Caller, type Service, write } from '../service/service.ts';
import { decideLocked } from './decide.ts';

/** Of each plan asked for: as it is now when it was approved, or why it was not. */
export const bulkOutcomeSchema = z.object({
  items: z.array(z.object({ id: idSchema, plan: studyPlanSchema.nullable(), problems: z.array(problemSchema) })),
});
export type BulkOutcome = z.infer<typeof bulkOutcomeSchema>;

export interface BulkApproval {
  readonly plans: readonly { readonly id: string; readonly version: number }[];
}

/** One plan's refusal does not hold the others up. */
export const approveByPrecedent = (
  service: Service,
  caller: Caller,
  { plans }: BulkApproval,
): Promise<Result<BulkOutcome>> =>
  write(service, caller, { action: 'plan.decide', answer: bulkOutcomeSchema }, async (tx, act) => {
    const items: BulkOutcome['items'] = [];
    // In the order of their ids, so that two bulks can not wait for each other in a ring.
    const sorted = [...new Map(plans.map((plan) => [plan.id, plan])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const asked of sorted) {
      const approved = await approveOne(tx, { service, caller }, asked, act);
      const problems = approved.problems.map((one) => ({ ...one }));
      items.push({ id: asked.id, plan: approved.ok ? approved.value.plan : null, problems });
    }
    return success({ items });
  });

async function approveOne(tx: store.Tx, doing: Doing, { id, version }: BulkApproval['plans'][number], act: store.Act) {
  const kase = await lockPlanCase(tx, id);
  if (!kase.ok) return kase;
  const { plan } = kase.value;
  if (!may(doing.caller.actor, 'plan.decide', subjectOf(plan))) return failure(NOT_YOURS);
  if (plan.version !== version) return failure(staleVersion(version, plan.version));
  if (plan.state !== 'submitted') return failure(notSubmitted(plan.state));
  const drafts = await draftsByPrecedent(tx, doing, kase.value);
  if (drafts.length === 0) return failure(NOT_ON_PRECEDENT);
  return decideLocked(tx, doing, { kase: kase.value, drafts, as: plan.institute }, act);
}

async function draftsByPrecedent(tx: store.Tx, { service, caller }: Doing, kase: PlanCase) {
  const { plan } = kase.version;
  const precedents = await precedentsOf(tx, plan);
  const ground = await groundOf({ connection: tx, loaded: service.loaded }, plan);
  const verification = checkRules(service.context(), plan, { ground, precedents });
  const standings = standingsOf(asPlan(kase));
  const look = { plan, standings, verification, precedents, date: dayOf(caller) };
  return decideByPrecedent(look, kase.plan, caller.actor).map(({ bundle, precedent, comment }) => ({
    decision: 'approve' as const,
    bundle,
    precedent,
    comment,
    seen: roundsOf(kase, { bundle, change: null }),
  }));
}

const NOT_YOURS = problem('not-permitted', 'another directorate decides on this plan', 'Leave it to that institute');
const NOT_ON_PRECEDENT = problem(
  'guard-not-met',
  'not every bundle of this plan was decided in the same way before',
  'Decide on it by itself',
);
const notSubmitted = (state: string): Problem =>
  problem('event-not-possible', `the plan is "${state}"`, 'Decide while it is submitted');
