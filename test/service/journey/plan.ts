/** The second part of the journey: the study plan, from the proposal of the engine to the agreement, and a change to it. */
import { expect } from 'vitest';
import type {
  BundlePrecedent,
  ChangeProposal,
  Match,
  PlanAmendment,
  PlanVersion,
  StudyPlan,
} from '../../../src/domain/index.ts';
import type { Harness } from '../harness.ts';
import { agreeWithHost, fixture, type Office, send } from '../plan-life.ts';

interface Imported {
  readonly version: { readonly id: string; readonly list: string };
  readonly created: boolean;
}
interface Standing {
  readonly bundles: readonly { bundle: string; state: string; seen: number; precedents: { says: string } }[];
  readonly rules: readonly unknown[];
  readonly events: readonly { event: string }[];
}
interface Decided {
  readonly plan: StudyPlan;
  readonly event: string | null;
  readonly problems: readonly { readonly severity: string }[];
}

/** Ids of the stored curriculum and catalogue. */
export interface Courses {
  readonly curriculum: string;
  readonly catalogue: string;
}

export async function importCourses(harness: Harness, { registrar, coordinator }: Office): Promise<Courses> {
  const csv = fixture('home/curriculum_electric_power.csv');
  const curriculum = await send<Imported>(harness, registrar, ['POST', '/curriculum-versions'], { body: { csv } });
  const host = { csv: fixture('hosts/fjordgate_en.csv'), language: 'en' };
  const add = () => send<Imported>(harness, coordinator, ['POST', '/catalogue-versions'], { body: host });
  const [catalogue, again] = [await add(), await add()];
  expect([catalogue.created, again.created, again.version.id]).toEqual([true, false, catalogue.version.id]);
  return { curriculum: curriculum.version.list, catalogue: catalogue.version.list };
}

/** The engine proposes, the student submits. */
export async function submitProposal(
  harness: Harness,
  { student, institute }: Office,
  { application, courses }: { readonly application: string; readonly courses: Courses },
): Promise<StudyPlan> {
  const from = { curriculum: { id: courses.curriculum }, host: { id: courses.catalogue }, semester: 5, minEcts: '15' };
  const { plan } = await send<{ plan: StudyPlan }>(harness, student, ['POST', '/study-plans'], {
    body: { application, ...from },
  });
  expect(plan).toMatchObject({ state: 'draft', application, institute });
  return send(harness, student, ['POST', `/study-plans/${plan.id}/submit`], { revision: 1, body: {} });
}

const standingOf = (harness: Harness, { directorate }: Office, { id }: Pick<StudyPlan, 'id'>) =>
  send<Standing>(harness, directorate, ['GET', `/study-plans/${id}/standing`]);

/** Bundle by bundle: approved, approved with a bridging task, and one asked about, answered, and then approved. */
export async function decideBundles(harness: Harness, office: Office, plan: StudyPlan): Promise<StudyPlan> {
  const { student, directorate } = office;
  const route = `/study-plans/${plan.id}`;
  const { bundles, rules } = await standingOf(harness, office, plan);
  expect(rules).toEqual([]);
  expect(bundles.length).toBeGreaterThan(2);
  expect(bundles.every(({ precedents }) => precedents.says === 'nothing')).toBe(true);
  const [bridged, asked, ...others] = bundles.map(({ bundle }) => bundle);
  const decide = (...decisions: object[]) =>
    send<Decided>(harness, directorate, ['POST', `${route}/decisions`], { body: { version: plan.version, decisions } });
  for (const bundle of others) expect((await decide({ decision: 'approve', bundle, seen: 0 })).event).toBeNull();
  const { event } = await decide(
    { decision: 'approve-with-bridge', bundle: bridged, seen: 0, bridge: { kind: 'laboratory', ects: '1' } },
    { decision: 'ask', bundle: asked, seen: 0, question: 'Which edition of the textbook, P-17?' },
  );
  expect(event).toBe('ask');
  const answers = [{ decision: 'answer', bundle: asked, seen: 1, comment: 'The fourth.' }];
  const answered = await send<StudyPlan>(harness, student, ['POST', `${route}/answers`], {
    body: { version: plan.version, answers },
  });
  expect(answered.state).toBe('submitted');
  const decided = await decide({ decision: 'approve', bundle: asked, seen: 2, comment: 'Said about P-17 alone.' });
  // What the matching thinks of the bundles is said, and stands in nobody's way.
  const errors = decided.problems.filter(({ severity }) => severity === 'error');
  expect([decided.plan.state, decided.event, errors]).toEqual(['pre-approved', 'approve', []]);
  return decided.plan;
}

/** Every decision on the plan that counts now is remembered, with no person in it, and used by the next match at once. */
export async function expectMemory(
  harness: Harness,
  { student, directorate }: Office,
  { plan, courses }: { readonly plan: StudyPlan; readonly courses: Courses },
): Promise<void> {
  const version = await readVersion(harness, student, plan);
  const { items } = await send<{ items: BundlePrecedent[] }>(harness, directorate, ['GET', '/precedents']);
  const remembered = items.map(({ home, host }) => pairs({ home: home.courses, host: host.courses }));
  expect(remembered).toEqual(expect.arrayContaining(version.plan.bundles.map(pairs)));
  const { results } = await send<{ results: { matches: Match[] }[] }>(harness, student, ['POST', '/match'], {
    body: { curriculum: { id: courses.curriculum }, host: { id: courses.catalogue }, semester: 5 },
  });
  const cited = results.flatMap(({ matches }) => matches.flatMap((match) => match.precedents));
  expect(cited.length).toBeGreaterThan(0);
  const written = JSON.stringify([items, cited]);
  for (const personal of [student.user.id, directorate.user.id, 'P-17', plan.id])
    expect(written).not.toContain(personal);
}

interface CodedSides {
  readonly home: readonly { readonly code: string }[];
  readonly host: readonly { readonly code: string }[];
}
const pairs = ({ home, host }: CodedSides): string =>
  [home, host].map((side) => side.map(({ code }) => code).join('+')).join('=');

const readVersion = (harness: Harness, person: { cookie: string }, { id, version }: StudyPlan): Promise<PlanVersion> =>
  send(harness, person, ['GET', `/study-plans/${id}/versions/${version}`]);

/** The host agrees: a frozen first version. */
export async function freeze(harness: Harness, office: Office, plan: StudyPlan): Promise<StudyPlan> {
  const frozen = await agreeWithHost(harness, office, plan);
  expect([frozen.state, frozen.version]).toEqual(['frozen', 2]);
  expect((await readVersion(harness, office.student, frozen)).kind).toBe('first');
  return frozen;
}

/** A course is cancelled: the engine mends the plan, and student, directorate and host agree to the change. */
export async function changePlan(
  harness: Harness,
  { student, directorate, coordinator }: Office,
  { plan, courses }: { readonly plan: StudyPlan; readonly courses: Courses },
): Promise<StudyPlan> {
  const before = (await readVersion(harness, student, plan)).plan;
  const cancelled = before.bundles[0]?.host[0]?.code;
  const { amendment } = await send<{ amendment: PlanAmendment }>(harness, student, ['POST', '/plan/amend'], {
    body: {
      curriculum: { id: courses.curriculum },
      host: { id: courses.catalogue },
      plan: before,
      changes: [{ kind: 'cancelled', host: cancelled }],
    },
  });
  // Nothing else at review has the credits that are asked for: the small course gives way to the large one in the same block.
  expect([amendment.removed.length, amendment.added.length > 0]).toEqual([2, true]);
  const items = [
    ...amendment.removed.map(({ id }) => ({ status: 'deleted', bundle: id, reason: 'not-available' })),
    ...amendment.added.map(({ id }) => ({ status: 'inserted', bundle: id, reason: 'substituting-deleted' })),
  ];
  const change = await send<ChangeProposal>(harness, student, ['POST', `/study-plans/${plan.id}/changes`], {
    body: { baseVersion: plan.version, items, plan: amendment.plan },
  });
  const decisions = amendment.added.map(({ id }) => ({ decision: 'approve', bundle: id, seen: 0 }));
  const { change: approved } = await send<{ change: ChangeProposal }>(
    harness,
    directorate,
    ['POST', `/changes/${change.id}/decisions`],
    { body: { decisions } },
  );
  expect(approved.state).toBe('pre-approved');
  const agreed = await send<ChangeProposal>(harness, coordinator, ['POST', `/changes/${change.id}/host-answer`], {
    revision: approved.revision,
    body: { answer: 'agrees' },
  });
  expect(agreed.state).toBe('agreed');
  const changed = await send<StudyPlan>(harness, student, ['GET', `/study-plans/${plan.id}`]);
  expect([changed.state, changed.version]).toEqual(['frozen', 3]);
  const version = await readVersion(harness, student, changed);
  expect([version.kind, version.change]).toEqual(['change', change.id]);
  expect(version.plan.bundles.flatMap(({ host }) => host.map(({ code }) => code))).not.toContain(cancelled);
  return changed;
}
