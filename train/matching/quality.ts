/** hit@1, hit@5 and MRR of rankings, by the protocol of the data: ties at their average rank. */

export interface Quality {
  readonly queries: number;
  readonly hit1: number;
  readonly hit5: number;
  readonly mrr: number;
}

/** Scores of candidates by position in the catalogue; a candidate that is not listed scores below all that are. */
export type Ranking = ReadonlyMap<number, number>;

/** Rank of a candidate among all scores, its own included: 1 + those above + half of the others at the same score. */
export function rankAmong(scores: Iterable<number>, own: number): number {
  let [above, same] = [0, 0];
  for (const score of scores) {
    if (score > own) above += 1;
    else if (score === own) same += 1;
  }
  return 1 + above + (same - 1) / 2;
}

/** Rank of the best right answer. Unlisted right answers share the places after the listed ones. */
export function rankOf(ranking: Ranking, right: ReadonlySet<number>, size: number): number {
  const listed = [...right].flatMap((position) => ranking.get(position) ?? []);
  if (listed.length === 0) return ranking.size + 1 + (size - ranking.size - 1) / 2;
  return rankAmong(ranking.values(), Math.max(...listed));
}

/** Averages over ranks. */
export function qualityOf(ranks: readonly number[]): Quality {
  const share = (counts: (rank: number) => number): number =>
    ranks.length === 0 ? 0 : ranks.reduce((sum, rank) => sum + counts(rank), 0) / ranks.length;
  return {
    queries: ranks.length,
    hit1: share((rank) => (rank <= 1 ? 1 : 0)),
    hit5: share((rank) => (rank <= 5 ? 1 : 0)),
    mrr: share((rank) => 1 / rank),
  };
}
