/** Files of an office over HTTP: how each would be read is said before it counts, its identity is asked for, and an earlier version comes back. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { ImportOutcome } from '../../src/app/index.ts';
import { ROOT } from '../installed.ts';
import { unique } from '../store/samples.ts';
import { onEveryService } from './harness.ts';
import { makeOffice, send } from './plan-life.ts';

const fileOf = (name: string) => ({
  name,
  base64: readFileSync(path.join(ROOT, 'fixtures/files/forms', name)).toString('base64'),
});
interface Refused {
  readonly errors: { readonly code: string; readonly field?: string; readonly column?: string }[];
}

onEveryService('imports of files', (harness) => {
  const importer = async () => {
    const { coordinator } = await makeOffice(harness());
    const add = <T = ImportOutcome>(body: object, expected: readonly number[] = [200, 201]) =>
      send<T>(harness(), coordinator, ['POST', '/catalogue-versions'], { body, expected });
    const count = async (institution: string): Promise<number> => {
      const route = `/catalogues?institution=${encodeURIComponent(institution)}`;
      return (await send<{ items: unknown[] }>(harness(), coordinator, ['GET', route])).items.length;
    };
    return { add, count };
  };

  it('a workbook is shown with its columns and its rows, and nothing is written before it counts', async () => {
    const { add, count } = await importer();
    const institution = `Ostermoor ${unique()}`;
    const sent = { file: fileOf('modulliste_de.xlsx'), columns: { title: 'B' } };
    const tried = await add({ ...sent, institution: 'not this one', dryRun: true });
    expect(tried.reading).toMatchObject({ rows: 6, rejected: 0, tables: [{ sheet: 'Module', items: 6 }] });
    expect(tried.reading?.tables[0]?.columns.map(({ name, field }) => [name, field]).slice(0, 3)).toEqual([
      ['Modulnr.', 'code'],
      ['Modulbezeichnung', 'title'],
      ['LP', 'credits'],
    ]);
    // What the file says of itself counts before what is sent with it.
    expect(await count('not this one')).toBe(0);
    expect(await count(institution)).toBe(0);
    const print = { file: fileOf('perechen_ru.pdf'), institution, academicYear: '2026/27' };
    expect((await add({ ...print, dryRun: true })).difference.added).toHaveLength(6);
    expect(await count(institution)).toBe(0);
    expect(await add(print)).toMatchObject({ created: true, version: { number: 1, courseCount: 6 } });
    expect(await count(institution)).toBe(1);
  });

  it('a list that nobody says the institution and the year of is refused', async () => {
    const { add } = await importer();
    const csv = 'code,title,credits\nA,Algebra,5\n';
    const { errors } = await add<Refused>({ csv }, [422]);
    expect(errors.map(({ code }) => code)).toEqual(['value-missing', 'value-missing']);
    expect((await add<Refused>({ csv, institution: `Named ${unique()}` }, [422])).errors).toHaveLength(1);
  });

  it('an earlier version is taken again as the newest', async () => {
    const { add } = await importer();
    const said = { institution: `Back ${unique()}`, academicYear: '2026/27' };
    const first = await add({ csv: 'code,title,credits\nA,Algebra,5\nB,Physics,4\n', ...said });
    await add({ csv: 'code,title,credits\nA,Algebra,5\n', ...said });
    const version = first.version?.id ?? '';
    expect((await add({ version, dryRun: true })).difference.added).toEqual(['B']);
    expect(await add({ version })).toMatchObject({
      created: true,
      reading: null,
      version: { number: 3, courseCount: 2 },
    });
  });

  it('units beside figures are known as on the command line', async () => {
    const { add } = await importer();
    const said = { institution: `Units ${unique()}`, academicYear: '2026/27', dryRun: true };
    const { reading } = await add({ csv: 'code,title,credits\nA,Algebra,6 EC\nB,Physics,"7,5 hp"\n', ...said });
    expect(reading).toMatchObject({ rows: 2, rejected: 0 });
  });
});
