/** Appeals against a refused application: upheld, it is decided on anew, and gets a place only where there is one. */
import { expect, it } from 'vitest';
import { type Appeal, type Application, type Call, Rational } from '../../src/domain/index.ts';
import { audit, list, seats, transact, update } from '../../src/store/index.ts';
import { act, granted, makeApplication, makeCall } from '../store/samples.ts';
import { type Harness, onEveryService } from './harness.ts';
import { lackingInNotices, makeOffice, type Office, send } from './plan-life.ts';

/** An applicant in a state of the competition, signed in. */
async function applicant(harness: Harness, office: Office, call: Call, state: Application['state']) {
  const { store, signedIn } = harness;
  const institute = { id: office.institute, revision: 1, code: 'x', names: { en: 'x' } };
  const { application, student } = await makeApplication(store, { call, institute });
  const facts = { ...application.facts, languages: [], points: { motivation: Rational.of(80) } };
  const draft = { ...application, state, facts };
  const stored = granted(await transact(store, (tx) => update(tx, 'application', draft, act('application.check'))));
  return { application: stored, student: { user: student, cookie: await signedIn(student) } };
}

type Applicant = Awaited<ReturnType<typeof applicant>>;

onEveryService('an appeal about an application', (harness) => {
  const decline = (office: Office, { application: { id, revision } }: Applicant) =>
    send<Application>(harness(), office.commission, ['POST', `/applications/${id}/decide`], {
      revision,
      body: { decision: 'decline', reason: 'no-seat' },
    });

  const lodge = (one: Applicant, expected?: readonly number[]) =>
    send<Appeal>(harness(), one.student, ['POST', `/applications/${one.application.id}/appeals`], {
      body: { ground: 'procedural-error', text: 'I was not heard.' },
      ...(expected && { expected }),
    });

  const uphold = async (office: Office, by: { cookie: string }, { id, revision }: Appeal, expected?: number[]) => {
    await send(harness(), office.coordinator, ['POST', `/appeals/${id}/admit`], { revision });
    return send<Appeal>(harness(), by, ['POST', `/appeals/${id}/decision`], {
      revision: revision + 1,
      body: { answer: 'uphold', reason: 'procedural-error' },
      ...(expected && { expected }),
    });
  };

  const read = (office: Office, { application: { id } }: Applicant) =>
    send<Application>(harness(), office.coordinator, ['GET', `/applications/${id}`]);
  const rank = (office: Office, call: Call) =>
    send(harness(), office.commission, ['POST', `/calls/${call.id}/ranking`], { body: {} });
  const award = async (office: Office, one: Applicant, expected = [200]) => {
    const { revision } = await read(office, one);
    return send<Application>(harness(), office.commission, ['POST', `/applications/${one.application.id}/decide`], {
      revision,
      body: { decision: 'award', funding: 'own-expense' },
      expected,
    });
  };

  it('opens a declined one again for the commission, by somebody who did not decline it', async () => {
    const office = await makeOffice(harness());
    const call = await makeCall(harness().store, { quantity: 1, languages: [] });
    const [first, second] = [
      await applicant(harness(), office, call, 'eligible'),
      await applicant(harness(), office, call, 'eligible'),
    ];
    await rank(office, call);
    await award(office, first);
    await lodge(second, [409]);
    const declined = await decline(office, second);
    expect(declined.refusal).toEqual({ on: '2026-11-02', by: office.commission.user.id });
    await send(harness(), first.student, ['POST', `/applications/${second.application.id}/appeals`], {
      body: { ground: 'procedural-error' },
      expected: [403],
    });
    const appeal = await lodge(second);
    expect(appeal).toMatchObject({ decidedOn: '2026-11-02', decidedBy: [office.commission.user.id], state: 'lodged' });
    await uphold(office, office.commission, appeal, [422]);
    const other = await harness().person('commission');
    await send(harness(), other, ['POST', `/appeals/${appeal.id}/decision`], {
      revision: 2,
      body: { answer: 'uphold', reason: 'procedural-error' },
    });
    const open = await read(office, second);
    expect(open).toMatchObject({ state: 'eligible', reason: 'procedural-error', refusal: null, award: null });
    const { connection } = harness().store;
    const { id } = second.student.user;
    const notices = await connection.selectFrom('notices').select('body').where('to', '=', id).execute();
    expect(notices.map(({ body }) => (body as { key: string }).key).sort()).toEqual([
      'appeal-admitted',
      'appeal-answered',
      'application-declined',
      'application-reopened',
    ]);
    // The call is full: the appeal has opened the application, and no place.
    await rank(office, call);
    await award(office, second, [409]);
    const { revision } = await read(office, first);
    await send(harness(), first.student, ['POST', `/applications/${first.application.id}/withdraw`], {
      revision,
      body: {},
    });
    expect((await award(office, second)).state).toBe('awarded');
    expect(await seats.of(connection, call.id)).toMatchObject({ taken: 1 });
    await lodge(second, [409]);
    expect((await audit.verify(harness().store)).ok).toBe(true);
  });

  it('opens one that was found ineligible again for the office', async () => {
    const office = await makeOffice(harness());
    const call = await makeCall(harness().store, { languages: [] });
    const one = await applicant(harness(), office, call, 'submitted');
    const { id, revision } = one.application;
    const corrected = await send<Application>(harness(), office.coordinator, ['PUT', `/applications/${id}/facts`], {
      revision,
      body: { facts: { gpa: '2.5' } },
    });
    await send(harness(), office.coordinator, ['POST', `/applications/${id}/find-ineligible`], {
      revision: corrected.revision,
      body: { reason: 'gpa-too-low' },
    });
    await uphold(office, office.commission, await lodge(one));
    expect(await read(office, one)).toMatchObject({ state: 'submitted', reason: 'procedural-error', refusal: null });
  });

  it('is lodged once, however often it is sent at the same moment', async () => {
    const office = await makeOffice(harness());
    const call = await makeCall(harness().store, { languages: [] });
    const one = await applicant(harness(), office, call, 'eligible');
    await decline(office, one);
    const tries = Array.from({ length: 10 }, () =>
      harness().request('POST', `/api/v1/applications/${one.application.id}/appeals`, {
        cookie: one.student.cookie,
        body: { ground: 'procedural-error' },
      }),
    );
    expect((await Promise.all(tries)).map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
    const { items } = await list(harness().store.connection, 'appeal', { where: { student: one.student.user.id } });
    expect(items).toHaveLength(1);
  });

  it('never leads to more places than a call has, however many are upheld while others are awarded', async () => {
    const office = await makeOffice(harness());
    const call = await makeCall(harness().store, { quantity: 3, languages: [] });
    const refused: Applicant[] = [];
    const waiting: Applicant[] = [];
    for (let index = 0; index < 8; index += 1) {
      refused.push(await applicant(harness(), office, call, 'eligible'));
      waiting.push(await applicant(harness(), office, call, 'eligible'));
    }
    await rank(office, call);
    const appeals: Appeal[] = [];
    for (const one of refused) {
      await decline(office, one);
      appeals.push(await lodge(one));
    }
    const other = await harness().person('commission');
    await Promise.all([
      ...appeals.map((appeal) => uphold(office, other, appeal)),
      ...waiting.map((one) => award(office, one, [200, 409, 412])),
    ]);
    await rank(office, call);
    await Promise.all(refused.map((one) => award(office, one, [200, 409, 412])));
    const { items } = await send<{ items: Application[] }>(harness(), office.coordinator, [
      'GET',
      `/applications?call=${call.id}&state=awarded`,
    ]);
    expect(items).toHaveLength(3);
    expect(await seats.of(harness().store.connection, call.id)).toMatchObject({
      taken: 3,
      quantity: 3,
    });
    expect((await audit.verify(harness().store)).ok).toBe(true);
  });

  it('says in each notice everything that its text names', async () => {
    expect(await lackingInNotices(harness())).toEqual([]);
  });
});
