import { expect, it } from 'vitest';
import type { User } from '../../src/domain/index.ts';
import {
  apiTokens,
  audit,
  create,
  type Draft,
  failedSignIns,
  find,
  type OldKind,
  openId,
  passwords,
  retention,
  sessions,
  transact,
  update,
  users,
} from '../../src/store/index.ts';
import { onEveryDatabase } from './databases.ts';
import { AT, act, granted, makeInstitute, makeUser } from './samples.ts';

const LATER = '2026-11-02T10:00:00.000Z';
const END = '2026-11-03T09:00:00.000Z';
const AFTER_END = '2026-11-03T09:00:00.001Z';

onEveryDatabase('users', (store) => {
  const add = (draft: Draft<User>) => transact(store(), (tx) => create(tx, 'user', draft, act('user.create')));

  it('keeps a user with roles, and finds the address in any case', async () => {
    const institute = await makeInstitute(store());
    const roles: User['roles'] = [
      { role: 'adviser', institute: institute.id },
      { role: 'registrar', institute: null },
    ];
    const user = await makeUser(store(), { email: 'Aigerim@example.org', roles });
    expect(user).toMatchObject({ revision: 1, active: true, roles });
    expect(await find(store().connection, 'user', user.id)).toEqual(user);
    expect(await users.findByEmail(store().connection, 'AIGERIM@EXAMPLE.ORG')).toEqual(user);
    const twin = { name: 'Twin', email: 'aigerim@EXAMPLE.org', language: 'en', roles: [], active: true } as const;
    const taken = { code: 'already-exists', reason: { values: { kind: 'email' } } };
    expect(await add({ ...twin, roles: [] })).toMatchObject({ ok: false, problems: [taken] });
  });

  it('replaces roles, and refuses a role for an institute that is not there', async () => {
    const user = await makeUser(store(), { roles: [{ role: 'student', institute: null }] });
    const change = (changed: User) => transact(store(), (tx) => update(tx, 'user', changed, act('user.change')));
    const administrator = granted(await change({ ...user, roles: [{ role: 'administrator', institute: null }] }));
    expect(administrator).toMatchObject({ revision: 2, roles: [{ role: 'administrator' }] });
    expect(await users.countAdministrators(store().connection)).toBe(1);
    expect(await change(user)).toMatchObject({ ok: false, problems: [{ code: 'version-conflict' }] });
    const lost = await change({ ...administrator, roles: [{ role: 'adviser', institute: 'nowhere' }] });
    expect(lost).toMatchObject({ ok: false, problems: [{ code: 'reference-unknown' }] });
    granted(await change({ ...administrator, active: false }));
    expect(await users.countAdministrators(store().connection)).toBe(0);
  });

  it('lists by role, institute and text in pages that leave nobody out', async () => {
    const institute = await makeInstitute(store());
    for (let index = 0; index < 7; index += 1)
      await makeUser(store(), { name: `Adviser ${index}`, roles: [{ role: 'adviser', institute: institute.id }] });
    const filter = { role: 'adviser', institute: institute.id, limit: 3 } as const;
    const names: string[] = [];
    let after: string | null = null;
    do {
      const page = await users.list(store().connection, { ...filter, after });
      names.push(...page.items.map(({ name }) => name));
      after = page.next;
    } while (after !== null);
    expect(names.sort()).toEqual(Array.from({ length: 7 }, (_, index) => `Adviser ${index}`));
    const found = await users.list(store().connection, { text: 'ADVISER 3' });
    expect(found.items.map(({ name }) => name)).toEqual(['Adviser 3']);
    expect((await users.list(store().connection, { text: '%' })).items).toEqual([]);
  });
});

onEveryDatabase('sign-in', (store) => {
  it('keeps the hash of a password, and uses up a one-time password by one of many', async () => {
    const { id: user } = await makeUser(store());
    const { connection } = store();
    expect(await passwords.find(connection, user)).toBeNull();
    await passwords.setOneTime(connection, { user, secret: 'first', at: AT, expiresAt: END });
    await passwords.setOneTime(connection, { user, secret: 'once', at: AT, expiresAt: END });
    expect(await passwords.useOneTime(connection, { user, secret: 'first', at: LATER })).toBe(false);
    expect(await passwords.useOneTime(connection, { user, secret: 'once', at: AFTER_END })).toBe(false);
    const tries = Array.from({ length: 10 }, () =>
      passwords.useOneTime(connection, { user, secret: 'once', at: LATER }),
    );
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
    await passwords.setOneTime(connection, { user, secret: 'again', at: AT, expiresAt: END });
    await transact(store(), (tx) => passwords.set(tx, { user, hash: '$argon2id$invented', at: LATER }));
    expect(await passwords.find(connection, user)).toBe('$argon2id$invented');
    expect(await passwords.useOneTime(connection, { user, secret: 'again', at: LATER })).toBe(false);
  });

  it('knows a session by its secret until it ends, expires or its user is disabled', async () => {
    const user = await makeUser(store());
    const { connection } = store();
    await sessions.create(connection, { secret: 's1', user: user.id, at: AT, expiresAt: END });
    await sessions.create(connection, { secret: 's2', user: user.id, at: AT, expiresAt: END });
    await sessions.touch(connection, { secret: 's1', at: LATER });
    expect(await sessions.find(connection, 's1', LATER)).toEqual({
      user,
      createdAt: AT,
      lastSeenAt: LATER,
      expiresAt: END,
    });
    expect(await sessions.find(connection, 's1', END)).toBeNull();
    expect(await sessions.find(connection, 's3', LATER)).toBeNull();
    expect(await sessions.endAll(connection, user.id, 's1')).toBe(1);
    expect(await sessions.find(connection, 's2', LATER)).toBeNull();
    await transact(store(), (tx) => update(tx, 'user', { ...user, active: false }, act('user.disable')));
    expect(await sessions.find(connection, 's1', LATER)).toBeNull();
    await sessions.end(connection, 's1');
  });

  it('knows a token by its secret until it is revoked, expires or its user is disabled', async () => {
    const user = await makeUser(store());
    const { connection } = store();
    const draft = { user: user.id, name: 'script', scopes: ['catalogue.read'], at: AT, expiresAt: END };
    const token = await apiTokens.create(connection, { ...draft, secret: 't1' });
    await apiTokens.create(connection, { ...draft, secret: 't2', expiresAt: null });
    expect(await apiTokens.use(connection, 't1', LATER)).toEqual({ ...token, lastUsedAt: LATER });
    expect(await apiTokens.use(connection, 't1', END)).toBeNull();
    expect(await apiTokens.use(connection, 't2', AFTER_END)).not.toBeNull();
    expect(await apiTokens.revoke(connection, { id: token.id, user: 'somebody else', at: LATER })).toBe(false);
    expect(await apiTokens.revoke(connection, { id: token.id, user: user.id, at: LATER })).toBe(true);
    expect(await apiTokens.use(connection, 't1', LATER)).toBeNull();
    expect(JSON.stringify(await apiTokens.list(connection, user.id))).not.toMatch(/t1|[0-9a-f]{64}/);
    await transact(store(), (tx) => update(tx, 'user', { ...user, active: false }, act('user.disable')));
    expect(await apiTokens.use(connection, 't2', LATER)).toBeNull();
  });

  it('counts failures of a key since an instant', async () => {
    const { connection } = store();
    await failedSignIns.record(connection, ['account', 'address'], AT);
    await failedSignIns.record(connection, ['account'], LATER);
    expect(await failedSignIns.count(connection, 'account', '2026-11-02T08:00:00Z')).toBe(2);
    expect(await failedSignIns.count(connection, 'account', AT)).toBe(1);
    await failedSignIns.forget(connection, 'account');
    expect(await failedSignIns.count(connection, 'account', '2026-11-02T08:00:00Z')).toBe(0);
    expect(await failedSignIns.count(connection, 'address', '2026-11-02T08:00:00Z')).toBe(1);
  });

  it('links an identity to one user, and gives a state back once', async () => {
    const [{ id: user }, { id: other }] = [await makeUser(store()), await makeUser(store())];
    const { connection } = store();
    const identity = { issuer: 'https://id.example.org', subject: '42' };
    granted(await openId.link(connection, { ...identity, user, at: AT }));
    expect(await openId.find(connection, identity)).toBe(user);
    const stolen = await openId.link(connection, { ...identity, user: other, at: AT });
    expect(stolen).toMatchObject({ ok: false, problems: [{ code: 'already-exists' }] });
    await openId.saveState(connection, { state: 'abc', body: { nonce: 'n' }, expiresAt: END });
    expect(await openId.takeState(connection, 'abc', LATER)).toEqual({ nonce: 'n' });
    expect(await openId.takeState(connection, 'abc', LATER)).toBeNull();
  });

  it('forgets what has run out', async () => {
    const { id: user } = await makeUser(store());
    const { connection } = store();
    for (const secret of ['old', 'older']) await sessions.create(connection, { secret, user, at: AT, expiresAt: END });
    await sessions.create(connection, { secret: 'new', user, at: AT, expiresAt: AFTER_END });
    await failedSignIns.record(connection, ['old'], AT);
    const forget = (kind: OldKind, before: string, limit = 1) =>
      transact(store(), (tx) => retention.forgetOld(tx, kind, { before, limit }, act('retention.run')));
    expect([await forget('session', END), await forget('session', END), await forget('session', END)]).toEqual([
      1, 1, 0,
    ]);
    expect([await sessions.find(connection, 'old', AT), await sessions.find(connection, 'older', AT)]).toEqual([
      null,
      null,
    ]);
    expect(await sessions.find(connection, 'new', AT)).not.toBeNull();
    expect(await forget('sign-in attempt', LATER, 100)).toBeGreaterThan(0);
    expect(await failedSignIns.count(connection, 'old', '2026-01-01T00:00:00Z')).toBe(0);
    // How long an account was not used is known without its sessions.
    expect(await retention.lastUseOf(connection, user)).toBe('2026-11-02');
    const { items } = await audit.list(connection, { subject: { kind: 'session' } });
    expect(items.map(({ subject }) => subject.id)).toEqual(Array(2).fill(`until ${END}`));
  });
});
