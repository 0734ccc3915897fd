/** Applications: begun and edited by the student, corrected by the office, read with what the rules say of them. */
import {
  type ApplicantFacts,
  type Application,
  applicationSchema,
  type ChecklistItem,
  type Eligibility,
  type Funding,
  type Result,
  reason,
  type Stay,
} from '../../domain/index.ts';
import { type CostTotal, costsOf, isComplete, stateOf } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { type ApplicationCase, checklistOf, eligibilityOf, loadApplicationCase } from '../cases/application-case.ts';
import { current, everyPage, refuseState } from '../service/records.ts';
import { attempt, type Caller, dayOf, need, refuse, type Service, workOf, write } from '../service/service.ts';
import { openToday } from './open-calls.ts';

/** What a student says of the own application; points are the commission's. */
export interface ApplicationDraft {
  readonly funding: Application['funding'];
  /** The call's when left out. */
  readonly stay?: Stay | undefined;
  readonly facts: Omit<ApplicantFacts, 'points'>;
}

/** Begins a draft. A student has one application for a call, unless it was withdrawn. */
export const startApplication = (
  service: Service,
  caller: Caller,
  {
    call: id,
    institute: wanted,
    ...draft
  }: ApplicationDraft & {
    readonly call: string;
    /** One of those that the student belongs to; may be left out when there is one. */
    readonly institute?: string | undefined;
  },
): Promise<Result<Application>> =>
  write(service, caller, { action: 'application.create', answer: applicationSchema }, async ({ tx, act }) => {
    const institute = instituteOf(caller, wanted);
    // Locked, so that of two requests at once one is second.
    const call = openToday(id, await store.lock(tx, 'call', id), dayOf(caller));
    const student = caller.actor.user;
    const own = await everyPage((after) => store.list(tx, 'application', { where: { call: id, student }, after }));
    if (own.some(({ state }) => state !== 'withdrawn')) refuse('already-exists', reason('application-exists'));
    const stay = stayWithin(draft.stay, call.stay);
    const begun = { student, institute, call: id, state: 'draft' as const, submittedOn: null };
    const undecided = { award: null, reservePlace: null, reason: null, refusal: null };
    const said = { funding: draft.funding, stay, facts: { ...draft.facts, points: {} } };
    return need(await store.create(tx, 'application', { ...begun, ...undecided, ...said }, act));
  });

/** Replaces what the student says, while it is a draft. */
export const editApplication = (
  service: Service,
  caller: Caller,
  { id, revision, funding, stay: wished, facts }: ApplicationDraft & Pick<Application, 'id' | 'revision'>,
): Promise<Result<Application>> =>
  write(service, caller, { action: 'application.edit', answer: applicationSchema }, async ({ tx, act }) => {
    const { record, call } = await loadAt(tx, id, revision);
    if (record.state !== 'draft') refuseState('application', record.state, 'application-not-draft');
    const stay = stayWithin(wished, call.stay);
    return need(
      await store.update(tx, 'application', { ...record, funding, stay, facts: { ...facts, points: {} } }, act),
    );
  });

/** What the office read in the student's papers stands in place of what the student said. */
export const correctFacts = (
  service: Service,
  caller: Caller,
  { id, revision, facts }: Pick<ApplicationDraft, 'facts'> & Pick<Application, 'id' | 'revision'>,
): Promise<Result<Application>> =>
  write(service, caller, { action: 'application.correct', answer: applicationSchema }, async ({ tx, act }) => {
    const { record } = await loadAt(tx, id, revision);
    if (record.state !== 'submitted')
      refuse(
        'event-not-possible',
        reason('application-not-submitted', { state: stateOf('application', record.state) }),
      );
    const { points } = record.facts;
    return need(await store.update(tx, 'application', { ...record, facts: { ...facts, points } }, act));
  });

/** Each rule of eligibility with its answer, figures and source. */
export const readEligibility = (service: Service, caller: Caller, id: string): Promise<Result<Eligibility>> =>
  attempt(async () => eligibilityOf(workOf(service, caller), await loadApplicationCase(service.store.connection, id)));

/** What the stay costs under each funding, and who pays. */
export const readCosts = (
  { store: { connection } }: Service,
  id: string,
): Promise<
  Result<{
    readonly grant: CostTotal[];
    readonly ownExpense: CostTotal[];
    /** As the call says it in words. */
    readonly asPrinted: string;
  }>
> =>
  attempt(async () => {
    const { record, call } = await loadApplicationCase(connection, id);
    const under = (funding: Funding) => costsOf(call.costItems, record.stay, funding);
    return { grant: under('grant'), ownExpense: under('own-expense'), asPrinted: call.costs };
  });

export const readChecklist = (
  service: Service,
  caller: Caller,
  id: string,
): Promise<
  Result<{
    readonly complete: boolean;
    readonly items: ChecklistItem[];
  }>
> =>
  attempt(async () => {
    const work = workOf(service, caller);
    const items = await checklistOf(work, await loadApplicationCase(work.connection, id));
    return { complete: isComplete(items), items };
  });

/** The application at the revision that the caller has read, with its call. */
export async function loadAt(tx: store.Tx, id: string, revision: number): Promise<ApplicationCase> {
  const application = await loadApplicationCase(tx, id);
  need(current('application', application.record, revision));
  return application;
}

function instituteOf({ actor }: Caller, wanted?: string): string {
  const own = actor.roles.flatMap(({ role, institute }) =>
    role === 'student' && institute !== null ? [institute] : [],
  );
  const institute = wanted ?? (own.length === 1 ? own[0] : undefined);
  if (institute !== undefined && own.includes(institute)) return institute;
  const why = own.length > 0 ? reason('institute-not-own', { possible: own }) : reason('institute-none');
  return refuse('request-invalid', why, { column: 'institute' });
}

function stayWithin(wished: Stay | undefined, offered: Stay | null): Stay {
  const stay = wished ?? offered;
  if (!stay) return refuse('request-invalid', reason('stay-days-missing'), { column: 'stay' });
  if (offered === null || (offered.start <= stay.start && stay.end <= offered.end)) return stay;
  return refuse('request-invalid', reason('stay-outside-call', offered), { column: 'stay' });
}
