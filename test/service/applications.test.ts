/** Applications over HTTP: from the draft to the place, and what becomes of those who get none. */
import { expect, it, onTestFinished } from 'vitest';
import { problemDetailsSchema } from '../../src/api/problems.ts';
import { type Application, type Call, type Eligibility, type Institute, Rational } from '../../src/domain/index.ts';
import { audit, seats, transact, update } from '../../src/store/index.ts';
import { act, giveRole, granted, makeApplication, makeCall, makeInstitute } from '../store/samples.ts';
import { type Harness, onEveryService } from './harness.ts';

const APPLICATIONS = '/api/v1/applications';
const codesOf = async (answer: Response) =>
  problemDetailsSchema.parse(await answer.json()).errors.map(({ code, value }) => value ?? code);

/** Facts under which every rule of the installed policy says yes. */
const FACTS = {
  studyForm: 'full-time',
  yearOfStudy: 2,
  programmeYears: 4,
  gpa: '3.5',
  grades: { excellent: 5, good: 4, satisfactory: 0, unsatisfactory: 0 },
  creditsEarned: '120',
  languages: [{ language: 'en', level: 'B2', validUntil: '2029-01-01' }],
  birthDate: '2007-03-01',
};

function actions({ request, person, store }: Harness) {
  const send = (
    cookie: string,
    method: string,
    route: string,
    { revision = 0, body }: { revision?: number; body?: unknown } = {},
  ) =>
    request(method, route, {
      cookie,
      ...(body !== undefined && { body }),
      ...(revision > 0 && { headers: { 'if-match': `"${revision}"` } }),
    });
  /** One step, and the application as it is then. @throws when it is refused. */
  const step = async (cookie: string, one: Application, verb: string, body?: object): Promise<Application> => {
    const answer = await send(cookie, 'POST', `${APPLICATIONS}/${one.id}/${verb}`, { revision: one.revision, body });
    if (answer.status !== 200) throw new Error(`${verb}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Application;
  };
  const start = async (call: Call, institute: Institute, parts: object = {}) => {
    const student = await person('student', institute.id);
    const body = { call: call.id, funding: 'either', facts: FACTS, ...parts };
    const answer = await send(student.cookie, 'POST', APPLICATIONS, { body });
    if (answer.status !== 201) throw new Error(`start: ${answer.status} ${await answer.text()}`);
    return { student, draft: (await answer.json()) as Application };
  };
  const call = (parts: Partial<Call> = {}) =>
    makeCall(store, { quantity: 2, grantPlaces: 1, languages: [{ language: 'en', level: 'B2' }], ...parts });
  const offices = async () => ({
    office: (await person('coordinator')).cookie,
    commission: (await person('commission')).cookie,
    institute: await makeInstitute(store),
  });
  /** An applicant who was found eligible, with points of the commission. */
  const eligible = async (
    one: Call,
    { office, commission, institute }: Awaited<ReturnType<typeof offices>>,
    parts: object = {},
  ) => {
    const { student, draft } = await start(one, institute, parts);
    const submitted = await step(student.cookie, draft, 'submit');
    const found = await step(office, submitted, 'find-eligible');
    const answer = await send(commission, 'POST', `${APPLICATIONS}/${found.id}/points`, {
      revision: found.revision,
      body: { points: { motivation: '80' } },
    });
    return { student, application: (await answer.json()) as Application };
  };
  return { send, step, start, call, offices, eligible };
}

onEveryService('an application', (harness) => {
  it('is begun by a student for an open call, once, with nothing that only others may say', async () => {
    const { send, start, call, offices } = actions(harness());
    const { institute } = await offices();
    const open = await call();
    const { student, draft } = await start(open, institute);
    expect(draft).toMatchObject({
      state: 'draft',
      institute: institute.id,
      student: student.user.id,
      stay: open.stay,
      award: null,
      facts: { gpa: '3.5', points: {} },
    });
    const post = async (cookie: string, parts: object) => {
      const body = { call: open.id, funding: 'either', facts: FACTS, ...parts };
      const answer = await send(cookie, 'POST', APPLICATIONS, { body });
      return [answer.status, (await codesOf(answer))[0]];
    };
    expect(await post(student.cookie, {})).toEqual([409, 'already-exists']);
    const other = await harness().person('student', institute.id);
    expect(await post(other.cookie, { facts: { ...FACTS, points: { motivation: '100' } } })).toEqual([
      400,
      'request-invalid',
    ]);
    expect(await post(other.cookie, { institute: 'another' })).toEqual([400, 'request-invalid']);
    expect(await post(other.cookie, { stay: { start: '2027-08-01', end: '2028-01-31' } })).toEqual([
      400,
      'request-invalid',
    ]);
    expect(await post(other.cookie, { call: 'absent' })).toEqual([404, 'not-found']);
    const closed = await call({ state: 'closed' });
    expect(await post(other.cookie, { call: closed.id })).toEqual([409, 'event-not-possible']);
    expect(await post(other.cookie, { call: (await call({ state: 'draft' })).id })).toEqual([404, 'not-found']);
  });

  it('is handed in until the end of the day at the home university, and bears its day', async () => {
    const { clock } = harness();
    const { at } = clock;
    onTestFinished(() => {
      clock.at = at;
    });
    const { send, start, step, call, offices } = actions(harness());
    const { institute } = await offices();
    const open = await call({ deadline: '2026-11-20' });
    const [soon, late] = [await start(open, institute), await start(open, institute)];
    clock.at = '2026-11-20T18:30:00.000Z'; // 23:30 in Almaty
    const inTime = await harness().signedIn(soon.student.user);
    expect(await step(inTime, soon.draft, 'submit')).toMatchObject({ submittedOn: '2026-11-20' });
    clock.at = '2026-11-20T20:30:00.000Z'; // 01:30 of the next day
    const { draft, student } = late;
    const cookie = await harness().signedIn(student.user);
    const refused = await send(cookie, 'POST', `${APPLICATIONS}/${draft.id}/submit`, { revision: draft.revision });
    expect([refused.status, await codesOf(refused)]).toEqual([422, ['call-open']]);
    const after = await start(await call({ deadline: '2026-11-21' }), institute);
    expect(await step(after.student.cookie, after.draft, 'submit')).toMatchObject({ submittedOn: '2026-11-21' });
  });

  it('of one student at once is made once', async () => {
    const { send, call, offices } = actions(harness());
    const { institute } = await offices();
    const { id } = await call();
    const { cookie } = await harness().person('student', institute.id);
    const body = { call: id, funding: 'either', facts: FACTS };
    const tries = Array.from({ length: 8 }, () => send(cookie, 'POST', APPLICATIONS, { body }));
    expect((await Promise.all(tries)).map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
  });

  it('shows each rule with yes, no or unknown, its source and what to bring, and the costs of both fundings', async () => {
    const { send, start, call, offices } = actions(harness());
    const { institute } = await offices();
    const costItems = [
      { kind: 'housing', amount: '100/3', currency: 'EUR', per: 'month', paidBy: 'grant' },
      { kind: 'visa', amount: '60', currency: 'EUR', per: 'stay', paidBy: 'student' },
    ];
    const { student, draft } = await start(await call({ costItems } as never), institute, {
      facts: { ...FACTS, gpa: '2.9', grades: null },
    });
    const read = async (part: string) =>
      (await send(student.cookie, 'GET', `${APPLICATIONS}/${draft.id}/${part}`)).json();
    const eligibility = (await read('eligibility')) as Eligibility;
    expect(eligibility.answer).toBe('no');
    expect(eligibility.answers.map(({ rule, answer }) => [rule, answer])).toEqual([
      ['full-time', 'yes'],
      ['year-of-study', 'yes'],
      ['gpa', 'no'],
      ['grades', 'unknown'],
      ['language', 'yes'],
      ['lead-time', 'yes'],
    ]);
    expect(eligibility.answers.every(({ source }) => source !== '')).toBe(true);
    expect(eligibility.answers[3]?.bring?.en).toBe('A current transcript');
    // Five months begun.
    expect(await read('costs')).toMatchObject({
      grant: [{ currency: 'EUR', student: '60', grant: '500/3', host: '0' }],
      ownExpense: [{ currency: 'EUR', student: '680/3', grant: '0' }],
    });
    const { items } = (await read('events')) as { items: { event: string; problems: unknown[] }[] };
    expect(items.map(({ event, problems }) => [event, problems.length])).toEqual([
      ['submit', 0],
      ['withdraw', 0],
    ]);
  });

  it('is edited as a draft, handed in, taken back, and found eligible by the rules alone', async () => {
    const { send, step, start, call, offices } = actions(harness());
    const { office, institute } = await offices();
    const { student, draft } = await start(await call(), institute, { facts: { ...FACTS, gpa: '2.9' } });
    const submitted = await step(student.cookie, draft, 'submit');
    expect(submitted).toMatchObject({ state: 'submitted', submittedOn: '2026-11-02', revision: 2 });
    const put = (revision: number) =>
      send(student.cookie, 'PUT', `${APPLICATIONS}/${draft.id}`, {
        revision,
        body: { funding: 'grant', facts: FACTS },
      });
    expect((await put(2)).status).toBe(409);
    expect((await put(1)).status).toBe(412);
    const find = (verb: string, revision: number, body: object = {}) =>
      send(office, 'POST', `${APPLICATIONS}/${draft.id}/${verb}`, { revision, body });
    expect(await codesOf(await find('find-eligible', 2))).toEqual(['eligibility-yes']);
    expect(await codesOf(await find('find-ineligible', 2))).toEqual(['reason-missing']);
    const back = await step(student.cookie, submitted, 'take-back');
    const edited = (await (await put(back.revision)).json()) as Application;
    expect(edited).toMatchObject({ funding: 'grant', facts: { gpa: '3.5' }, submittedOn: null });
    const again = await step(student.cookie, edited, 'submit');
    expect(await codesOf(await find('find-ineligible', again.revision, { reason: 'gpa-too-low' }))).toEqual([
      'eligibility-no',
    ]);
    expect((await step(office, again, 'find-eligible')).state).toBe('eligible');
  });

  it('is judged by what the papers say, and a refusal names its reason and when one can appeal', async () => {
    const { send, step, start, call, offices } = actions(harness());
    const { office, institute } = await offices();
    const { student, draft } = await start(await call(), institute);
    const { revision } = await step(student.cookie, draft, 'submit');
    const corrected = await send(office, 'PUT', `${APPLICATIONS}/${draft.id}/facts`, {
      revision,
      body: { facts: { ...FACTS, gpa: '2.5' } },
    });
    const one = (await corrected.json()) as Application;
    const refused = await step(office, one, 'find-ineligible', { reason: 'gpa-too-low' });
    expect(refused).toMatchObject({ state: 'ineligible', reason: 'gpa-too-low' });
    const { connection } = harness().store;
    const notices = await connection.selectFrom('notices').select('body').where('to', '=', student.user.id).execute();
    expect(notices.map(({ body }) => body)).toMatchObject([
      { key: 'application-not-eligible', parameters: { deadline: '2026-11-12', reason: { en: expect.any(String) } } },
    ]);
    const { items } = await audit.list(connection, { subject: { kind: 'application', id: draft.id } });
    expect(items.map(({ action }) => action)).toEqual([
      'application.create',
      'application.submit',
      'application.correct',
      'application.find-ineligible',
    ]);
  });

  it('is seen in lists by those whose case it is, and nobody else', async () => {
    const { send, start, call, offices } = actions(harness());
    const { office, commission, institute } = await offices();
    const one = await call();
    const { student, draft } = await start(one, institute);
    const adviser = await harness().person('adviser', institute.id);
    const foreign = await harness().person('adviser', (await makeInstitute(harness().store)).id);
    const stranger = await harness().person('student', institute.id);
    const seen = async (cookie: string) => {
      const page = await send(cookie, 'GET', `${APPLICATIONS}?call=${one.id}&state=draft`);
      return ((await page.json()) as { items: Application[] }).items.length;
    };
    const cookies = [student.cookie, office, commission, adviser.cookie, foreign.cookie, stranger.cookie];
    expect(await Promise.all(cookies.map(seen))).toEqual([1, 1, 1, 1, 0, 0]);
    expect((await send(stranger.cookie, 'GET', `${APPLICATIONS}/${draft.id}`)).status).toBe(403);
  });
});

onEveryService('the competition', (harness) => {
  it('ranks by the policy, proposes places, and the commission decides; the reserve list moves up', async () => {
    const { send, step, call, offices, eligible } = actions(harness());
    const people = await offices();
    const { office, commission } = people;
    const one = await call();
    const best = await eligible(one, people, { facts: { ...FACTS, gpa: '4' } });
    const second = await eligible(one, people, { funding: 'own-expense' });
    const third = await eligible(one, people, { facts: { ...FACTS, gpa: '3.1' } });
    const fourth = await eligible(one, people, { facts: { ...FACTS, gpa: '3' } });
    const early = await send(commission, 'POST', `${APPLICATIONS}/${best.application.id}/decide`, {
      revision: best.application.revision,
      body: { decision: 'award' },
    });
    expect([early.status, ...(await codesOf(early))]).toEqual([422, 'guard-not-met']);
    const ranked = await send(commission, 'POST', `/api/v1/calls/${one.id}/ranking`);
    const ids = [best, second, third, fourth].map(({ application }) => application.id);
    expect(ranked.status).toBe(201);
    expect(await ranked.json()).toMatchObject({
      ranked: ids.map((application, index) => ({ application, rank: index + 1 })),
      proposals: [
        { proposal: 'award', funding: 'grant' },
        { proposal: 'award', funding: 'own-expense' },
        { proposal: 'reserve', reservePlace: 1 },
        { proposal: 'reserve', reservePlace: 2 },
      ],
      incomplete: [],
    });
    const decide = (who: { application: Application }, body: object) =>
      step(commission, who.application, 'decide', body);
    const awarded = await decide(best, { decision: 'award' });
    expect(awarded).toMatchObject({ state: 'awarded', award: { funding: 'grant', rank: 1, decidedOn: '2026-11-02' } });
    const wrong = await send(commission, 'POST', `${APPLICATIONS}/${ids[1]}/decide`, {
      revision: second.application.revision,
      body: { decision: 'award', funding: 'grant' },
    });
    expect(wrong.status).toBe(400);
    await decide(second, { decision: 'award' });
    const full = await send(commission, 'POST', `${APPLICATIONS}/${ids[2]}/decide`, {
      revision: third.application.revision,
      body: { decision: 'award', funding: 'own-expense' },
    });
    expect([full.status, ...(await codesOf(full))]).toEqual([409, 'no-seat-left']);
    const reserved = await decide(third, { decision: 'reserve' });
    const behind = await decide(fourth, { decision: 'reserve' });
    expect([reserved.reservePlace, behind.reservePlace]).toEqual([1, 2]);
    const promote = ({ id, revision }: Application) =>
      send(office, 'POST', `${APPLICATIONS}/${id}/promote`, { revision, body: {} });
    expect((await promote(reserved)).status).toBe(409);
    // The best gives the place up, and its grant with it.
    await step(best.student.cookie, await step(best.student.cookie, awarded, 'accept'), 'withdraw');
    const standing = await send(office, 'GET', `/api/v1/calls/${one.id}/ranking`);
    expect(await standing.json()).toMatchObject({
      seats: { taken: 1, grantsTaken: 0 },
      reserve: [
        { application: ids[2], place: 1 },
        { application: ids[3], place: 2 },
      ],
    });
    expect(await codesOf(await promote(behind))).toEqual(['next-in-reserve']);
    expect(await (await promote(reserved)).json()).toMatchObject({
      state: 'awarded',
      reservePlace: null,
      award: { funding: 'grant', rank: 3 },
    });
    const declined = await decide({ application: behind }, { decision: 'decline', reason: 'no-seat' });
    expect(declined).toMatchObject({ state: 'declined', reason: 'no-seat', reservePlace: null });
    expect(await audit.verify(harness().store)).toMatchObject({ ok: true });
  });

  it('names whom it can not rank, bounds the points, and lets nobody rank the own application', async () => {
    const { send, step, start, call, offices } = actions(harness());
    const { office, commission, institute } = await offices();
    const one = await call();
    const { student, draft } = await start(one, institute);
    const found = await step(office, await step(student.cookie, draft, 'submit'), 'find-eligible');
    const points = (body: object) =>
      send(commission, 'POST', `${APPLICATIONS}/${draft.id}/points`, {
        revision: found.revision,
        body: { points: body },
      });
    for (const wrong of [{ motivation: '101' }, { motivation: '-1' }, { beauty: '5' }])
      expect((await points(wrong)).status).toBe(400);
    const ranked = await send(commission, 'POST', `/api/v1/calls/${one.id}/ranking`);
    expect(await ranked.json()).toMatchObject({
      ranked: [],
      incomplete: [{ application: draft.id, missing: ['motivation'] }],
    });
    const { store } = harness();
    await giveRole(store, student.user.id, { role: 'commission', institute: null });
    expect((await send(student.cookie, 'POST', `/api/v1/calls/${one.id}/ranking`)).status).toBe(403);
    const own = await send(student.cookie, 'POST', `${APPLICATIONS}/${draft.id}/decide`, {
      revision: found.revision,
      body: { decision: 'award' },
    });
    expect(own.status).toBe(403);
  });

  it('gives exactly the seats there are when fifty are awarded at the same time', async () => {
    const { send, call, offices } = actions(harness());
    const people = await offices();
    const one = await call({ quantity: 7, grantPlaces: 3 });
    const { store } = harness();
    const applicants: Application[] = [];
    for (let index = 0; index < 50; index += 1) {
      const { application } = await makeApplication(store, { call: one, institute: people.institute });
      const facts = { ...application.facts, languages: [], points: { motivation: Rational.of(80) } };
      const found = { ...application, state: 'eligible' as const, facts };
      applicants.push(
        granted(await transact(store, (tx) => update(tx, 'application', found, act('application.check')))),
      );
    }
    await send(people.commission, 'POST', `/api/v1/calls/${one.id}/ranking`);
    const awards = await Promise.all(
      applicants.map(({ id, revision }) =>
        send(people.commission, 'POST', `${APPLICATIONS}/${id}/decide`, {
          revision,
          body: { decision: 'award', funding: 'own-expense' },
        }),
      ),
    );
    expect(awards.map(({ status }) => status).sort()).toEqual([...Array(7).fill(200), ...Array(43).fill(409)]);
    expect(await seats.of(harness().store.connection, one.id)).toMatchObject({
      taken: 7,
      grantsTaken: 0,
    });
    const page = await send(people.office, 'GET', `${APPLICATIONS}?call=${one.id}&state=awarded`);
    expect(((await page.json()) as { items: unknown[] }).items).toHaveLength(7);
    expect(await audit.verify(harness().store)).toMatchObject({ ok: true });
  });

  it('lets one of fifty decisions on the same application win, and tells the others that somebody was faster', async () => {
    const { send, call, offices, eligible } = actions(harness());
    const people = await offices();
    const one = await call({ quantity: 50 });
    const { application } = await eligible(one, people);
    await send(people.commission, 'POST', `/api/v1/calls/${one.id}/ranking`);
    const tries = Array.from({ length: 50 }, (_, index) =>
      send(people.commission, 'POST', `${APPLICATIONS}/${application.id}/decide`, {
        revision: application.revision,
        body: [{ decision: 'award' }, { decision: 'reserve' }, { decision: 'decline', reason: 'no-seat' }][index % 3],
      }),
    );
    const answers = await Promise.all(tries);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(49).fill(409)]);
    const lost = await Promise.all(answers.filter(({ status }) => status === 409).map(codesOf));
    expect([...new Set(lost.flat())]).toEqual(['version-conflict']);
  });
});
