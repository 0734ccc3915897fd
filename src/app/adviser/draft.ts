/** Drafts of study plans: made by the planner from stored courses, or given; and new versions of a draft. */
import {
  type Actor,
  failure,
  may,
  type Plan,
  type PlanVersion,
  type Result,
  type Stay,
  type StudyPlan,
  studyPlanSchema,
  success,
} from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { checkRules } from '../cases/check-rules.ts';
import { contentHashOf } from '../cases/plan-case.ts';
import { groundOf } from '../cases/plan-courses.ts';
import { precedentsOf } from '../cases/precedents.ts';
import { dayOf, problem, refuse } from '../moves/step.ts';
import { found } from '../service/found.ts';
import { type Caller, type Service, write } from '../service/service.ts';
import { type ProposalRequest, proposePlan } from './propose.ts';

/** A whole plan, or what the planner shall make one from. */
export type PlanSource = { readonly plan: Plan } | { readonly from: ProposalRequest };

export interface StudyPlanDraft {
  /** The caller when left out. */
  readonly student?: string | undefined;
  readonly application?: string | undefined;
  readonly stay?: Stay | null | undefined;
  readonly source: PlanSource;
}

/** The planner works before the transaction, because it may take seconds; its refusal is answered inside, after a repeated request. */
const planFrom = async (service: Service, source: PlanSource): Promise<Result<Plan>> =>
  'plan' in source ? success(source.plan) : proposePlan(service, source.from);

export async function draftStudyPlan(
  service: Service,
  caller: Caller,
  { source, ...draft }: StudyPlanDraft,
): Promise<Result<StudyPlan>> {
  const made = await planFrom(service, source);
  return write(service, caller, { action: 'plan.create', answer: studyPlanSchema }, async (tx, act) => {
    if (!made.ok) return made;
    const owner = await ownerOf(tx, caller.actor, draft);
    if (!owner.ok) return owner;
    const version = versionFrom(made.value, { number: 1, kind: 'draft', madeOn: dayOf(caller) });
    const record = { ...owner.value, state: 'draft' as const, version: 1, reason: null };
    const created = await store.createStudyPlan(tx, { draft: record, version }, act);
    if (!created.ok) return created;
    return success(created.value, [...made.problems, ...(await rulesBroken(service, tx, made.value))]);
  });
}

type Owner = Pick<StudyPlan, 'student' | 'institute' | 'application' | 'stay'>;

/** Whose plan it becomes: of the application's student and institute, else of the student and the institute of that role. */
async function ownerOf(
  tx: store.Tx,
  actor: Actor,
  { student: named, application: id, stay = null }: Omit<StudyPlanDraft, 'source'>,
): Promise<Result<Owner>> {
  const application = id === undefined ? null : await store.findApplication(tx, id);
  if (id !== undefined && application === null) return unknown('application', id);
  const student = named ?? application?.student ?? actor.user;
  if (application && application.student !== student) return unknown('application of this student', application.id);
  const institute = application?.institute ?? (await instituteOf(tx, student));
  if (institute === null || !may(actor, 'plan.create', { owner: student, institute }))
    return failure(
      problem('not-permitted', 'you can not make a plan for this student', 'Make your own, or one of your institute'),
    );
  return success({ student, institute, application: id ?? null, stay: stay ?? application?.stay ?? null });
}

async function instituteOf(tx: store.Tx, student: string): Promise<string | null> {
  const user = await store.findUser(tx, student);
  return user?.roles.find(({ role, institute }) => role === 'student' && institute !== null)?.institute ?? null;
}

const unknown = (what: string, id: string): Result<never> =>
  refuse('reference-unknown', `there is no ${what} "${id}"`, 'Check the id');

export interface PlanEdit {
  readonly id: string;
  readonly revision: number;
  readonly source: PlanSource;
}

/** A new version of a draft; the one before stays as it was. */
export async function editStudyPlan(
  service: Service,
  caller: Caller,
  { id, revision, source }: PlanEdit,
): Promise<Result<StudyPlan>> {
  const made = await planFrom(service, source);
  return write(service, caller, { action: 'plan.edit', answer: studyPlanSchema }, async (tx, act) => {
    if (!made.ok) return made;
    const plan = found('study plan', id, await store.lockStudyPlan(tx, id));
    if (!plan.ok) return plan;
    if (plan.value.state !== 'draft')
      return refuse(
        'event-not-possible',
        `the plan is "${plan.value.state}" and can not be edited`,
        'Take it back to the draft; after the agreement propose a change',
      );
    const number = plan.value.version + 1;
    const newVersion = versionFrom(made.value, { number, kind: 'draft', madeOn: dayOf(caller) });
    const next = { ...plan.value, revision, version: number };
    const updated = await store.updateStudyPlan(tx, { plan: next, newVersion }, act);
    if (!updated.ok) return updated;
    return success(updated.value, [...made.problems, ...(await rulesBroken(service, tx, made.value))]);
  });
}

export const versionFrom = (
  plan: Plan,
  rest: Pick<PlanVersion, 'number' | 'kind' | 'madeOn'> & Partial<Pick<PlanVersion, 'change'>>,
): PlanVersion => ({ change: null, ...rest, plan, contentHash: contentHashOf(plan) });

/** A draft may break rules; whoever makes it hears of it before it is submitted. */
async function rulesBroken(service: Service, tx: store.Tx, plan: Plan) {
  const ground = await groundOf({ connection: tx, loaded: service.loaded }, plan);
  const precedents = await precedentsOf(tx, plan);
  const broken = checkRules(service.context(), plan, { ground, precedents });
  return broken.map((one) => ({ ...one, severity: 'warning' as const }));
}
