/** Applications: begun and edited by the student, read with what the rules say of them. */
import {
  type ApplicantFacts,
  type Application,
  type ApplicationEvent,
  type ApplicationState,
  applicationSchema,
  type ChecklistItem,
  type Eligibility,
  type Funding,
  type FundingWish,
  failure,
  type Problem,
  type Result,
  type Stay,
  success,
} from '../../domain/index.ts';
import { type CostTotal, costsOf, eventsNow, isComplete, MACHINES } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import {
  type ApplicationCase,
  checklistOf,
  eligibilityOf,
  holdsOf,
  loadCase,
  subjectOf,
} from '../cases/application-case.ts';
import { dayOf, refuse } from '../moves/step.ts';
import { reachFor } from '../service/authorise.ts';
import { everyPage } from '../service/every-page.ts';
import { found } from '../service/found.ts';
import { current, invalid } from '../service/problems.ts';
import { type Caller, type Service, write } from '../service/service.ts';

/** What a student says of the own application; points are the commission's. */
export interface ApplicationDraft {
  readonly funding: FundingWish;
  /** The call's when left out. */
  readonly stay?: Stay | undefined;
  readonly facts: Omit<ApplicantFacts, 'points'>;
}

export interface ApplicationStart extends ApplicationDraft {
  readonly call: string;
  /** One of those that the student belongs to; may be left out when there is one. */
  readonly institute?: string | undefined;
}

export interface ApplicationFilter extends store.PageOptions {
  readonly call?: string | undefined;
  readonly student?: string | undefined;
  readonly institute?: string | undefined;
  readonly state?: ApplicationState | undefined;
}

/** Those that the caller may see, newest first. */
export const listApplications = (
  { store: { connection } }: Service,
  caller: Caller,
  { after, limit, ...where }: ApplicationFilter,
): Promise<store.Page<Application>> =>
  store.listApplications(connection, {
    after,
    limit,
    where,
    order: 'newest',
    reach: reachFor(caller, 'application.read'),
  });

export const readApplication = async ({ store: { connection } }: Service, id: string): Promise<Result<Application>> =>
  found('application', id, await store.findApplication(connection, id));

/** Begins a draft. A student has one application for a call, unless it was withdrawn. */
export const startApplication = (
  service: Service,
  caller: Caller,
  { call: id, institute, ...draft }: ApplicationStart,
): Promise<Result<Application>> =>
  write(service, caller, { action: 'application.create', answer: applicationSchema }, async (tx, act) => {
    const home = instituteOf(caller, institute);
    if (!home.ok) return home;
    // Locked, so that of two requests at once one is second.
    const stored = await store.lockCall(tx, id);
    const call = found('call', id, stored?.state === 'draft' ? null : stored);
    if (!call.ok) return call;
    if (call.value.state === 'closed' || call.value.deadline < dayOf(caller)) return failure(CALL_OVER);
    const student = caller.actor.user;
    const own = await everyPage((after) => store.listApplications(tx, { where: { call: id, student }, after }));
    if (own.some(({ state }) => state !== 'withdrawn')) return failure(ALREADY);
    const stay = stayWithin(draft.stay, call.value.stay);
    if (!stay.ok) return stay;
    const begun = { student, institute: home.value, call: id, state: 'draft' as const, submittedOn: null };
    const undecided = { award: null, reservePlace: null, reason: null, refusal: null };
    const { funding, facts } = draft;
    return store.createApplication(
      tx,
      { ...begun, ...undecided, funding, stay: stay.value, facts: { ...facts, points: {} } },
      act,
    );
  });

/** Replaces what the student says, while it is a draft. */
export const editApplication = (
  service: Service,
  caller: Caller,
  { id, revision, funding, stay: wished, facts }: ApplicationDraft & Pick<Application, 'id' | 'revision'>,
): Promise<Result<Application>> =>
  write(service, caller, { action: 'application.edit', answer: applicationSchema }, async (tx, act) => {
    const loaded = await loadAt(tx, id, revision);
    if (!loaded.ok) return loaded;
    const { application, call } = loaded.value;
    if (application.state !== 'draft')
      return refuse('event-not-possible', `the application is "${application.state}"`, 'Take it back to edit it');
    const stay = stayWithin(wished, call.stay);
    if (!stay.ok) return stay;
    return store.updateApplication(
      tx,
      { ...application, funding, stay: stay.value, facts: { ...facts, points: {} } },
      act,
    );
  });

/** What the office read in the student's papers stands in place of what the student said. */
export const correctFacts = (
  service: Service,
  caller: Caller,
  { id, revision, facts }: Pick<ApplicationDraft, 'facts'> & Pick<Application, 'id' | 'revision'>,
): Promise<Result<Application>> =>
  write(service, caller, { action: 'application.correct', answer: applicationSchema }, async (tx, act) => {
    const loaded = await loadAt(tx, id, revision);
    if (!loaded.ok) return loaded;
    const { application } = loaded.value;
    if (application.state !== 'submitted')
      return refuse(
        'event-not-possible',
        `the application is "${application.state}"`,
        'Facts are checked when it is submitted',
      );
    const { points } = application.facts;
    return store.updateApplication(tx, { ...application, facts: { ...facts, points } }, act);
  });

/** Each rule of eligibility with its answer, figures and source. */
export async function readEligibility(service: Service, caller: Caller, id: string): Promise<Result<Eligibility>> {
  const look = await loadCase(service.store.connection, id);
  return look.ok ? eligibilityOf({ service, caller }, look.value) : look;
}

/** What the stay costs under each funding, and who pays. */
export async function readCosts({ store: { connection } }: Service, id: string): Promise<Result<Costs>> {
  const look = await loadCase(connection, id);
  if (!look.ok) return look;
  const { application, call } = look.value;
  const under = (funding: Funding) => costsOf(call.costItems, application.stay, funding);
  return success({ grant: under('grant'), ownExpense: under('own-expense'), asPrinted: call.costs });
}

export interface Costs {
  readonly grant: CostTotal[];
  readonly ownExpense: CostTotal[];
  /** As the call says it in words. */
  readonly asPrinted: string;
}

export interface Checklist {
  readonly complete: boolean;
  readonly items: ChecklistItem[];
}

export async function readChecklist(service: Service, caller: Caller, id: string): Promise<Result<Checklist>> {
  const { connection } = service.store;
  const look = await loadCase(connection, id);
  if (!look.ok) return look;
  const items = await checklistOf(connection, { service, caller }, look.value);
  return items.ok ? success({ complete: isComplete(items.value), items: items.value }) : items;
}

export interface PossibleEvent {
  readonly event: ApplicationEvent;
  readonly needsReason: boolean;
  /** What still stands against it. */
  readonly problems: Problem[];
}

/** What the caller could do with it now. */
export async function readPossibleEvents(
  service: Service,
  caller: Caller,
  id: string,
): Promise<Result<PossibleEvent[]>> {
  const { connection } = service.store;
  const look = await loadCase(connection, id);
  if (!look.ok) return look;
  const holds = await holdsOf(connection, { service, caller }, look.value);
  if (!holds.ok) return holds;
  const { application } = look.value;
  const context = { actor: caller.actor, subject: subjectOf(application), holds: holds.value };
  return success(eventsNow(MACHINES.application, application.state, context));
}

/** The application at the revision that the caller has read, with its call. */
export async function loadAt(tx: store.Tx, id: string, revision: number): Promise<Result<ApplicationCase>> {
  const look = await loadCase(tx, id);
  if (!look.ok) return look;
  const read = current('application', look.value.application, revision);
  return read.ok ? look : read;
}

function instituteOf({ actor }: Caller, wanted?: string): Result<string> {
  const own = actor.roles.flatMap(({ role, institute }) =>
    role === 'student' && institute !== null ? [institute] : [],
  );
  const institute = wanted ?? (own.length === 1 ? own[0] : undefined);
  if (institute !== undefined && own.includes(institute)) return success(institute);
  const mend = own.length > 0 ? `Name one of: ${own.join(', ')}` : 'Ask an administrator to enter your institute';
  return failure(invalid('this is no institute that you study at', mend, 'institute'));
}

function stayWithin(wished: Stay | undefined, offered: Stay | null): Result<Stay> {
  const stay = wished ?? offered;
  if (!stay)
    return failure(invalid('the call names no days of the stay', 'Say from when to when you would stay', 'stay'));
  if (offered === null || (offered.start <= stay.start && stay.end <= offered.end)) return success(stay);
  const days = `${offered.start} to ${offered.end}`;
  return failure(invalid(`the call offers a stay from ${days}`, 'Choose days within it', 'stay'));
}

const CALL_OVER: Problem = {
  code: 'event-not-possible',
  severity: 'error',
  message: 'the call takes no applications any more',
  mend: 'Choose a call that is open',
};

const ALREADY: Problem = {
  code: 'already-exists',
  severity: 'error',
  message: 'you have an application for this call',
  mend: 'Go on with it, or withdraw it first',
};
