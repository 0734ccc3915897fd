/** Hosts compared by the plan of one stay at each. */
import {
  type BundlePrecedent,
  type Catalogue,
  type Curriculum,
  type HostComparison,
  type Problem,
  type ReasonCode,
  type Result,
  success,
} from '../../domain/index.ts';
import { writeJson } from '../../interchange/index.ts';
import { type ComparedHost, compareHosts as compare, withoutPlan } from '../../planning/index.ts';
import { joinProblems, type PlanContext } from './context.ts';
import { planned } from './plan.ts';
import type { Sides } from './sides.ts';
import type { PlanOptions } from './stay.ts';

export interface CompareRequest {
  readonly curriculum: Curriculum;
  readonly catalogues: readonly Catalogue[];
  /** What was decided before on courses of each catalogue, by its position. */
  readonly precedents?: readonly (readonly BundlePrecedent[])[];
  readonly options: PlanOptions;
  /** Called with the hosts done; awaited, so that a server can answer others in between. */
  readonly onHost?: (done: number, total: number) => void | Promise<void>;
  /** Called after each host with the ranking so far. */
  readonly onRows?: (ranked: readonly HostComparison[], total: number) => void;
  readonly signal?: AbortSignal;
}

/** Ranks the hosts by the credits that are expected to be recognised. Rejects with the signal's reason when aborted. */
export const compareHosts = (context: PlanContext, request: CompareRequest): Promise<Result<HostComparison[]>> =>
  compareSides(
    context,
    request.catalogues.map((_, at) => ({ open: async () => success(sidesOf(request, at)) })),
    request,
  );

/** A host whose side is opened when its turn comes, and which may have been compared before. */
export interface HostToCompare {
  readonly open: () => Promise<Result<Sides>>;
  readonly kept?: {
    readonly read: () => Promise<Result<ComparedHost> | null>;
    readonly keep: (row: Result<ComparedHost>) => void;
  };
}

/** The same of hosts that are opened when their turn comes, so that no more than a few are held at a time. */
export async function compareSides(
  context: PlanContext,
  hosts: readonly HostToCompare[],
  { options, onHost, onRows, signal }: Pick<CompareRequest, 'options' | 'onHost' | 'onRows' | 'signal'>,
): Promise<Result<HostComparison[]>> {
  const compared = createComparing(context, hosts, { ...options, ...(signal && { signal }) });
  const first = await compared(0);
  if (!first.ok) return first;
  const problems: Problem[] = [];
  const rows = hosts.map((_, at) => async (): Promise<ComparedHost> => {
    const row = at === 0 ? first : await compared(at);
    // The period and the policy are those of the first host, which has passed.
    if (!row.ok) throw new Error(JSON.stringify(row.problems));
    problems.push(...row.problems);
    return row.value;
  });
  const watched = { ...(onHost && { onProgress: onHost }), ...(onRows && { onRows }), ...(signal && { signal }) };
  const ranked = await compare(rows, watched);
  // What the curriculum alone lacks is said once, not again for every host.
  const distinct = [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
  return { ...ranked, problems: joinProblems(distinct, ranked.problems) };
}

/** What a catalogue alone is to blame for: the host has no plan, and the others are compared. */
const OF_CATALOGUE: ReadonlySet<string> = new Set<ReasonCode>(['catalogue-without-unit', 'catalogue-of-other-term']);

/** Compares the hosts by position, each once; with threads those that come next are begun meanwhile. */
function createComparing(
  context: PlanContext,
  hosts: readonly HostToCompare[],
  options: PlanOptions,
): (at: number) => Promise<Result<ComparedHost>> {
  const begun = new Map<number, Promise<Result<ComparedHost>>>();
  const begin = async (at: number): Promise<Result<ComparedHost>> => {
    const host = hosts[at];
    if (!host) throw new RangeError(`no host at ${at}`);
    const before = await host.kept?.read();
    if (before) return before;
    const sides = await host.open();
    if (!sides.ok) return sides;
    const row = await planned('compare', context, sides.value, options);
    if (row.ok) host.kept?.keep(row);
    const errors = row.problems.filter(({ severity }) => severity === 'error');
    if (row.ok || errors.some(({ reason: { code } }) => !OF_CATALOGUE.has(code))) return row;
    const { institution, academicYear } = sides.value.catalogue;
    return success(withoutPlan({ institution, academicYear }, errors));
  };
  let next = 0;
  // While the threads plan, those that come next are opened and indexed.
  const ahead = 2 * (context.matcher?.threads ?? 0.5);
  return (at) => {
    for (; next < Math.min(hosts.length, at + ahead); next += 1) {
      const row = begin(next);
      row.catch(() => undefined); // of a host that is given up nobody asks
      begun.set(next, row);
    }
    const row = begun.get(at) ?? begin(at);
    begun.delete(at);
    return row;
  };
}

const sidesOf = ({ curriculum, catalogues, precedents = [] }: CompareRequest, at: number): Sides => ({
  curriculum,
  among: catalogues.reduce((sum, { courses }) => sum + courses.length, 0),
  catalogue: catalogues[at] ?? { institution: '', academicYear: null, courses: [] },
  precedents: precedents[at] ?? [],
});

export const comparisonToJson = (hosts: readonly HostComparison[]): string => writeJson({ hosts });
