/** Open calls as anybody may read them, and whether one could go: before there is an account, and with nothing kept. */
import {
  type ApplicantFacts,
  type Call,
  type ChecklistItem,
  daysBetween,
  type Eligibility,
  type Result,
  reason,
  type Stay,
} from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { eligibilityOf, papersOf } from '../cases/application-case.ts';
import { everyPage } from '../service/records.ts';
import { attempt, dayOf, found, momentOf, refuse, type Service } from '../service/service.ts';

/** A call without what is the office's own, and with how many places nobody has yet. */
export type OpenCall = Omit<Call, 'revision' | 'state' | 'agreement'> & {
  readonly placesLeft: number;
  readonly grantsLeft: number;
  /** Until its deadline, 0 on the day itself. */
  readonly daysLeft: number;
};

/** Those that can be applied for today, the nearest deadline first. There are few enough for one page. */
export async function listOpenCalls({ store: { connection }, context }: Service): Promise<OpenCall[]> {
  const { today } = context();
  const open = await everyPage((after) =>
    store.list(connection, 'call', { where: { state: 'open' }, after, limit: 500 }),
  );
  const calls = open.filter(({ deadline }) => deadline >= today);
  const seats = await store.seats.count(
    connection,
    calls.map(({ id }) => id),
  );
  return calls
    .map((call) => openCallView(call, seats.get(call.id), today))
    .sort((a, b) => a.deadline.localeCompare(b.deadline) || a.university.localeCompare(b.university));
}

/** What may be asked of somebody who goes: the answers of the rules by what is said, and the papers to bring. */
export interface Prospect {
  readonly eligibility: Eligibility;
  readonly papers: ChecklistItem[];
}

/** Each rule answered by the facts, as on the day of an application today; what is not said is unknown. Nothing is kept. */
export const tryOpenCall = (
  service: Service,
  id: string,
  { facts, stay: wished }: { readonly facts: Omit<ApplicantFacts, 'points'>; readonly stay?: Stay | undefined },
): Promise<Result<Prospect>> =>
  attempt(async () => {
    const work = { service, caller: momentOf(service) };
    const call = openToday(id, await store.find(service.store.connection, 'call', id), dayOf(work.caller));
    const record = { facts: { ...facts, points: {} }, stay: call.stay ?? wished ?? null, submittedOn: null };
    return { eligibility: eligibilityOf(work, { record, call }), papers: papersOf(work, { record, call }, []) };
  });

/** A call that can be applied for on a day; a draft is not there. */
export function openToday(id: string, stored: Call | null, today: string): Call {
  const call = found('call', id, stored?.state === 'draft' ? null : stored);
  if (call.state === 'closed' || call.deadline < today) refuse('event-not-possible', reason('call-over'));
  return call;
}

function openCallView(
  { revision: _, state: __, agreement: ___, ...call }: Call,
  seats: store.Seats | undefined,
  today: string,
): OpenCall {
  const { quantity, grantPlaces, taken, grantsTaken } = seats ?? { ...call, taken: 0, grantsTaken: 0 };
  return {
    ...call,
    placesLeft: Math.max(0, quantity - taken),
    grantsLeft: Math.max(0, grantPlaces - grantsTaken),
    daysLeft: daysBetween(today, call.deadline),
  };
}
