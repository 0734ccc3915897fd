/** Plan: the study plan of one stay, its alternatives, and its amendment. */
import {
  type Catalogue,
  type Curriculum,
  failure,
  type Plan,
  type PlanAlternative,
  type PlanAmendment,
  type PlanChange,
  type Result,
  success,
} from '../domain/index.ts';
import { type FileInput, readCatalogue, readCurriculum, readTranscript, writeJson } from '../interchange/index.ts';
import type { CatalogueIndex } from '../matching/index.ts';
import { amendPlan, buildAlternatives, buildPlan, type PlanInput } from '../planning/index.ts';
import { type AppContext, joinProblems } from './context.ts';
import { openIndexFile } from './index-file.ts';
import { type PlanOptions, prepareStay, type Sides } from './stay.ts';

/** Plans a stay. When no plan exists, the problems name the rules in conflict and what would have to give way. */
export async function planStay(context: AppContext, sides: Sides, options: PlanOptions): Promise<Result<Plan>> {
  return withPreparedStay(context, { sides, options }, buildPlan);
}

/** The best plan and further ones that differ from every better one by at least two host courses. */
export async function planAlternatives(
  context: AppContext,
  sides: Sides,
  options: PlanOptions & { readonly count: number },
): Promise<Result<PlanAlternative[]>> {
  return withPreparedStay(context, { sides, options }, (input) => buildAlternatives(input, { count: options.count }));
}

/** What if: mends a plan after something happened to its host courses, with the smallest change. */
export async function amendStay(
  context: AppContext,
  sides: Sides,
  amendment: { readonly plan: Plan; readonly changes: readonly PlanChange[]; readonly options: PlanOptions },
): Promise<Result<PlanAmendment>> {
  const { plan, changes } = amendment;
  const [semester] = plan.request.semesters;
  const options = {
    ...amendment.options,
    policy: plan.basis.policy,
    ...(semester !== undefined && plan.request.semesters.length === 1 && { semester }),
    ...(plan.request.term && { term: plan.request.term }),
  };
  return withPreparedStay(context, { sides, options }, (input) => amendPlan(plan, input, changes));
}

async function withPreparedStay<T>(
  context: AppContext,
  { sides, options }: { readonly sides: Sides; readonly options: PlanOptions },
  work: (input: PlanInput) => Promise<Result<T>>,
): Promise<Result<T>> {
  const input = await prepareStay(context, sides, options);
  if (!input.ok) return input;
  const done = await work(input.value);
  return { ...done, problems: joinProblems(input.problems, done.problems) };
}

export interface PlanFiles {
  readonly curriculum: FileInput;
  readonly hosts: readonly FileInput[];
  /** The index of the only host's file, made before. */
  readonly index?: FileInput;
  /** Transcript of the home courses passed so far. */
  readonly soFar?: FileInput;
}

export interface ReadPlanFiles {
  readonly curriculum: Curriculum;
  readonly catalogues: readonly Catalogue[];
  readonly index?: CatalogueIndex;
  readonly options: PlanOptions;
  readonly rejected: number;
}

/** Reads what a plan is made from; every rejected row is among the problems. */
export function readPlanFiles(files: PlanFiles, options: PlanOptions): Result<ReadPlanFiles> {
  const curriculum = readCurriculum(files.curriculum);
  const hosts = files.hosts.map((file) => readCatalogue(file));
  const soFar = files.soFar && readTranscript(files.soFar);
  const problems = joinProblems(curriculum.problems, ...hosts.map((host) => host.problems), soFar?.problems ?? []);
  const catalogues = hosts.flatMap((host) => (host.ok ? [host.value] : []));
  if (!curriculum.ok || catalogues.length < hosts.length || (soFar && !soFar.ok)) return failure(...problems);
  const index =
    files.index &&
    openIndexFile(
      files.index,
      catalogues.flatMap(({ value }) => value.courses),
    );
  if (index && !index.ok) return failure(...index.problems, ...problems);
  const rejected = [curriculum.value, ...catalogues, ...(soFar ? [soFar.value] : [])].reduce(
    (sum, part) => sum + part.rejected,
    0,
  );
  return success(
    {
      curriculum: curriculum.value.value,
      catalogues: catalogues.map(({ value }) => value),
      ...(index && { index: index.value }),
      options: { ...options, ...(soFar && { soFar: soFar.value.value }) },
      rejected,
    },
    problems,
  );
}

export const planToJson = (plan: Plan | { readonly plans: readonly PlanAlternative[] }): string => writeJson(plan);
