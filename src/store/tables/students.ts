/** Students and what the offices keep of them, found by number or name. */
import { sql } from 'kysely';
import type { StudyPlan } from '../../domain/index.ts';
import type { Connection } from '../connection.ts';
import { limitOf, type Page, type PageOptions, readCursor, toPage } from '../page.ts';
import { isReached, type Reach } from '../records/read.ts';

export interface ListedStudent {
  readonly id: string;
  readonly name: string;
  readonly institute: string;
  readonly number: string | null;
  readonly programme: string | null;
  readonly semester: number | null;
  /** The stay that is planned or was: the plan that was made last, of those that were not withdrawn where there are any. */
  readonly plan: (Pick<StudyPlan, 'id' | 'state'> & { readonly host: string }) | null;
}

const LAST_PLAN = sql`(
  select jsonb_build_object('id', plans.id, 'state', plans.state, 'host', version.body->'host'->>'institution')
  from study_plans as plans
  join plan_versions as version on version.study_plan = plans.id and version.number = (plans.body->>'version')::integer
  where plans.student = one.student
  order by plans.state = 'withdrawn', plans.created_at desc, plans.id limit 1)`;

/** A part of a text as LIKE takes it: what the reader wrote means itself. */
const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

const STUDENTS_QUERY = sql`(
  select people.id as student, people.name, roles.institute, students.number, students.programme, students.semester
  from users as people
  join user_roles as roles on roles."user" = people.id and roles.role = 'student' and roles.institute is not null
  left join students on students.id = people.id) as one`;

export const students = {
  /** Accounts with the role of a student, by name; `text`: a part of the name or of the number, whatever the case of its letters. */
  async list(
    connection: Connection,
    {
      reach,
      text,
      institute,
      ...page
    }: PageOptions & {
      readonly reach: Reach;
      readonly text?: string | undefined;
      readonly institute?: string | undefined;
    },
  ): Promise<Page<ListedStudent>> {
    const limit = limitOf(page);
    const wanted = [isReached(reach, 'one')];
    if (institute !== undefined) wanted.push(sql<boolean>`one.institute = ${institute}`);
    if (text !== undefined)
      wanted.push(sql<boolean>`(one.name ilike ${containing(text)} or one.number ilike ${containing(text)})`);
    if (page.after) {
      const [name, student] = readCursor(page.after);
      wanted.push(sql<boolean>`(one.name, one.student) > (${name}, ${student})`);
    }
    const { rows } = await sql<Omit<ListedStudent, 'id'> & { readonly student: string }>`
      select one.*, ${LAST_PLAN} as plan from ${STUDENTS_QUERY} where ${sql.join(wanted, sql` and `)}
      order by one.name, one.student limit ${limit + 1}`.execute(connection);
    return toPage(rows, limit, {
      read: ({ student: id, ...others }) => ({ id, ...others }),
      cursor: ({ name, student }) => [name, student],
    });
  },

  /** The institute of somebody's role as a student; null where there is none. */
  async instituteOf(connection: Connection, id: string): Promise<string | null> {
    const row = await connection
      .selectFrom('userRoles')
      .select('institute')
      .where('user', '=', id)
      .where('role', '=', 'student')
      .where('institute', 'is not', null)
      .orderBy('institute')
      .executeTakeFirst();
    return row?.institute ?? null;
  },
};
