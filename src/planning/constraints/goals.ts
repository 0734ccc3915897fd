/** The soft goals, in their declared order. */
import { codeKey } from '../../domain/index.ts';
import type { Candidate } from '../candidate.ts';
import { type HomeEntry, type HostStay, strengthOf } from '../stay.ts';
import type { Goal } from './rule.ts';

/** Courses that the student owes; electives are a choice (component of the Kazakh state standard, see domain/course.ts). */
const isOwed = ({ course }: HomeEntry): boolean =>
  course.component === 'compulsory' || course.component === 'university';

const WORTH = {
  /** A thousandth of an ECTS credit: whole numbers keep floating point out of the choice. */
  grain: 1000,
  /** Worth of a credit in an elective block beside a certain match, where the policy does not say. */
  block: 0.3,
} as const;

const weightedCredits = (homes: readonly HomeEntry[], weightOf: (home: HomeEntry) => number): number =>
  homes.reduce((sum, home) => sum + (home.ects?.toNumber() ?? 0) * weightOf(home), 0);

/**
 * Every goal, greater ones first; a later one decides only between plans that are equal in all earlier ones. Goals that count
 * courses share a step, because every step is a solve.
 */
export const GOALS: readonly (readonly Goal[])[] = [
  [
    {
      name: 'goal-owed-first',
      why: 'why-owed-first',
      worth: (candidate, { policy: { planning } }) => {
        if (!planning.compulsoryFirst || candidate.block !== null) return 0;
        const owed = weightedCredits(candidate.homes, (home) => (isOwed(home) ? 1 : 0));
        return Math.round(owed * Math.max(0, strengthOf(candidate)) * WORTH.grain);
      },
    },
  ],
  [{ name: 'goal-recognised-credits', why: 'why-recognised-credits', worth: recognisedCredits }],
  [
    {
      name: 'goal-owed-courses',
      why: 'why-owed-courses',
      worth: ({ homes, block }) => (block === null ? homes.filter(isOwed).length : 0),
    },
    { name: 'goal-few-courses', why: 'why-few-courses', worth: ({ hosts }) => -hosts.length },
  ],
  [
    {
      name: 'goal-preferences',
      why: 'why-preferences',
      worth: ({ hosts }, { request }) => {
        const preferred = new Set((request.preferred ?? []).map(codeKey));
        return hosts.filter(({ key }) => preferred.has(key)).length;
      },
    },
  ],
];

/** Thousandths of ECTS credits, weighted by how likely each is and by what is owed; those of a block by nearness to the field. */
export function recognisedCredits(candidate: Candidate, { policy: { planning } }: HostStay): number {
  const strength = Math.max(0, strengthOf(candidate));
  if (candidate.block !== null) {
    const ects = weightedCredits(candidate.homes, () => 1);
    const nearness = (1 + Math.min(1, strength)) / 2;
    return Math.round(ects * (planning.electiveBlockWeight ?? WORTH.block) * nearness * WORTH.grain);
  }
  const ects = weightedCredits(candidate.homes, (home) => (isOwed(home) ? planning.compulsoryWeight : 1));
  return Math.round(ects * strength * WORTH.grain);
}
