import { indexCatalogue } from '../app/index.ts';
import { type Cli, type Define, type ExitCode, fail, finish, readInput } from './terminal.ts';

interface IndexFlags {
  readonly host: string;
  readonly out: string;
}

export const defineIndex: Define = (command, cli, exit) => {
  command
    .requiredOption('--host <file>', "the host's catalogue (CSV)")
    .requiredOption('--out <file>', 'where to write the index')
    .action((flags: IndexFlags) => exit(runIndex(cli, flags)));
};

function runIndex(cli: Cli, { host, out }: IndexFlags): ExitCode {
  const file = readInput(host);
  if (!file.ok) return fail(cli, file.problems);
  const index = indexCatalogue(file.value);
  if (!index.ok) return fail(cli, index.problems);
  const { bytes, courses, rejected } = index.value;
  cli.err(`${courses} courses indexed\n`);
  return finish(cli, { text: bytes, out, problems: index.problems, rejected });
}
