/** Cases with all that is in them, by the day on which they came into their state: what reminders are made of. */
import { sql } from 'kysely';
import type { Appeal, Application, ChangeProposal, Document, RecognitionCase, StudyPlan } from '../domain/index.ts';
import type { Connection } from './connection.ts';
import { casesOf, type OwnedKind, type Owner } from './owners.ts';
import { type AnyRecord, fromRow, type RecordDefinition, type StoredRow } from './records/define.ts';
import { APPLICATIONS } from './tables/applications.ts';
import { CHANGES } from './tables/changes.ts';
import { DOCUMENTS } from './tables/documents.ts';
import { APPEALS, RECOGNITIONS } from './tables/recognitions.ts';
import { STUDY_PLANS } from './tables/study-plans.ts';

/** A document has no files here. */
export interface WaitingRecords extends Readonly<Record<OwnedKind, AnyRecord>> {
  readonly application: Application;
  readonly document: Document;
  readonly plan: StudyPlan;
  readonly change: ChangeProposal;
  readonly recognition: RecognitionCase;
  readonly appeal: Appeal;
}

const DEFINITIONS: { readonly [K in OwnedKind]: RecordDefinition<WaitingRecords[K]> } = {
  application: APPLICATIONS,
  document: DOCUMENTS,
  plan: STUDY_PLANS,
  change: CHANGES,
  recognition: RECOGNITIONS,
  appeal: APPEALS,
};

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
): Promise<WaitingRecord<WaitingRecords[K]>[]> {
  const definition: RecordDefinition<WaitingRecords[K]> = DEFINITIONS[kind];
  const { rows } = await sql<Row>`
    select one.*, owner.student as owner_student, owner.institute as owner_institute
    from ${casesOf(kind)}
    where one.state = ${state} and one.id > ${after ?? ''}
      and one.state_since between ${`${from}T00:00:00Z`}::timestamptz and ${`${to}T23:59:59.999Z`}::timestamptz
    order by one.id limit ${limit}`.execute(connection);
  return rows.map((row) => ({
    record: fromRow(definition, row),
    student: row.ownerStudent,
    institute: row.ownerInstitute,
    since: row.stateSince.slice(0, 10),
  }));
}
