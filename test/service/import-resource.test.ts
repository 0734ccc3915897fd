/** Files of an office as a resource: sent, looked at, answered, committed once, and forgotten in their time. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import type { CourseChange } from '../../src/app/imports/course-change.ts';
import { runRetention, type ShownImport } from '../../src/app/index.ts';
import { workOnce } from '../../src/app/jobs/work.ts';
import { whoAsks } from '../../src/app/tools/asking.ts';
import type { Papers } from '../../src/app/tools/paper-threads.ts';
import type { ImportKind } from '../../src/domain/index.ts';
import { ROOT } from '../installed.ts';
import { bundle, planOf } from '../mobility/plans.ts';
import { makeInstitute, unique } from '../store/samples.ts';
import { onEveryService } from './harness.ts';
import { agreePlan, makeOffice, submitPlan } from './plan-life.ts';

type Sent = string | { readonly name: string; readonly bytes: Uint8Array };
interface Refused {
  readonly errors: { readonly code: string; readonly reason: { readonly code: string } }[];
}

const form = (name: string) => ({ name, bytes: readFileSync(path.join(ROOT, 'fixtures/files/forms', name)) });

onEveryService('imports as a resource', (harness) => {
  /** Somebody's requests. */
  const desk = (cookie: string, kind: ImportKind) => {
    const base = `/api/v1/imports/${kind}`;
    const ask = async <T>(method: string, to: string, options: object = {}, status = 200): Promise<T> => {
      const answer = await harness().request(method, to, { cookie, ...options });
      const body = (await answer.json()) as T;
      expect([answer.status, answer.status === status ? '' : JSON.stringify(body)]).toEqual([status, '']);
      return body;
    };
    const send = async <T = ShownImport>(sent: Sent, said: Record<string, string> = {}, status = 201): Promise<T> => {
      const { name, bytes } =
        typeof sent === 'string' ? { name: 'list.csv', bytes: new TextEncoder().encode(sent) } : sent;
      const body = new FormData();
      body.set('file', new File([new Uint8Array(bytes)], name));
      for (const [field, value] of Object.entries(said)) body.set(field, value);
      const headers = { cookie, 'sec-fetch-site': 'same-origin' };
      const answer = await harness().api.request(
        base,
        { method: 'POST', headers, body },
        {
          incoming: { socket: { remoteAddress: '192.0.2.1' } },
        },
      );
      const text = await answer.text();
      expect([answer.status, answer.status === status ? '' : text]).toEqual([status, '']);
      return JSON.parse(text) as T;
    };
    const at = ({ revision }: Pick<ShownImport, 'revision'>) => ({ headers: { 'if-match': `"${revision}"` } });
    const on = <T = ShownImport>(event: 'commit' | 'cancel', one: ShownImport, status = 200) =>
      ask<T>('POST', `${base}/${one.id}/${event}`, at(one), status);
    const answer = <T = ShownImport>(one: ShownImport, body: object, status = 200) =>
      ask<T>('PUT', `${base}/${one.id}`, { ...at(one), body }, status);
    const get = <T>(of: Pick<ShownImport, 'id'>, part = '', status = 200) =>
      ask<T>('GET', `${base}/${of.id}${part}`, {}, status);
    const list = () => ask<{ items: ShownImport[] }>('GET', base);
    return { send, on, answer, get, list, ask };
  };
  const registrar = async (kind: ImportKind = 'catalogue') => desk((await harness().person('registrar')).cookie, kind);
  const catalogues = async (institution: string): Promise<number> => {
    const { cookie } = await harness().person('registrar');
    const answer = await harness().request('GET', `/api/v1/catalogues?institution=${encodeURIComponent(institution)}`, {
      cookie,
    });
    return ((await answer.json()) as { items: unknown[] }).items.length;
  };

  const filesOf = async ({ id }: Pick<ShownImport, 'id'>): Promise<number> => {
    const files = harness().store.connection.selectFrom('importFiles').select('import');
    return (await files.where('import', '=', id).execute()).length;
  };

  it('a workbook is looked at, committed once, and its file goes', async () => {
    const { send, on, get } = await registrar();
    const institution = `Ostermoor ${unique()}`;
    const sent = await send(form('perechen_ru.pdf'), { institution, academicYear: '2026/27' });
    expect(sent).toMatchObject({ state: 'ready', needs: [], reading: { rows: 6, rejected: 0 }, institution });
    expect(sent).not.toHaveProperty('form');
    const rows = await get<{ items: { item: { code: string } | null }[]; next: string | null }>(sent, '/rows?limit=4');
    expect([rows.items.length, rows.next]).toEqual([4, '4']);
    expect(rows.items.every(({ item }) => item !== null && item.code !== '')).toBe(true);
    const effect = await get<{ difference: { added: string[] } }>(sent, '/difference');
    expect(effect.difference.added).toHaveLength(6);
    expect(await catalogues(institution)).toBe(0);
    const done = await on('commit', sent);
    expect(done).toMatchObject({ state: 'committed', reading: null, outcome: { added: 6, leftOut: 0, reopened: 0 } });
    expect(await catalogues(institution)).toBe(1);
    // The same request again does nothing more, whatever it is based on.
    expect(await on('commit', sent)).toEqual(done);
    await on<Refused>('cancel', sent, 409);
    expect(await filesOf(sent)).toBe(0);
    expect(await get(sent, '/rows')).toEqual({ items: [], next: null });
  });

  it('names the drafts and agreed plans that use courses which change or go, to those who may see them', async () => {
    const office = await makeOffice(harness());
    const [host, home] = [`Sund ${unique()}`, `Dala ${unique()}`];
    const plan = (...codes: string[]) => {
      const made = planOf(bundle('b1', ['H1'], codes), bundle('b2', ['H2'], ['KEPT']));
      return {
        ...made,
        home: { ...made.home, institution: home },
        host: { institution: host, academicYear: '2026/27' },
      };
    };
    const { send, on, get } = await registrar();
    const csv = (...rows: string[]) => ['code,title,credits', ...rows].join('\n');
    const said = { institution: host, academicYear: '2026/27' };
    await on('commit', await send(csv('C1,Algebra,5 ECTS', 'C2,Physics,5 ECTS', 'KEPT,Chemistry,5 ECTS'), said));
    const draft = await submitPlan(harness(), office, plan('C1', 'C2'));
    const other = await makeOffice(harness());
    const agreed = await agreePlan(harness(), other, plan('C2'));
    await submitPlan(harness(), await makeOffice(harness()), plan('C9'));
    const sent = await send(csv('C1,Linear algebra,6 ECTS', 'KEPT,Chemistry,5 ECTS', 'C9,Biology,5 ECTS'), said);
    const { plans } = await get<Pick<CourseChange, 'plans'>>(sent, '/difference');
    expect(plans.count).toBe(2);
    // Those made at one moment come in any order.
    expect(plans.items).toHaveLength(2);
    expect(plans.items).toEqual(
      expect.arrayContaining([
        { id: agreed.id, state: 'frozen', codes: ['C2'] },
        { id: draft.id, state: 'submitted', codes: ['C1', 'C2'] },
      ]),
    );
    // The catalogue of the next year, against this year's: plans on this year's are named as well.
    const next = await send(csv('C1,Algebra,5 ECTS', 'KEPT,Chemistry,5 ECTS'), { ...said, academicYear: '2027/28' });
    const later = await get<Pick<CourseChange, 'plans'>>(next, '/difference');
    expect(later.plans.items.map(({ codes }) => codes)).toEqual([['C2'], ['C2']]);
    // What changes nothing names none, and neither does the catalogue of another host.
    const same = await send(csv('C1,Algebra,5 ECTS', 'C2,Physics,5 ECTS', 'KEPT,Chemistry,5 ECTS'), said);
    expect((await get<Pick<CourseChange, 'plans'>>(same, '/difference')).plans).toEqual({ count: 0, items: [] });
    // The home side, as the directorate of one institute sees it.
    const own = desk(office.directorate.cookie, 'curriculum');
    const of = { institution: home, institute: office.institute };
    await own.on(
      'commit',
      await own.send('code,title,credits,semester\nH1,Algebra,5 ECTS,5\nH2,Physics,5 ECTS,5\n', of),
    );
    const changed = await own.send('code,title,credits,semester\nH1,Calculus,5 ECTS,5\nH2,Physics,5 ECTS,5\n', of);
    const seen = await own.get<Pick<CourseChange, 'plans'>>(changed, '/difference');
    expect(seen.plans.items).toEqual([{ id: draft.id, state: 'submitted', codes: ['H1'] }]);
  });

  it('what nobody can know is asked, and nothing is committed before it is answered', async () => {
    const { send, on, answer, get } = await registrar();
    const institution = `Asked ${unique()}`;
    const sent = await send('Wert;Bezeichnung;Umfang\nA1;Algebra;5\nA2;Physik;6\n');
    expect(sent.state).toBe('needs-answers');
    expect(sent.needs.map(({ code }) => code)).toEqual(expect.arrayContaining(['import-without-identity']));
    expect(sent.reading?.tables[0]?.columns.map(({ name, samples }) => [name, samples[0]])).toEqual([
      ['Wert', 'A1'],
      ['Bezeichnung', 'Algebra'],
      ['Umfang', '5'],
    ]);
    expect((await on<Refused>('commit', sent, 409)).errors[0]?.code).toBe('event-not-possible');
    await get(sent, '/difference', 409);
    const columns = { code: 'A', title: 'Bezeichnung', credits: '3' };
    const answered = await answer(sent, { columns, institution, academicYear: '2026/27' });
    expect(answered).toMatchObject({ state: 'ready', needs: [], reading: { rows: 2 } });
    // Based on what was there before the answer.
    await on<Refused>('commit', sent, 412);
    expect((await on('commit', answered)).outcome).toMatchObject({ added: 2 });
  });

  it('whose a curriculum is, is asked where neither its file nor the installation says it', async () => {
    const { send, on, answer, ask } = await registrar('curriculum');
    const sent = await send('code,title,credits,semester\nA1,Algebra,5,1\n');
    expect([sent.state, ...sent.needs.map(({ code }) => code)]).toEqual(['needs-answers', 'import-without-identity']);
    const institution = `Owner ${unique()}`;
    const done = await on('commit', await answer(sent, { institution }));
    // It can be read from then on.
    const { items } = await ask<{ items: object[] }>(
      'GET',
      `/api/v1/curriculum-versions/${done.outcome?.version}/courses`,
    );
    expect(items).toMatchObject([{ code: 'A1', semester: 1 }]);
    await ask('POST', '/api/v1/curriculum-versions', { body: { csv: 'code,title,credits\nA1,Algebra,5\n' } }, 422);
  });

  it('the unit of credits that the file does not say is asked, and stands in every row once it is said', async () => {
    const { send, on, answer, get } = await registrar('curriculum');
    const unitOf = async (one: ShownImport) =>
      (await get<{ items: { item: { credits: { unit: string | null } } }[] }>(one, '/rows')).items.map(
        ({ item }) => item.credits.unit,
      );
    const institution = `Unitless ${unique()}`;
    const sent = await send('code,title,credits,semester\nA1,Algebra,5,1\nA2,Physics,6,1\n', { institution });
    expect(sent.problems.map(({ reason }) => reason.code)).toEqual(['import-without-unit']);
    expect(await unitOf(sent)).toEqual([null, null]);
    const odd = await answer(sent, { institution, unit: 'credits of some kind' });
    expect([odd.state, ...odd.needs.map(({ code }) => code)]).toEqual(['needs-answers', 'name-unknown']);
    const said = await answer(odd, { institution, unit: 'kz_academic_credit' });
    expect([said.state, said.problems]).toEqual(['ready', []]);
    expect(await unitOf(said)).toEqual(['KZ academic credit', 'KZ academic credit']);
    expect((await on('commit', said)).outcome).toMatchObject({ added: 2 });
    // One course that names a unit leaves open what the others mean.
    const mixed = await send('code,title,credits,credit_system\nA1,Algebra,5,ECTS\nA2,Physics,6,\n', { institution });
    expect(mixed.problems.map(({ reason }) => reason.code)).not.toContain('import-without-unit');
  });

  it('a table without a column that it needs is shown with its cells', async () => {
    const { send } = await registrar();
    const sent = await send('a1;b1\nx;y\n', { institution: 'X', academicYear: '2026/27' });
    expect(sent.state).toBe('needs-answers');
    expect(sent.needs.map(({ code }) => code)).toContain('header-missing-column');
    expect(sent.reading?.tables[0]?.columns.map(({ samples }) => samples)).toEqual([['x'], ['y']]);
  });

  it('columns are remembered for the form and the institution, and said to be', async () => {
    const { send, on, answer } = await registrar();
    const institution = `Remembers ${unique()}`;
    const said = { institution, academicYear: '2026/27' };
    const table = (codes: string[]) => ['X1;X2;X3', ...codes.map((code) => `${code};Course ${code};5`), ''].join('\n');
    const columns = { code: 'X1', title: 'X2', credits: 'X3' };
    const first = await send(table(['A', 'B']), said);
    // What is cancelled is not remembered.
    const dropped = await answer(await send(table(['A', 'B']), said), { ...said, columns });
    await on('cancel', dropped);
    expect((await send(table(['A']), said)).remembered).toBeNull();
    await on('commit', await answer(first, { ...said, columns }));
    const second = await send(table(['A', 'C']), said);
    expect(second).toMatchObject({ state: 'ready', remembered: { columns } });
    expect(second.reading?.tables[0]?.columns.map(({ why }) => why.code)).toEqual(Array(3).fill('header-remembered'));
    expect((await on('commit', second)).outcome).toMatchObject({ added: 1, removed: 1, unchanged: 1 });
    // And from the second to the third.
    expect((await send(table(['D']), said)).remembered).toMatchObject({ columns });
    // Another institution, and another order of the same words, are other forms.
    expect((await send(table(['A']), { ...said, institution: `Other ${unique()}` })).remembered).toBeNull();
    expect((await send('X2;X1;X3\nA;Course A;5\n', said)).remembered).toBeNull();
    // A person's own word comes first.
    const own = await send(table(['E']), { ...said, columns: JSON.stringify({ code: 'A', title: 'B', credits: '-' }) });
    expect(own.remembered).toBeNull();
  });

  it('an earlier version comes back as an import of its own', async () => {
    const { send, on, get, ask } = await registrar();
    const said = { institution: `Back ${unique()}`, academicYear: '2026/27' };
    const first = await on('commit', await send('code,title,credits\nA,Algebra,5\nB,Physics,4\n', said));
    await on('commit', await send('code,title,credits\nA,Algebra,5\n', said));
    const body = { version: first.outcome?.version };
    const back = await ask<ShownImport>('POST', '/api/v1/imports/catalogue/from-version', { body }, 201);
    expect(back).toMatchObject({ state: 'ready', version: body.version, institution: said.institution, reading: null });
    expect(await get(back, '/difference')).toMatchObject({ difference: { added: ['B'], removed: [] } });
    expect((await on('commit', back)).outcome).toMatchObject({ added: 1, unchanged: 1 });
    await ask('POST', '/api/v1/imports/catalogue/from-version', { body: { version: 'absent' } }, 404);
  });

  it('the first list of a year is compared with that of the year before, and told with its titles', async () => {
    const { send, on, get } = await registrar();
    const institution = `Years ${unique()}`;
    const old = 'code,title,credits\nA,Algebra,5\nB,Physics,4\nC,Chemistry,3\n';
    await on('commit', await send(old, { institution, academicYear: '2025/26' }));
    const sent = await send('code,title,credits\nA,Algebra,6\nC,Chemistry,3\nD,Optics,4\n', {
      institution,
      academicYear: '2026/27',
    });
    expect(sent.fields).toContain('prerequisites');
    expect(await get(sent, '/difference')).toMatchObject({
      version: null,
      comparedWith: { list: { academicYear: '2025/26' }, version: { number: 1 } },
      difference: {
        added: ['D'],
        removed: ['B'],
        changed: [{ code: 'A', fields: [{ field: 'credits' }] }],
        unchanged: 1,
      },
      titles: { A: { en: 'Algebra' }, B: { en: 'Physics' }, D: { en: 'Optics' } },
    });
    // It is a list of its own: nothing of it was there before.
    expect((await on('commit', sent)).outcome).toMatchObject({ added: 3, changed: 0, removed: 0 });
  });

  it('rows that are left out are listed with why', async () => {
    const { send, get, on } = await registrar();
    const said = { institution: `Partly ${unique()}`, academicYear: '2026/27' };
    const sent = await send('code,title,credits\nA,Algebra,5\nB,,4\nTotal,,9\n', said);
    expect(sent.state).toBe('ready');
    const { items } = await get<{ items: { cells: string[]; why: { code: string } }[] }>(sent, '/rows?which=rejected');
    expect(items.map(({ cells, why }) => [cells[0], why.code])).toEqual([['B', 'course-without-title']]);
    expect(await get(sent, '/rows?which=listed')).toMatchObject({ items: [{ kind: 'sum' }] });
    expect((await on('commit', sent)).outcome).toMatchObject({ added: 1, leftOut: 1 });
  });

  it('a row that was left out is mended in its place, and stays mended when something else is answered', async () => {
    const { send, get, on, answer } = await registrar();
    const said = { institution: `Mended ${unique()}`, academicYear: '2026/27' };
    const sent = await send('code,title,credits\nA,Algebra,5\nB,,4\nC,Physics,minus two\n', said);
    expect(sent.reading?.tables[0]?.columns.map(({ letter }) => letter)).toEqual(['A', 'B', 'C']);
    type Rows = { items: { place: { line: number }; cells: string[]; item: { code: string } | null }[] };
    const left = await get<Rows>(sent, '/rows?which=rejected');
    expect(left.items.map(({ place, cells }) => [place.line, cells])).toEqual([
      [3, ['B', '', '4']],
      [4, ['C', 'Physics', 'minus two']],
    ]);
    const [, last] = left.items;
    const rows = [
      { place: { line: 3 }, cells: { B: 'Chemistry' } },
      { place: last?.place, cells: { C: '6' } },
    ];
    const first = await answer(sent, { ...said, rows: rows.slice(0, 1) });
    expect(first.reading).toMatchObject({ rows: 3, rejected: 1 });
    const second = await answer(first, { ...said, rows, language: 'en' });
    expect(second.reading).toMatchObject({ rows: 3, rejected: 0 });
    expect((await get<Rows>(second, '/rows')).items.map(({ item }) => item?.code)).toEqual(['A', 'B', 'C']);
    await answer(second, { ...said, rows: [{ place: { line: 3 }, cells: { title: 'x' } }] }, 400);
    expect((await on('commit', second)).outcome).toMatchObject({ added: 3, leftOut: 0 });
  });

  const large = (rows: number): string =>
    [
      'code,title,credits,description',
      ...Array.from({ length: rows }, (_, at) => `C${at},Course ${at},5,${'x '.repeat(20)}${at}`),
      '',
    ].join('\n');
  const worker = { worker: 'w', log: () => undefined };

  it('a large file is read as a job: its progress is shown, and it is committed when it is read', async () => {
    const { send, get, on, answer } = await registrar();
    const { service } = harness();
    while (await workOnce(service, worker));
    const said = { institution: `Large ${unique()}`, academicYear: '2026/27' };
    const sent = await send(large(3000), said);
    expect(sent).toMatchObject({ state: 'reading', reading: null, progress: { done: 0, total: null } });
    expect((await on<Refused>('commit', sent, 409)).errors[0]?.reason.code).toBe('import-being-read');
    await get(sent, '/difference', 409);
    expect(await get(sent, '/rows')).toEqual({ items: [], next: null });
    expect(await workOnce(service, worker)).toBe(true);
    const read = await get<ShownImport>(sent);
    expect(read).toMatchObject({ state: 'ready', progress: null, reading: { rows: 3000 } });
    // What was said anew is read anew, and what was read of the file before is shown meanwhile.
    const again = await answer(read, { ...said, columns: { title: 'D' } });
    expect(again).toMatchObject({ state: 'reading', reading: { rows: 3000 } });
    expect(await workOnce(service, worker)).toBe(true);
    expect((await on('commit', await get<ShownImport>(again))).outcome).toMatchObject({ added: 3000 });
  });

  it('a large file is cancelled before it is read and while it is, and the reading ends', async () => {
    const { send, get, on } = await registrar();
    const { service } = harness();
    const sent = await send(large(3000));
    const cancelled = await on('cancel', sent);
    expect([cancelled.state, await filesOf(sent)]).toEqual(['cancelled', 0]);
    while (await workOnce(service, worker));
    expect(await get(sent)).toMatchObject({ state: 'cancelled', reading: null });

    // A reading that lasts until it is given up.
    const other = await send(large(3000));
    let begun = (): void => {};
    const isBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const papers: Papers = {
      print: () => Promise.reject(new Error('nothing is printed')),
      open: () => Promise.reject(new Error('lists are read whole')),
      readList: ({ reading }) =>
        new Promise((_, reject) => {
          reading.onRows?.(100, 3000);
          whoAsks()
            .signal()
            ?.addEventListener('abort', () => reject(new Error('given up')));
          begun();
        }),
    };
    const reading = workOnce({ ...service, context: () => ({ ...service.context(), papers }) }, worker);
    await isBegun;
    await vi.waitFor(async () => {
      expect(await get(other)).toMatchObject({ state: 'reading', progress: { done: 100, total: 6000 } });
    });
    expect(await on('cancel', other)).toMatchObject({ state: 'cancelled', progress: null, outcome: null });
    await reading;
    expect(await get(other)).toMatchObject({ state: 'cancelled', reading: null });
  });

  it('users are made without passwords, and accounts that are there stay as they are', async () => {
    const { cookie } = await harness().person('administrator');
    const { send, on, get } = desk(cookie, 'users');
    const institute = await makeInstitute(harness().store);
    const [adviser, student] = [`a${unique()}@x.kz`, `s${unique()}@x.kz`];
    const list = [
      'ФИО;Эл. почта;Роль;Институт',
      `Садыкова Айгерим;${adviser};эдвайзер;${institute.code}`,
      `Ким Антон;${student};студент;`,
      `Без Института;n${unique()}@x.kz;эдвайзер;нет такого`,
      `Без Почты;нет;студент;`,
      '',
    ].join('\n');
    const sent = await send(list);
    expect(sent).toMatchObject({ state: 'ready', reading: { rows: 4, rejected: 1 } });
    const effect = await get<{
      rows: { outcome: string; email: string; differs: string[] }[];
      unusable: { reason: { code: string } }[];
    }>(sent, '/difference');
    expect(effect.rows.map(({ outcome, email }) => [outcome, email])).toEqual([
      ['new', adviser],
      ['new', student],
    ]);
    expect(effect.unusable.map(({ reason }) => reason.code)).toEqual(['listed-institute-unknown']);
    const done = await on('commit', sent);
    expect(done).toMatchObject({ outcome: { added: 2, leftOut: 2 }, reading: null });
    const again = await send(list.replace('Ким Антон', 'Ким Антон Петрович'));
    const second = await get<typeof effect>(again, '/difference');
    expect(second.rows.map(({ outcome, differs }) => [outcome, differs])).toEqual([
      ['same', []],
      ['differs', ['name']],
    ]);
    const { items } = await desk(cookie, 'users').ask<{ items: { name: string; roles: unknown[] }[] }>(
      'GET',
      `/api/v1/users?text=${encodeURIComponent(student)}`,
    );
    expect(items).toMatchObject([{ name: 'Ким Антон', roles: [{ role: 'student', institute: null }] }]);
  });

  it('calls and decisions go the same way', async () => {
    const calls = desk((await harness().person('coordinator')).cookie, 'calls');
    const university = `Host ${unique()}`;
    const sent = await calls.send(`University,Specialty,Quantity,Deadline\n${university},Power,3,2027-03-01\n`);
    expect(await calls.get(sent, '/difference')).toMatchObject({ rows: [{ outcome: 'new', university }] });
    expect((await calls.on('commit', sent)).outcome).toMatchObject({ added: 1 });
    const institute = await makeInstitute(harness().store);
    const directorate = desk((await harness().person('directorate', institute.id)).cookie, 'precedents');
    const row = `home_institution,home_code,host_institution,host_code,decision,decided_on,valid_until\nHome,DBS3211,${university},CS 360,approved,2026-05-20,2028-05-20\n`;
    const decided = await directorate.send(row, { institute: institute.id });
    expect(await directorate.get(decided, '/difference')).toMatchObject({ rows: [{ outcome: 'new', host: 'CS 360' }] });
    expect((await directorate.on('commit', decided)).outcome).toMatchObject({ added: 1 });
    const foreign = await makeInstitute(harness().store);
    await directorate.send(row, { institute: foreign.id }, 403);
    await directorate.send(row, {}, 403);
    expect((await directorate.list()).items.map(({ id }) => id)).toEqual([decided.id]);
  });

  it('an import is found under its own kind alone', async () => {
    const { send, ask } = await registrar();
    const sent = await send('code,title,credits\nA,Algebra,5\n');
    await ask('GET', `/api/v1/imports/curriculum/${sent.id}`, {}, 404);
    await ask('GET', `/api/v1/imports/precedents/${sent.id}`, {}, 404);
  });

  it.each([
    ['nothing', new Uint8Array(), 422],
    ['a program', new TextEncoder().encode('MZ\u0000\u0001'), 201],
    ['a ZIP that is none', Uint8Array.from([0x50, 0x4b, 3, 4, 1, 2, 3]), 201],
    ['an old workbook', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]), 201],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 1]), 201],
    ['more than may be sent', new Uint8Array(1024 * 1024 + 1).fill(0x41), 413],
  ])('%s is refused or failed with what to do, and commits nothing', async (_, bytes, status) => {
    const { send, on } = await registrar();
    const sent = await send<ShownImport>({ name: '../../etc/pass"wd\u202e.csv', bytes }, {}, status);
    if (status !== 201) return;
    expect(sent.name).toBe('passwd.csv');
    expect(sent.state).toBe('failed');
    expect(sent.problems.length).toBeGreaterThan(0);
    await on('commit', sent, 409);
  });

  it('columns that are no JSON, and unknown fields, are refused by name', async () => {
    const { send } = await registrar();
    const text = 'code,title,credits\nA,Algebra,5\n';
    expect((await send<Refused>(text, { columns: 'title=C' }, 400)).errors[0]?.reason.code).toBe('api-columns');
    await send<Refused>(text, { columns: '{"title":{"a":1}}' }, 400);
    await send<Refused>(text, { colums: '{}' }, 400);
  });

  it('what nobody commits ends by itself, and its file with it', async () => {
    const { send } = await registrar();
    const { clock, service } = harness();
    const sent = await send('code,title,credits\nA,Algebra,5\n');
    const now = clock.at;
    try {
      clock.at = new Date(Date.parse(now) + 13 * 86_400_000).toISOString();
      await runRetention(service);
      expect(await filesOf(sent)).toBe(1);
      clock.at = new Date(Date.parse(now) + 15 * 86_400_000).toISOString();
      await runRetention(service);
    } finally {
      clock.at = now;
    }
    expect(await filesOf(sent)).toBe(0);
    expect(await (await registrar()).get(sent)).toMatchObject({ state: 'cancelled', reading: null });
  });
});
