/** Decisions on the bundles of a plan or of a change to it. Of those who decide on the same bundle at once, one is first. */
import type { Selectable } from 'kysely';
import { type BundleDecision, bundleDecisionSchema, type Result, success } from '../../domain/index.ts';
import { recordHash } from '../audit/chain.ts';
import type { Act, Connection, Tx } from '../connection.ts';
import { refuse } from '../outcome.ts';
import { recordEvent } from '../records/write.ts';
import type { Database } from '../schema/index.ts';
import { newId, toJson } from '../values.ts';
import { lockPlanVersion } from './study-plans.ts';

export interface StoredDecision {
  readonly id: string;
  readonly studyPlan: string;
  /** The version that was looked at. */
  readonly planVersion: number;
  /** The change proposal that was decided on; null for the plan itself. */
  readonly change: string | null;
  /** 1 for the first decision on this bundle of this version; the last one counts. */
  readonly round: number;
  readonly decision: BundleDecision;
}

export interface DecisionsOn {
  readonly studyPlan: string;
  readonly planVersion: number;
  readonly change: string | null;
  /** Each with the number of decisions that its maker had seen on that bundle: 0 for the first. */
  readonly decisions: readonly { readonly seen: number; readonly decision: BundleDecision }[];
}

/**
 * Adds decisions on one or more bundles, all or none. `version-conflict` when the plan has another version than the one looked at,
 * `already-decided` when somebody has decided on one of the bundles since.
 */
export async function decideBundles(
  tx: Tx,
  { studyPlan, planVersion, change, decisions }: DecisionsOn,
  act: Act,
): Promise<Result<StoredDecision[]>> {
  const locked = await lockPlanVersion(tx, studyPlan, planVersion);
  if (!locked.ok) return locked;
  const stored: StoredDecision[] = [];
  for (const { seen, decision } of decisions) {
    const one = { id: newId(), studyPlan, planVersion, change, round: seen + 1, decision };
    const added = await addDecision(tx, one, act);
    if (!added.ok) return added;
    stored.push(one);
  }
  return success(stored);
}

async function addDecision(tx: Tx, stored: StoredDecision, act: Act): Promise<Result<null>> {
  const { decision, change, ...place } = stored;
  const { bundle, by, institute, decidedOn } = decision;
  const body = toJson(bundleDecisionSchema, decision);
  const rounds = await tx
    .selectFrom('bundleDecisions')
    .select('id')
    .where('studyPlan', '=', place.studyPlan)
    .where('planVersion', '=', place.planVersion)
    .where('change', '=', change ?? '')
    .where('bundle', '=', bundle)
    .execute();
  if (rounds.length !== place.round - 1)
    return refuse(
      'already-decided',
      `somebody else has decided on the bundle "${bundle}" in the meantime`,
      'Load the plan again and look at that decision first',
    );
  await tx
    .insertInto('bundleDecisions')
    .values({ ...place, change: change ?? '', bundle, by, institute, decidedOn, decision: decision.decision, body })
    .execute();
  recordEvent(tx, act, {
    kind: 'bundle decision',
    id: place.id,
    before: null,
    after: recordHash(place.id, JSON.parse(body)),
  });
  return success(null);
}

/** All decisions on a plan and its changes, oldest first. */
export const listDecisions = (connection: Connection, studyPlan: string): Promise<StoredDecision[]> =>
  listDecisionsOn(connection, [studyPlan]);

/** The same on several plans; those on one are oldest first. */
export async function listDecisionsOn(connection: Connection, plans: readonly string[]): Promise<StoredDecision[]> {
  if (plans.length === 0) return [];
  const rows = await connection
    .selectFrom('bundleDecisions')
    .selectAll()
    .where('studyPlan', 'in', plans)
    .orderBy('studyPlan')
    .orderBy('planVersion')
    .orderBy('change')
    .orderBy('bundle')
    .orderBy('round')
    .execute();
  return rows.map(toDecision);
}

export async function findDecision(connection: Connection, id: string): Promise<StoredDecision | null> {
  const row = await connection.selectFrom('bundleDecisions').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? toDecision(row) : null;
}

const toDecision = ({
  id,
  studyPlan,
  planVersion,
  change,
  round,
  body,
}: Selectable<Database['bundleDecisions']>): StoredDecision => ({
  id,
  studyPlan,
  planVersion,
  change: change === '' ? null : change,
  round,
  decision: bundleDecisionSchema.parse(body),
});
