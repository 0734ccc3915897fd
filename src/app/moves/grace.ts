/** The time in which a decision can be taken back: until its end nobody is told of it, and it is no precedent. */
import type { MachineId } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { policyOfDay } from '../service/records.ts';
import { acting, type Held, minutesAfter, type Transaction, type Work } from '../service/service.ts';
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
  return hours > 0 && moves.includes(`${kind}.${event}`) ? { hours, notices: [], precedents: [], reopens: null } : null;
}

/** Keeps what was gathered until its time has come. */
export async function keepHeld(
  { tx, caller }: Transaction,
  { kind, id, revision }: Case & { readonly revision: number },
  { hours, ...consequences }: Held,
): Promise<void> {
  const dueAt = minutesAfter(caller.at, 60 * hours);
  await store.held.add(tx, { kind, case: id, revision, dueAt, ...consequences });
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
export async function endHeld(
  work: Transaction,
  of: Case,
  state: 'done' | 'taken-back',
): Promise<store.HeldConsequences | null> {
  const waiting = await store.held.find(work.tx, of);
  return waiting && (await store.held.end(work.tx, waiting.id, state)) ? waiting : null;
}

/** Writes what a decision that stands has left waiting. */
export async function followHeld(work: Transaction, { notices, precedents }: store.HeldConsequences): Promise<void> {
  await keepPrecedents({ ...acting(work, 'precedent.keep'), held: null }, precedents);
  await store.notices.add(work.tx, notices, { at: work.caller.at, mail: true });
}
