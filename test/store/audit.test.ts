import { appendFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type RawBuilder, sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { anchorAudit, readAnchors } from '../../src/app/administrator/anchors.ts';
import type { Service } from '../../src/app/index.ts';
import { type AuditHead, type Reason, reason } from '../../src/domain/index.ts';
import { audit, type Store, transact, update } from '../../src/store/index.ts';
import { TEXTS } from '../installed.ts';
import { KINDS, onEveryDatabase, openFreshStore } from './databases.ts';
import { act, codesOf, granted, LATER, makeUser } from './samples.ts';

onEveryDatabase('the audit', (store) => {
  it('has an event for every write, with the hash before and after, and nothing personal', async () => {
    const user = await makeUser(store(), { name: 'Invented Name', email: 'invented@example.org' });
    granted(
      await transact(store(), (tx) =>
        update(tx, 'user', { ...user, name: 'Other' }, act('user.rename', user.id, LATER)),
      ),
    );
    const { items } = await audit.list(store().connection, { subject: { kind: 'user', id: user.id } });
    const [created, renamed] = items;
    expect(created).toMatchObject({ actor: 'system', action: 'user.create', before: null });
    expect(renamed).toMatchObject({ actor: user.id, action: 'user.rename', at: LATER, before: created?.after });
    expect(renamed?.after).not.toBe(renamed?.before);
    expect(JSON.stringify(items)).not.toMatch(/Invented|Other|example/);
    expect((await audit.list(store().connection, { actor: user.id })).items).toEqual([renamed]);
  });

  it('is held to the heads that were written down elsewhere, line by line', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'concord-anchors-'));
    const file = path.join(folder, 'anchors.txt');
    try {
      await makeUser(store());
      const service = { store: store(), now: () => LATER } as Service;
      expect(readAnchors(file)).toMatchObject({ value: [] });
      expect(await anchorAudit(service, file)).toBe(true);
      expect(await anchorAudit(service, file)).toBe(false);
      const head = await audit.head(store().connection);
      await makeUser(store());
      expect(await anchorAudit(service, file)).toBe(true);
      const kept = granted(readAnchors(file));
      expect(kept).toEqual([head, await audit.head(store().connection)]);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(await audit.verify(store(), { anchors: kept })).toMatchObject({ ok: true });
      const others = kept.map(({ count, hash }) => ({ count, hash: hash.replace(/./g, '0') }));
      expect(codesOf(await audit.verify(store(), { anchors: others }))).toContain('audit-broken');
      appendFileSync(file, 'nonsense\n');
      expect(readAnchors(file)).toMatchObject({
        problems: [{ code: 'audit-broken', reason: { values: { line: 3 } } }],
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('records nothing of a transaction that is undone', async () => {
    const before = await audit.head(store().connection);
    const user = await makeUser(store());
    const stale = { ...user, revision: 7 };
    expect(codesOf(await transact(store(), (tx) => update(tx, 'user', stale, act('user.rename'))))).toBe(
      'version-conflict',
    );
    expect((await audit.head(store().connection)).count).toBe(before.count + 1);
  });

  it('is one chain without gaps, however many write at the same time', async () => {
    await Promise.all(Array.from({ length: 30 }, () => makeUser(store())));
    const verified = await audit.verify(store());
    expect(verified).toEqual({ ok: true, value: await audit.head(store().connection), problems: [] });
  });

  it('refuses to alter or remove an event', async () => {
    const { connection } = store();
    await expect(sql`update events set actor = 'x'`.execute(connection)).rejects.toThrow('only ever added');
    await expect(sql`delete from events`.execute(connection)).rejects.toThrow('only ever added');
    await expect(sql`truncate events`.execute(connection)).rejects.toThrow('only ever added');
  });
});

describe.each(KINDS)('whoever gets past the trigger on %s', (kind) => {
  let store: Store;
  let head: AuditHead;
  const run = (...statements: RawBuilder<unknown>[]) =>
    statements.reduce(
      (before, statement) => before.then(() => statement.execute(store.connection)),
      Promise.resolve({}),
    );

  beforeAll(async () => {
    store = await openFreshStore(kind);
    for (let index = 0; index < 6; index += 1) await makeUser(store);
    head = await audit.head(store.connection);
    await run(
      sql`alter table events disable trigger user`,
      sql`create table kept_events as table events`,
      sql`create table kept_head as table audit_head`,
    );
  });
  afterEach(() =>
    run(
      sql`delete from events`,
      sql`delete from audit_head`,
      sql`insert into events table kept_events`,
      sql`insert into audit_head table kept_head`,
    ),
  );
  afterAll(() => store.close());

  const INSERTED = sql`insert into events (sequence, at, actor, action, subject_kind, subject_id, before, after, previous, hash)
    select sequence + 1, at, actor, action, subject_kind, subject_id, before, after, hash, repeat('b', 64)
    from events order by sequence desc limit 1`;
  const altered = (event: number) => reason('store-audit-event-altered', { event });
  const removed = (event: number) => reason('store-audit-events-removed', { count: 1, event });
  const TAMPERINGS: readonly [string, RawBuilder<unknown>[], Reason][] = [
    ['alters who did it', [sql`update events set actor = 'x' where sequence = 3`], altered(3)],
    ['alters the first', [sql`update events set action = 'x' where sequence = 1`], altered(1)],
    ['alters when', [sql`update events set at = at + interval '1 ms' where sequence = 6`], altered(6)],
    ['alters a hash', [sql`update events set hash = repeat('b', 64) where sequence = 3`], altered(3)],
    ['removes one', [sql`delete from events where sequence = 3`], removed(4)],
    ['removes the first', [sql`delete from events where sequence = 1`], removed(2)],
    [
      'removes the last',
      [sql`delete from events where sequence = 6`],
      reason('store-audit-last-removed', { count: 1 }),
    ],
    ['removes all', [sql`delete from events`], reason('store-audit-last-removed', { count: 6 })],
    [
      'removes one and closes the gap',
      [sql`delete from events where sequence = 3`, sql`update events set sequence = sequence - 1 where sequence > 3`],
      reason('store-audit-not-following', { event: 3, previous: 2 }),
    ],
    ['puts one in at the end', [INSERTED], altered(7)],
    ['removes the head', [sql`delete from audit_head`], reason('store-audit-end-missing')],
    ['moves the head back', [sql`update audit_head set count = 5`], reason('store-audit-last-added', { count: 1 })],
  ];

  it.each(TAMPERINGS)('and %s is found', async (_what, statements, found) => {
    await run(...statements);
    const verified = await audit.verify(store);
    expect(codesOf(verified)).toMatch(/audit-broken/);
    expect(verified.problems.map((problem) => problem.reason)).toContainEqual(found);
  });

  it('and makes the whole chain anew is found by a head that was written down', async () => {
    const other = await openFreshStore(kind);
    for (let index = 0; index < 6; index += 1) await makeUser(other);
    expect(await audit.verify(other)).toMatchObject({ ok: true });
    const compared = await audit.verify(other, { anchors: [head] });
    expect(compared.problems.map((problem) => problem.reason)).toEqual([reason('store-audit-made-anew', { event: 6 })]);
    expect(TEXTS.say(reason('store-audit-made-anew', { event: 6 }), 'en')).toMatch(/event 6 .* was rebuilt/);
    const longer = await audit.verify(store, { anchors: [{ count: 9, hash: head.hash }] });
    expect(longer.problems.map((problem) => problem.reason)).toEqual([
      reason('store-audit-fewer-events', { noted: 9, count: 6 }),
    ]);
    expect(await audit.verify(store, { anchors: [head] })).toMatchObject({ ok: true });
    await other.close();
  });
});
