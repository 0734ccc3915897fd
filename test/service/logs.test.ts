/** What the log holds: that something was asked and how it went, and nothing of whom or what it was about. */
import { expect, it } from 'vitest';
import { deliverMail, errorForLog, runDay } from '../../src/app/index.ts';
import { startRounds } from '../../src/rounds.ts';
import { notices, SYSTEM, transact } from '../../src/store/index.ts';
import { AT, makeUser, unique } from '../store/samples.ts';
import { type Harness, makeHarness, onEveryService } from './harness.ts';
import { makeOffice, planOfTwo, send, submitPlan } from './plan-life.ts';
import { routesOf } from './ruled-routes.ts';

/** What somebody may write anywhere. */
const PERSONAL = 'Aigerim Invented, born 2006-05-04, aigerim@example.org, +7 701 000 00 00';

const expectNothingPersonal = ({ logged }: Harness, told: readonly string[]): void => {
  const log = logged.join('\n');
  for (const one of [PERSONAL, 'Aigerim', 'aigerim', ...told]) expect(log).not.toContain(one);
};

onEveryService('the log', (harness) => {
  it('has a line for each request, with the route as it is declared', async () => {
    const service = makeHarness(harness().store);
    const { user, cookie } = await service.person('administrator');
    await service.request('GET', `/api/v1/users/${user.id}?text=${encodeURIComponent(user.email)}`, { cookie });
    await service.request('GET', `/api/v1/nothing/${encodeURIComponent(PERSONAL)}`, { cookie });
    const lines = service.logged.map((line) => JSON.parse(line.replace(/^request /, '')) as Record<string, unknown>);
    expect(lines.map(({ method, status }) => [method, status])).toEqual([
      // One user has no parameter "text": refused, and the line is written all the same.
      ['GET', 400],
      ['GET', 404],
    ]);
    expect(lines[0]).toEqual({
      requestId: expect.any(String),
      method: 'GET',
      route: '/api/v1/users/:id',
      status: 400,
      milliseconds: expect.any(Number),
    });
    expectNothingPersonal(service, [user.id, user.email]);
  });

  it('holds no password, cookie, token, address, name or text of any request', async () => {
    const service = makeHarness(harness().store);
    const { person, request } = service;
    const { cookie, user } = await person('administrator');
    const made = await request('POST', '/api/v1/me/tokens', {
      cookie,
      body: { name: PERSONAL, scopes: ['user.read'] },
    });
    const { secret } = (await made.json()) as { secret: string };
    await request('GET', '/api/v1/users', { token: secret, address: '198.51.100.23' });
    await request('POST', '/api/v1/sign-in', { body: { email: user.email, password: 'a very secret one' } });
    await request('POST', '/api/v1/sign-in', { body: { email: PERSONAL, password: PERSONAL } });
    const marked = encodeURIComponent(PERSONAL);
    const routes = routesOf(service.api);
    for (const { method, path } of routes) {
      const url = `${path.replaceAll(/\{\w+\}/g, marked)}?text=${marked}&after=${marked}&${marked}=1`;
      const body = method === 'get' || method === 'delete' ? {} : { body: { [PERSONAL]: PERSONAL, name: PERSONAL } };
      const headers = { 'if-match': PERSONAL.replaceAll(',', ''), 'user-agent': 'Aigerim' };
      await request(method.toUpperCase(), url, { cookie, headers, ...body });
    }
    expect(service.logged.length).toBeGreaterThanOrEqual(routes.length);
    const told = [secret, cookie.split('=')[1] ?? '', 'a very secret one', user.email, user.name, '198.51.100.23'];
    expectNothingPersonal(service, told);
  });

  it('holds nothing of a case that is worked on', async () => {
    const service = makeHarness(harness().store);
    const office = await makeOffice(service);
    const { id } = await submitPlan(service, office, planOfTwo());
    const comment = { decision: 'refuse', bundle: 'b1', seen: 0, reason: 'content-differs', comment: PERSONAL };
    const decisions = [comment, { decision: 'approve', bundle: 'b2', seen: 0 }];
    await send(service, office.directorate, ['POST', `/study-plans/${id}/decisions`], {
      body: { version: 1, decisions },
    });
    await send(service, office.student, ['POST', `/study-plans/${id}/appeals`], {
      body: { ground: 'content-equivalent', text: PERSONAL },
    });
    expectNothingPersonal(service, [office.student.user.email, office.student.user.id, 'content-differs', id]);
  });

  it('tells of an error of ours what it is and where, and not what it says', async () => {
    const { store } = harness();
    const broken = makeHarness(store);
    const { cookie } = await broken.person('directorate', null);
    const fail = Object.assign(new Error(`duplicate key (${PERSONAL})\n    at ${PERSONAL}`, { cause: PERSONAL }), {
      code: '23505',
      constraint: 'users_email',
      detail: `Key (email)=(${PERSONAL}) already exists.`,
    });
    Object.assign(broken.service, {
      now: () => {
        throw fail;
      },
    });
    const answer = await broken.request('POST', '/api/v1/grade', { cookie, body: { grade: 'B', from: 'de' } });
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('Aigerim');
    const line = broken.logged.find((one) => one.startsWith('request failed')) ?? '';
    expect(JSON.parse(line.replace('request failed ', ''))).toMatchObject({
      requestId: answer.headers.get('x-request-id'),
      error: 'Error',
      code: '23505',
      constraint: 'users_email',
      at: expect.arrayContaining([expect.stringContaining('logs.test.ts')]),
    });
    expectNothingPersonal(broken, []);
  });

  it('holds nothing of those whom a job writes to, whether it works or fails', async () => {
    const { store, service } = harness();
    const name = `Aigerim ${unique()}`;
    const user = await makeUser(store, { name, email: `aigerim-${unique()}@example.org` });
    const subject = { kind: 'application', id: 'a-1' } as const;
    const notice = { id: unique(), key: 'application-eligible', to: user.id, subject, parameters: { host: PERSONAL } };
    await transact(store, (tx) => notices.add(tx, [notice as never], { at: AT, mail: true }));
    const logged: string[] = [];
    let rounds = 0;
    const refuse = async (mail: { to: string }): Promise<void> => {
      throw Object.assign(new Error(`550 no such mailbox ${mail.to}`), { responseCode: 550 });
    };
    const post = { domain: 'example.org', link: 'http://localhost', isStopped: () => false };
    const run = (work: () => Promise<object>) => async () => {
      rounds += 1;
      return { ...(await work()) };
    };
    const worker = startRounds(
      [
        { name: 'day', everySeconds: 3600, run: run(() => runDay(service)) },
        { name: 'mail', everySeconds: 3600, run: run(() => deliverMail(service, { ...post, send: refuse })) },
        {
          name: 'failing',
          everySeconds: 3600,
          run: run(async () => {
            throw new TypeError(`can not read ${PERSONAL} of ${user.email}`);
          }),
        },
      ],
      (entry, message) => void logged.push(`${message} ${JSON.stringify(entry)}`),
    );
    while (rounds < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    await worker.stop();
    const log = logged.join('\n');
    expect(log).toMatch(/"round":"mail","sent":0,"failed":[1-9]/);
    expect(log).toContain('round failed {"round":"failing","error":"TypeError","at":[');
    for (const told of [PERSONAL, user.email, user.name, user.id, SYSTEM]) expect(log).not.toContain(told);
  });
});

it('an error that is none is told by its type alone', () => {
  expect(errorForLog(PERSONAL)).toEqual({ error: 'string' });
});
