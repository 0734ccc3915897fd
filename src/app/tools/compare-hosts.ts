/** Compare hosts: the same curriculum against several catalogues. */
import type { BundlePrecedent, Catalogue, Curriculum, HostComparison, Problem, Result } from '../../domain/index.ts';
import { writeJson } from '../../interchange/index.ts';
import { compareHosts as compare, type PlanInput } from '../../planning/index.ts';
import { type AppContext, joinProblems } from './context.ts';
import { type PlanOptions, prepareStay, type Sides } from './stay.ts';

export interface CompareRequest {
  readonly curriculum: Curriculum;
  readonly catalogues: readonly Catalogue[];
  /** What was decided before on courses of each catalogue, by its position. */
  readonly precedents?: readonly (readonly BundlePrecedent[])[];
  readonly options: PlanOptions;
  /** Called with the hosts done; awaited, so that a server can answer others in between. */
  readonly onHost?: (done: number, total: number) => void | Promise<void>;
  readonly signal?: AbortSignal;
}

/** Ranks the hosts by the credits that are expected to be recognised. Rejects with the signal's reason when aborted. */
export async function compareHosts(context: AppContext, request: CompareRequest): Promise<Result<HostComparison[]>> {
  const problems: Problem[] = [];
  const prepare = createPreparation(context, request);
  const first = await prepare(0);
  if (!first.ok) return first;
  const inputs = request.catalogues.map((_catalogue, at) => async (): Promise<PlanInput> => {
    const prepared = await prepare(at);
    // The period and the policy, all that can fail here, are those of the first host.
    if (!prepared.ok) throw new Error(JSON.stringify(prepared.problems));
    problems.push(...prepared.problems);
    return prepared.value;
  });
  const ranked = await compare(inputs, {
    ...(request.onHost && { onProgress: request.onHost }),
    ...(request.signal && { signal: request.signal }),
  });
  // What the curriculum alone lacks is said once, not again for every host.
  const distinct = [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
  return { ...ranked, problems: joinProblems(distinct, ranked.problems) };
}

/** Prepares the hosts by position, each once; with threads those that come next are begun meanwhile. */
function createPreparation(context: AppContext, request: CompareRequest): (at: number) => Promise<Result<PlanInput>> {
  const { catalogues, signal } = request;
  const options = { ...request.options, ...(signal && { signal }) };
  const begun: Promise<Result<PlanInput>>[] = [];
  return (at) => {
    const last = Math.min(catalogues.length, at + (context.matcher?.threads ?? 1));
    for (let next = begun.length; next < last; next += 1) {
      const prepared = prepareStay(context, sidesOf(request, next), options);
      prepared.catch(() => undefined); // of a host that is given up nobody asks
      begun.push(prepared);
    }
    return begun[at] ?? prepareStay(context, sidesOf(request, at), options);
  };
}

const sidesOf = ({ curriculum, catalogues, precedents = [] }: CompareRequest, at: number): Sides => ({
  curriculum,
  among: catalogues.reduce((sum, { courses }) => sum + courses.length, 0),
  catalogue: catalogues[at] ?? { institution: '', academicYear: null, courses: [] },
  precedents: precedents[at] ?? [],
});

export const comparisonToJson = (hosts: readonly HostComparison[]): string => writeJson({ hosts });
