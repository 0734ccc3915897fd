/** Whose cases are and where they lead, of many at once: what every list and queue shows beside the case. */
import { sql } from 'kysely';
import { type CaseAbout, staySchema } from '../domain/index.ts';
import type { Connection } from './connection.ts';
import { casesOf, type OwnedKind } from './outcome.ts';

const NONE = sql`null`;
const subjectIf = (kind: string) =>
  sql`case when one.body->'subject'->>'kind' = ${kind} then one.body->'subject'->>'id' end`;

/** Of each kind the study plan and the application that it is part of. */
const PARTS = {
  application: { plan: NONE, application: sql`one.id` },
  document: { plan: NONE, application: sql`one.application` },
  plan: { plan: sql`one.id`, application: NONE },
  change: { plan: sql`one.study_plan`, application: NONE },
  recognition: { plan: sql`one.study_plan`, application: NONE },
  appeal: {
    plan: sql`coalesce(${subjectIf('plan')},
      (select study_plan from recognition_cases where recognition_cases.id = ${subjectIf('recognition')}))`,
    application: subjectIf('application'),
  },
} as const satisfies Readonly<Record<OwnedKind, object>>;

/** With everything that is known of the student; whoever shows it leaves out what the reader may not see. */
export type DescribedCase = CaseAbout & { readonly institute: string };

interface CaseRow {
  readonly id: string;
  readonly student: string;
  readonly institute: string;
  readonly name: string;
  readonly number: string | null;
  readonly programme: string | null;
  readonly host: string | null;
  readonly academicYear: string | null;
  readonly term: 'autumn' | 'spring' | null;
  readonly hasTwoTerms: boolean | null;
  readonly semesters: number[] | null;
  readonly stay: unknown;
}

/** By the id of the case; what is not there is left out. */
export async function describeCases(
  connection: Connection,
  kind: OwnedKind,
  ids: readonly string[],
): Promise<Map<string, DescribedCase>> {
  if (ids.length === 0) return new Map();
  const { plan, application } = PARTS[kind];
  const { rows } = await sql<CaseRow>`
    select one.id, owner.student, owner.institute, people.name, students.number,
      coalesce(plan.home->>'programme', students.programme) as programme,
      coalesce(plan.host->>'institution', calls.university) as host, plan.host->>'academicYear' as academic_year,
      plan.request->>'term' as term, plan.request ? 'termLimits' as has_two_terms, plan.request->'semesters' as semesters,
      coalesce(nullif(plans.body->'stay', 'null'::jsonb), nullif(parents.body->'stay', 'null'::jsonb)) as stay
    from ${casesOf(kind)}
    join users as people on people.id = owner.student
    left join students on students.id = owner.student
    left join study_plans as plans on plans.id = ${plan}
    left join plan_versions as version on version.study_plan = plans.id and version.number = (plans.body->>'version')::integer
    left join lateral (select version.body->'home' as home, version.body->'host' as host, version.body->'request' as request) as plan on true
    left join applications as parents on parents.id = ${application}
    left join calls on calls.id = parents.call
    where one.id in (${sql.join(ids)})`.execute(connection);
  return new Map(rows.map((row) => [row.id, aboutOf(row)]));
}

const aboutOf = (row: CaseRow): DescribedCase => {
  const { student: id, institute, name, number, programme, host, academicYear, semesters, stay } = row;
  const term = row.hasTwoTerms ? 'both' : row.term;
  const student = { id, number, name };
  return {
    student,
    institute,
    programme,
    host,
    academicYear,
    term,
    semesters: semesters ?? [],
    stay: staySchema.nullable().parse(stay),
  };
};

/** The instant at which a case came into its state. @throws Error when it is not there. */
export async function stateSince(connection: Connection, kind: OwnedKind, id: string): Promise<string> {
  const { rows } = await sql<{
    stateSince: string;
  }>`select one.state_since from ${casesOf(kind)} where one.id = ${id}`.execute(connection);
  if (!rows[0]) throw new Error('a case that was found is not there');
  return rows[0].stateSince;
}
