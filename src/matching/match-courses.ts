/** The run: each home course against the whole catalogue, best first, with reasons. */
import {
  type Course,
  type CourseMatches,
  type Match,
  type MatchBasis,
  type Precedent,
  textIn,
} from '../domain/index.ts';
import { type Candidate, chooseCandidates, emptyScores, type Scores, scanView } from './candidates.ts';
import type { CatalogueIndex } from './catalogue-index.ts';
import { explainTopics, noteMatch, type ReadCourse, type SideTerms, topicTerms } from './explain.ts';
import type { Pair } from './features.ts';
import { type HomeSide, queriesOf, readHomeSide, viewsFor } from './home-course.ts';
import { latentCosine, placeQuery } from './latent.ts';
import { UNTRAINED } from './model/untrained.ts';
import { languagesOf, readMarks } from './read-course.ts';
import { evidenceOf, type Model, measurePair, scoreValues } from './score.ts';
import { resolveStubs } from './stubs.ts';
import { collectHabits, type Habits, habitShare, type Votes, voteSubjects } from './subjects.ts';
import { type CourseTerms, CROSS, type View } from './view.ts';

export interface MatchOptions {
  /** Matches to return per home course, at most. */
  readonly top: number;
  readonly precedents?: readonly Precedent[];
  /** Day of the query, `YYYY-MM-DD`, for the validity of precedents. */
  readonly today?: string;
  readonly hostInstitution?: string;
  /** Called after each home course. */
  readonly onProgress?: (done: number, total: number) => void;
}

const ENGINE = 'concord-matching-1';

/** One weighed candidate. */
interface Ranked {
  readonly pair: Pair;
  readonly values: Float64Array;
  readonly score: number;
  readonly view: View;
}

/** Everything that one run shares between its home courses. */
interface Run {
  readonly index: CatalogueIndex;
  readonly model: Model;
  readonly home: readonly ReadCourse[];
  readonly sides: Map<string, HomeSide>;
  readonly plans: Map<string, ReturnType<typeof viewsFor>>;
  readonly scores: Scores;
  readonly rough: Float32Array;
  readonly hostTopics: Map<string, SideTerms>;
  readonly found: (readonly Found[] | undefined)[];
  habits: Habits | undefined;
}

/** One home course's candidates in one view. */
interface Found {
  readonly view: View;
  readonly terms: CourseTerms;
  readonly candidates: readonly Candidate[];
  readonly latent: Float32Array;
}

/** Topic words of host courses are kept from match to match, up to this many courses. */
const TOPIC_CACHE = 4000;

function memoise<V>(cache: Map<string, V>, key: string, make: () => V): V {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make();
  cache.set(key, made);
  return made;
}

function votesOf(run: Run, position: number): Votes {
  const candidates = findCandidates(run, position).flatMap((found) => found.candidates);
  return voteSubjects(candidates, (document) => hostAt(run, document).marks.subject);
}

function gatherHabits(run: Run): Habits {
  return collectHabits(
    run.home.map(({ marks }, position) => ({ subject: marks.subject, votes: votesOf(run, position) })),
  );
}

function startRun(home: readonly Course[], index: CatalogueIndex): Run {
  const stubs = resolveStubs(home);
  return {
    index,
    model: UNTRAINED,
    home: home.map((course, position) => ({ course, marks: readMarks(course), stub: stubs.get(position) })),
    sides: new Map(),
    plans: new Map(),
    scores: emptyScores(index.courses.length),
    rough: new Float32Array(index.courses.length),
    hostTopics: new Map(),
    found: [],
    habits: undefined,
  };
}

function sideFor(run: Run, language: string): HomeSide | null {
  const view = language === CROSS ? run.index.crossView() : run.index.views.get(language);
  if (!view) return null;
  return memoise(run.sides, language, () => readHomeSide(run.home, view));
}

/** The candidates of one home course in every view that it is compared in. Kept: subjects are voted on before anything is weighed. */
function findCandidates(run: Run, position: number): readonly Found[] {
  const known = run.found[position];
  if (known) return known;
  const found: Found[] = [];
  const home = run.home[position];
  if (!home) return found;
  const plan = memoise(run.plans, languagesOf(home.course).join(), () => viewsFor(home.course, run.index));
  for (const { language, eligible } of plan) {
    const side = sideFor(run, language);
    const terms = side?.terms[position];
    if (!side || !terms) continue;
    const queries = queriesOf(side, terms);
    scanView(side.view, queries, run.scores);
    const candidates = chooseCandidates(run.scores, eligible, run.rough);
    found.push({ view: side.view, terms, candidates, latent: placeQuery(side.view.latent, queries.own.words) });
  }
  run.found[position] = found;
  return found;
}

/** Weighs the candidates of one home course, best first; ties in the order of the index. */
function rankCandidates(run: Run, position: number): Ranked[] {
  const home = run.home[position];
  if (!home) return [];
  run.habits ??= gatherHabits(run);
  const votes = votesOf(run, position);
  const habit = run.habits.get(home.marks.subject);
  const ranked: Ranked[] = [];
  for (const { view, terms, candidates, latent } of findCandidates(run, position)) {
    for (const candidate of candidates) {
      const host = hostAt(run, candidate.document);
      const { subject } = host.marks;
      const own = votes.get(subject) ?? 0;
      const pair: Pair = {
        candidate,
        latent: latentCosine(view.latent, latent, candidate.document),
        subjectVotes: { own, subject: habitShare(habit, subject, own) },
        home: { ...home, sortedTitle: terms.sortedTitle },
        host: { ...host, sortedTitle: view.sortedTitles[candidate.document] ?? '' },
      };
      const values = measurePair(pair);
      ranked.push({ pair, values, score: scoreValues(run.model, values), view });
    }
  }
  return ranked.sort((a, b) => b.score - a.score || a.pair.candidate.document - b.pair.candidate.document);
}

/** @throws RangeError for a position outside the index, which would be a mistake of the engine. */
function hostAt({ index }: Run, document: number): ReadCourse {
  const [course, marks] = [index.courses[document], index.marks[document]];
  if (!course || !marks) throw new RangeError(`no host course at ${document}`);
  return { course, marks, stub: index.stubs.get(document) };
}

/** A candidate with what it was weighed by, in the order of the features. */
export interface RankedCourse {
  readonly course: Course;
  readonly score: number;
  readonly values: Float64Array;
}

/** Host courses of each home course (or of those at the positions `only`) with their features, without reasons: for measuring and training. */
export function rankCourses(
  home: readonly Course[],
  index: CatalogueIndex,
  { only }: { readonly only?: readonly number[] } = {},
): RankedCourse[][] {
  const run = startRun(home, index);
  return (only ?? home.map((_course, position) => position)).map((position) =>
    rankCandidates(run, position).map(({ pair, score, values }) => ({ course: pair.host.course, score, values })),
  );
}

const titleOf = (course: Course, language: string): string => textIn(course.titles, language, 'en');

function describeMatch(run: Run, position: number, found: Ranked, homeTopics: SideTerms): Omit<Match, 'rank'> {
  const home = run.home[position];
  if (!home) throw new RangeError(`no home course at ${position}`);
  const { view, score, pair, values } = found;
  const { document } = pair.candidate;
  const host = hostAt(run, document);
  if (run.hostTopics.size >= TOPIC_CACHE) run.hostTopics.clear();
  const hostTopics = memoise(run.hostTopics, `${view.language}:${document}`, () => topicTerms('host', host, view));
  return {
    homeCode: home.course.code,
    hostCode: host.course.code,
    homeTitle: titleOf(home.course, view.language),
    hostTitle: titleOf(host.course, view.language),
    score,
    evidence: evidenceOf(run.model, pair, values),
    ...explainTopics(homeTopics, hostTopics),
    credits: { home: home.course.credits, host: host.course.credits },
    levels: { home: home.course.level, host: host.course.level },
    precedents: [],
    notes: noteMatch(home, host, view),
  };
}

function matchOne(run: Run, position: number, top: number): CourseMatches {
  const home = run.home[position];
  if (!home) throw new RangeError(`no home course at ${position}`);
  const best = rankCandidates(run, position).slice(0, Math.max(0, top));
  const topics = new Map<string, SideTerms>();
  const matches = best.map((found, at) => {
    const homeTopics = memoise(topics, found.view.language, () => topicTerms('home', home, found.view));
    return { ...describeMatch(run, position, found, homeTopics), rank: at + 1 };
  });
  return { homeCode: home.course.code, homeTitle: titleOf(home.course, 'en'), matches };
}

/**
 * Matches each home course against a catalogue. Results are in the order of `home`; codes stay as they are in the sources; the same
 * input gives the same bytes, in whatever order the catalogue lists its courses.
 */
export function matchCourses(
  home: readonly Course[],
  index: CatalogueIndex,
  options: MatchOptions,
): { basis: MatchBasis; results: CourseMatches[] } {
  const run = startRun(home, index);
  const results = home.map((_course, position) => {
    const found = matchOne(run, position, options.top);
    options.onProgress?.(position + 1, home.length);
    return found;
  });
  const { name, calibrated } = run.model;
  return { basis: { engine: ENGINE, model: name, calibrated }, results };
}
