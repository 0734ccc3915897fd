/** The very title: no more general one is likelier, and no other one without a nearer text. */
import type { BarCode, Pair } from './features.ts';
import { belowRival, type Score } from './score.ts';

/** Courses that may share a title that is still telling. */
const MOST_SAME = 2;

interface Titled extends Score {
  readonly pair: Pair;
  readonly barCode: BarCode | null;
  readonly rival: Pair | null;
}

/** The likeliest course that bears the home course's title, where hardly another does, its level agrees and nobody refused it. */
function exactTitle(weighed: readonly Titled[]): Titled | undefined {
  const same = weighed.filter(({ pair }) => pair.titles.extent === 'same' && !pair.candidate.guest);
  if (same.length > MOST_SAME) return undefined;
  return same
    .filter(({ pair: { home, host, precedent }, barCode }) => {
      const levelsAgree = (host.marks.graduate ?? false) === (home.marks.graduate ?? false);
      return barCode === null && precedent.refused === 0 && levelsAgree;
    })
    .sort((a, b) => b.score - a.score)[0];
}

/** The candidates with none above the very title that has no right to be there; who gives way names it as its rival. */
export function putExactTitleFirst<T extends Titled>(weighed: readonly T[]): T[] {
  const exact = exactTitle(weighed);
  if (!exact) return [...weighed];
  const { words } = exact.pair.candidate.cosines;
  return weighed.map((one) => {
    const { titles, candidate, precedent } = one.pair;
    const yields = titles.extent === 'more-general' || (titles.extent === null && candidate.cosines.words <= words);
    if (!yields || precedent.approved > 0 || one.score <= exact.score) return one;
    return { ...one, ...belowRival(one, exact.score), rival: exact.pair };
  });
}
