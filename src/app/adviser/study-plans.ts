/** Study plans as they are read: records, versions, and the standing with the evidence beside it. */
import { z } from 'zod';
import {
  bundleDecisionSchema,
  failure,
  idSchema,
  type PlanState,
  type PlanVersion,
  planEventSchema,
  planVersionSchema,
  problemSchema,
  type Result,
  type StudyPlan,
  studyPlanSchema,
  success,
} from '../../domain/index.ts';
import {
  type BundleStanding,
  decidingInstitute,
  eventsNow,
  isFullyOnPrecedent,
  MACHINES,
  planRisk,
  precedentsFor,
} from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { decisionsOn, loadPlanCase, roundsOf, subjectOf } from '../cases/plan-case.ts';
import { outcomeOf } from '../cases/take-decisions.ts';
import { holdsOf } from '../moves/plan.ts';
import { dayOf, problem } from '../moves/step.ts';
import { reachFor } from '../service/authorise.ts';
import { found } from '../service/found.ts';
import type { Caller, Service } from '../service/service.ts';

export interface StudyPlanFilter extends store.PageOptions {
  readonly state?: PlanState | undefined;
  readonly student?: string | undefined;
  readonly institute?: string | undefined;
  readonly application?: string | undefined;
}

export const listStudyPlans = (
  { store: { connection } }: Service,
  caller: Caller,
  { after, limit, ...where }: StudyPlanFilter,
): Promise<store.Page<StudyPlan>> =>
  store.listStudyPlans(connection, { where, after, limit, reach: reachFor(caller, 'plan.read'), order: 'newest' });

export const readStudyPlan = async ({ store: { connection } }: Service, id: string): Promise<Result<StudyPlan>> =>
  found('study plan', id, await store.findStudyPlan(connection, id));

export const planVersionSummarySchema = planVersionSchema.omit({ plan: true });

export const listPlanVersions = ({ store: { connection } }: Service, id: string) =>
  store.listPlanVersions(connection, id);

export const readPlanVersion = async (
  { store: { connection } }: Service,
  { id, number }: { readonly id: string; readonly number: number },
): Promise<Result<PlanVersion>> =>
  found('version', `${id}#${number}`, await store.findPlanVersion(connection, id, number));

const riskShape = { risk: z.object({ value: z.number(), keys: z.array(z.string()) }) };

/** What somebody looks at before deciding. */
export const planStandingSchema = z.object({
  plan: studyPlanSchema,
  contentHash: z.string(),
  bundles: z.array(
    z.object({
      bundle: z.string(),
      state: z.enum(['open', 'approved', 'approved-with-bridge', 'refused', 'asked', 'passed-on']),
      decision: bundleDecisionSchema.nullable().describe('the one that counts'),
      seen: z.number().int().describe('how many decisions there are on it in this version; send it with the next'),
      institute: idSchema.describe('whose directorate decides on it'),
      changedSince: z.boolean().describe('it was decided on in another form before'),
      precedents: z.object({
        says: z.enum(['approved', 'approved-with-bridge', 'refused', 'contradictory', 'reopened', 'nothing']),
        ids: z.array(idSchema),
      }),
    }),
  ),
  seen: z.number().int().describe('all decisions on this version; send it with one word on all open bundles'),
  fullyOnPrecedent: z.boolean().describe('it may be approved together with others'),
  rules: z.array(problemSchema).describe('hard rules that the plan breaks, and what could not be checked'),
  events: z.array(z.object({ event: planEventSchema, needsReason: z.boolean(), problems: z.array(problemSchema) })),
  ...riskShape,
});
export type PlanStanding = z.infer<typeof planStandingSchema>;

export async function readPlanStanding(service: Service, caller: Caller, id: string): Promise<Result<PlanStanding>> {
  const { connection } = service.store;
  const kase = await loadPlanCase(connection, id);
  if (!kase.ok) return kase;
  const { plan, version, stored } = kase.value;
  const decisions = decisionsOn(kase.value, null);
  const { outcome, precedents, verification } = await outcomeOf(
    connection,
    { service, caller },
    { plan: version.plan, decisions },
  );
  const { standings } = outcome;
  const look = { plan: version.plan, standings, verification, precedents, date: dayOf(caller) };
  const holds = { ...outcome.holds, ...(await holdsOf(connection, { plan, version, answered: version.contentHash })) };
  const risk = planRisk(look);
  return success({
    plan,
    contentHash: version.contentHash,
    bundles: standings.map((standing) => ({
      ...shownStanding(standing, plan),
      seen: roundsOf(kase.value, { bundle: standing.bundle, change: null }),
      precedents: sayingsOf(standing, look),
    })),
    seen: stored.filter(({ planVersion, change }) => planVersion === plan.version && change === null).length,
    fullyOnPrecedent: plan.state === 'submitted' && isFullyOnPrecedent(look),
    rules: [...verification],
    events: eventsNow(MACHINES.plan, plan.state, { actor: caller.actor, subject: subjectOf(plan), holds }),
    risk: { value: risk.value, keys: [...risk.keys] },
  });
}

export const shownStanding = (standing: BundleStanding, { institute }: StudyPlan) => {
  const { bundle, state, decision, changedSince } = standing;
  return { bundle, state, decision, changedSince, institute: decidingInstitute(standing, institute) };
};

export function sayingsOf({ bundle: id }: BundleStanding, look: Parameters<typeof planRisk>[0]) {
  const bundle = look.plan.bundles.find((one) => one.id === id);
  if (!bundle) return { says: 'nothing' as const, ids: [] };
  const { says, precedents } = precedentsFor(bundle, look.plan, look);
  return { says, ids: precedents.map((one) => one.id) };
}

export const notThere = (what: string): Result<never> =>
  failure(problem('not-found', `there is no such ${what}`, 'Check the id; it may have been decided by now'));
