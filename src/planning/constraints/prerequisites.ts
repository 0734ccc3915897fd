/** What a host course asks for before it may be taken. */
import { Rational } from '../../domain/index.ts';
import { type Constraint, type Model, mergeTerms, oneOf, type Summand, taken } from '../model.ts';
import { type HostEntry, type HostStay, hasTwoTerms } from '../stay.ts';

/**
 * What of a course's prerequisites the student does not have yet: keys of `courses` of the catalogue that are neither passed nor matched
 * by a passed home course, and what names no course of it and is `unread`, for a person to read.
 */
export function openPrerequisites(
  host: HostEntry,
  { hostNamed, metHost }: Pick<HostStay, 'hostNamed' | 'metHost'>,
): { readonly courses: readonly string[]; readonly unread: readonly string[] } {
  const printed = host.course.prerequisites.map((text) => ({ text, asked: hostNamed(text) }));
  return {
    courses: printed.flatMap(({ asked }) =>
      asked && asked.same !== host.same && !metHost.has(asked.key) ? [asked.key] : [],
    ),
    unread: printed.filter(({ asked, text }) => !asked && text.trim() !== '').map(({ text }) => text),
  };
}

/** True when the policy lets a missing prerequisite pass with a remark. */
export const prerequisitesAreNoted = ({ policy, dropped }: Pick<HostStay, 'policy' | 'dropped'>): boolean =>
  policy.planning.prerequisites === 'noted' || dropped.has('rule-prerequisites');

/** Prerequisites that the student is known to lack: all open ones, or where they are only noted those that an amendment took out of the plan. */
export const lackedPrerequisites = (host: HostEntry, stay: HostStay): string[] =>
  openPrerequisites(host, stay).courses.filter(
    (key) => !prerequisitesAreNoted(stay) || stay.lackedHost.has(stay.hosts.get(key)?.same ?? key),
  );

/**
 * What a course builds on is taken in the term before it, where it is known to be lacked. And whatever the policy: a plan that takes a course and,
 * not earlier, what that one asks for shows itself that the student does not have it yet.
 */
export function prerequisitesInOrder(model: Model): Constraint[] {
  const { stay } = model;
  const users = [...model.uses.keys()];
  const withSame = (key: string): HostEntry[] => {
    const same = stay.hosts.get(key)?.same;
    return users.filter((host) => host.same === same);
  };
  return users.flatMap((host) => {
    const open = openPrerequisites(host, stay).courses;
    if (open.length === 0) return [];
    const lacked = new Set(lackedPrerequisites(host, stay));
    return open.flatMap((key) =>
      lacked.has(key) ? afterIt(model, host, withSame(key)) : notBeside(model, host, withSame(key)),
    );
  });
}

type Takes = { readonly column: number; readonly term: Model['takes'][number]['term'] }[];
const takesOf = ({ takes, candidates }: Model, host: HostEntry): Takes =>
  takes.flatMap((take, at) => (take.host === host ? [{ column: candidates.length + at, term: take.term }] : []));

/** In a stay of two terms: only in spring, and only with one of these in autumn. In one term the rule on bundles refuses it. */
function afterIt(model: Model, host: HostEntry, asked: readonly HostEntry[]): Constraint[] {
  if (!hasTwoTerms(model.stay)) return [];
  const earlier = asked.flatMap((other) => takesOf(model, other)).filter(({ term }) => term === 'autumn');
  return takesOf(model, host).map(({ column, term }) => {
    const met =
      term === 'spring' ? earlier.map((take) => ({ column: take.column, coefficient: Rational.ONE.neg() })) : [];
    return { terms: [oneOf(column), ...met], min: null, max: Rational.ZERO };
  });
}

/** Not together with one of these unless that is taken in the term before. */
function notBeside(model: Model, host: HostEntry, asked: readonly HostEntry[]): Constraint[] {
  const apart = (terms: readonly Summand[]): Constraint => ({ terms: mergeTerms(terms), min: null, max: Rational.ONE });
  return asked.flatMap((other) => {
    if (!hasTwoTerms(model.stay)) return [apart([...taken(model, host), ...taken(model, other)])];
    return takesOf(model, host).map(({ column, term }) => {
      const late = takesOf(model, other).filter((take) => term !== 'spring' || take.term !== 'autumn');
      return apart([oneOf(column), ...late.map((take) => oneOf(take.column))]);
    });
  });
}
