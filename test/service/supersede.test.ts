/** A decision that turns out wrong when something rests on it already, and the story of a case. */
import { expect, it } from 'vitest';
import type { BundlePrecedent, StudyPlan } from '../../src/domain/index.ts';
import { audit } from '../../src/store/index.ts';
import { type Harness, onEveryService } from './harness.ts';
import {
  agreePlan,
  agreeWithHost,
  makeOffice,
  type Office,
  planOfTwo,
  send,
  storeCourses,
  submitPlan,
} from './plan-life.ts';

interface Rests {
  readonly precedents: readonly { readonly id: string; readonly decision: string; readonly status: string }[];
  readonly plans: readonly {
    readonly id: string;
    readonly bundle: string;
    readonly about: { readonly host: string } | null;
  }[];
  readonly elsewhere: number;
  readonly recognitions: readonly { readonly studyPlan: string; readonly state: string }[];
}
interface Superseded {
  readonly plan: StudyPlan;
  readonly decision: { readonly decision: string; readonly supersedes?: string };
  readonly rests: Rests;
}

const SLIP = { reason: 'decided-by-mistake', decision: { decision: 'refuse', reason: 'content-differs' } };

const supersede = (harness: Harness, { directorate }: Office, { id, version }: StudyPlan, bundle = 'b1') =>
  send<Superseded>(harness, directorate, ['POST', `/study-plans/${id}/bundles/${bundle}/supersede`], {
    body: { version, ...SLIP },
  });

const precedentsOf = async (harness: Harness, { directorate }: Office, host: string) =>
  (
    await send<{ items: BundlePrecedent[] }>(harness, directorate, [
      'GET',
      `/precedents?hostInstitution=${encodeURIComponent(host)}`,
    ])
  ).items;

/** Another student's plan of the same courses, approved by the precedents of the first. */
async function approveByPrecedent(harness: Harness, office: Office, given: ReturnType<typeof planOfTwo>) {
  const student = await harness.person('student', office.institute);
  const plan = await submitPlan(harness, { ...office, student }, given);
  const body = { plans: [{ id: plan.id, version: plan.version }] };
  await send(harness, office.directorate, ['POST', '/study-plans/bulk-approvals'], { body });
  return plan;
}

onEveryService('a wrong decision', (harness) => {
  it('is superseded with a reason: what rested on it is listed, the precedent goes, and the agreement stands', async () => {
    const office = await makeOffice(harness());
    const given = planOfTwo();
    await storeCourses(harness(), given);
    const frozen = await agreePlan(harness(), office, given);
    const follower = await approveByPrecedent(harness(), office, given);
    const csv = 'code,title,credits,credit_system,grade,grade_scale\nM-10,Course M-10,5,ECTS,A,kz_2018';
    const route = `/study-plans/${frozen.id}`;
    await send(harness(), office.registrar, ['POST', `${route}/transcripts`], { body: { transcript: { csv } } });
    await send(harness(), office.registrar, ['POST', `${route}/recognitions`], { body: {} });
    const listed = await send<Rests>(harness(), office.directorate, ['GET', `${route}/bundles/b1/rests`]);
    expect(listed).toMatchObject({
      precedents: [{ decision: 'approved', status: 'counts' }],
      plans: [{ id: follower.id, bundle: 'b1', about: { host: given.host.institution } }],
      elsewhere: 0,
      recognitions: [{ studyPlan: frozen.id, state: 'prepared' }],
    });
    const { decision, rests, plan } = await supersede(harness(), office, frozen);
    expect(decision).toMatchObject({ decision: 'refuse', supersedes: 'decided-by-mistake' });
    expect([rests, plan.state]).toEqual([listed, 'reconciled']);
    const statuses = (await precedentsOf(harness(), office, given.host.institution)).map(
      ({ decision: verdict, status }) => `${verdict} ${status}`,
    );
    expect(statuses.sort()).toEqual(['approved counts', 'approved replaced', 'refused counts']);
    const { items } = await audit.list(harness().store.connection, { subject: { kind: 'study plan', id: frozen.id } });
    expect(items.map(({ action }) => action)).not.toContain('plan.refuse');
    expect((await audit.verify(harness().store)).ok).toBe(true);
  });

  it('sends a plan back that the host has not agreed to, and needs a reason and a decision that there is', async () => {
    const office = await makeOffice(harness());
    const given = planOfTwo();
    await storeCourses(harness(), given);
    const plan = await submitPlan(harness(), office, given);
    const post = (bundle: string, body: object, person = office.directorate) =>
      harness().request('POST', `/api/v1/study-plans/${plan.id}/bundles/${bundle}/supersede`, {
        cookie: person.cookie,
        body: { version: plan.version, ...SLIP, ...body },
      });
    expect((await post('b1', {})).status).toBe(422);
    await send(harness(), office.directorate, ['POST', `/study-plans/${plan.id}/decisions`], {
      body: { version: plan.version, seen: 0, whole: { decision: 'approve' } },
    });
    expect((await post('b1', { reason: 'content-differs' })).status).toBe(422);
    expect((await post('b9', {})).status).toBe(422);
    expect((await post('b1', { version: 7 })).status).toBe(409);
    expect((await post('b1', {}, office.adviser)).status).toBe(403);
    expect((await supersede(harness(), office, plan)).plan.state).toBe('draft');
    expect((await post('b1', {})).status).toBe(422);
  });
});

interface Timeline {
  readonly items: readonly {
    readonly what: { readonly code: string; readonly text: string };
    readonly by: { readonly role: string; readonly name: string | null } | null;
    readonly of: { readonly kind: string };
  }[];
  readonly waits: {
    readonly for: readonly string[];
    readonly why: { readonly code: string };
    readonly due: string;
  } | null;
}

onEveryService('the story of a case', (harness) => {
  it('tells who did what, and who waits for whom since when and until when', async () => {
    const office = await makeOffice(harness());
    const given = planOfTwo();
    const plan = await submitPlan(harness(), office, given);
    const route = `/study-plans/${plan.id}/timeline`;
    const read = (person: { cookie: string }) => send<Timeline>(harness(), person, ['GET', route]);
    expect((await read(office.student)).waits).toMatchObject({
      for: ['directorate'],
      why: { code: 'waits-plan-submitted' },
      due: '2026-11-07',
      daysLeft: 5,
    });
    const { plan: approved } = await send<{ plan: StudyPlan }>(
      harness(),
      office.directorate,
      ['POST', `/study-plans/${plan.id}/decisions`],
      { body: { version: plan.version, seen: 0, whole: { decision: 'approve' } } },
    );
    await agreeWithHost(harness(), office, approved);
    const told = async (person: { cookie: string }) =>
      (await read(person)).items.map(({ what, by }) => [what.code, by?.role ?? null, by?.name ?? null]);
    const { name } = office.directorate.user;
    expect(await told(office.adviser)).toEqual([
      ['happened-plan-create', 'student', office.student.user.name],
      ['moved-submit', 'student', office.student.user.name],
      ['happened-plan-decide', 'directorate', name],
      ['moved-approve', 'directorate', name],
      ['moved-send-to-host', 'coordinator', name],
      ['moved-host-agrees', 'coordinator', name],
    ]);
    // The student sees which office acted, and not who sits there.
    expect((await told(office.student)).at(-1)).toEqual(['moved-host-agrees', 'coordinator', null]);
    expect((await read(office.registrar)).waits).toMatchObject({ for: ['registrar', 'coordinator'] });
    const elsewhere = await makeOffice(harness());
    expect((await harness().request('GET', `/api/v1${route}`, elsewhere.directorate)).status).toBe(403);
  });
});
