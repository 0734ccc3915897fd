/** Cases as keeping and erasing look at them: an application with what came of it, or a study plan without one. */
import { sql } from 'kysely';
import {
  type AppealState,
  type ApplicationState,
  appealStateSchema,
  applicationStateSchema,
  type PlanState,
  planStateSchema,
  type RecognitionState,
  recognitionStateSchema,
} from '../../domain/index.ts';
import type { Connection, Tx } from '../connection.ts';

/** A part of a case with the day (UTC) of its last change. */
export interface CasePart<S> {
  readonly state: S;
  readonly changedOn: string;
}

export interface StoredCase {
  /** Of its application, or of the plan where there is none. */
  readonly id: string;
  readonly student: string;
  /** With the deadline of its call. */
  readonly application: (CasePart<ApplicationState> & { readonly deadline: string }) | null;
  readonly plans: readonly CasePart<PlanState>[];
  readonly recognitions: readonly (CasePart<RecognitionState> & { readonly issuedOn: string | null })[];
  readonly appeals: readonly CasePart<AppealState>[];
}

/** The plans of an application, or the plan that is a case by itself. */
export const isOfCase = (id: string) => sql<boolean>`(application = ${id} or application is null and id = ${id})`;

export async function findCase(connection: Connection, id: string): Promise<StoredCase | null> {
  const application = await connection
    .selectFrom('applications')
    .innerJoin('calls', 'calls.id', 'applications.call')
    .select(['applications.id', 'student', 'applications.state', 'applications.updatedAt', 'deadline'])
    .where('applications.id', '=', id)
    .executeTakeFirst();
  const plans = await connection
    .selectFrom('studyPlans')
    .select(['id', 'student', 'state', 'updatedAt'])
    .where(isOfCase(id))
    .where('detachedAt', 'is', null)
    .execute();
  const student = application?.student ?? plans[0]?.student;
  if (student === undefined) return null;
  const recognitions = await recognitionsOf(
    connection,
    plans.map((plan) => plan.id),
  );
  const about = [id, ...plans, ...recognitions].map((one) => (typeof one === 'string' ? one : one.id));
  return {
    id,
    student,
    application: application
      ? { ...partOf(applicationStateSchema, application), deadline: application.deadline }
      : null,
    plans: plans.map((plan) => partOf(planStateSchema, plan)),
    recognitions: recognitions.map((one) => ({ ...partOf(recognitionStateSchema, one), issuedOn: one.issuedOn })),
    appeals: await appealsOf(connection, student, about),
  };
}

/** The same, of which nobody else changes the application or the plan until the transaction ends. */
export async function lockCase(tx: Tx, id: string): Promise<StoredCase | null> {
  await tx.selectFrom('applications').select('id').where('id', '=', id).forUpdate().execute();
  await tx.selectFrom('studyPlans').select('id').where(isOfCase(id)).orderBy('id').forUpdate().execute();
  return findCase(tx, id);
}

/** Every case of a person. */
export async function listCasesOf(connection: Connection, student: string): Promise<StoredCase[]> {
  const applications = await connection
    .selectFrom('applications')
    .select('id')
    .where('student', '=', student)
    .execute();
  const free = await connection
    .selectFrom('studyPlans')
    .select('id')
    .where('student', '=', student)
    .where('application', 'is', null)
    .execute();
  const cases: StoredCase[] = [];
  for (const { id } of [...applications, ...free]) {
    const found = await findCase(connection, id);
    if (found) cases.push(found);
  }
  return cases;
}

interface Stated {
  readonly state: string;
  readonly updatedAt: string;
}

const partOf = <S>(schema: { parse: (state: string) => S }, { state, updatedAt }: Stated): CasePart<S> => ({
  state: schema.parse(state),
  changedOn: updatedAt.slice(0, 10),
});

async function recognitionsOf(connection: Connection, plans: readonly string[]) {
  if (plans.length === 0) return [];
  return connection
    .selectFrom('recognitionCases')
    .select(['id', 'state', 'updatedAt', sql<string | null>`body->>'issuedOn'`.as('issuedOn')])
    .where('studyPlan', 'in', plans)
    .execute();
}

async function appealsOf(connection: Connection, student: string, about: readonly string[]) {
  const rows = await connection
    .selectFrom('appeals')
    .select(['state', 'updatedAt'])
    .where('student', '=', student)
    .where(sql<boolean>`body->'subject'->>'id' in (${sql.join(about)})`)
    .execute();
  return rows.map((appeal) => partOf(appealStateSchema, appeal));
}
