/** Applications that wait: drafts until the call's deadline, and the next on the reserve list once a place is free. */
import type { Waiting } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { type Reader, waitingOf } from './waiting.ts';

type Found = store.WaitingCase<'application'>;

export const applicationsWaiting: Reader = async ({ service }, asked) => {
  const found = await store.listWaiting(service.store.connection, 'application', asked);
  const next = new Set(nextOnReserve(found.filter(({ state }) => state === 'reserved')));
  return found
    .filter((one) => one.state !== 'reserved' || next.has(one))
    .map(
      (one): Waiting => ({
        ...waitingOf('application', one),
        ...(one.state === 'draft' && { deadline: one.look.callDeadline }),
      }),
    );
};

/** Of each call with a free place the first on its list, or several of the same place. */
function nextOnReserve(reserved: readonly Found[]): Found[] {
  const first = new Map<string, number>();
  for (const one of reserved)
    first.set(one.look.call, Math.min(placeOf(one), first.get(one.look.call) ?? placeOf(one)));
  return reserved.filter((one) => one.look.seatFree && placeOf(one) === first.get(one.look.call));
}

const placeOf = ({ look }: Found): number => look.reservePlace ?? Number.POSITIVE_INFINITY;
