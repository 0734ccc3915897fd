/** What the pages of the coordinator and the commission read beside the records: counts, names, whether a ranking still holds, and possible steps. */
import { expect, it } from 'vitest';
import { type Application, Rational } from '../../src/domain/index.ts';
import { transact, update } from '../../src/store/index.ts';
import { act, granted, makeApplication, makeCall } from '../store/samples.ts';
import { type Harness, onEveryService } from './harness.ts';
import { makeOffice, type Office, send } from './plan-life.ts';

interface Standing {
  readonly ranking: { readonly number: number } | null;
  readonly isCurrent: boolean;
  readonly rules: { readonly criteria: readonly { readonly id: string; readonly of: string }[] };
}
interface Listed {
  readonly items: readonly { readonly id: string; readonly applications: Record<string, number> | null }[];
}
interface Events {
  readonly items: readonly { readonly event: string; readonly problems: readonly object[] }[];
}

/** An applicant whom the commission has given these points. */
async function applicant(harness: Harness, office: Office, call: Awaited<ReturnType<typeof makeCall>>, points: number) {
  const institute = { id: office.institute, revision: 1, code: 'x', names: { en: 'x' } };
  const { application, student } = await makeApplication(harness.store, { call, institute });
  const facts = { ...application.facts, languages: [], points: { motivation: Rational.of(points) } };
  const draft = { ...application, state: 'eligible' as const, facts };
  const stored = granted(
    await transact(harness.store, (tx) => update(tx, 'application', draft, act('application.check'))),
  );
  return { application: stored, student: { user: student, cookie: await harness.signedIn(student) } };
}

onEveryService('the pages of the office and the commission', (harness) => {
  it('say by which rules is ranked, and when a ranking no longer holds', async () => {
    const office = await makeOffice(harness());
    const call = await makeCall(harness().store, { quantity: 1, languages: [] });
    const [first] = [await applicant(harness(), office, call, 90), await applicant(harness(), office, call, 60)];
    const path = `/calls/${call.id}/ranking`;
    const standing = () => send<Standing>(harness(), office.commission, ['GET', path]);
    const before = await standing();
    expect(before).toMatchObject({ ranking: null, isCurrent: false });
    expect(before.rules.criteria.map(({ id, of }) => `${id} ${of}`)).toEqual([
      'gpa gpa',
      'language language-level',
      'motivation points',
    ]);
    await send(harness(), office.commission, ['POST', path], { body: {} });
    expect((await standing()).isCurrent).toBe(true);
    // Points that turn the order over.
    await send(harness(), office.commission, ['POST', `/applications/${first.application.id}/points`], {
      revision: first.application.revision,
      body: { points: { motivation: '10' } },
    });
    expect((await standing()).isCurrent).toBe(false);
    await send(harness(), office.commission, ['POST', path], { body: {} });
    expect((await standing()).isCurrent).toBe(true);
  });

  it('count the applications of a call for those who rank them, and for nobody else', async () => {
    const office = await makeOffice(harness());
    const call = await makeCall(harness().store, { quantity: 1, languages: [] });
    const { student } = await applicant(harness(), office, call, 90);
    const countsFor = async (person: { cookie: string }) =>
      (await send<Listed>(harness(), person, ['GET', '/calls?limit=500'])).items.find(({ id }) => id === call.id)
        ?.applications;
    expect(await countsFor(office.coordinator)).toEqual({ eligible: 1 });
    expect(await countsFor(office.commission)).toEqual({ eligible: 1 });
    expect(await countsFor(student)).toBeNull();
    expect(await countsFor(office.adviser)).toBeNull();
  });

  it('name to the commission whom it judges, and keep the records of students from it', async () => {
    const office = await makeOffice(harness());
    const call = await makeCall(harness().store, { quantity: 1, languages: [] });
    const { application, student } = await applicant(harness(), office, call, 90);
    const { id } = student.user;
    const read = await send<{ about: { student: { id: string } | null } }>(harness(), office.commission, [
      'GET',
      `/applications/${application.id}`,
    ]);
    expect(read.about.student?.id).toBe(id);
    await send(harness(), office.commission, ['GET', `/students/${id}/record`], { expected: [403] });
  });
});

onEveryService(
  'the steps that a page offers',
  (harness) => {
    it('are those of the reader and the state, with what stands against each while a decision can be taken back', async () => {
      const office = await makeOffice(harness());
      const call = await makeCall(harness().store, { quantity: 1, languages: [] });
      const { application, student } = await applicant(harness(), office, call, 90);
      const path = `/applications/${application.id}`;
      const eventsOf = async (person: { cookie: string }, of: string) =>
        (await send<Events>(harness(), person, ['GET', `${of}/events`])).items;
      const against = async (of: string, event: string) =>
        (await eventsOf(office.commission, of)).find((one) => one.event === event)?.problems.length;
      const declined = await send<Application>(harness(), office.commission, ['POST', `${path}/decide`], {
        revision: application.revision,
        body: { decision: 'decline', reason: 'no-seat' },
      });
      expect(declined.state).toBe('declined');
      expect(await against(path, 'undo')).toBe(0);
      const lodged = await send<{ id: string }>(harness(), student, ['POST', `${path}/appeals`], {
        body: { ground: 'procedural-error', text: '' },
      });
      const appeal = `/appeals/${lodged.id}`;
      expect((await eventsOf(office.coordinator, appeal)).map(({ event }) => event)).toEqual(['admit', 'reject']);
      expect((await eventsOf(student, appeal)).map(({ event }) => event)).toEqual(['withdraw']);
      await send(harness(), office.coordinator, ['POST', `${appeal}/admit`], { revision: 1, body: {} });
      // Whoever has declined does not answer.
      expect(await against(appeal, 'uphold')).toBe(1);
      const other = await harness().person('commission');
      expect((await eventsOf(other, appeal)).every(({ problems }) => problems.length === 0)).toBe(true);
    });
  },
  { grace: true },
);
