/** Whether the present is believed enough to do what cannot be undone: a clock can be wrong for a minute, and what it erases is gone. */
import { z } from 'zod';
import { type Reason, reason } from '../../domain/index.ts';
import { marks, readClocks } from '../../store/index.ts';
import { minutesAfter, type Service } from '../service/service.ts';

/** How far the clocks of a machine and its database may be apart, and how long an installation may have stood still. */
const MOST_SKEW = { minutesApart: 10, daysUnseen: 40 } as const;

const seenSchema = z.object({ at: z.iso.datetime() });
const SEEN = { name: 'clock-seen', schema: seenSchema } as const;

type Clocks = Awaited<ReturnType<typeof readClocks>>;

const daysBetween = (from: string, to: string): number =>
  Math.floor((Date.parse(to) - Date.parse(from)) / (24 * 3600 * 1000));

/**
 * What speaks against the present instant; null: nothing, and then it is remembered as seen. Compared are the clock of this machine, the
 * database's, the last event, and when this was asked the last time.
 */
export async function doubtTime(
  service: Service,
  read: (connection: Service['store']['connection']) => Promise<Clocks> = readClocks,
): Promise<Reason | null> {
  const { connection } = service.store;
  const at = service.now();
  const { database, lastEvent } = await read(connection);
  if (Math.abs(Date.parse(database) - Date.parse(at)) > MOST_SKEW.minutesApart * 60_000)
    return reason('clocks-differ', { machine: at, database });
  if (lastEvent !== null && minutesAfter(lastEvent, -MOST_SKEW.minutesApart) > at)
    return reason('clock-behind', { machine: at, event: lastEvent });
  const seen = (await marks.read(connection, SEEN.name, SEEN.schema))?.at ?? lastEvent;
  const days = seen === null ? 0 : daysBetween(seen, at);
  if (days > MOST_SKEW.daysUnseen) return reason('clock-leapt', { machine: at, days });
  await believeTime(service);
  return null;
}

/** Somebody has said that the present is right. */
export async function believeTime(service: Service, connection = service.store.connection): Promise<void> {
  const at = service.now();
  await marks.write(connection, { ...SEEN, value: { at }, at });
}
