/** What a retention policy asks of the store: cases and accounts whose time may have come, and old things that nobody needs. */
import { type RawBuilder, sql } from 'kysely';
import type { Retained, StateOf } from '../../domain/index.ts';
import { type Act, type Connection, recordEvent, type Tx } from '../connection.ts';

interface Batch {
  /** Day: not changed or used on it or later. */
  readonly before: string;
  /** Id of the last one before. */
  readonly after: string | null;
  readonly limit: number;
}

/** What of a case can be disposed of by itself. */
export type CaseKind = Extract<
  Retained,
  'application' | 'document-file' | 'medical-certificate-file' | 'study-plan' | 'transcript' | 'appeal'
>;

/** Whether something of the kind is left in a case: `own` is its id. What was disposed of is not found again. */
const LEFT: Readonly<Record<CaseKind, RawBuilder<boolean>>> = {
  application: sql`exists (select 1 from applications as a where a.id = own and (a.erased_at is null or a.erased_at < a.updated_at))`,
  'document-file': sql`exists (select 1 from documents as d join document_files as f on f.document = d.id
    where d.application = own and f.content is not null)`,
  'medical-certificate-file': sql`exists (select 1 from documents as d join document_files as f on f.document = d.id
    where d.application = own and d.type = 'medical-certificate' and f.content is not null)`,
  'study-plan': sql`exists (select 1 from study_plans as p where (p.application = own or p.id = own) and p.detached_at is null)`,
  transcript: sql`exists (select 1 from study_plans as p join transcripts as t on t.study_plan = p.id
    where (p.application = own or p.id = own) and p.detached_at is null and t.body->>'student' is not null)`,
  appeal: sql`exists (select 1 from appeals as a where a.student = ended.student and a.body->>'text' <> ''
    and (a.body->'subject'->>'id' = own
      or a.body->'subject'->>'id' in (select p.id from study_plans as p where p.application = own or p.id = own)
      or a.body->'subject'->>'id' in (select r.id from recognition_cases as r join study_plans as p on p.id = r.study_plan
        where p.application = own or p.id = own)))`,
};

export const retention = {
  /** Ids of cases that ended and still hold something of the kind, in the order of their ids. Whether their time has come is not said. */
  async listEndedCases(
    connection: Connection,
    {
      kind,
      applications,
      plans,
      before,
      after,
      limit,
    }: Batch & {
      readonly kind: CaseKind;
      /** States in which the application, or a plan without one, has ended. */
      readonly applications: readonly StateOf<'application'>[];
      readonly plans: readonly StateOf<'plan'>[];
    },
  ): Promise<string[]> {
    const { rows } = await sql<{ own: string }>`
      select own from (
        select id as own, student from applications
        where state in (${sql.join(applications)}) and updated_at < ${before}::timestamptz
        union all
        select id, student from study_plans
        where application is null and detached_at is null
          and state in (${sql.join(plans)}) and updated_at < ${before}::timestamptz
      ) as ended
      where own > ${after ?? ''} and ${LEFT[kind]}
      order by own limit ${limit}`.execute(connection);
    return rows.map(({ own }) => own);
  },

  /** The day (UTC) of an account's last use; null when there is no such account. */
  async lastUseOf(connection: Connection, user: string): Promise<string | null> {
    const row = await connection
      .selectFrom('users')
      .select(LAST_USE.as('usedAt'))
      .where('id', '=', user)
      .executeTakeFirst();
    return row ? row.usedAt.slice(0, 10) : null;
  },

  /** Ids of accounts that nobody has used since a day, in the order of their ids. */
  async listUnusedAccounts(connection: Connection, { before, after, limit }: Batch): Promise<string[]> {
    const rows = await connection
      .selectFrom('users')
      .select('id')
      .where('erasedAt', 'is', null)
      .where(sql<boolean>`${LAST_USE} < ${before}::timestamptz`)
      .where('id', '>', after ?? '')
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(({ id }) => id);
  },

  /** Removes up to `limit` of a kind from before an instant, and answers how many went. */
  async forgetOld(
    tx: Tx,
    kind: OldKind,
    { before, limit }: { readonly before: string; readonly limit: number },
    act: Act,
  ): Promise<number> {
    const { table, column, only }: { table: string; column: string; only?: RawBuilder<unknown> } = OLD[kind];
    const { numAffectedRows = 0n } = await sql`
      delete from ${sql.table(table)} where ctid in (
        select ctid from ${sql.table(table)} where ${sql.ref(column)} <= ${before}::timestamptz ${only ?? sql``} limit ${limit}
      )`.execute(tx);
    if (numAffectedRows > 0n) recordEvent(tx, act, { kind, id: `until ${before}`, before: null, after: null });
    return Number(numAffectedRows);
  },
};

/** Sign-ins and uses of a token count; an account that never was used counts from when it was made. */
const LAST_USE = sql<string>`greatest(coalesce(last_sign_in_at, created_at),
  (select max(t.last_used_at) from api_tokens as t where t."user" = users.id))`;

/** Things that are of no use after their time. A message that waits to be sent stays, however old it is. */
const OLD = {
  session: { table: 'sessions', column: 'expires_at' },
  'one-time password': { table: 'one_time_passwords', column: 'expires_at' },
  'sign-in elsewhere': { table: 'oidc_states', column: 'expires_at' },
  'sign-in attempt': { table: 'sign_in_attempts', column: 'at' },
  'idempotency key': { table: 'idempotency_keys', column: 'created_at' },
  job: { table: 'jobs', column: 'ended_at' },
  notice: { table: 'notices', column: 'created_at' },
  'transcript content': { table: 'transcript_contents', column: 'kept_at' },
  message: { table: 'outbox', column: 'created_at', only: sql`and state <> 'waiting'` },
} as const satisfies Readonly<Record<string, { table: string; column: string; only?: RawBuilder<unknown> }>>;

export type OldKind = keyof typeof OLD;
