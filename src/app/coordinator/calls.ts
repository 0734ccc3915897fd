/** Mobility calls: made as drafts, published, closed. */
import {
  type Call,
  type CallConcern,
  callSchema,
  may,
  type Partnership,
  type Result,
  reason,
} from '../../domain/index.ts';
import { callConcerns } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { current, everyPage } from '../service/records.ts';
import { attempt, type Caller, dayOf, found, need, refuse, type Service, write } from '../service/service.ts';

export type CallDraft = Omit<Call, 'id' | 'revision' | 'state'>;

/** A call with how the home institution stands to its host today, the seats that are given, and who has applied. */
export type ShownCall = Call & {
  readonly partnership: Partnership;
  readonly seats: store.Seats;
  /** How many applications are in each state; null for those who do not rank them. */
  readonly applications: store.ApplicationCounts | null;
};

/** Drafts are the office's own. */
const seesDrafts = ({ actor }: Caller): boolean => may(actor, 'call.write', {});

/** Newest first. */
export async function listCalls(
  { store: { connection } }: Service,
  caller: Caller,
  {
    after,
    limit,
    state,
    ...fields
  }: store.PageOptions & {
    readonly state?: Call['state'] | undefined;
    readonly kind?: Call['kind'] | undefined;
    readonly country?: string | undefined;
    readonly university?: string | undefined;
    readonly specialty?: string | undefined;
    readonly agreement?: string | undefined;
  },
): Promise<store.Page<ShownCall>> {
  const seen: Call['state'][] = seesDrafts(caller) ? ['draft', 'open', 'closed'] : ['open', 'closed'];
  const where = { ...fields, state: seen.filter((one) => state === undefined || one === state) };
  const page = await store.list(connection, 'call', { after, limit, order: 'newest', where });
  return { ...page, items: await withStanding(connection, caller, page.items) };
}

/** With what does not fit the agreement behind it. */
export type CallInFull = ShownCall & { readonly concerns: CallConcern[] };

/** A draft is not there for those who may not write it. */
export const readCall = ({ store: { connection } }: Service, caller: Caller, id: string): Promise<Result<CallInFull>> =>
  attempt(async () => {
    const stored = await store.find(connection, 'call', id);
    const call = found('call', id, stored?.state === 'draft' && !seesDrafts(caller) ? null : stored);
    const [one] = await withStanding(connection, caller, [call]);
    return { ...found('call', id, one ?? null), concerns: await concernsOf(connection, call) };
  });

async function concernsOf(connection: store.Connection, call: Call): Promise<CallConcern[]> {
  const agreement = call.agreement === null ? null : await store.find(connection, 'agreement', call.agreement);
  const where = { agreement: agreement?.id };
  const beside = agreement
    ? await everyPage((after) => store.list(connection, 'call', { where, after, limit: 500 }))
    : [];
  const sameYear = beside.filter(({ deadline }) => deadline.slice(0, 4) === call.deadline.slice(0, 4));
  const places = sameYear.reduce((sum, { quantity }) => sum + quantity, 0);
  return callConcerns(call, agreement, places);
}

export const createCall = (service: Service, caller: Caller, draft: CallDraft): Promise<Result<Call>> =>
  write(service, caller, { action: 'call.write', answer: callSchema }, async ({ tx, act }) => {
    checkPlaces(draft);
    return need(await store.create(tx, 'call', { ...draft, state: 'draft' }, act));
  });

/** Replaces all but the state of the revision that was read. Fewer places than seats that are given answer `no-seat-left`. */
export const replaceCall = (
  service: Service,
  caller: Caller,
  { id, ...changed }: CallDraft & Pick<Call, 'id' | 'revision'>,
): Promise<Result<Call>> =>
  write(service, caller, { action: 'call.write', answer: callSchema }, async ({ tx, act }) => {
    checkPlaces(changed);
    const call = found('call', id, await store.lock(tx, 'call', id));
    return need(await store.update(tx, 'call', { ...call, ...changed }, act));
  });

function checkPlaces({ grantPlaces, quantity }: CallDraft): void {
  if (grantPlaces > quantity) refuse('request-invalid', reason('more-grants-than-places'), { column: 'grantPlaces' });
}

/** Publishes a call, which needs a place and a deadline to come, or closes it. A closed call can be published again. */
export const setCallState = (
  service: Service,
  caller: Caller,
  { id, revision, state }: Pick<Call, 'id' | 'revision'> & { readonly state: 'open' | 'closed' },
): Promise<Result<Call>> => {
  const action = state === 'open' ? 'call.publish' : 'call.close';
  return write(service, caller, { action, answer: callSchema }, async ({ tx, act }) => {
    const call = found('call', id, await store.lock(tx, 'call', id));
    need(current('call', call, revision));
    if (state === 'open' && call.deadline < dayOf(caller)) refuse('guard-not-met', reason('call-deadline-passed'));
    if (state === 'open' && call.quantity === 0) refuse('guard-not-met', reason('call-without-places'));
    return need(await store.update(tx, 'call', { ...call, state }, act));
  });
};

async function withStanding(
  connection: store.Connection,
  caller: Caller,
  calls: readonly Call[],
): Promise<ShownCall[]> {
  const hosts = await store.listHosts(connection, dayOf(caller));
  const standings = new Map(hosts.map(({ institution, partnership }) => [institution.toLowerCase(), partnership]));
  const ids = calls.map(({ id }) => id);
  const seats = await store.seats.count(connection, ids);
  const applied = may(caller.actor, 'application.rank', {}) ? await store.seats.applications(connection, ids) : null;
  const noSeats: store.Seats = { quantity: 0, grantPlaces: 0, taken: 0, grantsTaken: 0 };
  return calls.map((call) => ({
    ...call,
    partnership: standings.get(call.university.toLowerCase()) ?? 'negotiation-needed',
    seats: seats.get(call.id) ?? noSeats,
    applications: applied && (applied.get(call.id) ?? {}),
  }));
}
