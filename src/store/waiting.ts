/** Cases that wait in some state, with whose they are and since when: what queues are made of. */
import { type RawBuilder, sql } from 'kysely';
import type { Appeal, Application, ChangeProposal, Document, RecognitionCase, StudyPlan } from '../domain/index.ts';
import { bundleDecisionSchema } from '../domain/index.ts';
import type { Connection } from './connection.ts';
import { type AnyRecord, fromRow, type RecordDefinition, type StoredRow } from './records/define.ts';
import { isReached, type Reach } from './records/read.ts';
import { APPLICATIONS } from './tables/applications.ts';
import { CHANGES } from './tables/changes.ts';
import { DOCUMENTS } from './tables/documents.ts';
import { APPEALS, RECOGNITIONS } from './tables/recognitions.ts';
import { STUDY_PLANS } from './tables/study-plans.ts';

/** A document has no files here. */
export interface WaitingRecords {
  readonly application: Application;
  readonly document: Document;
  readonly plan: StudyPlan;
  readonly change: ChangeProposal;
  readonly recognition: RecognitionCase;
  readonly appeal: Appeal;
}

export interface WaitingRecord<R> {
  readonly record: R;
  readonly student: string;
  readonly institute: string;
  /** Day (UTC) on which it came into this state. */
  readonly since: string;
}

interface Kind<R extends AnyRecord> {
  readonly definition: RecordDefinition<R>;
  readonly table: string;
  /** Where student and institute stand: the table itself, or the one that a column leads to. */
  readonly owner: { readonly table: string; readonly by: string } | null;
}

const KINDS: { readonly [K in keyof WaitingRecords]: Kind<WaitingRecords[K]> } = {
  application: { definition: APPLICATIONS, table: 'applications', owner: null },
  document: {
    definition: DOCUMENTS,
    table: 'documents',
    owner: { table: 'applications', by: 'application' },
  },
  plan: { definition: STUDY_PLANS, table: 'study_plans', owner: null },
  change: { definition: CHANGES, table: 'change_proposals', owner: { table: 'study_plans', by: 'study_plan' } },
  recognition: { definition: RECOGNITIONS, table: 'recognition_cases', owner: null },
  appeal: { definition: APPEALS, table: 'appeals', owner: null },
};

/** Those that have waited longest, at most `limit`. */
export const listWaiting = <K extends keyof WaitingRecords>(
  connection: Connection,
  kind: K,
  { state, reach, limit }: { readonly state: string; readonly reach: Reach; readonly limit: number },
): Promise<WaitingRecord<WaitingRecords[K]>[]> =>
  readWaiting(
    connection,
    kind,
    sql`one.state = ${state} and ${isReached(reach, 'owner')} order by one.state_since, one.id limit ${limit}`,
  );

export interface ChangedFilter {
  readonly state: string;
  /** Days (UTC), both inclusive, on one of which it came into the state. */
  readonly from: string;
  readonly to: string;
  /** Id of the last one before. */
  readonly after: string | null;
  readonly limit: number;
}

/** Those that have waited since one of some days, in the order of their ids. */
export const listWaitingSince = <K extends keyof WaitingRecords>(
  connection: Connection,
  kind: K,
  { state, from, to, after, limit }: ChangedFilter,
): Promise<WaitingRecord<WaitingRecords[K]>[]> =>
  readWaiting(
    connection,
    kind,
    sql`one.state = ${state} and one.id > ${after ?? ''}
      and one.state_since between ${`${from}T00:00:00Z`}::timestamptz and ${`${to}T23:59:59.999Z`}::timestamptz
      order by one.id limit ${limit}`,
  );

async function readWaiting<K extends keyof WaitingRecords>(
  connection: Connection,
  kind: K,
  which: RawBuilder<unknown>,
): Promise<WaitingRecord<WaitingRecords[K]>[]> {
  const { definition, table, owner }: Kind<WaitingRecords[K]> = KINDS[kind];
  const join = owner
    ? sql`join ${sql.table(owner.table)} as owner on owner.id = ${sql.ref(`one.${owner.by}`)}`
    : sql`join ${sql.table(table)} as owner on owner.id = one.id`;
  const { rows } = await sql<CaseStored & Owned>`
    select one.*, owner.student as owner_student, owner.institute as owner_institute
    from ${sql.table(table)} as one ${join}
    where ${which}`.execute(connection);
  return rows.map((row) => ({
    record: fromRow(definition, row),
    student: row.ownerStudent,
    institute: row.ownerInstitute,
    since: row.stateSince.slice(0, 10),
  }));
}

type CaseStored = StoredRow & { readonly stateSince: string };

interface Owned {
  readonly ownerStudent: string;
  readonly ownerInstitute: string;
}

export interface PassedOn {
  /** Of the decision that passed it on. */
  readonly id: string;
  readonly studyPlan: string;
  readonly change: string | null;
  readonly student: string;
  readonly to: string;
  readonly since: string;
}

/** Bundles that were passed on to one of the institutes and that nobody has decided on since. */
export async function listPassedOn(connection: Connection, institutes: readonly string[]): Promise<PassedOn[]> {
  if (institutes.length === 0) return [];
  const { rows } = await sql<{ id: string; studyPlan: string; change: string; student: string; body: unknown }>`
    select one.id, one.study_plan, one.change, plans.student, one.body
    from bundle_decisions as one
    join study_plans as plans on plans.id = one.study_plan
    left join change_proposals as changes on changes.id = one.change
    where one.decision = 'pass-on' and one.body->>'to' in (${sql.join(institutes)})
      and (plans.state = 'submitted' and one.change = '' or changes.state = 'proposed')
      and one.plan_version = (plans.body->>'version')::integer
      and not exists (
        select 1 from bundle_decisions as later
        where later.study_plan = one.study_plan and later.plan_version = one.plan_version
          and later.change = one.change and later.bundle = one.bundle and later.round > one.round
      )
    order by one.decided_on, one.id limit 500`.execute(connection);
  return rows.flatMap(({ body, change, ...place }) => {
    const decision = bundleDecisionSchema.parse(body);
    if (decision.decision !== 'pass-on') return [];
    return [{ ...place, change: change === '' ? null : change, to: decision.to, since: decision.decidedOn }];
  });
}
