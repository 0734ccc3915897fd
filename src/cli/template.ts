/** `template`. */
import { Argument } from 'commander';
import { TEMPLATE_KINDS, type TemplateKind, writeTemplate } from '../app/index.ts';
import { type CliCommand, finish } from './terminal.ts';

export const template: CliCommand<{ readonly out: string }> = {
  takes: (command) =>
    command
      .addArgument(new Argument('<kind>', 'what it is for').choices(TEMPLATE_KINDS))
      .requiredOption('--out <file>', 'where to write the workbook'),
  // Commander has checked the word.
  run: async (cli, { out }, kind) => finish(cli, { text: await writeTemplate(kind as TemplateKind), out }),
};
