import { indexCatalogue } from '../app/index.ts';
import { fail, finish, type Part, readInput } from './terminal.ts';

export const indexing: Part<{ readonly host: string; readonly out: string }> = {
  takes: (command) =>
    command
      .requiredOption('--host <file>', "the host's catalogue (CSV)")
      .requiredOption('--out <file>', 'where to write the index'),
  run: (cli, { host, out }) => {
    const file = readInput(host);
    if (!file.ok) return fail(cli, file.problems);
    const index = indexCatalogue(file.value);
    if (!index.ok) return fail(cli, index.problems);
    const { bytes, courses, rejected } = index.value;
    cli.err(`${courses} courses indexed\n`);
    return finish(cli, { text: bytes, out, problems: index.problems, rejected });
  },
};
