import { expect, it } from 'vitest';
import type { Notice } from '../../src/domain/index.ts';
import { BACK_OFF_MINUTES, idempotency, notices, outbox, retention, transact } from '../../src/store/index.ts';
import { onEveryDatabase } from './databases.ts';
import { AT, act, makeNotice, makeUser } from './samples.ts';

/** So many minutes after {@link AT}. */
const after = (minutes: number): string => new Date(Date.parse(AT) + minutes * 60_000).toISOString();

onEveryDatabase('notices', (store) => {
  const add = (given: Notice[], mail = false) => transact(store(), (tx) => notices.add(tx, given, { at: AT, mail }));

  it('say nothing twice, and are read by their receiver alone', async () => {
    const [user, other] = [await makeUser(store()), await makeUser(store())];
    const given = [makeNotice(user.id), makeNotice(user.id), makeNotice(user.id)];
    expect([await add(given), await add(given)]).toEqual([3, 0]);
    const { connection } = store();
    await notices.markRead(connection, { user: other.id, at: AT });
    expect(await notices.countUnread(connection, user.id)).toBe(3);
    await notices.markRead(connection, { user: user.id, ids: [given[0]?.id ?? ''], at: AT });
    const page = await notices.list(connection, user.id, { unread: true, limit: 1 });
    const rest = await notices.list(connection, user.id, { unread: true, after: page.next });
    expect([...page.items, ...rest.items].map(({ notice }) => notice.id).sort()).toEqual(
      given
        .slice(1)
        .map(({ id }) => id)
        .sort(),
    );
    await notices.markRead(connection, { user: user.id, at: AT });
    expect(await notices.countUnread(connection, user.id)).toBe(0);
  });

  it('go out with the transaction that they tell of, or not at all', async () => {
    const user = await makeUser(store());
    const undone = transact(store(), async (tx) => {
      await notices.add(tx, [makeNotice(user.id)], { at: AT, mail: true });
      throw new Error('stop');
    });
    await expect(undone).rejects.toThrow('stop');
    expect((await notices.list(store().connection, user.id)).items).toEqual([]);
  });
});

onEveryDatabase('outbox', (store) => {
  const claim = (minutes: number, limit = 100) =>
    outbox.claim(store().connection, { at: after(minutes), limit, leaseSeconds: 60 });
  const put = async (count: number) => {
    const user = await makeUser(store());
    const given = Array.from({ length: count }, () => makeNotice(user.id));
    await transact(store(), (tx) => notices.add(tx, given, { at: AT, mail: true }));
    return given.map(({ id }) => id);
  };
  const settle = async (minutes: number) => {
    for (const message of await claim(minutes)) await outbox.markSent(store().connection, message, after(minutes));
  };

  it('gives every message to one of many workers', async () => {
    const ids = await put(40);
    const claims = await Promise.all(Array.from({ length: 10 }, () => claim(0, 7)));
    const claimed = claims.flat().map(({ id }) => id);
    expect(claimed).toHaveLength(new Set(claimed).size);
    const rest = await claim(0);
    expect([...claimed, ...rest.map(({ id }) => id)].sort()).toEqual([...ids].sort());
    await settle(2);
  });

  it('gives a message again when its worker ended without a word, and never after it was sent', async () => {
    const [id] = await put(1);
    const [first] = await claim(0);
    expect(first).toMatchObject({ id, attempts: 1 });
    expect(await claim(0.5)).toEqual([]);
    const [second] = await claim(1);
    expect(second).toMatchObject({ id, attempts: 2 });
    if (!first || !second) return;
    await outbox.markFailed(store().connection, first, { at: after(1), error: 'too late to matter' });
    await outbox.markSent(store().connection, second, after(1));
    await outbox.markFailed(store().connection, second, { at: after(1), error: 'after it was sent' });
    expect(await claim(100_000)).toEqual([]);
  });

  it('tries again ever later, then lays a message aside until somebody revives it', async () => {
    const [id = ''] = await put(1);
    const { connection } = store();
    let minutes = 0;
    for (const delay of [...BACK_OFF_MINUTES, 0]) {
      const [message] = await claim(minutes);
      if (!message) throw new Error(`nothing is due after ${minutes} minutes`);
      await outbox.markFailed(connection, message, { at: after(minutes), error: '451 try again later' });
      if (delay > 0) expect(await claim(minutes + delay - 0.1)).toEqual([]);
      minutes += delay;
    }
    expect(await claim(minutes + 100_000)).toEqual([]);
    const dead = await outbox.list(connection, { state: 'dead' });
    expect(dead.items).toMatchObject([{ id, attempts: BACK_OFF_MINUTES.length + 1, lastError: '451 try again later' }]);
    expect(await outbox.revive(connection, id, after(minutes))).toBe(true);
    expect(await outbox.revive(connection, id, after(minutes))).toBe(false);
    expect(await claim(minutes)).toMatchObject([{ id, attempts: 1 }]);
  });
});

onEveryDatabase('idempotency keys', (store) => {
  const response = { status: 201, headers: { etag: '"1"' }, body: '{"id":"x"}' };
  const request = (key: string, requestHash = 'h', fails = false) =>
    transact(store(), async (tx) => {
      const standing = await idempotency.take(tx, { user: 'u', key, requestHash }, AT);
      if (fails) throw new Error('stop');
      if (standing === 'new') await idempotency.keep(tx, { user: 'u', key }, response);
      return standing;
    });

  it('does the work of equal requests once, however many come at the same time', async () => {
    const standings = await Promise.all(Array.from({ length: 10 }, () => request('k1')));
    expect(standings.filter((standing) => standing === 'new')).toHaveLength(1);
    expect(standings.filter((standing) => standing !== 'new')).toEqual(Array(9).fill({ replay: response }));
    expect(await request('k1', 'another')).toBe('other-request');
  });

  it('keeps nothing of a request that failed, and nothing for ever', async () => {
    await expect(request('k2', 'h', true)).rejects.toThrow('stop');
    expect(await request('k2')).toBe('new');
    const forget = { before: after(1), limit: 10 };
    await transact(store(), (tx) => retention.forgetOld(tx, 'idempotency key', forget, act('retention.run')));
    expect(await request('k2')).toBe('new');
  });
});
