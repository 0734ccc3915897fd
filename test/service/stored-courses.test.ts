/** The tools on stored courses: the current version of a list by its id, an older one by its own, and what was decided on them. */
import { expect, it } from 'vitest';
import { openCatalogue, openCurriculum, openPrecedents } from '../../src/app/index.ts';
import { keepLoaded } from '../../src/app/service/loaded-lists.ts';
import type {
  BundlePrecedent,
  Catalogue,
  CourseMatches,
  Curriculum,
  HostComparison,
  Plan,
} from '../../src/domain/index.ts';
import { asPrecedentCourse } from '../../src/mobility/precedents.ts';
import { precedents, transact } from '../../src/store/index.ts';
import { hash } from '../mobility/plans.ts';
import { act, granted, makePrecedent, unique } from '../store/samples.ts';
import { type Harness, makeHarness, onEveryService } from './harness.ts';
import { makeOffice, send } from './plan-life.ts';

interface Listed {
  readonly items: { list: { id: string; institution: string }; latest: { id: string; number: number } }[];
}
interface Imported {
  readonly version: { readonly id: string; readonly list: string; readonly number: number };
}
interface Matched {
  readonly results: CourseMatches[];
}

const HOME_ROWS = [
  'DB1,Databases,"Relational model, SQL, normalisation and transactions.",5,ECTS,5',
  'OS1,Operating Systems,"Processes, memory, file systems.",5,ECTS,5',
];
const HOST_ROWS = [
  'H-OS,Operating Systems,"Processes, scheduling, virtual memory and file systems.",6,ECTS',
  'H-DB,Database Systems,"SQL, relational algebra, transactions and normal forms.",5,ECTS',
];
const NEW_ROW = 'H-DB2,Databases,"Relational model, SQL, normalisation and transactions.",5,ECTS';

/** A curriculum, and a catalogue in two versions, of institutions of their own. */
async function storeSides(harness: Harness) {
  const office = await makeOffice(harness);
  const [home, host] = [`Home ${unique()}`, `Host ${unique()}`];
  const curriculum = [
    'institution,programme,code,title,description,credits,credit_system,semester',
    ...HOME_ROWS.map((row) => `${home},Software,${row}`),
  ].join('\n');
  const catalogue = (rows: readonly string[]) =>
    [
      'institution,academic_year,code,title,description,credits,credit_system',
      ...rows.map((row) => `${host},2026/27,${row}`),
    ].join('\n');
  const add = (kind: string, csv: string) =>
    send<Imported>(harness, office.registrar, ['POST', `/${kind}-versions`], { body: { csv } });
  const { version: programme } = await add('curriculum', curriculum);
  const { version: first } = await add('catalogue', catalogue(HOST_ROWS));
  const { version: second } = await add('catalogue', catalogue([...HOST_ROWS, NEW_ROW]));
  return { office, home, host, programme, first, second };
}

type Sides = Awaited<ReturnType<typeof storeSides>>;

/** What a directorate decided on one home and one host course, on the texts that are stored. */
async function decide(
  { store, service }: Harness,
  { office, programme, first }: Sides,
  [homeCode, hostCode]: [string, string],
  decision: BundlePrecedent['decision'],
): Promise<void> {
  const textsOf = ({ institution, courses }: Catalogue | Curriculum, code: string) => ({
    institution,
    courses: courses.filter((course) => course.code === code).map((course) => asPrecedentCourse(course, hash)),
  });
  const record = {
    ...makePrecedent(office.institute, ''),
    home: textsOf(granted(await openCurriculum(service, programme.list)), homeCode),
    host: textsOf(granted(await openCatalogue(service, first.list)), hostCode),
    decision,
    reason: decision === 'refused' ? 'content-differs' : null,
  };
  granted(await transact(store, (tx) => precedents.create(tx, record, act('plan.decide'))));
}

const hostCodesOf = ({ results }: Matched, homeCode: string): string[] =>
  results.flatMap((one) => (one.homeCode === homeCode ? one.matches.map(({ hostCode }) => hostCode) : []));

onEveryService('stored courses', (harness) => {
  it('are listed with their current version, by institution too', async () => {
    const { office, host, first, second } = await storeSides(harness());
    const { items } = await send<Listed>(harness(), office.student, [
      'GET',
      `/catalogues?institution=${encodeURIComponent(host)}`,
    ]);
    expect(items).toMatchObject([
      { list: { id: first.list, institution: host }, latest: { id: second.id, number: 2 } },
    ]);
    const read = (id: string) =>
      send<{ version: { id: string }; versions: unknown[] }>(harness(), office.student, [
        'GET',
        `/catalogue-versions/${id}`,
      ]);
    expect([(await read(first.list)).version.id, (await read(first.id)).version.id]).toEqual([second.id, first.id]);
  });

  it('are matched in their current version, or in the older one that is named', async () => {
    const { office, programme, first, second } = await storeSides(harness());
    const match = (host: string, home = programme.list) =>
      send<Matched>(harness(), office.student, ['POST', '/match'], {
        body: { curriculum: { id: home }, host: { id: host } },
      });
    const current = await match(first.list);
    expect(hostCodesOf(current, 'DB1')[0]).toBe('H-DB2');
    expect(await match(second.id, programme.id)).toEqual(current);
    // The other course has usual topics of databases in its text, which is little.
    expect(hostCodesOf(await match(first.id), 'DB1')).toEqual(['H-DB', 'H-OS']);
  });

  it('say where ids are found when there is none such, or one of the other side', async () => {
    const { office, programme, first } = await storeSides(harness());
    const refused = (body: object) =>
      send<{ detail: string; errors: { code: string }[] }>(harness(), office.student, ['POST', '/match'], {
        body,
        expected: [422],
      });
    const absent = await refused({ curriculum: { id: 'absent' }, host: { id: first.list } });
    expect([absent.errors[0]?.code, absent.detail]).toEqual([
      'reference-unknown',
      'there is no curriculum “absent”. Choose one from the list of curricula',
    ]);
    expect((await refused({ curriculum: { id: first.id }, host: { id: programme.id } })).errors).toHaveLength(2);
  });

  it('bring what was decided on them into the very next match and plan', async () => {
    const sides = await storeSides(harness());
    const { office, programme, first } = sides;
    const ids = { curriculum: { id: programme.list }, host: { id: first.list }, minEcts: '5', semester: 5 };
    const match = async () => {
      const body = { curriculum: { id: programme.list }, host: { id: first.list } };
      const { results } = await send<Matched>(harness(), office.adviser, ['POST', '/match'], { body });
      return results.flatMap(({ matches }) =>
        matches.flatMap(({ homeCode, hostCode, precedents }) =>
          precedents.map(({ decision }) => [homeCode, hostCode, decision]),
        ),
      );
    };
    const plan = async () =>
      (await send<{ plan: Plan }>(harness(), office.adviser, ['POST', '/plan'], { body: ids })).plan;
    const planned = ({ bundles }: Plan): string[] => bundles.flatMap(({ host }) => host.map(({ code }) => code)).sort();
    expect(await match()).toEqual([]);
    const before = await plan();
    expect(planned(before)).toEqual(['H-DB2', 'H-OS']);

    await decide(harness(), sides, ['DB1', 'H-DB2'], 'refused');
    await decide(harness(), sides, ['OS1', 'H-OS'], 'approved');
    expect(await match()).toEqual(
      expect.arrayContaining([
        ['DB1', 'H-DB2', 'refused'],
        ['OS1', 'H-OS', 'approved'],
      ]),
    );
    expect(planned(await plan())).toEqual(['H-DB', 'H-OS']);

    // The other tools see it too: alternatives, a plan mended, hosts compared.
    const { plans } = await send<{ plans: { plan: Plan }[] }>(
      harness(),
      office.adviser,
      ['POST', '/plan/alternatives'],
      {
        body: { ...ids, count: 2 },
      },
    );
    expect(plans.flatMap((one) => planned(one.plan))).not.toContain('H-DB2');
    const { amendment } = await send<{ amendment: { plan: Plan } }>(
      harness(),
      office.adviser,
      ['POST', '/plan/amend'],
      {
        body: {
          curriculum: ids.curriculum,
          host: ids.host,
          plan: before,
          changes: [{ kind: 'cancelled', host: 'H-DB2' }],
        },
      },
    );
    expect(planned(amendment.plan)).toEqual(['H-DB', 'H-OS']);
    const compare = { curriculum: ids.curriculum, hosts: [ids.host, { id: first.id }], minEcts: '5', semester: 5 };
    const { hosts } = await send<{ hosts: HostComparison[] }>(harness(), office.adviser, ['POST', '/compare-hosts'], {
      body: compare,
    });
    expect(hosts.flatMap((one) => (one.plan ? planned(one.plan) : []))).not.toContain('H-DB2');
  });

  it('are open where the tools are, and then show strangers no decision', async () => {
    const sides = await storeSides(harness());
    await decide(harness(), sides, ['OS1', 'H-OS'], 'approved');
    const open = makeHarness(harness().store, { openTools: true });
    expect((await open.request('GET', '/api/v1/catalogues')).status).toBe(200);
    const body = { curriculum: { id: sides.programme.list }, host: { id: sides.first.list } };
    const answer = await open.request('POST', '/api/v1/match', { body });
    const { results } = (await answer.json()) as Matched;
    expect(hostCodesOf({ results }, 'OS1')).toContain('H-OS');
    expect(results.flatMap(({ matches }) => matches.flatMap(({ precedents }) => precedents))).toEqual([]);
    expect((await harness().request('POST', '/api/v1/match', { body })).status).toBe(401);
  });

  it('come with one list of decisions as long as nothing is decided, and with another at once', async () => {
    const sides = await storeSides(harness());
    const { service, store } = harness();
    const between = () => openPrecedents(service, { institution: sides.home }, { institution: sides.host });
    expect(await between()).toEqual([]);
    await decide(harness(), sides, ['OS1', 'H-OS'], 'approved');
    const first = await between();
    expect(first).toHaveLength(1);
    expect(await between()).toBe(first);
    const [{ id } = { id: '' }] = first;
    const reopened = { id, from: 'counts', to: 'reopened', because: 'a text moved' } as const;
    await transact(store, (tx) => precedents.setStatus(tx, reopened, act('precedent.reopen')));
    expect((await between()).map(({ status }) => status)).toEqual(['reopened']);
  });

  it('are read by a transaction itself when somebody else is at reading them', async () => {
    const { store } = harness();
    const loaded = keepLoaded<string>();
    const version = { id: 'v', courseCount: 1 };
    let finish: (list: string) => void = () => undefined;
    const theirs = loaded.take(version, () => new Promise((resolve) => (finish = resolve)));
    expect(await transact(store, () => loaded.take(version, async () => 'own'))).toBe('own');
    finish('theirs');
    expect(await theirs).toBe('theirs');
    expect(await transact(store, () => loaded.take(version, async () => 'not read'))).toBe('theirs');
  });

  it('are read once for each version, and again for a new one', async () => {
    const { first, second } = await storeSides(harness());
    const { service } = harness();
    const [one, other] = await Promise.all([openCatalogue(service, first.id), openCatalogue(service, first.id)]);
    expect(granted(one)).toBe(granted(other));
    const current = granted(await openCatalogue(service, first.list));
    expect(current).toBe(granted(await openCatalogue(service, second.id)));
    expect(current.courses).toHaveLength(3);
  });
});
