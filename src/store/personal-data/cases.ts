/** Cases as keeping and erasing look at them: an application with what came of it, or a study plan without one. */
import { sql } from 'kysely';
import { STATES, type StateOf } from '../../domain/index.ts';
import type { Connection, Tx } from '../connection.ts';

/** A part of a case with the day (UTC) of its last change. */
interface CasePart<S> {
  readonly state: S;
  readonly changedOn: string;
}

export interface StoredCase {
  /** Of its application, or of the plan where there is none. */
  readonly id: string;
  readonly student: string;
  /** With the deadline of its call. */
  readonly application: (CasePart<StateOf<'application'>> & { readonly deadline: string }) | null;
  readonly plans: readonly CasePart<StateOf<'plan'>>[];
  readonly recognitions: readonly (CasePart<StateOf<'recognition'>> & { readonly issuedOn: string | null })[];
  readonly appeals: readonly CasePart<StateOf<'appeal'>>[];
}

/** The plans of an application, or the plan that is a case by itself. */
export const isOfCase = (id: string) => sql<boolean>`(application = ${id} or application is null and id = ${id})`;

export const cases = {
  async find(connection: Connection, id: string): Promise<StoredCase | null> {
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
    const recognitions = await connection
      .selectFrom('recognitionCases')
      .select(['id', 'state', 'updatedAt', sql<string | null>`body->>'issuedOn'`.as('issuedOn')])
      .where('studyPlan', 'in', [...plans.map((plan) => plan.id), ''])
      .execute();
    const appeals = await connection
      .selectFrom('appeals')
      .select(['state', 'updatedAt'])
      .where('student', '=', student)
      .where(sql`body->'subject'->>'id'`, 'in', [id, ...[...plans, ...recognitions].map((one) => one.id)])
      .execute();
    return {
      id,
      student,
      application: application ? { ...partOf(STATES.application, application), deadline: application.deadline } : null,
      plans: plans.map((plan) => partOf(STATES.plan, plan)),
      recognitions: recognitions.map((one) => ({ ...partOf(STATES.recognition, one), issuedOn: one.issuedOn })),
      appeals: appeals.map((appeal) => partOf(STATES.appeal, appeal)),
    };
  },

  /** The same, of which nobody else changes the application or the plan until the transaction ends. */
  async lock(tx: Tx, id: string): Promise<StoredCase | null> {
    await tx.selectFrom('applications').select('id').where('id', '=', id).forUpdate().execute();
    await tx.selectFrom('studyPlans').select('id').where(isOfCase(id)).orderBy('id').forUpdate().execute();
    return cases.find(tx, id);
  },

  /** Every case of a person. */
  async listOf(connection: Connection, student: string): Promise<StoredCase[]> {
    const { rows } = await sql<{ id: string }>`
      select id from applications where student = ${student}
      union all select id from study_plans where student = ${student} and application is null`.execute(connection);
    const found: StoredCase[] = [];
    for (const { id } of rows) found.push(...[await cases.find(connection, id)].filter((one) => one !== null));
    return found;
  },
};

const partOf = <S>(
  schema: { parse: (state: string) => S },
  { state, updatedAt }: { readonly state: string; readonly updatedAt: string },
): CasePart<S> => ({ state: schema.parse(state), changedOn: updatedAt.slice(0, 10) });
