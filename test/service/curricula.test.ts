/** Curricula over HTTP: imported by the registrar, and by the directorate whose institute keeps them. */
import { expect, it } from 'vitest';
import { audit } from '../../src/store/index.ts';
import { makeInstitute, unique } from '../store/samples.ts';
import { type Harness, onEveryService } from './harness.ts';

const PATH = '/api/v1/curriculum-versions';

const csvOf = (institution: string, title = 'Mathematics') =>
  `institution,programme,code,title_en,credits,credit_system,semester\n${institution},Power,MAT1,${title},5,ECTS,1`;

interface Imported {
  readonly version: { readonly list: string; readonly number: number };
  readonly created: boolean;
}

async function people({ store, person }: Harness) {
  const [mine, other] = [await makeInstitute(store), await makeInstitute(store)];
  return {
    mine: mine.id,
    other: other.id,
    directorate: (await person('directorate', mine.id)).cookie,
    neighbour: (await person('directorate', other.id)).cookie,
    adviser: (await person('adviser', mine.id)).cookie,
    registrar: (await person('registrar')).cookie,
  };
}

onEveryService('curricula', (harness) => {
  const add = (cookie: string, body: object) => harness().request('POST', PATH, { cookie, body });
  const statusOf = async (cookie: string, body: object) => (await add(cookie, body)).status;
  const keeperOf = async (cookie: string, institution: string) => {
    const url = `/api/v1/curricula?institution=${encodeURIComponent(institution)}`;
    const answer = await harness().request('GET', url, { cookie });
    return ((await answer.json()) as { items: { list: { institute: string | null } }[] }).items[0]?.list.institute;
  };

  it('of its institute are imported by a directorate, and by no other', async () => {
    const { mine, other, directorate, neighbour, adviser, registrar } = await people(harness());
    const home = `Home ${unique()}`;
    expect(await statusOf(directorate, { csv: csvOf(home) })).toBe(403);
    expect(await statusOf(directorate, { csv: csvOf(home), institute: other })).toBe(403);
    expect(await statusOf(directorate, { csv: csvOf(home), institute: 'absent' })).toBe(404);
    expect(await statusOf(adviser, { csv: csvOf(home), institute: mine })).toBe(403);
    expect(await keeperOf(directorate, home)).toBeUndefined();

    expect(await statusOf(directorate, { csv: csvOf(home), institute: mine })).toBe(200);
    expect(await keeperOf(directorate, home)).toBe(mine);
    const second = (await (
      await add(directorate, { csv: csvOf(home, 'Algebra'), institute: mine })
    ).json()) as Imported;
    expect(second.version.number).toBe(2);

    // Naming the own institute does not open the curriculum of another, not even to look.
    for (const dryRun of [true, false])
      expect(await statusOf(neighbour, { csv: csvOf(home, 'Pottery'), institute: other, dryRun })).toBe(403);
    expect(await keeperOf(registrar, home)).toBe(mine);
    // The registrar imports every one, and leaves it with its institute unless another is named.
    const third = (await (await add(registrar, { csv: csvOf(home, 'Analysis') })).json()) as Imported;
    expect([third.version.number, await keeperOf(registrar, home)]).toEqual([3, mine]);
    expect(await statusOf(registrar, { csv: csvOf(home, 'Analysis'), institute: other })).toBe(200);
    expect(await statusOf(directorate, { csv: csvOf(home, 'Algebra'), institute: mine })).toBe(403);
    expect(await statusOf(neighbour, { csv: csvOf(home, 'Algebra'), institute: other })).toBe(200);
    const { items } = await audit.list(harness().store.connection, {
      subject: { kind: 'curriculum', id: third.version.list },
    });
    expect(items.map(({ action }) => action).filter((action) => action === 'curriculum.give')).toHaveLength(2);
  });

  it('that nobody has given to an institute are the registrar’s alone', async () => {
    const { mine, directorate, registrar } = await people(harness());
    const home = `Home ${unique()}`;
    expect(await statusOf(registrar, { csv: csvOf(home) })).toBe(200);
    expect(await keeperOf(registrar, home)).toBeNull();
    expect(await statusOf(directorate, { csv: csvOf(home, 'Algebra'), institute: mine })).toBe(403);
  });

  it('imported by two institutes at the same time are kept by the first', async () => {
    const { mine, other, directorate, neighbour, registrar } = await people(harness());
    const home = `Home ${unique()}`;
    const statuses = await Promise.all([
      statusOf(directorate, { csv: csvOf(home), institute: mine }),
      statusOf(neighbour, { csv: csvOf(home, 'Algebra'), institute: other }),
    ]);
    expect(statuses.sort()).toEqual([200, 403]);
    expect([mine, other]).toContain(await keeperOf(registrar, home));
  });
});
