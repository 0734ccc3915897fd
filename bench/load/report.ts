/** The table of a load test. */
import { cpus, loadavg } from 'node:os';
import { quantile, row } from '../lib/page.ts';
import type { Run, Timing } from './drive.ts';

export interface Outcome {
  readonly kind: 'postgresql' | 'pglite';
  readonly run: Run;
  readonly seconds: number;
  /** Events of the audit, whose chain verified. */
  readonly auditEvents: number;
  readonly residentMegabytes: number | null;
}

/** What PostgreSQL has to keep. */
export const LIMIT_MILLISECONDS = 150;
const NAMES = { postgresql: 'PostgreSQL', pglite: 'PGlite' } as const;

export const percentile = (timings: readonly Timing[], share: number): number =>
  quantile(
    timings.map(({ milliseconds }) => milliseconds),
    share,
  );

export const errorsOf = (timings: readonly Timing[]): Timing[] => timings.filter(({ problem }) => problem !== null);

const inMilliseconds = (value: number): string => (value < 10 ? value.toFixed(1) : value.toFixed(0));

function lineOf(name: string, timings: readonly Timing[]): string {
  const figures = [0.5, 0.95, 0.99, 1].map((share) => inMilliseconds(percentile(timings, share)));
  return row([name, timings.length, ...figures, errorsOf(timings).length]);
}

function tableOf({ kind, run, seconds, auditEvents, residentMegabytes }: Outcome): string[] {
  const { timings, rate } = run;
  const kinds = [...new Set(timings.map((timing) => timing.kind))].sort();
  const writes = timings.filter((timing) => timing.writes);
  const share = Math.round((100 * writes.length) / timings.length);
  const memory = residentMegabytes === null ? '' : ` The server held ${residentMegabytes.toFixed(0)} MB at the end.`;
  return [
    `## ${NAMES[kind]}`,
    '',
    `${timings.length} requests in ${seconds} s, ${rate.toFixed(1)} a second, ${share} % writing. The audit of ${auditEvents} events verifies.${memory}`,
    '',
    '| request | count | p50 ms | p95 ms | p99 ms | max ms | errors |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    lineOf('**all**', timings),
    lineOf(
      'reading',
      timings.filter((timing) => !timing.writes),
    ),
    lineOf('writing', writes),
    ...kinds.map((name) =>
      lineOf(
        name,
        timings.filter((timing) => timing.kind === name),
      ),
    ),
    '',
  ];
}

/** `warm`: seconds of load before what is measured. */
export function reportOf(
  outcomes: readonly Outcome[],
  { day, warm }: { readonly day: string; readonly warm: number },
): string {
  const before =
    warm > 0 ? `${warm} seconds at the same rate go before.` : 'Nothing goes before: the server has just started.';
  return [
    `# Load, ${day}`,
    '',
    `\`concord serve\` as a process of its own, its database and the load on the same ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.version}.`,
    `Requests leave by the clock; each is timed from when it should have left, so waiting in line counts. ${before}`,
    `The load of the machine at the end, other programs' among it, was ${loadavg()[0]?.toFixed(1)}.`,
    '',
    ...outcomes.flatMap(tableOf),
  ].join('\n');
}
