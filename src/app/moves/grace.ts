/** The time in which a decision can be taken back: until its end nobody is told of it, and it is no precedent. */
import type { MachineId } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { policyOfDay } from '../service/records.ts';
import {
  acting,
  clockOf,
  type Held,
  minutesAfter,
  type Service,
  type Transaction,
  type Work,
} from '../service/service.ts';
import { keepPrecedents } from './precedents.ts';

interface Case {
  readonly kind: MachineId;
  readonly id: string;
}

/** What an event's consequences are gathered in while they wait; null where they follow at once. */
export function holdFor(work: Work, kind: MachineId, event: string): Held | null {
  const times = policyOfDay(work, 'times');
  if (!times.ok) return null;
  const { hours, moves } = times.value.grace;
  return hours > 0 && moves.includes(`${kind}.${event}`) ? { hours, notices: [], precedents: [] } : null;
}

/** Keeps what was gathered until its time has come. */
export async function keepHeld(
  { tx, caller }: Transaction,
  { kind, id, revision }: Case & { readonly revision: number },
  { hours, notices, precedents }: Held,
): Promise<void> {
  if (notices.length === 0 && precedents.length === 0) return;
  const dueAt = minutesAfter(caller.at, 60 * hours);
  await store.held.add(tx, { kind, case: id, revision, dueAt, notices, precedents });
}

/** Whether what was decided on a case can still be taken back: its time is not over, and nothing has happened to it since. */
export async function isGraceOpen(
  { connection, caller }: Work,
  { kind, id, revision }: Case & { readonly revision: number },
): Promise<boolean> {
  const waiting = await store.held.find(connection, { kind, id });
  return waiting !== null && waiting.revision === revision && caller.at < waiting.dueAt;
}

/** Ends what waits of a case: it follows now, because the case goes on, or never, because the decision is taken back. */
export async function endHeld(work: Transaction, of: Case, state: 'done' | 'taken-back'): Promise<void> {
  const waiting = await store.held.find(work.tx, of);
  if (!waiting || !(await store.held.end(work.tx, waiting.id, state))) return;
  if (state === 'done') await follow(work, waiting);
}

async function follow(work: Transaction, { notices, precedents }: store.HeldConsequences): Promise<void> {
  await keepPrecedents({ ...acting(work, 'precedent.keep'), held: null }, precedents);
  await store.notices.add(work.tx, notices, { at: work.caller.at, mail: true });
}

/** Lets follow what has waited long enough; answers how many decisions that were. Each in a transaction of its own. */
export async function settleDecisions(service: Service, isStopped: () => boolean = () => false): Promise<number> {
  const caller = clockOf(service);
  let settled = 0;
  for (const waiting of await store.held.due(service.store.connection, caller.at, 1000)) {
    if (isStopped()) break;
    const act = { at: caller.at, by: caller.actor.user, action: 'precedent.keep' };
    await store.transact(service.store, async (tx) => {
      if (!(await store.held.end(tx, waiting.id, 'done'))) return;
      await follow({ service, caller, connection: tx, tx, act, notes: [], held: null }, waiting);
      settled += 1;
    });
  }
  return settled;
}
