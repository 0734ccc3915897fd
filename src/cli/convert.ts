/** The registrar's single questions: `grade`, `credits`, `gpa`. */
import { type Command, Option } from 'commander';
import { averageOfFile, convertCredits, convertOneGrade } from '../app/index.ts';
import type { DerivationStep, Rational } from '../domain/index.ts';
import { exactAmount, isoDate } from './options.ts';
import { gradeText } from './recognise.ts';
import { type Cli, type ExitCode, fail, finish, readInputs } from './terminal.ts';

/** The steps as a numbered list with their rule and source. */
const explained = (derivation: readonly DerivationStep[]): string =>
  derivation.map(({ text, rule, source }, at) => `  ${at + 1}. ${text}\n     [${rule}] ${source}`).join('\n');

interface CommonFlags {
  readonly policy?: string;
  readonly on?: string;
  readonly explain?: true;
  readonly format: 'text' | 'json';
}

const answerText = (
  flags: CommonFlags,
  answer: { text: string; value: object; derivation: readonly DerivationStep[] },
): string => {
  if (flags.format === 'json') return JSON.stringify({ ...answer.value, derivation: answer.derivation }, null, 2);
  return flags.explain ? `${answer.text}\n${explained(answer.derivation)}` : answer.text;
};

const withCommonOptions = (command: Command): Command =>
  command
    .option('--policy <id>', 'rule set')
    .option('--on <date>', 'day whose rules apply (default: today)', isoDate)
    .option('--explain', 'show every step with its rule and source')
    .addOption(new Option('--format <format>', 'output').choices(['text', 'json']).default('text'));

export function addConversions(program: Command, cli: Cli, exit: (code: ExitCode) => void): void {
  withCommonOptions(program.command('grade').description('one foreign grade on the home scale'))
    .requiredOption('--grade <grade>', 'as printed, for example "1,7"')
    .requiredOption('--from <scale>', 'its scale, for example de (see the API: /api/v1/scales)')
    .option('--to <scale>', "home scale (default: the policy's)")
    .action((flags: CommonFlags & { grade: string; from: string; to?: string }) => {
      const run = convertOneGrade(cli.context(), flags);
      if (!run.ok) return exit(fail(cli, run.problems));
      const { value, derivation } = run.value;
      const text = answerText(flags, {
        text: `${flags.grade} (${flags.from}) = ${gradeText(value)} (${value.scale})`,
        value: { grade: value },
        derivation,
      });
      exit(finish(cli, { text, out: undefined, problems: run.problems, rejected: 0 }));
    });

  withCommonOptions(program.command('credits').description('an amount of credits in another unit, exact'))
    .requiredOption('--amount <n>', 'for example 6 or 7.5', exactAmount)
    .requiredOption('--from <unit>', 'unit as printed, for example "US semester credit"')
    .option('--to <unit>', 'unit', 'ECTS')
    .action((flags: CommonFlags & { amount: Rational; from: string; to: string }) => {
      const run = convertCredits(cli.context(), flags);
      if (!run.ok) return exit(fail(cli, run.problems));
      const { value, derivation } = run.value;
      const text = answerText(flags, {
        text: `${flags.amount} ${flags.from} = ${value} ${flags.to}`,
        value: { credits: value },
        derivation,
      });
      exit(finish(cli, { text, out: undefined, problems: run.problems, rejected: 0 }));
    });

  withCommonOptions(program.command('gpa').description('the average of a list of courses graded on the home scale'))
    .requiredOption('--transcript <file>', 'CSV with the columns title or code, credits, grade')
    .action((flags: CommonFlags & { transcript: string }) => {
      const files = readInputs({ file: flags.transcript });
      if (!files.ok) return exit(fail(cli, files.problems));
      const run = averageOfFile(cli.context(), { ...files.value, policy: flags.policy, on: flags.on });
      if (!run.ok) return exit(fail(cli, run.problems));
      const { average, rejected } = run.value;
      const text = answerText(flags, {
        text: `GPA ${average.value ?? 'none: no graded course'}`,
        value: { gpa: average.value },
        derivation: average.derivation,
      });
      exit(finish(cli, { text, out: undefined, problems: run.problems, rejected }));
    });
}
