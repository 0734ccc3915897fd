/** Small things that the program notes for itself, each under its name: what the clock has seen, what an administrator let go. */
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Connection } from '../connection.ts';
import { toJson } from '../values.ts';

export const marks = {
  /** Null: never noted, or no longer of the schema. */
  async read<T>(connection: Connection, name: string, schema: z.ZodType<T>): Promise<T | null> {
    const row = await connection.selectFrom('marks').select('body').where('name', '=', name).executeTakeFirst();
    const read = row && schema.safeParse(row.body);
    return read?.success ? read.data : null;
  },

  async write<T>(
    connection: Connection,
    {
      name,
      schema,
      value,
      at,
    }: { readonly name: string; readonly schema: z.ZodType<T>; readonly value: T; readonly at: string },
  ): Promise<void> {
    const body = toJson(schema, value);
    await connection
      .insertInto('marks')
      .values({ name, body, updatedAt: at })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ body, updatedAt: at }))
      .execute();
  },
};

/** Whoever begins with an empty database waits here for those who do so at the same moment. */
export async function lockFirstStart(tx: Connection): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('concord first start'))`.execute(tx);
}

/** Whether the database answers. */
export async function answers(connection: Connection): Promise<boolean> {
  return sql`select 1`.execute(connection).then(
    () => true,
    () => false,
  );
}

/** What other clocks say: the database's present instant, and that of the last event. */
export async function readClocks(
  connection: Connection,
): Promise<{ readonly database: string; readonly lastEvent: string | null }> {
  const { rows } = await sql<{ database: string; lastEvent: string | null }>`
    select clock_timestamp() as database, (select at from events order by sequence desc limit 1) as last_event`.execute(
    connection,
  );
  const [row] = rows;
  if (!row) throw new Error('a database without a clock');
  return row;
}
