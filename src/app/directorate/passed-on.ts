/**
 * A bundle that was passed on to the institute that teaches the course. Its directorate sees the bundle and what speaks for it, and
 * neither the rest of the plan nor whose it is.
 */
import { z } from 'zod';
import { bundleSchema, type DecisionDraft, EVENTS, idSchema, type Result, reason } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { planCoursesSchema, planStandingSchema, precedentsSaid } from '../adviser/study-plans.ts';
import {
  asPlan,
  type Decidable,
  loadPlanCase,
  lockPlanCase,
  type PlanCase,
  roundsOf,
  standingsOf,
} from '../cases/plan-case.ts';
import { coursesOfPlans, namedCourses, precedentsOf } from '../cases/stored.ts';
import { attempt, type Caller, dayOf, refuse, type Service, write } from '../service/service.ts';
import { decideOn, decideOnChange } from './decide.ts';

export const passedOnSchema = z.object({
  /** Of the decision that passed it on. */
  id: idSchema,
  home: z.object({ institution: z.string(), programme: z.string().nullable() }),
  host: z.object({ institution: z.string(), academicYear: z.string().nullable() }),
  bundle: bundleSchema,
  comment: z.string(),
  from: idSchema.describe('the institute that passed it on'),
  precedents: planStandingSchema.shape.bundles.element.shape.precedents,
  courses: planCoursesSchema,
  seen: z.number().int(),
});

const gone = (): never => refuse('not-found', reason('passed-on-gone'));

/** The bundle as long as the decision that passed it on is the one that counts. */
async function openOf(
  connection: store.Connection,
  id: string,
  load: (studyPlan: string) => Promise<PlanCase>,
): Promise<{
  readonly stored: store.StoredDecision;
  readonly decidable: Decidable;
}> {
  const stored = (await store.decisions.find(connection, id)) ?? gone();
  const found = await load(stored.studyPlan);
  const change = stored.change && (await store.find(connection, 'change', stored.change));
  const decidable = change ? { found, plan: change.plan, change } : asPlan(found);
  const last = found.stored.findLast(
    (one) => one.change === stored.change && one.decision.bundleKey === stored.decision.bundleKey,
  );
  return last?.id === id ? { stored, decidable } : gone();
}

export const readPassedOn = (
  { store: { connection }, loaded }: Service,
  caller: Caller,
  id: string,
): Promise<Result<z.infer<typeof passedOnSchema>>> =>
  attempt(async () => {
    const { stored, decidable } = await openOf(connection, id, (studyPlan) => loadPlanCase(connection, studyPlan));
    const { plan } = decidable;
    const { bundle: of, comment, institute: from } = stored.decision;
    const bundle = plan.bundles.find((one) => one.id === of) ?? gone();
    const standing = standingsOf(decidable).find((one) => one.bundle === of) ?? gone();
    const precedents = precedentsSaid(standing, {
      plan,
      precedents: await precedentsOf(connection, plan),
      date: dayOf(caller),
    });
    const { home, host } = plan;
    // The texts of this bundle alone: the rest of the plan is the other institute's.
    const only = { ...plan, bundles: [bundle] };
    const [known] = await coursesOfPlans(connection, loaded, [only]);
    const courses = namedCourses(only, known ?? { home: null, host: null });
    return { id, home, host, bundle, comment, from, precedents, courses, seen: roundsOf(decidable, bundle.id) };
  });

export const passedOnDecidedSchema = z.object({
  state: z.string().describe('how the bundle stands now'),
  event: EVENTS.plan.nullable().describe('what that led to for the plan'),
});

/** The decision of the institute that it was passed on to; `not-found` when it was decided on or taken back meanwhile. */
export const decidePassedOn = (
  service: Service,
  caller: Caller,
  { id, draft }: { readonly id: string; readonly draft: DecisionDraft },
): Promise<Result<z.infer<typeof passedOnDecidedSchema>>> =>
  write(service, caller, { action: 'plan.decide', answer: passedOnDecidedSchema }, async (work) => {
    const { stored, decidable } = await openOf(work.tx, id, (studyPlan) => lockPlanCase(work, studyPlan));
    const { decision } = stored;
    if (decision.decision !== 'pass-on') return gone();
    const said = { drafts: [{ ...draft, bundle: decision.bundle }], as: decision.to };
    const { change } = decidable;
    // A change that is decided moves the change; the plan itself does not move by it.
    const { bundles, event } = change
      ? { ...(await decideOnChange(work, { ...decidable, change }, said)), event: null }
      : await decideOn(work, decidable, said);
    return { state: bundles.find(({ bundle }) => bundle === decision.bundle)?.state ?? 'open', event };
  });
