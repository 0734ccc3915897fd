/** What a write can come to besides success, as problems that the API turns into 404, 409 and 422; and whose a record is. */

import { sql } from 'kysely';
import { type Result, reason, refuse, success } from '../domain/index.ts';
import type { Connection } from './connection.ts';
import { RECORDS } from './records/kinds.ts';

/** Nothing of the kind has this id, or the caller may not know that it has. */
export const notFound = (kind: string, id: string): Result<never> =>
  refuse('not-found', reason('store-not-found', { kind, id }));

/** Somebody else wrote in between. */
export const versionConflict = (kind: string, id: string, revision: number): Result<never> =>
  refuse('version-conflict', reason('store-changed-meanwhile', { kind, id, revision }));

/** A field of a database's error, or an empty text: `code` is the SQLSTATE. */
export const errorField = (error: unknown, field: 'code' | 'constraint'): string => {
  const value: unknown = error instanceof Error ? Reflect.get(error, field) : undefined;
  return typeof value === 'string' ? value : '';
};

/** What there can be only one of, by the constraint that keeps it so: a person is told that, never the name of the constraint. */
const ONLY_ONE: Readonly<Record<string, string>> = {
  institutes_code_key: 'code',
  users_email: 'email',
  students_number_key: 'number',
};

/**
 * Answers what a constraint of the database refused as a problem. The failed statement has ended its transaction, so the caller
 * answers the failure at once, and `transact` undoes the rest.
 */
export async function constrained<T>(kind: string, id: string, write: () => Promise<T>): Promise<Result<T>> {
  try {
    return success(await write());
  } catch (error) {
    const constraint = errorField(error, 'constraint');
    switch (errorField(error, 'code')) {
      case '23505': // unique_violation
        return refuse('already-exists', reason('store-already-exists', { kind: ONLY_ONE[constraint] ?? kind }));
      case '23503': // foreign_key_violation
        return refuse('reference-unknown', reason('store-reference-unknown', { kind }));
      case '23514': // check_violation
        if (constraint.startsWith('calls_')) return refuse('no-seat-left', reason('store-seats-given', { call: id }));
    }
    throw error;
  }
}

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

/**
 * Whether an appeal about this case was admitted to the commission, whatever came of it. One about a recognition opens its plan too, with
 * its changes, and one about a plan its recognitions: none is judged without the other.
 */
export async function isAppealed(
  connection: Connection,
  kind: 'plan' | 'change' | 'recognition',
  id: string,
): Promise<boolean> {
  const plan =
    kind === 'plan' ? sql`${id}` : sql`(select study_plan from ${sql.table(RECORDS[kind].table)} where id = ${id})`;
  const recognitions =
    kind === 'recognition'
      ? sql`select ${id}`
      : sql`select id from ${sql.table(RECORDS.recognition.table)} where study_plan = ${plan}`;
  const { rows } = await sql`
    select id from ${sql.table(RECORDS.appeal.table)}
    where state in ('admitted', 'upheld', 'dismissed')
      and (body->'subject'->>'id' = ${plan} or body->'subject'->>'id' in (${recognitions}))
    limit 1`.execute(connection);
  return rows.length > 0;
}
