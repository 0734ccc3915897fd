/** Applications that wait: drafts until the call's deadline, and the next on the reserve list once a place is free. */
import type { Application, Call } from '../../domain/index.ts';
import type { Waiting } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import type { Doing } from '../step.ts';

type Asked = { readonly state: string; readonly reach: store.Reach; readonly limit: number };
type Found = store.WaitingRecord<Application>;

export async function applicationsWaiting({ service }: Doing, asked: Asked): Promise<Waiting[]> {
  const { connection } = service.store;
  const found = await store.listWaiting(connection, 'application', asked);
  const state = asked.state;
  const waiting = ({ record, student, institute, since }: Found): Waiting => ({
    ...{ kind: 'application', id: record.id, state, since },
    subject: { owner: student, institute },
  });
  if (state === 'reserved') return (await nextOnReserve(connection, found)).map(waiting);
  if (state !== 'draft') return found.map(waiting);
  const calls = await callsOf(connection, found);
  return found.map((one) => ({ ...waiting(one), deadline: calls.get(one.record.call)?.deadline ?? null }));
}

async function callsOf(connection: store.Connection, found: readonly Found[]): Promise<Map<string, Call>> {
  const calls = new Map<string, Call>();
  for (const id of new Set(found.map(({ record }) => record.call))) {
    const call = await store.findCall(connection, id);
    if (call) calls.set(id, call);
  }
  return calls;
}

/** Of each call with a free place the first on its list, or several of the same place. */
async function nextOnReserve(connection: store.Connection, found: readonly Found[]): Promise<Found[]> {
  const next: Found[] = [];
  for (const call of new Set(found.map(({ record }) => record.call))) {
    const waiting = found.filter(({ record }) => record.call === call);
    const seats = await store.countSeats(connection, call);
    if (!seats || seats.taken >= seats.quantity) continue;
    const first = Math.min(...waiting.map(placeOf));
    next.push(...waiting.filter((one) => placeOf(one) === first));
  }
  return next;
}

const placeOf = ({ record }: Found): number => record.reservePlace ?? Number.POSITIVE_INFINITY;
