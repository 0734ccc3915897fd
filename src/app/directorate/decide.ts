/** The directorate decides on a plan: bundle by bundle, or on all that is open at once. */
import { z } from 'zod';
import {
  type DecisionDraft,
  failure,
  planEventSchema,
  type Result,
  type StudyPlan,
  studyPlanSchema,
  success,
} from '../../domain/index.ts';
import { addDays, type BundleStanding, MACHINES } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { lockPlanCase, type PlanCase, roundsOf, staleVersion, subjectOf } from '../cases/plan-case.ts';
import { recordPrecedents } from '../cases/record-precedents.ts';
import { asPlan, standingsOf, type Taken, takeDecisions } from '../cases/take-decisions.ts';
import { type Doing, dayOf, refuse, takeStep, timesOf } from '../moves/step.ts';
import { tell } from '../moves/tell.ts';
import { type Caller, type Service, write } from '../service/service.ts';

/** How the bundles stand now, and what that led to; null while something is open. */
export const planDecidedSchema = z.object({
  plan: studyPlanSchema,
  event: planEventSchema.nullable(),
  bundles: z.array(z.object({ bundle: z.string(), state: z.string() })),
});
export type PlanDecided = z.infer<typeof planDecidedSchema>;

type Whole =
  Exclude<DecisionDraft, { decision: 'answer' }> extends infer D
    ? D extends unknown
      ? Omit<D, 'bundle' | 'seen' | 'precedent'>
      : never
    : never;

export interface PlanDecisions {
  readonly studyPlan: string;
  /** The version that was looked at. */
  readonly version: number;
  readonly decisions: readonly DecisionDraft[] | WholeDecision;
}

/** One word on every bundle that is open; `seen`: all decisions on this version that its maker has seen. */
export interface WholeDecision {
  readonly seen: number;
  readonly whole: Whole;
}

/**
 * All or none. `version-conflict` when the plan has moved on, `already-decided` when somebody else was faster on one of the bundles. When
 * every bundle has been looked at the plan moves: approved (precedents are made), refused, asked or passed on.
 */
export const decidePlan = (service: Service, caller: Caller, asked: PlanDecisions): Promise<Result<PlanDecided>> =>
  write(service, caller, { action: 'plan.decide', answer: planDecidedSchema }, async (tx, act) => {
    const kase = await lockPlanCase(tx, asked.studyPlan);
    if (!kase.ok) return kase;
    if (kase.value.plan.version !== asked.version) return failure(staleVersion(asked.version, kase.value.plan.version));
    const drafts = draftsOf(kase.value, asked.decisions);
    if (!drafts.ok) return drafts;
    const as = kase.value.plan.institute;
    return decideLocked(tx, { service, caller }, { kase: kase.value, drafts: drafts.value, as }, act);
  });

function draftsOf(kase: PlanCase, decisions: PlanDecisions['decisions']): Result<readonly DecisionDraft[]> {
  if (!('whole' in decisions)) return success(decisions);
  const made = kase.stored.filter(({ planVersion, change }) => planVersion === kase.plan.version && change === null);
  if (made.length !== decisions.seen)
    return refuse(
      'already-decided',
      'somebody has decided on a bundle of this plan in the meantime',
      'Load the plan again and look at that decision first',
    );
  const open = standingsOf(asPlan(kase)).filter(({ state }) => state === 'open');
  if (open.length === 0) return refuse('already-decided', 'no bundle of this plan is open', 'Decide on single bundles');
  return success(
    open.map(({ bundle }) => ({
      ...decisions.whole,
      bundle,
      seen: roundsOf(kase, { bundle, change: null }),
      precedent: null,
    })) as DecisionDraft[],
  );
}

/** The same for a plan that is locked, in the name of an institute. */
export async function decideLocked(
  tx: store.Tx,
  doing: Doing,
  { kase, drafts, as }: { readonly kase: PlanCase; readonly drafts: readonly DecisionDraft[]; readonly as: string },
  act: store.Act,
): Promise<Result<PlanDecided>> {
  if (kase.plan.state !== 'submitted')
    return refuse(
      'event-not-possible',
      `nothing can be decided: the plan is "${kase.plan.state}"`,
      'Decide while it is submitted',
    );
  const taken = await takeDecisions(tx, doing, { decidable: asPlan(kase), drafts, as }, act);
  if (!taken.ok) return taken;
  const moved = await movePlan(tx, doing, { kase, taken: taken.value }, act);
  if (!moved.ok) return moved;
  const { outcome } = taken.value;
  const bundles = outcome.standings.map(({ bundle, state }) => ({ bundle, state }));
  return success({ plan: moved.value, event: outcome.event, bundles }, [...taken.problems, ...moved.problems]);
}

async function movePlan(
  tx: store.Tx,
  doing: Doing,
  { kase: { plan, version }, taken }: { readonly kase: PlanCase; readonly taken: Taken },
  act: store.Act,
): Promise<Result<StudyPlan>> {
  const { event, holds, standings, refusals } = taken.outcome;
  if (event === null) return success(plan);
  const subject = subjectOf(plan);
  // The right was checked by the route, for the institute whose turn it is.
  const actor = { user: doing.caller.actor.user, roles: [{ role: 'directorate' as const, institute: plan.institute }] };
  const step = takeStep(doing, { machine: MACHINES.plan, state: plan.state, event, subject, holds, actor });
  if (!step.ok) return step;
  const times = timesOf(doing);
  if (!times.ok) return times;
  const [firstRefusal] = refusals;
  const moved = await store.updateStudyPlan(
    tx,
    { plan: { ...plan, state: step.value.to, reason: firstRefusal?.reason ?? null } },
    { ...act, action: `plan.${event}` },
  );
  if (!moved.ok) return moved;
  const isFinal = step.value.follows.includes('record-precedents');
  const problems = isFinal ? await recordPrecedents(tx, doing, { ...taken, plan: version.plan, standings }, act) : [];
  const days = event === 'refuse' ? times.value.appealDays : times.value.steps[`plan.${step.value.to}`];
  const deadline = days === undefined ? {} : { deadline: addDays(dayOf(doing.caller), days) };
  const parameters = { host: version.plan.host.institution, count: String(refusals.length), ...deadline };
  for (const institute of event === 'pass-on' ? passedOnTo(standings) : [plan.institute])
    await tell(tx, doing, {
      machine: 'plan',
      event,
      id: plan.id,
      occurrence: event === 'pass-on' ? `${plan.version} ${institute}` : moved.value.revision,
      subject: { ...subject, institute },
      parameters,
    });
  return success(moved.value, problems);
}

const passedOnTo = (standings: readonly BundleStanding[]): string[] => [
  ...new Set(standings.flatMap(({ decision }) => (decision?.decision === 'pass-on' ? [decision.to] : []))),
];
