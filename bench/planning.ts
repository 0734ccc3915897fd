/** Plans beside a greedy plan and 1:1 assignment on real semesters and catalogues, and how long they take. Writes a dated table. */
import { Rational } from '../src/domain/index.ts';
import { matchCourses } from '../src/matching/index.ts';
import {
  buildAlternatives,
  buildPlan,
  compareHost,
  compareHosts,
  figuresOf,
  type PlanHomeCourse,
  type PlanInput,
  verifyPlan,
} from '../src/planning/index.ts';
import { NO_DATA, openData } from '../train/data.ts';
import { keepPage, row, today } from './lib/page.ts';
import { assignOneToOne, cutToMaximum, type Pair, planGreedily } from './planning-baselines.ts';
import {
  CATALOGUES,
  type Host,
  inputFor,
  readHost,
  readPolicy,
  readSemesters,
  type Semester,
} from './planning-data.ts';

const PAIRS = 30;
const LIMITS = [12, 33] as const;

interface Outcome {
  /** Credits expected to be recognised, owed ones weighted: the first goal. */
  readonly worth: number;
  readonly homeEcts: Rational;
  readonly hostEcts: Rational;
  readonly courses: number;
  readonly violations: number;
}

function outcomeOf(pairs: readonly Pair[], { request }: PlanInput): Outcome {
  const hostEcts = Rational.sum(pairs.map((pair) => pair.hostEcts));
  const broken = [hostEcts.lt(request.minEcts), hostEcts.gt(request.maxEcts)];
  return {
    worth: pairs.reduce((sum, pair) => sum + pair.worth, 0),
    homeEcts: Rational.sum(pairs.map((pair) => pair.homeEcts)),
    hostEcts,
    courses: pairs.length,
    violations: broken.filter(Boolean).length,
  };
}

async function planned(input: PlanInput): Promise<{ outcome: Outcome | null; why: string }> {
  const result = await buildPlan(input);
  if (!result.ok) return { outcome: null, why: result.problems[0]?.reason.code ?? '' };
  const { homeEcts, hostEcts, courses } = figuresOf(result.value);
  const violations = verifyPlan(result.value, input).length;
  return { outcome: { worth: result.value.solver.objective, homeEcts, hostEcts, courses, violations }, why: '' };
}

const cell = (outcome: Outcome | null): string =>
  outcome === null ? 'none' : `${outcome.worth.toFixed(2)} / ${outcome.homeEcts.toFixed(1)} / ${outcome.violations}`;

async function comparePlans(semesters: readonly Semester[], hosts: readonly Host[]): Promise<string[]> {
  const policy = readPolicy();
  const lines = [
    '| semester | host | home courses | planner | greedy | 1:1 | 1:1 cut to the maximum |',
    '|---|---|---:|---:|---:|---:|---:|',
  ];
  const [wins, totals] = [{ behind: 0, fewer: 0, violations: 0, none: 0 }, [0, 0, 0, 0]];
  const broken = [0, 0, 0, 0];
  for (let index = 0; index < PAIRS; index += 1) {
    const [semester, host] = [
      semesters[index % semesters.length],
      hosts[(index * 4 + Math.floor(index / 9)) % hosts.length],
    ];
    if (!semester || !host) continue;
    const input = inputFor(semester.courses, host, policy, LIMITS);
    const { outcome } = await planned(input);
    const assigned = assignOneToOne(input);
    const others = [planGreedily(input), assigned, cutToMaximum(assigned, input)].map((pairs) =>
      outcomeOf(pairs, input),
    );
    const [greedy, oneToOne, cut] = others;
    if (!greedy || !oneToOne || !cut) continue;
    if (outcome === null) wins.none += 1;
    else {
      wins.violations += outcome.violations;
      const kept = others.filter(({ violations }) => violations === 0);
      if (kept.some(({ worth }) => worth > outcome.worth + 0.01)) wins.behind += 1;
      if (kept.some(({ homeEcts }) => homeEcts.gt(outcome.homeEcts))) wins.fewer += 1;
      [outcome, ...others].forEach((each, at) => {
        totals[at] = (totals[at] ?? 0) + each.worth;
      });
    }
    others.forEach(({ violations }, at) => {
      broken[at] = (broken[at] ?? 0) + violations;
    });
    lines.push(row([semester.name, host.name, semester.courses.length, ...[outcome, greedy, oneToOne, cut].map(cell)]));
  }
  const [own, greedy, oneToOne, cut] = totals.map((total) => total.toFixed(1));
  return [
    ...lines,
    '',
    `Where a plan exists (${PAIRS - wins.none} of ${PAIRS}; elsewhere no plan reaches the minimum, which the planner says and the others break), credits expected to be recognised add up to ` +
      `**${own}** planner, ${greedy} greedy, ${oneToOne} 1:1, ${cut} 1:1 cut to the maximum.`,
    `Plans of the others that keep the limits and are worth more than the planner's: **${wins.behind}**; that cover more home ECTS, likely or not: **${wins.fewer}**. Violations over all ${PAIRS} pairs: ` +
      `planner **${wins.violations}**, greedy ${broken[0]}, 1:1 ${broken[1]}, 1:1 cut ${broken[2]}.`,
  ];
}

/** Milliseconds that passed, and that the processor worked. */
async function timed(work: () => Promise<unknown>): Promise<{ wall: number; processor: number }> {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { wall: performance.now() - start, processor: (user + system) / 1000 };
}

/** The home courses with the likeliest matches: without any there would be nothing to choose from, and nothing measured. */
function likeliest(all: readonly PlanHomeCourse[], { index }: Host, count: number): PlanHomeCourse[] {
  const { results } = matchCourses(
    all.map(({ course }) => course),
    index,
    { top: 1 },
  );
  const best = results.map(({ matches }) => matches[0]?.probability ?? 0);
  return [...all.keys()]
    .sort((a, b) => (best[b] ?? 0) - (best[a] ?? 0))
    .slice(0, count)
    .flatMap((at) => all[at] ?? []);
}

async function measureSpeed(semesters: readonly Semester[], hosts: readonly Host[]): Promise<string[]> {
  const policy = readPolicy();
  const all = [
    ...new Map(semesters.flatMap(({ courses }) => courses).map((home) => [home.course.code, home])).values(),
  ];
  const named = (name: string): Host => {
    const host = hosts.find((one) => one.name === name);
    if (host === undefined) throw new Error(`there is no catalogue ${name}`);
    return host;
  };
  const [ubc, nus] = [named('ubc_vancouver'), named('nus_2018')];
  // No minimum, so that a plan exists and is what is measured; where none does, the search for the conflict is a row of its own.
  const [twelve, sixty] = [likeliest(all, ubc, 12), likeliest(all, nus, 60)];
  const small = inputFor(twelve, ubc, policy, [0, 33]);
  const large = inputFor(sixty, nus, policy, [0, 120]);
  const impossible = inputFor(twelve, ubc, policy, [100, 120]);
  const ranked = hosts.map((host) => inputFor(twelve, host, policy, [0, 33]));
  const rows: [string, () => Promise<unknown>][] = [
    [`12 x ${ubc.courses.length}: plan with reasons`, () => buildPlan(small)],
    [`12 x ${ubc.courses.length}: three alternatives`, () => buildAlternatives(small, { count: 3 })],
    [`60 x ${nus.courses.length}: plan with reasons`, () => buildPlan(large)],
    [`12 x ${ubc.courses.length}: no plan, the rules in conflict and the nearest plans`, () => buildPlan(impossible)],
    [
      `12 home courses at ${ranked.length} hosts, ranked`,
      () => compareHosts(ranked.map((input) => () => compareHost(input))),
    ],
  ];
  const bundles: number[] = [];
  for (const input of [small, large]) {
    const plan = await buildPlan(input); // the first one loads the solver, once per process
    bundles.push(plan.ok ? plan.value.bundles.length : 0);
  }
  const lines = ['| task | best of three | slowest of three | processor time of the best |', '|---|---:|---:|---:|'];
  for (const [name, work] of rows) {
    const runs = [await timed(work), await timed(work), await timed(work)].sort((a, b) => a.wall - b.wall);
    const [best, slowest] = [runs[0], runs.at(-1)];
    if (best && slowest)
      lines.push(row([name, ...[best.wall, slowest.wall, best.processor].map((time) => `${time.toFixed(0)} ms`)]));
  }
  lines.push(
    '',
    `The home courses are those with the likeliest matches there. The plan of 12 has ${bundles[0]} bundles, that of 60 has ${bundles[1]}. Wall time depends on what else the machine does; processor time less.`,
  );
  return lines;
}

async function main(): Promise<void> {
  const data = openData();
  if (data === null) {
    console.log(`Nothing was measured: ${NO_DATA}`);
    return;
  }
  const semesters = readSemesters(data);
  const hosts = CATALOGUES.map((name) => readHost(data, name));
  const lines = [
    `# Planning, ${today()}`,
    '',
    `Real semesters of 29 curricula at real catalogues (see bench/README.md), policy aupet-2024, ${LIMITS[0]} to ${LIMITS[1]} ECTS, the 40 best matches of each home course.`,
    'Each cell: credits expected to be recognised (owed ones weighted) / home ECTS covered / violated limits.',
    '',
    ...(await comparePlans(semesters, hosts)),
    '',
    '## Speed',
    '',
    'Matching is done before; the catalogue is indexed by the first plan. One thread.',
    '',
    ...(await measureSpeed(semesters, hosts)),
    '',
  ];
  keepPage(`planning-${today()}`, lines.join('\n'));
}

await main();
