/** Match: a list of home courses against a host's catalogue. */
import { type Course, failure, type Precedent, type Problem, type Result, success } from '../../domain/index.ts';
import {
  type FileInput,
  readCatalogue,
  readCurriculum,
  readPrecedents,
  type Sheet,
  writeJson,
} from '../../interchange/index.ts';
import { buildIndex, type CatalogueIndex, type MatchOptions, matchCourses } from '../../matching/index.ts';
import type { Embedder } from '../../semantic/index.ts';
import { joinProblems, type PlanContext } from './context.ts';
import { askWhose } from './files.ts';
import { openIndexFile } from './index-file.ts';
import type { MatchRun } from './match-tasks.ts';
import { addSemantics, SEMANTIC_CANDIDATES } from './semantic.ts';

export interface MatchRequest {
  readonly home: readonly Course[];
  readonly host: readonly Course[];
  readonly hostInstitution: string;
  readonly homeInstitution?: string;
  readonly precedents?: readonly Precedent[];
  /** Matches to return per home course, at most. */
  readonly top: number;
  /** A line of evidence for every feature in the place of at most seven for an adviser. */
  readonly everyFeature?: boolean | undefined;
  readonly onProgress?: (done: number, total: number) => void;
  /** An index of the same host courses, built before. */
  readonly index?: CatalogueIndex;
  /** Courses of all hosts that are matched together with this one. */
  readonly among?: number | undefined;
  /** Whether the host is of another country; read from its catalogue when left out. */
  readonly abroad?: boolean | undefined;
  /** Gives up a batch. */
  readonly signal?: AbortSignal;
}

function optionsOf(context: PlanContext, request: MatchRequest): MatchOptions {
  const { hostInstitution, homeInstitution, precedents, top, abroad, onProgress, everyFeature } = request;
  return {
    top,
    today: context.today,
    hostInstitution,
    ...(context.subjects && { subjects: context.subjects() }),
    ...(homeInstitution !== undefined && { homeInstitution }),
    ...(abroad !== undefined && { abroad }),
    ...(precedents && { precedents }),
    ...(onProgress && { onProgress }),
    ...(everyFeature !== undefined && { everyFeature }),
  };
}

/** Matches in the calling thread: for a few home courses. */
export function match(context: PlanContext, request: MatchRequest): MatchRun {
  return matchCourses(request.home, request.index ?? buildIndex(request.host), optionsOf(context, request));
}

/** Matches with the context's threads and indexes where it has some; the result is that of {@link match}. Rejects with the signal's reason when aborted. */
export async function matchBatch(context: PlanContext, request: MatchRequest): Promise<MatchRun> {
  const { matcher } = context;
  const { home, signal } = request;
  const index = request.index ?? (await indexOf(context, request));
  if (!matcher) return match(context, { ...request, index });
  return matcher.match(home, index, { ...optionsOf(context, request), ...(signal && { signal }) });
}

/** The index of a host's courses: kept, or built where the context builds. */
export function indexOf(
  { matcher, indexes }: PlanContext,
  { host, among, signal }: Pick<MatchRequest, 'host' | 'among' | 'signal'>,
): Promise<CatalogueIndex> {
  const build = async (version?: string): Promise<CatalogueIndex> =>
    matcher ? matcher.build(host, { among, signal, version }) : buildIndex(host);
  return indexes ? indexes.of(host, build) : build();
}

export interface MatchFilesRun extends MatchRun {
  readonly counts: { readonly home: number; readonly host: number; readonly rejected: number };
}

/** Reads the files, matches, and reports every rejected row; fails only when a file cannot be used at all. */
export async function matchFiles(
  context: PlanContext,
  request: Pick<MatchRequest, 'top' | 'onProgress' | 'everyFeature'> & {
    readonly home: FileInput;
    readonly host: FileInput;
    readonly precedents?: FileInput;
    /** The index of the host's file, made before; built when left out. */
    readonly index?: FileInput;
    /** Weighs the matches again by meaning; the built-in model alone when left out. */
    readonly embedder?: Embedder | undefined;
  },
): Promise<Result<MatchFilesRun>> {
  const { embedder, top, onProgress, everyFeature } = request;
  const home = readCurriculum(request.home, { institution: context.home.name, units: context.rules.units });
  const host = readCatalogue(request.host, { units: context.rules.units });
  const precedents = request.precedents && readPrecedents(request.precedents);
  const asked = host.ok ? askWhose(host.value.value, request.host, 'only') : [];
  const problems: Problem[] = joinProblems(asked, home.problems, host.problems, precedents?.problems ?? []);
  if (!home.ok || !host.ok || (precedents && !precedents.ok)) return failure(...problems);
  const sides = { home: home.value.value.courses, host: host.value.value.courses };
  const index = request.index && openIndexFile(request.index, sides.host);
  if (index && !index.ok) return failure(...index.problems, ...problems);
  const run = await matchBatch(context, {
    ...sides,
    homeInstitution: home.value.value.institution,
    hostInstitution: host.value.value.institution,
    top: embedder ? Math.max(top, SEMANTIC_CANDIDATES) : top,
    ...(precedents && { precedents: precedents.value.value }),
    ...(index && { index: index.value }),
    ...(onProgress && { onProgress }),
    everyFeature,
  });
  const weighed = embedder ? await addSemantics(embedder, run, { ...sides, top }) : { run, problems: [] };
  const rejected = home.value.rejected + host.value.rejected + (precedents?.value.rejected ?? 0);
  const counts = { home: sides.home.length, host: sides.host.length, rejected };
  return success({ ...weighed.run, counts }, [...problems, ...weighed.problems]);
}

/** One row per match; begins with the columns of the contract: home_code, rank, host_code, host_title, score. */
export function matchesSheet(run: MatchRun): Sheet {
  const columns = [
    'home_code',
    'rank',
    'host_code',
    'host_title',
    'score',
    'probability',
    'verdict',
    'home_title',
    'shared',
    'missing',
  ];
  const terms = (topics: readonly { term: string }[]) => topics.map(({ term }) => term).join('; ');
  const rows = run.results.flatMap(({ matches }) =>
    matches.map((found) => [
      found.homeCode,
      found.rank,
      found.hostCode,
      found.hostTitle,
      found.score.toFixed(6),
      found.probability?.toFixed(4) ?? '',
      found.verdict ?? '',
      found.homeTitle,
      terms(found.shared),
      terms(found.missing),
    ]),
  );
  return { name: 'matches', columns, rows };
}

export const matchesToJson = ({ basis, results }: MatchRun): string => writeJson({ basis, results });
