/** Plan: the study plan of one stay, its alternatives, its amendment, and what else is asked about it. */

import {
  type Catalogue,
  type Curriculum,
  type CurriculumCourse,
  codeKey,
  failure,
  hostNamed,
  type Plan,
  type PlanAlternative,
  type PlanAmendment,
  type PlanChange,
  type PlanEvaluation,
  type PlanWhyNot,
  problem,
  type Result,
  reason,
  success,
} from '../../domain/index.ts';

import {
  type FileInput,
  readCatalogue,
  readCurriculum,
  readPlan,
  readPrecedents,
  readTranscript,
  writeJson,
} from '../../interchange/index.ts';
import type { CatalogueIndex } from '../../matching/index.ts';
import {
  type AlternativesRequest,
  amendPlan,
  buildAlternatives,
  buildPlan,
  compareHost,
  evaluatePlan,
  homeKey,
  type PlanInput,
  type PlanResult,
  whyNot,
} from '../../planning/index.ts';
import { joinProblems, type PlanContext, policyOfPlan } from './context.ts';
import { askWhose } from './files.ts';
import { openIndexFile } from './index-file.ts';
import { indexOf } from './match.ts';
import type { PlanWorkName } from './plan-threads.ts';
import type { Sides } from './sides.ts';
import { inputFor, type PlanOptions, prepareStay, type RunOptions } from './stay.ts';

/** What can be asked of two sides, each in the calling thread. */
export const PLAN_WORK = {
  plan: async (context: PlanContext, sides: Sides, options: PlanOptions) =>
    planWith(await prepareStay(context, sides, options), buildPlan),
  alternatives: async (context: PlanContext, sides: Sides, options: PlanOptions & AlternativesRequest) =>
    planWith(await prepareStay(context, sides, options), (input) => buildAlternatives(input, options)),
  amend: async (context: PlanContext, sides: Sides, { plan, changes, options }: AmendRequest) =>
    planWith(await inputOfPlan(context, sides, { plan, options }), (input) => amendPlan(plan, input, changes)),
  evaluate: async (context: PlanContext, sides: Sides, { plan, options }: Omit<AmendRequest, 'changes'>) =>
    planWith(await inputOfPlan(context, sides, { plan, options, wholePeriod: true }), (input) =>
      evaluatePlan(plan, input),
    ),
  whyNot: async (context: PlanContext, sides: Sides, { home, host, ...options }: AbsenceRequest) =>
    planWith(await prepareStay(context, sides, options), (input) =>
      whyNot(input, { ...(home !== undefined && { home }), ...(host !== undefined && { host }) }),
    ),
  compare: async (context: PlanContext, sides: Sides, options: PlanOptions) =>
    planWith(await prepareStay(context, sides, options), async (input) => success(await compareHost(input))),
} as const satisfies Readonly<Record<PlanWorkName, unknown>>;

interface AmendRequest {
  readonly plan: Plan;
  readonly changes: readonly PlanChange[];
  readonly options?: RunOptions;
}

type AbsenceRequest = PlanOptions & { readonly home?: string; readonly host?: string };
type PlanWork = typeof PLAN_WORK;

/** Done in the context's threads, where it has some: reading the sides, matching, solving and proving take seconds. */
export async function planned<N extends PlanWorkName>(
  name: N,
  context: PlanContext,
  sides: Sides,
  asked: Parameters<PlanWork[N]>[2],
): Promise<Awaited<ReturnType<PlanWork[N]>>> {
  type Answer = Awaited<ReturnType<PlanWork[N]>>;
  const { planner } = context;
  if (!planner) return PLAN_WORK[name](context, sides, asked as never) as Promise<Answer>; // of the same name
  const index = sides.index ?? (await indexOf(context, { host: sides.catalogue.courses, among: sides.among }));
  const { signal, onProgress: _, ...plain }: RunOptions & object = asked as RunOptions;
  return planner<Answer>(name, { context, sides: { ...sides, index }, asked: plain, signal });
}

/** Plans a stay. When no plan exists, the problems name the rules in conflict and `conflict` has the nearest plans. */
export const planStay = (context: PlanContext, sides: Sides, options: PlanOptions): Promise<PlanResult<Plan>> =>
  planned('plan', context, sides, options);

/** The best plan and further ones that differ from every better one by at least `minDifference` host courses, two when left out. */
export const planAlternatives = (
  context: PlanContext,
  sides: Sides,
  options: PlanOptions & AlternativesRequest,
): Promise<PlanResult<PlanAlternative[]>> => planned('alternatives', context, sides, options);

/**
 * What if: repairs a plan after something happened to its host courses, with the smallest change. The sides are those of the plan;
 * `reference-unknown` names home courses of the plan that the curriculum lacks.
 */
export const amendStay = (
  context: PlanContext,
  sides: Sides,
  request: AmendRequest,
): Promise<PlanResult<PlanAmendment>> => planned('amend', context, sides, request);

/** A plan that a person moved by hand: the rules that it breaks, its figures, and how it stands beside the best plan of the same request. */
export const evaluateStay = (
  context: PlanContext,
  sides: Sides,
  request: Omit<AmendRequest, 'changes'>,
): Promise<PlanResult<PlanEvaluation>> => planned('evaluate', context, sides, request);

/** Why the best plan does not cover a home course, not take a host course, or not join the two. */
export const explainAbsence = (
  context: PlanContext,
  sides: Sides,
  request: AbsenceRequest,
): Promise<PlanResult<PlanWhyNot>> => planned('whyNot', context, sides, request);

/** The input that a plan was made from, by its own request and policy. `wholePeriod`: with what a person took out of the plan by hand. */
async function inputOfPlan(
  context: PlanContext,
  sides: Sides,
  {
    plan,
    options = {},
    wholePeriod = false,
  }: { readonly plan: Plan; readonly options?: RunOptions | undefined; readonly wholePeriod?: boolean },
): Promise<Result<PlanInput>> {
  const policy = policyOfPlan(context, plan.basis);
  if (!policy.ok) return policy;
  const planned = [
    ...plan.bundles.flatMap(({ home, fills = [] }) => [...home, ...fills]),
    ...plan.uncovered.map(({ home }) => home),
  ];
  const wanted = new Set(planned.map(homeKey));
  const { semesters } = plan.request;
  const isOfPeriod = ({ semester }: CurriculumCourse): boolean =>
    semester === null ? semesters.length === 0 : semesters.includes(semester);
  const period = sides.curriculum.courses.filter(
    (course) => wanted.has(homeKey(course)) || (wholePeriod && isOfPeriod(course)),
  );
  const found = new Set(period.map(homeKey));
  const missing = planned.filter((course) => !found.has(homeKey(course)));
  if (missing.length > 0)
    return failure(
      ...missing.map(({ code }) =>
        problem('reference-unknown', reason('planned-home-gone', { code }), { value: code }),
      ),
    );
  const input = await inputFor(context, sides, {
    request: plan.request,
    period,
    policy: policy.value,
    run: options,
  });
  const offered = new Set(sides.catalogue.courses.map(({ code }) => codeKey(code)));
  const gone = plan.bundles.flatMap(({ host }) => host).filter(({ code }) => !offered.has(codeKey(code)));
  const { institution } = sides.catalogue;
  const warnings = gone.map(({ code }) =>
    problem('reference-unknown', reason('planned-host-gone', { code, institution: hostNamed(institution) }), {
      severity: 'warning',
      value: code,
    }),
  );
  return { ...input, problems: [...policy.problems, ...input.problems, ...warnings] };
}

async function planWith<T>(
  input: Result<PlanInput>,
  work: (input: PlanInput) => Promise<PlanResult<T>>,
): Promise<PlanResult<T>> {
  if (!input.ok) return input;
  const done = await work(input.value);
  return { ...done, problems: joinProblems(input.problems, done.problems) };
}

export interface ReadPlanFiles {
  readonly curriculum: Curriculum;
  readonly catalogues: readonly Catalogue[];
  readonly index?: CatalogueIndex;
  readonly options: PlanOptions;
  readonly plan?: Plan;
  readonly rejected: number;
}

export interface PlanFiles {
  readonly curriculum: FileInput;
  readonly hosts: readonly FileInput[];
  /** The index of the only host's file, made before. */
  readonly index?: FileInput;
  /** Transcript of the home courses passed so far. */
  readonly soFar?: FileInput;
  readonly precedents?: FileInput;
  /** A plan to amend. */
  readonly plan?: FileInput;
}

/** Reads what a plan is made from; every rejected row is among the problems. */
export function readPlanFiles(files: PlanFiles, options: PlanOptions): Result<ReadPlanFiles> {
  const curriculum = readCurriculum(files.curriculum);
  const hosts = files.hosts.map((file) => readCatalogue(file));
  const soFar = files.soFar && readTranscript(files.soFar);
  const precedents = files.precedents && readPrecedents(files.precedents);
  const plan = files.plan && readPlan(files.plan);
  const others = [...hosts, soFar, precedents, plan].filter((read) => read !== undefined);
  const catalogues = hosts.flatMap((host) => (host.ok ? [host.value] : []));
  const asked = files.hosts.flatMap((file, at) => {
    const host = hosts[at];
    return host?.ok ? askWhose(host.value.value, file, hosts.length > 1 ? 'one-of-several' : 'only') : [];
  });
  const problems = joinProblems(asked, curriculum.problems, ...others.map((read) => read.problems));
  if (asked.some(({ severity }) => severity === 'error')) return failure(...problems);
  const isUnread = [curriculum, ...others].some((read) => !read.ok);
  if (isUnread || !curriculum.ok || soFar?.ok === false || precedents?.ok === false || plan?.ok === false)
    return failure(...problems);
  const index =
    files.index &&
    openIndexFile(
      files.index,
      catalogues.flatMap(({ value }) => value.courses),
    );
  if (index && !index.ok) return failure(...index.problems, ...problems);
  const tables = [
    curriculum.value,
    ...catalogues,
    ...[soFar, precedents].flatMap((read) => (read ? [read.value] : [])),
  ];
  return success(
    {
      curriculum: curriculum.value.value,
      catalogues: catalogues.map(({ value }) => value),
      ...(index && { index: index.value }),
      options: {
        ...options,
        ...(soFar && { soFar: soFar.value.value }),
        ...(precedents && { precedents: precedents.value.value }),
      },
      ...(plan && { plan: plan.value }),
      rejected: tables.reduce((sum, { rejected }) => sum + rejected, 0),
    },
    problems,
  );
}

/** A plan, its alternatives or its amendment as a file. */
export const planToJson = (
  plan: Plan | PlanAmendment | PlanWhyNot | PlanEvaluation | { readonly plans: readonly PlanAlternative[] },
): string => writeJson(plan);
