/** Study plans as they are read: records, versions, and the standing with the evidence beside it. */
import { z } from 'zod';
import {
  type BundlePrecedent,
  bundleDecisionSchema,
  EVENTS,
  idSchema,
  type Plan,
  type PlanVersion,
  planVersionSchema,
  problemSchema,
  type Result,
  studyPlanSchema,
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
import { asPlan, guardsOfPlan, judgeOne, loadPlanCase, roundsOf } from '../cases/plan-case.ts';
import { attempt, type Caller, dayOf, resultOf, type Service, workOf } from '../service/service.ts';

export const planVersionSummarySchema = planVersionSchema.omit({ plan: true });

export const listPlanVersions = ({ store: { connection } }: Service, id: string) =>
  store.plans.listVersions(connection, id);

export const readPlanVersion = async (
  { store: { connection } }: Service,
  { id, number }: { readonly id: string; readonly number: number },
): Promise<Result<PlanVersion>> =>
  resultOf('version', `${id}#${number}`, await store.plans.findVersion(connection, id, number));

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
  events: z.array(z.object({ event: EVENTS.plan, needsReason: z.boolean(), problems: z.array(problemSchema) })),
  risk: z.object({ value: z.number(), keys: z.array(z.string()) }),
});

export const readPlanStanding = (
  service: Service,
  caller: Caller,
  id: string,
): Promise<Result<z.infer<typeof planStandingSchema>>> =>
  attempt(async () => {
    const work = workOf(service, caller);
    const found = await loadPlanCase(work.connection, id);
    const { record: plan, version, stored, subject } = found;
    const judged = await judgeOne(work, asPlan(found));
    const { holds: decided, standings } = judged.outcome;
    const look = { ...judged, standings, date: dayOf(caller) };
    const holds = { ...decided, ...(await guardsOfPlan(work.connection, found, version.contentHash)) };
    const risk = planRisk(look);
    return {
      plan,
      contentHash: version.contentHash,
      bundles: standings.map((standing) => {
        const { bundle, state, decision, changedSince } = standing;
        const said = { bundle, state, decision, changedSince, institute: decidingInstitute(standing, plan.institute) };
        return { ...said, seen: roundsOf(asPlan(found), bundle), precedents: precedentsSaid(standing, look) };
      }),
      seen: stored.filter(({ planVersion, change }) => planVersion === plan.version && change === null).length,
      fullyOnPrecedent: plan.state === 'submitted' && isFullyOnPrecedent(look),
      rules: [...judged.verification],
      events: eventsNow(MACHINES.plan, plan.state, { actor: caller.actor, subject, holds }),
      risk: { value: risk.value, keys: [...risk.keys] },
    };
  });

/** What the precedents say about a bundle. */
export function precedentsSaid(
  { bundle: id }: BundleStanding,
  look: { readonly plan: Plan; readonly precedents: readonly BundlePrecedent[]; readonly date: string },
) {
  const bundle = look.plan.bundles.find((one) => one.id === id);
  if (!bundle) return { says: 'nothing' as const, ids: [] };
  const { says, precedents } = precedentsFor(bundle, look.plan, look);
  return { says, ids: precedents.map((one) => one.id) };
}
