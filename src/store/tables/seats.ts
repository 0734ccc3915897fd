/** Hosts as the office knows them, and the seats that their calls give. */
import { sql } from 'kysely';
import {
  type Application,
  type Funding,
  fundingSchema,
  type Partnership,
  type Result,
  reason,
  refuse,
  success,
} from '../../domain/index.ts';
import { type Act, type Connection, recordEvent, type Tx } from '../connection.ts';
import { recordHash } from '../hash.ts';
import { notFound } from '../outcome.ts';

/** Places of a call and how many are given. */
export interface Seats {
  readonly quantity: number;
  readonly grantPlaces: number;
  readonly taken: number;
  readonly grantsTaken: number;
}

export interface Seat {
  readonly application: string;
  readonly call: string;
  readonly funding: Funding;
}

/** How many applications of a call are in each state; those of which there are none are left out. */
export type ApplicationCounts = Readonly<Partial<Record<Application['state'], number>>>;

export const seats = {
  /** Of several calls, by their ids. */
  async count(connection: Connection, calls: readonly string[]): Promise<Map<string, Seats>> {
    if (calls.length === 0) return new Map();
    const rows = await connection
      .selectFrom('calls')
      .select(['id', 'quantity', 'grantPlaces', 'seatsTaken as taken', 'grantsTaken'])
      .where('id', 'in', calls)
      .execute();
    return new Map(rows.map(({ id, ...counted }) => [id, counted]));
  },

  /** Applications of several calls by their state. */
  async applications(connection: Connection, calls: readonly string[]): Promise<Map<string, ApplicationCounts>> {
    if (calls.length === 0) return new Map();
    const rows = await connection
      .selectFrom('applications')
      .select(({ fn }) => ['call', 'state', fn.countAll<string>().as('count')])
      .where('call', 'in', calls)
      .groupBy(['call', 'state'])
      .execute();
    const counts = new Map<string, Record<string, number>>();
    for (const { call, state, count } of rows) counts.set(call, { ...counts.get(call), [state]: Number(count) });
    return counts;
  },

  async of(connection: Connection, call: string): Promise<Seats | null> {
    return (await seats.count(connection, [call])).get(call) ?? null;
  },

  /**
   * Gives an application a seat of its call. Of those who come at the same time the last seats go to the first; the others get
   * `no-seat-left`. An application that has one already gets `already-decided`.
   */
  async take(tx: Tx, seat: Seat, act: Act): Promise<Result<Seat>> {
    const { application, call, funding } = seat;
    await tx.selectFrom('calls').select('id').where('id', '=', call).forUpdate().execute();
    const given = await seats.of(tx, call);
    if (!given) return notFound('call', call);
    const owner = await tx.selectFrom('applications').select('call').where('id', '=', application).executeTakeFirst();
    if (owner?.call !== call) return refuse('not-found', reason('store-application-elsewhere', { application, call }));
    const taken = await tx.selectFrom('seats').select('call').where('application', '=', application).executeTakeFirst();
    if (taken) return refuse('already-decided', reason('store-seat-taken', { application }));
    const grants = funding === 'grant' ? 1 : 0;
    const { quantity, grantPlaces } = given;
    if (given.taken >= quantity || (grants > 0 && given.grantsTaken >= grantPlaces))
      return refuse('no-seat-left', reason(grants ? 'store-no-grant-left' : 'store-no-seat-left', { call, ...given }));
    await tx
      .insertInto('seats')
      .values({ ...seat, takenAt: act.at })
      .execute();
    await moveCounters(tx, seat, 1);
    recordEvent(tx, act, { kind: 'seat', id: application, before: null, after: recordHash(application, seat) });
    return success(seat);
  },

  /** Gives a seat back. `not-found` when the application has none. */
  async release(tx: Tx, application: string, act: Act): Promise<Result<null>> {
    const none = () => refuse('not-found', reason('store-no-seat-taken', { application }));
    const found = await tx.selectFrom('seats').select('call').where('application', '=', application).executeTakeFirst();
    if (!found) return none();
    await tx.selectFrom('calls').select('id').where('id', '=', found.call).forUpdate().execute();
    const row = await tx
      .deleteFrom('seats')
      .where('application', '=', application)
      .returning(['application', 'call', 'funding'])
      .executeTakeFirst();
    if (!row) return none();
    const seat = { ...row, funding: fundingSchema.parse(row.funding) };
    await moveCounters(tx, seat, -1);
    recordEvent(tx, act, { kind: 'seat', id: application, before: recordHash(application, seat), after: null });
    return success(null);
  },

  /** Seats given, by application. */
  async list(connection: Connection, call: string): Promise<Seat[]> {
    const rows = await connection
      .selectFrom('seats')
      .select(['application', 'call', 'funding'])
      .where('call', '=', call)
      .orderBy('takenAt')
      .orderBy('application')
      .execute();
    return rows.map((row) => ({ ...row, funding: fundingSchema.parse(row.funding) }));
  },
};

async function moveCounters(tx: Tx, { call, funding }: Seat, by: 1 | -1): Promise<void> {
  await tx
    .updateTable('calls')
    .set((eb) => ({
      seatsTaken: eb('seatsTaken', '+', by),
      ...(funding === 'grant' && { grantsTaken: eb('grantsTaken', '+', by) }),
    }))
    .where('id', '=', call)
    .execute();
}

/** A host as the office knows it. */
export interface Host {
  readonly institution: string;
  readonly country: string | null;
  readonly calls: number;
  readonly catalogues: number;
  /** Whether any agreement with it is valid on the day; a host without one needs negotiation. */
  readonly partnership: Partnership;
}

/** Every institution of a call, an agreement or a catalogue, by name, with how the home institution stands to it on `today`. */
export async function listHosts(connection: Connection, today: string): Promise<Host[]> {
  const { rows } = await sql<Host>`
    with named as (
      select university as institution, country, 1 as calls, 0 as catalogues from calls
      union all select institution, country, 0, 0 from agreements
      union all select institution, null, 0, 1 from course_lists where kind = 'catalogue'
    ), terms as (
      select lower(institution) as key,
        bool_or(valid_from <= ${today}::date and (valid_to is null or valid_to >= ${today}::date)) as in_force,
        bool_or(valid_from > ${today}::date) as not_yet
      from agreements group by 1
    )
    select min(institution collate "C") as institution, max(country) as country,
      sum(calls)::integer as calls, sum(catalogues)::integer as catalogues,
      case when in_force then 'in-force' when not_yet then 'not-yet' when key is null then 'negotiation-needed' else 'ended' end
        as partnership
    from named left join terms on key = lower(institution)
    group by lower(institution), key, in_force, not_yet
    order by lower(min(institution collate "C")) collate "C"`.execute(connection);
  return rows;
}
