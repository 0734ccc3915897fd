/** One event in the life of an application: its step, what follows from it, and who is told, in one transaction. */
import {
  type Appeal,
  type Application,
  type ApplicationEvent,
  applicationSchema,
  type DocumentType,
  type Result,
  success,
} from '../../domain/index.ts';
import { appealEnd, type Effect, type Holds, MACHINES } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { type ApplicationCase, checklistOf, eligibilityOf, holdsOf, subjectOf } from '../cases/application-case.ts';
import { found } from '../service/found.ts';
import { type Caller, type Service, write } from '../service/service.ts';
import { loadAt } from '../student/applications.ts';
import { type Doing, dayOf, stepEnd, takeStep, timesOf } from './step.ts';
import { tell } from './tell.ts';

export interface Move {
  readonly id: string;
  /** That the caller has read. */
  readonly revision: number;
  readonly event: ApplicationEvent;
  /** Code of the reason, where the event needs one. */
  readonly reason?: string | undefined;
}

/** What an event writes besides the state; asked once the machine has allowed it. */
export type Change = (tx: store.Tx, doing: Doing, look: ApplicationCase) => Promise<Result<Partial<Application>>>;

export const moveApplication = (
  service: Service,
  caller: Caller,
  move: Move,
  change?: Change,
): Promise<Result<Application>> =>
  write(service, caller, { action: `application.${move.event}`, answer: applicationSchema }, (tx, act) =>
    applyMove(tx, { service, caller, act }, { ...move, ...(change && { change }) }),
  );

/** What an upheld appeal opens again: it is decided on anew, and has no claim to a place before that. */
export async function reopenApplication(
  tx: store.Tx,
  doing: Doing,
  { id, reason }: { readonly id: string; readonly reason: string },
  act: store.Act,
): Promise<Result<NonNullable<Appeal['outcome']>>> {
  const stored = found('application', id, await store.findApplication(tx, id));
  if (!stored.ok) return stored;
  const move = { id, revision: stored.value.revision, event: 'reopen' as const, reason };
  const acting = { ...doing, act: { ...act, action: 'application.reopen' } };
  const moved = await applyMove(tx, acting, { ...move, told: { 'appeal-upheld': true } });
  return moved.ok ? success({ reopened: true, state: moved.value.state }) : moved;
}

interface Applied extends Move {
  /** What the event writes by itself when left out. */
  readonly change?: Change;
  /** Guards of which only the caller knows. */
  readonly told?: Holds;
}

/** In the transaction of the caller. */
export async function applyMove(
  tx: store.Tx,
  { act, ...doing }: Doing & { readonly act: store.Act },
  { id, revision, event, reason, change = CHANGES[event] ?? nothing, told = {} }: Applied,
): Promise<Result<Application>> {
  const loaded = await loadAt(tx, id, revision);
  if (!loaded.ok) return loaded;
  // Whoever gives a place waits here for those who do so too, and sees what they left.
  if (ON_SEATS.has(event)) await store.lockCall(tx, loaded.value.call.id);
  const seen = ON_SEATS.has(event) ? await loadAt(tx, id, revision) : loaded;
  if (!seen.ok) return seen;
  const look = seen.value;
  const { application, call } = look;
  const known = await holdsOf(tx, doing, look);
  if (!known.ok) return known;
  // Whether a seat is free says the store as it gives it.
  const holds = { ...known.value, 'seat-free': true, ...told };
  const subject = subjectOf(application);
  const step = takeStep(doing, {
    machine: MACHINES.application,
    state: application.state,
    event,
    subject,
    holds,
    reason,
  });
  if (!step.ok) return step;
  const changed = await change(tx, doing, look);
  if (!changed.ok) return changed;
  const moved = { ...application, reason: reason ?? null, ...changed.value, state: step.value.to };
  for (const effect of step.value.follows) {
    const done = await EFFECTS[effect]?.(tx, { ...doing, act }, { application: moved, call });
    if (done?.ok === false) return done;
  }
  const written = await store.updateApplication(tx, moved, act);
  if (!written.ok) return written;
  if (step.value.follows.includes('notify')) await tellOf(tx, doing, { application: written.value, call }, event);
  return written;
}

const ON_SEATS: ReadonlySet<ApplicationEvent> = new Set(['award', 'reserve', 'promote']);

type EffectOf = (
  tx: store.Tx,
  doing: Doing & { readonly act: store.Act },
  look: ApplicationCase,
) => Promise<Result<unknown>>;

/** Whoever is next on the reserve list is promoted by the office, which is told that a place is free. */
const EFFECTS: Partial<Readonly<Record<Effect, EffectOf>>> = {
  'take-seat': (tx, { act }, { application: { id, award }, call }) =>
    store.takeSeat(tx, { application: id, call: call.id, funding: award?.funding ?? 'own-expense' }, act),
  'release-seat': (tx, { act }, { application }) => store.releaseSeat(tx, application.id, act),
  'start-checklist': startChecklist,
};

/** A document for each that is asked, or perhaps asked, of this student: what is missing can then be reminded of. */
async function startChecklist(
  tx: store.Tx,
  { act, ...doing }: Doing & { readonly act: store.Act },
  look: ApplicationCase,
): Promise<Result<null>> {
  const checklist = await checklistOf(tx, doing, look);
  if (!checklist.ok) return checklist;
  const present = new Set((await store.listDocuments(tx, look.application.id)).map(({ type }) => type));
  const asked = checklist.value.filter(({ type, required }) => required !== 'no' && !present.has(type));
  for (const { type } of asked) {
    const made = await store.createDocument(tx, missingDocument(look.application.id, type), act);
    if (!made.ok) return made;
  }
  return success(null);
}

export const missingDocument = (application: string, type: DocumentType) =>
  ({ application, type, state: 'missing', copies: 1, issuedOn: null, validUntil: null, reason: null }) as const;

const nothing: Change = async () => success({});

/** Whoever refuses it, and when: what can be appealed against. */
const refusedBy = ({ caller }: Doing) => ({ refusal: { on: dayOf(caller), by: caller.actor.user } });

const CHANGES: Partial<Readonly<Record<ApplicationEvent, Change>>> = {
  submit: async (_, { caller }) => success({ submittedOn: dayOf(caller) }),
  'take-back': async () => success({ submittedOn: null }),
  'find-eligible': keepEligibility,
  'find-ineligible': async (tx, doing, look) => {
    const kept = await keepEligibility(tx, doing, look);
    return kept.ok ? success(refusedBy(doing)) : kept;
  },
  decline: async (_, doing) => success({ reservePlace: null, ...refusedBy(doing) }),
  withdraw: async () => success({ reservePlace: null }),
  reopen: async () => success({ refusal: null }),
};

/** The answers that the office's decision rests on. */
async function keepEligibility(tx: store.Tx, doing: Doing, look: ApplicationCase): Promise<Result<object>> {
  const eligibility = eligibilityOf(doing, look);
  if (!eligibility.ok) return eligibility;
  const { at, actor } = doing.caller;
  await store.saveEligibility(tx, look.application.id, eligibility.value, {
    at,
    by: actor.user,
    action: 'application.check',
  });
  return success({});
}

async function tellOf(
  tx: store.Tx,
  doing: Doing,
  { application, call }: ApplicationCase,
  event: ApplicationEvent,
): Promise<void> {
  const { id, revision, reason } = application;
  const title = doing.service.process.reasons.find((one) => one.id === reason)?.title;
  const deadline = deadlineOf(doing, event);
  await tell(tx, doing, {
    machine: 'application',
    event,
    id,
    occurrence: revision,
    subject: subjectOf(application),
    parameters: { host: call.university, ...(title && { reason: title }), ...(deadline !== null && { deadline }) },
  });
}

/** Until when a place is to be accepted, or a refusal can be appealed against. */
function deadlineOf(doing: Doing, event: ApplicationEvent): string | null {
  if (event === 'award' || event === 'promote') return stepEnd(doing, 'application.awarded');
  if (event !== 'decline' && event !== 'find-ineligible') return null;
  const times = timesOf(doing);
  return times.ok ? appealEnd(dayOf(doing.caller), times.value) : null;
}
