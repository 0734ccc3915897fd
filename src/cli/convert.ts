/** The registrar's single questions, `grade`, `credits`, `gpa`; and the policies, `policy list` and `policy check`. */
import { type Command, Option } from 'commander';
import { averageOfFile, checkPolicyFile, convertCredits, convertOneGrade, type GivenGrades } from '../app/index.ts';
import {
  type DerivationStep,
  datesOf,
  isReason,
  type Problem,
  type Rational,
  type Reason,
  reason,
  withTexts,
} from '../domain/index.ts';
import { exactAmount, gradeCounts, isoDate } from './options.ts';
import { gradeText } from './recognise.ts';
import { type Cli, type CliCommand, type ExitCode, fail, finish, openInput, readInput } from './terminal.ts';

/** What was tried in vain, a line each, then the steps to the result, each with its source. */
function explained(derivation: readonly DerivationStep[], cli: Cli): string {
  const { say } = cli;
  const tried = derivation.filter(({ output }) => output === null);
  const applied = derivation.filter(({ output }) => output !== null);
  // What a formula had to take for granted stands before it and is no method.
  const method = applied.find(({ rule }) => !rule.startsWith('assumed.'));
  const whyOf = ({ reason: step }: DerivationStep): Reason => (isReason(step.values.why) ? step.values.why : step);
  const methodOf = ({ rule }: DerivationStep): string => rule.slice(rule.indexOf('.') + 1);
  return [
    ...(tried.length > 0 ? [say(reason('steps-tried'))] : []),
    ...tried.map((step) => {
      const values = { method: methodOf(step), why: whyOf(step), source: step.source };
      return `  - ${say(reason('step-tried', values))}`;
    }),
    ...(tried.length > 0 && method ? [say(reason('steps-then', { method: methodOf(method) }))] : []),
    ...applied.map(
      (step, at) => `  ${at + 1}. ${say(step.reason)}\n     ${say(reason('step-source', { source: step.source }))}`,
    ),
  ].join('\n');
}

interface CommonFlags {
  readonly policy?: string;
  readonly on?: string;
  readonly explain?: true;
  readonly format: 'text' | 'json';
}

/** Prints an answer in one line, with its steps where they are asked for. */
function answer(
  cli: Cli,
  flags: CommonFlags,
  given: {
    readonly text: string;
    readonly value: object;
    readonly derivation: readonly DerivationStep[];
    readonly problems: readonly Problem[];
    readonly rejected?: number;
  },
): ExitCode {
  const { text, value, derivation, ...left } = given;
  if (flags.format === 'json') {
    const said = withTexts({ ...value, derivation }, cli.texts, cli.language);
    return finish(cli, { ...left, text: JSON.stringify(said, null, 2) });
  }
  return finish(cli, { ...left, text: flags.explain ? `${text}\n${explained(derivation, cli)}` : text });
}

const withCommonOptions = (command: Command): Command =>
  command
    .option('--policy <id>', 'rule set')
    .option('--on <date>', 'day whose rules apply (default: today)', isoDate)
    .option('--explain', 'show every step with its rule and source')
    .addOption(new Option('--format <format>', 'output').choices(['text', 'json']).default('text'));

export const gradeConversion: CliCommand<
  CommonFlags & {
    readonly grade: string;
    readonly from: string;
    readonly to?: string;
    readonly table?: string;
    readonly host?: string;
    readonly field?: string;
    readonly level?: string;
    readonly hostGrades?: GivenGrades;
    readonly homeGrades?: GivenGrades;
  }
> = {
  takes: (command) =>
    withCommonOptions(command)
      .requiredOption('--grade <grade>', 'as printed, for example "1,7"')
      .requiredOption('--from <scale>', 'its scale, for example de (see the API: /api/v1/scales)')
      .option('--to <scale>', "home scale (default: the policy's)")
      .option('--table <id>', 'by this conversion table alone, for example us_to_de_wuerzburg')
      .option('--host <institution>', 'host, for its own conversion table and grading tables')
      .option('--field <code>', 'ISCED-F field of the course, which chooses the grading tables')
      .option('--level <level>', 'level of the course, for example bachelor')
      .option(
        '--host-grades <list>',
        'how often each grade is given at the host, as 10:50,9:100,8:350 or A:10%,B:25%',
        gradeCounts,
      )
      .option('--home-grades <list>', 'the same at home', gradeCounts),
  run: (cli, flags) => {
    const run = convertOneGrade(cli.context(), { ...flags, iscedF: flags.field });
    if (!run.ok) return fail(cli, run.problems);
    const { value: grade, derivation } = run.value;
    const text = `${flags.grade} (${flags.from}) = ${gradeText(grade, cli)} (${grade.scale})`;
    return answer(cli, flags, { text, value: { grade }, derivation, problems: run.problems });
  },
};

export const creditConversion: CliCommand<CommonFlags & { amount: Rational; from: string; to: string }> = {
  takes: (command) =>
    withCommonOptions(command)
      .requiredOption('--amount <n>', 'for example 6 or 7.5', exactAmount)
      .requiredOption('--from <unit>', 'unit as printed, for example "US semester credit"')
      .option('--to <unit>', 'unit', 'ECTS'),
  run: (cli, flags) => {
    const run = convertCredits(cli.context(), flags);
    if (!run.ok) return fail(cli, run.problems);
    const { value: credits, derivation } = run.value;
    const text = `${flags.amount} ${flags.from} = ${credits} ${flags.to}`;
    return answer(cli, flags, { text, value: { credits }, derivation, problems: run.problems });
  },
};

export const average: CliCommand<CommonFlags & { transcript: string }> = {
  takes: (command) =>
    withCommonOptions(command).requiredOption(
      '--transcript <file>',
      'CSV with the columns title or code, credits, grade',
    ),
  run: async (cli, flags) => {
    const file = await openInput(cli, flags.transcript);
    if (!file.ok) return fail(cli, file.problems);
    const run = averageOfFile(cli.context(), { file: file.value, policy: flags.policy, on: flags.on });
    if (!run.ok) return fail(cli, run.problems);
    const { problems } = run;
    const { average: found, rejected } = run.value;
    const text = cli.say(found.value ? reason('gpa-found', { gpa: found.value }) : reason('gpa-not-found'));
    return answer(cli, flags, { text, value: { gpa: found.value }, derivation: found.derivation, problems, rejected });
  },
};

/** Whether a policy could be installed; installs nothing. */
export const policyCheck: CliCommand<object> = {
  takes: (command) => command.argument('<file>'),
  run: (cli, _flags, file = '') => {
    const read = readInput(file);
    if (!read.ok) return fail(cli, read.problems);
    const { name, bytes } = read.value;
    const checked = checkPolicyFile(cli.context().rules, { name, text: new TextDecoder().decode(bytes) });
    if (!checked.ok) return fail(cli, checked.problems);
    const text = checked.value.map(({ id: policy, version, title }) =>
      cli.say(reason('policy-holds', { policy, version, title })),
    );
    return finish(cli, { text: text.join('\n'), problems: checked.problems });
  },
};

export const policyList: CliCommand<object> = {
  takes: (command) => command,
  run: (cli) => {
    const lines = cli
      .context()
      .rules.policies.map(({ id: policy, version, title, ...dates }) =>
        cli.say(reason('policy-listed', { policy, version, dates: datesOf(dates), title })),
      );
    return finish(cli, { text: lines.join('\n') });
  },
};
