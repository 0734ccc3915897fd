import { Option } from 'commander';
import { type MatchFilesRun, matchesToCsv, matchesToJson, matchFiles } from '../app/index.ts';
import type { Match } from '../domain/index.ts';
import { wholeNumber, withIndexOption } from './options.ts';
import { type Cli, type Define, type ExitCode, fail, finish, progress, readIndex, readInputs } from './terminal.ts';

interface MatchFlags {
  readonly home: string;
  readonly host: string;
  readonly precedents?: string;
  readonly index?: string;
  readonly top: number;
  readonly format: 'table' | 'csv' | 'json';
  readonly out?: string;
}

export const defineMatch: Define = (command, cli, exit) => {
  withIndexOption(command)
    .requiredOption('--home <file>', 'home courses or curriculum (CSV)')
    .requiredOption('--host <file>', "the host's catalogue (CSV)")
    .option('--precedents <file>', 'past decisions (CSV)')
    .option('--top <n>', 'matches per home course', wholeNumber, 10)
    .addOption(new Option('--format <format>', 'output').choices(['table', 'csv', 'json']).default('table'))
    .option('--out <file>', 'write there instead of standard output')
    .action(async (flags: MatchFlags) => exit(await runMatch(cli, flags)));
};

async function runMatch(cli: Cli, flags: MatchFlags): Promise<ExitCode> {
  const files = readInputs({
    home: flags.home,
    host: flags.host,
    ...(flags.precedents !== undefined && { precedents: flags.precedents }),
  });
  const index = readIndex(flags.index);
  if (!files.ok || !index.ok) return fail(cli, [...files.problems, ...index.problems]);
  const run = await matchFiles(cli.context(), {
    ...files.value,
    ...index.value,
    top: flags.top,
    embedder: cli.embedder,
    ...progress(cli, 'home courses matched'),
  });
  if (!run.ok) return fail(cli, run.problems);
  const text = {
    table: (found: MatchFilesRun) => matchTable(found, cli.say),
    csv: matchesToCsv,
    json: matchesToJson,
  }[flags.format](run.value);
  return finish(cli, { text, out: flags.out, problems: run.problems, rejected: run.value.counts.rejected });
}

/** The three strongest reasons of a match, in words, with what each adds. */
export const reasons = (found: Match, say: Cli['say']): string =>
  [...found.evidence]
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
    .slice(0, 3)
    .map(({ reason, contribution }) => `${say(reason)} ${contribution >= 0 ? '+' : ''}${contribution.toFixed(2)}`)
    .join('; ');

const figure = ({ probability, score }: Match): string => (probability ?? score).toFixed(2);

/** A list rather than a grid: titles and reasons are long, terminals are not wide. */
function matchTable(run: MatchFilesRun, say: Cli['say']): string {
  const blocks = run.results.flatMap(({ homeCode, homeTitle, matches, verdict }) => [
    `${homeCode}  ${homeTitle}${verdict ? `  [${verdict}]` : ''}`,
    ...(matches.length === 0 ? ['      no candidate: no course of the host shares a word with it'] : []),
    ...matches.flatMap((found) => [
      `  ${String(found.rank).padStart(2)}  ${figure(found)}  ${found.hostCode}  ${found.hostTitle}`,
      `            ${reasons(found, say)}`,
    ]),
  ]);
  const meaning = run.basis.calibrated
    ? 'Figures are probabilities that a person approves the match.'
    : 'Scores order matches; they are not probabilities.';
  const counted = `${run.counts.home} home courses against ${run.counts.host} host courses. Model: ${run.basis.model}.`;
  return [...blocks, counted, meaning].join('\n');
}
