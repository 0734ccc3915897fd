/** Each bundle of the plan settled: home courses credited, or left as academic difference, with its balance of credits. */
import {
  type Bundle,
  type CreditedCourse,
  type DerivationStep,
  type PlannedCourse,
  Rational,
  type Recognition,
  reason,
} from '../domain/index.ts';
import { isSetAside } from './assign-rows.ts';
import { meanGrade } from './average.ts';
import { splitExactly } from './convert-credits.ts';
import { step } from './derive.ts';
import type { JudgedRow } from './judge-rows.ts';
import { settleElectives } from './settle-electives.ts';
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

/** What a bundle is settled by besides its rows. */
export interface BundleRows {
  /** Those assigned to it, and those that are tied to one of its courses. */
  readonly rows: readonly JudgedRow[];
  /** The line of a row that was not read and may be this host course; null = none may. */
  readonly unreadLine: (course: PlannedCourse) => number | null;
}

/** Settles one bundle. */
export function settleBundle(bundle: Bundle, found: BundleRows, settling: Settling): Settlement {
  const own = found.rows.filter(({ assignment }) => assignment?.place.bundle === bundle.id);
  const passed = own.filter((row): row is PassedJudged => row.passed !== null && row.outcome !== 'extra');
  const isElective = bundle.home.length === 0;
  const figures = {
    bundle: bundle.id,
    plannedHostEcts: Rational.sum(bundle.host.map(({ ects }) => ects)),
    homeEcts: Rational.sum((isElective ? (bundle.fills ?? []) : bundle.home).map(({ ects }) => ects)),
    hostEcts: Rational.sum(passed.map(({ passed: { ects } }) => ects)),
  };
  const obstacles = obstaclesOf(bundle, found);
  if (isElective) return settleElectives({ bundle, passed, figures, obstacles }, settling);
  const shortfall = obstacles.length > 0 ? null : shortfallOf(figures, own, settling);
  const obstacle = shortfall ?? mostSevere(obstacles);
  if (!obstacle) return creditBundle({ bundle, passed, figures }, settling);
  const { status, reason: why } = obstacle;
  const open = bundle.home.map((course) => uncredited(course, why, settling));
  const isUndecided = status === 'needs-person';
  return {
    settled: settledBundle(figures, { status, reason: why, usedEcts: Rational.ZERO, creditsAwarded: Rational.ZERO }),
    credited: [],
    places: [],
    difference: isUndecided ? [] : open,
    undecided: isUndecided ? open.map((course) => ({ ...course, bundle: bundle.id })) : [],
    used: [],
    released: isUndecided ? [] : passed,
    waiting: isUndecided ? passed : [],
    shortfall: shortfall?.reason ?? null,
  };
}

/** Each host course of the bundle that is missing, failed or undecided. */
function obstaclesOf(bundle: Bundle, { rows, unreadLine }: BundleRows): Obstacle[] {
  return bundle.host.flatMap((course): Obstacle[] => {
    const about = rows.filter(
      ({ assignment }) =>
        assignment?.place.course === course || assignment?.tied?.places.some((place) => place.course === course),
    );
    const live = about.filter(({ read }) => !isSetAside(read));
    const own = live.length > 0 ? live : about;
    const stopped = own.filter(({ passed, outcome }) => passed === null || outcome === 'extra');
    const undecided = stopped.find(({ outcome }) => outcome === 'needs-person');
    const [lost] = stopped;
    const line = own.length === 0 ? unreadLine(course) : null;
    const values = (row: JudgedRow) => ({ course: course.code, line: `${row.read.row.line}`, why: row.reason });
    if (undecided) return [{ status: 'needs-person', reason: reason('bundle-host-undecided', values(undecided)) }];
    if (lost) return [{ status: 'not-credited', reason: reason('bundle-host-lost', values(lost)) }];
    if (line !== null)
      return [
        { status: 'needs-person', reason: reason('bundle-host-unread', { course: course.code, line: `${line}` }) },
      ];
    return own.length > 0
      ? []
      : [{ status: 'not-credited', reason: reason('bundle-host-missing', { course: course.code }) }];
  });
}

/** What is lost is lost whatever a person says of the rest. */
function mostSevere(obstacles: readonly Obstacle[]): Obstacle | null {
  const lost = obstacles.filter(({ status }) => status === 'not-credited');
  const counting = lost.length > 0 ? lost : obstacles;
  const [only, second] = counting;
  if (!only) return null;
  const why = second ? reason('bundle-obstacles', { obstacles: counting.map((one) => one.reason) }) : only.reason;
  return { status: only.status, reason: why };
}

/** A shortfall that nobody has accepted yet. */
function shortfallOf(figures: Figures, rows: readonly JudgedRow[], settling: Settling): Obstacle | null {
  const { shortfall, granted, shortfallTolerance: tolerance } = settling.policy.credits;
  if (shortfall === 'partial' || granted === 'host' || !isShort(figures, settling)) return null;
  if (rows.some(({ read }) => read.said !== null)) return null;
  const { hostEcts: earned, plannedHostEcts: planned, homeEcts: needed } = figures;
  return { status: 'needs-person', reason: reason('bundle-short', { earned, planned, needed, tolerance }) };
}

function creditBundle(
  {
    bundle,
    passed,
    figures,
  }: { readonly bundle: Bundle; readonly passed: readonly PassedJudged[]; readonly figures: Figures },
  settling: Settling,
): Settlement {
  const mean = meanGrade(
    passed.map(({ passed: { grade, ects } }) => ({ value: grade, weight: ects })),
    settling,
  );
  const award = awardOf(bundle, figures, settling);
  const shared = [...passed.flatMap((row) => row.passed.derivation), ...mean.derivation, ...award.derivation];
  const credited = bundle.home.map(
    (course, index): CreditedCourse => ({
      bundle: bundle.id,
      homeCode: course.code,
      homeTitles: course.titles,
      credits: award.credits[index] ?? Rational.ZERO,
      grade: mean.value,
      from: passed.map(({ read }) => read.row.line),
      derivation: shared,
    }),
  );
  return {
    settled: settledBundle(figures, {
      status: award.partial ? 'partly-credited' : 'credited',
      reason: award.partial ? reason('bundle-partly-credited') : reason('bundle-passed'),
      usedEcts: figures.hostEcts.min(award.ects),
      creditsAwarded: Rational.sum(award.credits),
    }),
    credited,
    places: [],
    difference: award.partial ? stillOpen(bundle, award.credits, settling) : [],
    undecided: [],
    used: passed,
    released: [],
    waiting: [],
    shortfall: null,
  };
}

/** What is missing of each home course when only a part of the credits was awarded. */
function stillOpen(bundle: Bundle, awarded: readonly Rational[], settling: Settling): Recognition['difference'] {
  return bundle.home.flatMap((course, index) => {
    const missing = homeCredits(course.ects, settling).sub(awarded[index] ?? Rational.ZERO);
    const open = uncredited(course, reason('bundle-still-open', { bundle: bundle.id }), settling);
    return missing.gt(Rational.ZERO) ? [{ ...open, credits: missing }] : [];
  });
}

/**
 * Credits by the policy: the home courses' own, or the host's converted, rounded once and split over the home courses; in the order of the
 * home courses, with the ECTS that they stand for.
 */
function awardOf(
  bundle: Bundle,
  figures: Figures,
  settling: Settling,
): { credits: readonly Rational[]; ects: Rational; partial: boolean; derivation: readonly DerivationStep[] } {
  const { policy, homeUnit } = settling;
  const { hostEcts, homeEcts } = figures;
  const { source } = policy;
  const needed = bundle.home.map(({ ects }) => homeCredits(ects, settling));
  const { granted, shortfall } = policy.credits;
  const partial = granted === 'home' && shortfall === 'partial' && isShort(figures, settling);
  if (granted === 'home' && !partial) {
    const why = reason('credits-home-value', { credits: needed.join(' + '), ects: hostEcts });
    const output = Rational.sum(needed);
    const only = step({ rule: 'credits.home-value', reason: why, inputs: { hostEcts, homeEcts }, output, source });
    return { credits: needed, ects: homeEcts, partial, derivation: [only] };
  }
  const exact = homeCredits(hostEcts, settling);
  const rounding = policy.credits.rounding;
  // Part of the credits is never rounded up: nobody may gain by falling short.
  const total = rounding ? exact.round(partial ? 'floor' : rounding.mode, rounding.step) : exact;
  const credits = splitExactly(total, needed, rounding?.step ?? null);
  const values = { ects: hostEcts, credits: exact, unit: homeUnit.name, parts: credits.join(' + ') };
  const why = total.eq(exact)
    ? reason('credits-host-value', values)
    : reason('credits-host-value-rounded', { ...values, rounded: total });
  const inputs = { hostEcts, rounding: rounding?.mode ?? null, residue: exact.sub(total) };
  const only = step({ rule: 'credits.host-value', reason: why, inputs, output: total, source });
  return { credits, ects: total.mul(settling.homeRatio), partial, derivation: [only] };
}
