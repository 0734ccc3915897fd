/** What every stored resource does in the same way, shown by institutes, accounts and tokens. */
import { expect, it } from 'vitest';
import { problemDetailsSchema } from '../../src/api/problems.ts';
import { XLSX } from '../../src/api/spreadsheet.ts';
import type { Institute, User } from '../../src/domain/index.ts';
import { audit, find, transact, update } from '../../src/store/index.ts';
import { connect } from '../api/connect.ts';
import { gridsIn, textsOf } from '../interchange/grid/office-files.ts';
import { act, makeInstitute, makeUser, unique } from '../store/samples.ts';
import { onEveryService } from './harness.ts';

const INSTITUTES = '/api/v1/institutes';
const draft = () => ({ code: `N-${unique()}`, names: { en: 'New' } });
const codeOf = async (answer: Response) => problemDetailsSchema.parse(await answer.json()).errors[0]?.code;

onEveryService('revisions', (harness) => {
  it('come as the ETag, and a change names the one it is based on', async () => {
    const { request, person } = harness();
    const { cookie, user } = await person('administrator');
    const made = await request('POST', INSTITUTES, { cookie, body: draft() });
    expect([made.status, made.headers.get('etag')]).toEqual([201, '"1"']);
    const { id, code } = (await made.json()) as Institute;
    const put = (tag: string | null, name: string) =>
      request('PUT', `${INSTITUTES}/${id}`, {
        cookie,
        body: { code, names: { en: name } },
        ...(tag && { headers: { 'if-match': tag } }),
      });
    const unnamed = await put(null, 'Blind');
    expect([unnamed.status, await codeOf(unnamed)]).toEqual([428, 'precondition-needed']);
    expect((await put('W/"1"', 'Weak')).status).toBe(400);
    const [first, second] = [await put('"1"', 'First'), await put('"1"', 'Second')];
    expect([first.status, first.headers.get('etag')]).toEqual([200, '"2"']);
    expect([second.status, await codeOf(second)]).toEqual([412, 'version-conflict']);
    const read = await request('GET', `${INSTITUTES}/${id}`, { cookie });
    expect(read.headers.get('etag')).toBe('"2"');
    expect(await read.json()).toMatchObject({ names: { en: 'First' }, revision: 2 });
    const events = (await audit.list(harness().store.connection, { subject: { kind: 'institute', id } })).items;
    expect(events.map(({ action, actor }) => [action, actor])).toEqual([
      ['institute.create', user.id],
      ['institute.change', user.id],
    ]);
  });

  it('let one of twenty changes win at the same time', async () => {
    const { request, person, store } = harness();
    const { cookie } = await person('administrator');
    const { id, code } = await makeInstitute(store);
    const put = (name: string) =>
      request('PUT', `${INSTITUTES}/${id}`, {
        cookie,
        body: { code, names: { en: name } },
        headers: { 'if-match': '"1"' },
      });
    const statuses = await Promise.all(Array.from({ length: 20 }, async (_, index) => (await put(`N${index}`)).status));
    expect(statuses.sort()).toEqual([200, ...Array(19).fill(412)]);
  });

  it('conflict where something is there already', async () => {
    const { request, person } = harness();
    const { cookie } = await person('administrator');
    const body = draft();
    await request('POST', INSTITUTES, { cookie, body });
    const again = await request('POST', INSTITUTES, { cookie, body });
    expect([again.status, await codeOf(again)]).toEqual([409, 'already-exists']);
    const absent = await request('GET', `${INSTITUTES}/absent`, { cookie });
    expect([absent.status, await codeOf(absent)]).toEqual([404, 'not-found']);
  });
});

onEveryService('an Idempotency-Key', (harness) => {
  it('does a repeated request once, in a row and at once, and answers both alike', async () => {
    const { request, person } = harness();
    const { cookie } = await person('administrator');
    const body = draft();
    const post = () => request('POST', INSTITUTES, { cookie, body, headers: { 'idempotency-key': 'k1' } });
    const answers = await Promise.all([post(), post(), post()]);
    answers.push(await post());
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(answers.map(({ headers }) => headers.get('etag'))).toEqual(Array(4).fill('"1"'));
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(bodies).size).toBe(1);
    const { items } = (await (await request('GET', INSTITUTES, { cookie })).json()) as { items: Institute[] };
    expect(items.filter(({ code }) => code === body.code)).toHaveLength(1);
  });

  it("is refused for another request, and is each person's own", async () => {
    const { request, person } = harness();
    const [one, two] = [await person('administrator'), await person('administrator')];
    const post = (cookie: string) =>
      request('POST', INSTITUTES, { cookie, body: draft(), headers: { 'idempotency-key': 'k2' } });
    expect((await post(one.cookie)).status).toBe(201);
    const other = await post(one.cookie);
    expect([other.status, await codeOf(other)]).toEqual([422, 'key-used-otherwise']);
    expect((await post(two.cookie)).status).toBe(201);
  });

  it('is free again after a refusal', async () => {
    const { request, person } = harness();
    const { cookie } = await person('administrator');
    const body = draft();
    const post = (key: string) => request('POST', INSTITUTES, { cookie, body, headers: { 'idempotency-key': key } });
    await post('k3');
    expect((await post('k4')).status).toBe(409);
    expect((await post('k4')).status).toBe(409);
  });

  it('never keeps a secret', async () => {
    const { request, person, store } = harness();
    const { cookie } = await person();
    const body = { name: 'script', scopes: ['catalogue.read'] };
    const post = () => request('POST', '/api/v1/me/tokens', { cookie, body, headers: { 'idempotency-key': 'k5' } });
    const { secret } = (await (await post()).json()) as { secret: string };
    const kept = await store.connection.selectFrom('idempotencyKeys').selectAll().execute();
    expect(JSON.stringify(kept)).not.toContain(secret);
  });
});

onEveryService('lists', (harness) => {
  it('come in pages that leave nobody out, with filters', async () => {
    const { request, person, store } = harness();
    const { cookie } = await person('administrator');
    const institute = await makeInstitute(store);
    const roles: User['roles'] = [{ role: 'adviser', institute: institute.id }];
    for (let index = 0; index < 5; index += 1) await makeUser(store, { roles });
    const filter = `/api/v1/users?role=adviser&institute=${institute.id}&limit=2`;
    const seen: string[] = [];
    let next: string | null = null;
    do {
      const page = await request('GET', filter + (next === null ? '' : `&after=${next}`), { cookie });
      const read = (await page.json()) as { items: User[]; next: string | null };
      seen.push(...read.items.map(({ id }) => id));
      next = read.next;
    } while (next !== null);
    expect(new Set(seen).size).toBe(5);
    for (const bad of ['limit=0', 'limit=501', 'limit=x', 'after=nonsense', 'role=king'])
      expect([bad, (await request('GET', `/api/v1/users?${bad}`, { cookie })).status]).toEqual([bad, 400]);
  });
});

onEveryService('accounts', (harness) => {
  it('are made, changed and disabled, which signs the person out', async () => {
    const { request, person, signedIn } = harness();
    const { cookie } = await person('administrator');
    const body = { name: 'A', email: `${unique()}@example.org`, roles: [{ role: 'registrar' }] };
    const made = await request('POST', '/api/v1/users', { cookie, body });
    const user = (await made.json()) as User;
    expect(user).toMatchObject({ roles: [{ role: 'registrar', institute: null }], active: true, language: 'en' });
    const theirs = await signedIn(user);
    const { id, revision: _, ...same } = user;
    const put = (parts: object) =>
      request('PUT', `/api/v1/users/${id}`, { cookie, body: { ...same, ...parts }, headers: { 'if-match': '"1"' } });
    expect((await put({ roles: [{ role: 'adviser', institute: 'absent' }] })).status).toBe(422);
    expect((await put({ active: false })).status).toBe(200);
    expect((await request('GET', '/api/v1/me', { cookie: theirs })).status).toBe(401);
  });

  it('keep one administrator at least', async () => {
    const { request, person, store } = harness();
    const { cookie, user } = await person('administrator');
    const others = await store.connection
      .selectFrom('userRoles')
      .select('user')
      .where('role', '=', 'administrator')
      .where('user', '!=', user.id)
      .execute();
    for (const { user: other } of others)
      await transact(store, async (tx) => {
        const one = await find(tx, 'user', other);
        return one && update(tx, 'user', { ...one, active: false }, act('user.disable'));
      });
    const { id, revision: _, ...same } = user;
    const put = (parts: object) =>
      request('PUT', `/api/v1/users/${id}`, { cookie, body: { ...same, ...parts }, headers: { 'if-match': '"1"' } });
    for (const parts of [{ active: false }, { roles: [] }]) {
      const refused = await put(parts);
      expect([refused.status, await codeOf(refused)]).toEqual([409, 'still-in-use']);
    }
    expect((await put({ name: 'Still here' })).status).toBe(200);
  });

  it('let people change their name and language, and nothing else', async () => {
    const { request, person } = harness();
    const { cookie } = await person('student');
    const patch = (body: object) => request('PATCH', '/api/v1/me', { cookie, body, headers: { 'if-match': '"1"' } });
    for (const body of [{ roles: [{ role: 'administrator' }] }, { email: 'x@example.org' }, { active: true }])
      expect((await patch(body)).status).toBe(400);
    expect(await (await patch({ language: 'kk' })).json()).toMatchObject({ language: 'kk', revision: 2 });
  });
});

onEveryService('API tokens', (harness) => {
  const tokenOf = async (cookie: string, scopes: string[], days = 30) => {
    const answer = await harness().request('POST', '/api/v1/me/tokens', {
      cookie,
      body: { name: 'script', scopes, days },
    });
    return (await answer.json()) as { token: { id: string }; secret: string };
  };
  const users = (token: string) => harness().request('GET', '/api/v1/users', { token });

  it('do what they were made for, as far as the person may', async () => {
    const { request, person } = harness();
    const [administrator, student] = [await person('administrator'), await person('student')];
    const { secret } = await tokenOf(administrator.cookie, ['user.read']);
    expect(secret).toMatch(/^concord_[\w-]{43}$/);
    expect((await users(secret)).status).toBe(200);
    expect((await request('GET', INSTITUTES, { token: secret })).status).toBe(403);
    expect((await users((await tokenOf(student.cookie, ['user.read'])).secret)).status).toBe(403);
    for (const scope of ['token.manage', 'user.manage', 'profile.edit', 'nonsense'])
      expect(
        (await request('POST', '/api/v1/me/tokens', { cookie: student.cookie, body: { name: 'x', scopes: [scope] } }))
          .status,
      ).toBe(400);
  });

  it('end by revoking, by their day, and with the account; nobody revokes those of others', async () => {
    const { request, person, clock } = harness();
    const [one, two] = [await person('administrator'), await person('administrator')];
    const { token, secret } = await tokenOf(one.cookie, ['user.read']);
    const revoke = (cookie: string) => request('DELETE', `/api/v1/me/tokens/${token.id}`, { cookie });
    expect((await revoke(two.cookie)).status).toBe(404);
    expect((await users(secret)).status).toBe(200);
    expect((await revoke(one.cookie)).status).toBe(204);
    expect((await users(secret)).status).toBe(401);
    const short = await tokenOf(one.cookie, ['user.read'], 1);
    const { at } = clock;
    clock.at = new Date(Date.parse(at) + 25 * 3_600_000).toISOString();
    expect((await users(short.secret)).status).toBe(401);
    clock.at = at;
    const theirs = `/api/v1/users/${one.user.id}/tokens`;
    const listed = (await (await request('GET', theirs, { cookie: two.cookie })).json()) as { items: { id: string }[] };
    expect(listed.items).toHaveLength(2);
    expect(JSON.stringify(listed)).not.toContain(short.secret);
    expect((await request('DELETE', `${theirs}/${short.token.id}`, { cookie: two.cookie })).status).toBe(204);
    expect((await users(short.secret)).status).toBe(401);
  });
});

onEveryService('answers', (harness) => {
  it('are in the language of the account, unless the request accepts another', async () => {
    const { request, person } = harness();
    const { cookie } = await person('student');
    const headers = { 'if-match': '"1"' };
    expect((await request('PATCH', '/api/v1/me', { cookie, headers, body: { language: 'kk' } })).status).toBe(200);
    const titleOf = async (accepted?: string): Promise<string> => {
      const asked = accepted === undefined ? {} : { headers: { 'accept-language': accepted } };
      const answer = await request('GET', '/api/v1/users', { cookie, ...asked });
      expect(answer.status).toBe(403);
      return problemDetailsSchema.parse(await answer.json()).title;
    };
    expect(await titleOf()).toBe('Бұл әрекетке құқығыңыз жоқ');
    expect(await titleOf('ru')).toBe('У вас нет права на это действие');
  });
});

onEveryService('the client of hono/client', (harness) => {
  it('knows the routes and their types', async () => {
    const { api, person } = harness();
    const { cookie } = await person('administrator');
    const client = connect('http://localhost', {
      headers: { cookie },
      fetch: (input: RequestInfo | URL, init?: RequestInit) => api.request(input.toString(), init),
    });
    const made = await client.institutes.$post({ json: draft(), header: {} });
    if (made.status !== 201) throw new Error((await made.json()).detail);
    const { id, revision, code } = await made.json();
    const replaced = await client.institutes[':id'].$put({
      param: { id },
      header: { 'if-match': `"${revision}"` },
      json: { code, names: { kk: 'Жаңа' } },
    });
    if (!replaced.ok) throw new Error((await replaced.json()).detail);
    expect((await replaced.json()).names).toEqual({ kk: 'Жаңа' });
    const grade = await client.grade.$post({ json: { grade: '1,7', from: 'de' } });
    if (!grade.ok) throw new Error((await grade.json()).detail);
    expect((await grade.json()).grade.letter).toBe('B+');
  });
});

onEveryService('all of it', (harness) => {
  it('leaves an audit that verifies', async () => {
    const { request, person } = harness();
    const { cookie } = await person('administrator');
    await Promise.all(Array.from({ length: 10 }, () => request('POST', INSTITUTES, { cookie, body: draft() })));
    expect(await audit.verify(harness().store)).toMatchObject({ ok: true });
  });
});

onEveryService('lists as workbooks', (harness) => {
  it('are asked for by ?format or Accept, and hold what the JSON holds, no cell a formula', async () => {
    const { request, person } = harness();
    const { cookie } = await person('administrator');
    const code = `X-${unique()}`;
    await request('POST', INSTITUTES, { cookie, body: { code, names: { en: '=1+1', ru: 'Институт' } } });
    const json = (await (await request('GET', INSTITUTES, { cookie })).json()) as { items: Institute[] };
    const byQuery = await request('GET', `${INSTITUTES}?format=xlsx`, { cookie });
    const byHeader = await request('GET', INSTITUTES, { cookie, headers: { accept: XLSX } });
    expect([byQuery.headers.get('content-type'), byHeader.headers.get('content-type')]).toEqual([XLSX, XLSX]);
    const [table = {}] = textsOf(await gridsIn(new Uint8Array(await byQuery.arrayBuffer())));
    const [header = [], ...rows] = Object.values(table);
    expect(rows).toHaveLength(json.items.length);
    const made = rows.find((cells) => cells[header.indexOf('code')] === code);
    expect(made?.[header.indexOf('names.en')]).toBe("'=1+1");
    expect(made?.[header.indexOf('names.ru')]).toBe('Институт');
    expect((await request('GET', `${INSTITUTES}?format=pdf`, { cookie })).status).toBe(400);
  });
});
