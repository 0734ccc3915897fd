import { expect, it } from 'vitest';
import { create, find, list, transact, update } from '../../src/store/index.ts';
import { onEveryDatabase } from './databases.ts';
import { act, granted } from './samples.ts';

onEveryDatabase('records, shown by institutes', (store) => {
  const add = (code: string, name: string) =>
    transact(store(), (tx) => create(tx, 'institute', { code, names: { en: name } }, act('institute.create')));

  it('keeps what was written', async () => {
    const created = granted(await add('IEE', 'Energy'));
    expect(created).toMatchObject({ code: 'IEE', names: { en: 'Energy' }, revision: 1 });
    expect(await find(store().connection, 'institute', created.id)).toEqual(created);
    expect((await list(store().connection, 'institute', { limit: 500 })).items).toEqual([created]);
    expect(await find(store().connection, 'institute', 'nothing like an id')).toBeNull();
  });

  it('answers a taken code as a conflict, and keeps the connection usable', async () => {
    const taken = { code: 'already-exists', reason: { code: 'store-already-exists', values: { kind: 'code' } } };
    expect(await add('IEE', 'Again')).toMatchObject({ ok: false, problems: [taken] });
    expect((await list(store().connection, 'institute', { limit: 500 })).items).toHaveLength(1);
  });

  it('lets the first of two changes win and tells the second what happened', async () => {
    const [institute] = (await list(store().connection, 'institute', { limit: 500 })).items;
    if (!institute) throw new Error('written above');
    const rename = (name: string) =>
      transact(store(), (tx) =>
        update(tx, 'institute', { ...institute, names: { en: name } }, act('institute.rename')),
      );
    const [first, second] = [await rename('First'), await rename('Second')];
    expect(first).toMatchObject({ ok: true, value: { revision: 2, names: { en: 'First' } } });
    expect(second).toMatchObject({ ok: false, problems: [{ code: 'version-conflict' }] });
    const absent = transact(store(), (tx) => update(tx, 'institute', { ...institute, id: 'absent' }, act('x')));
    expect(await absent).toMatchObject({ ok: false, problems: [{ code: 'not-found' }] });
  });

  it('undoes a transaction that ends in a failure, and one that throws', async () => {
    const before = (await list(store().connection, 'institute', { limit: 500 })).items;
    const failed = await transact(store(), async (tx) => {
      await create(tx, 'institute', { code: 'NEW', names: { en: 'New' } }, act('institute.create'));
      return create(tx, 'institute', { code: 'IEE', names: { en: 'Taken' } }, act('institute.create'));
    });
    expect(failed).toMatchObject({ ok: false, problems: [{ code: 'already-exists' }] });
    const thrown = transact(store(), async (tx) => {
      await create(tx, 'institute', { code: 'NEW', names: { en: 'New' } }, act('institute.create'));
      throw new Error('stop');
    });
    await expect(thrown).rejects.toThrow('stop');
    expect((await list(store().connection, 'institute', { limit: 500 })).items).toEqual(before);
  });

  it('refuses to commit after a statement failed, even if nobody looked', async () => {
    const swallowed = transact(store(), async (tx) => {
      await create(tx, 'institute', { code: 'IEE', names: { en: 'Taken' } }, act('institute.create'));
      return 'done';
    });
    await expect(swallowed).rejects.toThrow();
  });

  it('refuses a second connection inside of a transaction instead of waiting for ever', async () => {
    const nested = transact(store(), async () => (await list(store().connection, 'institute', { limit: 500 })).items);
    if (store().kind === 'pglite') await expect(nested).rejects.toThrow('only its own connection');
    else await nested;
  });

  it('runs many transactions at once, one after the other where there is one connection', async () => {
    const codes = Array.from({ length: 20 }, (_, index) => `T${index}`);
    await Promise.all(codes.map((code) => add(code, code)));
    const stored = (await list(store().connection, 'institute', { limit: 500 })).items.map(({ code }) => code);
    expect(stored).toEqual(expect.arrayContaining(codes));
  });

  it('replaces what PostgreSQL can not hold in a text', async () => {
    const created = granted(await add('NUL', 'a\u0000b\ud800 \\u0000'));
    expect(created.names).toEqual({ en: 'a\ufffdb\ufffd \\u0000' });
  });
});
