/** The hard rules on one bundle, in the order in which a refusal is told. */
import { type Level, namedLanguages, type Reason, reason, type Term, type Verdict } from '../../domain/index.ts';
import { type Candidate, codesOf, ectsOf } from '../candidate.ts';
import { type HostStay, hasTwoTerms, isLinked, minVerdict, strengthOf, verdictRank } from '../stay.ts';
import { lackedPrerequisites, prerequisitesAreNoted } from './prerequisites.ts';
import type { BundleRule } from './rule.ts';

/** A figure between 0 and 1 for people, with four decimals below 0.1; cut off, so that what is below a threshold also reads so. */
export function figure(value: number): string {
  const cut = Math.floor(value * 10_000 + 1e-6) / 10_000;
  return value < 0.1 ? String(cut) : (Math.floor(cut * 100 + 1e-6) / 100).toFixed(2);
}

/** A level or a term as a word of the reader's language. */
export const levelWord = (level: Level): Reason =>
  reason(({ bachelor: 'level-bachelor', master: 'level-master', doctorate: 'level-doctorate' } as const)[level]);
export const verdictWord = (verdict: Verdict): Reason =>
  reason(({ 'no-safe-match': 'verdict-none', review: 'verdict-review', suggest: 'verdict-suggest' } as const)[verdict]);
const termWord = (term: Term): Reason =>
  reason(({ autumn: 'term-autumn', spring: 'term-spring', year: 'term-year' } as const)[term]);

/** Whether each course of a bundle leads to each other by matches that are strong enough alone. */
function hangsTogether({ homes, hosts }: Candidate, stay: HostStay): boolean {
  const [first] = homes;
  const reached = { homes: new Set(first ? [first] : []), hosts: new Set<Candidate['hosts'][number]>() };
  for (let size = -1; size < reached.homes.size + reached.hosts.size; ) {
    size = reached.homes.size + reached.hosts.size;
    for (const home of homes)
      for (const host of hosts)
        if ((reached.homes.has(home) || reached.hosts.has(host)) && isLinked(home, host, stay)) {
          reached.homes.add(home);
          reached.hosts.add(host);
        }
  }
  return reached.homes.size === homes.length && reached.hosts.size === hosts.length;
}

/** Every rule on one bundle. The first that refuses gives the reason. */
export const BUNDLE_RULES: readonly BundleRule[] = [
  {
    name: 'rule-refused-before',
    why: 'why-refused-before',
    uncovered: 'refused-before',
    yieldsToPin: true,
    wholeOnly: true,
    refuse: ({ precedent, homes, hosts }) =>
      precedent === 'refused' ? reason('exactly-refused', { hosts: codesOf(hosts), homes: codesOf(homes) }) : null,
  },
  {
    name: 'rule-taken-there',
    why: 'why-taken-there',
    uncovered: 'not-there',
    structural: true,
    refuse: ({ block, homes }, { request }) => {
      if (block !== null) return null; // a place of a block is filled by another course
      const atHome = homes.find(({ takenAt }) => takenAt === 'home');
      if (atHome) return reason('at-home-alone', { course: atHome.course.code });
      const here = request.mobility === 'internal' ? undefined : homes.find(({ takenAt }) => takenAt === 'country');
      return here ? reason('in-country-alone', { course: here.course.code }) : null;
    },
  },
  {
    name: 'rule-safe-match',
    why: 'why-safe-match',
    uncovered: 'low-score',
    yieldsToPin: true,
    refuse: (candidate, stay) => {
      const least = minVerdict(stay);
      if (candidate.block !== null || verdictRank(candidate.verdict) >= verdictRank(least)) return null;
      const [verdict, wanted] = [verdictWord(candidate.verdict), verdictWord(least)];
      return reason('not-safe', {
        hosts: codesOf(candidate.hosts),
        score: figure(strengthOf(candidate)),
        verdict,
        wanted,
      });
    },
  },
  {
    name: 'rule-minimum-score',
    why: 'why-minimum-score',
    uncovered: 'low-score',
    yieldsToPin: true,
    refuse: (candidate, { policy: { planning } }) => {
      const { minScore = Number.NEGATIVE_INFINITY } = planning;
      if (candidate.block !== null || strengthOf(candidate) >= minScore) return null;
      const [score, least] = [strengthOf(candidate), minScore].map(figure) as [string, string];
      return reason('score-too-low', { hosts: codesOf(candidate.hosts), score, least });
    },
  },
  {
    name: 'rule-hangs-together',
    why: 'why-hangs-together',
    uncovered: 'low-score',
    structural: true,
    yieldsToPin: true,
    wholeOnly: true,
    refuse: (candidate, stay) => {
      const { homes, hosts, precedent } = candidate;
      if (homes.length + hosts.length === 2 || precedent === 'approved') return null;
      return hangsTogether(candidate, stay)
        ? null
        : reason('falls-into-parts', { homes: codesOf(homes), hosts: codesOf(hosts) });
    },
  },
  {
    name: 'rule-known-unit',
    why: 'why-known-unit',
    uncovered: 'unit-unknown',
    structural: true,
    refuse: ({ homes, hosts }) => {
      const unread = [...homes, ...hosts].filter(({ ects }) => ects === null);
      return unread.length === 0 ? null : reason('credits-unread', { courses: codesOf(unread) });
    },
  },
  {
    name: 'rule-bans',
    why: 'why-bans',
    uncovered: 'banned',
    refuse: ({ hosts }, { banned }) => {
      const excluded = hosts.filter(({ key }) => banned.has(key));
      return excluded.length === 0 ? null : reason('course-excluded', { courses: codesOf(excluded) });
    },
  },
  {
    name: 'rule-passed-before',
    why: 'why-passed-before',
    uncovered: 'already-passed',
    structural: true,
    refuse: ({ homes }, { passedHome }) => {
      const passed = homes.find(({ key }) => passedHome.has(key));
      return passed ? reason('home-course-passed', { course: passed.course.code }) : null;
    },
  },
  {
    name: 'rule-taken-before',
    why: 'why-taken-before',
    uncovered: 'taken-before',
    structural: true,
    refuse: ({ hosts }, { passedHost }) => {
      const passed = hosts.find(({ key }) => passedHost.has(key));
      return passed ? reason('host-course-passed', { course: passed.course.code }) : null;
    },
  },
  {
    name: 'rule-term-offered',
    why: 'why-term-offered',
    uncovered: 'term',
    refuse: ({ hosts }, { request: { term } }) => {
      if (term === null) return null;
      const absent = hosts.find(({ course }) => course.terms.length > 0 && !course.terms.includes(term))?.course;
      return absent ? reason('not-in-term', { course: absent.code, terms: absent.terms.map(termWord), term }) : null;
    },
  },
  {
    name: 'rule-teaching-language',
    why: 'why-teaching-language',
    uncovered: 'language',
    refuse: ({ hosts }, { request: { languages: known } }) => {
      const foreign = hosts.find(
        ({ course: { languages } }) =>
          known.length > 0 && languages.length > 0 && !languages.some((language) => known.includes(language)),
      )?.course;
      return foreign
        ? reason('language-not-known', {
            course: foreign.code,
            taught: namedLanguages(foreign.languages),
            known: namedLanguages(known),
          })
        : null;
    },
  },
  {
    name: 'rule-level-of-study',
    why: 'why-level-of-study',
    uncovered: 'level',
    yieldsToPin: true,
    refuse: ({ hosts }, { request: { levels = [] } }) => {
      for (const { level, course } of hosts)
        if (level !== null && levels.length > 0 && !levels.includes(level))
          return reason('other-level', {
            course: course.code,
            level: levelWord(level),
            levels: levels.map(levelWord),
          });
      return null;
    },
  },
  {
    name: 'rule-prerequisites',
    why: 'why-prerequisites',
    uncovered: 'prerequisite',
    refuse: ({ hosts }, stay) => {
      if (hasTwoTerms(stay)) return null;
      const code = prerequisitesAreNoted(stay) ? 'prerequisite-removed' : 'prerequisite-missing';
      for (const host of hosts) {
        const [open] = lackedPrerequisites(host, stay);
        if (open !== undefined) {
          const asked = stay.hosts.get(open)?.course.code ?? open;
          return reason(code, { course: host.course.code, asked });
        }
      }
      return null;
    },
  },
  {
    name: 'rule-worth-credits',
    why: 'why-worth-credits',
    uncovered: 'credits',
    yieldsToPin: true,
    refuse: ({ hosts }) => {
      const empty = hosts.filter(({ ects }) => ects?.isZero());
      return empty.length === 0 ? null : reason('without-credits', { courses: codesOf(empty) });
    },
  },
  {
    name: 'rule-credit-share',
    why: 'why-credit-share',
    uncovered: 'credits',
    yieldsToPin: true,
    wholeOnly: true,
    refuse: ({ homes, hosts }, { policy: { planning } }) => {
      const [home, host] = [ectsOf(homes), ectsOf(hosts)];
      if (home === null || host === null) return null;
      const [least, most] = [home.mul(planning.minCreditShare), home.mul(planning.maxCreditShare)];
      if (!home.isZero() && host.gte(least) && host.lte(most)) return null;
      const limits = { least: least.toString(), most: most.toString(), homeEcts: home.toString() };
      return reason('size-differs', { hosts: codesOf(hosts), ects: host.toString(), homes: codesOf(homes), ...limits });
    },
  },
];

/** The first rule that refuses the candidate, or null. As `part` of a larger bundle it need not keep the rules on the whole. */
export function refusalOf(
  candidate: Candidate,
  stay: HostStay,
  as: 'whole' | 'part' = 'whole',
): { readonly rule: BundleRule; readonly why: Reason } | null {
  for (const rule of BUNDLE_RULES) {
    if (stay.dropped.has(rule.name)) continue;
    if ((candidate.pinned && rule.yieldsToPin) || (as === 'part' && rule.wholeOnly)) continue;
    const why = rule.refuse(candidate, stay);
    if (why !== null) return { rule, why };
  }
  return null;
}

/** What rules would say of a pinned candidate if the pin did not stand above them. */
export const overriddenByPin = (candidate: Candidate, stay: HostStay): Reason[] =>
  candidate.pinned
    ? BUNDLE_RULES.filter(({ yieldsToPin }) => yieldsToPin).flatMap((rule) => rule.refuse(candidate, stay) ?? [])
    : [];
