/** Questions about one plan: why not this course, and what of one that a person moved by hand. */
import {
  codeKey,
  failure,
  groupBy,
  type Plan,
  type PlanEvaluation,
  type PlanWhyNot,
  problem,
  Rational,
  type Reason,
  type Result,
  reason,
  success,
} from '../domain/index.ts';
import { tradeBetween } from './alternatives.ts';
import { assemblePlan } from './assemble.ts';
import { type PlanResult, planPrepared } from './build.ts';
import { type Candidate, makeCandidate } from './candidate.ts';
import { singlesOf } from './candidates.ts';
import { refusalOf } from './constraints/index.ts';
import { figuresOf } from './figures.ts';
import { isNamed } from './home-key.ts';
import type { PlanInput } from './input.ts';
import { layOut, oneOf } from './model.ts';
import { prepare, solveModel } from './prepare.ts';
import {
  bundleKey,
  compareText,
  type HomeEntry,
  type HostEntry,
  type HostStay,
  indexStay,
  strengthOf,
} from './stay.ts';
import { verifyPlan } from './verify/index.ts';

interface CourseAsked {
  readonly home?: string;
  readonly host?: string;
}

/** Why the best plan does not cover this home course, not take this host course, or not join the two; and the best plan that does. */
export async function whyNot(input: PlanInput, asked: CourseAsked): Promise<PlanResult<PlanWhyNot>> {
  const stay = indexStay(input);
  const homes = [...stay.homes.values()].filter(
    ({ course }) => asked.home !== undefined && isNamed(asked.home, course),
  );
  const host = asked.host === undefined ? undefined : stay.hostNamed(asked.host);
  const unknown = [
    ...(asked.home !== undefined && homes.length === 0 ? [asked.home] : []),
    ...(asked.host !== undefined && !host ? [asked.host] : []),
  ];
  if (asked.home === undefined && asked.host === undefined)
    return failure(problem('reference-unknown', reason('nothing-asked')));
  if (unknown.length > 0)
    return failure(
      ...unknown.map((course) => problem('reference-unknown', reason('asked-unknown', { course }), { value: course })),
    );
  const prepared = prepare(input, stay);
  if (!prepared.ok) return prepared;
  const best = await planPrepared(prepared.value);
  if (!best.ok) return best;
  const isMeant = (candidate: {
    readonly homes: readonly HomeEntry[];
    readonly hosts: readonly HostEntry[];
  }): boolean =>
    (asked.home === undefined || candidate.homes.some((home) => homes.includes(home))) &&
    (host === undefined || candidate.hosts.some(({ key }) => key === host.key));
  const { candidates } = prepared.value.model;
  const columns = candidates.flatMap((candidate, column) =>
    isMeant(candidate) && (asked.home === undefined || candidate.block === null) ? [column] : [],
  );
  const answer = (why: Reason, plan: Plan | null = null) => success({ why, plan }, best.problems);
  if (columns.length === 0) return answer(refusedFor(stay, isMeant) ?? missingFor(best.value, { homes, host }));
  const row = { terms: columns.map(oneOf), min: Rational.ONE, max: null };
  const solution = await solveModel(prepared.value, { rows: [row] });
  if (solution.kind !== 'solved') return answer(reason('not-within-the-rules'));
  const plan = assemblePlan(prepared.value, solution);
  if (plan.solver.objective === best.value.solver.objective && hasIt(best.value, { homes, host }))
    return answer(reason('already-in-plan'), best.value);
  return answer(tradeBetween(figuresOf(plan), figuresOf(best.value)), plan);
}

/** Whether a plan covers the home course by content, takes the host course, or joins them. */
const hasIt = (
  plan: Plan,
  { homes, host }: { readonly homes: readonly HomeEntry[]; readonly host: HostEntry | undefined },
) =>
  plan.bundles.some(
    (bundle) =>
      (homes.length === 0 ||
        bundle.home.some(({ code }) => homes.some(({ course }) => codeKey(course.code) === codeKey(code)))) &&
      (host === undefined || bundle.host.some(({ code }) => codeKey(code) === host.key)),
  );

/** What refuses the strongest of the pairs that are meant. */
function refusedFor(stay: HostStay, isMeant: (candidate: Candidate) => boolean): Reason | null {
  const [first] = [...stay.homes.values()]
    .flatMap((home) => singlesOf(home, stay))
    .filter(isMeant)
    .sort((a, b) => strengthOf(b) - strengthOf(a));
  return first ? (refusalOf(first, stay)?.why ?? null) : null;
}

/** Why nothing that is meant was even a candidate: the two, the host course or the home course share no topic with what they would need. */
function missingFor(
  { uncovered }: Plan,
  { homes, host }: { readonly homes: readonly HomeEntry[]; readonly host: HostEntry | undefined },
): Reason {
  const [home] = homes.map(({ course }) => course.code);
  if (host && home !== undefined) return reason('no-topic-of-pair', { home, host: host.course.code });
  if (host) return reason('no-home-course-for', { host: host.course.code });
  const left = uncovered.find((one) => homes.some(({ course }) => codeKey(course.code) === codeKey(one.home.code)));
  return left?.explanation ?? reason('no-shared-topic');
}

/** The bundles of a plan as they stand, moved by hand or not: which rules they break, in figures, and beside the best plan of the same request. */
export async function evaluatePlan(given: Plan, input: PlanInput): Promise<PlanResult<PlanEvaluation>> {
  const stay = indexStay(input);
  const read = given.bundles.map((bundle) => readBundle(bundle, stay));
  const unread = read.flatMap(({ problems }) => problems);
  if (unread.length > 0) return failure(...unread);
  const candidates = read.flatMap((bundle) => (bundle.ok ? [bundle.value] : []));
  const model = layOut(stay, candidates);
  const wanted = new Map(given.bundles.flatMap(({ host }) => host).map(({ code, term }) => [codeKey(code), term]));
  const takes = [...groupBy([...model.takes.entries()], ([, { host }]) => host.key)].map(([key, options]) => {
    const [chosen] = options.filter(([, { term }]) => term === wanted.get(key));
    return candidates.length + ((chosen ?? options[0])?.[0] ?? 0);
  });
  const taken = [...candidates.keys(), ...takes];
  const solved = { kind: 'solved', taken, proven: true, gap: 0 } as const;
  const prepared = prepare(input, stay);
  const open = prepared.ok ? prepared.value.model.candidates : candidates;
  const plan = assemblePlan({ input, model, rows: [], timeLimitSeconds: 0, cut: null }, solved, open);
  const best = prepared.ok ? await planPrepared(prepared.value) : prepared;
  const said: Plan = { ...plan, solver: { ...plan.solver, status: 'by-hand', gap: null } };
  return success({
    plan: said,
    figures: figuresOf(plan),
    broken: verifyPlan(plan, input).map((one) => ({ ...one, severity: 'warning' as const })),
    best: best.ok ? figuresOf(best.value) : null,
    trade: best.ok ? tradeWith(best.value, plan) : null,
  });
}

/** How a plan stands beside the best one; of the same bundles it is that plan. */
function tradeWith(best: Plan, plan: Plan): Reason {
  const [mine, theirs] = [plan, best].map(({ bundles }) =>
    bundles
      .map(({ home, fills = [], host }) =>
        bundleKey(...([[...home, ...fills], host].map(codesIn) as [string[], string[]])),
      )
      .sort(compareText)
      .join(' '),
  );
  return mine === theirs ? reason('best-plan') : tradeBetween(figuresOf(plan), figuresOf(best));
}

const codesIn = (courses: readonly { readonly code: string }[]): string[] => courses.map(({ code }) => codeKey(code));

function readBundle(
  { home, fills = [], host, electiveBlock: block, pinned }: Plan['bundles'][number],
  stay: HostStay,
): Result<Candidate> {
  const named = [...home, ...fills].map(({ code, semester }) => ({
    code,
    entry: [...stay.homes.values()].find(
      ({ course }) => isNamed(`${code}@${semester ?? ''}`, course) || isNamed(code, course),
    ),
  }));
  const taken = host.map(({ code }) => ({ code, entry: stay.hostNamed(code) }));
  const unknown = [...named, ...taken].filter(({ entry }) => !entry).map(({ code }) => code);
  if (unknown.length > 0)
    return failure(
      ...unknown
        .sort(compareText)
        .map((course) => problem('reference-unknown', reason('asked-unknown', { course }), { value: course })),
    );
  const [homes, hosts] = [named.flatMap(({ entry }) => entry ?? []), taken.flatMap(({ entry }) => entry ?? [])];
  return success(makeCandidate({ homes, hosts, block, pinned }, stay));
}
