/** Decisions on the bundles of a plan or of a change to it. Of those who decide on the same bundle at once, one is first. */
import { type Selectable, sql } from 'kysely';
import { type BundleDecision, bundleDecisionSchema, type Result, reason, refuse, success } from '../../domain/index.ts';
import { type Act, type Connection, recordEvent, type Tx } from '../connection.ts';
import { recordHash } from '../hash.ts';
import type { Database } from '../schema/index.ts';
import { newId, toJson } from '../values.ts';
import { plans } from './study-plans.ts';

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

export const decisions = {
  /**
   * Adds decisions on one or more bundles, all or none. `version-conflict` when the plan has another version than the one looked at,
   * `already-decided` when somebody has decided on one of the bundles since.
   */
  async add(
    tx: Tx,
    {
      studyPlan,
      planVersion,
      change,
      decisions: given,
    }: Pick<StoredDecision, 'studyPlan' | 'planVersion' | 'change'> & {
      /** Each with the number of decisions that its maker had seen on that bundle: 0 for the first. */
      readonly decisions: readonly { readonly seen: number; readonly decision: BundleDecision }[];
    },
    act: Act,
  ): Promise<Result<StoredDecision[]>> {
    const locked = await plans.lockVersion(tx, studyPlan, planVersion);
    if (!locked.ok) return locked;
    const stored: StoredDecision[] = [];
    for (const { seen, decision } of given) {
      const one = { id: newId(), studyPlan, planVersion, change, round: seen + 1, decision };
      const added = await addDecision(tx, one, act);
      if (!added.ok) return added;
      stored.push(one);
    }
    return success(stored);
  },

  /** All decisions on plans and their changes; those on one are oldest first. */
  async list(connection: Connection, of: readonly string[]): Promise<StoredDecision[]> {
    if (of.length === 0) return [];
    const rows = await connection
      .selectFrom('bundleDecisions')
      .selectAll()
      .where('studyPlan', 'in', of)
      .orderBy('studyPlan')
      .orderBy('planVersion')
      .orderBy('change')
      .orderBy('bundle')
      .orderBy('round')
      .execute();
    return rows.map(toDecision);
  },

  /** Those that directorates of these institutes made on days from the first up to, and without, the last; oldest first. */
  async madeBetween(
    connection: Connection,
    {
      institutes,
      from,
      before,
    }: { readonly institutes: readonly string[]; readonly from: string; readonly before: string },
  ): Promise<StoredDecision[]> {
    if (institutes.length === 0) return [];
    const rows = await connection
      .selectFrom('bundleDecisions')
      .selectAll()
      .where('institute', 'in', institutes)
      .where('decidedOn', '>=', from)
      .where('decidedOn', '<', before)
      .orderBy('decidedOn')
      .orderBy('id')
      .execute();
    return rows.map(toDecision);
  },

  /** Those that follow one of these precedents. */
  async following(connection: Connection, precedents: readonly string[]): Promise<StoredDecision[]> {
    if (precedents.length === 0) return [];
    const rows = await connection
      .selectFrom('bundleDecisions')
      .selectAll()
      .where(sql<string>`body->>'precedent'`, 'in', precedents)
      .orderBy('id')
      .execute();
    return rows.map(toDecision);
  },

  async find(connection: Connection, id: string): Promise<StoredDecision | null> {
    const row = await connection.selectFrom('bundleDecisions').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? toDecision(row) : null;
  },
};

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
  if (rounds.length !== place.round - 1) return refuse('already-decided', reason('store-bundle-decided', { bundle }));
  await tx
    .insertInto('bundleDecisions')
    .values({ ...place, change: change ?? '', bundle, by, institute, decidedOn, decision: decision.decision, body })
    .execute();
  const after = recordHash(place.id, JSON.parse(body));
  recordEvent(tx, act, { kind: 'bundle decision', id: place.id, before: null, after });
  return success(null);
}

const toDecision = ({ body, change, ...row }: Selectable<Database['bundleDecisions']>): StoredDecision => {
  const { id, studyPlan, planVersion, round } = row;
  return { id, studyPlan, planVersion, change: change || null, round, decision: bundleDecisionSchema.parse(body) };
};
