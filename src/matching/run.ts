/** One run: home courses against a catalogue, with everything they share. */
import type { Course, Precedent } from '../domain/index.ts';
import { type Candidate, chooseCandidates, emptyScores, type Scores } from './candidates.ts';
import type { CatalogueIndex, ReadCourse } from './catalogue-index.ts';
import { type Comparer, type Comparison, createComparer, isAcross } from './compare.ts';
import type { Pair } from './features.ts';
import { type Meaning, meaningCosine, placeCourse } from './meaning/index.ts';
import { modelFor } from './model/index.ts';
import { type NearSearch, searchBook } from './near-decisions.ts';
import { measurePrecedents, type NearDecision, openBook, type PrecedentBook } from './precedents.ts';
import { readMarks } from './read-course.ts';
import type { CourseTerms } from './read-terms.ts';
import { type Model, measurePair, scoreCandidates } from './score.ts';
import { resolveStubs } from './stubs.ts';
import { collectHabits, type Habit, habitShare, type Votes, voteSubjects } from './subjects.ts';

export interface RunOptions {
  readonly precedents: readonly Precedent[];
  /** Day of the query, `YYYY-MM-DD`; without it nothing is expired. */
  readonly today?: string;
  readonly hostInstitution?: string;
  readonly homeInstitution?: string;
  /** Leaves precedents out for the home course at a position: for measuring without a precedent in its own test. */
  readonly withheld?: (position: number, precedent: Precedent) => boolean;
}

/** One weighed candidate. `score` is in log-odds. */
export interface Ranked {
  readonly pair: Pair;
  readonly values: Float64Array;
  readonly lead: number;
  readonly context: number;
  readonly score: number;
  readonly model: Model;
  readonly comparison: Comparison;
}

/** One home course's candidates in one view. */
interface Found {
  readonly comparison: Comparison;
  readonly terms: CourseTerms;
  readonly candidates: readonly Candidate[];
  /** Null across languages, and in a language without word vectors. */
  readonly meaning: Meaning | null;
}

export interface Run {
  readonly index: CatalogueIndex;
  readonly options: RunOptions;
  readonly home: readonly ReadCourse[];
  readonly search: NearSearch | null;
  /** Some decision gave its course nothing of the catalogue. */
  readonly elsewhereKnown: boolean;
  readonly comparer: Comparer;
  readonly scores: Scores;
  readonly rough: Float32Array;
  readonly found: (readonly Found[] | undefined)[];
  readonly near: (readonly NearDecision[] | undefined)[];
  /** By home subject, gathered when the first of its courses is weighed. */
  readonly habits: Map<string, Habit | undefined>;
}

export function startRun(courses: readonly Course[], index: CatalogueIndex, options: RunOptions): Run {
  const stubs = resolveStubs(courses);
  const home = courses.map((course, position) => ({ course, marks: readMarks(course), stub: stubs.get(position) }));
  const { precedents } = options;
  const book: PrecedentBook | null = precedents.length > 0 ? openBook(precedents, index, options) : null;
  return {
    index,
    options,
    home,
    search: book && searchBook(book, home, options.homeInstitution),
    elsewhereKnown: book?.decisions.some((decisions) => decisions.some(({ elsewhere }) => elsewhere)) ?? false,
    comparer: createComparer(home, index),
    scores: emptyScores(index.size),
    rough: new Float32Array(index.size),
    found: [],
    near: [],
    habits: new Map(),
  };
}

/** @throws RangeError for a position outside the index, which would be a mistake of the engine. */
export const hostAt = ({ index }: Run, document: number): ReadCourse => index.readAt(document);

/** @throws RangeError for a position outside the list. */
export function homeAt({ home }: Run, position: number): ReadCourse {
  const course = home[position];
  if (!course) throw new RangeError(`no home course at ${position}`);
  return course;
}

/** Decisions about courses like the one at a position, exact and nearest first. Kept: they are asked for several times. */
export function nearDecisions({ search, near, options: { withheld } }: Run, position: number): readonly NearDecision[] {
  near[position] ??= search?.near(position, withheld && ((precedent) => withheld(position, precedent))) ?? [];
  return near[position];
}

/** The candidates of one home course in each comparison. Kept: subjects are voted on before anything is weighed. */
function findCandidates(run: Run, position: number): readonly Found[] {
  const known = run.found[position];
  if (known) return known;
  const { comparer, scores, rough } = run;
  const always = nearDecisions(run, position).flatMap(({ targets }) => targets);
  const found = comparer.comparisonsOf(position).flatMap((comparison): Found[] => {
    const scan = comparer.scan(position, comparison, scores);
    if (!scan) return [];
    const { view, eligible } = comparison;
    const space = isAcross(comparison) ? null : view.meaning;
    const meaning = space && placeCourse(view.language, scan.terms);
    const near = space && meaning && { placed: meaning.text, rows: space.texts };
    const candidates = chooseCandidates(
      scores,
      { eligible, always, meaning: near, bestOfEach: scan.bestOfEach },
      rough,
    );
    return [{ comparison, terms: scan.terms, candidates, meaning }];
  });
  run.found[position] = found;
  return found;
}

function votesOf(run: Run, position: number): Votes {
  const candidates = findCandidates(run, position).flatMap((found) => found.candidates);
  return voteSubjects(candidates, (document) => hostAt(run, document).marks.subject);
}

/** The votes of all home courses of a subject together. */
function habitOf(run: Run, subject: string): Habit | undefined {
  if (!run.habits.has(subject)) {
    const peers = run.home.flatMap(({ marks }, position) =>
      marks.subject === subject ? [{ subject, votes: votesOf(run, position) }] : [],
    );
    run.habits.set(subject, collectHabits(peers).get(subject));
  }
  return run.habits.get(subject);
}

/** The candidates of one comparison beside the home course. */
function pairCandidates(run: Run, position: number, { comparison, terms, candidates, meaning }: Found): Pair[] {
  const home = homeAt(run, position);
  const votes = votesOf(run, position);
  const habit = habitOf(run, home.marks.subject);
  const precedents = measurePrecedents(nearDecisions(run, position), run.elsewhereKnown);
  const { view } = comparison;
  const { course, marks } = home;
  const homeSide = { course, marks, sortedTitle: isAcross(comparison) ? '' : terms.sortedTitle };
  const cosine = (part: 'text' | 'title', document: number): number =>
    meaning && view.meaning
      ? meaningCosine(meaning[part], part === 'text' ? view.meaning.texts : view.meaning.titles, document)
      : 0;
  return candidates.map((candidate) => {
    const host = hostAt(run, candidate.document);
    const own = votes.get(host.marks.subject) ?? 0;
    const sortedTitle = run.index.sortedTitleAt(candidate.document, view.language);
    return {
      candidate,
      meaning: { text: cosine('text', candidate.document), title: cosine('title', candidate.document) },
      precedent: precedents.of(candidate.document),
      subjectVotes: { own, subject: habitShare(habit, host.marks.subject, own) },
      home: homeSide,
      host: { course: host.course, marks: host.marks, sortedTitle },
    };
  });
}

/** Weighs the candidates of one comparison, with the weights made for it. */
function weighCandidates(run: Run, position: number, found: Found): Ranked[] {
  const { comparison, terms, meaning } = found;
  const model = modelFor({
    across: isAcross(comparison),
    precedents: run.options.precedents.length > 0,
    described: comparison.view.described && terms.body.size > 0,
    meaning: meaning !== null,
  });
  const pairs = pairCandidates(run, position, found);
  const values = pairs.map(measurePair);
  const { scores, leads, context } = scoreCandidates(model, values);
  return pairs.map((pair, at) => {
    const measured = { values: values[at] ?? new Float64Array(), lead: leads[at] ?? 0, context };
    return { ...measured, pair, model, score: scores[at] ?? 0, comparison: found.comparison };
  });
}

/** Weighs the candidates of one home course: exact approvals first, then by score, ties in the order of the index. */
export function rankCandidates(run: Run, position: number): Ranked[] {
  return findCandidates(run, position)
    .flatMap((found) => weighCandidates(run, position, found))
    .sort(
      (a, b) =>
        Math.max(0, b.pair.precedent.exact) - Math.max(0, a.pair.precedent.exact) ||
        b.score - a.score ||
        a.pair.candidate.document - b.pair.candidate.document,
    );
}
