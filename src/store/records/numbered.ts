/** Results that are made again and again for one owner: each is kept with its number, and the last one counts. */
import { sql } from 'kysely';
import type { z } from 'zod';
import { recordHash } from '../audit/chain.ts';
import type { Act, Connection, Tx } from '../connection.ts';
import { toJson } from '../values.ts';
import { recordEvent } from './write.ts';

export interface NumberedDefinition<B> {
  readonly table: 'eligibility_checks' | 'rankings';
  /** The column of the owner. */
  readonly owner: 'application' | 'call';
  readonly what: string;
  readonly schema: z.ZodType<B>;
}

export interface Numbered<B> {
  readonly number: number;
  readonly madeAt: string;
  readonly madeBy: string;
  readonly body: B;
}

/** The owner must exist and is locked, so that numbers follow one another. */
export async function addNumbered<B>(
  tx: Tx,
  { table, owner, what, schema }: NumberedDefinition<B>,
  { id, body }: { readonly id: string; readonly body: B },
  act: Act,
): Promise<Numbered<B>> {
  await sql`select id from ${sql.table(`${owner}s`)} where id = ${id} for update`.execute(tx);
  const text = toJson(schema, body);
  const { rows } = await sql<{ number: number }>`
    insert into ${sql.table(table)} (${sql.ref(owner)}, number, body, made_at, made_by)
    select ${id}, coalesce(max(number), 0) + 1, ${text}::jsonb, ${act.at}::timestamptz, ${act.by}
    from ${sql.table(table)} where ${sql.ref(owner)} = ${id}
    returning number`.execute(tx);
  const number = rows[0]?.number ?? 1;
  recordEvent(tx, act, { kind: what, id: `${id}#${number}`, before: null, after: recordHash(id, JSON.parse(text)) });
  return { number, madeAt: act.at, madeBy: act.by, body };
}

/** When the latest was made, by owner. */
export async function latestMadeAt<B>(
  connection: Connection,
  { table, owner }: NumberedDefinition<B>,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; madeAt: string }>`
    select distinct on (${sql.ref(owner)}) ${sql.ref(owner)} as id, made_at from ${sql.table(table)}
    where ${sql.ref(owner)} in (${sql.join(ids)}) order by ${sql.ref(owner)}, number desc`.execute(connection);
  return new Map(rows.map(({ id, madeAt }) => [id, madeAt]));
}

export async function latestNumbered<B>(
  connection: Connection,
  { table, owner, schema }: NumberedDefinition<B>,
  id: string,
): Promise<Numbered<B> | null> {
  const { rows } = await sql<Numbered<unknown>>`
    select number, made_at, made_by, body from ${sql.table(table)} where ${sql.ref(owner)} = ${id}
    order by number desc limit 1`.execute(connection);
  const [row] = rows;
  return row ? { ...row, body: schema.parse(row.body) } : null;
}
