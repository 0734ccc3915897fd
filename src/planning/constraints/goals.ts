/** The soft goals, in their declared order. */
import type { HomeEntry } from '../stay.ts';
import { strengthOf } from '../stay.ts';
import type { Goal } from './rule.ts';

/** Courses that the student owes; electives are a choice (component of the Kazakh state standard, see domain/course.ts). */
export const isOwed = ({ course }: HomeEntry): boolean =>
  course.component === 'compulsory' || course.component === 'university';

/** A thousandth of an ECTS credit: whole numbers keep floating point out of the choice. */
const GRAIN = 1000;

export const recognisedCredits: Goal = {
  name: 'recognised credits',
  why: 'the plan exists so that as much of the home semester as possible is credited; weighted by how likely each credit is, owed courses by the policy',
  worth: (candidate, { policy }) => {
    const credits = candidate.homes.map(
      (home) => (home.ects?.toNumber() ?? 0) * (isOwed(home) ? policy.planning.compulsoryWeight : 1),
    );
    const expected = credits.reduce((sum, ects) => sum + ects, 0) * Math.max(0, strengthOf(candidate));
    return Math.round(expected * GRAIN);
  },
};

export const owedCourses: Goal = {
  name: 'owed courses covered',
  why: 'an owed course left out must be made up after the return',
  worth: (candidate) => candidate.homes.filter(isOwed).length,
};

export const fewCourses: Goal = {
  name: 'fewest courses',
  why: 'each course is an examination; the same recognition with fewer is better',
  worth: (candidate) => -candidate.hosts.length,
};

/** Every goal; a later one decides only between plans that are equal in all earlier ones. */
export const GOALS: readonly Goal[] = [recognisedCredits, owedCourses, fewCourses];
