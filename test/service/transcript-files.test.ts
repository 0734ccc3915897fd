/** Files with transcripts that need a person: columns named, one of several students, and the form known again. */
import { expect, it } from 'vitest';
import type { TranscriptFile } from '../../src/domain/index.ts';
import { audit } from '../../src/store/index.ts';
import { unique } from '../store/samples.ts';
import { freezePlan } from './frozen-plan.ts';
import { onEveryService } from './harness.ts';
import { makeOffice, type Office, send } from './plan-life.ts';

type Shown = Omit<TranscriptFile, 'transcript'> & { readonly recognition: { readonly inBulk: boolean } | null };
interface Batch {
  readonly items: readonly Shown[];
}

/** What a table of a host says of two courses a student; its headers mean nothing to anybody else. */
const strange = (host: string, students: readonly string[]): string =>
  [
    `${host};;;;`,
    'Kz;Nr;Was;Wieviel;Wie',
    ...students.flatMap((number) => [`${number};${number}-1;Machines;5;A`, `${number};${number}-2;Networks;5;B`]),
  ].join('\n');
const COLUMNS = { student: 'Kz', code: 'Nr', title: 'Was', credits: 'Wieviel', grade: 'E' };

onEveryService('files with transcripts', (harness) => {
  const desk = (office: Office) => {
    const ask = <T>(method: string, route: string, body?: object, revision?: number, expected = [200, 201]) =>
      send<T>(harness(), office.registrar, [method, `/transcript-files${route}`], {
        ...(body && { body }),
        ...(revision !== undefined && { revision }),
        expected,
      });
    return {
      send: (text: string, said: object = {}, name = 'results.csv') =>
        ask<Batch>('POST', '', { files: [{ name, text, ...said }] }),
      answer: <T = Batch>({ id, revision }: Shown, said: object, expected?: number[]) =>
        ask<T>('PUT', `/${id}`, said, revision, expected),
      read: ({ id }: Shown) => ask<Shown>('GET', `/${id}`),
      setAside: ({ id, revision }: Shown) => ask<Shown>('POST', `/${id}/set-aside`, {}, revision),
      assign: <T>({ id, revision }: Shown, studyPlan: string, expected?: number[]) =>
        ask<T>('POST', `/${id}/assign`, { studyPlan }, revision, expected),
    };
  };
  const kept = async ({ file }: Shown): Promise<number> => {
    const rows = harness().store.connection.selectFrom('transcriptContents').select('file');
    return (await rows.where('file', '=', file ?? '').execute()).length;
  };
  const plansOf = async (office: Office, host: string, count: number) =>
    Promise.all(
      Array.from({ length: count }, () => {
        const number = `S${unique()}`;
        const codes = [`${number}-1`, `${number}-2`];
        return freezePlan(harness(), { institute: office.institute, number, host, codes });
      }),
    );

  it('are read as a person names their columns, once for all students, and the next ones of the form by themselves', async () => {
    const office = await makeOffice(harness());
    const { send: post, answer, read, assign } = desk(office);
    const host = `University of Form ${unique()}`;
    const [one, two, three] = await plansOf(office, host, 3);
    if (!one || !two || !three) throw new Error('three were made');

    const { items } = await post(strange(host, [one.number, two.number]));
    const [asked] = items;
    if (!asked) throw new Error('one was sent');
    expect(items).toMatchObject([{ state: 'open', part: null, reading: null, recognition: null }]);
    expect(asked.needs.map(({ code }) => code)).toContain('header-by-content-asked');
    // What it looks like is shown, and nobody can take it as it is.
    const shown = await read(asked);
    expect(shown.reading?.tables[0]?.columns.map(({ name, samples }) => [name, samples[0]])).toContainEqual([
      'Was',
      'Machines',
    ]);
    await assign(asked, one.plan, [409]);
    expect(await kept(asked)).toBe(1);

    const said = { columns: COLUMNS, scale: 'ects_old' };
    const answered = await answer(asked, said);
    expect(answered.items).toMatchObject([
      { id: asked.id, state: 'received', part: `${one.number}, ${host}`, studyPlan: one.plan, rows: 2, rejected: 0 },
      { state: 'received', part: `${two.number}, ${host}`, studyPlan: two.plan, rows: 2, rejected: 0 },
    ]);
    expect(answered.items.every(({ remembered }) => remembered?.chosenOn === '2026-11-02')).toBe(true);
    expect(await kept(asked)).toBe(0);
    // Answered for good.
    await answer(answered.items[0] as Shown, said, [409]);

    // The next file of the form asks nothing but its scale, which the request says.
    const next = await post(strange(host, [three.number]), { scale: 'ects_old' });
    expect(next.items).toMatchObject([{ state: 'received', part: null, studyPlan: three.plan, rows: 2 }]);
    expect(next.items[0]?.remembered?.columns).toEqual(COLUMNS);
    expect((await audit.verify(harness().store)).ok).toBe(true);
  });

  it('of several students are one item each: what is certain is received, and the file stays until the last is settled', async () => {
    const office = await makeOffice(harness());
    const { send: post, setAside } = desk(office);
    const host = `University of Groups ${unique()}`;
    const [known] = await plansOf(office, host, 1);
    const { number, plan } = known ?? { number: '', plan: '' };
    const text = [
      'Student ID,Institution,Code,Title,ECTS,Grade',
      `${number},${host},${number}-1,Machines,5,A`,
      `${number},${host},${number}-2,Networks,5,B`,
      `X-77,${host},Q-1,Bridges,5,A`,
      `X-77,${host},,,5,A`,
    ].join('\n');
    const { items } = await post(text, { scale: 'ects_old' });
    // A row that cannot be used is that of the student whose number it bears, and of no other.
    expect(items).toMatchObject([
      { state: 'received', studyPlan: plan, rows: 2, rejected: 0 },
      { state: 'open', part: `X-77, ${host}`, rows: 1, rejected: 1 },
    ]);
    const open = items[1] as Shown;
    expect([open.needs[0]?.code, await kept(open)]).toEqual(['needs-student-known', 1]);
    await setAside(open);
    expect(await kept(open)).toBe(0);
    // The same file again is one that somebody has to look at.
    const again = await post(text, { scale: 'ects_old' });
    expect(again.items.map(({ needs }) => needs.at(-1)?.code)).toEqual(['needs-other-file', 'needs-other-file']);
  });

  it('with columns that may mean two things wait for an answer, which may be given anew', async () => {
    const office = await makeOffice(harness());
    const { send: post, answer } = desk(office);
    const host = `University of Two ${unique()}`;
    const [known] = await plansOf(office, host, 1);
    const { number, plan } = known ?? { number: '', plan: '' };
    const lines = ['1', '2'].map((at) => `${number},${host},${number}-${at},Course ${at},5,3,A`);
    const text = ['Student ID,Institution,Code,Title,Credits,Credit value,Grade', ...lines].join('\n');
    const { items } = await post(text, { scale: 'ects_old' });
    const [asked] = items as [Shown];
    expect([asked.state, asked.proposal?.certain, asked.studyPlan]).toEqual(['open', true, null]);
    expect(asked.needs).toHaveLength(1);
    const columns = { credits: 'E' };
    const wrong = await answer(asked, { columns: { student: 'F' }, scale: 'ects_old' });
    expect(wrong.items).toMatchObject([{ id: asked.id, state: 'open', studyPlan: null }]);
    const right = await answer(wrong.items[0] as Shown, { columns, scale: 'ects_old' });
    expect(right.items).toMatchObject([{ id: asked.id, state: 'received', studyPlan: plan, rejected: 0 }]);
  });
});
