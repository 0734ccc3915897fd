/** A stored study plan with what a step on it looks at. */
import { createHash } from 'node:crypto';
import type { BundleDecision, Plan, PlanVersion, Problem, Result, StudyPlan, Subject } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { problem } from '../moves/step.ts';
import { found } from '../service/found.ts';

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

/** Several plans in two readings, in no order; those that are not there are left out. `isLean`: without the reasons of the matches. */
export async function loadPlanCases(
  connection: store.Connection,
  ids: readonly string[],
  options: { readonly isLean?: boolean } = {},
): Promise<PlanCase[]> {
  const inForce = await store.findPlansInForce(connection, ids, options);
  const stored = await store.listDecisionsOn(connection, ids);
  return inForce.map(({ plan, version, changes }) => ({
    plan,
    version,
    stored: stored.filter(({ studyPlan }) => studyPlan === plan.id),
    agreed: new Set(changes),
  }));
}

export async function loadPlanCase(connection: store.Connection, id: string): Promise<Result<PlanCase>> {
  const [kase] = await loadPlanCases(connection, [id]);
  return found('study plan', id, kase ?? null);
}

/** The same with the plan locked, so that what was checked still holds when it is written. */
export async function lockPlanCase(tx: store.Tx, id: string): Promise<Result<PlanCase>> {
  await store.lockStudyPlan(tx, id);
  return loadPlanCase(tx, id);
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
