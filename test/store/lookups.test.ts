import { expect, it } from 'vitest';
import {
  cases,
  courseLists,
  courses,
  findMany,
  imports,
  notices,
  precedents,
  results,
  retention,
  seats,
  transact,
  users,
} from '../../src/store/index.ts';
import { onEveryDatabase } from './databases.ts';
import {
  AT,
  act,
  granted,
  LATER,
  makeApplication,
  makeCall,
  makeCatalogue,
  makeInstitute,
  makeNotice,
  makePrecedent,
  makeUser,
  unique,
} from './samples.ts';

onEveryDatabase('lists of courses', (store) => {
  const load = (catalogue: ReturnType<typeof makeCatalogue>) =>
    transact(store(), (tx) => imports.run(tx, catalogue, act('catalogue.import')));

  it('are found by their own id, by that of a version, and by what they are of', async () => {
    const catalogue = makeCatalogue({ A: 'One' });
    const { version: first } = await load(catalogue);
    const { version: second } = await load(makeCatalogue({ A: 'One', B: 'Two' }, catalogue));
    const { connection } = store();
    expect(await courseLists.named(connection, 'catalogue', first.list)).toEqual(second);
    expect(await courseLists.named(connection, 'catalogue', first.id)).toEqual(first);
    expect(await courseLists.named(connection, 'curriculum', first.list)).toBeNull();
    const key = courseLists.keyOf(catalogue);
    const keys = [{ ...key, academicYear: '1999/00' }, key];
    expect(await courseLists.latestOf(connection, keys)).toEqual([null, second]);
    const institute = await makeInstitute(store());
    const list = (await courseLists.find(connection, key)) ?? expect.unreachable();
    await transact(store(), (tx) => courseLists.give(tx, { list, institute: institute.id }, act('catalogue.import')));
    expect(await courseLists.find(connection, key)).toEqual({ ...list, institute: institute.id });
  });

  it('are read page by page, and by a part of a code or title', async () => {
    const { version } = await load(makeCatalogue({ 'C-3': 'Motors', 'C-1': 'Drives', 'C-2': 'Motor drives' }));
    const codes: string[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page = await courses.list(store().connection, version.id, { limit: 2, after });
      codes.push(...page.items.map(({ code }) => code));
      after = page.next;
    }
    expect(codes).toEqual(['C-3', 'C-1', 'C-2']);
    const { items } = await courses.list(store().connection, version.id, { text: 'MOTOR' });
    expect(items.map(({ code }) => code)).toEqual(['C-3', 'C-2']);
  });
});

onEveryDatabase('precedents', (store) => {
  it('change their stamp with every decision and with how one stands', async () => {
    const { id: institute } = await makeInstitute(store());
    const host = `Host ${unique()}`;
    const stamp = () => precedents.stamp(store().connection, { home: 'Home', host: host.toUpperCase() });
    const none = await stamp();
    const add = () =>
      transact(store(), (tx) => precedents.create(tx, makePrecedent(institute, host), act('plan.decide')));
    const { id } = granted(await add());
    const one = await stamp();
    const standing = { id, from: 'counts', to: 'reopened', because: null } as const;
    granted(await transact(store(), (tx) => precedents.setStatus(tx, standing, act('precedent.reopen'))));
    const reopened = await stamp();
    expect([none.count, one.count, reopened.count]).toEqual([0, 1, 1]);
    expect(new Set([none.stamp, one.stamp, reopened.stamp]).size).toBe(3);
  });

  it('ask to be looked at when they end soon, were opened again, or contradict one another', async () => {
    const { id: institute } = await makeInstitute(store());
    const add = async (host: string, parts: object = {}) => {
      const draft = { ...makePrecedent(institute, `${host} ${institute}`), ...parts };
      return granted(await transact(store(), (tx) => precedents.create(tx, draft, act('plan.decide')))).id;
    };
    const ending = await add('ending', { validUntil: '2027-01-01' });
    const [approved, refused] = [await add('both'), await add('both', { decision: 'refused', reason: 'content' })];
    const reopened = await add('reopened', { status: 'reopened' });
    await add('ended', { validUntil: '2026-11-01' });
    await add('quiet');
    const found = await precedents.listToLookAt(store().connection, { today: '2026-11-02', expiresBy: '2027-01-01' });
    const own = found.filter((one) => one.institute === institute).map(({ id }) => id);
    expect(own.sort()).toEqual([ending, approved, refused, reopened].sort());
  });
});

onEveryDatabase('people and their cases', (store) => {
  it('are found by the role that they hold, of an institute where it is one of an institute', async () => {
    const [here, there] = [await makeInstitute(store()), await makeInstitute(store())];
    const hold = (role: 'adviser' | 'registrar', institute: string | null, active = true) =>
      makeUser(store(), { roles: [{ role, institute }], active });
    const registrar = await hold('registrar', null);
    const adviser = await hold('adviser', here.id);
    await hold('adviser', there.id);
    await hold('adviser', here.id, false);
    const holders = await users.listHolders(store().connection, ['registrar'], {
      roles: ['adviser'],
      institute: here.id,
    });
    expect(holders).toEqual(
      [
        { user: registrar.id, role: 'registrar' },
        { user: adviser.id, role: 'adviser' },
      ].sort((a, b) => (a.user < b.user ? -1 : 1)),
    );
    expect(await users.listHolders(store().connection, [], { roles: [], institute: null })).toEqual([]);
  });

  it('are counted as used from the day that they were made', async () => {
    const user = await makeUser(store());
    const unused = async (before: string) =>
      (await retention.listUnusedAccounts(store().connection, { before, after: null, limit: 500 })).includes(user.id);
    expect([await unused('2026-11-02'), await unused('2026-11-03')]).toEqual([false, true]);
  });

  it('are listed with all that came of them, and seats and answers of several at once', async () => {
    const call = await makeCall(store());
    const one = await makeApplication(store(), { call });
    const two = await makeApplication(store(), { call, student: one.student, institute: one.institute });
    const ids = [one.application.id, two.application.id];
    const { connection } = store();
    const listed = await cases.listOf(connection, one.student.id);
    expect(listed.map(({ id }) => id).sort()).toEqual([...ids].sort());
    expect((await findMany(connection, 'application', [...ids, 'absent'])).map(({ id }) => id).sort()).toEqual(
      ids.sort(),
    );
    const seat = { application: one.application.id, call: call.id, funding: 'own-expense' } as const;
    granted(await transact(store(), (tx) => seats.take(tx, seat, act('seat.take'))));
    expect([...(await seats.count(connection, [call.id, 'absent']))]).toEqual([
      [call.id, { quantity: 2, grantPlaces: 0, taken: 1, grantsTaken: 0 }],
    ]);
    const answer = { answer: 'yes' as const, answers: [], policy: { id: 'p', version: '1' }, date: '2026-11-02' };
    for (const at of [AT, LATER])
      await transact(store(), (tx) =>
        results.save(
          tx,
          'eligibility',
          { owner: two.application.id, body: answer },
          act('application.check', 'system', at),
        ),
      );
    expect(await results.madeAt(connection, 'eligibility', ids)).toEqual(new Map([[two.application.id, LATER]]));
    const notice = makeNotice(one.student.id);
    await transact(store(), (tx) => notices.add(tx, [notice], { at: AT, mail: false }));
    expect(await notices.saidBefore(connection, [notice.id, 'never'])).toEqual(new Set([notice.id]));
  });
});
