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
import { describeProblem, failure, type Problem, type Result, success, type Texts } from '../domain/index.ts';

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

export type Cli = Installation & Omit<Terminal, 'open'>;

/** Problems of a kind printed in full before the rest is only counted. */
const SHOWN_PROBLEMS = 20;

const SYSTEM_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'this is a folder, not a file',
  EACCES: 'the file may not be read by this user',
};

/** The bytes of a file with its base name, or the problem that says why not; looks at the size before reading. */
export function readInput(file: string, mostBytes = MAX_INPUT_BYTES): Result<InputFile> {
  const unreadable = (message: string, code: 'file-not-readable' | 'file-too-large' = 'file-not-readable') =>
    failure({ code, severity: 'error', source: file, message, mend: 'Check the path and the file' });
  try {
    const { size } = statSync(file);
    if (size > mostBytes)
      return unreadable(`the file has ${size} bytes; at most ${mostBytes} are read`, 'file-too-large');
    return success({ name: path.basename(file), bytes: readFileSync(file) });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return unreadable(SYSTEM_ERRORS[code] ?? `the file can not be read (${code || String(error)})`);
  }
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
    cli.err(`Written to ${file}\n`);
    return success(null);
  } catch (error) {
    const message = `the output can not be written (${error instanceof Error && 'code' in error ? error.code : error})`;
    return failure({
      code: 'option-invalid',
      severity: 'error',
      source: file,
      message,
      mend: 'Name a file in a folder that exists and may be written',
    });
  }
}

/** Prints the problems of rows up to a limit, and after them those of whole files and of the task, which many bad rows must not hide. */
export function reportProblems(cli: Cli, problems: readonly Problem[]): void {
  const ofRows = problems.filter(({ line }) => line !== undefined);
  const ofTask = problems.filter(({ line }) => line === undefined);
  for (const list of [ofRows, ofTask]) {
    for (const problem of list.slice(0, SHOWN_PROBLEMS))
      cli.err(`${problem.severity}: ${describeProblem(problem, cli.texts)}\n`);
    if (list.length > SHOWN_PROBLEMS) cli.err(`... and ${list.length - SHOWN_PROBLEMS} more\n`);
  }
}

/** An option that can not be used as it is. */
export const optionProblem = (message: string, mend: string): Problem => ({
  code: 'option-invalid',
  severity: 'error',
  message,
  mend,
});

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
  cli.err(`${done.rejected} row(s) rejected; everything else was used.\n`);
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
