/** From a solution to a plan: bundles in the order of the curriculum, totals, and a reason for everything left out. */
import {
  type Bundle,
  levelOf,
  type Plan,
  type PlannedCourse,
  planSchema,
  Rational,
  type Reason,
  reason,
  type Term,
  type Uncovered,
} from '../domain/index.ts';
import type { Candidate } from './candidate.ts';
import { type Chosen, readSolution } from './chosen.ts';
import { levelWord, openPrerequisites, overriddenByPin, recognisedCredits } from './constraints/index.ts';
import type { Model } from './model.ts';
import type { Prepared } from './prepare.ts';
import { SOLVER_NAME, type Solved } from './solve.ts';
import type { HostEntry, HostStay } from './stay.ts';
import { Explainer, plannedHomeCourse } from './uncovered.ts';

/** The plan of a solution. One that was made by hand is told what it leaves out from all that was `open` to it. */
export function assemblePlan({ input, model, cut }: Prepared, solution: Solved, open?: readonly Candidate[]): Plan {
  const { stay } = model;
  const chosen = readSolution(model, solution);
  const bundles = chosen.candidates.map((candidate, index) =>
    bundleOf(candidate, `b${index + 1}`, { stay, terms: chosen.terms }),
  );
  const uncovered = explainAll(model, chosen, open);
  const { policy, basis } = input;
  const sum = (courses: readonly { readonly ects: Rational }[]): Rational =>
    Rational.sum(courses.map(({ ects }) => ects));
  const credits = chosen.candidates.reduce((total, candidate) => total + recognisedCredits(candidate, stay), 0);
  const plan: Plan = {
    format: 'concord-plan',
    version: 1,
    home: { institution: input.home.institution, programme: input.home.programme },
    host: { institution: input.host.institution, academicYear: input.host.academicYear },
    request: input.request,
    bundles,
    uncovered,
    totals: {
      homeEcts: sum(bundles.flatMap(({ home, fills = [] }) => [...home, ...fills])),
      hostEcts: sum(bundles.flatMap(({ host }) => host)),
      uncoveredEcts: sum(uncovered.filter((one) => one.reason !== 'already-passed').map(({ home }) => home)),
    },
    solver: {
      name: SOLVER_NAME,
      status: !solution.proven ? 'not-proven' : cut ? 'best-among' : 'optimal',
      gap: solution.proven ? cut && gapOf(credits, cut.most) : solution.gap,
      objective: credits / 1000, // worth of the first goal, in ECTS
    },
    basis: { ...basis, policy: policy.id, policyVersion: policy.version },
  };
  // As it will be read back from its file: fields in the order of the schema, so that the same plan is the same bytes.
  return planSchema.parse(JSON.parse(JSON.stringify(plan)));
}

/** How much better a plan could be at most, as a share of this one. */
const gapOf = (credits: number, most: number): number => Math.max(0, most / Math.max(1, credits) - 1);

function explainAll(model: Model, chosen: Chosen, open?: readonly Candidate[]): Uncovered[] {
  const explainer = new Explainer(model.stay, chosen, open !== undefined);
  const covered = new Set(chosen.candidates.flatMap(({ homes }) => homes));
  const usable = new Map([...model.stay.homes.values()].map((home) => [home, [] as Candidate[]]));
  for (const candidate of open ?? model.candidates)
    for (const home of candidate.homes) usable.get(home)?.push(candidate);
  return [...usable]
    .filter(([home]) => !covered.has(home))
    .map(([home, candidates]) => explainer.explain(home, candidates));
}

/** A chosen candidate as a bundle of the plan. */
function bundleOf(
  candidate: Candidate,
  id: string,
  { stay, terms }: { readonly stay: HostStay; readonly terms: ReadonlyMap<string, Term> },
): Bundle {
  const { homes, block, score, probability, verdict, pinned } = candidate;
  const { evidence, shared, missing } = candidate.explain();
  const home = homes.map(plannedHomeCourse);
  const notes = notesOn(candidate, stay);
  /** The term is that of the stay, the one the plan chose, or the only one in which the course is offered. */
  const planned = ({ key, course, ects }: HostEntry): PlannedCourse => ({
    code: course.code,
    titles: course.titles,
    credits: course.credits,
    ects: ects ?? Rational.ZERO,
    term: stay.request.term ?? terms.get(key) ?? (course.terms.length === 1 ? (course.terms[0] ?? null) : null),
    languages: course.languages,
  });
  return {
    id,
    home: block === null ? home : [],
    host: candidate.hosts.map(planned),
    electiveBlock: block,
    ...(block !== null && { fills: home }),
    score,
    ...(probability !== undefined && { probability }),
    verdict,
    evidence: [...evidence],
    shared: [...shared],
    missing: [...missing],
    pinned,
    ...(notes.length > 0 && { notes }),
  };
}

/** What a reader of a bundle should look at although no rule forbids it: unknown terms and languages, other levels, prerequisites, earlier approval, what a pin overrides. */
function notesOn(candidate: Candidate, stay: HostStay): Reason[] {
  const { hosts, homes } = candidate;
  const { term, languages } = stay.request;
  const wanted = [...new Set(homes.flatMap(({ course }) => levelOf(course.level) ?? []))];
  const of = (note: (host: HostEntry) => Reason | null): Reason[] => hosts.flatMap((host) => note(host) ?? []);
  return [
    ...of(({ course }) =>
      term !== null && course.terms.length === 0 ? reason('term-unknown', { course: course.code, term }) : null,
    ),
    ...of(({ course }) =>
      languages.length > 0 && course.languages.length === 0
        ? reason('language-unknown', { course: course.code })
        : null,
    ),
    ...of(({ course, level }) =>
      level !== null && wanted.length > 0 && !wanted.includes(level)
        ? reason('level-differs', {
            course: course.code,
            level: levelWord(level),
            levels: wanted.map(levelWord),
          })
        : null,
    ),
    ...of(({ course, ects, range }) => {
      const limits = range && { least: `${range.least}`, most: `${range.most}` };
      return limits ? reason('credits-to-choose', { course: course.code, ects: `${ects}`, ...limits }) : null;
    }),
    ...of((host) => {
      const { courses, unread } = openPrerequisites(host, stay);
      // Where they are required a plan has none that is open, unless it is taken earlier.
      const isNoted = stay.policy.planning.prerequisites === 'noted' || stay.dropped.has('rule-prerequisites');
      const missing = isNoted ? courses.map((key) => stay.hosts.get(key)?.course.code ?? key) : [];
      const asked = [...missing, ...unread];
      return asked.length > 0 ? reason('prerequisite-open', { course: host.course.code, asked }) : null;
    }),
    ...(candidate.precedent === 'approved' ? [reason('approved-before')] : []),
    ...overriddenByPin(candidate, stay).map((refusal) => reason('pin-overrides', { refusal })),
  ];
}
