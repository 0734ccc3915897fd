/** Study plans and their versions, which are added and never edited. */
import { sql } from 'kysely';
import {
  type ChangeProposal,
  type PlanVersion,
  planVersionSchema,
  type Result,
  type StudyPlan,
  success,
} from '../../domain/index.ts';
import type { Act, Connection, Tx } from '../connection.ts';
import { constrained, notFound, versionConflict } from '../outcome.ts';
import { fromRow, type StoredRow } from '../records/define.ts';
import { type Draft, RECORDS } from '../records/kinds.ts';
import { lock } from '../records/read.ts';
import { insertRecord, recordEvent, update } from '../records/write.ts';
import { toJson } from '../values.ts';

const { plan: planOfVersionSchema } = planVersionSchema.shape;

/** The plan with its first version; `version` of the draft is that version's number. */
export async function createStudyPlan(
  tx: Tx,
  { draft, version }: { readonly draft: Draft<StudyPlan>; readonly version: PlanVersion },
  act: Act,
): Promise<Result<StudyPlan>> {
  const created = await insertRecord(tx, 'plan', draft, act);
  if (!created.ok) return created;
  const added = await addPlanVersion(tx, created.value.id, version, act);
  return added.ok ? created : added;
}

/** Writes the plan over the revision that it carries. With `newVersion` that version is added in the same step. */
export async function updateStudyPlan(
  tx: Tx,
  { plan, newVersion }: { readonly plan: StudyPlan; readonly newVersion?: PlanVersion },
  act: Act,
): Promise<Result<StudyPlan>> {
  const updated = await update(tx, 'plan', plan, act);
  if (!updated.ok || newVersion === undefined) return updated;
  const added = await addPlanVersion(tx, plan.id, newVersion, act);
  return added.ok ? updated : added;
}

/** A plan with the version that counts, and the changes that are part of its versions. */
export interface PlanInForce {
  readonly plan: StudyPlan;
  readonly version: PlanVersion;
  readonly changes: readonly string[];
}

interface InForceRow extends StoredRow {
  readonly versionNumber: number;
  readonly versionKind: string;
  readonly versionHash: string;
  readonly versionMadeOn: string;
  readonly versionChange: string | null;
  readonly versionBody: unknown;
  readonly changes: readonly string[];
}

/** The reasons of the matches are nine tenths of a plan, and many plans are looked at without them. */
const WITHOUT_REASONS = sql`jsonb_set(version.body, '{bundles}', (
  select coalesce(jsonb_agg(bundle - 'evidence' - 'shared' - 'missing' order by place), '[]'::jsonb)
  from jsonb_array_elements(version.body->'bundles') with ordinality as bundles (bundle, place)))`;

/**
 * Of several plans in one reading; one that is not there is left out, and so is one without its version. `isLean`: bundles come without
 * the reasons of their match, and can not be stored again.
 */
export async function findPlansInForce(
  connection: Connection,
  ids: readonly string[],
  { isLean = false } = {},
): Promise<PlanInForce[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<InForceRow>`
    select one.*, version.number as version_number, version.kind as version_kind, version.content_hash as version_hash,
      version.made_on as version_made_on, version.change as version_change,
      ${isLean ? WITHOUT_REASONS : sql`version.body`} as version_body,
      (select coalesce(json_agg(change), '[]'::json) from plan_versions
        where study_plan = one.id and change is not null) as changes
    from study_plans as one
    join plan_versions as version on version.study_plan = one.id and version.number = (one.body->>'version')::integer
    where one.id in (${sql.join(ids)})`.execute(connection);
  return rows.map((row) => ({
    plan: fromRow(RECORDS.plan, row),
    version: planVersionSchema.parse({
      number: row.versionNumber,
      kind: row.versionKind,
      contentHash: row.versionHash,
      madeOn: row.versionMadeOn,
      change: row.versionChange,
      plan: row.versionBody,
    }),
    changes: row.changes,
  }));
}

/** A version beside those before: `already-exists` when its number is taken. */
export async function addPlanVersion(
  tx: Tx,
  studyPlan: string,
  { number, kind, plan, contentHash, madeOn, change }: PlanVersion,
  act: Act,
): Promise<Result<null>> {
  const body = toJson(planOfVersionSchema, plan);
  const added = await constrained('plan version', studyPlan, () =>
    tx.insertInto('planVersions').values({ studyPlan, number, kind, contentHash, madeOn, change, body }).execute(),
  );
  if (!added.ok) return added;
  recordEvent(tx, act, { kind: 'plan version', id: `${studyPlan}#${number}`, before: null, after: contentHash });
  return success(null);
}

export async function findPlanVersion(
  connection: Connection,
  studyPlan: string,
  number: number,
): Promise<PlanVersion | null> {
  const row = await connection
    .selectFrom('planVersions')
    .selectAll()
    .where('studyPlan', '=', studyPlan)
    .where('number', '=', number)
    .executeTakeFirst();
  if (!row) return null;
  const { studyPlan: _, body, ...version } = row;
  return planVersionSchema.parse({ ...version, plan: body });
}

/** Versions without their plans, oldest first. */
export async function listPlanVersions(
  connection: Connection,
  studyPlan: string,
): Promise<Omit<PlanVersion, 'plan'>[]> {
  const rows = await connection
    .selectFrom('planVersions')
    .select(['number', 'kind', 'contentHash', 'madeOn', 'change'])
    .where('studyPlan', '=', studyPlan)
    .orderBy('number')
    .execute();
  return rows.map((row) => planVersionSchema.omit({ plan: true }).parse(row));
}

/** A proposal of change: other content is another proposal. Against a version that is no longer the plan's it answers `version-conflict`. */
export async function createChangeProposal(
  tx: Tx,
  draft: Draft<ChangeProposal>,
  act: Act,
): Promise<Result<ChangeProposal>> {
  const locked = await lockPlanVersion(tx, draft.studyPlan, draft.baseVersion);
  return locked.ok ? insertRecord(tx, 'change', draft, act) : locked;
}

/** Locks a plan that should still have a version, so that it cannot move on while somebody decides on it: else `version-conflict`. */
export async function lockPlanVersion(tx: Tx, studyPlan: string, version: number): Promise<Result<StudyPlan>> {
  const plan = await lock(tx, 'plan', studyPlan);
  if (!plan) return notFound('study plan', studyPlan);
  if (plan.version !== version) return versionConflict('version of the study plan', studyPlan, plan.version);
  return success(plan);
}
