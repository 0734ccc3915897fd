/** What every command shares: reading inputs, writing outputs, progress, and the three exit codes. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Table from 'cli-table3';
import type { Command } from 'commander';
import {
  type AppContext,
  type Embedder,
  type InputFile,
  MAX_INDEX_BYTES,
  MAX_INPUT_BYTES,
  type Storage,
} from '../app/index.ts';
import {
  describeProblem,
  failure,
  type Problem,
  type Reason,
  type Result,
  reason,
  refuse,
  success,
  type Texts,
  type UiLanguage,
} from '../domain/index.ts';

/** 0 done, 1 done with rejected rows, 2 could not be done. */
export type ExitCode = 0 | 1 | 2;

/** Gives a command its arguments, options and action. */
export type Define = (command: Command, cli: Cli, exit: (code: ExitCode) => void) => void;

/** What the commands have of the installation: main.ts opens it when one is asked for. */
export interface Installation {
  readonly context: () => AppContext;
  readonly texts: Texts;
  readonly fixtures: string;
  /** The optional semantic scorer; undefined = off. */
  readonly embedder?: Embedder | undefined;
  /** Where things are stored. */
  readonly storage: () => Storage;
  readonly serve: (options: { readonly demonstration: boolean }) => Promise<void>;
}

export interface Terminal {
  readonly version: string;
  readonly out: (content: string | Uint8Array) => void;
  readonly err: (text: string) => void;
  readonly progressWanted: boolean;
  readonly open: () => Promise<Installation>;
}

export interface Cli extends Installation, Omit<Terminal, 'open'> {
  /** In which sentences are said, and whether it was asked for. */
  readonly language: UiLanguage;
  readonly say: (reason: Reason) => string;
}

/** Problems of a kind printed in full before the rest is only counted. */
const SHOWN_PROBLEMS = 20;

/** The bytes of a file with its base name, or the problem that says why not; looks at the size before reading. */
export function readInput(file: string, mostBytes = MAX_INPUT_BYTES): Result<InputFile> {
  try {
    const { size } = statSync(file);
    if (size > mostBytes)
      return refuse('file-too-large', reason('input-too-large', { bytes: size, most: mostBytes }), { source: file });
    return success({ name: path.basename(file), bytes: readFileSync(file) });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return refuse('file-not-readable', unreadable(code || String(error)), { source: file });
  }
}

function unreadable(fault: string): Reason {
  if (fault === 'ENOENT') return reason('input-absent');
  if (fault === 'EISDIR') return reason('input-folder');
  return fault === 'EACCES' ? reason('input-forbidden') : reason('input-unreadable', { fault });
}

/** The index that `--index` names, if it does. */
export function readIndex(file: string | undefined): Result<{ index?: InputFile }> {
  if (file === undefined) return success({});
  const read = readInput(file, MAX_INDEX_BYTES);
  return read.ok ? success({ index: read.value }) : read;
}

/** Reads several files, or reports every one that can not be read. */
export function readInputs<T extends Readonly<Record<string, string>>>(
  files: T,
): Result<{ [K in keyof T]: InputFile }> {
  const read = Object.entries(files).map(([key, file]) => [key, readInput(file)] as const);
  const problems = read.flatMap(([, result]) => result.problems);
  if (problems.length > 0) return failure(...problems);
  // Every key of `files` was read, which the type of fromEntries can not say.
  const inputs = Object.fromEntries(read.map(([key, result]) => [key, result.ok ? result.value : undefined]));
  return success(inputs as { [K in keyof T]: InputFile });
}

/** Prints to the file when one is named, else to standard output. */
export function writeOutput(cli: Cli, content: string | Uint8Array, file: string | undefined): Result<null> {
  const ended = typeof content === 'string' && !content.endsWith('\n') ? `${content}\n` : content;
  if (file === undefined) {
    cli.out(ended);
    return success(null);
  }
  try {
    writeFileSync(file, ended);
    cli.err(`${cli.say(reason('output-written', { file }))}\n`);
    return success(null);
  } catch (error) {
    const fault = String(error instanceof Error && 'code' in error ? error.code : error);
    return refuse('option-invalid', reason('output-unwritable', { fault }), { source: file });
  }
}

/** Prints the problems of rows up to a limit, and after them those of whole files and of the task, which many bad rows must not hide. */
export function reportProblems(cli: Cli, problems: readonly Problem[]): void {
  const ofRows = problems.filter(({ line }) => line !== undefined);
  const ofTask = problems.filter(({ line }) => line === undefined);
  for (const list of [ofRows, ofTask]) {
    for (const problem of list.slice(0, SHOWN_PROBLEMS))
      cli.err(
        `${cli.say(reason(`severity-${problem.severity}`))}: ${describeProblem(problem, cli.texts, cli.language)}\n`,
      );
    const more = list.length - SHOWN_PROBLEMS;
    if (more > 0) cli.err(`${cli.say(reason('problems-more', { count: more }))}\n`);
  }
}

/** Reports why nothing could be done. */
export function fail(cli: Cli, problems: readonly Problem[]): ExitCode {
  reportProblems(cli, problems);
  return 2;
}

/** Writes the result, reports what was left out, and picks the exit code. */
export function finish(
  cli: Cli,
  done: {
    readonly text: string | Uint8Array;
    readonly out: string | undefined;
    readonly problems: readonly Problem[];
    readonly rejected: number;
  },
): ExitCode {
  const written = writeOutput(cli, done.text, done.out);
  reportProblems(cli, done.problems);
  if (!written.ok) return fail(cli, written.problems);
  if (done.rejected === 0) return 0;
  cli.err(`${cli.say(reason('rows-rejected', { count: done.rejected }))}\n`);
  return 1;
}

/** A counter on standard error, only on a terminal. */
export function progress(cli: Cli, what: string): { onProgress?: (done: number, total: number) => void } {
  if (!cli.progressWanted) return {};
  return {
    onProgress: (done: number, total: number) => cli.err(`\r${what}: ${done} of ${total}${done >= total ? '\n' : ''}`),
  };
}

/** A table that fits `width` columns of a terminal; long cells wrap. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  widths?: readonly (number | null)[],
): string {
  const grid = new Table({
    head: [...head],
    style: { head: [], border: [], compact: true },
    wordWrap: true,
    ...(widths && { colWidths: [...widths] }),
  });
  grid.push(...rows.map((row) => [...row]));
  return grid.toString();
}
