/** A file of past decisions becomes memory that the engine uses at once. */
import { expect, it } from 'vitest';
import type { z } from 'zod';
import type { precedentImportSchema } from '../../src/app/index.ts';
import type { BundlePrecedent } from '../../src/domain/index.ts';
import { unique } from '../store/samples.ts';
import { onEveryService } from './harness.ts';
import { makeOffice, send } from './plan-life.ts';

const HEADER =
  'home_institution,home_code,home_title,home_description,host_institution,host_code,host_title,host_description,decision,decided_on,valid_until';

onEveryService('a file of past decisions', (harness) => {
  async function setUp() {
    const office = await makeOffice(harness());
    const [home, host] = [`Home ${unique()}`, `Host ${unique()}`];
    const row = (homeCode: string, hostCode: string, rest: string) =>
      `${home},${homeCode},Course ${homeCode},,${host},${hostCode},Course ${hostCode},,${rest}`;
    const add = (
      rows: readonly string[],
      { dryRun = false, person = office.directorate, institute = office.institute, expected = [200] } = {},
    ) =>
      send<z.infer<typeof precedentImportSchema>>(harness(), person, ['POST', '/precedents/import'], {
        body: { csv: [HEADER, ...rows].join('\n'), institute, dryRun },
        expected,
      });
    const stored = async () =>
      (
        await send<{ items: BundlePrecedent[] }>(harness(), office.directorate, [
          'GET',
          `/precedents?hostInstitution=${encodeURIComponent(host)}`,
        ])
      ).items.sort((a, b) => (a.decision < b.decision ? -1 : 1));
    return { office, home, host, row, add, stored };
  }

  it('is tried without a trace, imported once, and keeps what is usable', async () => {
    const { row, add, stored } = await setUp();
    const rows = [
      row('MAT1', 'M-10', 'approved,2026-03-01,2028-01-31'),
      row('PHY1', 'P-10', 'refused,2026-03-01,'),
      row('CHE1', 'C-10', 'approved,,'),
      row('BIO1', 'B-10', 'perhaps,2026-03-01,'),
    ];
    const tried = await add(rows, { dryRun: true });
    expect(tried.precedents.map(({ home, host, outcome, validUntil }) => [home, host, outcome, validUntil])).toEqual([
      ['MAT1', 'M-10', 'new', '2028-01-31'],
      // Two years for a refusal, by the policy.
      ['PHY1', 'P-10', 'new', '2028-02-29'],
    ]);
    expect([tried.rows, tried.rejected]).toEqual([4, 2]);
    expect(tried.problems.map(({ column }) => column)).toEqual(['decision', 'decided_on']);
    expect(await stored()).toEqual([]);
    await add(rows);
    expect((await add(rows)).precedents.map(({ outcome }) => outcome)).toEqual(['same', 'same']);
    expect((await stored()).map(({ decision, status }) => [decision, status])).toEqual([
      ['approved', 'counts'],
      ['refused', 'counts'],
    ]);
  });

  it('takes the place of earlier decisions and not of later ones', async () => {
    const { row, add, stored } = await setUp();
    await add([row('MAT1', 'M-10', 'approved,2026-03-01,')]);
    expect((await add([row('MAT1', 'M-10', 'refused,2025-03-01,')])).precedents[0]?.outcome).toBe('older');
    expect((await add([row('MAT1', 'M-10', 'refused,2026-09-01,')])).precedents[0]?.outcome).toBe('new');
    expect((await stored()).map(({ decision, status }) => [decision, status])).toEqual([
      ['approved', 'replaced'],
      ['refused', 'counts'],
    ]);
  });

  it('says in a dry run what the rows of one file are to one another', async () => {
    const { row, add } = await setUp();
    const rows = [
      row('MAT1', 'M-10', 'approved,2026-03-01,'),
      row('MAT1', 'M-10', 'approved,2026-03-01,'),
      row('MAT1', 'M-10', 'refused,2025-03-01,'),
      row('MAT1', 'M-10', 'refused,2026-09-01,'),
    ];
    const outcomes = async (dryRun: boolean) => (await add(rows, { dryRun })).precedents.map(({ outcome }) => outcome);
    const tried = await outcomes(true);
    expect(tried).toEqual(['new', 'same', 'older', 'new']);
    expect(await outcomes(false)).toEqual(tried);
  });

  it('binds a course to its stored text, and knows sets of courses only when they are stored', async () => {
    const { office, home, host, row, add, stored } = await setUp();
    const catalogue = `institution,academic_year,code,title,description,credits,credit_system\n${host},2026/27,M-10,Mathematics,Limits and derivatives.,5,ECTS\n${host},2026/27,M-11,More mathematics,Integrals.,5,ECTS`;
    await send(harness(), office.coordinator, ['POST', '/catalogue-versions'], { body: { csv: catalogue } });
    const made = await add([
      row('MAT1', 'M-10 + M-11', 'approved,2026-03-01,'),
      row('MAT1 + MAT2', 'M-10', 'approved,2026-03-01,'),
    ]);
    expect(made.precedents.map(({ host: of }) => of)).toEqual(['M-10 + M-11']);
    expect(made.problems).toMatchObject([
      { code: 'reference-unknown', value: 'MAT1' },
      { code: 'reference-unknown', value: 'MAT2' },
    ]);
    const [first] = await stored();
    expect(first?.home).toMatchObject({ institution: home, courses: [{ titles: { en: 'Course MAT1' } }] });
    expect(first?.host.courses.map(({ descriptions }) => descriptions.en)).toEqual([
      'Limits and derivatives.',
      'Integrals.',
    ]);
  });

  it('is refused to who may not speak for the institute', async () => {
    const { row, add, office } = await setUp();
    const elsewhere = await makeOffice(harness());
    const rows = [row('MAT1', 'M-10', 'approved,2026-03-01,')];
    await add(rows, { person: elsewhere.directorate, expected: [403] });
    await add(rows, { person: office.student, expected: [403] });
    await add(rows, { person: office.registrar });
  });
});
