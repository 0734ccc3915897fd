/** What each feature is worth: the order learned without it, cross-validated. */
import { FEATURES } from '../engine.ts';
import { foldOf } from './folds.ts';
import { type Quality, qualityOf } from './quality.ts';
import type { Sample } from './samples.ts';
import { judgeSample, trainRank } from './trainer.ts';

const FOLDS = 5;
const PENALTY = 5;

interface Measured {
  readonly homeToHost: Quality;
  readonly guide: Quality;
}

function measureKeys(samples: readonly Sample[], keys: readonly string[]): Measured {
  const ranks: Record<Sample['kind'], number[]> = { 'home-to-host': [], guide: [], graded: [] };
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const isTest = ({ group }: Sample): boolean => foldOf(group, FOLDS) === fold;
    const rank = trainRank(
      samples.filter((sample) => !isTest(sample)),
      { keys, rankPenalty: PENALTY },
    );
    const weights = FEATURES.map(({ key }) => rank[key] ?? 0);
    for (const sample of samples.filter(isTest)) {
      const scores = sample.rows.map((row) => weights.reduce((sum, weight, at) => sum + weight * (row[at] ?? 0), 0));
      ranks[sample.kind].push(judgeSample(sample, scores).rank);
    }
  }
  return { homeToHost: qualityOf(ranks['home-to-host']), guide: qualityOf(ranks.guide) };
}

const three = (value: number): string => value.toFixed(3);
const row = (name: string, { homeToHost, guide }: Measured): string =>
  `| ${name} | ${three(homeToHost.hit1)} | ${three(homeToHost.hit5)} | ${three(homeToHost.mrr)} | ${three(guide.hit1)} | ${three(guide.hit5)} | ${three(guide.mrr)} |`;

/** One row per feature left out. Only samples with an equivalent are used. */
export function ablationTable(samples: readonly Sample[], keys: readonly string[]): string[] {
  const usable = samples.filter(({ has }) => has);
  const without = (key: string): string =>
    row(
      `without ${key}`,
      measureKeys(
        usable,
        keys.filter((other) => other !== key),
      ),
    );
  return [
    '## What each feature is worth (order alone, text)',
    '',
    'Differences below about .01 are noise.',
    '',
    '| features | home -> host hit@1 | hit@5 | MRR | foreign -> granting hit@1 | hit@5 | MRR |',
    '|---|---:|---:|---:|---:|---:|---:|',
    row('all', measureKeys(usable, keys)),
    ...keys.map(without),
    '',
  ];
}
