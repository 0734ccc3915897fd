/**
 * Durability: `RUNS` kills of a writer on each database (200 when left out), and as many of a server, a worker and their database in turn.
 * `KINDS=pglite,postgresql,processes` says which. Prints the tables of bench/results.
 */
import { cpus } from 'node:os';
import { runProcesses } from './durability/processes.ts';
import { type DurabilityOutcome, runDurability } from './durability/run.ts';
import { quantile, row } from './lib/page.ts';

const runs = Number(process.env.RUNS ?? 200);
const asked = (process.env.KINDS ?? 'pglite,postgresql,processes').split(',');
const kinds = asked.filter((kind) => kind === 'pglite' || kind === 'postgresql');
const note = (text: string): void => void process.stderr.write(`${text}\n`);

function column(outcome: DurabilityOutcome): string[] {
  return [
    String(outcome.runs),
    String(outcome.openingKills),
    String(outcome.serverKills),
    String(outcome.acknowledged),
    String(outcome.unacknowledgedWhole),
    String(outcome.lost),
    String(outcome.torn),
    String(outcome.auditBreaks),
    ...[0.5, 1].map((share) => `${quantile(outcome.reopening, share).toFixed(0)} ms`),
  ];
}

const LABELS = [
  'kills (SIGKILL)',
  'of these, while the database was opened or made',
  'of these, of the server under the writer',
  'sequences acknowledged',
  'committed, killed before the acknowledgement',
  '**acknowledged and lost**',
  '**found in part**',
  '**audits that do not verify**',
  'opening after a kill, median',
  'opening after a kill, longest',
];

const outcomes: DurabilityOutcome[] = [];
for (const kind of kinds) outcomes.push(await runDurability(kind, { runs, random: Math.random, note }));
if (outcomes.length > 0) {
  const columns = outcomes.map(column);
  const rows = LABELS.map((label, index) => row([label, ...columns.map((cells) => cells[index] ?? '')]));
  const head = `| | ${outcomes.map(({ kind }) => kind).join(' | ')} |\n|---|${'---|'.repeat(outcomes.length)}`;
  process.stdout.write(`${head}\n${rows.join('\n')}\n\n`);
}
if (asked.includes('processes')) {
  const { kills, ...found } = await runProcesses({ kills: runs, random: Math.random, note });
  const lines = [
    ...Object.entries(kills).map(([victim, count]) => [`kills of the ${victim}`, count] as const),
    ['institutes acknowledged', found.written],
    ['jobs acknowledged', found.jobs],
    ['requests sent again with their key', found.repeated],
    ['**acknowledged and lost**', found.lost],
    ['**there twice**', found.doubled],
    ['**jobs or their effects not there**', found.undone],
    ['**jobs or their effects there twice**', found.twice],
    ['**audit verifies**', found.auditVerifies ? 'yes' : 'no'],
  ] as const;
  process.stdout.write(
    `| server, worker and database in turn | |\n|---|---:|\n${lines.map((line) => row(line)).join('\n')}\n\n`,
  );
  if (found.lost + found.doubled + found.undone + found.twice > 0 || !found.auditVerifies) process.exitCode = 1;
}
process.stdout.write(`Node ${process.version}, ${cpus().length} cores, shared with other work.\n`);
if (outcomes.some(({ lost, torn, auditBreaks }) => lost + torn + auditBreaks > 0)) process.exitCode = 1;
