import { type Command, InvalidArgumentError, Option } from 'commander';
import { planFiles, planToJson } from '../app/index.ts';
import { type Bundle, type Plan, Rational, textIn } from '../domain/index.ts';
import { wholeNumber } from './match.ts';
import { type Cli, type ExitCode, fail, finish, progress, readInputs, table } from './terminal.ts';

interface PlanFlags {
  readonly curriculum: string;
  readonly host: string;
  readonly minEcts?: Rational;
  readonly maxEcts?: Rational;
  readonly term?: 'autumn' | 'spring';
  readonly semester?: number;
  readonly languages?: string[];
  readonly pin: { home: string; host: string }[];
  readonly ban: string[];
  readonly policy?: string;
  readonly format: 'table' | 'json';
  readonly out?: string;
}

const ectsAmount = (text: string): Rational => {
  const amount = Rational.parse(text.replace(',', '.'));
  if (!amount || amount.num < 0n) throw new InvalidArgumentError('expected a number of ECTS, for example 27 or 27.5');
  return amount;
};

const pin = (text: string, before: { home: string; host: string }[]) => {
  const [home, host, ...rest] = text.split('=').map((part) => part.trim());
  if (!home || !host || rest.length > 0)
    throw new InvalidArgumentError('expected HOME=HOST, for example ELM3205=ECE330');
  return [...before, { home, host }];
};

const languageList = (text: string): string[] => {
  const codes = text.split(/[,;/]/).map((code) => code.trim().toLowerCase());
  if (!codes.every((code) => /^[a-z]{2}$/.test(code)))
    throw new InvalidArgumentError('expected language codes such as "en,de"');
  return codes;
};

export function addPlan(program: Command, cli: Cli, exit: (code: ExitCode) => void): void {
  program
    .command('plan')
    .description('the study plan of one stay: host courses that together replace the home courses of the period')
    .requiredOption('--curriculum <file>', 'home curriculum (CSV)')
    .requiredOption('--host <file>', "the host's catalogue (CSV)")
    .option('--min-ects <n>', "least ECTS of the stay (default: the policy's, 27)", ectsAmount)
    .option('--max-ects <n>', "most ECTS of the stay (default: the policy's, 33)", ectsAmount)
    .addOption(
      new Option('--term <term>', 'term of the stay (default: that of the semester)').choices(['autumn', 'spring']),
    )
    .option('--semester <n>', 'home semester that the stay replaces', wholeNumber)
    .option('--languages <list>', 'languages the student can study in, for example en,de', languageList)
    .option('--pin <home=host>', 'fix this pair; may be repeated', pin, [])
    .option(
      '--ban <host>',
      'leave this host course out; may be repeated',
      (code: string, before: string[]) => [...before, code],
      [],
    )
    .option('--policy <id>', 'rule set')
    .addOption(new Option('--format <format>', 'output').choices(['table', 'json']).default('table'))
    .option('--out <file>', 'write there instead of standard output')
    .action(async (flags: PlanFlags) => exit(await runPlan(cli, flags)));
}

async function runPlan(cli: Cli, flags: PlanFlags): Promise<ExitCode> {
  const files = readInputs({ curriculum: flags.curriculum, host: flags.host });
  if (!files.ok) return fail(cli, files.problems);
  const { format, out, pin: pins, ban: bans, ...options } = flags;
  const run = await planFiles(cli.context(), {
    ...options,
    pins,
    bans,
    ...files.value,
    ...progress(cli, 'home courses matched'),
  });
  if (!run.ok) return fail(cli, run.problems);
  const text = format === 'json' ? planToJson(run.value.plan) : planTable(run.value.plan);
  return finish(cli, { text, out, problems: run.problems, rejected: run.value.rejected });
}

const bundleRow = (bundle: Bundle): string[] => [
  bundle.home.map(({ code }) => code).join(' + ') || (bundle.electiveBlock ?? ''),
  bundle.home.map(({ titles }) => textIn(titles, 'en')).join(' + '),
  Rational.sum(bundle.home.map(({ ects }) => ects)).toString(),
  bundle.host.map(({ code }) => code).join(' + '),
  bundle.host.map(({ titles }) => textIn(titles, 'en')).join(' + '),
  Rational.sum(bundle.host.map(({ ects }) => ects)).toString(),
  `${(bundle.probability ?? bundle.score).toFixed(2)}${bundle.pinned ? ' (pinned)' : ''}`,
];

export function planTable(plan: Plan): string {
  const figure = plan.basis.calibrated ? 'probability' : 'score';
  const bundles = table(
    ['home', 'title', 'ECTS', 'host', 'title', 'ECTS', figure],
    plan.bundles.map(bundleRow),
    [12, 30, 6, 14, 34, 6, 13],
  );
  const uncovered = table(
    ['not covered', 'title', 'ECTS', 'why'],
    plan.uncovered.map(({ home, explanation }) => [
      home.code,
      textIn(home.titles, 'en'),
      home.ects.toString(),
      explanation,
    ]),
    [13, 30, 6, 70],
  );
  const { totals, solver, request, basis } = plan;
  const stay = [
    plan.host.institution,
    request.term,
    request.semesters.length > 0 ? `semester ${request.semesters.join(', ')}` : null,
  ];
  const lines = [
    `Study plan at ${stay.filter(Boolean).join(', ')}`,
    bundles,
    plan.uncovered.length > 0 ? uncovered : 'Every home course of the period is covered.',
    `ECTS at the host ${totals.hostEcts} (asked: ${request.minEcts} to ${request.maxEcts}); home credits covered ${totals.homeEcts}, academic difference ${totals.uncoveredEcts}.`,
    solver.status === 'optimal'
      ? 'Proven: no other choice is better under these rules.'
      : `Not proven best: the time limit came first (gap ${solver.gap}).`,
    `Policy ${basis.policy} (${basis.policyVersion}); model ${basis.model}.`,
  ];
  return lines.join('\n');
}
