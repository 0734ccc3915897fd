/** An application with what its rules look at, and what they say of it. */
import type { Application, Call, ChecklistItem, Document, Eligibility, Subject } from '../../domain/index.ts';
import { applicationHolds, checkDocuments, checkEligibility, type Holds } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { type DatedRecord, ruleOn } from '../service/records.ts';
import { dayOf, found, type Work } from '../service/service.ts';
import { subjectOf } from './plan-case.ts';

export interface ApplicationCase {
  readonly record: Application;
  readonly subject: Subject;
  readonly call: Call;
}

export async function loadApplicationCase(connection: store.Connection, id: string): Promise<ApplicationCase> {
  const record = found('application', id, await store.find(connection, 'application', id));
  const call = found('call', record.call, await store.find(connection, 'call', record.call));
  return { record, subject: subjectOf(record), call };
}

/** What the rules look at in an application that may be only thought of. */
interface ApplicationQuestion {
  readonly record: Pick<Application, 'facts' | 'submittedOn'> & { readonly stay: Application['stay'] | null };
  readonly call: Call;
}

/** By the rules and on the day of the submission; before it, of today. */
export function eligibilityOf(work: DatedRecord, { record, call }: ApplicationQuestion): Eligibility {
  const date = record.submittedOn ?? dayOf(work.caller);
  const { facts, stay } = record;
  return checkEligibility(ruleOn(work, 'eligibility', date), { facts, languages: call.languages, stay, date });
}

/** What is asked of the applicant, by the documents that are there; those that were read before may be given. */
export const checklistOf = async (
  work: Work,
  { record, call }: Pick<ApplicationCase, 'record' | 'call'>,
  known?: readonly Document[],
): Promise<ChecklistItem[]> =>
  papersOf(work, { record, call }, known ?? (await store.documents.list(work.connection, [record.id])));

/** The same where nothing is stored of the applicant yet. */
export function papersOf(
  work: DatedRecord,
  { record, call }: ApplicationQuestion,
  documents: readonly Document[],
): ChecklistItem[] {
  const { kind, deadline: callDeadline, languages } = call;
  const { stay, facts } = record;
  const asked = {
    kind,
    callDeadline,
    languages,
    stay,
    birthDate: facts.birthDate,
    documents,
    today: dayOf(work.caller),
  };
  return checkDocuments(ruleOn(work, 'documents'), asked);
}

/** What is known of the guards of its machine. */
export async function guardsOfApplication(work: Work, found: ApplicationCase): Promise<Holds> {
  const { connection, caller } = work;
  const { record, call } = found;
  const eligibility = eligibilityOf(work, found);
  const checklist = await checklistOf(work, found);
  const plans = await store.list(connection, 'plan', { where: { application: record.id }, order: 'newest' });
  const reserved = await store.list(connection, 'application', {
    where: { call: call.id, state: 'reserved' },
    limit: 500,
  });
  const seats = await store.seats.of(connection, call.id);
  const holds = applicationHolds({
    application: record,
    call,
    ofCall: reserved.items,
    eligibility,
    checklist,
    planState: plans.items.find(({ state }) => state !== 'withdrawn')?.state ?? null,
    today: dayOf(caller),
  });
  // Seats are counted by the store, which also gives them.
  return { ...holds, 'seat-free': seats !== null && seats.taken < seats.quantity };
}
