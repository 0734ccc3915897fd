/** The seats that a call gives. */
import { type Funding, type Result, success } from '../../domain/index.ts';
import { recordHash } from '../audit/chain.ts';
import type { Act, Connection, Tx } from '../connection.ts';
import { notFound, refuse } from '../outcome.ts';
import { recordEvent } from '../records/write.ts';

/** Places of a call and how many are given. */
export interface Seats {
  readonly quantity: number;
  readonly grantPlaces: number;
  readonly taken: number;
  readonly grantsTaken: number;
}

export const countSeats = async (connection: Connection, call: string): Promise<Seats | null> =>
  (await countSeatsOf(connection, [call])).get(call) ?? null;

/** The same of several calls, by their ids. */
export async function countSeatsOf(connection: Connection, calls: readonly string[]): Promise<Map<string, Seats>> {
  if (calls.length === 0) return new Map();
  const rows = await connection
    .selectFrom('calls')
    .select(['id', 'quantity', 'grantPlaces', 'seatsTaken as taken', 'grantsTaken'])
    .where('id', 'in', calls)
    .execute();
  return new Map(rows.map(({ id, ...seats }) => [id, seats]));
}

export interface Seat {
  readonly application: string;
  readonly call: string;
  readonly funding: Funding;
}

/**
 * Gives an application a seat of its call. Of those who come at the same time the last seats go to the first; the others get
 * `no-seat-left`. An application that has one already gets `already-decided`.
 */
export async function takeSeat(tx: Tx, { application, call, funding }: Seat, act: Act): Promise<Result<Seat>> {
  const seats = await tx
    .selectFrom('calls')
    .select(['quantity', 'grantPlaces', 'seatsTaken', 'grantsTaken'])
    .where('id', '=', call)
    .forUpdate()
    .executeTakeFirst();
  if (!seats) return notFound('call', call);
  const owner = await tx.selectFrom('applications').select('call').where('id', '=', application).executeTakeFirst();
  if (owner?.call !== call) return notFound('application of this call', application);
  const taken = await tx.selectFrom('seats').select('call').where('application', '=', application).executeTakeFirst();
  if (taken) return refuse('already-decided', `the application "${application}" has a seat already`, 'Load it again');
  const grants = funding === 'grant' ? 1 : 0;
  if (seats.seatsTaken >= seats.quantity || (grants > 0 && seats.grantsTaken >= seats.grantPlaces))
    return refuse(
      'no-seat-left',
      `the call "${call}" has no ${grants ? 'seat with a grant' : 'seat'} left (${seats.seatsTaken} of ${seats.quantity} given, ${seats.grantsTaken} of ${seats.grantPlaces} grants)`,
      'Put the application on the reserve list, or release a seat first',
    );
  await tx.insertInto('seats').values({ application, call, funding, takenAt: act.at }).execute();
  await moveCounters(tx, call, { seats: 1, grants });
  const seat: Seat = { application, call, funding };
  recordEvent(tx, act, { kind: 'seat', id: application, before: null, after: recordHash(application, seat) });
  return success(seat);
}

/** Gives a seat back. `not-found` when the application has none. */
export async function releaseSeat(tx: Tx, application: string, act: Act): Promise<Result<null>> {
  const seat = await tx.selectFrom('seats').selectAll().where('application', '=', application).executeTakeFirst();
  if (!seat) return notFound('seat of the application', application);
  await tx.selectFrom('calls').select('id').where('id', '=', seat.call).forUpdate().execute();
  const { numDeletedRows } = await tx
    .deleteFrom('seats')
    .where('application', '=', application)
    .executeTakeFirstOrThrow();
  if (numDeletedRows === 0n) return notFound('seat of the application', application);
  await moveCounters(tx, seat.call, { seats: -1, grants: seat.funding === 'grant' ? -1 : 0 });
  const before = recordHash(application, { application, call: seat.call, funding: seat.funding });
  recordEvent(tx, act, { kind: 'seat', id: application, before, after: null });
  return success(null);
}

async function moveCounters(tx: Tx, call: string, by: { seats: number; grants: number }): Promise<void> {
  await tx
    .updateTable('calls')
    .set((eb) => ({
      seatsTaken: eb('seatsTaken', '+', by.seats),
      grantsTaken: eb('grantsTaken', '+', by.grants),
    }))
    .where('id', '=', call)
    .execute();
}

/** Seats given, by application. */
export async function listSeats(connection: Connection, call: string): Promise<Seat[]> {
  const rows = await connection
    .selectFrom('seats')
    .select(['application', 'call', 'funding'])
    .where('call', '=', call)
    .orderBy('takenAt')
    .orderBy('application')
    .execute();
  return rows.map((row) => ({ ...row, funding: row.funding === 'grant' ? 'grant' : 'own-expense' }));
}
