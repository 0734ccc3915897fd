/** Whether the tests of a folder notice that its code is wrong: breaks one thing at a time in a copy of the last commit and runs them. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const ROOT = path.resolve(import.meta.dirname, '..');
const mutationSchema = z.strictObject({ file: z.string(), find: z.string(), replace: z.string() });
type Mutation = z.infer<typeof mutationSchema>;

/** The text with the mutation. @throws when what it replaces does not stand there exactly once: the code has changed, and so must the list. */
function mutate(text: string, { file, find, replace }: Mutation): string {
  const [before, after, ...more] = text.split(find);
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(`${file}: "${find}" does not stand there once; correct scripts/mutations.yaml`);
  return `${before}${replace}${after}`;
}

/** `src/credits/average.ts` is tested by `test/credits`. */
const folderOf = ({ file }: Mutation): string => file.split('/')[1] ?? '';

function isNoticed(copy: string, mutation: Mutation): boolean {
  const file = path.join(copy, mutation.file);
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, mutate(text, mutation));
  const { status } = spawnSync('npx', ['vitest', 'run', '--bail', '1', `test/${folderOf(mutation)}/`], { cwd: copy });
  writeFileSync(file, text);
  return status !== 0;
}

const only = process.argv.slice(2);
const listed = parse(readFileSync(path.join(ROOT, 'scripts/mutations.yaml'), 'utf8'));
const mutations = z
  .array(mutationSchema)
  .parse(listed)
  .filter(({ file }) => only.length === 0 || only.some((part) => file.includes(part)));
for (const mutation of mutations) mutate(readFileSync(path.join(ROOT, mutation.file), 'utf8'), mutation);

const copy = path.join(mkdtempSync(path.join(tmpdir(), 'concord-mutations-')), 'copy');
const git = (...words: string[]) => execFileSync('git', words, { cwd: ROOT, stdio: 'ignore' });
git('worktree', 'add', '--detach', copy);
try {
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
  for (const folder of new Set(mutations.map(folderOf))) {
    const { status } = spawnSync('npx', ['vitest', 'run', `test/${folder}/`], { cwd: copy });
    if (status !== 0) throw new Error(`the tests of test/${folder} fail as they are`);
  }
  for (const mutation of mutations) {
    const noticed = isNoticed(copy, mutation);
    console.log(
      `${noticed ? 'noticed    ' : 'NOT NOTICED'}  ${mutation.file}: ${mutation.find} -> ${mutation.replace}`,
    );
    if (!noticed) process.exitCode = 1;
  }
} finally {
  git('worktree', 'remove', '--force', copy);
  rmSync(path.dirname(copy), { recursive: true, force: true });
}
