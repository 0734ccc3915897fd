/** The hard rules on one bundle, in the order in which a refusal is told. */
import { type Candidate, homeCodes, homeEctsOf, hostCodes, hostEctsOf } from '../candidate.ts';
import { hasTwoTerms, type Stay, strengthOf } from '../stay.ts';
import { openPrerequisites, prerequisitesAreNoted } from './prerequisites.ts';
import type { BundleRule } from './rule.ts';

/** A figure between 0 and 1 for people, with four decimals below 0.1; cut off, so that what is below a threshold also reads so. */
function figure(value: number): string {
  const cut = Math.floor(value * 10_000 + 1e-6) / 10_000;
  return value < 0.1 ? String(cut) : (Math.floor(cut * 100 + 1e-6) / 100).toFixed(2);
}

const minimumScore: BundleRule = {
  name: 'minimum score',
  why: "below the policy's threshold a match is more often wrong than right, so only a person may plan it; an elective block asks for no content",
  reason: 'low-score',
  yieldsToPin: true,
  wholeOnly: false,
  refuse: (candidate, { policy }) =>
    candidate.block !== null || strengthOf(candidate) >= policy.planning.minScore
      ? null
      : `${hostCodes(candidate)} scores ${figure(strengthOf(candidate))}; the policy asks for at least ${figure(policy.planning.minScore)}`,
};

const knownUnit: BundleRule = {
  name: 'known credit unit',
  why: 'credits that cannot be read in ECTS cannot be counted towards a limit or recognised',
  reason: 'unit-unknown',
  structural: true,
  yieldsToPin: false,
  wholeOnly: false,
  refuse: (candidate) => {
    const unread = [...candidate.homes, ...candidate.hosts].filter(({ ects }) => ects === null);
    return unread.length === 0
      ? null
      : `the credits of ${unread.map(({ course }) => course.code).join(', ')} cannot be read in ECTS`;
  },
};

const notBanned: BundleRule = {
  name: 'bans',
  why: 'the person who asked for the plan excluded the course',
  reason: 'banned',
  yieldsToPin: false,
  wholeOnly: false,
  refuse: (candidate, { banned }) => {
    const hit = candidate.hosts.filter(({ key }) => banned.has(key));
    return hit.length === 0 ? null : `${hit.map(({ course }) => course.code).join(', ')} was excluded from this plan`;
  },
};

const homeNotPassed: BundleRule = {
  name: 'passed before',
  why: 'a home course that is credited already is not replaced',
  reason: 'already-passed',
  structural: true,
  yieldsToPin: false,
  wholeOnly: false,
  refuse: ({ homes }, { passedHome }) => {
    const passed = homes.find(({ key }) => passedHome.has(key));
    return passed ? `${passed.course.code} has been passed before` : null;
  },
};

const hostNotTaken: BundleRule = {
  name: 'taken before',
  why: 'a host course that was passed before is not studied again',
  reason: 'taken-before',
  structural: true,
  yieldsToPin: false,
  wholeOnly: false,
  refuse: ({ hosts }, { passedHost }) => {
    const passed = hosts.find(({ key }) => passedHost.has(key));
    return passed ? `${passed.course.code} was taken and passed before` : null;
  },
};

const offeredInTerm: BundleRule = {
  name: 'term offered',
  why: 'a course can only be taken while it is taught; one that runs all year does not fit into one term',
  reason: 'term',
  yieldsToPin: false,
  wholeOnly: false,
  refuse: (candidate, { request: { term } }) => {
    if (term === null) return null;
    const absent = candidate.hosts.find(({ course }) => course.terms.length > 0 && !course.terms.includes(term));
    return absent
      ? `${absent.course.code} is offered in ${absent.course.terms.join('/')}, the stay is in ${term}`
      : null;
  },
};

const teachingLanguage: BundleRule = {
  name: 'language of teaching',
  why: 'a student can only follow a course in a language that the student has',
  reason: 'language',
  yieldsToPin: false,
  wholeOnly: false,
  refuse: (candidate, { request: { languages } }) => {
    if (languages.length === 0) return null;
    const foreign = candidate.hosts.find(
      ({ course }) => course.languages.length > 0 && !course.languages.some((language) => languages.includes(language)),
    );
    return foreign
      ? `${foreign.course.code} is taught in ${foreign.course.languages.join('/')}, the student has ${languages.join('/')}`
      : null;
  },
};

const levelOfStudy: BundleRule = {
  name: 'level of study',
  why: 'a host admits a student to courses of the own level; another level needs a permission, which a pin stands for',
  reason: 'level',
  yieldsToPin: true,
  wholeOnly: false,
  refuse: (candidate, { request: { levels = [] } }) => {
    if (levels.length === 0) return null;
    const other = candidate.hosts.find(({ level }) => level !== null && !levels.includes(level));
    return other ? `${other.course.code} is a ${other.level} course, the student may take ${levels.join('/')}` : null;
  },
};

const prerequisitesMet: BundleRule = {
  name: 'prerequisites',
  why: 'the host admits to a course only who has what it builds on; in a stay of two terms it may be taken in the first',
  reason: 'prerequisite',
  yieldsToPin: false,
  wholeOnly: false,
  refuse: (candidate, stay) => {
    if (prerequisitesAreNoted(stay) || hasTwoTerms(stay)) return null;
    for (const host of candidate.hosts) {
      const [open] = openPrerequisites(host, stay).courses;
      if (open !== undefined) {
        return `${host.course.code} asks for ${stay.hosts.get(open)?.course.code ?? open}, which the student has not passed`;
      }
    }
    return null;
  },
};

const notRefusedBefore: BundleRule = {
  name: 'refused before',
  why: 'what was refused for exactly these courses needs a person to be proposed again',
  reason: 'refused-before',
  yieldsToPin: true,
  wholeOnly: true,
  refuse: (candidate) =>
    candidate.precedent === 'refused' ? `${hostCodes(candidate)} for ${homeCodes(candidate)} was refused before` : null,
};

const creditShare: BundleRule = {
  name: 'credit share',
  why: 'host work must be of about the size of the home work that it replaces',
  reason: 'credits',
  yieldsToPin: true,
  wholeOnly: true,
  refuse: (candidate, { policy: { planning } }) => {
    const [home, host] = [homeEctsOf(candidate), hostEctsOf(candidate)];
    if (home === null || host === null) return null;
    const [least, most] = [home.mul(planning.minCreditShare), home.mul(planning.maxCreditShare)];
    if (!home.isZero() && host.gte(least) && host.lte(most)) return null;
    return `${hostCodes(candidate)} has ${host} ECTS; ${least} to ${most} ECTS may replace the ${home} ECTS of ${homeCodes(candidate)}`;
  },
};

/** Every rule on one bundle. The first that refuses gives the reason. */
export const BUNDLE_RULES: readonly BundleRule[] = [
  notRefusedBefore,
  minimumScore,
  knownUnit,
  notBanned,
  homeNotPassed,
  hostNotTaken,
  offeredInTerm,
  teachingLanguage,
  levelOfStudy,
  prerequisitesMet,
  creditShare,
];

export interface Refusal {
  readonly rule: BundleRule;
  /** The sentence with the figures. */
  readonly text: string;
}

/** The first rule that refuses the candidate, or null. As `part` of a larger bundle it need not keep the rules on the whole. */
export function refusalOf(candidate: Candidate, stay: Stay, as: 'whole' | 'part' = 'whole'): Refusal | null {
  for (const rule of BUNDLE_RULES) {
    if (stay.dropped.has(rule.name)) continue;
    if ((candidate.pinned && rule.yieldsToPin) || (as === 'part' && rule.wholeOnly)) continue;
    const text = rule.refuse(candidate, stay);
    if (text !== null) return { rule, text };
  }
  return null;
}

/** What rules would say of a pinned candidate if the pin did not stand above them. */
export const overriddenByPin = (candidate: Candidate, stay: Stay): string[] =>
  candidate.pinned
    ? BUNDLE_RULES.filter(({ yieldsToPin }) => yieldsToPin).flatMap((rule) => rule.refuse(candidate, stay) ?? [])
    : [];
