/** Each bundle of the plan settled: home courses credited, or left as academic difference, with its balance of credits. */
import {
  type Bundle,
  type CreditedCourse,
  type CreditUnit,
  type DerivationStep,
  type PlannedHomeCourse,
  Rational,
  type Reason,
  type Recognition,
  reason,
  type SettledBundle,
} from '../domain/index.ts';
import { meanGrade } from './average.ts';
import type { HomeRules } from './conversion.ts';
import { splitExactly } from './convert-credits.ts';
import { step } from './derive.ts';
import type { JudgedRow } from './judge-rows.ts';

export interface Settling extends HomeRules {
  readonly homeUnit: CreditUnit;
  /** ECTS per home credit. */
  readonly homeRatio: Rational;
}

/** A passed row of a bundle. */
type PassedJudged = JudgedRow & { readonly passed: NonNullable<JudgedRow['passed']> };

/** The result for one bundle. `released` rows earn nothing in it; `waiting` ones wait for a person with it. */
export interface Settlement {
  readonly settled: SettledBundle;
  readonly credited: readonly CreditedCourse[];
  readonly difference: Recognition['difference'];
  readonly used: readonly PassedJudged[];
  readonly released: readonly PassedJudged[];
  readonly waiting: readonly PassedJudged[];
}

/** ECTS as home credits, exact. */
export const homeCredits = (ects: Rational, { homeRatio }: Settling): Rational => ects.div(homeRatio);

/** What the credits of a bundle are settled by: those planned, needed at home and earned, in ECTS. */
type Figures = Pick<SettledBundle, 'bundle' | 'plannedHostEcts' | 'homeEcts' | 'hostEcts'>;

/** Settles one bundle; `rows` are those assigned to it. */
export function settleBundle(bundle: Bundle, rows: readonly JudgedRow[], settling: Settling): Settlement {
  const passed = rows.filter((row): row is PassedJudged => row.passed !== null);
  const figures = {
    bundle: bundle.id,
    plannedHostEcts: Rational.sum(bundle.host.map(({ ects }) => ects)),
    homeEcts: Rational.sum(bundle.home.map(({ ects }) => ects)),
    hostEcts: Rational.sum(passed.map(({ passed: { ects } }) => ects)),
  };
  if (bundle.home.length === 0) return settleElectives(bundle, passed, figures);
  const obstacle = obstacleOf(bundle, rows) ?? shortfallOf(figures, settling);
  if (!obstacle) return creditBundle(bundle, passed, { ...settling, figures });
  const { status, reason: why } = obstacle;
  return {
    settled: { ...withoutCredits(figures), status, reason: why },
    credited: [],
    difference: bundle.home.map((course) => uncredited(course, why, settling)),
    used: [],
    released: status === 'not-credited' ? passed : [],
    waiting: status === 'needs-person' ? passed : [],
  };
}

const withoutCredits = (figures: Figures): Omit<SettledBundle, 'status' | 'reason'> => ({
  ...figures,
  usedEcts: Rational.ZERO,
  remainderEcts: figures.hostEcts,
  creditsAwarded: Rational.ZERO,
  ledger: null,
});

/** An elective block takes each passed course for itself. */
function settleElectives({ host }: Bundle, used: readonly PassedJudged[], figures: Figures): Settlement {
  const [passed, count] = [used.length, host.length];
  const status = passed === count ? 'credited' : passed > 0 ? 'partly-credited' : 'not-credited';
  const why = reason('bundle-electives', { passed, count });
  const settled = { ...withoutCredits(figures), status, reason: why } as const;
  return { settled, credited: [], difference: [], used, released: [], waiting: [] };
}

/** A home course that stays open. */
export const uncredited = (
  { code, titles, ects }: Pick<PlannedHomeCourse, 'code' | 'titles' | 'ects'>,
  why: Reason,
  settling: Settling,
): Recognition['difference'][number] => ({
  homeCode: code,
  homeTitles: titles,
  credits: homeCredits(ects, settling),
  reason: why,
});

/** A host course of the bundle that is missing, failed or undecided. */
function obstacleOf(bundle: Bundle, rows: readonly JudgedRow[]): Pick<SettledBundle, 'status' | 'reason'> | null {
  const lost: Reason[] = [];
  const undecided: Reason[] = [];
  for (const course of bundle.host) {
    const row = rows.find(({ assignment }) => assignment?.place.course === course);
    if (row?.passed) continue;
    if (!row) {
      lost.push(reason('bundle-host-missing', { course: course.code }));
      continue;
    }
    const values = { course: course.code, line: `${row.read.row.line}`, why: row.reason };
    if (row.outcome === 'needs-person') undecided.push(reason('bundle-host-undecided', values));
    else lost.push(reason('bundle-host-lost', values));
  }
  const obstacles = lost.length > 0 ? lost : undecided;
  const [only, second] = obstacles;
  if (!only) return null;
  const why = second ? reason('bundle-obstacles', { obstacles }) : only;
  return { status: lost.length > 0 ? 'not-credited' : 'needs-person', reason: why };
}

/** Whether the host credits fall short of what was approved and of what the policy tolerates. */
const isShort = ({ plannedHostEcts, homeEcts, hostEcts }: Figures, { policy: { credits } }: Settling): boolean =>
  hostEcts.lt(plannedHostEcts) && hostEcts.lt(homeEcts.mul(Rational.ONE.sub(credits.shortfallTolerance)));

function shortfallOf(figures: Figures, settling: Settling): Pick<SettledBundle, 'status' | 'reason'> | null {
  const { shortfall, granted, shortfallTolerance: tolerance } = settling.policy.credits;
  if (shortfall === 'partial' || granted === 'host' || !isShort(figures, settling)) return null;
  const { hostEcts: earned, plannedHostEcts: planned, homeEcts: needed } = figures;
  return { status: 'needs-person', reason: reason('bundle-short', { earned, planned, needed, tolerance }) };
}

function creditBundle(
  bundle: Bundle,
  passed: readonly PassedJudged[],
  settling: Settling & { readonly figures: Figures },
): Settlement {
  const { figures } = settling;
  const mean = meanGrade(
    passed.map(({ passed: { grade, ects } }) => ({ value: grade, weight: ects })),
    settling,
  );
  const award = awardOf(bundle, settling);
  const shared = [...passed.map((row) => row.passed.derivation), mean.derivation, award.derivation].flat();
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
  const usedEcts = figures.hostEcts.min(award.ects);
  return {
    settled: {
      ...figures,
      status: award.partial ? 'partly-credited' : 'credited',
      reason: award.partial ? reason('bundle-partly-credited') : reason('bundle-passed'),
      usedEcts,
      remainderEcts: figures.hostEcts.sub(usedEcts),
      creditsAwarded: Rational.sum(award.credits),
      ledger: null,
    },
    credited,
    difference: award.partial ? stillOpen(bundle, award.credits, settling) : [],
    used: passed,
    released: [],
    waiting: [],
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
  settling: Settling & { readonly figures: Figures },
): { credits: readonly Rational[]; ects: Rational; partial: boolean; derivation: readonly DerivationStep[] } {
  const { policy, homeUnit, figures } = settling;
  const { hostEcts, homeEcts } = figures;
  const { source } = policy;
  const needed = bundle.home.map(({ ects }) => homeCredits(ects, settling));
  const partial = policy.credits.granted === 'home' && isShort(figures, settling);
  if (policy.credits.granted === 'home' && !partial) {
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
