/** Mobility calls: made as drafts, published, closed. */
import {
  type Call,
  type CallConcern,
  callSchema,
  failure,
  may,
  type Partnership,
  type Problem,
  type Result,
} from '../../domain/index.ts';
import { callConcerns } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { dayOf, problem } from '../moves/step.ts';
import { everyPage } from '../service/every-page.ts';
import { found } from '../service/found.ts';
import { current, invalid } from '../service/problems.ts';
import { type Caller, type Service, write } from '../service/service.ts';

export type CallDraft = Omit<Call, 'id' | 'revision' | 'state'>;

/** A call with how the home institution stands to its host today, and the seats that are given. */
export type ShownCall = Call & { readonly partnership: Partnership; readonly seats: store.Seats };

/** Drafts are the office's own. */
const seesDrafts = ({ actor }: Caller): boolean => may(actor, 'call.write', {});

export interface CallFilter extends store.PageOptions {
  readonly state?: Call['state'] | undefined;
  readonly kind?: Call['kind'] | undefined;
  readonly country?: string | undefined;
  readonly university?: string | undefined;
  readonly specialty?: string | undefined;
  readonly agreement?: string | undefined;
}

/** Newest first. */
export async function listCalls(
  { store: { connection } }: Service,
  caller: Caller,
  { after, limit, state, ...fields }: CallFilter,
): Promise<store.Page<ShownCall>> {
  const seen: Call['state'][] = seesDrafts(caller) ? ['draft', 'open', 'closed'] : ['open', 'closed'];
  const states = seen.filter((one) => state === undefined || one === state);
  const page = await store.listCalls(connection, {
    after,
    limit,
    order: 'newest',
    where: { ...fields, state: states },
  });
  const standings = await partnershipsOn(connection, dayOf(caller));
  const seats = await store.countSeatsOf(
    connection,
    page.items.map(({ id }) => id),
  );
  return { ...page, items: page.items.map((call) => shown(call, { seats: seats.get(call.id), standings })) };
}

/** With what does not fit the agreement behind it. */
export type CallInFull = ShownCall & { readonly concerns: CallConcern[] };

/** A draft is not there for those who may not write it. */
export async function readCall(
  { store: { connection } }: Service,
  caller: Caller,
  id: string,
): Promise<Result<CallInFull>> {
  const stored = await store.findCall(connection, id);
  const call = found('call', id, stored?.state === 'draft' && !seesDrafts(caller) ? null : stored);
  if (!call.ok) return call;
  const standings = await partnershipsOn(connection, dayOf(caller));
  const concerns = await concernsOf(connection, call.value);
  const seats = (await store.countSeats(connection, id)) ?? undefined;
  return { ...call, value: { ...shown(call.value, { seats, standings }), concerns } };
}

async function concernsOf(connection: store.Connection, call: Call): Promise<CallConcern[]> {
  const agreement = call.agreement === null ? null : await store.findAgreement(connection, call.agreement);
  const beside =
    agreement === null
      ? []
      : await everyPage((after) =>
          store.listCalls(connection, { where: { agreement: agreement.id }, after, limit: 500 }),
        );
  const sameYear = beside.filter(({ deadline }) => deadline.slice(0, 4) === call.deadline.slice(0, 4));
  return callConcerns(
    call,
    agreement,
    sameYear.reduce((sum, { quantity }) => sum + quantity, 0),
  );
}

export const createCall = (service: Service, caller: Caller, draft: CallDraft): Promise<Result<Call>> =>
  write(service, caller, { action: 'call.write', answer: callSchema }, async (tx, act) => {
    const problems = faultsOf(draft);
    return problems.length > 0 ? failure(...problems) : store.createCall(tx, { ...draft, state: 'draft' }, act);
  });

/** Replaces all but the state of the revision that was read. Fewer places than seats that are given answer `no-seat-left`. */
export const replaceCall = (
  service: Service,
  caller: Caller,
  { id, ...changed }: CallDraft & Pick<Call, 'id' | 'revision'>,
): Promise<Result<Call>> =>
  write(service, caller, { action: 'call.write', answer: callSchema }, async (tx, act) => {
    const problems = faultsOf(changed);
    if (problems.length > 0) return failure(...problems);
    const call = found('call', id, await store.lockCall(tx, id));
    return call.ok ? store.updateCall(tx, { ...call.value, ...changed }, act) : call;
  });

/** Publishes a call, which needs a place and a deadline to come, or closes it. A closed call can be published again. */
export const setCallState = (
  service: Service,
  caller: Caller,
  { id, revision, state }: Pick<Call, 'id' | 'revision'> & { readonly state: 'open' | 'closed' },
): Promise<Result<Call>> => {
  const action = state === 'open' ? 'call.publish' : 'call.close';
  return write(service, caller, { action, answer: callSchema }, async (tx, act) => {
    const call = found('call', id, await store.lockCall(tx, id));
    if (!call.ok) return call;
    const read = current('call', call.value, revision);
    if (!read.ok) return read;
    if (state === 'open' && call.value.deadline < dayOf(caller)) return failure(DEADLINE_PASSED);
    if (state === 'open' && call.value.quantity === 0) return failure(NO_PLACES);
    return store.updateCall(tx, { ...call.value, state }, act);
  });
};

interface Standing {
  readonly seats: store.Seats | undefined;
  readonly standings: ReadonlyMap<string, Partnership>;
}

const shown = (call: Call, { seats = NO_SEATS, standings }: Standing): ShownCall => ({
  ...call,
  partnership: standings.get(call.university.toLowerCase()) ?? 'negotiation-needed',
  seats,
});

const NO_SEATS: store.Seats = { quantity: 0, grantPlaces: 0, taken: 0, grantsTaken: 0 };

async function partnershipsOn(connection: store.Connection, today: string): Promise<Map<string, Partnership>> {
  const hosts = await store.listHosts(connection, today);
  return new Map(hosts.map(({ institution, partnership }) => [institution.toLowerCase(), partnership]));
}

const faultsOf = ({ grantPlaces, quantity }: CallDraft): Problem[] =>
  grantPlaces > quantity
    ? [invalid('there are more grants than places', 'A grant goes with a place: give at most as many', 'grantPlaces')]
    : [];

const DEADLINE_PASSED = problem(
  'guard-not-met',
  'the deadline of the call has passed',
  'Give it a later deadline first',
);
const NO_PLACES = problem('guard-not-met', 'the call offers no place', 'Give it a quantity first');
