/** What the caller could do with a case now, and what still stands against it: a page shows these steps and no others. */
import type { Actor, EventOf, MachineId, Problem, Result, StateOf, Subject } from '../../domain/index.ts';
import { appealHolds, eventsNow, type Holds, MACHINES, type Machine } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { guardsOfApplication, loadApplicationCase } from '../cases/application-case.ts';
import { isGraceOpen } from '../moves/grace.ts';
import { attempt, type Caller, found, type Service, type Work, workOf } from '../service/service.ts';

export interface PossibleEvent<E extends string> {
  readonly event: E;
  readonly needsReason: boolean;
  /** What still stands against it. */
  readonly problems: Problem[];
}

export const eventsOfApplication = (
  service: Service,
  caller: Caller,
  id: string,
): Promise<Result<PossibleEvent<EventOf<'application'>>[]>> =>
  attempt(async () => {
    const work = workOf(service, caller);
    const application = await loadApplicationCase(work.connection, id);
    const { subject, record } = application;
    const holds = await guardsOfApplication(work, application);
    return possible(work, 'application', { record, subject, holds });
  });

export const eventsOfAppeal = (
  service: Service,
  caller: Caller,
  id: string,
): Promise<Result<PossibleEvent<EventOf<'appeal'>>[]>> =>
  attempt(async () => {
    const work = workOf(service, caller);
    const record = found('appeal', id, await store.find(work.connection, 'appeal', id));
    const { student: owner, institute } = record;
    const holds = appealHolds(record, caller.actor.user);
    return possible(work, 'appeal', { record, subject: { owner, institute }, holds });
  });

async function possible<K extends 'application' | 'appeal'>(
  work: Work,
  kind: K,
  {
    record: { id, revision, state },
    subject,
    holds,
  }: {
    readonly record: { readonly id: string; readonly revision: number; readonly state: StateOf<K> };
    readonly subject: Subject;
    readonly holds: Holds;
  },
): Promise<PossibleEvent<EventOf<K>>[]> {
  const actor: Actor = work.caller.actor;
  const isOpen = await isGraceOpen(work, { kind: kind as MachineId, id, revision });
  const machine = MACHINES[kind] as unknown as Machine<StateOf<K>, EventOf<K>>;
  return eventsNow(machine, state, { actor, subject, holds: { ...holds, 'grace-open': isOpen } });
}
