/** `index` and `match`. */
import { Option } from 'commander';
import {
  indexCatalogue,
  type MatchFilesRun,
  matchesSheet,
  matchesToJson,
  matchFiles,
  sheetToCsv,
  sheetToXlsx,
} from '../app/index.ts';
import { type Match, reason } from '../domain/index.ts';
import { hostReading, wholeNumber, withHostOption, withIndexOption } from './options.ts';
import {
  type Cli,
  type CliCommand,
  fail,
  fileToTerminal,
  finish,
  openInput,
  progress,
  readInputs,
} from './terminal.ts';

export const matching: CliCommand<{
  readonly home: string;
  readonly host: string;
  readonly hostInstitution?: string;
  readonly precedents?: string;
  readonly index?: string;
  readonly top: number;
  readonly features?: boolean;
  readonly format: 'table' | 'csv' | 'xlsx' | 'json';
  readonly out?: string;
}> = {
  takes: (command) =>
    withHostOption(withIndexOption(command))
      .requiredOption('--home <file>', 'home courses or curriculum (CSV)')
      .requiredOption('--host <file>', "the host's catalogue (CSV)")
      .option('--precedents <file>', 'past decisions (CSV)')
      .option('--top <n>', 'matches per home course', wholeNumber, 10)
      .option('--features', 'tell every feature of the figures, not the reasons of an adviser alone')
      .addOption(new Option('--format <format>', 'output').choices(['table', 'csv', 'xlsx', 'json']).default('table'))
      .option('--out <file>', 'write there instead of standard output'),
  run: async (cli, { home, host, hostInstitution, precedents, index, top, features, format, out }) => {
    if (format === 'xlsx' && out === undefined) return fail(cli, [fileToTerminal(format)]);
    const files = await readInputs(cli, { home, host, precedents, index }, { host: hostReading(hostInstitution) });
    if (!files.ok) return fail(cli, files.problems);
    const embedder = cli.embedder();
    const counting = progress(cli, 'progress-matched');
    const run = await matchFiles(cli.context(), {
      ...files.value,
      ...{ top, embedder, everyFeature: features },
      ...counting,
    });
    if (!run.ok) return fail(cli, run.problems);
    const write = {
      table: (found: MatchFilesRun) => matchTable(found, cli.say),
      csv: (found: MatchFilesRun) => sheetToCsv(matchesSheet(found)),
      xlsx: (found: MatchFilesRun) => sheetToXlsx(matchesSheet(found)),
      json: matchesToJson,
    };
    const { rejected } = run.value.counts;
    return finish(cli, { text: await write[format](run.value), out, problems: run.problems, rejected });
  },
};

/** The three strongest reasons of a match, in words, with what each adds. */
export const reasons = (found: Match, say: Cli['say']): string =>
  found.evidence
    .filter(({ key }) => key !== 'base')
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
    .slice(0, 3)
    .map(
      ({ reason: factor, contribution }) => `${say(factor)} ${contribution >= 0 ? '+' : ''}${contribution.toFixed(2)}`,
    )
    .join('; ');

/** The probability of a match, or the score of one that has none. */
export const matchFigure = ({ probability, score }: Match): string => (probability ?? score).toFixed(2);

/** A list rather than a grid: titles and reasons are long, terminals are not wide. */
function matchTable(run: MatchFilesRun, say: Cli['say']): string {
  const blocks = run.results.flatMap(({ homeCode, homeTitle, matches, verdict }) => [
    `${homeCode}  ${homeTitle}${verdict ? `  [${say(reason('match-verdict', { verdict }))}]` : ''}`,
    ...(matches.length === 0 ? [`      ${say(reason('match-none'))}`] : []),
    ...matches.flatMap((found) => [
      `  ${String(found.rank).padStart(2)}  ${matchFigure(found)}  ${found.hostCode}  ${found.hostTitle}`,
      `            ${reasons(found, say)}`,
    ]),
  ]);
  const { home, host } = run.counts;
  const { calibrated, model } = run.basis;
  const meaning = reason(calibrated ? 'match-probabilities' : 'match-scores');
  return [...blocks, say(reason('match-counted', { home, host, model })), say(meaning)].join('\n');
}

export const indexing: CliCommand<{ readonly host: string; readonly out: string }> = {
  takes: (command) =>
    command
      .requiredOption('--host <file>', "the host's catalogue (CSV)")
      .requiredOption('--out <file>', 'where to write the index'),
  run: async (cli, { host, out }) => {
    const file = await openInput(cli, host);
    if (!file.ok) return fail(cli, file.problems);
    const index = indexCatalogue(file.value);
    if (!index.ok) return fail(cli, index.problems);
    const { bytes, courses, rejected } = index.value;
    cli.err(`${cli.say(reason('courses-indexed', { count: courses }))}\n`);
    return finish(cli, { text: bytes, out, problems: index.problems, rejected });
  },
};
