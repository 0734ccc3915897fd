/** Open calls as anybody may read them, and whether one could go: before there is an account, and with nothing kept. */
import {
  type ApplicantFacts,
  type Call,
  type ChecklistItem,
  daysBetween,
  type Eligibility,
  type Result,
  reason,
} from '../../domain/index.ts';
import { checkDocuments, checkEligibility } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { everyPage, policyAt } from '../service/records.ts';
import { attempt, found, need, refuse, type Service } from '../service/service.ts';

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
    .map((call) => ({ ...shown(call, seats.get(call.id)), daysLeft: daysBetween(today, call.deadline) }))
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
  facts: Omit<ApplicantFacts, 'points'>,
): Promise<Result<Prospect>> =>
  attempt(async () => {
    const { today } = service.context();
    const call = await store.find(service.store.connection, 'call', id);
    const stored = found('call', id, call?.state === 'draft' ? null : call);
    if (stored.state === 'closed' || stored.deadline < today) refuse('event-not-possible', reason('call-over'));
    const { stay, languages, kind, deadline: callDeadline } = stored;
    const asked = { facts: { ...facts, points: {} }, languages, stay, date: today };
    const papers = { kind, callDeadline, languages, stay, birthDate: facts.birthDate, documents: [], today };
    return {
      eligibility: checkEligibility(need(policyAt(service, 'eligibility', today)), asked),
      papers: checkDocuments(need(policyAt(service, 'documents', today)), papers),
    };
  });

function shown(
  { revision: _, state: __, agreement: ___, ...call }: Call,
  seats: store.Seats | undefined,
): Omit<OpenCall, 'daysLeft'> {
  const { quantity, grantPlaces, taken, grantsTaken } = seats ?? { ...call, taken: 0, grantsTaken: 0 };
  return { ...call, placesLeft: Math.max(0, quantity - taken), grantsLeft: Math.max(0, grantPlaces - grantsTaken) };
}
