/** Compare hosts: the same curriculum against several catalogues. */
import type { Catalogue, Curriculum, HostComparison, Problem, Result } from '../domain/index.ts';
import { writeJson } from '../interchange/index.ts';
import { compareHosts as compare, type PlanInput } from '../planning/index.ts';
import { type AppContext, joinProblems } from './context.ts';
import { type PlanOptions, prepareStay } from './stay.ts';

export interface CompareRequest {
  readonly curriculum: Curriculum;
  readonly catalogues: readonly Catalogue[];
  readonly options: PlanOptions;
  /** Called with the hosts done; awaited, so that a server can answer others in between. */
  readonly onHost?: (done: number, total: number) => void | Promise<void>;
  readonly signal?: AbortSignal;
}

/** Ranks the hosts by the credits that are expected to be recognised. Rejects with the signal's reason when aborted. */
export async function compareHosts(context: AppContext, request: CompareRequest): Promise<Result<HostComparison[]>> {
  const problems: Problem[] = [];
  const first = prepareStay(context, sidesOf(request, request.catalogues[0]), request.options);
  if (!first.ok) return first;
  const inputs = request.catalogues.map((catalogue, at) => (): PlanInput => {
    const prepared = at === 0 ? first : prepareStay(context, sidesOf(request, catalogue), request.options);
    // The period and the policy, all that can fail here, are those of the first host.
    if (!prepared.ok) throw new Error(prepared.problems.map(({ message }) => message).join('; '));
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

const sidesOf = ({ curriculum }: CompareRequest, catalogue: Catalogue | undefined) => ({
  curriculum,
  catalogue: catalogue ?? { institution: '', academicYear: null, courses: [] },
});

export const comparisonToJson = (hosts: readonly HostComparison[]): string => writeJson({ hosts });
