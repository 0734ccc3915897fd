/** Why a home course is not covered, with the figures behind the reason. */
import {
  groupBy,
  type PlannedHomeCourse,
  Rational,
  type Reason,
  reason,
  termOfSemester,
  textIn,
  type Uncovered,
} from '../domain/index.ts';
import { type Candidate, codesOf, compareCandidates, ectsOf } from './candidate.ts';
import { singlesOf } from './candidates.ts';
import type { Chosen } from './chosen.ts';
import { clashWith, openPrerequisites, prerequisitesAreNoted, type Refusal, refusalOf } from './constraints/index.ts';
import { type HomeEntry, hasTwoTerms, type Stay, strengthOf } from './stay.ts';

/** A home course as planned. Unread credits count as 0 ECTS; such a course is never covered. */
export const plannedHomeCourse = ({ course, ects }: HomeEntry): PlannedHomeCourse => ({
  code: course.code,
  titles: course.titles,
  credits: course.credits,
  ects: ects ?? Rational.ZERO,
  term: course.semester === null ? null : termOfSemester(course.semester),
  languages: course.languages,
  semester: course.semester,
  cycle: course.cycle,
  component: course.component,
});

type Why = Omit<Uncovered, 'home'>;

/** The reason for one home course. `usable` are its candidates that no rule on a bundle refuses. */
export function explainUncovered(home: HomeEntry, usable: readonly Candidate[], stay: Stay, chosen: Chosen): Uncovered {
  // A course that would only fill a place of an elective block says nothing about the content that stays uncovered.
  const [best] = usable.filter(({ block }) => block === null).sort(compareCandidates);
  return { home: plannedHomeCourse(home), ...(best ? notChosen(best, stay, chosen) : notUsable(home, stay)) };
}

const asCandidate = (candidate: Candidate): Uncovered['candidate'] => ({
  code: codesOf(candidate.hosts).join(' + '),
  title: candidate.hosts.map(({ course }) => textIn(course.titles, 'en')).join(' + '),
  score: strengthOf(candidate),
});

function notUsable(home: HomeEntry, stay: Stay): Why {
  const { code } = home.course;
  if (stay.passedHome.has(home.key))
    return { reason: 'already-passed', explanation: reason('home-course-passed', { course: code }), candidate: null };
  if (home.ects === null)
    return { reason: 'unit-unknown', explanation: reason('credits-unread', { courses: [code] }), candidate: null };
  const refused = singlesOf(home, stay).flatMap((candidate) => {
    const refusal = refusalOf(candidate, stay);
    return refusal ? [{ candidate, refusal }] : [];
  });
  const [best, ...others] = refused;
  if (!best) return { reason: 'no-candidate', explanation: reason('no-shared-topic'), candidate: null };
  const explanation = besideOthers(
    best.refusal.why,
    others.map(({ refusal }) => refusal),
  );
  return { reason: best.refusal.rule.uncovered, explanation, candidate: asCandidate(best.candidate) };
}

/** "...; of 7 further candidates 5 fail on term offered, 2 on credit share". */
function besideOthers(first: Reason, refusals: readonly Refusal[]): Reason {
  if (refusals.length === 0) return first;
  const counts = [...groupBy(refusals, ({ rule }) => rule.name)]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([name, { length }]) => reason('count-on-rule', { count: length, rule: { code: name, values: {} } }));
  return reason('refused-like-others', { first, count: refusals.length, counts });
}

/** What a course builds on that the plan does not take in the term before; only a stay of two terms can. */
function notTakenEarlier({ hosts }: Candidate, stay: Stay, { terms }: Chosen): Reason | null {
  if (!hasTwoTerms(stay) || prerequisitesAreNoted(stay)) return null;
  for (const host of hosts) {
    const open = openPrerequisites(host, stay).courses.find((key) => terms.get(key) !== 'autumn');
    if (open !== undefined) {
      const asked = stay.hosts.get(open)?.course.code ?? open;
      return reason('not-taken-earlier', { course: host.course.code, asked });
    }
  }
  return null;
}

function overMaximum(candidate: Candidate, { request }: Stay, { hostEcts }: Chosen): Reason | null {
  const ects = ectsOf(candidate.hosts) ?? Rational.ZERO;
  const said = { hosts: codesOf(candidate.hosts), ects: `${ects}`, most: `${request.maxEcts}` };
  if (ects.gt(request.maxEcts)) return reason('alone-over-maximum', said);
  return hostEcts.add(ects).lte(request.maxEcts) ? null : reason('does-not-fit', { ...said, taken: `${hostEcts}` });
}

/** It had usable candidates: another bundle has the courses, the credits did not fit, or they clash with what was chosen. */
function notChosen(best: Candidate, stay: Stay, chosen: Chosen): Why {
  const candidate = asCandidate(best);
  const hosts = codesOf(best.hosts);
  const rival = chosen.candidates.find((other) => other.hosts.some((host) => best.hosts.includes(host)));
  if (rival) {
    const [there, here] = [rival, best].map((one) => strengthOf(one).toFixed(2)) as [string, string];
    const explanation = reason('replaces-another', { hosts, homes: codesOf(rival.homes), there, here });
    return { reason: 'lost-to-another', explanation, candidate };
  }
  const missing = notTakenEarlier(best, stay, chosen);
  if (missing !== null) return { reason: 'prerequisite', explanation: missing, candidate };
  const full = overMaximum(best, stay, chosen);
  if (full !== null) return { reason: 'credit-maximum', explanation: full, candidate };
  const clash = chosen.candidates.find((other) =>
    other.hosts.some((a) => best.hosts.some((b) => clashWith(a, b, stay))),
  );
  if (clash) {
    const said = { hosts, others: codesOf(clash.hosts), homes: codesOf(clash.homes) };
    return { reason: 'clash', explanation: reason('meets-with', said), candidate };
  }
  return { reason: 'rule-of-plan', explanation: reason('not-beside-the-rest', { hosts }), candidate };
}
