/** Match: a list of home courses against a host's catalogue. */
import {
  type Course,
  type CourseMatches,
  type MatchBasis,
  type Precedent,
  type Problem,
  type Result,
  success,
} from '../domain/index.ts';
import {
  type FileInput,
  readCatalogue,
  readCurriculum,
  readPrecedents,
  writeCsv,
  writeJson,
} from '../interchange/index.ts';
import { buildIndex, type CatalogueIndex, matchCourses } from '../matching/index.ts';
import { type AppContext, joinProblems } from './context.ts';

export interface MatchRequest {
  readonly home: readonly Course[];
  readonly host: readonly Course[];
  readonly hostInstitution: string;
  readonly precedents?: readonly Precedent[];
  /** Matches to return per home course, at most. */
  readonly top: number;
  readonly onProgress?: (done: number, total: number) => void;
  /** An index of the same host courses, built before. */
  readonly index?: CatalogueIndex;
}

export interface MatchRun {
  readonly basis: MatchBasis;
  readonly results: readonly CourseMatches[];
}

export function match(context: AppContext, request: MatchRequest): MatchRun {
  const { home, host, hostInstitution, precedents, top, onProgress } = request;
  const index = request.index ?? buildIndex(host);
  return matchCourses(home, index, {
    top,
    today: context.today,
    hostInstitution,
    ...(precedents && { precedents }),
    ...(onProgress && { onProgress }),
  });
}

export interface MatchFilesRequest extends Pick<MatchRequest, 'top' | 'onProgress'> {
  readonly home: FileInput;
  readonly host: FileInput;
  readonly precedents?: FileInput;
}

export interface MatchFilesRun extends MatchRun {
  readonly counts: { readonly home: number; readonly host: number; readonly rejected: number };
}

/** Reads the files, matches, and reports every rejected row; fails only when a file can not be used at all. */
export function matchFiles(context: AppContext, request: MatchFilesRequest): Result<MatchFilesRun> {
  const home = readCurriculum(request.home);
  if (!home.ok) return home;
  const host = readCatalogue(request.host);
  if (!host.ok) return host;
  const precedents = request.precedents && readPrecedents(request.precedents);
  if (precedents && !precedents.ok) return precedents;
  const run = match(context, {
    home: home.value.value.courses,
    host: host.value.value.courses,
    hostInstitution: host.value.value.institution,
    top: request.top,
    ...(precedents && { precedents: precedents.value.value }),
    ...(request.onProgress && { onProgress: request.onProgress }),
  });
  const problems: Problem[] = joinProblems(home.problems, host.problems, precedents?.problems ?? []);
  const rejected = home.value.rejected + host.value.rejected + (precedents?.value.rejected ?? 0);
  const counts = { home: home.value.value.courses.length, host: host.value.value.courses.length, rejected };
  return success({ ...run, counts }, problems);
}

/** One row per match; begins with the columns of the contract: home_code, rank, host_code, host_title, score. */
export function matchesToCsv(run: MatchRun): string {
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
  return writeCsv(columns, rows);
}

export const matchesToJson = (run: MatchRun): string => writeJson(run);
