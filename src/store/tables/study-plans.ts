/** Study plans and their versions, which are added and never edited. */
import { sql } from 'kysely';
import {
  type ChangeProposal,
  type PlanVersion,
  planVersionSchema,
  type Result,
  reason,
  refuse,
  type Stay,
  type StudyPlan,
  staySchema,
  success,
} from '../../domain/index.ts';
import { type Act, type Connection, recordEvent, type Tx } from '../connection.ts';
import { canonicalJson } from '../hash.ts';
import { constrained, notFound } from '../outcome.ts';
import type { Draft } from '../records/kinds.ts';
import { isReached, lock, type Reach, recordOf, rowsOf, type StoredRow } from '../records/read.ts';
import { insert, update } from '../records/write.ts';
import { sha256, toJson } from '../values.ts';

/** The reasons of the matches are nine tenths of a plan, and many plans are looked at without them. */
const WITHOUT_REASONS = sql`jsonb_set(version.body, '{bundles}', (
  select coalesce(jsonb_agg(bundle - 'evidence' - 'shared' - 'missing' order by place), '[]'::jsonb)
  from jsonb_array_elements(version.body->'bundles') with ordinality as bundles (bundle, place)))`;

interface AwaitingTranscript {
  readonly id: string;
  readonly number: string | null;
  readonly host: string;
  readonly codes: readonly string[];
  readonly stay: Stay | null;
}

/** What a signature names: SHA-256 of a plan as it is stored, as JSON with sorted keys. */
export const hashOfPlan = (plan: PlanVersion['plan']): string =>
  sha256(canonicalJson(JSON.parse(toJson(planVersionSchema.shape.plan, plan))));

/** `years`: academic years of a catalogue that are looked at, of those plans that name one. */
interface PlansWithCourses {
  readonly side: 'home' | 'host';
  readonly institution: string;
  readonly years: readonly string[];
  readonly codes: readonly string[];
  readonly reach: Reach;
  readonly limit: number;
}

interface PlanWithCourses {
  readonly id: string;
  readonly state: StudyPlan['state'];
  readonly codes: string[];
}

export const plans = {
  /** The plan with its first version; `version` of the draft is that version's number. */
  async create(
    tx: Tx,
    { draft, version }: { readonly draft: Draft<StudyPlan>; readonly version: PlanVersion },
    act: Act,
  ): Promise<Result<StudyPlan>> {
    const created = await insert(tx, 'plan', draft, act);
    if (!created.ok) return created;
    const added = await plans.addVersion(tx, created.value.id, version, act);
    return added.ok ? created : added;
  },

  /** Writes the plan over the revision that it carries. With `newVersion` that version is added in the same step. */
  async update(
    tx: Tx,
    { plan, newVersion }: { readonly plan: StudyPlan; readonly newVersion?: PlanVersion },
    act: Act,
  ): Promise<Result<StudyPlan>> {
    const updated = await update(tx, 'plan', plan, act);
    if (!updated.ok || newVersion === undefined) return updated;
    const added = await plans.addVersion(tx, plan.id, newVersion, act);
    return added.ok ? updated : added;
  },

  /** A version beside those before: `already-exists` when its number is taken. */
  async addVersion(
    tx: Tx,
    studyPlan: string,
    { number, kind, plan, contentHash, madeOn, change }: PlanVersion,
    act: Act,
  ): Promise<Result<null>> {
    const body = toJson(planVersionSchema.shape.plan, plan);
    const added = await constrained('version', studyPlan, () =>
      tx.insertInto('planVersions').values({ studyPlan, number, kind, contentHash, madeOn, change, body }).execute(),
    );
    if (!added.ok) return added;
    recordEvent(tx, act, { kind: 'plan version', id: `${studyPlan}#${number}`, before: null, after: contentHash });
    return success(null);
  },

  /**
   * Of several plans in one reading; one that is not there is left out, and so is one without its version. `isLean`: bundles come without
   * the reasons of their match, and cannot be stored again.
   */
  // A plan with the version that counts, and the changes that are part of its versions.
  async inForce(
    connection: Connection,
    ids: readonly string[],
    { isLean = false } = {},
  ): Promise<
    {
      readonly plan: StudyPlan;
      readonly version: PlanVersion;
      readonly changes: readonly string[];
    }[]
  > {
    if (ids.length === 0) return [];
    const rows = await rowsOf<StoredRow & { version: unknown; changes: string[] }>(connection, 'plan', {
      also: sql`, json_build_object('number', version.number, 'kind', version.kind, 'contentHash', version.content_hash,
          'madeOn', version.made_on, 'change', version.change, 'plan', ${isLean ? WITHOUT_REASONS : sql`version.body`}) as version,
        (select coalesce(json_agg(change), '[]'::json) from plan_versions
          where study_plan = one.id and change is not null) as changes`,
      from: sql`study_plans as one
        join plan_versions as version on version.study_plan = one.id and version.number = (one.body->>'version')::integer
        where one.id in (${sql.join(ids)})`,
    });
    return rows.map((row) => ({
      plan: recordOf('plan', row),
      version: planVersionSchema.parse(row.version),
      changes: row.changes,
    }));
  },

  /** Plans that a transcript may come for, with what tells whose it is: those that were agreed and are not recognised. */
  async awaitingTranscripts(connection: Connection): Promise<AwaitingTranscript[]> {
    const { rows } = await sql<AwaitingTranscript>`
      select one.id, students.number, version.body->'host'->>'institution' as host, one.body->'stay' as stay,
        (select coalesce(json_agg(course->>'code'), '[]'::json)
          from jsonb_array_elements(version.body->'bundles') as bundle, jsonb_array_elements(bundle->'host') as course) as codes
      from study_plans as one
      join plan_versions as version on version.study_plan = one.id and version.number = (one.body->>'version')::integer
      left join students on students.id = one.student
      where one.state in ('frozen', 'returned', 'reconciled')
      order by one.id`.execute(connection);
    return rows.map((row) => ({ ...row, stay: staySchema.nullable().parse(row.stay) }));
  },

  /**
   * Plans that no transcript has come for yet and whose version that counts has one of the codes, as host courses or as home courses, places of
   * elective blocks included; with the codes that each has, those made last first.
   */
  async withCourses(
    connection: Connection,
    { side, institution, years, codes, reach, limit }: PlansWithCourses,
  ): Promise<{ readonly items: PlanWithCourses[]; readonly count: number }> {
    if (codes.length === 0) return { items: [], count: 0 };
    const list = sql`version.body->${sql.lit(side)}`;
    const courses =
      side === 'host'
        ? sql`jsonb_array_elements(bundle->'host')`
        : sql`jsonb_array_elements((bundle->'home') || coalesce(bundle->'fills', '[]'::jsonb))`;
    const year = sql`${list}->>'academicYear'`;
    const isOfYears =
      side === 'host'
        ? sql`(${year} is null or ${year} in (select jsonb_array_elements_text(${JSON.stringify(years)}::jsonb)))`
        : sql`true`;
    const { rows } = await sql<PlanWithCourses & { count: string | number }>`
      select one.id, one.state, used.codes, count(*) over () as count
      from study_plans as one
      join plan_versions as version on version.study_plan = one.id and version.number = (one.body->>'version')::integer
      cross join lateral (
        select json_agg(distinct course->>'code') as codes
        from jsonb_array_elements(version.body->'bundles') as bundle, ${courses} as course
        where course->>'code' in (select jsonb_array_elements_text(${JSON.stringify(codes)}::jsonb))) as used
      where one.state in ('draft', 'submitted', 'asked', 'pre-approved', 'with-host', 'frozen')
        and ${list}->>'institution' = ${institution} and ${isOfYears}
        and ${isReached(reach, 'one')} and used.codes is not null
      order by one.created_at desc, one.id limit ${limit}`.execute(connection);
    return { items: rows.map(({ count: _, ...plan }) => plan), count: Number(rows[0]?.count ?? 0) };
  },

  async findVersion(connection: Connection, studyPlan: string, number: number): Promise<PlanVersion | null> {
    const row = await connection
      .selectFrom('planVersions')
      .selectAll()
      .where('studyPlan', '=', studyPlan)
      .where('number', '=', number)
      .executeTakeFirst();
    if (!row) return null;
    const { studyPlan: _, body, ...version } = row;
    return planVersionSchema.parse({ ...version, plan: body });
  },

  /** Versions without their plans, oldest first. */
  async listVersions(connection: Connection, studyPlan: string): Promise<Omit<PlanVersion, 'plan'>[]> {
    const rows = await connection
      .selectFrom('planVersions')
      .select(['number', 'kind', 'contentHash', 'madeOn', 'change'])
      .where('studyPlan', '=', studyPlan)
      .orderBy('number')
      .execute();
    return rows.map((row) => planVersionSchema.omit({ plan: true }).parse(row));
  },

  /** A proposal of change: other content is another proposal. Against a version that is no longer the plan's it answers `version-conflict`. */
  async createChange(tx: Tx, draft: Draft<ChangeProposal>, act: Act): Promise<Result<ChangeProposal>> {
    const locked = await plans.lockVersion(tx, draft.studyPlan, draft.baseVersion);
    return locked.ok ? insert(tx, 'change', draft, act) : locked;
  },

  /** Locks a plan that should still have a version, so that it cannot move on while somebody decides on it: else `version-conflict`. */
  async lockVersion(tx: Tx, studyPlan: string, version: number): Promise<Result<StudyPlan>> {
    const plan = await lock(tx, 'plan', studyPlan);
    if (!plan) return notFound('plan', studyPlan);
    if (plan.version !== version)
      return refuse('version-conflict', reason('store-plan-moved-on', { plan: studyPlan, version: plan.version }));
    return success(plan);
  },
};
