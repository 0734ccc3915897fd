/** Whose a case is: in its own row, or in that of the case that it belongs to. */
import { sql } from 'kysely';
import type { Connection } from './connection.ts';

interface Place {
  readonly table: string;
  /** The table with student and institute and the column that leads to it; null = the case's own. */
  readonly owner: { readonly table: string; readonly by: string } | null;
}

const PLACES = {
  application: { table: 'applications', owner: null },
  document: { table: 'documents', owner: { table: 'applications', by: 'application' } },
  plan: { table: 'study_plans', owner: null },
  change: { table: 'change_proposals', owner: { table: 'study_plans', by: 'study_plan' } },
  recognition: { table: 'recognition_cases', owner: null },
  appeal: { table: 'appeals', owner: null },
} as const satisfies Readonly<Record<string, Place>>;

/** Kinds of cases; each belongs to a student and an institute. */
export type OwnedKind = keyof typeof PLACES;

/** The rows of a kind as `one`, with student and institute in `owner`. */
export function casesOf(kind: OwnedKind) {
  const { table, owner }: Place = PLACES[kind];
  const [of, by] = owner ? [owner.table, sql.ref(`one.${owner.by}`)] : [table, sql.ref('one.id')];
  return sql`${sql.table(table)} as one join ${sql.table(of)} as owner on owner.id = ${by}`;
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
