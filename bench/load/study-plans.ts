/** The study plans of the load test: half under way in the directorates, the others decided or still drafts. */
import type { Application, BundleDecision, Plan, StateOf, StudyPlan } from '../../src/domain/index.ts';
import { bundleKey } from '../../src/mobility/index.ts';
import * as store from '../../src/store/index.ts';
import { must } from '../lib/must.ts';
import { SIZES } from './sizes.ts';
import { dayFrom, type OpenBundle, type Seeding, type World } from './world.ts';

const STATES: readonly StateOf<'plan'>[] = ['submitted', 'submitted', 'pre-approved', 'submitted', 'frozen', 'draft'];

interface Given {
  readonly people: World['people'];
  readonly applications: readonly Application[];
  readonly made: readonly Plan[];
}

export async function seedPlans(
  seeding: Seeding,
  { people, applications, made }: Given,
): Promise<{ plans: StudyPlan[]; openBundles: OpenBundle[] }> {
  const plans: StudyPlan[] = [];
  const openBundles: OpenBundle[] = [];
  const byNumber = applications.filter(({ state }) => state !== 'draft' && state !== 'declined');
  for (let number = 0; number < SIZES.plans; number += 1) {
    const application = byNumber[number % byNumber.length];
    const plan = made[number % made.length];
    if (!application || !plan) throw new Error('there are applications and plans');
    const director = people.directorate.find(({ institute }) => institute === application.institute);
    if (!director) throw new Error('every institute has its directorate');
    const stored = await storePlan(seeding, { application, plan, state: STATES[number % STATES.length] ?? 'draft' });
    plans.push(stored);
    if (stored.state === 'pre-approved' || stored.state === 'frozen')
      await approveAll(seeding, { stored, plan, by: director.id });
    if (stored.state === 'submitted')
      openBundles.push(
        ...plan.bundles.map(({ id }) => ({
          plan: stored.id,
          version: 1,
          bundle: id,
          institute: stored.institute,
        })),
      );
  }
  return { plans, openBundles };
}

function storePlan(
  { store: opened, now }: Seeding,
  {
    application,
    plan,
    state,
  }: { readonly application: Application; readonly plan: Plan; readonly state: StateOf<'plan'> },
): Promise<StudyPlan> {
  const { student, institute, id, stay } = application;
  const version = {
    number: 1,
    kind: 'draft' as const,
    plan,
    contentHash: store.hashOfPlan(plan),
    madeOn: now.slice(0, 10),
    change: null,
  };
  const draft = { student, institute, application: id, state, stay, version: 1, reason: null };
  const act = { at: now, by: student, action: 'plan.create' };
  return store.transact(opened, async (tx) => must(await store.plans.create(tx, { draft, version }, act)));
}

async function approveAll(
  { store: opened, now }: Seeding,
  { stored, plan, by }: { readonly stored: StudyPlan; readonly plan: Plan; readonly by: string },
): Promise<void> {
  const decisions = plan.bundles.map((bundle) => ({
    seen: 0,
    decision: {
      decision: 'approve',
      bundle: bundle.id,
      bundleKey: bundleKey(bundle),
      by,
      institute: stored.institute,
      decidedOn: dayFrom(now, 0),
      precedent: null,
      comment: '',
    } satisfies BundleDecision,
  }));
  const place = { studyPlan: stored.id, planVersion: 1, change: null, decisions };
  await store.transact(opened, async (tx) =>
    must(await store.decisions.add(tx, place, { at: now, by, action: 'plan.decide' })),
  );
}
