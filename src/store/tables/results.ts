/** Results that are made again and again for one owner: each is kept with its number, and the last one counts. */
import { sql } from 'kysely';
import { z } from 'zod';
import { eligibilitySchema, idSchema, rankedApplicantSchema, seatProposalSchema } from '../../domain/index.ts';
import { type Act, type Connection, recordEvent, type Tx } from '../connection.ts';
import { recordHash } from '../hash.ts';
import { toJson } from '../values.ts';

/** Who competed for a call, in which order, and what the policy proposes. */
export const rankingSchema = z.strictObject({
  policy: z.strictObject({ id: z.string(), version: z.string() }),
  date: z.iso.date(),
  ranked: z.array(rankedApplicantSchema),
  proposals: z.array(seatProposalSchema),
  /** Those who could not be compared, with the criteria of which nothing is known. */
  incomplete: z.array(z.strictObject({ application: idSchema, missing: z.array(z.string()) })).default([]),
});
export type StoredRanking = z.infer<typeof rankingSchema>;

/** Each with the column of its owner. */
const RESULTS = {
  eligibility: { table: 'eligibility_checks', owner: 'application', schema: eligibilitySchema },
  ranking: { table: 'rankings', owner: 'call', schema: rankingSchema },
} as const;
type Body<K extends keyof typeof RESULTS> = z.infer<(typeof RESULTS)[K]['schema']>;

export interface Numbered<B> {
  readonly number: number;
  readonly madeAt: string;
  readonly madeBy: string;
  readonly body: B;
}

export const results = {
  /** Beside earlier ones. The owner must exist and is locked, so that numbers follow one another. */
  async save<K extends keyof typeof RESULTS>(
    tx: Tx,
    kind: K,
    { owner: id, body }: { readonly owner: string; readonly body: Body<K> },
    act: Act,
  ): Promise<Numbered<Body<K>>> {
    const { table, owner, schema } = RESULTS[kind];
    await sql`select id from ${sql.table(`${owner}s`)} where id = ${id} for update`.execute(tx);
    const text = toJson(schema, body);
    const { rows } = await sql<{ number: number }>`
      insert into ${sql.table(table)} (${sql.ref(owner)}, number, body, made_at, made_by)
      select ${id}, coalesce(max(number), 0) + 1, ${text}::jsonb, ${act.at}::timestamptz, ${act.by}
      from ${sql.table(table)} where ${sql.ref(owner)} = ${id}
      returning number`.execute(tx);
    const number = rows[0]?.number ?? 1;
    recordEvent(tx, act, { kind, id: `${id}#${number}`, before: null, after: recordHash(id, JSON.parse(text)) });
    return { number, madeAt: act.at, madeBy: act.by, body };
  },

  /** The latest, or null. */
  async find<K extends keyof typeof RESULTS>(
    connection: Connection,
    kind: K,
    id: string,
  ): Promise<Numbered<Body<K>> | null> {
    const { table, owner, schema } = RESULTS[kind];
    const { rows } = await sql<Numbered<unknown>>`
      select number, made_at, made_by, body from ${sql.table(table)} where ${sql.ref(owner)} = ${id}
      order by number desc limit 1`.execute(connection);
    const [row] = rows;
    return row ? { ...row, body: schema.parse(row.body) as Body<K> } : null;
  },

  /** When the latest was made, by owner. */
  async madeAt(
    connection: Connection,
    kind: keyof typeof RESULTS,
    ids: readonly string[],
  ): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const { table, owner } = RESULTS[kind];
    const { rows } = await sql<{ id: string; madeAt: string }>`
      select distinct on (${sql.ref(owner)}) ${sql.ref(owner)} as id, made_at from ${sql.table(table)}
      where ${sql.ref(owner)} in (${sql.join(ids)}) order by ${sql.ref(owner)}, number desc`.execute(connection);
    return new Map(rows.map(({ id, madeAt }) => [id, madeAt]));
  },
};
