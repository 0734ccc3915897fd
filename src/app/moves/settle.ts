/** What follows from decisions once the time in which they can be taken back is over. */
import * as store from '../../store/index.ts';
import { clockOf, type Service } from '../service/service.ts';
import { settleHeld } from './move.ts';

/** Lets follow what has waited long enough; answers how many decisions that were. Each in a transaction of its own. */
export async function settleDecisions(service: Service, isStopped: () => boolean = () => false): Promise<number> {
  const caller = clockOf(service);
  let settled = 0;
  for (const waiting of await store.held.due(service.store.connection, caller.at, 1000)) {
    if (isStopped()) break;
    const act = { at: caller.at, by: caller.actor.user, action: 'precedent.keep' };
    await store.transact(service.store, async (tx) => {
      if (!(await store.held.end(tx, waiting.id, 'done'))) return;
      await settleHeld({ service, caller, connection: tx, tx, act, notes: [], held: null }, waiting);
      settled += 1;
    });
  }
  return settled;
}
