/** The stay of an applicant: begun when papers and plan are complete, ended when the plan is closed. */
import { expect, it } from 'vitest';
import { problemDetailsSchema } from '../../src/api/problems.ts';
import type { Application, ChecklistItem, StudyPlan } from '../../src/domain/index.ts';
import { create, plans, transact, update } from '../../src/store/index.ts';
import { act, giveRole, granted, makeApplication, makeCall, makeVersion } from '../store/samples.ts';
import { type Harness, onEveryService } from './harness.ts';

/** Somebody who has accepted a place, and steps as the office takes them. */
async function accepted({ store, request, signedIn, person }: Harness) {
  const { application, student } = await makeApplication(store, { call: await makeCall(store, { languages: [] }) });
  const next = { ...application, state: 'accepted' as const };
  const { id } = granted(await transact(store, (tx) => update(tx, 'application', next, act('application.accept'))));
  const cookie = await signedIn(student);
  const office = (await person('coordinator')).cookie;
  const read = async () =>
    (await (await request('GET', `/api/v1/applications/${id}`, { cookie })).json()) as Application;
  const step = async (verb: string, as = office) => {
    const { revision } = await read();
    const answer = await request('POST', `/api/v1/applications/${id}/${verb}`, {
      cookie: as,
      body: {},
      headers: { 'if-match': `"${revision}"` },
    });
    if (answer.status === 200) return ((await answer.json()) as Application).state;
    const { errors } = problemDetailsSchema.parse(await answer.json());
    return [answer.status, ...errors.map(({ code, value }) => value ?? code)].join(' ');
  };
  const asked = async () => {
    const answer = await request('GET', `/api/v1/applications/${id}/checklist`, { cookie });
    const { items } = (await answer.json()) as { items: ChecklistItem[] };
    return items.filter(({ required }) => required !== 'no');
  };
  const handIn = async ({ type }: ChecklistItem): Promise<void> => {
    const printed = { copies: 20, issuedOn: '2026-11-01', validUntil: '2029-01-01', reason: null };
    const draft = { application: id, type, state: 'accepted' as const, ...printed };
    granted(await transact(store, (tx) => create(tx, 'document', { ...draft, files: [] }, act('document.accept'))));
  };
  const plan = async (state: StudyPlan['state']): Promise<StudyPlan> => {
    const { student: owner, institute, stay } = application;
    const draft = { student: owner, institute, application: id, state, stay, version: 1, reason: null };
    const version = makeVersion(1);
    return granted(await transact(store, (tx) => plans.create(tx, { draft, version }, act('plan.create'))));
  };
  return { student, cookie, step, asked, handIn, plan };
}

onEveryService('a stay', (harness) => {
  it('begins once every paper is accepted and the plan is agreed, and ends once the plan is closed', async () => {
    const { store, clock, request } = harness();
    const { at } = clock;
    // Near the stay, so that no paper that is accepted now is too old for it.
    clock.at = '2027-08-20T09:00:00.000Z';
    const { cookie, step, asked, handIn, plan } = await accepted(harness());
    expect(await step('depart')).toBe('422 documents-complete plan-frozen');
    const [last, ...papers] = await asked();
    for (const paper of papers) await handIn(paper);
    expect(await step('depart')).toBe('422 documents-complete plan-frozen');
    if (last) await handIn(last);
    expect(await step('depart')).toBe('422 plan-frozen');
    const agreed = await plan('frozen');
    expect(await step('depart', cookie)).toBe('403 not-permitted');
    expect(await step('complete')).toBe('409 event-not-possible');
    expect(await step('depart')).toBe('away');
    const notices = await request('GET', '/api/v1/me/notices', { cookie });
    expect(await notices.text()).toContain('departure');

    expect(await step('complete')).toBe('422 plan-closed');
    const closed = { plan: { ...agreed, state: 'closed' as const } };
    granted(await transact(store, (tx) => plans.update(tx, closed, act('plan.close'))));
    expect(await step('complete')).toBe('completed');
    expect(await step('withdraw')).toBe('409 event-not-possible');
    clock.at = at;
  });

  it('is begun and ended by somebody else than the student, office or not', async () => {
    const { store } = harness();
    const { student, cookie, step } = await accepted(harness());
    await giveRole(store, student.id, { role: 'coordinator', institute: null });
    for (const verb of ['depart', 'complete']) expect(await step(verb, cookie)).toBe('403 not-permitted');
  });
});
