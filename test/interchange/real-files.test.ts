/** Files as universities publish them, and the project's own fixtures: what a reader must not trip over. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import {
  type FileInput,
  readCalls,
  readCatalogue,
  readCurriculum,
  readTranscript,
} from '../../src/interchange/index.ts';
import { sharedData } from '../shared-data.ts';
import { loaded, places } from './files.ts';

const fileAt = (name: string): FileInput => ({ name: path.basename(name), bytes: readFileSync(name) });
/** Name and path of each CSV file of a folder; of none when there is no folder. */
const csvIn = (folder: string | null): (readonly [name: string, file: string])[] =>
  readdirSync(folder ?? import.meta.dirname)
    .filter((name) => name.endsWith('.csv'))
    .map((name) => [name, path.join(folder ?? '', name)]);

/** Reading ten megabytes beside other work takes its time; how long is measured by bench, not here. */
vi.setConfig({ testTimeout: 60_000 });

const CATALOGUES = sharedData('equivalence/catalogues');
const MULTILINGUAL = sharedData('multilingual');

/** Rows that lack what a course must have: in smc.csv nine have no title. The one of ntu.csv that has no code goes by its title. */
const LACKING: Readonly<Record<string, { readonly rejected: number; readonly column: string }>> = {
  'smc.csv': { rejected: 9, column: 'title' },
};

describe.skipIf(CATALOGUES === null)('real catalogues (not run where the shared data is absent)', () => {
  it.each(csvIn(CATALOGUES))(
    '%s loads without a rejected row, but for those without a code or a title',
    (name, file) => {
      const result = readCatalogue(fileAt(file));
      const { rejected, column } = LACKING[name] ?? { rejected: 0, column: '' };
      expect(loaded(result).rejected).toBe(rejected);
      const errors = result.problems.filter(({ severity }) => severity === 'error');
      expect(errors.map((error) => [error.code, error.column])).toEqual(
        Array.from({ length: rejected }, () => ['value-missing', column]),
      );
      if (name === 'ntu.csv') expect(places(result.problems)).toContain('value-missing 2 code');
    },
  );
});

describe.skipIf(MULTILINGUAL === null)(
  'real files with other headers (not run where the shared data is absent)',
  () => {
    it.each(csvIn(MULTILINGUAL))('%s loads or says why not', (_, file) => {
      for (const read of [readCatalogue, readCurriculum]) {
        const result = read(fileAt(file));
        if (result.ok) expect(result.value.value.courses.length + result.value.rejected).toBe(result.value.rows);
        else expect(result.problems.map(({ code }) => code)).toContain('header-missing-column');
      }
    });
  },
);

const FIXTURES = path.resolve(import.meta.dirname, '../../fixtures');

describe('the fixtures load without a rejected row or a warning', () => {
  it.each([
    ...csvIn(path.join(FIXTURES, 'home')).map(([, file]) => [path.relative(FIXTURES, file), readCurriculum] as const),
    ...csvIn(path.join(FIXTURES, 'hosts')).map(([, file]) => [path.relative(FIXTURES, file), readCatalogue] as const),
    ...csvIn(path.join(FIXTURES, 'transcripts')).map(
      ([, file]) => [path.relative(FIXTURES, file), readTranscript] as const,
    ),
    ['calls.csv', readCalls] as const,
  ])('%s', (name, read) => {
    const result = read(fileAt(path.join(FIXTURES, name)));
    expect(result.problems.filter(({ severity }) => severity !== 'note')).toEqual([]);
    expect(result.ok && result.value.rows).toBeGreaterThan(5);
  });
});
