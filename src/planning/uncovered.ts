/** Why a home course is not covered, with the figures behind the reason. */
import { Rational, textIn, type Uncovered } from '../domain/index.ts';
import type { Chosen } from './assemble.ts';
import { type Candidate, compareCandidates, homeCodes, hostCodes, hostEctsOf } from './candidate.ts';
import { singlesOf } from './candidates.ts';
import { clashWith, openPrerequisites, prerequisitesAreNoted, type Refusal, refusalOf } from './constraints/index.ts';
import { plannedHomeCourse } from './planned-course.ts';
import { type HomeEntry, hasTwoTerms, type Stay, strengthOf } from './stay.ts';

type Reason = Pick<Uncovered, 'reason' | 'explanation' | 'candidate'>;

const named = (candidate: Candidate): Uncovered['candidate'] => ({
  code: hostCodes(candidate),
  title: candidate.hosts.map(({ course }) => textIn(course.titles, 'en')).join(' + '),
  score: strengthOf(candidate),
});

/** The reason for one home course. `usable` are its candidates that no rule on a bundle refuses. */
export function explainUncovered(home: HomeEntry, usable: readonly Candidate[], stay: Stay, chosen: Chosen): Uncovered {
  // A course that would only fill a place of an elective block says nothing about the content that stays uncovered.
  const alike = usable.filter(({ block }) => block === null);
  const reason = alike.length > 0 ? notChosen(alike, stay, chosen) : notUsable(home, stay);
  return { home: plannedHomeCourse(home), ...reason };
}

function notUsable(home: HomeEntry, stay: Stay): Reason {
  if (stay.passedHome.has(home.key)) {
    return { reason: 'already-passed', explanation: `${home.course.code} has been passed before`, candidate: null };
  }
  if (home.ects === null) {
    return {
      reason: 'unit-unknown',
      explanation: `the credits of ${home.course.code} cannot be read in ECTS`,
      candidate: null,
    };
  }
  const refused = singlesOf(home, stay).flatMap((candidate) => {
    const refusal = refusalOf(candidate, stay);
    return refusal ? [{ candidate, refusal }] : [];
  });
  const [best] = refused;
  if (!best) {
    return { reason: 'no-candidate', explanation: 'no course of the host shares a topic with it', candidate: null };
  }
  return {
    reason: best.refusal.rule.reason,
    explanation: `${best.refusal.text}${others(refused.slice(1).map(({ refusal }) => refusal))}`,
    candidate: named(best.candidate),
  };
}

/** "; of 7 further candidates 5 fail on term, 2 on credits". */
function others(refusals: readonly Refusal[]): string {
  if (refusals.length === 0) return '';
  const counts = new Map<string, number>();
  for (const { rule } of refusals) counts.set(rule.name, (counts.get(rule.name) ?? 0) + 1);
  const parts = [...counts].sort(([, a], [, b]) => b - a).map(([name, count]) => `${count} on ${name}`);
  return `; of ${refusals.length} further candidate(s) ${parts.join(', ')} fail`;
}

/** What a course builds on that the plan does not take in the term before; only a stay of two terms can. */
function notTakenEarlier({ hosts }: Candidate, stay: Stay, { terms }: Chosen): string | null {
  if (!hasTwoTerms(stay) || prerequisitesAreNoted(stay)) return null;
  for (const host of hosts) {
    const open = openPrerequisites(host, stay).courses.find((key) => terms.get(key) !== 'autumn');
    if (open !== undefined)
      return `${host.course.code} asks for ${stay.hosts.get(open)?.course.code ?? open}, which is neither passed nor planned in the term before`;
  }
  return null;
}

function overMaximum(candidate: Candidate, { request }: Stay, { hostEcts }: Chosen): string | null {
  const ects = hostEctsOf(candidate) ?? Rational.ZERO;
  if (ects.gt(request.maxEcts))
    return `${hostCodes(candidate)} alone has ${ects} ECTS; the maximum is ${request.maxEcts}`;
  if (hostEcts.add(ects).lte(request.maxEcts)) return null;
  return `${hostCodes(candidate)} (${ects} ECTS) does not fit: the plan has ${hostEcts} of at most ${request.maxEcts} ECTS with courses worth more`;
}

/** It had usable candidates: another bundle has the courses, the credits did not fit, or they clash with what was chosen. */
function notChosen(usable: readonly Candidate[], stay: Stay, chosen: Chosen): Reason {
  const [best] = [...usable].sort(compareCandidates);
  if (!best) throw new RangeError('at least one usable candidate is needed');
  const rival = chosen.candidates.find(({ hosts }) => hosts.some((host) => best.hosts.includes(host)));
  if (rival) {
    const explanation = `${hostCodes(best)} replaces ${homeCodes(rival)} (${strengthOf(rival).toFixed(2)} there, ${strengthOf(best).toFixed(2)} here)`;
    return { reason: 'lost-to-another', explanation, candidate: named(best) };
  }
  const missing = notTakenEarlier(best, stay, chosen);
  if (missing !== null) return { reason: 'prerequisite', explanation: missing, candidate: named(best) };
  const full = overMaximum(best, stay, chosen);
  if (full !== null) return { reason: 'credit-maximum', explanation: full, candidate: named(best) };
  const clash = chosen.candidates.find((other) =>
    other.hosts.some((a) => best.hosts.some((b) => clashWith(a, b, stay))),
  );
  if (clash) {
    const explanation = `${hostCodes(best)} meets at the same time as ${hostCodes(clash)}, which replaces ${homeCodes(clash)}`;
    return { reason: 'clash', explanation, candidate: named(best) };
  }
  const explanation = `${hostCodes(best)} could replace it, but not beside the rest of the plan (its terms and their limits, or caps)`;
  return { reason: 'rule-of-plan', explanation, candidate: named(best) };
}
