import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  compareHosts,
  comparisonToJson,
  type PlanOptions,
  planAlternatives,
  planStay,
  planToJson,
  type ReadPlanFiles,
  readPlanFiles,
} from '../app/index.ts';
import {
  type Bundle,
  failure,
  type HostComparison,
  type Plan,
  type PlanAlternative,
  Rational,
  textIn,
} from '../domain/index.ts';
import { exactAmount, parsePair, wholeNumber } from './options.ts';
import {
  type Cli,
  type ExitCode,
  fail,
  finish,
  optionProblem,
  progress,
  readIndex,
  readInput,
  readInputs,
  table,
} from './terminal.ts';

interface StayFlags {
  readonly curriculum: string;
  readonly host: string[];
  readonly index?: string;
  readonly transcriptSoFar?: string;
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

interface PlanFlags extends StayFlags {
  readonly alternatives: number;
}

const pin = (text: string, before: { home: string; host: string }[]) => [
  ...before,
  parsePair(text, 'HOME=HOST, for example ELM3205=ECE330'),
];

const languageList = (text: string): string[] => {
  const codes = text.split(/[,;/]/).map((code) => code.trim().toLowerCase());
  if (!codes.every((code) => /^[a-z]{2}$/.test(code)))
    throw new InvalidArgumentError('expected language codes such as "en,de"');
  return codes;
};

/** The options that `plan` and `compare-hosts` share. */
const withStayOptions = (command: Command): Command =>
  command
    .requiredOption('--curriculum <file>', 'home curriculum (CSV)')
    .requiredOption('--host <file...>', "the host's catalogue (CSV); several are compared")
    .option('--min-ects <n>', "least ECTS of the stay (default: the policy's, 27)", exactAmount)
    .option('--max-ects <n>', "most ECTS of the stay (default: the policy's, 33)", exactAmount)
    .addOption(
      new Option('--term <term>', 'term of the stay (default: that of the semester)').choices(['autumn', 'spring']),
    )
    .option('--semester <n>', 'home semester that the stay replaces', wholeNumber)
    .option('--languages <list>', 'languages the student can study in, for example en,de', languageList)
    .option('--pin <home=host>', 'fix this pair; may be repeated', pin, [])
    .option('--ban <host>', 'leave this host course out; may be repeated', also, [])
    .option('--transcript-so-far <file>', 'home courses passed so far (CSV), for prerequisites and what is done')
    .option('--policy <id>', 'rule set')
    .addOption(new Option('--format <format>', 'output').choices(['table', 'json']).default('table'))
    .option('--out <file>', 'write there instead of standard output');

const also = (code: string, before: string[]): string[] => [...before, code];

export function addPlan(program: Command, cli: Cli, exit: (code: ExitCode) => void): void {
  withStayOptions(program.command('plan'))
    .description('the study plan of one stay: host courses that together replace the home courses of the period')
    .option('--index <file>', 'the only host\'s index, made by "concord index"; matching then begins at once')
    .option('--alternatives <k>', 'plans in all, each different by two courses or more', wholeNumber, 1)
    .action(async (flags: PlanFlags) => exit(await runPlan(cli, flags)));
  withStayOptions(program.command('compare-hosts'))
    .description('the same curriculum against several hosts, ranked by the credits expected to be recognised')
    .action(async (flags: StayFlags) => exit(await runCompare(cli, flags)));
}

/** Reads the files that the flags name, with the flags as options of a plan. */
function readStay(flags: StayFlags) {
  const { curriculum, host, transcriptSoFar, index: indexFile, format: _format, out: _out, ...rest } = flags;
  const { pin: pins, ban: bans, ...options } = rest;
  const hosts = host.map((file) => readInput(file));
  const files = readInputs({ curriculum, ...(transcriptSoFar !== undefined && { soFar: transcriptSoFar }) });
  const catalogues = hosts.flatMap((file) => (file.ok ? [file.value] : []));
  const index = readIndex(indexFile);
  const unreadable = [...files.problems, ...hosts.flatMap(({ problems }) => problems), ...index.problems];
  if (!files.ok || !index.ok || unreadable.length > 0) return failure<ReadPlanFiles>(...unreadable);
  return readPlanFiles({ ...files.value, ...index.value, hosts: catalogues }, { ...options, pins, bans });
}

async function runPlan(cli: Cli, flags: PlanFlags): Promise<ExitCode> {
  if (flags.host.length > 1 && flags.index !== undefined)
    return fail(cli, [optionProblem('--index is the index of one host', 'Leave it out, or name one host')]);
  if (flags.host.length > 1) return runCompare(cli, flags);
  const files = readStay(flags);
  if (!files.ok) return fail(cli, files.problems);
  const { curriculum, catalogues, index, rejected } = files.value;
  const [catalogue] = catalogues;
  if (!catalogue) return fail(cli, files.problems);
  const options: PlanOptions = { ...files.value.options, ...progress(cli, 'home courses matched') };
  const sides = { curriculum, catalogue, ...(index && { index }) };
  const done = { out: flags.out, rejected };
  if (flags.alternatives > 1) {
    const run = await planAlternatives(cli.context(), sides, { ...options, count: flags.alternatives });
    if (!run.ok) return fail(cli, [...files.problems, ...run.problems]);
    const text = flags.format === 'json' ? planToJson({ plans: run.value }) : alternativesTable(run.value);
    return finish(cli, { ...done, text, problems: [...files.problems, ...run.problems] });
  }
  const run = await planStay(cli.context(), sides, options);
  if (!run.ok) return fail(cli, [...files.problems, ...run.problems]);
  const text = flags.format === 'json' ? planToJson(run.value) : planTable(run.value);
  return finish(cli, { ...done, text, problems: [...files.problems, ...run.problems] });
}

async function runCompare(cli: Cli, flags: StayFlags): Promise<ExitCode> {
  const files = readStay(flags);
  if (!files.ok) return fail(cli, files.problems);
  const { onProgress } = progress(cli, 'hosts compared');
  const run = await compareHosts(cli.context(), { ...files.value, ...(onProgress && { onHost: onProgress }) });
  if (!run.ok) return fail(cli, [...files.problems, ...run.problems]);
  const text = flags.format === 'json' ? comparisonToJson(run.value) : comparisonTable(run.value);
  return finish(cli, {
    text,
    out: flags.out,
    problems: [...files.problems, ...run.problems],
    rejected: files.value.rejected,
  });
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

const alternativesTable = (plans: readonly PlanAlternative[]): string =>
  plans
    .map(({ plan, trade, added, dropped }, at) => {
      const changed = at === 0 ? '' : ` (in: ${added.join(', ')}; out: ${dropped.join(', ')})`;
      return `Plan ${at + 1} of ${plans.length}: ${trade}${changed}\n${planTable(plan)}`;
    })
    .join('\n\n');

const comparisonTable = (hosts: readonly HostComparison[]): string =>
  table(
    ['#', 'host', 'ECTS', 'expected', 'owed', 'risk', 'languages', 'summary'],
    hosts.map(({ rank, host, figures, risk, languages, summary }) => [
      String(rank),
      host.institution,
      figures?.hostEcts.toString() ?? '-',
      figures?.expectedEcts.toFixed(1) ?? '-',
      figures ? `${figures.owedCovered} of ${figures.owedTotal}` : '-',
      risk?.toFixed(2) ?? '-',
      Object.keys(languages).join(', '),
      summary,
    ]),
    [4, 28, 6, 10, 9, 6, 11, 46],
  );
