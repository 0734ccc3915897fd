/** The options that every command around a plan shares, and the files they name. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type PlanOptions, type ReadPlanFiles, readPlanFiles } from '../app/index.ts';
import {
  failure,
  type Level,
  levelSchema,
  type PlanConflict,
  type PlanWishes,
  type Rational,
  type Result,
} from '../domain/index.ts';
import { exactAmount, hostReading, parsePair, wholeNumber, withHostOption } from './options.ts';
import { conflictText } from './plan-tables.ts';
import { type Cli, type ExitCode, fail, openInput, readInputs, writeOutput } from './terminal.ts';

/** Files and output, which `amend` shares too. */
export interface FileFlags {
  readonly curriculum: string;
  readonly precedents?: string;
  readonly index?: string;
  readonly timeLimit?: number;
  readonly hostInstitution?: string;
  readonly format: 'table' | 'json' | 'pdf';
  readonly out?: string;
}

export interface StayFlags extends FileFlags {
  readonly host: string[];
  readonly transcriptSoFar?: string;
  readonly minEcts?: Rational;
  readonly maxEcts?: Rational;
  readonly autumnEcts?: ReturnType<typeof ectsRange>;
  readonly springEcts?: ReturnType<typeof ectsRange>;
  readonly term?: 'autumn' | 'spring';
  readonly semester?: number[];
  readonly policy?: string;
}

const further = (code: string, before: string[] = []): string[] => [...before, code];

export const languageList = (text: string): string[] => {
  const codes = text.split(/[,;/]/).map((code) => code.trim().toLowerCase());
  if (!codes.every((code) => /^[a-z]{2}$/.test(code)))
    throw new InvalidArgumentError('expected language codes such as "en,de"');
  return codes;
};

const levelList = (text: string): Level[] =>
  text.split(',').map((word) => {
    const level = levelSchema.safeParse(word.trim().toLowerCase());
    if (!level.success) throw new InvalidArgumentError(`expected ${levelSchema.options.join(', ')}`);
    return level.data;
  });

const ectsRange = (text: string) => {
  const [least, most, ...rest] = text.split('-');
  if (least === undefined || most === undefined || rest.length > 0)
    throw new InvalidArgumentError('expected two amounts such as 20-33');
  return { minEcts: exactAmount(least.trim()), maxEcts: exactAmount(most.trim()) };
};

/** How each wish is said on the command line. */
const WISHES: Readonly<Record<keyof PlanWishes, Option>> = {
  languages: new Option('--languages <list>', 'languages the student can study in, for example en,de').argParser(
    languageList,
  ),
  levels: new Option(
    '--levels <list>',
    'levels of courses the student may take (default: those of the home courses)',
  ).argParser(levelList),
  pins: new Option(
    '--pin <home=host>',
    'fix this pair (CODE@SEMESTER names one of two with the same code); repeatable',
  ).argParser((text: string, before: PlanWishes['pins']) => [
    ...(before ?? []),
    parsePair(text, 'HOME=HOST, for example ELM3205=ECE330'),
  ]),
  bans: new Option('--ban <host>', 'leave this host course out; repeatable').argParser(further),
  preferred: new Option('--prefer <host>', 'of equal plans take the one with this course; repeatable').argParser(
    further,
  ),
  minVerdict: new Option('--min-verdict <verdict>', "least verdict that is planned (default: the policy's)").choices([
    'review',
    'suggest',
  ]),
  mobility: new Option('--internal', 'the host is in the home country').preset('internal'),
};

/** Files and output, for every command around a plan. */
export const withFileOptions = (command: Command, also: readonly 'pdf'[] = []): Command =>
  withHostOption(command)
    .requiredOption('--curriculum <file>', 'home curriculum (CSV)')
    .option('--precedents <file>', 'past decisions (CSV)')
    .option(
      '--time-limit <seconds>',
      'for each solve; after it the best plan so far is given with its gap',
      wholeNumber,
    )
    .addOption(new Option('--format <format>', 'output').choices(['table', 'json', ...also]).default('table'))
    .option('--out <file>', 'write there instead of standard output');

/** What `plan` and `compare-hosts` ask of a stay. */
export const withStayOptions = (command: Command, also: readonly 'pdf'[] = []): Command => {
  withFileOptions(command, also)
    .requiredOption('--host <file...>', "the host's catalogue (CSV); several are compared")
    .option('--semester <n>', 'home semester that the stay replaces; 5,6 is a stay of two terms', (text) =>
      text.split(',').map((part) => wholeNumber(part.trim())),
    )
    .addOption(
      new Option('--term <term>', 'term of the stay (default: that of the semester)').choices(['autumn', 'spring']),
    )
    .option('--min-ects <n>', "least ECTS of the whole stay (default: the policy's, 27 a term)", exactAmount)
    .option('--max-ects <n>', "most ECTS of the whole stay (default: the policy's, 33 a term)", exactAmount)
    .option('--autumn-ects <min-max>', 'limits of the autumn in a stay of two terms, for example 20-33', ectsRange)
    .option('--spring-ects <min-max>', 'the same for the spring', ectsRange)
    .option('--transcript-so-far <file>', 'home courses passed so far (CSV), for prerequisites and what is done')
    .option('--policy <id>', 'rule set');
  return Object.values(WISHES).reduce((all, option) => all.addOption(option), command);
};

/** Reads the files that the flags name, with the flags as options of a plan. `plan` is a plan file to amend. */
export async function readStay(
  cli: Cli,
  flags: FileFlags & { host: string[]; transcriptSoFar?: string },
  more: PlanOptions & { readonly plan?: string } = {},
) {
  const { curriculum, host, transcriptSoFar: soFar, precedents, timeLimit, hostInstitution } = flags;
  const { plan, ...options } = more;
  const files = await readInputs(cli, { curriculum, soFar, precedents, plan, index: flags.index });
  const hosts = await Promise.all(host.map((file) => openInput(cli, file, hostReading(hostInstitution))));
  const problems = [files, ...hosts].flatMap((read) => (read.ok ? [] : read.problems));
  if (!files.ok || problems.length > 0) return failure<ReadPlanFiles>(...problems);
  return readPlanFiles(
    { ...files.value, hosts: hosts.flatMap((read) => (read.ok ? [read.value] : [])) },
    { ...options, ...(timeLimit !== undefined && { timeLimitSeconds: timeLimit }) },
  );
}

/** The flags of a stay as options of a plan. */
export function optionsOf(flags: StayFlags): PlanOptions {
  const { minEcts, maxEcts, term, semester, policy, autumnEcts: autumn, springEcts: spring } = flags;
  const said = Object.entries(WISHES).flatMap(([wish, option]) => {
    const value = (flags as unknown as Record<string, unknown>)[option.attributeName()];
    return value === undefined ? [] : [[wish, value] as const];
  });
  return {
    ...(minEcts && { minEcts }),
    ...(maxEcts && { maxEcts }),
    ...(term && { term }),
    ...(semester && { semester }),
    ...((autumn || spring) && { termLimits: { ...(autumn && { autumn }), ...(spring && { spring }) } }),
    ...(policy !== undefined && { policy }),
    ...(Object.fromEntries(said) as PlanWishes),
  };
}

/** Reports why there is no plan; where rules conflict, with the nearest plan for each rule that could give way. */
export function failToPlan(
  cli: Cli,
  format: FileFlags['format'],
  result: Result<unknown> & { readonly conflict?: PlanConflict },
): ExitCode {
  const code = fail(cli, result.problems);
  if (result.conflict && format === 'json')
    writeOutput(cli, JSON.stringify({ conflict: result.conflict }, null, 2), undefined);
  else if (result.conflict) cli.err(`${conflictText(result.conflict, cli)}\n`);
  return code;
}
