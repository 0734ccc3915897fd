/** Plans and the applications that they rest on: of the same student, host and days, or refused in words. */
import { expect, it } from 'vitest';
import { problemDetailsSchema } from '../../src/api/problems.ts';
import type { Application, Plan, StudyPlan } from '../../src/domain/index.ts';
import { transact, update } from '../../src/store/index.ts';
import { bundle, HOST, planOf } from '../mobility/plans.ts';
import { act, granted, makeApplication, makeCall } from '../store/samples.ts';
import { type Harness, onEveryService } from './harness.ts';
import { makeOffice, type Office } from './plan-life.ts';

interface Drafted {
  readonly plan: StudyPlan;
  readonly problems: readonly { readonly severity: string; readonly reason: { readonly code: string } }[];
}

const PLAN = planOf(bundle('b1', ['EM'], ['ET-1']));
const at = (institution: string): Plan => ({ ...PLAN, host: { ...PLAN.host, institution } });

const applied = async (harness: Harness, office: Office, university: string): Promise<Application> => {
  const call = await makeCall(harness.store, { university });
  const institute = { id: office.institute, revision: 1, code: 'x', names: { en: 'x' } };
  return (await makeApplication(harness.store, { call, institute, student: office.student.user })).application;
};

const reasonsOf = async (answer: Response): Promise<string[]> =>
  problemDetailsSchema.parse(await answer.json()).errors.map(({ reason }) => reason.code);

onEveryService('a plan and its application', (harness) => {
  const post = (office: Office, body: object) =>
    harness().request('POST', '/api/v1/study-plans', { cookie: office.adviser.cookie, body });
  const draft = async (office: Office, body: object) => (await (await post(office, body)).json()) as Drafted;
  const refusal = async (office: Office, body: object) => {
    const answer = await post(office, body);
    return [answer.status, ...(await reasonsOf(answer))];
  };

  it('are of one host, one student and the same days', async () => {
    const office = await makeOffice(harness());
    const { id: application, stay } = await applied(harness(), office, HOST);
    expect((await draft(office, { plan: PLAN, application })).plan).toMatchObject({ application, stay });
    const body = { plan: at('Hochschule Lindenwerder'), application };
    expect(await refusal(office, body)).toEqual([422, 'plan-host-not-applied-for']);
    const late = { ...stay, end: '2030-01-31' };
    expect(await refusal(office, { plan: PLAN, application, stay: late })).toEqual([422, 'plan-stay-not-applied-for']);
    const other = (await makeApplication(harness().store)).application.id;
    const mixed = { plan: PLAN, application: other, student: office.student.user.id };
    expect(await refusal(office, mixed)).toEqual([422, 'application-of-student-unknown']);
  });

  it('are told to somebody where the names of the host may be two hosts', async () => {
    const office = await makeOffice(harness());
    const { id: application } = await applied(harness(), office, HOST);
    const { plan, problems } = await draft(office, {
      plan: at('Fjordgate University College of Applied Sciences'),
      application,
    });
    expect(plan.application).toBe(application);
    expect(problems[0]).toMatchObject({ severity: 'warning', reason: { code: 'plan-host-to-compare' } });
  });

  it('stay of one host when the draft is edited', async () => {
    const office = await makeOffice(harness());
    const { id: application } = await applied(harness(), office, HOST);
    const { plan } = await draft(office, { plan: PLAN, application });
    const edited = await harness().request('POST', `/api/v1/study-plans/${plan.id}/versions`, {
      cookie: office.adviser.cookie,
      headers: { 'if-match': `"${plan.revision}"` },
      body: { plan: at('Hochschule Lindenwerder') },
    });
    expect([edited.status, ...(await reasonsOf(edited))]).toEqual([422, 'plan-host-not-applied-for']);
  });

  it('find each other where nobody names the application, and only beyond doubt', async () => {
    const office = await makeOffice(harness());
    const student = office.student.user.id;
    const made = async (body: object) => (await draft(office, { student, ...body })).plan.application;
    expect(await made({ plan: PLAN })).toBeNull();
    const first = await applied(harness(), office, HOST);
    expect(await made({ plan: PLAN })).toBe(first.id);
    expect(await made({ plan: PLAN, application: null })).toBeNull();
    expect(await made({ plan: at('Hochschule Lindenwerder') })).toBeNull();
    expect(await made({ plan: PLAN, stay: { start: '2030-09-01', end: '2031-01-31' } })).toBeNull();
    const second = await applied(harness(), office, HOST);
    expect(await made({ plan: PLAN })).toBeNull();
    const accepted = { ...second, state: 'accepted' as const };
    granted(await transact(harness().store, (tx) => update(tx, 'application', accepted, act('application.accept'))));
    expect(await made({ plan: PLAN })).toBe(second.id);
  });
});
