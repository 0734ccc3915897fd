/** ELMO and EWP files as real systems write them: each loads, or says why not, with the rows and credits that a person counts in it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Rational, transcriptSchema } from '../../src/domain/index.ts';
import { readTranscript, type TranscriptOptions } from '../../src/interchange/index.ts';
import { sharedData } from '../shared-data.ts';
import { loaded } from './files.ts';

const STANDARDS = sharedData('standards');

const fileAt = (name: string) => {
  const full = path.join(STANDARDS ?? '', name);
  return { name: path.basename(full), bytes: readFileSync(full) };
};
const sum = (file: string, options?: TranscriptOptions) => {
  const { value, rejected } = loaded(readTranscript(fileAt(file), options));
  expect(transcriptSchema.safeParse(JSON.parse(JSON.stringify(value))).success).toBe(true);
  expect(rejected).toBe(0);
  const credits = Rational.sum(value.rows.map((row) => row.credits ?? Rational.ZERO));
  const distributions = value.rows.filter(({ distribution }) => distribution).length;
  return `${value.rows.length} rows, ${credits} credits, ${value.rows.filter(({ grade }) => grade).length} grades, ${distributions} distributions`;
};

describe.skipIf(STANDARDS === null)('real ELMO and EWP files (not run where the shared data is absent)', () => {
  it.each([
    [
      'elmo/samples/dk-emrex__Example-elmo-Denmark-tomcat-unsigned-beautified.xml',
      '5 rows, 45 credits, 5 grades, 0 distributions',
    ],
    [
      'elmo/samples/dk-emrex__Example-elmo-Denmark-wl-unsigned-beautified.xml',
      '5 rows, 45 credits, 5 grades, 0 distributions',
    ],
    ['elmo/samples/dk-emrex__Example-elmo-Denmark.xml', '36 rows, 227.5 credits, 36 grades, 0 distributions'],
    ['elmo/samples/dk-emrex__Example-elmo-Denmark_2.xml', '36 rows, 227.5 credits, 36 grades, 0 distributions'],
    // The degree's 120 credits, four courses' classes and three courses listed twice do not count again: 529.5 are printed in all.
    ['elmo/samples/dk-emrex__Example-elmo-sweden-1.0.xml', '18 rows, 267 credits, 7 grades, 0 distributions'],
    ['elmo/samples/dk-emrex__kaisak.xml', '3 rows, 5 credits, 3 grades, 0 distributions'],
    ['elmo/samples/dk-emrex__nor-emrex-1.0.xml', '6 rows, 60 credits, 6 grades, 6 distributions'],
    ['elmo/samples/dk-emrex__stads-elmo1.xml', '36 rows, 227.5 credits, 36 grades, 0 distributions'],
    ['elmo/samples/dk-emrex__stads-elmo2.xml', '4 rows, 34.2857 credits, 4 grades, 0 distributions'],
    ['elmo/samples/elmo-schemas__example_v1.0.0.xml', '2 rows, 6 credits, 2 grades, 2 distributions'],
    ['elmo/samples/emrex-client__elmotest.xml', '17 rows, 72 credits, 17 grades, 0 distributions'],
    // 717 printed: the degree's 180 and a module group's 25 stand beside those of their courses.
    ['elmo/samples/fi-ncp__Example-elmo-Norway.xml', '22 rows, 512 credits, 22 grades, 6 distributions'],
    ['elmo/samples/fi-ncp__my_elmo.xml', '1 rows, 5 credits, 1 grades, 0 distributions'],
    ['ewp/examples/elmo-schemas-example.xml', '3 rows, 21 credits, 3 grades, 2 distributions'],
    [
      'ewp/examples/ewp-specs-api-imobility-tors-endpoints-get-response-example.xml',
      '1 rows, 0 credits, 1 grades, 1 distributions',
    ],
  ])('%s: %s', (file, expected) => {
    expect(sum(file)).toBe(expected);
  });

  it('a file of two institutions is read one at a time', () => {
    const file = 'elmo/samples/fi-ncp__Example-elmo-Finland.xml';
    expect(readTranscript(fileAt(file)).ok).toBe(false);
    expect(sum(file, { part: 'University of Tampere' })).toBe('17 rows, 72 credits, 17 grades, 0 distributions');
    expect(sum(file, { part: 'University of Difficulties' })).toBe('20 rows, 84 credits, 20 grades, 0 distributions');
  });

  it.each(['emrex-client__elmotest-short-orig.xml', 'emrex-client__elmotest-short-parses.xml'])(
    '%s lists no courses',
    (name) => {
      const result = readTranscript(fileAt(`elmo/samples/${name}`));
      expect(result.problems.map(({ code }) => code)).toEqual(['file-empty']);
    },
  );

  it('the grading table of the EWP example keeps its proportions and its ISCED-F field', () => {
    const file = fileAt('ewp/examples/ewp-specs-api-imobility-tors-endpoints-get-response-example.xml');
    const tables = loaded(readTranscript(file, { scale: 'ects' })).value.gradingTables ?? [];
    expect(tables.map(({ iscedF, counts }) => [iscedF, counts.reduce((total, { count }) => total + count, 0)])).toEqual(
      [['0612', 1000]],
    );
  });

  it('no student is named, and no national number kept', () => {
    const students = [
      'dk-emrex__Example-elmo-Denmark.xml',
      'fi-ncp__Example-elmo-Norway.xml',
      'dk-emrex__kaisak.xml',
    ].map((name) => loaded(readTranscript(fileAt(`elmo/samples/${name}`))).value.student);
    expect(students).toEqual([null, null, null]);
  });
});
