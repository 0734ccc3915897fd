/** A newcomer follows "Add a feature" of train/README.md in a copy of the repository, to the letter. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const README = readFileSync(path.join(ROOT, 'train/README.md'), 'utf8');
const blocksOf = (kind: string): string[] =>
  [...README.matchAll(new RegExp(`^\`\`\`${kind}\n(.*?)^\`\`\`$`, 'gms'))].map(([, block]) => block ?? '');

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(path.join(tmpdir(), 'concord-walk-'));
  for (const name of ['src', 'rules', 'fixtures', 'train', 'package.json', 'tsconfig.json'])
    cpSync(path.join(ROOT, name), path.join(copy, name), { recursive: true });
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** `npm run` takes the built program where there is one; the sources are what was changed. */
const run = (command: string): string =>
  execFileSync(
    'bash',
    [
      '-ec',
      command
        .replaceAll('npm run train --', 'node --import tsx train/main.ts matching')
        .replaceAll('npm run -s concord --', 'node --import tsx src/main.ts'),
    ],
    { cwd: copy, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1e9 },
  );

it('the walk-through "add a feature" can be followed to its end', { timeout: 300_000 }, () => {
  for (const diff of blocksOf('diff')) execFileSync('git', ['apply', '-'], { cwd: copy, input: diff });
  const [train, look] = blocksOf('sh').map(run);
  expect(train).toBeDefined();
  const { models } = JSON.parse(readFileSync(path.join(copy, 'try/trained.json'), 'utf8'));
  expect(Object.values(models).every((model) => Object.hasOwn((model as { rank: object }).rank, 'titleWords'))).toBe(
    true,
  );
  expect(look).toContain('titles-differ-in-length');
});
