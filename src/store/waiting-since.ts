/** Cases with all that is in them, by the day on which they came into their state: what reminders are made of. */
import { sql } from 'kysely';
import type { Connection } from './connection.ts';
import { casesOf, type OwnedKind, type Owner } from './owners.ts';
import type { Records } from './records/kinds.ts';
import { recordOf, rowsOf } from './records/read.ts';
import type { StoredRow } from './records/row.ts';

export type WaitingRecords = Pick<Records, OwnedKind>;

export interface WaitingRecord<R> extends Owner {
  readonly record: R;
  /** Day (UTC) on which it came into this state. */
  readonly since: string;
}

export interface ChangedFilter {
  readonly state: string;
  /** Days (UTC), both inclusive, on one of which it came into the state. */
  readonly from: string;
  readonly to: string;
  /** Id of the last one before. */
  readonly after: string | null;
  readonly limit: number;
}

interface Row extends StoredRow {
  readonly stateSince: string;
  readonly ownerStudent: string;
  readonly ownerInstitute: string;
}

/** Those that have waited since one of some days, in the order of their ids. */
export async function listWaitingSince<K extends OwnedKind>(
  connection: Connection,
  kind: K,
  { state, from, to, after, limit }: ChangedFilter,
): Promise<WaitingRecord<Records[K]>[]> {
  const rows = await rowsOf<Row>(connection, kind, {
    also: sql`, owner.student as owner_student, owner.institute as owner_institute`,
    from: sql`${casesOf(kind)}
      where one.state = ${state} and one.id > ${after ?? ''}
        and one.state_since between ${`${from}T00:00:00Z`}::timestamptz and ${`${to}T23:59:59.999Z`}::timestamptz
      order by one.id limit ${limit}`,
  });
  return rows.map((row) => ({
    record: recordOf(kind, row),
    student: row.ownerStudent,
    institute: row.ownerInstitute,
    since: row.stateSince.slice(0, 10),
  }));
}
