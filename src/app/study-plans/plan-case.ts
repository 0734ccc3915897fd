/** A stored study plan with what a step on it looks at. */
import { createHash } from 'node:crypto';
import {
  type BundleDecision,
  type Plan,
  type PlanVersion,
  type Problem,
  type Result,
  type StudyPlan,
  type Subject,
  success,
} from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { found } from '../found.ts';
import { problem } from '../step.ts';

export interface PlanCase {
  readonly plan: StudyPlan;
  /** The version that counts. */
  readonly version: PlanVersion;
  /** All decisions on the plan and its changes. */
  readonly stored: readonly store.StoredDecision[];
  /** Changes that were agreed and are part of the version. */
  readonly agreed: ReadonlySet<string>;
}

export const subjectOf = ({ student, institute }: Pick<StudyPlan, 'student' | 'institute'>): Subject => ({
  owner: student,
  institute,
});

/** What a signature names: SHA-256 of the plan as JSON with sorted keys. */
export const contentHashOf = (plan: Plan): string =>
  createHash('sha256')
    .update(store.canonicalJson(JSON.parse(JSON.stringify(plan))))
    .digest('hex');

export const loadPlanCase = async (connection: store.Connection, id: string): Promise<Result<PlanCase>> =>
  caseOf(connection, id, await store.findStudyPlan(connection, id));

/** The same with the plan locked, so that what was checked still holds when it is written. */
export const lockPlanCase = async (tx: store.Tx, id: string): Promise<Result<PlanCase>> =>
  caseOf(tx, id, await store.lockStudyPlan(tx, id));

async function caseOf(connection: store.Connection, id: string, stored: StudyPlan | null): Promise<Result<PlanCase>> {
  const plan = found('study plan', id, stored);
  if (!plan.ok) return plan;
  const version = await versionOf(connection, plan.value);
  const versions = await store.listPlanVersions(connection, id);
  return success({
    plan: plan.value,
    version,
    stored: await store.listDecisions(connection, id),
    agreed: new Set(versions.flatMap(({ change }) => change ?? [])),
  });
}

/** @throws Error when the version that the plan names is not there: a plan is stored together with it. */
export async function versionOf(connection: store.Connection, { id, version }: StudyPlan): Promise<PlanVersion> {
  const current = await store.findPlanVersion(connection, id, version);
  if (current === null) throw new Error(`the study plan ${id} has lost its version ${version}`);
  return current;
}

/** The decisions that speak about the plan, or about a change of it: those on other changes count once they are agreed. */
export const decisionsOn = (
  { stored, agreed }: Pick<PlanCase, 'stored' | 'agreed'>,
  change: string | null,
): BundleDecision[] =>
  stored
    .filter((one) => one.change === null || one.change === change || agreed.has(one.change))
    .map(({ decision }) => decision);

/** How often this bundle was decided on in this version, for the plan or for a change: what `seen` counts. */
export const roundsOf = (
  { stored, plan }: Pick<PlanCase, 'stored' | 'plan'>,
  { bundle, change }: { readonly bundle: string; readonly change: string | null },
): number =>
  stored.filter((one) => one.planVersion === plan.version && one.change === change && one.decision.bundle === bundle)
    .length;

export const staleVersion = (asked: number, current: number): Problem =>
  problem(
    'version-conflict',
    `version ${asked} of the study plan was looked at; it is at version ${current}`,
    'Load it again and decide on what is there now',
  );
