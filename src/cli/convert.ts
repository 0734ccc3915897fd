/** The registrar's single questions: `grade`, `credits`, `gpa`. */
import { type Command, Option } from 'commander';
import { averageOfFile, convertCredits, convertOneGrade, type GivenGrades } from '../app/index.ts';
import { type DerivationStep, isReason, type Rational, type Reason, withTexts } from '../domain/index.ts';
import { exactAmount, gradeCounts, isoDate } from './options.ts';
import { gradeText } from './recognise.ts';
import { type Cli, type Define, fail, finish, readInputs } from './terminal.ts';

/** What was tried in vain, a line each, then the steps to the result, each with its source. */
function explained(derivation: readonly DerivationStep[], cli: Cli): string {
  const say = (said: Reason | string): string => (typeof said === 'string' ? said : cli.say(said));
  const tried = derivation.filter(({ output }) => output === null);
  const applied = derivation.filter(({ output }) => output !== null);
  const whyOf = ({ reason }: DerivationStep): string => say(isReason(reason.values.why) ? reason.values.why : reason);
  const methodOf = ({ rule }: DerivationStep): string => rule.slice(rule.indexOf('.') + 1);
  return [
    ...(tried.length > 0 ? ['Tried before, in the order of the policy:'] : []),
    ...tried.map((step) => `  - ${methodOf(step)}: ${whyOf(step)}. Source: ${say(step.source)}`),
    ...(tried.length > 0 ? [`Then ${applied[0] ? methodOf(applied[0]) : 'nothing'}:`] : []),
    ...applied.map(({ reason, source }, at) => `  ${at + 1}. ${say(reason)}\n     Source: ${say(source)}`),
  ].join('\n');
}

interface CommonFlags {
  readonly policy?: string;
  readonly on?: string;
  readonly explain?: true;
  readonly format: 'text' | 'json';
}

interface GradeFlags extends CommonFlags {
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

const answerText = (
  flags: CommonFlags,
  answer: { text: string; value: object; derivation: readonly DerivationStep[] },
  cli: Cli,
): string => {
  const { text, value, derivation } = answer;
  if (flags.format === 'json')
    return JSON.stringify(withTexts({ ...value, derivation }, cli.texts, cli.language), null, 2);
  return flags.explain ? `${text}\n${explained(derivation, cli)}` : text;
};

const withCommonOptions = (command: Command): Command =>
  command
    .option('--policy <id>', 'rule set')
    .option('--on <date>', 'day whose rules apply (default: today)', isoDate)
    .option('--explain', 'show every step with its rule and source')
    .addOption(new Option('--format <format>', 'output').choices(['text', 'json']).default('text'));

export const defineGrade: Define = (command, cli, exit) => {
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
    .option('--home-grades <list>', 'the same at home', gradeCounts)
    .action(async (flags: GradeFlags) => {
      const run = convertOneGrade(cli.context(), { ...flags, iscedF: flags.field });
      if (!run.ok) return exit(fail(cli, run.problems));
      const { value, derivation } = run.value;
      const text = answerText(
        flags,
        {
          text: `${flags.grade} (${flags.from}) = ${gradeText(value)} (${value.scale})`,
          value: { grade: value },
          derivation,
        },
        cli,
      );
      exit(finish(cli, { text, out: undefined, problems: run.problems, rejected: 0 }));
    });
};

export const defineCredits: Define = (command, cli, exit) => {
  withCommonOptions(command)
    .requiredOption('--amount <n>', 'for example 6 or 7.5', exactAmount)
    .requiredOption('--from <unit>', 'unit as printed, for example "US semester credit"')
    .option('--to <unit>', 'unit', 'ECTS')
    .action(async (flags: CommonFlags & { amount: Rational; from: string; to: string }) => {
      const run = convertCredits(cli.context(), flags);
      if (!run.ok) return exit(fail(cli, run.problems));
      const { value, derivation } = run.value;
      const text = answerText(
        flags,
        {
          text: `${flags.amount} ${flags.from} = ${value} ${flags.to}`,
          value: { credits: value },
          derivation,
        },
        cli,
      );
      exit(finish(cli, { text, out: undefined, problems: run.problems, rejected: 0 }));
    });
};

export const defineGpa: Define = (command, cli, exit) => {
  withCommonOptions(command)
    .requiredOption('--transcript <file>', 'CSV with the columns title or code, credits, grade')
    .action(async (flags: CommonFlags & { transcript: string }) => {
      const files = readInputs({ file: flags.transcript });
      if (!files.ok) return exit(fail(cli, files.problems));
      const run = averageOfFile(cli.context(), { ...files.value, policy: flags.policy, on: flags.on });
      if (!run.ok) return exit(fail(cli, run.problems));
      const { average, rejected } = run.value;
      const text = answerText(
        flags,
        {
          text: `GPA ${average.value ?? 'none: no graded course'}`,
          value: { gpa: average.value },
          derivation: average.derivation,
        },
        cli,
      );
      exit(finish(cli, { text, out: undefined, problems: run.problems, rejected }));
    });
};
