import { writeFileSync } from 'node:fs';
import { Option } from 'commander';
import {
  catalogueToOccapi,
  planToAgreement,
  readStandardFacts,
  readStandardSource,
  TRANSCRIPT_STANDARDS,
  transcriptToStandard,
} from '../app/index.ts';
import { problem, type Result, reason, type StandardFacts, success } from '../domain/index.ts';
import { hostReading } from './options.ts';
import { type CliCommand, fail, finish, readInput, readInputs } from './terminal.ts';

/** The facts of a file, none where none is named. */
export function readFacts(file: string | undefined): Result<StandardFacts> {
  if (file === undefined) return success({});
  const read = readInput(file);
  return read.ok ? readStandardFacts(read.value) : read;
}

export const standardExport: CliCommand<{
  readonly plan?: string;
  readonly changed?: string;
  readonly transcript?: string;
  readonly catalogue?: string;
  readonly format?: (typeof TRANSCRIPT_STANDARDS)[number];
  readonly scale?: string;
  readonly institution?: string;
  readonly facts?: string;
  readonly out?: string;
}> = {
  takes: (command) =>
    command
      .option('--plan <file>', 'as an EWP learning agreement; the links of its tables are written beside --out')
      .option('--changed <file>', 'the plan that is proposed in place of --plan')
      .option('--transcript <file>', 'as ELMO 2.1.1 or as the EWP transcript of records')
      .option('--catalogue <file>', 'as courses of OCCAPI')
      .addOption(new Option('--format <format>', 'of a transcript').choices([...TRANSCRIPT_STANDARDS]).default('elmo'))
      .option('--scale <id>', 'scale of a transcript that names none')
      .option('--institution <name>', 'the institution of a list or transcript that names none')
      .option('--facts <file>', 'what a standard asks for and is not kept here: persons, institutions, mobility (JSON)')
      .option('--out <file>', 'write there instead of standard output'),
  run: async (
    cli,
    { plan, changed, transcript, catalogue, format = 'elmo', scale, institution, facts: factsFile, out },
  ) => {
    const facts = readFacts(factsFile);
    const named = hostReading(institution);
    const files = await readInputs(
      cli,
      { plan, changed, transcript, catalogue },
      { transcript: named, catalogue: named },
    );
    if (!facts.ok || !files.ok) return fail(cli, [...facts.problems, ...files.problems]);
    const source = readStandardSource(files.value, scale);
    if (!source.ok) return fail(cli, source.problems);
    const given = source.value;
    const date = cli.context().today;
    if (given.kind === 'plan') {
      const written = planToAgreement({ ...given, facts: facts.value });
      const problems = [...source.problems, ...written.problems];
      if (!written.ok) return fail(cli, problems);
      const { text, annex } = written.value;
      if (out === undefined)
        return finish(cli, {
          text,
          problems: [...problems, problem('value-missing', reason('annex-needs-out'), { severity: 'warning' })],
        });
      writeFileSync(`${out}.links.json`, `${JSON.stringify(annex, null, 2)}\n`);
      return finish(cli, { text, out, problems });
    }
    const written =
      given.kind === 'catalogue'
        ? catalogueToOccapi(given.catalogue)
        : transcriptToStandard(given.transcript, { format, date, facts: facts.value });
    const problems = [...source.problems, ...written.problems];
    return written.ok ? finish(cli, { text: written.value, out, problems }) : fail(cli, problems);
  },
};
