/** People and steps of a study plan's life, over HTTP. Everything in it is invented. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type ChangeProposal, type Plan, Rational, type StudyPlan } from '../../src/domain/index.ts';
import { imports, transact } from '../../src/store/index.ts';
import { bundle, course, planOf } from '../mobility/plans.ts';
import { act, makeInstitute, unique } from '../store/samples.ts';
import type { Harness } from './harness.ts';

const FIXTURES = path.resolve(import.meta.dirname, '../../fixtures');
export const fixture = (name: string): string => readFileSync(path.join(FIXTURES, name), 'utf8');

export type Office = Awaited<ReturnType<typeof makeOffice>>;

/** One signed-in person of every role that a plan meets, around one institute. */
export async function makeOffice({ store, person }: Harness) {
  const institute = (await makeInstitute(store)).id;
  return {
    institute,
    student: await person('student', institute),
    adviser: await person('adviser', institute),
    directorate: await person('directorate', institute),
    coordinator: await person('coordinator'),
    registrar: await person('registrar'),
    secondRegistrar: await person('registrar'),
    commission: await person('commission'),
    administrator: await person('administrator'),
  };
}

interface Person {
  readonly cookie: string;
}

/** Sends, expects the status, and answers the body. The revision goes as If-Match. */
export async function send<T>(
  { request }: Harness,
  { cookie }: Person,
  [method, route]: readonly [string, string],
  { body, revision, expected = [200, 201] }: { body?: unknown; revision?: number; expected?: readonly number[] } = {},
): Promise<T> {
  const answer = await request(method, `/api/v1${route}`, {
    cookie,
    ...(body !== undefined && { body }),
    ...(revision !== undefined && { headers: { 'if-match': `"${revision}"` } }),
  });
  const text = await answer.text();
  if (!expected.includes(answer.status)) throw new Error(`${method} ${route} answered ${answer.status}: ${text}`);
  return (text === '' ? null : JSON.parse(text)) as T;
}

/** A plan of the student, drafted and submitted. */
export async function submitPlan(harness: Harness, { student }: Office, plan: Plan): Promise<StudyPlan> {
  const body = { plan };
  const drafted = await send<{ plan: StudyPlan }>(harness, student, ['POST', '/study-plans'], { body });
  const { id, revision } = drafted.plan;
  return send(harness, student, ['POST', `/study-plans/${id}/submit`], { revision, body: {} });
}

/** The same, pre-approved and agreed with the host: frozen in its second version. */
export async function agreePlan(harness: Harness, office: Office, plan: Plan): Promise<StudyPlan> {
  const { id, version } = await submitPlan(harness, office, plan);
  const body = { version, seen: 0, whole: { decision: 'approve' } };
  const decided = await send<{ plan: StudyPlan }>(
    harness,
    office.directorate,
    ['POST', `/study-plans/${id}/decisions`],
    { body },
  );
  return agreeWithHost(harness, office, decided.plan);
}

export async function agreeWithHost(harness: Harness, { coordinator }: Office, plan: StudyPlan): Promise<StudyPlan> {
  const route = `/study-plans/${plan.id}`;
  const sent = await send<StudyPlan>(harness, coordinator, ['POST', `${route}/send-to-host`], {
    revision: plan.revision,
    body: {},
  });
  const { contentHash } = await send<{ contentHash: string }>(harness, coordinator, ['GET', `${route}/standing`]);
  return send(harness, coordinator, ['POST', `${route}/host-answer`], {
    revision: sent.revision,
    body: { answer: 'agrees', contentHash },
  });
}

/** What the texts of all notices so far name and their notices do not say: a reader would see a dash. */
export async function lackingInNotices({ store }: Harness): Promise<string[]> {
  const rows = await store.connection.selectFrom('notices').select('body').execute();
  const lacking = rows.flatMap(({ body }) => {
    const { key, parameters } = body as { key: string; parameters: object };
    return Object.entries(parameters)
      .filter(([, value]) => value === '–')
      .map(([name]) => `${key}: ${name}`);
  });
  return [...new Set(lacking)];
}

/** Two bundles between institutions of their own. */
export function planOfTwo() {
  const plan = planOf(bundle('b1', ['MAT1'], ['M-10']), bundle('b2', ['PHY1'], ['P-10']));
  const ten = Rational.of(10);
  return {
    ...plan,
    home: { ...plan.home, institution: `Home ${unique()}` },
    host: { ...plan.host, institution: `Host ${unique()}` },
    totals: { homeEcts: ten, hostEcts: ten, uncoveredEcts: Rational.ZERO },
  };
}

type Two = ReturnType<typeof planOfTwo>;

/** The texts that precedents are bound to. */
export async function storeCourses({ store }: Harness, { home, host }: Two): Promise<void> {
  const ects = { credits: { min: '5', max: '5', unit: 'ECTS' } };
  const curriculum = {
    ...home,
    courses: ['MAT1', 'PHY1'].map((code) => ({
      ...course(code, undefined, ects),
      semester: null,
      cycle: null,
      component: null,
      electiveBlock: null,
    })),
  };
  const catalogue = { ...host, courses: ['M-10', 'P-10'].map((code) => course(code, undefined, ects)) };
  await transact(store, (tx) => imports.run(tx, curriculum, act('curriculum.import')));
  await transact(store, (tx) => imports.run(tx, catalogue, act('catalogue.import')));
}

/** The first course of the host in the place of the second: a bundle on which nobody has decided. */
export const propose = (harness: Harness, { student }: Office, { frozen, given }: { frozen: StudyPlan; given: Two }) =>
  send<ChangeProposal>(harness, student, ['POST', `/study-plans/${frozen.id}/changes`], {
    body: {
      baseVersion: frozen.version,
      items: [
        { status: 'deleted', bundle: 'b1', reason: 'not-available' },
        { status: 'deleted', bundle: 'b2', reason: 'not-available' },
        { status: 'inserted', bundle: 'b3', reason: 'substituting-deleted' },
      ],
      plan: {
        ...given,
        bundles: [bundle('b3', ['PHY1'], ['M-10'])],
        totals: { ...given.totals, homeEcts: Rational.of(5), hostEcts: Rational.of(5) },
      },
    },
  });
