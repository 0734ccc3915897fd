import { expect, it } from 'vitest';
import { createInstitute, findInstitute, listInstitutes, transact, updateInstitute } from '../../src/store/index.ts';
import { onEveryDatabase } from './databases.ts';

onEveryDatabase('institutes', (store) => {
  it('keeps what was written', async () => {
    const { connection } = store();
    const created = await createInstitute(connection, { code: 'IEE', names: { en: 'Energy', ru: 'Энергетика' } });
    expect(created).toMatchObject({ ok: true, value: { code: 'IEE', version: 1 } });
    if (!created.ok) return;
    expect(await findInstitute(connection, created.value.id)).toEqual(created.value);
    expect(await listInstitutes(connection)).toEqual([created.value]);
  });

  it('answers a taken code as a conflict, and keeps the connection usable', async () => {
    const { connection } = store();
    const taken = await createInstitute(connection, { code: 'IEE', names: { en: 'Again' } });
    expect(taken).toMatchObject({ ok: false, problems: [{ code: 'conflict-duplicate' }] });
    expect(await listInstitutes(connection)).toHaveLength(1);
  });

  it('lets the first of two changes win and tells the second what happened', async () => {
    const { connection } = store();
    const [institute] = await listInstitutes(connection);
    if (!institute) throw new Error('written above');
    const first = await updateInstitute(connection, { ...institute, names: { en: 'First' } });
    const second = await updateInstitute(connection, { ...institute, names: { en: 'Second' } });
    expect(first).toMatchObject({ ok: true, value: { version: 2, names: { en: 'First' } } });
    expect(second).toMatchObject({ ok: false, problems: [{ code: 'conflict-version' }] });
    const absent = '00000000-0000-4000-8000-000000000000';
    expect(await updateInstitute(connection, { ...institute, id: absent })).toMatchObject({
      ok: false,
      problems: [{ code: 'not-found' }],
    });
  });

  it('undoes a transaction that ends in a failure, and one that throws', async () => {
    const before = await listInstitutes(store().connection);
    const failed = await transact(store(), async (tx) => {
      await createInstitute(tx, { code: 'NEW', names: { en: 'New' } });
      return createInstitute(tx, { code: 'IEE', names: { en: 'Taken' } });
    });
    expect(failed).toMatchObject({ ok: false, problems: [{ code: 'conflict-duplicate' }] });
    const thrown = transact(store(), async (tx) => {
      await createInstitute(tx, { code: 'NEW', names: { en: 'New' } });
      throw new Error('stop');
    });
    await expect(thrown).rejects.toThrow('stop');
    expect(await listInstitutes(store().connection)).toEqual(before);
  });

  it('runs many transactions at once, one after the other where there is one connection', async () => {
    const codes = Array.from({ length: 20 }, (_, index) => `T${index}`);
    await Promise.all(
      codes.map((code) => transact(store(), (tx) => createInstitute(tx, { code, names: { en: code } }))),
    );
    const stored = (await listInstitutes(store().connection)).map(({ code }) => code);
    expect(stored).toEqual(expect.arrayContaining(codes));
  });
});
