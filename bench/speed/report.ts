/** The page of a run: two tables of queries and one of a curriculum for each size. */
import { quantile, row } from '../lib/page.ts';
import type { Measured } from './measure.ts';
import type { CurriculumResult, Kind, Round } from './protocol.ts';

/** Everything that was measured at one size. */
export interface SizeResult {
  readonly size: number;
  /** About the corpus, a clause. */
  readonly corpus: string;
  /** Mean load of the machine over a minute, before and after. */
  readonly load: readonly [number, number];
  readonly measured: readonly Measured[];
  /** A sentence in place of the result when there is none. */
  readonly curriculum: readonly CurriculumResult[] | string;
}

const median = (values: readonly number[]): number => quantile(values, 0.5);
const mediansOf = (rounds: readonly Round[]): number[] => rounds.map(({ times }) => median(times));

/** Three digits that mean something, whatever the size of the number. */
const figures = (value: number): string =>
  value >= 1000 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(3);
const orDash = (value: number | null, digits: number): string => (value === null ? '-' : value.toFixed(digits));

function queryCells(measured: Measured, kind: Kind, own: readonly Round[]): string[] {
  const rounds = measured.rounds[kind];
  const last = rounds.at(-1);
  if (!last) return [measured.missing ?? 'not measured', '', '', '', ''];
  const [best, middle] = [Math.min(...mediansOf(rounds)), median(mediansOf(rounds))];
  const pooled = rounds.flatMap(({ times }) => times);
  return [
    figures(middle),
    figures(best),
    figures(quantile(pooled, 0.95)),
    figures(middle / median(mediansOf(own))),
    `${last.found}/${last.times.length}`,
  ];
}

const QUERY_COLUMNS = ['query median, ms', 'best round, ms', 'p95, ms', 'times Concord', 'own course in first ten'];

function table(measured: readonly Measured[], kind: Kind, withBuild: boolean): string[] {
  const own = measured[0]?.rounds[kind] ?? [];
  const columns = [...(withBuild ? ['build, s', 'index, MB'] : []), ...QUERY_COLUMNS];
  return [
    row(['engine', ...columns]),
    `|---|${columns.map(() => '---:').join('|')}|`,
    ...measured.map((one) => {
      const built = withBuild ? [orDash(one.buildSeconds, 2), orDash(one.megabytes, 0)] : [];
      return row([one.name, ...built, ...queryCells(one, kind, own)]);
    }),
  ];
}

const CURRICULUM_COLUMNS = [
  'a curriculum of',
  'against',
  'index',
  'build or load, s',
  'first course, s',
  'save, s',
  'file, MB',
  'index, MB',
  'rounds, s',
  'resident after, MB',
  'peak, MB',
];

function curriculumRow(result: CurriculumResult, size: number): string {
  return row([
    `${result.courses}`,
    `${size}`,
    result.saveSeconds === null ? 'loaded' : 'built',
    result.openSeconds.toFixed(2),
    result.firstSeconds.toFixed(2),
    orDash(result.saveSeconds, 2),
    result.fileMegabytes.toFixed(0),
    result.indexMegabytes.toFixed(0),
    result.seconds.map((value) => value.toFixed(2)).join(', '),
    result.residentMegabytes.toFixed(0),
    result.peakMegabytes.toFixed(0),
  ]);
}

function curriculumLines(results: readonly CurriculumResult[] | string, size: number): string[] {
  if (typeof results === 'string') return [results];
  return [
    row(CURRICULUM_COLUMNS),
    `|---:|---:|---|${CURRICULUM_COLUMNS.slice(3)
      .map(() => '---:')
      .join('|')}|`,
    ...results.map((result) => curriculumRow(result, size)),
  ];
}

/** The section of one size. */
export function renderSize({ size, corpus, load, measured, curriculum }: SizeResult): string {
  return [
    `## ${size} courses`,
    '',
    `${corpus}. Load of the machine ${load.map((value) => value.toFixed(1)).join(' before, ')} after (1 is this run itself).`,
    '',
    '### Long queries: title and 70 % of the description',
    '',
    ...table(measured, 'long', true),
    '',
    '### Title-only queries',
    '',
    ...table(measured, 'title', false),
    '',
    '### A curriculum, with all channels, features, model and reasons of the ten best',
    '',
    ...curriculumLines(curriculum, size),
    '',
  ].join('\n');
}
