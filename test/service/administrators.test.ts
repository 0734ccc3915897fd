/** There is always somebody who can administer, whoever takes whom away at the same moment. */
import { expect, it } from 'vitest';
import { audit, transact, update, users } from '../../src/store/index.ts';
import { act, granted } from '../store/samples.ts';
import { onEveryService } from './harness.ts';

type Person = Awaited<ReturnType<ReturnType<Parameters<Parameters<typeof onEveryService>[1]>[0]>['person']>>;
type Take = (by: Person, whom: Person) => Promise<Response>;

onEveryService('administrators', (harness) => {
  const replace =
    (change: object): Take =>
    ({ cookie }, { user: { id, revision, ...account } }) =>
      harness().request('PUT', `/api/v1/users/${id}`, {
        cookie,
        headers: { 'if-match': `"${revision}"` },
        body: { ...account, ...change },
      });
  const disable = replace({ active: false });
  const demote = replace({ roles: [] });
  const erase: Take = ({ cookie }, { user: { id } }) =>
    harness().request('POST', `/api/v1/users/${id}/erasure`, { cookie, body: {} });

  const count = () => users.countAdministrators(harness().store.connection);
  /** Those of earlier rounds are out of the way. */
  const alone = async (how: number): Promise<Person[]> => {
    const { store } = harness();
    const { items } = await users.list(store.connection, { role: 'administrator', limit: 500 });
    await transact(store, async (tx) => {
      for (const user of items) granted(await update(tx, 'user', { ...user, roles: [] }, act('test.demote')));
    });
    const people: Person[] = [];
    for (let index = 0; index < how; index += 1) people.push(await harness().person('administrator'));
    return people;
  };

  it.each([
    ['disabled', disable, disable],
    ['demoted', demote, demote],
    ['erased', erase, erase],
    ['one demoted and one erased', demote, erase],
  ] as const)('%s by one another at the same moment leave one', async (_, first, second) => {
    for (let round = 0; round < 10; round += 1) {
      const [a, b] = await alone(2);
      if (!a || !b) throw new Error('made above');
      const answers = await Promise.all([first(a, b), second(b, a)]);
      // Whoever came second was refused as the last one, or was no administrator any more when it was asked.
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses[0]).toBe(200);
      expect([401, 403, 409]).toContain(statuses[1]);
      expect(await count()).toBe(1);
    }
  });

  it('of eight who all disable another, one is left', async () => {
    const people = await alone(8);
    const answers = await Promise.all(
      people.map((person, index) => disable(person, people[(index + 1) % people.length] ?? person)),
    );
    expect(answers.map(({ status }) => status)).toContain(200);
    expect(answers.some(({ status }) => status >= 500)).toBe(false);
    expect(await count()).toBeGreaterThanOrEqual(1);
    expect((await audit.verify(harness().store)).ok).toBe(true);
  });

  it('the last one stays', async () => {
    const [last] = await alone(1);
    if (!last) throw new Error('made above');
    expect([(await disable(last, last)).status, (await demote(last, last)).status]).toEqual([409, 409]);
    expect((await erase(last, last)).status).toBe(403);
    expect(await count()).toBe(1);
  });
});
