/** Whose a case is: in its own row, or in that of the case that it belongs to. */
import { sql } from 'kysely';
import type { Connection } from './connection.ts';
import { RECORDS } from './records/kinds.ts';

/** Kinds of cases, each with the column that leads to the one that it belongs to; all belong to a student and an institute. */
const CASES = {
  application: { of: 'application', by: 'id' },
  document: { of: 'application', by: 'application' },
  plan: { of: 'plan', by: 'id' },
  change: { of: 'plan', by: 'studyPlan' },
  recognition: { of: 'recognition', by: 'id' },
  appeal: { of: 'appeal', by: 'id' },
} as const;
export type OwnedKind = keyof typeof CASES;

/** The rows of a kind as `one`, with student and institute in `owner`. */
export function casesOf(kind: OwnedKind) {
  const { of, by } = CASES[kind];
  const [own, owners] = [RECORDS[kind].table, RECORDS[of].table];
  return sql`${sql.table(own)} as one join ${sql.table(owners)} as owner on owner.id = ${sql.ref(`one.${by}`)}`;
}

export interface Owner {
  readonly student: string;
  readonly institute: string;
}

/** Without reading the case: the guard of every request asks this. Null when there is no such case. */
export async function findOwner(connection: Connection, kind: OwnedKind, id: string): Promise<Owner | null> {
  const { rows } = await sql<Owner>`
    select owner.student, owner.institute from ${casesOf(kind)} where one.id = ${id}`.execute(connection);
  return rows[0] ?? null;
}
