/** Whose a study plan is, and which application it rests on. */
import {
  type Application,
  may,
  type Plan,
  type Problem,
  reason,
  type Stay,
  type StudyPlan,
} from '../../domain/index.ts';
import { checkAppliedFor, MACHINES } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { loadApplicationCase } from '../cases/application-case.ts';
import { everyPage } from '../service/records.ts';
import { type Caller, refuse, refuseFor, type Service, type Transaction } from '../service/service.ts';

/** As it is asked for. */
export interface PlanOwner {
  /** The application's when left out, else the caller. */
  readonly student?: string | undefined;
  /** Null: none. When left out it is the one that the student has for this host and this time, where there is one. */
  readonly application?: string | null | undefined;
  /** The application's when left out. */
  readonly stay?: Stay | null | undefined;
}

export const studentOf = async (
  { store: { connection } }: Service,
  { actor }: Caller,
  { student, application: id }: PlanOwner,
): Promise<string> => {
  const application = student === undefined && id ? await store.find(connection, 'application', id) : null;
  return student ?? application?.student ?? actor.user;
};

/** Of the application's student and institute, else of the student and the institute of that role; refused where it is not of the place and the time that were applied for. */
export async function ownerOf(
  work: Transaction,
  { actor }: Caller,
  { asked, plan }: { readonly asked: PlanOwner; readonly plan: Plan },
): Promise<Pick<StudyPlan, 'student' | 'institute' | 'application' | 'stay'>> {
  const { student: named, application: id, stay = null } = asked;
  const given = id ? await store.find(work.tx, 'application', id) : null;
  const student = named ?? given?.student ?? actor.user;
  if (id && given?.student !== student) refuse('reference-unknown', reason('application-of-student-unknown', { id }));
  const mayPlan = (institute: string) => may(actor, 'plan.create', { owner: student, institute });
  const open = id === undefined ? await openApplications(work.tx, student) : [];
  const application =
    given ??
    (await theOneFor(
      work,
      open.filter(({ institute }) => mayPlan(institute)),
      { plan, stay },
    ));
  const institute = application?.institute ?? (await instituteOf(work.tx, student));
  if (institute === null || !mayPlan(institute))
    return refuse('not-permitted', reason('plan-for-student-not-permitted'));
  const owner = { student, institute, application: application?.id ?? null, stay: stay ?? application?.stay ?? null };
  await noteAppliedFor(work, plan, owner);
  return owner;
}

const openApplications = async (tx: store.Tx, student: string): Promise<Application[]> =>
  (await everyPage((after) => store.list(tx, 'application', { where: { student }, after }))).filter(
    ({ state }) => !MACHINES.application.final.includes(state),
  );

/** The application that the plan is of beyond doubt; of several the one whose place was accepted. */
async function theOneFor(
  work: Transaction,
  applications: readonly Application[],
  { plan, stay }: { readonly plan: Plan; readonly stay: Stay | null },
): Promise<Application | null> {
  const fitting: Application[] = [];
  for (const one of applications)
    if ((await problemsOf(work, plan, { application: one.id, stay })).length === 0) fitting.push(one);
  const accepted = fitting.filter(({ state }) => state === 'accepted' || state === 'away');
  const [only = null, other] = accepted.length > 0 ? accepted : fitting;
  return other === undefined ? only : null;
}

async function instituteOf(tx: store.Tx, student: string): Promise<string | null> {
  const user = await store.find(tx, 'user', student);
  return user?.roles.find(({ role, institute }) => role === 'student' && institute !== null)?.institute ?? null;
}

/** Refuses a plan that is not of the place and the time of its application; what a person has to compare is noted. */
export async function noteAppliedFor(
  work: Transaction,
  plan: Plan,
  owner: Pick<StudyPlan, 'application' | 'stay'>,
): Promise<void> {
  const problems = await problemsOf(work, plan, owner);
  refuseFor(problems.filter(({ severity }) => severity === 'error'));
  work.notes.push(...problems);
}

async function problemsOf(
  { tx }: Transaction,
  plan: Plan,
  { application, stay }: Pick<StudyPlan, 'application' | 'stay'>,
): Promise<Problem[]> {
  if (application === null) return [];
  const { record, call } = await loadApplicationCase(tx, application);
  const agreement = call.agreement === null ? null : await store.find(tx, 'agreement', call.agreement);
  const hosts = [call.university, ...(agreement ? [agreement.institution] : [])];
  return checkAppliedFor(plan, stay ?? record.stay, { hosts, stay: record.stay });
}
