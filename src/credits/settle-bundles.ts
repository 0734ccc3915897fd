/** Each bundle of the plan settled: home courses credited, or left as academic difference, with its balance of credits. */
import {
  type Bundle,
  type CreditedCourse,
  type CreditUnit,
  type DerivationStep,
  type GradeScale,
  type PlannedHomeCourse,
  type Policy,
  Rational,
  type Recognition,
  type SettledBundle,
  textIn,
} from '../domain/index.ts';
import { meanGrade } from './average.ts';
import { step } from './derive.ts';
import type { JudgedRow, PassedRow } from './judge-rows.ts';
import { splitExactly } from './split-credits.ts';

export interface Settling {
  readonly policy: Policy;
  readonly homeScale: GradeScale;
  readonly homeUnit: CreditUnit;
  /** ECTS per home credit. */
  readonly homeRatio: Rational;
}

/** A passed row of a bundle. */
export type PassedJudged = JudgedRow & { readonly passed: PassedRow };

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

const isPassed = (judged: JudgedRow): judged is PassedJudged => judged.passed !== null;

/** Settles a bundle that replaces home courses; `rows` are those assigned to it. */
export function settleBundle(bundle: Bundle, rows: readonly JudgedRow[], settling: Settling): Settlement {
  const passed = rows.filter(isPassed);
  const plannedHostEcts = Rational.sum(bundle.host.map(({ ects }) => ects));
  const homeEcts = Rational.sum(bundle.home.map(({ ects }) => ects));
  const hostEcts = Rational.sum(passed.map(({ passed: { ects } }) => ects));
  const figures = { bundle: bundle.id, plannedHostEcts, homeEcts, hostEcts };
  const obstacle = obstacleOf(bundle, rows) ?? shortfallOf(figures, settling.policy);
  if (obstacle) {
    const { status, reason } = obstacle;
    const zero = { usedEcts: Rational.ZERO, remainderEcts: hostEcts, creditsAwarded: Rational.ZERO };
    return {
      settled: { ...figures, ...zero, status, reason },
      credited: [],
      difference: bundle.home.map((course) => uncredited(course, { reason, settling })),
      used: [],
      released: status === 'not-credited' ? passed : [],
      waiting: status === 'needs-person' ? passed : [],
    };
  }
  return creditBundle(bundle, passed, { ...settling, figures });
}

/** A home course that stays open. */
export const uncredited = (
  { code, titles, ects }: Pick<PlannedHomeCourse, 'code' | 'titles' | 'ects'>,
  { reason, settling }: { readonly reason: string; readonly settling: Settling },
): Recognition['difference'][number] => ({
  homeCode: code,
  homeTitle: textIn(titles, 'en', 'ru', 'kk'),
  credits: homeCredits(ects, settling),
  reason,
});

interface Obstacle {
  readonly status: 'needs-person' | 'not-credited';
  readonly reason: string;
}

/** A host course of the bundle that is missing, failed or undecided. */
function obstacleOf(bundle: Bundle, rows: readonly JudgedRow[]): Obstacle | null {
  const found = bundle.host.map((course) => ({
    course,
    row: rows.find(({ assignment }) => assignment?.place.course === course),
  }));
  const lost = found.flatMap(({ course, row }) => {
    if (!row) return [`${course.code} is not in the transcript`];
    return row.passed || row.outcome === 'needs-person'
      ? []
      : [`${course.code} (line ${row.read.row.line}): ${row.reason}`];
  });
  if (lost.length > 0) return { status: 'not-credited', reason: lost.join('; ') };
  const undecided = found.flatMap(({ course, row }) =>
    row?.outcome === 'needs-person' ? [`${course.code} (line ${row.read.row.line}) needs a person: ${row.reason}`] : [],
  );
  return undecided.length > 0 ? { status: 'needs-person', reason: undecided.join('; ') } : null;
}

type Figures = Pick<SettledBundle, 'bundle' | 'plannedHostEcts' | 'homeEcts' | 'hostEcts'>;

/** Whether the host credits fall short of what was approved and of what the policy tolerates. */
const isShort = ({ plannedHostEcts, homeEcts, hostEcts }: Figures, { credits }: Policy): boolean =>
  hostEcts.lt(plannedHostEcts) && hostEcts.lt(homeEcts.mul(Rational.ONE.sub(credits.shortfallTolerance)));

function shortfallOf(figures: Figures, policy: Policy): Obstacle | null {
  const { hostEcts, plannedHostEcts, homeEcts } = figures;
  if (policy.credits.shortfall === 'partial' || policy.credits.granted === 'host' || !isShort(figures, policy))
    return null;
  const reason = `${hostEcts} ECTS were earned, ${plannedHostEcts} planned and ${homeEcts} are needed; the policy tolerates a shortfall of ${policy.credits.shortfallTolerance} of the home credits`;
  return { status: 'needs-person', reason };
}

function creditBundle(
  bundle: Bundle,
  passed: readonly PassedJudged[],
  settling: Settling & { readonly figures: Figures },
): Settlement {
  const { policy, homeScale, figures } = settling;
  const parts = passed.map(({ passed: { grade, ects } }) => ({ grade, weight: ects }));
  const mean = meanGrade({ parts, homeScale, policy });
  const award = awardOf(bundle, settling);
  const from = passed.map(({ read }) => read.row.line);
  const shared = [...passed.map((row) => row.passed.derivation), mean.derivation, award.derivation].flat();
  const credited = bundle.home.map(
    (course, index): CreditedCourse => ({
      bundle: bundle.id,
      homeCode: course.code,
      homeTitle: textIn(course.titles, 'en', 'ru', 'kk'),
      credits: award.credits[index] ?? Rational.ZERO,
      grade: mean.value,
      from,
      derivation: shared,
    }),
  );
  const creditsAwarded = Rational.sum(award.credits);
  const open = award.partial ? stillOpen(bundle, award, settling) : [];
  const usedEcts = figures.hostEcts.min(award.ects);
  return {
    settled: {
      bundle: bundle.id,
      status: award.partial ? 'partly-credited' : 'credited',
      reason: award.partial ? 'the host credits fall short, and only they are awarded' : 'every host course was passed',
      plannedHostEcts: figures.plannedHostEcts,
      homeEcts: figures.homeEcts,
      hostEcts: figures.hostEcts,
      usedEcts,
      remainderEcts: figures.hostEcts.sub(usedEcts),
      creditsAwarded,
    },
    credited,
    difference: open,
    used: passed,
    released: [],
    waiting: [],
  };
}

/** What is missing of each home course when only a part of the credits was awarded. */
function stillOpen(bundle: Bundle, award: Award, settling: Settling): Recognition['difference'] {
  const reason = `only part of its credits was earned in bundle ${bundle.id}`;
  return bundle.home.flatMap((course, index) => {
    const missing = homeCredits(course.ects, settling).sub(award.credits[index] ?? Rational.ZERO);
    return missing.gt(Rational.ZERO) ? [{ ...uncredited(course, { reason, settling }), credits: missing }] : [];
  });
}

interface Award {
  /** Home credits per home course, in their order. */
  readonly credits: readonly Rational[];
  /** ECTS that these credits stand for. */
  readonly ects: Rational;
  readonly partial: boolean;
  readonly derivation: readonly DerivationStep[];
}

/** Credits by the policy: the home courses' own, or the host's converted, rounded once and split over the home courses. */
function awardOf(bundle: Bundle, settling: Settling & { readonly figures: Figures }): Award {
  const { policy, homeUnit, figures } = settling;
  const needed = bundle.home.map(({ ects }) => homeCredits(ects, settling));
  const partial = policy.credits.granted === 'home' && isShort(figures, policy);
  if (policy.credits.granted === 'home' && !partial) {
    const text = `The home courses' own credits are awarded: ${needed.join(' + ')} for ${figures.hostEcts} ECTS`;
    const inputs = { hostEcts: figures.hostEcts, homeEcts: figures.homeEcts };
    const output = Rational.sum(needed);
    const derivation = [step({ rule: 'credits.home-value', text, inputs, output, source: policy.source })];
    return { credits: needed, ects: figures.homeEcts, partial, derivation };
  }
  const exact = homeCredits(figures.hostEcts, settling);
  const rounding = policy.credits.rounding;
  // Part of the credits is never rounded up: nobody may gain by falling short.
  const total = rounding ? exact.round(partial ? 'floor' : rounding.mode, rounding.step) : exact;
  const credits = splitExactly(total, needed, rounding?.step ?? null);
  const rounded = rounding && !total.eq(exact) ? `, rounded to ${total}` : '';
  const text = `${figures.hostEcts} ECTS are ${exact} ${textIn(homeUnit.name, 'en')}${rounded}, split as ${credits.join(' + ')}`;
  const inputs = { hostEcts: figures.hostEcts, rounding: rounding?.mode ?? null, residue: exact.sub(total) };
  const derivation = [step({ rule: 'credits.host-value', text, inputs, output: total, source: policy.source })];
  return { credits, ects: total.mul(settling.homeRatio), partial, derivation };
}
