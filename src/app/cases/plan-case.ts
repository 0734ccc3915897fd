/** A stored study plan with what is looked at when it moves: the version that counts, the decisions, and what they come to. */
import type {
  BundleDecision,
  BundlePrecedent,
  ChangeProposal,
  Plan,
  PlanVersion,
  Problem,
  RecognitionCase,
  StudyPlan,
  Subject,
} from '../../domain/index.ts';
import {
  type BundleStanding,
  bundleStandings,
  type Holds,
  type PlanOutcome,
  planHolds,
  planOutcome,
} from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { found, type Transaction, type Work } from '../service/service.ts';
import { checkRules } from './check-rules.ts';
import { coursesOfPlans, type PlanCourses, precedentsOfPlans } from './stored.ts';

export interface PlanCase {
  readonly record: StudyPlan;
  readonly subject: Subject;
  /** The version that counts. */
  readonly version: PlanVersion;
  /** All decisions on the plan and its changes. */
  readonly stored: readonly store.StoredDecision[];
  /** Changes that were agreed and are part of the version. */
  readonly agreed: ReadonlySet<string>;
}

/** With the hash that a signature names. */
export const versionFrom = (
  plan: Plan,
  rest: Pick<PlanVersion, 'number' | 'kind' | 'madeOn'> & Partial<Pick<PlanVersion, 'change'>>,
): PlanVersion => ({ change: null, ...rest, plan, contentHash: store.hashOfPlan(plan) });

/** Several plans in two readings, in no order; those that are not there are left out. `isLean`: without the reasons of the matches. */
export async function loadPlanCases(
  connection: store.Connection,
  ids: readonly string[],
  options: { readonly isLean?: boolean } = {},
): Promise<PlanCase[]> {
  const inForce = await store.plans.inForce(connection, ids, options);
  const stored = await store.decisions.list(connection, ids);
  return inForce.map(({ plan, version, changes }) => ({
    record: plan,
    subject: subjectOf(plan),
    version,
    stored: stored.filter(({ studyPlan }) => studyPlan === plan.id),
    agreed: new Set(changes),
  }));
}

export const subjectOf = ({ student, institute }: Pick<StudyPlan, 'student' | 'institute'>): Subject => ({
  owner: student,
  institute,
});

export async function loadPlanCase(connection: store.Connection, id: string): Promise<PlanCase> {
  const [loaded] = await loadPlanCases(connection, [id]);
  return found('plan', id, loaded ?? null);
}

/** The same with the plan locked, so that what was checked still holds when it is written. */
export async function lockPlanCase({ tx }: Transaction, id: string): Promise<PlanCase> {
  await store.lock(tx, 'plan', id);
  return loadPlanCase(tx, id);
}

/** What is decided on: the plan itself, or the plan as a change would make it. */
export interface Decidable {
  readonly found: PlanCase;
  readonly plan: Plan;
  readonly change: ChangeProposal | null;
}

export const asPlan = (found: PlanCase): Decidable => ({ found, plan: found.version.plan, change: null });

/** The decisions that speak about the plan, or about a change of it: those on other changes count once they are agreed. */
export const decisionsOn = ({
  found: { stored, agreed },
  change,
}: Pick<Decidable, 'found' | 'change'>): BundleDecision[] =>
  stored
    .filter((one) => one.change === null || one.change === change?.id || agreed.has(one.change))
    .map(({ decision }) => decision);

export const standingsOf = (decidable: Decidable): BundleStanding[] =>
  bundleStandings(decidable.plan, decisionsOn(decidable));

/** How often this bundle was decided on in this version, for the plan or for a change: what `seen` counts. */
export const roundsOf = (
  { found: { stored, record }, change }: Pick<Decidable, 'found' | 'change'>,
  bundle: string,
): number =>
  stored.filter(
    (one) =>
      one.planVersion === record.version && one.change === (change?.id ?? null) && one.decision.bundle === bundle,
  ).length;

/** A plan with what is decided on it, and what that comes to by the rules, the courses and the precedents of today. */
export interface Judged {
  readonly plan: Plan;
  readonly outcome: PlanOutcome;
  readonly courses: PlanCourses;
  readonly precedents: readonly BundlePrecedent[];
  /** Hard rules that the plan breaks, and what could not be checked. */
  readonly verification: readonly Problem[];
}

/** In the order of the plans; what several of them rest on is read once. */
export async function judge(
  { service, connection }: Work,
  asked: readonly { readonly plan: Plan; readonly decisions: readonly BundleDecision[] }[],
): Promise<Judged[]> {
  const plans = asked.map(({ plan }) => plan);
  const courses = await coursesOfPlans(connection, service.loaded, plans);
  const precedents = await precedentsOfPlans(connection, plans);
  return asked.map(({ plan, decisions }, at) => {
    const basis = { courses: courses[at] ?? { home: null, host: null }, precedents: precedents[at] ?? [] };
    const verification = checkRules(service.context(), plan, basis);
    return { plan, outcome: planOutcome(plan, decisions, verification), ...basis, verification };
  });
}

export async function judgeOne(
  work: Work,
  decidable: Decidable,
  more: readonly BundleDecision[] = [],
): Promise<Judged> {
  const [judged] = await judge(work, [{ plan: decidable.plan, decisions: [...decisionsOn(decidable), ...more] }]);
  if (!judged) throw new Error('a plan was judged and is not there');
  return judged;
}

/** The guards of a plan that do not rest on its decisions. */
export async function guardsOfPlan(
  connection: store.Connection,
  { record, version }: PlanCase,
  answered: string | null,
): Promise<Holds> {
  const open = await openChanges(connection, record.id, 1);
  return planHolds({
    sent: version.contentHash,
    answered,
    openChanges: open.length,
    hasTranscript: (await store.transcripts.find(connection, record.id)) !== null,
    recognition: (await latestRecognition(connection, record.id))?.state ?? null,
  });
}

export const openChanges = async (
  connection: store.Connection,
  studyPlan: string,
  limit = 500,
): Promise<ChangeProposal[]> =>
  (
    await store.list(connection, 'change', {
      where: { studyPlan, state: ['proposed', 'asked', 'pre-approved'] },
      limit,
    })
  ).items;

/** The recognition of a plan that counts: the newest that no other has taken the place of. */
async function latestRecognition(connection: store.Connection, studyPlan: string): Promise<RecognitionCase | null> {
  const { items } = await store.list(connection, 'recognition', { where: { studyPlan }, order: 'newest', limit: 500 });
  return items.find(({ state }) => state !== 'superseded') ?? null;
}
