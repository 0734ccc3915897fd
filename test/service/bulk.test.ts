/** Many decisions in one request: the places of a call as its ranking proposes, and recognitions that nothing speaks against. */
import { expect, it } from 'vitest';
import { problemDetailsSchema } from '../../src/api/problems.ts';
import {
  type Application,
  type Call,
  Rational,
  type RecognitionCase,
  type SeatProposal,
} from '../../src/domain/index.ts';
import { audit, create, find, seats, transact, update } from '../../src/store/index.ts';
import { act, giveRole, granted, makeApplication, makeCall, makeRecognition, makeStudyPlan } from '../store/samples.ts';
import { type Harness, onEveryService } from './harness.ts';
import { lackingInNotices, makeOffice, type Office, send } from './plan-life.ts';

interface Applied {
  readonly ranking: number;
  readonly items: readonly {
    id: string;
    application: Application | null;
    problems: { code: string; message: string }[];
  }[];
}

interface Ranked {
  readonly number: number;
  readonly proposals: readonly SeatProposal[];
}

/** Eligible applicants of a call; the points of the commission put them in the order in which they are named here. */
async function compete(
  { store }: Harness,
  office: Office,
  call: Call,
  wishes: readonly (Application['funding'] | 'equal')[],
) {
  const institute = { id: office.institute, revision: 1, code: 'x', names: { en: 'x' } };
  const applicants: Application[] = [];
  for (const [index, wish] of wishes.entries()) {
    const { application } = await makeApplication(store, { call, institute });
    const points = { motivation: Rational.of(wish === 'equal' ? 50 : 100 - index) };
    const facts = { ...application.facts, languages: [], points };
    const funding = wish === 'equal' ? 'either' : wish;
    const draft = { ...application, state: 'eligible' as const, funding, facts };
    applicants.push(granted(await transact(store, (tx) => update(tx, 'application', draft, act('application.check')))));
  }
  return applicants;
}

onEveryService('the ranking', (harness) => {
  const rank = (office: Office, { id }: Call) =>
    send<Ranked>(harness(), office.commission, ['POST', `/calls/${id}/ranking`], { body: {} });
  const apply = async (office: Pick<Office, 'commission'>, { id }: Call, number: number, body: object = {}) =>
    harness().request('POST', `/api/v1/calls/${id}/ranking/decisions`, {
      cookie: office.commission.cookie,
      headers: { 'if-match': `"${number}"` },
      body,
    });
  const codesOf = async (answer: Response) => {
    const { errors } = problemDetailsSchema.parse(await answer.json());
    return [answer.status, errors[0]?.code];
  };
  const callOf = (parts: Partial<Call> = {}) => makeCall(harness().store, { languages: [], ...parts });
  const statesOf = async (applicants: readonly Application[]) => {
    const states: string[] = [];
    for (const { id } of applicants)
      states.push((await find(harness().store.connection, 'application', id))?.state ?? '');
    return states;
  };

  it('is carried out in one request: grants, places at own expense, and the reserve list', async () => {
    const office = await makeOffice(harness());
    const call = await callOf({ quantity: 3, grantPlaces: 1 });
    const wishes = ['own-expense', 'either', 'grant', 'either', 'either', 'either'] as const;
    const applicants = await compete(harness(), office, call, wishes);
    const ranked = await rank(office, call);
    const read = await harness().request('GET', `/api/v1/calls/${call.id}/ranking`, office.commission);
    expect(read.headers.get('etag')).toBe(`"${ranked.number}"`);
    const answer = await apply(office, call, ranked.number);
    expect(answer.status).toBe(200);
    const { items } = (await answer.json()) as Applied;
    expect(
      items.map(({ id, application }) => [
        applicants.findIndex((one) => one.id === id),
        application?.state,
        application?.award?.funding ?? application?.reservePlace,
      ]),
    ).toEqual([
      [0, 'awarded', 'own-expense'],
      [1, 'awarded', 'grant'],
      [2, 'reserved', 1],
      [3, 'awarded', 'own-expense'],
      [4, 'reserved', 2],
      [5, 'reserved', 3],
    ]);
    expect(items[3]?.application?.award?.rank).toBe(4);
    // Each has its own record, event and notice.
    const { connection } = harness().store;
    for (const { id, student } of applicants) {
      const { items: events } = await audit.list(connection, { subject: { kind: 'application', id } });
      expect(events.at(-1)).toMatchObject({
        actor: office.commission.user.id,
        action: expect.stringMatching(/^application\.(award|reserve)$/),
      });
      const notices = await connection.selectFrom('notices').select('body').where('to', '=', student).execute();
      expect(notices).toMatchObject([{ body: { key: expect.stringMatching(/^place-(awarded|reserved)$/) } }]);
    }
    expect(await seats.of(connection, call.id)).toMatchObject({ taken: 3, grantsTaken: 1 });
    expect(await codesOf(await apply(office, call, ranked.number))).toEqual([409, 'already-decided']);
    expect((await audit.verify(harness().store)).ok).toBe(true);
  });

  it('leaves those without a place open, or declines them with a reason, and puts the next ones behind the reserve list', async () => {
    const office = await makeOffice(harness());
    const call = await callOf({ quantity: 1 });
    const first = await compete(harness(), office, call, Array(7).fill('either'));
    const { number } = await rank(office, call);
    const left = (await (await apply(office, call, number)).json()) as Applied;
    expect(left.items.at(-1)).toMatchObject({ application: null, problems: [{ code: 'reason-missing' }] });
    expect((await statesOf(first)).at(-1)).toBe('eligible');
    const again = await rank(office, call);
    expect(again.proposals.map(({ proposal }) => proposal)).toEqual(['decline']);
    expect(await codesOf(await apply(office, call, again.number, { declineReason: 'because' }))).toEqual([
      422,
      'reason-missing',
    ]);
    const declined = (await (await apply(office, call, again.number, { declineReason: 'no-seat' })).json()) as Applied;
    expect(declined.items).toMatchObject([
      { application: { state: 'declined', reason: 'no-seat', refusal: { by: office.commission.user.id } } },
    ]);
    // One on the reserve list gives up; the next applicant comes behind those who wait already.
    const reserved = first[1];
    if (!reserved) throw new Error('made above');
    const { revision } = await send<Application>(harness(), office.coordinator, [
      'GET',
      `/applications/${reserved.id}`,
    ]);
    await send(harness(), office.coordinator, ['POST', `/applications/${reserved.id}/withdraw`], {
      revision,
      body: {},
    });
    await compete(harness(), office, call, ['either']);
    const third = await rank(office, call);
    const last = (await (await apply(office, call, third.number)).json()) as Applied;
    expect(last.items).toMatchObject([{ application: { state: 'reserved', reservePlace: 6 } }]);
  });

  it('that does not count any more is refused, and so is one without its number', async () => {
    const office = await makeOffice(harness());
    const call = await callOf({ quantity: 1 });
    const [best, second] = await compete(harness(), office, call, ['either', 'either']);
    if (!best || !second) throw new Error('made above');
    const route = `/api/v1/calls/${call.id}/ranking/decisions`;
    const { cookie } = office.commission;
    expect((await harness().request('POST', route, { cookie, body: {} })).status).toBe(428);
    expect(await codesOf(await apply(office, call, 1))).toEqual([422, 'guard-not-met']);
    const one = await rank(office, call);
    const two = await rank(office, call);
    expect(await codesOf(await apply(office, call, one.number))).toEqual([409, 'version-conflict']);
    // Points that turn the order round make the ranking stale, and so does somebody new.
    await send(harness(), office.commission, ['POST', `/applications/${second.id}/points`], {
      revision: second.revision,
      body: { points: { motivation: '99' } },
    });
    await send(harness(), office.commission, ['POST', `/applications/${best.id}/points`], {
      revision: best.revision,
      body: { points: { motivation: '1' } },
    });
    expect(await codesOf(await apply(office, call, two.number))).toEqual([409, 'version-conflict']);
    const three = await rank(office, call);
    const [newcomer] = await compete(harness(), office, call, ['either']);
    expect(await codesOf(await apply(office, call, three.number))).toEqual([409, 'version-conflict']);
    expect(await statesOf([best, second])).toEqual(['eligible', 'eligible']);
    const four = await rank(office, call);
    expect((await apply(office, call, four.number)).status).toBe(200);
    expect(await statesOf([best, second, ...(newcomer ? [newcomer] : [])])).toEqual([
      'reserved',
      'reserved',
      'awarded',
    ]);
  });

  it('leaves equal ones at the last place to the commission, and all below them', async () => {
    const office = await makeOffice(harness());
    const call = await callOf({ quantity: 2 });
    const applicants = await compete(harness(), office, call, ['either', 'equal', 'equal']);
    const { number } = await rank(office, call);
    const { items } = (await (await apply(office, call, number)).json()) as Applied;
    expect(items.map(({ application, problems }) => [application?.state ?? null, problems[0]?.code ?? null])).toEqual([
      ['awarded', null],
      [null, 'guard-not-met'],
      [null, 'guard-not-met'],
    ]);
    expect((await statesOf(applicants)).sort()).toEqual(['awarded', 'eligible', 'eligible']);
  });

  it('is not carried out by somebody who competes, nor by anybody but the commission', async () => {
    const office = await makeOffice(harness());
    const call = await callOf({ quantity: 1 });
    const [own] = await compete(harness(), office, call, ['either']);
    const { number } = await rank(office, call);
    const { store, signedIn } = harness();
    const id = own?.student ?? '';
    await giveRole(store, id, { role: 'commission', institute: null });
    const competitor = { cookie: await signedIn({ id }) };
    expect(await codesOf(await apply({ commission: { ...office.commission, ...competitor } }, call, number))).toEqual([
      403,
      'not-permitted',
    ]);
    for (const { cookie } of [office.coordinator, office.student, office.administrator]) {
      const commission = { ...office.commission, cookie };
      expect((await apply({ commission }, call, number)).status).toBe(403);
    }
    expect(await statesOf(own ? [own] : [])).toEqual(['eligible']);
  });

  it('is carried out once, of fifty who do so at the same moment', async () => {
    const office = await makeOffice(harness());
    const call = await callOf({ quantity: 4, grantPlaces: 2 });
    const applicants = await compete(harness(), office, call, Array(12).fill('either'));
    const { number } = await rank(office, call);
    const answers = await Promise.all(Array.from({ length: 50 }, () => apply(office, call, number)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(49).fill(409)]);
    const states = await statesOf(applicants);
    expect(states.filter((state) => state === 'awarded')).toHaveLength(4);
    expect(states.filter((state) => state === 'reserved')).toHaveLength(5);
    const { connection } = harness().store;
    expect(await seats.of(connection, call.id)).toMatchObject({ taken: 4, grantsTaken: 2 });
    expect(await seats.list(connection, call.id)).toHaveLength(4);
    expect((await audit.verify(harness().store)).ok).toBe(true);
  });

  it('gives no place twice and none too many while others decide by hand, withdraw and give points', async () => {
    const office = await makeOffice(harness());
    const call = await callOf({ quantity: 3, grantPlaces: 1 });
    const applicants = await compete(harness(), office, call, Array(10).fill('either'));
    const { number } = await rank(office, call);
    const post = (one: Application | undefined, verb: string, body: object) =>
      harness().request('POST', `/api/v1/applications/${one?.id}/${verb}`, {
        cookie: verb === 'withdraw' ? office.coordinator.cookie : office.commission.cookie,
        headers: { 'if-match': `"${one?.revision}"` },
        body,
      });
    const decision = { decision: 'award', funding: 'own-expense' };
    const answers = await Promise.all([
      ...applicants.slice(4).map((one) => post(one, 'decide', decision)),
      ...Array.from({ length: 10 }, () => apply(office, call, number)),
      post(applicants[1], 'withdraw', {}),
      post(applicants[2], 'points', { points: { motivation: '99' } }),
      ...applicants.slice(5).map((one) => post(one, 'decide', decision)),
    ]);
    expect(answers.filter(({ status }) => ![200, 409, 412].includes(status))).toEqual([]);
    const { connection } = harness().store;
    const awarded = (await statesOf(applicants)).filter((state) => state === 'awarded');
    const given = await seats.of(connection, call.id);
    expect(given?.taken).toBe(awarded.length);
    expect(given?.taken).toBeLessThanOrEqual(3);
    for (const { id } of applicants) {
      const { items } = await audit.list(connection, { subject: { kind: 'application', id } });
      expect(items.filter(({ action }) => /award|reserve/.test(action)).length).toBeLessThanOrEqual(1);
    }
    expect((await audit.verify(harness().store)).ok).toBe(true);
  });

  it('is carried out once by a request that comes again with its key', async () => {
    const office = await makeOffice(harness());
    const call = await callOf({ quantity: 1 });
    await compete(harness(), office, call, ['either', 'either']);
    const { number } = await rank(office, call);
    const post = () =>
      harness().request('POST', `/api/v1/calls/${call.id}/ranking/decisions`, {
        cookie: office.commission.cookie,
        headers: { 'if-match': `"${number}"`, 'idempotency-key': `r-${call.id}` },
        body: {},
      });
    const [first, second] = [await post(), await post()];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(await second.json()).toEqual(await first.json());
  });

  it('says in each notice everything that its text names', async () => {
    expect(await lackingInNotices(harness())).toEqual([]);
  });
});

onEveryService('recognitions in bulk', (harness) => {
  const prepared = async (parts: Partial<RecognitionCase> = {}): Promise<RecognitionCase> => {
    const { store } = harness();
    const { plan, student } = await makeStudyPlan(store, { state: 'reconciled' });
    const draft = {
      student: student.id,
      institute: plan.institute,
      studyPlan: plan.id,
      planVersion: 1,
      state: 'prepared' as const,
      recognition: makeRecognition(),
      flagged: [],
      signedBy: null,
      countersignedBy: null,
      issuedOn: null,
      acceptedByStudent: false,
      ...parts,
    };
    return granted(await transact(store, (tx) => create(tx, 'recognition', draft, act('recognition.prepare'))));
  };
  const confirm = (cookie: string, recognitions: readonly Pick<RecognitionCase, 'id' | 'revision'>[]) =>
    harness().request('POST', '/api/v1/recognitions/bulk-confirmations', {
      cookie,
      body: { recognitions: recognitions.map(({ id, revision }) => ({ id, revision })) },
    });
  const outcomeOf = async (answer: Response) => {
    type Item = { id: string; recognition: RecognitionCase | null; problems: { code: string }[] };
    const { items } = (await answer.json()) as { items: Item[] };
    return new Map(items.map(({ id, recognition, problems }) => [id, recognition?.state ?? problems[0]?.code]));
  };

  it('are confirmed where nothing is flagged, and the others say why not', async () => {
    const registrar = await harness().person('registrar');
    const [clear, moved] = [await prepared(), await prepared()];
    const flagged = await prepared({
      flagged: [{ line: 2, flag: 'different-credits', resolution: 'accepted-as-is' }],
    });
    const own = await prepared({ student: registrar.user.id });
    const issued = await prepared({ state: 'issued', issuedOn: '2026-11-02' });
    const absent = { id: 'absent', revision: 1 };
    const queue = await harness().request('GET', '/api/v1/queue?kind=recognition&inBulk=true', registrar);
    const { items } = (await queue.json()) as { items: { id: string }[] };
    expect(items.map(({ id }) => id).sort()).toEqual([clear.id, moved.id].sort());
    const answer = await confirm(registrar.cookie, [
      clear,
      { ...moved, revision: 7 },
      flagged,
      own,
      issued,
      absent,
      clear,
    ]);
    expect(answer.status).toBe(200);
    expect(await outcomeOf(answer)).toEqual(
      new Map(
        [
          [clear.id, 'confirmed'],
          [moved.id, 'version-conflict'],
          [flagged.id, 'guard-not-met'],
          [own.id, 'not-permitted'],
          [issued.id, 'event-not-possible'],
          ['absent', 'not-found'],
        ].sort(([a = ''], [b = '']) => (a < b ? -1 : 1)) as [string, string][],
      ),
    );
    const { items: events } = await audit.list(harness().store.connection, {
      subject: { kind: 'recognition', id: clear.id },
    });
    expect(events.at(-1)).toMatchObject({ action: 'recognition.confirm', actor: registrar.user.id });
    const read = await harness().request('GET', `/api/v1/recognitions/${clear.id}`, registrar);
    expect(await read.json()).toMatchObject({ state: 'confirmed', signedBy: registrar.user.id, revision: 2 });
  });

  it('are confirmed once each, of fifty requests at the same moment', async () => {
    const registrar = await harness().person('registrar');
    const all = [await prepared(), await prepared(), await prepared()];
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => confirm(registrar.cookie, index % 2 === 0 ? all : [...all].reverse())),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    const outcomes: (string | undefined)[] = [];
    for (const answer of answers) outcomes.push(...(await outcomeOf(answer)).values());
    expect(outcomes.filter((outcome) => outcome === 'confirmed')).toHaveLength(3);
    for (const { id } of all) {
      const { items } = await audit.list(harness().store.connection, { subject: { kind: 'recognition', id } });
      expect(items.map(({ action }) => action)).toEqual(['recognition.prepare', 'recognition.confirm']);
    }
    expect((await audit.verify(harness().store)).ok).toBe(true);
  });
});
