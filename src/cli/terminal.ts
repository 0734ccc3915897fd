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
  openFile,
  type ReadOptions,
  type Storage,
} from '../app/index.ts';
import {
  describeProblem,
  failure,
  type Problem,
  problem,
  type Reason,
  type ReasonCode,
  type Result,
  reason,
  refuse,
  success,
  type Texts,
  type UiLanguage,
} from '../domain/index.ts';

/** 0 done, 1 done with rejected rows, 2 could not be done. */
export type ExitCode = 0 | 1 | 2;

/** A command: what it takes, and what it does with it. */
export interface CliCommand<Flags> {
  readonly takes: (command: Command) => unknown;
  /** `words`: its arguments beside the options. */
  readonly run: (cli: Cli, flags: Flags, ...words: string[]) => ExitCode | Promise<ExitCode>;
}

/** What the commands have of the installation: main.ts opens it when one is asked for. */
export interface Installation {
  readonly context: () => AppContext;
  readonly texts: Texts;
  readonly fixtures: string;
  /** The optional semantic scorer; undefined = off. */
  readonly embedder: () => Embedder | undefined;
  /** Where things are stored. */
  readonly storage: () => Storage;
  readonly serve: (options: { readonly demonstration: boolean }) => Promise<void>;
  /** Looks at the configuration, that of the environment or of a file. */
  readonly examine: (file: string | undefined) => Promise<
    {
      readonly variable: string;
      readonly severity: 'fine' | 'warning' | 'error';
      readonly reason: Reason;
    }[]
  >;
  /** Works on jobs until a signal. */
  readonly work: () => Promise<void>;
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

/** The bytes of a file with its base name, or the problem that says why not; looks at the size before reading. */
export function readInput(file: string, mostBytes = MAX_INPUT_BYTES): Result<InputFile> {
  try {
    const { size } = statSync(file);
    if (size > mostBytes)
      return refuse('file-too-large', reason('input-too-large', { bytes: size, most: mostBytes }), { source: file });
    return success({ name: path.basename(file), bytes: readFileSync(file) });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const known = { ENOENT: reason('input-absent'), EISDIR: reason('input-folder'), EACCES: reason('input-forbidden') };
    const why = known[code as keyof typeof known] ?? reason('input-unreadable', { fault: code || String(error) });
    return refuse('file-not-readable', why, { source: file });
  }
}

/** As {@link readInput}, with the tables of a workbook, document or page; `reading` is what the command line says of it. */
export async function openInput(
  cli: Pick<Cli, 'context'>,
  file: string,
  reading: ReadOptions = {},
): Promise<Result<InputFile>> {
  const read = readInput(file);
  return read.ok ? openFile(read.value, { units: cli.context().rules.units, ...reading }) : read;
}

type Inputs<T> = { [K in keyof T as undefined extends T[K] ? never : K]: InputFile } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: InputFile;
};

/**
 * Reads the files that are named, or reports every one that cannot be read. An `index` may be larger than the others. `readings`: what the
 * command line says of some; lists of the home side that name no institution are of the home university.
 */
export async function readInputs<T extends Readonly<Record<string, string | undefined>>>(
  cli: Pick<Cli, 'context'>,
  files: T,
  readings: { readonly [K in keyof T]?: ReadOptions } = {},
): Promise<Result<Inputs<T>>> {
  const problems: Problem[] = [];
  const inputs: Record<string, InputFile> = {};
  for (const [key, file] of Object.entries(files)) {
    if (file === undefined) continue;
    const home = ['home', 'curriculum'].includes(key) ? { institution: cli.context().home.name } : {};
    const read =
      key === 'index' ? readInput(file, MAX_INDEX_BYTES) : await openInput(cli, file, { ...home, ...readings[key] });
    if (read.ok) inputs[key] = read.value;
    else problems.push(...read.problems);
  }
  // Every key with a name was read, which the type of a record cannot say.
  return problems.length > 0 ? failure(...problems) : success(inputs as unknown as Inputs<T>);
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
  const shown = 20;
  const ofRows = problems.filter(({ line }) => line !== undefined);
  const ofTask = problems.filter(({ line }) => line === undefined);
  for (const list of [ofRows, ofTask]) {
    for (const problem of list.slice(0, shown))
      cli.err(
        `${cli.say(reason(`severity-${problem.severity}`))}: ${describeProblem(problem, cli.texts, cli.language)}\n`,
      );
    const more = list.length - shown;
    if (more > 0) cli.err(`${cli.say(reason('problems-more', { count: more }))}\n`);
  }
}

/** Reports why nothing could be done. */
export function fail(cli: Cli, problems: readonly Problem[]): ExitCode {
  reportProblems(cli, problems);
  return 2;
}

/** Why a format that is no text is not printed. */
export const fileToTerminal = (format: string): Problem =>
  problem('option-invalid', reason('file-to-terminal', { format: format.toUpperCase() }));

/** Writes the result, reports what was left out, and picks the exit code. */
export function finish(
  cli: Cli,
  {
    text,
    out,
    problems = [],
    rejected = 0,
  }: {
    readonly text: string | Uint8Array;
    readonly out?: string | undefined;
    readonly problems?: readonly Problem[];
    readonly rejected?: number;
  },
): ExitCode {
  const written = writeOutput(cli, text, out);
  reportProblems(cli, problems);
  if (!written.ok) return fail(cli, written.problems);
  if (rejected === 0) return 0;
  cli.err(`${cli.say(reason('rows-rejected', { count: rejected }))}\n`);
  return 1;
}

/** A counter on standard error, only on a terminal. */
export function progress(
  cli: Cli,
  code: 'progress-matched' | 'progress-compared',
): { onProgress?: (done: number, total: number) => void } {
  if (!cli.progressWanted) return {};
  return {
    onProgress: (done: number, total: number) =>
      cli.err(`\r${cli.say(reason(code, { done, total }))}${done >= total ? '\n' : ''}`),
  };
}

type ColumnName = ReasonCode extends infer C ? (C extends `column-${infer N}` ? N : never) : never;

/** A table that fits `width` columns of a terminal; long cells wrap. */
export function table(
  { say }: Pick<Cli, 'say'>,
  head: readonly (ColumnName | 'ECTS' | '#')[],
  rows: readonly (readonly string[])[],
  widths?: readonly (number | null)[],
): string {
  const grid = new Table({
    head: head.map((name) => (name === 'ECTS' || name === '#' ? name : say(reason(`column-${name}`)))),
    style: { head: [], border: [], compact: true },
    wordWrap: true,
    ...(widths && { colWidths: [...widths] }),
  });
  grid.push(...rows.map((row) => [...row]));
  return grid.toString();
}
