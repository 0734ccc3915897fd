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
import { clashWith, lackedPrerequisites, openPrerequisites, refusalOf } from './constraints/index.ts';
import { type HomeEntry, type HostStay, hasTwoTerms, strengthOf } from './stay.ts';

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

/** Tells why home courses are not covered by what was chosen. */
export class Explainer {
  readonly #stay: HostStay;
  readonly #chosen: Chosen;
  /** A person chose: what is left out need have no other reason. */
  readonly #byHand: boolean;

  constructor(stay: HostStay, chosen: Chosen, byHand: boolean) {
    this.#stay = stay;
    this.#chosen = chosen;
    this.#byHand = byHand;
  }

  /** The reason for one home course. `usable` are its candidates that no rule on a bundle refuses. */
  explain(home: HomeEntry, usable: readonly Candidate[]): Uncovered {
    // A course that would only fill a place of an elective block says nothing about the content that stays uncovered.
    const own = usable.filter(({ block }) => block === null).sort(compareCandidates);
    return { home: plannedHomeCourse(home), ...(this.#notChosen(own) ?? this.#notUsable(home)) };
  }

  static #shown(candidate: Candidate): Uncovered['candidate'] {
    return {
      code: codesOf(candidate.hosts).join(' + '),
      title: candidate.hosts.map(({ course }) => textIn(course.titles, 'en')).join(' + '),
      score: strengthOf(candidate),
    };
  }

  #notUsable(home: HomeEntry): Why {
    const { code } = home.course;
    if (this.#stay.passedHome.has(home.key))
      return { reason: 'already-passed', explanation: reason('home-course-passed', { course: code }), candidate: null };
    if (home.ects === null)
      return { reason: 'unit-unknown', explanation: reason('credits-unread', { courses: [code] }), candidate: null };
    const refused = singlesOf(home, this.#stay).flatMap((candidate) => {
      const refusal = refusalOf(candidate, this.#stay);
      return refusal ? [{ candidate, ...refusal }] : [];
    });
    // Where all are too weak, what people decided of one says more than the figure of another.
    const decided = refused.find(({ rule }) => rule.uncovered === 'refused-before');
    const best = decided && refused[0]?.rule.uncovered === 'low-score' ? decided : refused[0];
    const others = refused.filter((one) => one !== best);
    if (!best) return { reason: 'no-candidate', explanation: reason('no-shared-topic'), candidate: null };
    // "...; 7 further candidates fail: 5 on term offered, 2 on credit share".
    const counts = [...groupBy(others, ({ rule }) => rule.name)]
      .sort(([, a], [, b]) => b.length - a.length)
      .map(([name, { length }]) => reason('count-on-rule', { count: length, rule: { code: name, values: {} } }));
    const explanation =
      others.length === 0 ? best.why : reason('refused-like-others', { first: best.why, count: others.length, counts });
    return { reason: best.rule.uncovered, explanation, candidate: Explainer.#shown(best.candidate) };
  }

  /** It had usable candidates: what stands against the strongest, or that nothing stands against one of them; null where it had none. */
  #notChosen(usable: readonly Candidate[]): Why | null {
    const [best] = usable;
    const free = this.#byHand ? usable.find((candidate) => this.#obstacleTo(candidate) === null) : undefined;
    if (free) {
      const explanation = reason('not-taken-by-hand', {
        hosts: codesOf(free.hosts),
        score: strengthOf(free).toFixed(2),
      });
      return { reason: 'not-taken', explanation, candidate: Explainer.#shown(free) };
    }
    if (!best) return null;
    const explanation = reason('not-beside-the-rest', { hosts: codesOf(best.hosts) });
    return this.#obstacleTo(best) ?? { reason: 'rule-of-plan', explanation, candidate: Explainer.#shown(best) };
  }

  /** Another bundle has the courses, the credits do not fit, or they clash with what was chosen. */
  #obstacleTo(best: Candidate): Why | null {
    const candidate = Explainer.#shown(best);
    const hosts = codesOf(best.hosts);
    const { candidates } = this.#chosen;
    const rival = candidates.find((other) => other.hosts.some((host) => best.hosts.includes(host)));
    if (rival) {
      const [there, here] = [rival, best].map((one) => strengthOf(one).toFixed(2)) as [string, string];
      const explanation = reason('replaces-another', { hosts, homes: codesOf(rival.homes), there, here });
      return { reason: 'lost-to-another', explanation, candidate };
    }
    const taken = candidates.flatMap((other) => other.hosts);
    const twin = taken.find((other) => best.hosts.some(({ same }) => same === other.same));
    if (twin) {
      const explanation = reason('same-course-taken', { hosts, other: twin.course.code });
      return { reason: 'lost-to-another', explanation, candidate };
    }
    const missing = this.#notTakenEarlier(best);
    if (missing !== null) return { reason: 'prerequisite', explanation: missing, candidate };
    const full = this.#overMaximum(best);
    if (full !== null) return { reason: 'credit-maximum', explanation: full, candidate };
    const clash = candidates.find((other) =>
      other.hosts.some((a) => best.hosts.some((b) => clashWith(a, b, this.#stay))),
    );
    if (clash) {
      const said = { hosts, others: codesOf(clash.hosts), homes: codesOf(clash.homes) };
      return { reason: 'clash', explanation: reason('meets-with', said), candidate };
    }
    return null;
  }

  /** What a course builds on that the plan does not take in the term before, or takes now. */
  #notTakenEarlier({ hosts }: Candidate): Reason | null {
    const [stay, { terms, candidates }] = [this.#stay, this.#chosen];
    const isTaken = (key: string): boolean => candidates.some((other) => other.hosts.some((host) => host.key === key));
    for (const host of hosts) {
      const lacked = hasTwoTerms(stay) ? lackedPrerequisites(host, stay) : [];
      const open = openPrerequisites(host, stay).courses.find(
        (key) => (lacked.includes(key) || isTaken(key)) && terms.get(key) !== 'autumn',
      );
      if (open !== undefined) {
        const asked = stay.hosts.get(open)?.course.code ?? open;
        return reason('not-taken-earlier', { course: host.course.code, asked });
      }
    }
    return null;
  }

  #overMaximum({ hosts }: Candidate): Reason | null {
    const { maxEcts } = this.#stay.request;
    const { hostEcts } = this.#chosen;
    const ects = ectsOf(hosts) ?? Rational.ZERO;
    const said = { hosts: codesOf(hosts), ects: `${ects}`, most: `${maxEcts}` };
    if (ects.gt(maxEcts)) return reason('alone-over-maximum', said);
    if (hostEcts.add(ects).lte(maxEcts)) return null;
    return reason(this.#byHand ? 'no-room-left' : 'does-not-fit', { ...said, taken: `${hostEcts}` });
  }
}
