/** Study plans: made by the planner or given, edited, read with the evidence beside them; and changes to agreed ones, proposed and read. */
import { z } from 'zod';
import {
  type BundlePrecedent,
  bundleDecisionSchema,
  type ChangeProposal,
  changeProposalSchema,
  curriculumCourseSchema,
  EVENTS,
  idSchema,
  type Plan,
  type PlanVersion,
  planVersionSchema,
  problemSchema,
  type Result,
  type StateOf,
  type StudyPlan,
  studyPlanSchema,
  success,
} from '../../domain/index.ts';
import {
  type BundleStanding,
  checkChange,
  decidingInstitute,
  eventsNow,
  isFullyOnPrecedent,
  MACHINES,
  planRisk,
  precedentsFor,
} from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import {
  asPlan,
  guardsOfPlan,
  judge,
  judgeOne,
  loadPlanCase,
  lockPlanCase,
  roundsOf,
  versionFrom,
} from '../cases/plan-case.ts';
import { coursesOfPlans, namedCourses, openSides, type StoredSides } from '../cases/stored.ts';
import { isGraceOpen } from '../moves/grace.ts';
import { tellCreated } from '../moves/move.ts';
import { resultsSoFar } from '../registrar/students.ts';
import { refuseState } from '../service/records.ts';
import {
  attempt,
  type Caller,
  dayOf,
  found,
  need,
  refuseFor,
  resultOf,
  type Service,
  type Transaction,
  workOf,
  write,
} from '../service/service.ts';
import { planStay } from '../tools/plan.ts';
import type { PlanOptions } from '../tools/stay.ts';
import { noteAppliedFor, ownerOf, type PlanOwner, studentOf } from './plan-owner.ts';

export const planVersionSummarySchema = planVersionSchema.omit({ plan: true });

export const listPlanVersions = ({ store: { connection } }: Service, id: string) =>
  store.plans.listVersions(connection, id);

export const readPlanVersion = async (
  { store: { connection } }: Service,
  { id, number }: { readonly id: string; readonly number: number },
): Promise<Result<PlanVersion>> =>
  resultOf('version', `${id}#${number}`, await store.plans.findVersion(connection, id, number));

/** The texts that a plan is judged by. */
export const planCoursesSchema = z.object({
  home: z.array(curriculumCourseSchema),
  host: z.array(curriculumCourseSchema),
});

/** Of a plan, or of a plan as a change would make it, as the courses are stored today. */
export const readPlanCourses = (
  { store: { connection }, loaded }: Service,
  { kind, id }: { readonly kind: 'plan' | 'change'; readonly id: string },
): Promise<Result<z.infer<typeof planCoursesSchema>>> =>
  attempt(async () => {
    const { plan } =
      kind === 'plan'
        ? (await loadPlanCase(connection, id)).version
        : found('change', id, await store.find(connection, 'change', id));
    const [courses] = await coursesOfPlans(connection, loaded, [plan]);
    return namedCourses(plan, courses ?? { home: null, host: null });
  });

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
  undoUntil: z
    .string()
    .nullable()
    .describe(
      'instant until which the decision can be taken back; null when it can not, or nothing follows from it yet',
    ),
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
    const of = { kind: 'plan' as const, id, revision: plan.revision };
    const undoUntil = (await isGraceOpen(work, of))
      ? ((await store.held.find(work.connection, of))?.dueAt ?? null)
      : null;
    const holds = {
      ...decided,
      ...(await guardsOfPlan(work.connection, found, version.contentHash)),
      'grace-open': undoUntil !== null || plan.state === 'submitted',
    };
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
      undoUntil,
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

/** A whole plan, or what the planner shall make one from. */
export type PlanSource = { readonly plan: Plan } | { readonly from: StoredSides & { readonly options: PlanOptions } };

export interface StudyPlanDraft extends PlanOwner {
  readonly source: PlanSource;
}

/** What the office keeps of the student's results counts where the request names none. The planner works before the transaction, because it may take seconds; its refusal is answered inside, after a repeated request. */
async function planFrom(service: Service, source: PlanSource, student: string | null): Promise<Result<Plan>> {
  if ('plan' in source) return success(source.plan);
  const { options, ...ids } = source.from;
  const sides = await openSides(service, ids);
  if (!sides.ok) return sides;
  const kept = student === null ? undefined : await resultsSoFar(service.store.connection, student);
  const soFar = options.soFar ?? kept;
  return planStay(service.context(), sides.value, { ...options, ...(soFar && { soFar }) });
}

export async function draftStudyPlan(
  service: Service,
  caller: Caller,
  { source, ...draft }: StudyPlanDraft,
): Promise<Result<StudyPlan>> {
  const made = await planFrom(service, source, await studentOf(service, caller, draft));
  return write(service, caller, { action: 'plan.create', answer: studyPlanSchema }, async (work) => {
    const plan = need(made);
    const owner = await ownerOf(work, caller, { asked: draft, plan });
    const version = versionFrom(plan, { number: 1, kind: 'draft', madeOn: dayOf(caller) });
    const record = { ...owner, state: 'draft' as const, version: 1, reason: null };
    const created = need(await store.plans.create(work.tx, { draft: record, version }, work.act));
    work.notes.push(...made.problems);
    await noteBrokenRules(work, plan);
    return created;
  });
}

/** A new version of a draft; the one before stays as it was. */
export async function editStudyPlan(
  service: Service,
  caller: Caller,
  {
    id,
    revision,
    source,
  }: {
    readonly id: string;
    readonly revision: number;
    readonly source: PlanSource;
  },
): Promise<Result<StudyPlan>> {
  const edited = await store.find(service.store.connection, 'plan', id);
  const made = await planFrom(service, source, edited?.student ?? null);
  return write(service, caller, { action: 'plan.edit', answer: studyPlanSchema }, async (work) => {
    const content = need(made);
    const plan = found('plan', id, await store.lock(work.tx, 'plan', id));
    if (plan.state !== 'draft') refuseState('plan', plan.state, 'plan-not-draft');
    await noteAppliedFor(work, content, plan);
    const number = plan.version + 1;
    const newVersion = versionFrom(content, { number, kind: 'draft', madeOn: dayOf(caller) });
    const next = { ...plan, revision, version: number };
    const updated = need(await store.plans.update(work.tx, { plan: next, newVersion }, work.act));
    work.notes.push(...made.problems);
    await noteBrokenRules(work, content);
    return updated;
  });
}

/** A draft may break rules; whoever makes it hears of it before it is submitted. */
async function noteBrokenRules(work: Transaction, plan: Plan): Promise<void> {
  for (const { verification } of await judge(work, [{ plan, decisions: [] }]))
    work.notes.push(...verification.map((one) => ({ ...one, severity: 'warning' as const })));
}

/** `baseVersion`: the version that it is made against; `plan`: the whole plan after it. */
export type ChangeRequest = Pick<ChangeProposal, 'studyPlan' | 'baseVersion' | 'items' | 'plan'>;

/** `version-conflict` when the plan has moved on. The items must be exactly what the plans differ by, each with its reason. */
export const proposeChange = (
  service: Service,
  caller: Caller,
  asked: ChangeRequest,
): Promise<Result<ChangeProposal>> =>
  write(service, caller, { action: 'change.propose', answer: changeProposalSchema }, async (work) => {
    const plan = await lockPlanCase(work, asked.studyPlan);
    const { state } = plan.record;
    if (state !== 'frozen') refuseState('plan', state, 'plan-not-agreed');
    const proposedOn = dayOf(caller);
    refuseFor(checkChange(asked, plan.version, { reasons: service.process.reasons, date: proposedOn }).problems);
    const { contentHash } = versionFrom(asked.plan, { number: asked.baseVersion, kind: 'change', madeOn: proposedOn });
    const proposedBy = caller.actor.user;
    const draft = { ...asked, state: 'proposed' as const, contentHash, proposedBy, proposedOn, reason: null };
    const record = need(await store.plans.createChange(work.tx, draft, work.act));
    await tellCreated(work, 'change', { record, subject: plan.subject, plan });
    return record;
  });

export const listChanges = (
  { store: { connection } }: Service,
  {
    studyPlan,
    state,
    ...page
  }: store.PageOptions & { readonly studyPlan: string; readonly state?: StateOf<'change'> | undefined },
): Promise<store.Page<ChangeProposal>> => store.list(connection, 'change', { where: { studyPlan, state }, ...page });
