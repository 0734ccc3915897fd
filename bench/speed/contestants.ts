/** Who is measured: the engine, libraries for Node and Python, and the C loop. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Command } from './process.ts';

const run = promisify(execFile);

export interface Contestant {
  readonly name: string;
  readonly command: Command;
  /** Rounds are taken in turns with the other quick ones, three each; a slow one has a single round, alone. */
  readonly isQuick: boolean;
}

/** A contestant that cannot take part here, and why. */
export interface Absentee {
  readonly name: string;
  readonly reason: string;
}

const here = (name: string): string => path.join(import.meta.dirname, name);

/** A script of this folder in a Node process that can be told to collect its garbage. */
export const nodeCommand = (script: string, ...args: readonly string[]): Command => ({
  file: process.execPath,
  args: ['--expose-gc', '--import', 'tsx', here(script), ...args],
});

const inNode = (name: string, engine: string, folder: string, isQuick: boolean): Contestant => ({
  name,
  command: nodeCommand('child.ts', '--engine', engine, '--folder', folder),
  isQuick,
});

const C_NAME = 'C loop over the same arrays, first ten';

/** Compiles the C loop into the folder; `channel.bin` lies there already. */
async function compileScan(folder: string): Promise<Contestant | Absentee> {
  const program = path.join(folder, 'scan');
  try {
    await run('cc', ['-O3', '-std=c99', '-o', program, here('scan.c')]);
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return { name: C_NAME, reason: isMissing ? 'no C compiler' : 'does not compile here' };
  }
  return { name: C_NAME, command: { file: program, args: [path.join(folder, 'channel.bin')] }, isQuick: true };
}

/** Everyone in the order of the table; Concord's word channel is the first. */
export async function gatherContestants(folder: string, python: string): Promise<(Contestant | Absentee)[]> {
  const inPython = (name: string, engine: string, isQuick: boolean): Contestant => ({
    name,
    command: { file: python, args: [here('peers.py'), engine, folder] },
    isQuick,
  });
  return [
    inNode('Concord, word channel', 'concord', folder, true),
    inNode('Concord, the scan and first ten alone', 'concord-scan', folder, true),
    await compileScan(folder),
    inPython('scikit-learn TfidfVectorizer', 'sklearn', true),
    inNode('FlexSearch', 'flexsearch', folder, true),
    inNode('MiniSearch', 'minisearch', folder, false),
    inNode("natural's TfIdf", 'natural', folder, false),
    inNode('Fuse.js', 'fuse', folder, false),
    inNode('Fuse.js, token search', 'fuse-tokens', folder, false),
    inPython('rapidfuzz, token_set_ratio', 'rapidfuzz', false),
  ];
}
