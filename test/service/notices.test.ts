/** What people are told: in the application, by e-mail over a real SMTP server, and as a day comes near. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { deliverMail, type Mail, runDay, type SendMail } from '../../src/app/index.ts';
import { noticeSchema, type User } from '../../src/domain/index.ts';
import { smtpMailer } from '../../src/mailer.ts';
import { startRounds } from '../../src/rounds.ts';
import { BACK_OFF_MINUTES, find, notices, outbox, transact } from '../../src/store/index.ts';
import { AT, makeApplication, makeCall, makeUser, unique } from '../store/samples.ts';
import { type Harness, makeHarness, onEveryService } from './harness.ts';
import { headerOf, startSmtp } from './smtp.ts';

const FROM = 'concord@university.example';
const post = (send: SendMail) => ({
  send,
  domain: 'university.example',
  link: 'https://concord.example/',
  isStopped: () => false,
});

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function smtp(options?: Parameters<typeof startSmtp>[0]) {
  const server = await startSmtp(options);
  stops.push(server.stop);
  return server;
}

/** Tells a new person something. */
async function told(harness: Harness, parts: Partial<User> = {}) {
  const { store, clock } = harness;
  const user = await makeUser(store, parts);
  const notice = noticeSchema.parse({
    id: `place-awarded|${unique()}|${user.id}`,
    key: 'place-awarded',
    to: user.id,
    subject: { kind: 'application', id: 'a1' },
    parameters: { case: 'a1', host: 'Fjordgate University (invented)', deadline: '2026-11-09' },
  });
  await transact(store, (tx) => notices.add(tx, [notice], { at: clock.at, mail: true }));
  return { user, notice };
}

/** Earlier messages of other tests are out of the way. */
const emptyOutbox = ({ store }: Harness) => store.connection.deleteFrom('outbox').execute();

const later = (harness: Harness, minutes: number): void => {
  harness.clock.at = new Date(Date.parse(harness.clock.at) + minutes * 60_000).toISOString();
};

onEveryService('notices', (harness) => {
  it('are all read where one lacks a value that its text asks for', async () => {
    const { request, signedIn, store, clock, logged } = makeHarness(harness().store);
    const { user, notice } = await told(harness(), { language: 'ru' });
    const lacking = noticeSchema.parse({ ...notice, id: `lacking|${notice.id}`, parameters: { case: 'a1' } });
    await transact(store, (tx) => notices.add(tx, [lacking], { at: clock.at, mail: false }));
    const { items } = (await (await request('GET', '/api/v1/me/notices', { cookie: await signedIn(user) })).json()) as {
      items: { id: string; title: string }[];
    };
    expect(Object.fromEntries(items.map(({ id, title }) => [id, title]))).toEqual({
      [notice.id]: 'Вам предоставлено место',
      [lacking.id]: 'Уведомление прежней версии',
    });
    const said = logged.filter((line) => line.startsWith('a notice that cannot be worded '));
    expect(said.map((line) => JSON.parse(line.slice(line.indexOf('{'))))).toMatchObject([
      { requestId: expect.any(String), notice: 'place-awarded', code: 'MISSING_VALUE' },
    ]);
    expect(said.join()).not.toContain(user.id);
  });

  it('are read in the own language, counted, and marked; nobody reads or marks those of others', async () => {
    const { request, signedIn } = harness();
    const { user, notice } = await told(harness(), { language: 'ru' });
    const other = await told(harness());
    const cookie = await signedIn(user);
    const read = async (query = '') => (await request('GET', `/api/v1/me/notices${query}`, { cookie })).json();
    expect(await read()).toMatchObject({
      unread: 1,
      next: null,
      items: [
        {
          id: notice.id,
          title: 'Вам предоставлено место',
          text: expect.stringContaining('Fjordgate University (invented)'),
          readAt: null,
        },
      ],
    });
    const mark = (body?: object) => request('POST', '/api/v1/me/notices/read', { cookie, ...(body && { body }) });
    expect((await mark({ ids: [other.notice.id] })).status).toBe(204);
    expect(await read('?unread=true')).toMatchObject({ unread: 1, items: [{}] });
    expect((await mark()).status).toBe(204);
    expect(await read('?unread=true')).toMatchObject({ unread: 0, items: [] });
    const theirs = await request('GET', '/api/v1/me/notices', { cookie: await signedIn(other.user) });
    expect(await theirs.json()).toMatchObject({ unread: 1, items: [{ id: other.notice.id }] });
  });

  it('come of what happens, in the same transaction', async () => {
    const { request, signedIn, person, store } = harness();
    const { application, student } = await makeApplication(store, {
      call: await makeCall(store, { university: 'Haneul Bay (invented)' }),
    });
    const office = await person('coordinator');
    const withdraw = (revision: number) =>
      request('POST', `/api/v1/applications/${application.id}/take-back`, {
        cookie: studentCookie,
        headers: { 'if-match': `"${revision}"` },
      });
    const studentCookie = await signedIn(student);
    expect((await withdraw(9)).status).toBe(412);
    expect((await withdraw(1)).status).toBe(200);
    await request('POST', `/api/v1/applications/${application.id}/submit`, {
      cookie: studentCookie,
      headers: { 'if-match': '"2"' },
    });
    const seen = await request('GET', '/api/v1/me/notices', { cookie: office.cookie });
    expect(await seen.json()).toMatchObject({
      items: [{ key: 'application-submitted', text: expect.stringContaining('Haneul Bay (invented)') }],
    });
  });
});

onEveryService('mail', (harness) => {
  it('goes out once, in the reader\u2019s language, with an id that stays the same', async () => {
    const { service } = harness();
    await emptyOutbox(harness());
    const server = await smtp();
    const { user } = await told(harness(), { language: 'en' });
    const russian = await told(harness(), { language: 'ru' });
    const send = smtpMailer({ url: server.url, from: FROM, name: '' });
    // The message arrives, and the worker never learns of it.
    const unsure: SendMail = async (mail) => {
      await send(mail);
      throw new Error('connection lost');
    };
    expect(await deliverMail(service, post(unsure))).toEqual({ sent: 0, failed: 1 });
    expect(await deliverMail(service, post(send))).toEqual({ sent: 1, failed: 0 });
    later(harness(), 1);
    expect(await deliverMail(service, post(send))).toEqual({ sent: 1, failed: 0 });
    expect(await deliverMail(service, post(send))).toEqual({ sent: 0, failed: 0 });
    expect(server.received).toHaveLength(3);
    const ids = server.received.map((one) => headerOf(one, 'message-id'));
    expect(ids[0]).toMatch(/^<[0-9a-f]{40}@university\.example>$/);
    expect([ids[2], new Set(ids).size]).toEqual([ids[0], 2]);
    const english = server.received.find(({ to }) => to === user.email);
    expect(english?.raw).toContain('Fjordgate University (invented)');
    expect(english && headerOf(english, 'auto-submitted')).toBe('auto-generated');
    const translated = server.received.find(({ to }) => to === russian.user.email);
    expect(translated && headerOf(translated, 'content-language')).toBe('ru');
  });

  it('is not lost while no server answers, and costs the messages behind no attempt', async () => {
    const { service, store } = harness();
    await emptyOutbox(harness());
    const server = await smtp();
    await server.stop();
    stops.length = 0;
    for (let index = 0; index < 3; index += 1) await told(harness());
    const send = smtpMailer({ url: server.url, from: FROM, name: '' });
    expect(await deliverMail(service, post(send))).toEqual({ sent: 0, failed: 1 });
    const waiting = (await outbox.list(store.connection, { state: 'waiting' })).items;
    // That no server answered is no fault of the message: however long it lasts, none loses an attempt.
    expect(waiting.map(({ attempts }) => attempts)).toEqual([0, 0, 0]);
    expect(waiting.find(({ lastError }) => lastError !== null)?.lastError).toContain('ECONNREFUSED');
    const back = await smtp({ port: server.port });
    expect(await deliverMail(service, post(send))).toEqual({ sent: 2, failed: 0 });
    later(harness(), 1);
    expect(await deliverMail(service, post(send))).toEqual({ sent: 1, failed: 0 });
    expect(back.received).toHaveLength(3);
  });

  it('that a server refuses holds up nobody, is tried ever more rarely, and is kept for the administrator', async () => {
    const { service, store, request, person } = harness();
    await emptyOutbox(harness());
    const refused = await told(harness());
    const server = await smtp({ refuses: [refused.user.email] });
    const other = await told(harness());
    const send = smtpMailer({ url: server.url, from: FROM, name: '' });
    expect(await deliverMail(service, post(send))).toEqual({ sent: 1, failed: 1 });
    expect(server.received.map(({ to }) => to)).toEqual([other.user.email]);
    for (const minutes of BACK_OFF_MINUTES) {
      later(harness(), minutes - 1);
      expect(await deliverMail(service, post(send))).toEqual({ sent: 0, failed: 0 });
      later(harness(), 1);
      expect(await deliverMail(service, post(send))).toEqual({ sent: 0, failed: 1 });
    }
    const { cookie } = await person('administrator');
    const list = await request('GET', '/api/v1/outbox?state=dead', { cookie });
    const text = await list.text();
    expect(JSON.parse(text)).toMatchObject({ items: [{ id: refused.notice.id, attempts: 9, state: 'dead' }] });
    const revive = () => request('POST', '/api/v1/outbox/revive', { cookie, body: { id: refused.notice.id } });
    expect([(await revive()).status, (await revive()).status]).toEqual([204, 404]);
    await store.connection
      .updateTable('users')
      .set({ email: `${unique()}@example.org` })
      .where('id', '=', refused.user.id)
      .execute();
    expect(await deliverMail(service, post(send))).toEqual({ sent: 1, failed: 0 });
    harness().clock.at = AT;
  });

  it('of two workers is sent by one', async () => {
    const { service } = harness();
    await emptyOutbox(harness());
    for (let index = 0; index < 10; index += 1) await told(harness());
    const sent: Mail[] = [];
    const send: SendMail = async (mail) => void sent.push(mail);
    await Promise.all([deliverMail(service, post(send)), deliverMail(service, post(send))]);
    expect(new Set(sent.map(({ messageId }) => messageId)).size).toBe(10);
    expect(sent).toHaveLength(10);
  });

  it('does not go to a disabled account', async () => {
    const { service } = harness();
    await emptyOutbox(harness());
    await told(harness(), { active: false });
    const sent: Mail[] = [];
    expect(
      await deliverMail(
        service,
        post(async (mail) => void sent.push(mail)),
      ),
    ).toEqual({ sent: 0, failed: 1 });
    expect(sent).toEqual([]);
    const { items } = await outbox.list(harness().store.connection, { state: 'waiting' });
    expect(items.map(({ lastError }) => lastError)).toContainEqual({ code: 'account-disabled', values: {} });
  });
});

onEveryService('a day', (harness) => {
  it('reminds of what is due, of each once, and lets papers run out', async () => {
    const { service, store, request, signedIn, person, clock } = harness();
    const call = await makeCall(store, { languages: [], deadline: '2027-03-01' });
    const { application, student } = await makeApplication(store, { call });
    const cookie = await signedIn(student);
    const office = await person('coordinator');
    for (const [verb, revision] of [
      ['take-back', 1],
      ['submit', 2],
    ])
      await request('POST', `/api/v1/applications/${application.id}/${verb}`, {
        cookie,
        headers: { 'if-match': `"${revision}"` },
      });
    const form = new FormData();
    form.set('file', new File(['%PDF-1.7\n%%EOF\n'], 'certificate.pdf'));
    form.set('validUntil', '2027-02-20');
    const uploaded = await harness().api.request(
      `/api/v1/applications/${application.id}/documents/medical-certificate/files`,
      { method: 'POST', headers: { cookie, 'sec-fetch-site': 'same-origin' }, body: form },
      { incoming: { socket: { remoteAddress: '192.0.2.1' } } },
    );
    const { id } = (await uploaded.json()) as { id: string };
    const keysOf = async (user: string): Promise<string[]> => {
      const rows = await store.connection.selectFrom('notices').select('body').where('to', '=', user).execute();
      return rows.map(({ body }) => noticeSchema.parse(body).key).sort();
    };
    await runDay(service);
    const before = await keysOf(student.id);
    clock.at = '2027-02-15T08:00:00.000Z';
    expect((await runDay(service)).reminded).toBeGreaterThan(0);
    expect(await runDay(service)).toEqual({ expired: 0, reminded: 0, closed: 0, failed: 0 });
    // Application, letters: the student's own and those the student asks others for. The certificate ends before the stay.
    const reminded = (await keysOf(student.id)).slice();
    for (const key of before) reminded.splice(reminded.indexOf(key), 1);
    expect(reminded).toEqual(['document-due', 'document-due', 'document-ends']);
    clock.at = '2027-02-21T08:00:00.000Z';
    expect(await runDay(service)).toMatchObject({ expired: 1 });
    expect((await find(store.connection, 'document', id))?.state).toBe('expired');
    expect(await keysOf(student.id)).toContain('document-expired');
    expect(await keysOf(office.user.id)).toEqual(
      expect.arrayContaining(['application-submitted', 'document-uploaded']),
    );
    clock.at = AT;
  });
});

describe('what goes round', () => {
  it('is done again and again, survives errors, and ends with the one in hand done', async () => {
    const logged: string[] = [];
    let [runs, ended] = [0, false];
    const worker = startRounds(
      [
        {
          name: 'failing',
          everySeconds: 0.001,
          run: async () => {
            runs += 1;
            throw new Error('broken');
          },
        },
        {
          name: 'long',
          everySeconds: 3600,
          run: async (isStopped) => {
            while (!isStopped()) await wait(1);
            ended = true;
            return { ended: 1 };
          },
        },
      ],
      (entry, message) => void logged.push(`${message} ${entry.round}`),
    );
    while (runs < 3) await wait(1);
    await worker.stop();
    expect(ended).toBe(true);
    expect(new Set(logged)).toEqual(new Set(['round failed failing', 'round done long']));
  });
});
