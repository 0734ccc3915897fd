/** The directorate decides on a plan or on a change to it: bundle by bundle, on all that is open at once, or on many plans by precedent. */
import { z } from 'zod';
import {
  type ChangeProposal,
  changeProposalSchema,
  type DecisionDraft,
  EVENTS,
  idSchema,
  problemSchema,
  type Result,
  reason,
  studyPlanSchema,
} from '../../domain/index.ts';
import { checkChange, decideByPrecedent } from '../../mobility/index.ts';
import {
  asPlan,
  type Decidable,
  type Judged,
  judgeOne,
  lockPlanCase,
  roundsOf,
  standingsOf,
} from '../cases/plan-case.ts';
import { checkVersion, takeDecisions } from '../cases/take-decisions.ts';
import { follow } from '../moves/move.ts';
import { CHANGE } from '../moves/plan.ts';
import { permit } from '../service/authorise.ts';
import { refuseState } from '../service/records.ts';
import {
  attempt,
  type Caller,
  dayOf,
  refuse,
  refuseFor,
  type Service,
  type Transaction,
  write,
} from '../service/service.ts';

const bundles = z.array(z.object({ bundle: z.string(), state: z.string() }));
/** How the bundles stand now, and what that led to; null while something is open. */
export const planDecidedSchema = z.object({ plan: studyPlanSchema, event: EVENTS.plan.nullable(), bundles });
export const changeDecidedSchema = z.object({
  change: changeProposalSchema,
  event: EVENTS.change.nullable(),
  bundles,
});

/** One word on every bundle that is open; `seen`: all decisions on this version that its maker has seen. */
interface WholeDecision {
  readonly seen: number;
  readonly whole: WithoutBundle<Exclude<DecisionDraft, { decision: 'answer' }>>;
}
type WithoutBundle<D> = D extends unknown ? Omit<D, 'bundle' | 'seen' | 'precedent'> : never;

/**
 * All or none. `version-conflict` when the plan has moved on, `already-decided` when somebody else was faster on one of the bundles. When
 * every bundle has been looked at the plan moves: approved (precedents are made), refused, asked or passed on.
 */
export const decidePlan = (
  service: Service,
  caller: Caller,
  {
    studyPlan,
    version,
    decisions,
  }: {
    readonly studyPlan: string;
    /** The version that was looked at. */
    readonly version: number;
    readonly decisions: readonly DecisionDraft[] | WholeDecision;
  },
): Promise<Result<z.infer<typeof planDecidedSchema>>> =>
  write(service, caller, { action: 'plan.decide', answer: planDecidedSchema }, async (work) => {
    const decidable = asPlan(await lockPlanCase(work, studyPlan));
    checkVersion(decidable.found, version);
    const drafts = 'whole' in decisions ? draftsForAll(decidable, decisions) : decisions;
    return decideOn(work, decidable, { drafts, as: decidable.found.record.institute });
  });

function draftsForAll(decidable: Decidable, { seen, whole }: WholeDecision): DecisionDraft[] {
  const { stored, record } = decidable.found;
  const made = stored.filter(({ planVersion, change }) => planVersion === record.version && change === null);
  if (made.length !== seen) refuse('already-decided', reason('bundle-decided-meanwhile'));
  const open = standingsOf(decidable).filter(({ state }) => state === 'open');
  if (open.length === 0) refuse('already-decided', reason('no-bundle-open'));
  const drafts = open.map(({ bundle }) => ({ ...whole, bundle, seen: roundsOf(decidable, bundle), precedent: null }));
  return drafts as DecisionDraft[];
}

/** A change whose base has moved answers `version-conflict`; a decision that somebody made before, `already-decided`. No decisions: the change only takes bundles out. */
export const decideChange = (
  service: Service,
  caller: Caller,
  { id, decisions }: { readonly id: string; readonly decisions: readonly DecisionDraft[] },
): Promise<Result<z.infer<typeof changeDecidedSchema>>> =>
  write(service, caller, { action: 'change.decide', answer: changeDecidedSchema }, async (work) => {
    const { record: change, plan } = await CHANGE.lock(work, id, 'approve');
    const decidable = { found: plan, plan: change.plan, change };
    return decideOnChange(work, decidable, { drafts: decisions, as: plan.record.institute });
  });

interface BundleDecisions {
  readonly drafts: readonly DecisionDraft[];
  /** The institute in whose name it is decided. */
  readonly as: string;
}

/** What was decided on a locked plan, and what the plan came to by it. */
export async function decideOn(
  work: Transaction,
  decidable: Decidable,
  said: BundleDecisions,
): Promise<z.infer<typeof planDecidedSchema>> {
  const { found } = decidable;
  permit(work, 'plan.decide', { owner: found.record.student, institute: said.as });
  const { state } = found.record;
  if (state !== 'submitted') refuseState('plan', state, 'plan-not-submitted');
  const judged = await takeDecisions(work, decidable, said);
  work.notes.push(...judged.verification);
  const { event, refusals } = judged.outcome;
  const plan =
    event === null
      ? found.record
      : await follow(work, 'plan', { found, event, reason: refusals[0]?.reason, input: { judged } });
  return { plan, event, bundles: bundlesOf(judged) };
}

/** The same of a change; one that is passed on waits as it is. */
export async function decideOnChange(
  work: Transaction,
  decidable: Decidable & { readonly change: ChangeProposal },
  said: BundleDecisions,
): Promise<z.infer<typeof changeDecidedSchema>> {
  const { found: plan, change } = decidable;
  permit(work, 'change.decide', { owner: plan.record.student, institute: said.as });
  const { reasons } = work.service.process;
  const { problems } = checkChange(change, plan.version, { reasons, date: change.proposedOn });
  refuseFor(problems.filter(({ code }) => code === 'version-conflict').slice(0, 1));
  if (change.state !== 'proposed') refuseState('change', change.state, 'change-not-proposed');
  const judged = await takeDecisions(work, decidable, said);
  work.notes.push(...judged.verification);
  const { event: led, refusals } = judged.outcome;
  const event = led === 'pass-on' ? null : led;
  const refusal = event === 'refuse' ? refusals[0]?.reason : undefined;
  const consequence = { found: { record: change, subject: plan.subject, plan }, reason: refusal, input: { judged } };
  const moved = event === null ? change : await follow(work, 'change', { ...consequence, event });
  return { change: moved, event, bundles: bundlesOf(judged) };
}

const bundlesOf = ({ outcome }: Judged) => outcome.standings.map(({ bundle, state }) => ({ bundle, state }));

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
  if (record.state !== 'submitted') refuseState('plan', record.state, 'plan-not-submitted');
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
