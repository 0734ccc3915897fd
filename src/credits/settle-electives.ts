/** A bundle of an elective block settled: each passed course counts for itself, and the places of the block are filled by what was earned. */
import { type Bundle, Rational, type Reason, type Recognition, reason } from '../domain/index.ts';
import {
  type Figures,
  homeCredits,
  isShort,
  type Obstacle,
  type PassedJudged,
  type Settlement,
  type Settling,
  settledBundle,
  uncredited,
} from './settlement.ts';

interface Electives {
  readonly bundle: Bundle;
  readonly passed: readonly PassedJudged[];
  readonly figures: Figures;
  readonly obstacles: readonly Obstacle[];
}

/** What stays empty of its places is academic difference, or undecided while a person has to say something of one of its rows. */
export function settleElectives({ bundle, passed, figures, obstacles }: Electives, settling: Settling): Settlement {
  const undecided = obstacles.filter(({ status }) => status === 'needs-person');
  const [waits] = undecided;
  const count = bundle.host.length;
  const status = waits
    ? ('needs-person' as const)
    : obstacles.length === 0
      ? ('credited' as const)
      : passed.length > 0
        ? ('partly-credited' as const)
        : ('not-credited' as const);
  const why = waits?.reason ?? reason('bundle-electives', { passed: passed.length, count });
  const { places, empty } = fill({ bundle, passed, figures, obstacles }, settling);
  const open = empty.map(({ home, credits }) => ({ ...uncredited(home, placeReason(bundle, why), settling), credits }));
  return {
    settled: settledBundle(figures, {
      status,
      reason: why,
      usedEcts: Rational.ZERO,
      creditsAwarded:
        bundle.fills === undefined
          ? homeCredits(figures.hostEcts, settling)
          : Rational.sum(places.map(({ credits }) => credits)),
    }),
    credited: [],
    places,
    difference: waits ? [] : open,
    undecided: waits ? open.map((course) => ({ ...course, bundle: bundle.id })) : [],
    used: passed,
    released: [],
    waiting: [],
    shortfall: null,
  };
}

const placeReason = ({ electiveBlock }: Bundle, why: Reason): Reason =>
  reason('place-empty', { block: electiveBlock ?? reason('no-block'), why });

/** The places filled in their order by the ECTS earned; all of them where everything that was approved is passed and does not fall short. */
function fill(
  { bundle, passed, figures, obstacles }: Electives,
  settling: Settling,
): {
  places: Recognition['places'];
  empty: { home: NonNullable<Bundle['fills']>[number]; credits: Rational }[];
} {
  const isComplete = obstacles.length === 0 && !isShort(figures, settling);
  let left = isComplete ? figures.homeEcts : figures.hostEcts.min(figures.homeEcts);
  const from = passed.map(({ read }) => read.row.line);
  const filled = (bundle.fills ?? []).map((home) => {
    const ects = left.min(home.ects);
    left = left.sub(ects);
    return { home, filled: homeCredits(ects, settling), empty: homeCredits(home.ects.sub(ects), settling) };
  });
  return {
    places: filled
      .filter((place) => !place.filled.isZero())
      .map(({ home, filled: credits }) => {
        const { code: homeCode, titles: homeTitles } = home;
        return { bundle: bundle.id, homeCode, homeTitles, credits, from };
      }),
    empty: filled.filter(({ empty }) => !empty.isZero()).map(({ home, empty: credits }) => ({ home, credits })),
  };
}
