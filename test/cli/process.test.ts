/** The command line as a process, as npm starts it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../installed.ts';

const concord = (...argv: string[]) =>
  spawnSync('npm', ['run', '-s', 'concord', '--', ...argv], { cwd: ROOT, encoding: 'utf8' });

it('prints its help and its version', () => {
  expect(execFileSync('npm', ['run', '-s', 'concord', '--', '--help'], { cwd: ROOT, encoding: 'utf8' })).toContain(
    'match',
  );
  expect(concord('--version').stdout.trim()).toBe(
    JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')).version,
  );
});

it('hands its exit code to the shell', () => {
  const host = path.join(ROOT, 'fixtures/hosts/fjordgate_en.csv');
  expect(concord('match', '--home', 'nowhere.csv', '--host', host).status).toBe(2);
});
