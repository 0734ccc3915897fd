/** An application with what its rules look at, and what they say of it. */
import {
  type Application,
  type Call,
  type ChecklistItem,
  type Document,
  type Eligibility,
  failure,
  type Result,
  type Subject,
  success,
} from '../../domain/index.ts';
import { applicationHolds, checkDocuments, checkEligibility, type Holds, policyOn } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { type Doing, dayOf } from '../moves/step.ts';
import { found } from '../service/found.ts';
import { DEFAULT_POLICY } from '../tools/context.ts';

export interface ApplicationCase {
  readonly application: Application;
  readonly call: Call;
}

export const subjectOf = ({ student, institute }: Pick<Application, 'student' | 'institute'>): Subject => ({
  owner: student,
  institute,
});

export async function loadCase(connection: store.Connection, id: string): Promise<Result<ApplicationCase>> {
  const application = found('application', id, await store.findApplication(connection, id));
  if (!application.ok) return application;
  const call = found('call', application.value.call, await store.findCall(connection, application.value.call));
  return call.ok ? success({ application: application.value, call: call.value }) : call;
}

/** By the rules and on the day of the submission; before it, of today. */
export function eligibilityOf({ service, caller }: Doing, { application, call }: ApplicationCase): Result<Eligibility> {
  const date = application.submittedOn ?? dayOf(caller);
  const policy = policyOn(service.process.eligibility, DEFAULT_POLICY, date);
  if (!policy.ok) return policy;
  const { facts, stay } = application;
  return success(checkEligibility(policy.value, { facts, languages: call.languages, stay, date }));
}

export const checklistOf = async (
  connection: store.Connection,
  doing: Doing,
  look: ApplicationCase,
): Promise<Result<ChecklistItem[]>> =>
  checklistFor(doing, look, await store.listDocuments(connection, look.application.id));

/** The same for documents that were read before. */
export function checklistFor(
  { service, caller }: Doing,
  { application, call }: ApplicationCase,
  documents: readonly Document[],
): Result<ChecklistItem[]> {
  const today = dayOf(caller);
  const policy = policyOn(service.process.documents, DEFAULT_POLICY, today);
  if (!policy.ok) return policy;
  const { kind, deadline: callDeadline, languages } = call;
  const { stay, facts } = application;
  const asked = { kind, callDeadline, languages, stay, birthDate: facts.birthDate, documents, today };
  return success(checkDocuments(policy.value, asked));
}

/** What is known of the guards of its machine. */
export async function holdsOf(
  connection: store.Connection,
  doing: Doing,
  look: ApplicationCase,
): Promise<Result<Holds>> {
  const { application, call } = look;
  const eligibility = eligibilityOf(doing, look);
  const checklist = await checklistOf(connection, doing, look);
  if (!eligibility.ok || !checklist.ok) return failure(...eligibility.problems, ...checklist.problems);
  const plans = await store.listStudyPlans(connection, { where: { application: application.id }, order: 'newest' });
  const reserved = await store.listApplications(connection, {
    where: { call: call.id, state: 'reserved' },
    limit: 500,
  });
  const seats = await store.countSeats(connection, call.id);
  const holds = applicationHolds({
    application,
    call,
    ofCall: reserved.items,
    eligibility: eligibility.value,
    checklist: checklist.value,
    planState: plans.items.find(({ state }) => state !== 'withdrawn')?.state ?? null,
    today: dayOf(doing.caller),
  });
  // Seats are counted by the store, which also gives them.
  return success({ ...holds, 'seat-free': seats !== null && seats.taken < seats.quantity });
}
