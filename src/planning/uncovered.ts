/** Why a home course is not covered, with the figures behind the reason. */
import { type Rational, textIn, type Uncovered } from '../domain/index.ts';
import { type Candidate, compareCandidates, hostCodes, hostEctsOf } from './candidate.ts';
import { singlesOf } from './candidates.ts';
import { type Refusal, refusalOf } from './constraints/index.ts';
import { plannedHomeCourse } from './planned-course.ts';
import { type HomeEntry, type Stay, strengthOf } from './stay.ts';

/** What the solver chose, for looking up who took what. */
export interface Chosen {
  readonly candidates: readonly Candidate[];
  readonly hostEcts: Rational;
}

type Reason = Pick<Uncovered, 'reason' | 'explanation' | 'candidate'>;

const named = (candidate: Candidate): Uncovered['candidate'] => ({
  code: hostCodes(candidate),
  title: candidate.hosts.map(({ course }) => textIn(course.titles, 'en')).join(' + '),
  score: strengthOf(candidate),
});

/** The reason for one home course. `usable` are its candidates that no rule on a bundle refuses. */
export function explainUncovered(home: HomeEntry, usable: readonly Candidate[], stay: Stay, chosen: Chosen): Uncovered {
  const reason = usable.length > 0 ? notChosen(usable, stay, chosen) : notUsable(home, stay);
  return { home: plannedHomeCourse(home), ...reason };
}

function notUsable(home: HomeEntry, stay: Stay): Reason {
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

/** It had usable candidates: another bundle has the courses, or the credits did not fit. */
function notChosen(usable: readonly Candidate[], stay: Stay, chosen: Chosen): Reason {
  const [best] = [...usable].sort(compareCandidates);
  if (!best) throw new RangeError('at least one usable candidate is needed');
  const rival = chosen.candidates.find(({ hosts }) =>
    hosts.some(({ key }) => best.hosts.some((host) => host.key === key)),
  );
  if (rival) {
    const winner = rival.homes.map(({ course }) => course.code).join(' + ');
    return {
      reason: 'lost-to-another',
      explanation: `${hostCodes(best)} replaces ${winner} (${strengthOf(rival).toFixed(2)} there, ${strengthOf(best).toFixed(2)} here)`,
      candidate: named(best),
    };
  }
  const ects = hostEctsOf(best);
  return {
    reason: 'credit-maximum',
    explanation: `${hostCodes(best)} (${ects} ECTS) does not fit: the plan has ${chosen.hostEcts} of at most ${stay.request.maxEcts} ECTS with courses worth more`,
    candidate: named(best),
  };
}
