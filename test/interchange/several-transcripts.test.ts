/** A file of several transcripts as one each: of students, of hosts, of reports. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openFile, readEachTranscript, readTranscript } from '../../src/interchange/index.ts';
import { ROOT } from '../installed.ts';
import { file, inEnglish, loaded } from './files.ts';
import { xlsx } from './grid/office-files.ts';

const each = (text: string, name?: string) => readEachTranscript(file(text, name)).map((read) => loaded(read));

it('of several students, each with its own rows and its own rejected rows', () => {
  const read = each(
    'student,code,title,credits,grade\n1,A,Algebra,5,B\n2,B,Physics,6,C\n1,,,5,A\n2,C,Chemistry,5,A\n,,,5,A\n,D,Drawing,5,A',
  );
  expect(
    read.map(({ value, rows, rejected }) => [value.student, value.rows.map(({ code }) => code), rows, rejected]),
  ).toEqual([
    ['1', ['A'], 3, 2],
    ['2', ['B', 'C'], 3, 1],
    // Whose a row is that says nothing at all, nobody can tell.
    [null, ['D'], 2, 1],
  ]);
});

it('of one student at several hosts, which one plan cannot take together', () => {
  const text = 'student,institution,code,title,credits,grade\n1,North,A,Algebra,5,B\n1,South,B,Physics,6,C';
  expect(each(text).map(({ value }) => [value.institution, value.rows.length])).toEqual([
    ['North', 1],
    ['South', 1],
  ]);
  const refused = readTranscript(file(text));
  expect(refused.problems.map(({ reason }) => reason?.code)).toContain('transcript-mixed');
});

it('of one student whose number is known', () => {
  const text = 'student,code,title,credits,grade\n1,A,Algebra,5,B\n2,B,Physics,6,C';
  expect(loaded(readTranscript(file(text), { student: '2' })).value.student).toBe('2');
  // Of nobody in it, all is asked as before.
  expect(inEnglish(readTranscript(file(text), { student: '3' }).problems)[0]?.message).toMatch(/2 students|several/);
});

it('of a sheet for each student, with the number above it', async () => {
  const row = (line: number, ...texts: string[]) =>
    `<row r="${line}">${texts.map((text, at) => `<c r="${'ABCD'[at]}${line}" t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`;
  const sheet = (number: string, title: string) => ({
    name: number,
    data: [
      row(1, 'Student ID', number),
      row(3, 'Course code', 'Course title', 'ECTS', 'Grade'),
      row(4, 'A1', title, '5', 'B'),
    ].join(''),
  });
  const bytes = xlsx({ sheets: [sheet('N-1', 'Algebra'), sheet('N-2', 'Physics')] });
  const opened = await openFile({ name: 'group.xlsx', bytes });
  if (!opened.ok) throw new Error('it is a workbook');
  const read = readEachTranscript(opened.value).map((one) => loaded(one).value);
  expect(read.map(({ student, rows }) => [student, rows.map(({ titles }) => titles.en)])).toEqual([
    ['N-1', ['Algebra']],
    ['N-2', ['Physics']],
  ]);
});

it('of two issuers in one report', () => {
  const place = path.join(ROOT, 'fixtures/files/found/elmo_two_issuers.xml');
  const read = readEachTranscript({ name: 'two.xml', bytes: readFileSync(place) }).map((one) => loaded(one).value);
  expect(read).toHaveLength(2);
  expect(new Set(read.map(({ institution }) => institution)).size).toBe(2);
});

it('of one alone is that one, and what cannot be read is one that failed', () => {
  expect(each('code,title,credits,grade\nA,Algebra,5,B')).toHaveLength(1);
  expect(readEachTranscript(file('')).map(({ ok }) => ok)).toEqual([false]);
});
