/** From a solution to a plan: bundles in the order of the curriculum, totals, and a reason for everything left out. */
import { type Bundle, type Plan, planSchema, Rational, type Term, type Uncovered } from '../domain/index.ts';
import { type Candidate, hostEctsOf } from './candidate.ts';
import { recognisedCredits } from './constraints/index.ts';
import type { Model } from './model.ts';
import { bundleOf } from './planned-course.ts';
import type { Prepared } from './prepare.ts';
import { SOLVER_NAME, type Solved } from './solve.ts';
import { explainUncovered } from './uncovered.ts';

/** What a solution takes, in the order of the home courses. */
export interface Chosen {
  readonly candidates: readonly Candidate[];
  /** Term of each host course by key, in a stay of two terms. */
  readonly terms: ReadonlyMap<string, Term>;
  readonly hostEcts: Rational;
}

/** Reads a solution back. */
export function readSolution({ candidates, takes, stay }: Model, { taken }: Solved): Chosen {
  const order = new Map([...stay.homes.keys()].map((key, index) => [key, index]));
  const place = ({ homes }: Candidate): number => Math.min(...homes.map(({ key }) => order.get(key) ?? 0));
  const chosen = taken.flatMap((column) => candidates[column] ?? []).sort((a, b) => place(a) - place(b));
  const placed = taken.flatMap((column) => takes[column - candidates.length] ?? []);
  return {
    candidates: chosen,
    terms: new Map(placed.map(({ host, term }) => [host.key, term])),
    hostEcts: sumEcts(chosen.map(hostEctsOf)),
  };
}

const sumEcts = (values: readonly (Rational | null)[]): Rational =>
  Rational.sum(values.map((value) => value ?? Rational.ZERO));

/** The plan of a solution. */
export function assemblePlan({ input, model }: Prepared, solution: Solved): Plan {
  const { stay } = model;
  const chosen = readSolution(model, solution);
  const bundles = chosen.candidates.map((candidate, index) =>
    bundleOf(candidate, { id: `b${index + 1}`, stay, terms: chosen.terms }),
  );
  const uncovered = explainAll(model, chosen);
  const { policy, basis } = input;
  return canonical({
    format: 'concord-plan',
    version: 1,
    home: { institution: input.home.institution, programme: input.home.programme },
    host: { institution: input.host.institution, academicYear: input.host.academicYear },
    request: input.request,
    bundles,
    uncovered,
    totals: totalsOf(bundles, uncovered),
    solver: {
      name: SOLVER_NAME,
      status: solution.proven ? 'optimal' : 'not-proven',
      gap: solution.proven ? null : solution.gap,
      objective: expectedCredits(chosen.candidates, model),
    },
    basis: { ...basis, policy: policy.id, policyVersion: policy.version },
  });
}

/** The plan as it will be read back from its file: fields in the order of the schema, so that the same plan is the same bytes. */
const canonical = (plan: Plan): Plan => planSchema.parse(JSON.parse(JSON.stringify(plan)));

function explainAll(model: Model, chosen: Chosen): Uncovered[] {
  const covered = new Set(chosen.candidates.flatMap(({ homes }) => homes));
  const usable = new Map([...model.stay.homes.values()].map((home) => [home, [] as Candidate[]]));
  for (const candidate of model.candidates) for (const home of candidate.homes) usable.get(home)?.push(candidate);
  return [...usable]
    .filter(([home]) => !covered.has(home))
    .map(([home, candidates]) => explainUncovered(home, candidates, model.stay, chosen));
}

function totalsOf(bundles: readonly Bundle[], uncovered: readonly Uncovered[]): Plan['totals'] {
  const sum = (courses: readonly { readonly ects: Rational }[]): Rational =>
    Rational.sum(courses.map(({ ects }) => ects));
  return {
    homeEcts: sum(bundles.flatMap(({ home, fills = [] }) => [...home, ...fills])),
    hostEcts: sum(bundles.flatMap(({ host }) => host)),
    uncoveredEcts: sum(uncovered.filter(({ reason }) => reason !== 'already-passed').map(({ home }) => home)),
  };
}

/** Worth of the first goal, in ECTS. */
const expectedCredits = (candidates: readonly Candidate[], { stay }: Model): number =>
  candidates.reduce((sum, candidate) => sum + recognisedCredits.worth(candidate, stay), 0) / 1000;
