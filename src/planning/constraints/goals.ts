/** The soft goals, in their declared order. */
import { codeKey } from '../../domain/index.ts';
import { type HomeEntry, strengthOf } from '../stay.ts';
import type { Goal } from './rule.ts';

/** Courses that the student owes; electives are a choice (component of the Kazakh state standard, see domain/course.ts). */
const isOwed = ({ course }: HomeEntry): boolean =>
  course.component === 'compulsory' || course.component === 'university';

/** A thousandth of an ECTS credit: whole numbers keep floating point out of the choice. */
const GRAIN = 1000;
/** Worth of a credit in an elective block beside a certain match, where the policy does not say. */
const BLOCK_WEIGHT = 0.3;

const weightedCredits = (homes: readonly HomeEntry[], weightOf: (home: HomeEntry) => number): number =>
  homes.reduce((sum, home) => sum + (home.ects?.toNumber() ?? 0) * weightOf(home), 0);

const owedFirst: Goal = {
  name: 'compulsory courses first',
  why: 'where the policy says so, no elective course takes the place, the credits or the time of one that is owed',
  worth: (candidate, { policy: { planning } }) => {
    if (!planning.compulsoryFirst || candidate.block !== null) return 0;
    const owed = weightedCredits(candidate.homes, (home) => (isOwed(home) ? 1 : 0));
    return Math.round(owed * Math.max(0, strengthOf(candidate)) * GRAIN);
  },
};

export const recognisedCredits: Goal = {
  name: 'recognised credits',
  why: 'the plan exists so that as much of the home period as possible is credited, weighted by how likely each credit is and by what is owed; in an elective block a course near the field is worth up to twice one far from it',
  worth: (candidate, { policy: { planning } }) => {
    const strength = Math.max(0, strengthOf(candidate));
    if (candidate.block !== null) {
      const ects = weightedCredits(candidate.homes, () => 1);
      const nearness = (1 + Math.min(1, strength)) / 2;
      return Math.round(ects * (planning.electiveBlockWeight ?? BLOCK_WEIGHT) * nearness * GRAIN);
    }
    const ects = weightedCredits(candidate.homes, (home) => (isOwed(home) ? planning.compulsoryWeight : 1));
    return Math.round(ects * strength * GRAIN);
  },
};

const owedCourses: Goal = {
  name: 'owed courses covered',
  why: 'an owed course left out must be made up after the return',
  worth: ({ homes, block }) => (block === null ? homes.filter(isOwed).length : 0),
};

const fewCourses: Goal = {
  name: 'fewest courses',
  why: 'each course is an examination; the same recognition with fewer is better',
  worth: ({ hosts }) => -hosts.length,
};

const preferredCourses: Goal = {
  name: 'preferences',
  why: "between equal plans the student's wish decides",
  worth: ({ hosts }, { request }) => {
    const preferred = new Set((request.preferred ?? []).map(codeKey));
    return hosts.filter(({ key }) => preferred.has(key)).length;
  },
};

/**
 * Every goal, greater ones first; a later one decides only between plans that are equal in all earlier ones. Goals that count
 * courses share a step, because every step is a solve.
 */
export const GOALS: readonly (readonly Goal[])[] = [
  [owedFirst],
  [recognisedCredits],
  [owedCourses, fewCourses],
  [preferredCourses],
];
