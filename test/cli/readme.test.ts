/** What the README shows of a command is what the command prints. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { concordOn, ROOT } from './run.ts';

interface Sample {
  readonly commands: readonly string[];
  /** Lines as printed, in order; `...` stands for any that are left out. */
  readonly lines: readonly string[];
}

/** Each block of commands that is followed at once by a block of what they print. */
function samplesOf(readme: string): Sample[] {
  return [...readme.matchAll(/^```sh\n((?:(?!```).)*?)\n```\n```\n((?:(?!```).)*?)\n```$/gms)].map(
    ([, commands = '', printed = '']) => ({
      commands: commands.replaceAll(/\\\n\s*/g, '').split('\n'),
      lines: printed.split('\n').filter((line) => line !== '...'),
    }),
  );
}

/** Quoted words stay together. */
const wordsOf = (command: string): string[] =>
  [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

async function print(command: string, folder: string): Promise<string> {
  const words = wordsOf(command);
  expect(words.slice(0, 5)).toEqual(['npm', 'run', '-s', 'concord', '--']);
  const argv = words
    .slice(5)
    .map((word) => (word === 'plan.json' ? path.join(folder, word) : word.replace(/^fixtures\//, `${ROOT}/fixtures/`)));
  const { code, out } = await concordOn(folder, argv);
  expect(code, command).not.toBe(2);
  return out;
}

it('shows what the commands print', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'concord-readme-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const samples = samplesOf(readFileSync(path.join(ROOT, 'README.md'), 'utf8'));
  expect(samples.length).toBeGreaterThan(3);
  for (const { commands, lines } of samples) {
    let printed = '';
    for (const command of commands) printed += await print(command, folder);
    const all = printed.split('\n');
    let from = 0;
    for (const line of lines) {
      const at = all.indexOf(line, from);
      expect(at, `after ${commands.at(-1)}: ${line}`).toBeGreaterThanOrEqual(0);
      from = at + 1;
    }
  }
});

it('leads to files that are there and names scripts that there are', () => {
  const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map(([, link = '']) => link);
  expect(links.length).toBeGreaterThan(20);
  expect(links.filter((link) => !existsSync(path.join(ROOT, link)))).toEqual([]);
  const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
  const named = [...readme.matchAll(/npm run (?:-s )?([a-z:-]+)/g)].map(([, name = '']) => name);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});
