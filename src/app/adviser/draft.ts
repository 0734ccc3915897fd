/** Drafts of study plans: made by the planner from stored courses, or given; and new versions of a draft. */
import {
  type Actor,
  may,
  type Plan,
  type Result,
  reason,
  type Stay,
  type StudyPlan,
  studyPlanSchema,
  success,
} from '../../domain/index.ts';
import { stateOf } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { judge, versionFrom } from '../cases/plan-case.ts';
import { openSides, type StoredSides } from '../cases/stored-sides.ts';
import { type Caller, dayOf, found, need, refuse, type Service, type Transaction, write } from '../service/service.ts';
import { planStay } from '../tools/plan.ts';
import type { PlanOptions } from '../tools/stay.ts';

/** A whole plan, or what the planner shall make one from. */
export type PlanSource = { readonly plan: Plan } | { readonly from: StoredSides & { readonly options: PlanOptions } };

export interface StudyPlanDraft {
  /** The caller when left out. */
  readonly student?: string | undefined;
  readonly application?: string | undefined;
  readonly stay?: Stay | null | undefined;
  readonly source: PlanSource;
}

/** The planner works before the transaction, because it may take seconds; its refusal is answered inside, after a repeated request. */
async function planFrom(service: Service, source: PlanSource): Promise<Result<Plan>> {
  if ('plan' in source) return success(source.plan);
  const { options, ...ids } = source.from;
  const sides = await openSides(service, ids);
  return sides.ok ? planStay(service.context(), sides.value, options) : sides;
}

export async function draftStudyPlan(
  service: Service,
  caller: Caller,
  { source, ...draft }: StudyPlanDraft,
): Promise<Result<StudyPlan>> {
  const made = await planFrom(service, source);
  return write(service, caller, { action: 'plan.create', answer: studyPlanSchema }, async (work) => {
    const plan = need(made);
    const owner = await ownerOf(work.tx, caller.actor, draft);
    const version = versionFrom(plan, { number: 1, kind: 'draft', madeOn: dayOf(caller) });
    const record = { ...owner, state: 'draft' as const, version: 1, reason: null };
    const created = need(await store.plans.create(work.tx, { draft: record, version }, work.act));
    work.notes.push(...made.problems);
    await noteBrokenRules(work, plan);
    return created;
  });
}

/** Whose plan it becomes: of the application's student and institute, else of the student and the institute of that role. */
async function ownerOf(
  tx: store.Tx,
  actor: Actor,
  { student: named, application: id, stay = null }: Omit<StudyPlanDraft, 'source'>,
): Promise<Pick<StudyPlan, 'student' | 'institute' | 'application' | 'stay'>> {
  const application = id === undefined ? null : await store.find(tx, 'application', id);
  const student = named ?? application?.student ?? actor.user;
  if (id !== undefined && application?.student !== student)
    refuse('reference-unknown', reason('application-of-student-unknown', { id }));
  const institute = application?.institute ?? (await instituteOf(tx, student));
  if (institute === null || !may(actor, 'plan.create', { owner: student, institute }))
    return refuse('not-permitted', reason('plan-for-student-not-permitted'));
  return { student, institute, application: id ?? null, stay: stay ?? application?.stay ?? null };
}

async function instituteOf(tx: store.Tx, student: string): Promise<string | null> {
  const user = await store.find(tx, 'user', student);
  return user?.roles.find(({ role, institute }) => role === 'student' && institute !== null)?.institute ?? null;
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
  const made = await planFrom(service, source);
  return write(service, caller, { action: 'plan.edit', answer: studyPlanSchema }, async (work) => {
    const content = need(made);
    const plan = found('plan', id, await store.lock(work.tx, 'plan', id));
    if (plan.state !== 'draft')
      refuse('event-not-possible', reason('plan-not-draft', { state: stateOf('plan', plan.state) }));
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
