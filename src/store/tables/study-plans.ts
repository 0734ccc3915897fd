/** Study plans and their versions, which are added and never edited. */
import {
  type PlanVersion,
  planVersionSchema,
  type Result,
  type StudyPlan,
  studyPlanSchema,
  success,
} from '../../domain/index.ts';
import type { Act, Connection, Tx } from '../connection.ts';
import { constrained } from '../outcome.ts';
import type { Draft, RecordDefinition } from '../records/define.ts';
import type { Page } from '../records/page.ts';
import { findRecord, type ListOptions, listRecords } from '../records/read.ts';
import { insertRecord, recordEvent, updateRecord } from '../records/write.ts';
import { toJson } from '../values.ts';

export const STUDY_PLANS: RecordDefinition<StudyPlan> = {
  table: 'studyPlans',
  what: 'study plan',
  schema: studyPlanSchema,
  columns: ['student', 'institute', 'application', 'state'],
};

const { plan: planOfVersionSchema } = planVersionSchema.shape;

/** The plan with its first version; `version` of the draft is that version's number. */
export async function createStudyPlan(
  tx: Tx,
  { draft, version }: { readonly draft: Draft<StudyPlan>; readonly version: PlanVersion },
  act: Act,
): Promise<Result<StudyPlan>> {
  const created = await insertRecord(tx, STUDY_PLANS, draft, act);
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
  const updated = await updateRecord(tx, STUDY_PLANS, plan, act);
  if (!updated.ok || newVersion === undefined) return updated;
  const added = await addPlanVersion(tx, plan.id, newVersion, act);
  return added.ok ? updated : added;
}

export const findStudyPlan = (connection: Connection, id: string): Promise<StudyPlan | null> =>
  findRecord(connection, STUDY_PLANS, id);

/** The same, locked until the transaction ends: whoever decides on it next, waits. */
export async function lockStudyPlan(tx: Tx, id: string): Promise<StudyPlan | null> {
  await tx.selectFrom('studyPlans').select('id').where('id', '=', id).forUpdate().execute();
  return findStudyPlan(tx, id);
}

export const listStudyPlans = (connection: Connection, options?: ListOptions<StudyPlan>): Promise<Page<StudyPlan>> =>
  listRecords(connection, STUDY_PLANS, options);

async function addPlanVersion(
  tx: Tx,
  studyPlan: string,
  { number, kind, plan, contentHash, madeOn, change }: PlanVersion,
  act: Act,
): Promise<Result<null>> {
  const body = toJson(planOfVersionSchema, plan);
  const added = await constrained('plan version', () =>
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
