/** What settling a bundle rests on and comes to. */
import {
  type CreditedCourse,
  type CreditUnit,
  type PlannedHomeCourse,
  Rational,
  type Reason,
  type Recognition,
  type SettledBundle,
} from '../domain/index.ts';
import type { HomeRules } from './conversion.ts';
import type { JudgedRow } from './judge-rows.ts';

export interface Settling extends HomeRules {
  readonly homeUnit: CreditUnit;
  /** ECTS per home credit. */
  readonly homeRatio: Rational;
}

/** A passed row of a bundle. */
export type PassedJudged = JudgedRow & { readonly passed: NonNullable<JudgedRow['passed']> };

/** The result for one bundle. `released` rows earn nothing in it; `waiting` ones wait for a person with it. */
export interface Settlement {
  readonly settled: SettledBundle;
  readonly credited: readonly CreditedCourse[];
  readonly places: Recognition['places'];
  readonly difference: Recognition['difference'];
  readonly undecided: Recognition['undecided'];
  readonly used: readonly PassedJudged[];
  readonly released: readonly PassedJudged[];
  readonly waiting: readonly PassedJudged[];
  /** That its credits fall short, which a person decides. */
  readonly shortfall: Reason | null;
}

/** Why a bundle is not credited. */
export type Obstacle = Pick<SettledBundle, 'reason'> & { readonly status: 'needs-person' | 'not-credited' };

/** ECTS as home credits, exact. */
export const homeCredits = (ects: Rational, { homeRatio }: Settling): Rational => ects.div(homeRatio);

/** What the credits of a bundle are settled by: those planned, needed at home and earned, in ECTS. */
export type Figures = Pick<SettledBundle, 'bundle' | 'plannedHostEcts' | 'homeEcts' | 'hostEcts'>;

/** A bundle with its balance of credits; its ledger is kept once every bundle is settled. */
export function settledBundle(
  { bundle, plannedHostEcts, homeEcts, hostEcts }: Figures,
  {
    status,
    reason,
    usedEcts,
    creditsAwarded,
  }: Pick<SettledBundle, 'status' | 'reason' | 'usedEcts' | 'creditsAwarded'>,
  ledger: SettledBundle['ledger'] = null,
): SettledBundle {
  const remainderEcts = hostEcts.sub(usedEcts);
  // Written out, because copying objects was a fifth of the time of a recognition.
  return {
    bundle,
    plannedHostEcts,
    homeEcts,
    hostEcts,
    status,
    reason,
    usedEcts,
    remainderEcts,
    creditsAwarded,
    ledger,
  };
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

/** Whether the host credits fall short of what was approved and of what the policy tolerates. */
export const isShort = ({ plannedHostEcts, homeEcts, hostEcts }: Figures, { policy: { credits } }: Settling): boolean =>
  hostEcts.lt(plannedHostEcts) && hostEcts.lt(homeEcts.mul(Rational.ONE.sub(credits.shortfallTolerance)));
