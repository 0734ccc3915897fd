/** What a person sees of a file before it counts, even of one of which nothing can be used. */
import { expect, it } from 'vitest';
import { inspectFile } from '../../src/app/tools/inspect.ts';
import { matchFiles } from '../../src/app/tools/match.ts';
import { HOME_UNIVERSITY, RULES, subjects, TEXTS } from '../installed.ts';

const CONTEXT = { rules: RULES, texts: TEXTS, home: HOME_UNIVERSITY, subjects, today: '2026-11-20' };

const fileOf = (text: string, name = 'list.csv') => ({ name, bytes: new TextEncoder().encode(text) });

it('a table without a column that it needs is shown with its columns, its cells and what is missing', () => {
  const read = inspectFile(fileOf('Fach;Umfang\nElektrische Maschinen;6\nNetzschutz;5\n'), 'transcript');
  if (!read.ok) throw new Error('it is shown');
  const { usable, rows, tables } = read.value;
  expect({ usable, rows }).toEqual({ usable: false, rows: 0 });
  expect(tables[0]?.columns.map(({ name, field, samples }) => [name, field, samples])).toEqual([
    ['Fach', 'title', ['Elektrische Maschinen', 'Netzschutz']],
    ['Umfang', null, ['6', '5']],
  ]);
  expect(read.problems.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual([
    'header-missing-column',
  ]);
});

it('a table whose rows are all rejected is shown with them', () => {
  const read = inspectFile(fileOf('code,title,credits\nA,,5\nB,,6\n'), 'courses');
  if (!read.ok) throw new Error('it is shown');
  expect(read.value).toMatchObject({ usable: false, rows: 2, rejectedRows: [{ cells: ['A', '', '5'] }, {}] });
});

it('a file that can be read as one kind is not shown as one that cannot', () => {
  const read = inspectFile(fileOf('Fach;LP\nElektrische Maschinen;6\nNetzschutz;5\n'));
  expect(read.ok && [read.value.kind, read.value.usable]).toEqual(['courses', true]);
});

it('a transcript of several students is shown, and whose is asked', () => {
  const text = 'student,code,title,credits,grade\n1,A,Algebra,5,B\n2,A,Algebra,5,C\n';
  const read = inspectFile(fileOf(text), 'transcript');
  expect(read.ok && [read.value.rows, read.value.parts]).toEqual([
    2,
    [
      { part: '1', student: '1', institution: null, rows: 1 },
      { part: '2', student: '2', institution: null, rows: 1 },
    ],
  ]);
  expect(read.problems.map(({ reason }) => reason?.code)).toContain('transcript-of-several');
});

it('a list of which nobody says whose it is is matched, and asked about', async () => {
  const home = fileOf('institution,code,title,credits,semester\nHome,A1,Electrical Machines,5,5\n');
  const run = async (host: ReturnType<typeof fileOf>) => matchFiles(CONTEXT, { home, host, top: 1 });
  const said = ({ problems }: Awaited<ReturnType<typeof run>>) => problems.map(({ reason }) => reason?.code);
  const unnamed = await run(fileOf('code,title,credits\nX,Electrical Machines,6\n'));
  expect(unnamed.ok).toBe(true);
  expect(said(unnamed)).toContain('list-without-institution');
  const named = await run(fileOf('institution,code,title,credits\nHost,X,Electrical Machines,6\n'));
  expect(said(named)).not.toContain('list-without-institution');
});
