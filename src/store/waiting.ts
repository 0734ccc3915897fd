/** Cases that wait in some state, with whose they are and since when: what queues are made of, and no more of them than queues show. */
import { sql } from 'kysely';
import { z } from 'zod';
import {
  bundleDecisionSchema,
  callSchema,
  documentSchema,
  recognitionCaseSchema,
  staySchema,
} from '../domain/index.ts';
import type { Connection } from './connection.ts';
import { casesOf, type OwnedKind, type Owner } from './outcome.ts';
import type { Records } from './records/kinds.ts';
import { isReached, type Reach, rowsOf, type StoredRow, soundRecords, type Unread } from './records/read.ts';

import type { StoredDecision } from './tables/decisions.ts';

/** What a queue looks at beside the case itself, and where it stands. */
const LOOKS = {
  application: {
    columns: sql`calls.id as call, calls.deadline as call_deadline, calls.seats_taken < calls.quantity as seat_free,
      (one.body->>'reservePlace')::integer as reserve_place`,
    join: sql`join calls on calls.id = one.call`,
    schema: z.object({
      call: z.string(),
      callDeadline: z.string(),
      seatFree: z.boolean(),
      reservePlace: z.number().nullable(),
    }),
  },
  document: {
    columns: sql`owner.id as application, one.type, (one.body->>'copies')::integer as copies, one.body->>'issuedOn' as issued_on, one.valid_until,
      calls.kind as call_kind, calls.deadline as call_deadline, calls.body->'languages' as languages,
      owner.body->'stay' as stay, owner.body->'facts'->>'birthDate' as birth_date`,
    join: sql`join calls on calls.id = owner.call`,
    schema: z.object({
      ...documentSchema.pick({ type: true, state: true, copies: true, issuedOn: true, validUntil: true }).shape,
      application: z.string(),
      callKind: callSchema.shape.kind,
      callDeadline: z.string(),
      languages: callSchema.shape.languages,
      stay: staySchema.nullable(),
      birthDate: z.string().nullable(),
    }),
  },
  plan: {
    columns: sql`one.body->'stay'->>'end' as stay_end`,
    join: sql``,
    schema: z.object({ stayEnd: z.string().nullable() }),
  },
  change: { columns: null, join: sql``, schema: z.object({}) },
  recognition: {
    columns: sql`one.body->'flagged' as flagged, one.body->>'signedBy' as signed_by,
      coalesce(jsonb_array_length(one.body->'recognition'->'rows'), 0) as rows`,
    join: sql``,
    schema: z.object({
      flagged: recognitionCaseSchema.shape.flagged,
      signedBy: z.string().nullable(),
      rows: z.number(),
    }),
  },
  appeal: { columns: null, join: sql``, schema: z.object({}) },
} as const satisfies Readonly<Record<OwnedKind, object>>;

/** What a queue shows of a case. */
export interface WaitingCase<K extends OwnedKind> extends Owner {
  readonly id: string;
  readonly state: string;
  /** Instant at which it came into this state. */
  readonly since: string;
  readonly look: z.infer<(typeof LOOKS)[K]['schema']>;
}

/** A case with all that is in it. */
export interface WaitingRecord<R> extends Owner {
  readonly record: R;
  /** Instant at which it came into this state. */
  readonly since: string;
}

const OWNER = sql`owner.student as owner_student, owner.institute as owner_institute`;

interface OwnedRow {
  readonly id: string;
  readonly ownerStudent: string;
  readonly ownerInstitute: string;
  readonly stateSince: string;
}

const ownerOf = ({ ownerStudent, ownerInstitute, stateSince }: OwnedRow) => ({
  student: ownerStudent,
  institute: ownerInstitute,
  since: stateSince,
});

export interface WaitingFilter {
  readonly states: readonly string[];
  readonly reach: Reach;
  /** Of each state those that have waited longest, at most so many. */
  readonly limit: number;
  /** Documents of these types alone. */
  readonly types?: readonly string[] | undefined;
}

export async function listWaiting<K extends OwnedKind>(
  connection: Connection,
  kind: K,
  { states, reach, limit, types }: WaitingFilter,
): Promise<WaitingCase<K>[]> {
  if (states.length === 0 || types?.length === 0) return [];
  const { columns, join, schema } = LOOKS[kind];
  // State by state, because each has its own limit and is found in order by an index.
  const parts = states.map(
    (state) => sql`(
      select one.id, one.state, one.state_since, ${OWNER} ${columns ? sql`, ${columns}` : sql``}
      from ${casesOf(kind)} ${join}
      where one.state = ${state} and ${isReached(reach, 'owner')}
        ${types ? sql`and one.type in (${sql.join(types)})` : sql``}
      order by one.state_since, one.id limit ${limit})`,
  );
  const { rows } = await sql<OwnedRow & { state: string }>`${sql.join(parts, sql` union all `)}`.execute(connection);
  return rows.map((row) => ({
    id: row.id,
    state: row.state,
    ...ownerOf(row),
    look: schema.parse(row) as WaitingCase<K>['look'],
  }));
}

/** Those that have waited since one of some days, in the order of their ids: what reminders are made of. */
export async function listWaitingSince<K extends OwnedKind>(
  connection: Connection,
  kind: K,
  {
    state,
    from,
    to,
    after,
    limit,
    unread,
  }: {
    readonly state: string;
    /** Days (UTC), both inclusive, on one of which it came into the state. */
    readonly from: string;
    readonly to: string;
    /** Id of the last one before. */
    readonly after: string | null;
    readonly limit: number;
    readonly unread?: Unread | undefined;
  },
): Promise<{ readonly items: WaitingRecord<Records[K]>[]; readonly last: string | null }> {
  const rows = await rowsOf<StoredRow & OwnedRow>(connection, kind, {
    also: sql`, ${OWNER}`,
    from: sql`${casesOf(kind)}
      where one.state = ${state} and one.id > ${after ?? ''}
        and one.state_since between ${`${from}T00:00:00Z`}::timestamptz and ${`${to}T23:59:59.999Z`}::timestamptz
      order by one.id limit ${limit}`,
  });
  const items = soundRecords(kind, rows, unread).map(({ row, record }) => ({ record, ...ownerOf(row) }));
  return { items, last: rows.at(-1)?.id ?? null };
}

/** Bundles that were passed on to one of the institutes and that nobody has decided on since. `id`: of the decision that passed it on. */
export async function listPassedOn(
  connection: Connection,
  institutes: readonly string[],
): Promise<
  (Pick<StoredDecision, 'id' | 'studyPlan' | 'change'> & {
    readonly student: string;
    readonly to: string;
    readonly since: string;
  })[]
> {
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
