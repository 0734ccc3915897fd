/** The matches of each home course with a catalogue, best first, with reasons. */
import {
  type Course,
  type CourseMatches,
  type Match,
  type MatchBasis,
  memoise,
  type Precedent,
  textIn,
} from '../domain/index.ts';
import type { CatalogueIndex } from './catalogue-index.ts';
import { ENGINE } from './engine.ts';
import { noteMatch, remark, type SideTerms, topicTerms } from './explain.ts';
import { MODEL_FAMILY } from './model/index.ts';
import { citePrecedents, type NearDecision } from './precedents.ts';
import { homeAt, hostAt, nearDecisions, type Ranked, type Run, rankCandidates, startRun } from './run.ts';
import { evidenceOf, type Model, probabilityOf } from './score.ts';
import { compareTopics } from './topics.ts';

export interface MatchOptions {
  /** Matches to return per home course, at most. */
  readonly top: number;
  readonly precedents?: readonly Precedent[];
  /** Day of the query, `YYYY-MM-DD`, for the validity of precedents. */
  readonly today?: string;
  readonly hostInstitution?: string;
  /** Tells an institution's own decisions on a course from others' on one of the same name. */
  readonly homeInstitution?: string;
  /** Positions of the home courses to match; all without it. The others still tell what is usual at home. */
  readonly only?: readonly number[];
  /** Called after each home course. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Topic words of host courses are kept from match to match, up to this many courses. */
const TOPIC_CACHE = 4000;

const titleOf = (course: Course, language: string): string => textIn(course.titles, language, 'en');

type Verdict = NonNullable<Match['verdict']>;

function judge({ thresholds }: Model, probability: number): Verdict {
  if (thresholds.suggest !== null && probability >= thresholds.suggest) return 'suggest';
  return probability >= thresholds.review ? 'review' : 'no-safe-match';
}

/** What the matches of one home course share. */
interface Account {
  readonly run: Run;
  readonly position: number;
  readonly near: readonly NearDecision[];
  readonly homeTopics: Map<string, SideTerms>;
  readonly hostTopics: Map<string, SideTerms>;
}

function describeMatch({ run, position, near, homeTopics, hostTopics }: Account, found: Ranked): Omit<Match, 'rank'> {
  const { comparison, score, pair, model } = found;
  const { view, from } = comparison;
  const { document } = pair.candidate;
  const [home, host] = [homeAt(run, position), hostAt(run, document)];
  const readHost = (): SideTerms => topicTerms('host', host, { language: view.language, view });
  const theirs = memoise(hostTopics, `${view.language}:${document}`, readHost, TOPIC_CACHE);
  const mine = memoise(homeTopics, `${from}>${view.language}`, () =>
    topicTerms('home', home, { language: from, view }),
  );
  const probability = probabilityOf(score);
  return {
    homeCode: home.course.code,
    hostCode: host.course.code,
    homeTitle: titleOf(home.course, from),
    hostTitle: titleOf(host.course, view.language),
    score,
    probability,
    verdict: judge(model, probability),
    model: model.name,
    evidence: evidenceOf(model, pair, found),
    ...compareTopics(mine, theirs, run.comparer.counterpartsOf(comparison)),
    credits: { home: home.course.credits, host: host.course.credits },
    levels: { home: home.course.level, host: host.course.level },
    precedents: citePrecedents(near, document),
    notes: [...noteMatch(home, host, comparison), ...notePrecedents(near, document)],
  };
}

/** Decisions that disagree about one candidate are said, not settled. */
function notePrecedents(near: readonly NearDecision[], document: number): Match['notes'] {
  const about = near.filter(({ targets }) => targets.includes(document));
  const notes: Match['notes'] = [];
  if (about.some(({ standing }) => standing === 'contradicted')) notes.push(remark('precedents-contradict'));
  const exact = about.filter((decision) => decision.exact && decision.standing === 'counts');
  if (new Set(exact.map(({ precedent }) => precedent.decision)).size > 1) notes.push(remark('precedents-disagree'));
  return notes;
}

function matchOne(run: Run, position: number, top: number, hostTopics: Map<string, SideTerms>): CourseMatches {
  const { course } = homeAt(run, position);
  const near = nearDecisions(run, position);
  const account: Account = { run, position, near, homeTopics: new Map(), hostTopics };
  const matches = rankCandidates(run, position)
    .slice(0, Math.max(0, top))
    .map((found, at) => ({ ...describeMatch(account, found), rank: at + 1 }));
  const verdict = matches[0]?.verdict ?? 'no-safe-match';
  return { homeCode: course.code, homeTitle: titleOf(course, 'en'), verdict, matches };
}

/**
 * Matches each home course against a catalogue. Results are in the order of `home`, or of `only`; codes stay as they are in the sources; the same
 * input gives the same bytes, in whatever order the catalogue lists its courses.
 */
export function matchCourses(
  home: readonly Course[],
  index: CatalogueIndex,
  options: MatchOptions,
): { basis: MatchBasis; results: CourseMatches[] } {
  const precedents = options.precedents ?? [];
  const { today, hostInstitution, homeInstitution } = options;
  const run = startRun(home, index, {
    precedents,
    ...(today !== undefined && { today }),
    ...(hostInstitution !== undefined && { hostInstitution }),
    ...(homeInstitution !== undefined && { homeInstitution }),
  });
  const hostTopics = new Map<string, SideTerms>();
  const positions = options.only ?? home.map((_course, position) => position);
  const results = positions.map((position, at) => {
    const found = matchOne(run, position, options.top, hostTopics);
    options.onProgress?.(at + 1, positions.length);
    return found;
  });
  return { basis: { engine: ENGINE, model: MODEL_FAMILY, calibrated: true }, results };
}

/** A candidate with what it was weighed by, in the order of the features. */
export interface RankedCourse {
  readonly course: Course;
  readonly score: number;
  readonly values: Float64Array;
}

export interface RankOptions {
  /** Positions of the home courses to rank for; all without it. */
  readonly only?: readonly number[];
  readonly precedents?: readonly Precedent[];
  readonly withheld?: (position: number, precedent: Precedent) => boolean;
}

/** Host courses of each home course with their features, without reasons: for measuring and training. */
export function rankCourses(
  home: readonly Course[],
  index: CatalogueIndex,
  options: RankOptions = {},
): RankedCourse[][] {
  const precedents = options.precedents ?? [];
  const { withheld } = options;
  const run = startRun(home, index, { precedents, ...(withheld && { withheld }) });
  return (options.only ?? home.map((_course, position) => position)).map((position) =>
    rankCandidates(run, position).map(({ pair, score, values }) => ({ course: pair.host.course, score, values })),
  );
}
