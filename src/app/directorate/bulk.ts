/** Plans that were decided before in every part are approved together. */
import { z } from 'zod';
import { idSchema, problemSchema, type Result, reason, studyPlanSchema } from '../../domain/index.ts';
import { decideByPrecedent, stateOf } from '../../mobility/index.ts';
import { asPlan, judgeOne, lockPlanCase, roundsOf } from '../cases/plan-case.ts';
import { checkVersion } from '../cases/take-decisions.ts';
import { permit } from '../service/authorise.ts';
import { attempt, type Caller, dayOf, refuse, type Service, type Transaction, write } from '../service/service.ts';
import { decideOn } from './decide.ts';

/** Of each plan asked for: as it is now when it was approved, or why it was not. */
export const bulkOutcomeSchema = z.object({
  items: z.array(z.object({ id: idSchema, plan: studyPlanSchema.nullable(), problems: z.array(problemSchema) })),
});
type Outcome = z.infer<typeof bulkOutcomeSchema>;

interface SeenPlan {
  readonly id: string;
  readonly version: number;
}

/** One plan's refusal does not hold the others up. */
export const approveByPrecedent = (
  service: Service,
  caller: Caller,
  { plans }: { readonly plans: readonly SeenPlan[] },
): Promise<Result<Outcome>> =>
  write(service, caller, { action: 'plan.decide', answer: bulkOutcomeSchema }, async (work) => {
    const items: Outcome['items'] = [];
    // In the order of their ids, so that two bulks cannot wait for each other in a ring.
    const sorted = [...new Map(plans.map((plan) => [plan.id, plan])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const asked of sorted) {
      const notes: Transaction['notes'] = [];
      const approved = await attempt(() => approveOne({ ...work, notes }, asked));
      const plan = approved.ok ? approved.value.plan : null;
      items.push({ id: asked.id, plan, problems: [...notes, ...approved.problems] });
    }
    return { items };
  });

async function approveOne(work: Transaction, { id, version }: SeenPlan) {
  const { caller } = work;
  const found = await lockPlanCase(work, id);
  const { record, subject } = found;
  permit(work, 'plan.decide', subject);
  checkVersion(found, version);
  if (record.state !== 'submitted')
    refuse('event-not-possible', reason('plan-not-submitted', { state: stateOf('plan', record.state) }));
  const judged = await judgeOne(work, asPlan(found));
  const look = { ...judged, standings: judged.outcome.standings, date: dayOf(caller) };
  const drafts = decideByPrecedent(look, record, caller.actor).map(({ bundle, precedent, comment }) => ({
    decision: 'approve' as const,
    bundle,
    precedent,
    comment,
    seen: roundsOf(asPlan(found), bundle),
  }));
  if (drafts.length === 0) refuse('guard-not-met', reason('not-on-precedent'));
  return decideOn(work, asPlan(found), { drafts, as: record.institute });
}
