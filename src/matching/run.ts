/** One run: home courses against a catalogue, with everything they share. */
import { type Course, groupBy, memoise, type Precedent } from '../domain/index.ts';
import { type Candidate, Scores } from './candidates.ts';
import type { CatalogueIndex, ReadCourse } from './catalogue-index.ts';
import { type Comparer, type Comparison, createComparer, isAcross } from './compare.ts';
import { FEATURES, type Pair } from './features.ts';
import { type Meaning, meaningCosine, placeCourse } from './meaning/index.ts';
import { modelFor } from './model/index.ts';
import { measurePrecedents } from './precedent-evidence.ts';
import { type NearDecision, type NearSearch, PrecedentBook } from './precedents.ts';
import { readMarks } from './read-course.ts';
import type { CourseTerms } from './read-terms.ts';
import { type Model, scoreCandidates } from './score.ts';
import { resolveStubs } from './stubs.ts';
import { type HabitShare, habitOf, type Votes, voteSubjects } from './subjects.ts';

export interface RunOptions {
  readonly precedents?: readonly Precedent[];
  /** Day of the query, `YYYY-MM-DD`, for the validity of precedents; without it nothing is expired. */
  readonly today?: string;
  readonly hostInstitution?: string;
  /** Tells an institution's own decisions on a course from others' on one of the same name. */
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

export class Run {
  readonly index: CatalogueIndex;
  readonly comparer: Comparer;
  readonly #home: readonly ReadCourse[];
  readonly #withheld: RunOptions['withheld'];
  readonly #search: NearSearch | null;
  readonly #elsewhereKnown: boolean;
  /** Room to work in. */
  readonly #scores: Scores;
  /** What is asked for several times, by position, and the habit of a home subject, gathered when the first of its courses is weighed. */
  readonly #near = new Map<number, readonly NearDecision[]>();
  readonly #found = new Map<number, readonly Found[]>();
  readonly #habits = new Map<string, HabitShare>();

  constructor(courses: readonly Course[], index: CatalogueIndex, options: RunOptions) {
    const { precedents = [], homeInstitution, withheld } = options;
    const stubs = resolveStubs(courses);
    this.index = index;
    this.#home = courses.map((course, at) => ({ course, marks: readMarks(course), stub: stubs.get(at) }));
    const book = precedents.length > 0 ? PrecedentBook.open(precedents, index, options) : null;
    this.#search = book?.search(this.#home, homeInstitution) ?? null;
    this.#elsewhereKnown = book?.elsewhereKnown ?? false;
    this.#withheld = withheld;
    this.comparer = createComparer(this.#home, index);
    this.#scores = new Scores(index.size);
  }

  /** @throws RangeError for a position outside the list. */
  homeAt(position: number): ReadCourse {
    const course = this.#home[position];
    if (!course) throw new RangeError(`no home course at ${position}`);
    return course;
  }

  /** Decisions about courses like the one at a position, exact and nearest first. */
  nearDecisions(position: number): readonly NearDecision[] {
    const withheld = this.#withheld;
    return memoise(
      this.#near,
      position,
      () => this.#search?.(position, withheld && ((precedent) => withheld(position, precedent))) ?? [],
    );
  }

  /** Weighs the candidates of one home course: exact approvals first, then by score, ties in the order of the index. */
  rank(position: number): Ranked[] {
    return this.#candidatesOf(position)
      .flatMap((found) => this.#weigh(position, found))
      .sort(
        (a, b) =>
          Math.max(0, b.pair.precedent.exact) - Math.max(0, a.pair.precedent.exact) ||
          b.score - a.score ||
          a.pair.candidate.document - b.pair.candidate.document,
      );
  }

  /** The candidates of one home course in each comparison: subjects are voted on before anything is weighed. */
  #candidatesOf(position: number): readonly Found[] {
    return memoise(this.#found, position, () =>
      this.comparer.comparisonsOf(position).flatMap((comparison) => this.#find(position, comparison)),
    );
  }

  #find(position: number, comparison: Comparison): Found[] {
    const scan = this.comparer.scan(position, comparison, this.#scores);
    if (!scan) return [];
    const { view, eligible } = comparison;
    const space = isAcross(comparison) ? null : view.meaning;
    const meaning = space && placeCourse(view.language, scan.terms);
    const near = groupBy(this.nearDecisions(position), ({ standing }) => standing === 'counts');
    const choice = {
      eligible,
      always: (near.get(true) ?? []).flatMap(({ targets }) => targets),
      guests: (near.get(false) ?? []).flatMap(({ targets }) => targets),
      meaning: space && meaning && { placed: meaning.text, rows: space.texts },
      bestOfEach: scan.bestOfEach,
    };
    const candidates = this.#scores.choose(choice);
    return [{ comparison, terms: scan.terms, candidates, meaning }];
  }

  #votesOf(position: number): Votes {
    const candidates = this.#candidatesOf(position).flatMap((found) => found.candidates.filter(({ guest }) => !guest));
    return voteSubjects(candidates, (document) => this.index.readAt(document).marks.subject);
  }

  #habitOf(subject: string): HabitShare {
    return memoise(this.#habits, subject, () =>
      habitOf(this.#home.flatMap(({ marks }, at) => (marks.subject === subject ? [this.#votesOf(at)] : []))),
    );
  }

  /** The candidates of one comparison beside the home course. */
  #pairsOf(position: number, { comparison, terms, candidates, meaning }: Found): Pair[] {
    const { course, marks } = this.homeAt(position);
    const votes = this.#votesOf(position);
    const habit = this.#habitOf(marks.subject);
    const precedentOf = measurePrecedents(this.nearDecisions(position), this.#elsewhereKnown);
    const { view } = comparison;
    const home = { course, marks, sortedTitle: isAcross(comparison) ? '' : terms.sortedTitle };
    const space = meaning && view.meaning;
    return candidates.map((candidate) => {
      const { document } = candidate;
      const host = this.index.readAt(document);
      const own = votes.get(host.marks.subject) ?? 0;
      return {
        candidate,
        meaning: {
          text: space ? meaningCosine(meaning.text, space.texts, document) : 0,
          title: space ? meaningCosine(meaning.title, space.titles, document) : 0,
        },
        precedent: precedentOf(document),
        subjectVotes: { own, subject: habit(host.marks.subject, own) },
        home,
        host: {
          course: host.course,
          marks: host.marks,
          sortedTitle: this.index.sortedTitleAt(document, view.language),
        },
      };
    });
  }

  /** A decision is evidence when it counts and speaks about this catalogue: for or against one of its courses, or for none of them. */
  static #isEvidence({ standing, targets, elsewhere }: NearDecision): boolean {
    return standing === 'counts' && (targets.length > 0 || elsewhere);
  }

  /** The measured features of a pair, in the order of {@link FEATURES}. */
  static #measure(pair: Pair): Float64Array {
    const values = new Float64Array(FEATURES.length);
    for (let at = 0; at < FEATURES.length; at += 1) values[at] = FEATURES[at]?.measure(pair) ?? 0;
    return values;
  }

  /** Weighs the candidates of one comparison, with the weights made for what is known of this home course. */
  #weigh(position: number, found: Found): Ranked[] {
    const { comparison, terms, meaning } = found;
    const model = modelFor({
      across: isAcross(comparison),
      precedents: this.nearDecisions(position).some(Run.#isEvidence),
      described: comparison.view.described && terms.body.size > 0,
      meaning: meaning !== null,
    });
    const pairs = this.#pairsOf(position, found);
    const values = pairs.map(Run.#measure);
    const rivals = values.filter((_values, at) => pairs[at]?.candidate.guest === false);
    const among = scoreCandidates(model, rivals);
    return pairs.map((pair, at) => {
      const own = values[at] ?? new Float64Array();
      const { scores, leads, context } = pair.candidate.guest ? scoreCandidates(model, [...rivals, own]) : among;
      const place = pair.candidate.guest ? rivals.length : at; // guests come last
      return { values: own, lead: leads[place] ?? 0, context, pair, model, score: scores[place] ?? 0, comparison };
    });
  }
}
