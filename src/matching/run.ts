/** One run: home courses against a catalogue, with everything they share. */
import { type Course, groupBy, memoise, type Precedent } from '../domain/index.ts';
import { barOf, isAbroad } from './bars.ts';
import { type Candidate, Scores } from './candidates.ts';
import type { CatalogueIndex, ReadCourse } from './catalogue-index.ts';
import { closest } from './closest.ts';
import { departmentOf, type HabitShare, habitOf, tellDepartments, type Votes, voteDepartments } from './code-habits.ts';
import { type Comparer, type Comparison, createComparer, isAcross } from './compare.ts';
import { putExactTitleFirst } from './exact-title.ts';
import { type BarCode, FEATURES, type Pair } from './features.ts';
import { hostSubjectsOf } from './host-subjects.ts';
import { type Meaning, meaningCosine, placeCourse, placeTerms } from './meaning/index.ts';
import { modelFor } from './model/index.ts';
import { measurePrecedents } from './precedent-evidence.ts';
import { type NearDecision, type NearSearch, PrecedentBook } from './precedents.ts';
import { readMarks, tellYears } from './read-course.ts';
import { type CourseTerms, countCourse, listCourse } from './read-terms.ts';
import { type Model, NO_SCORE, type PairModel, pairName, type Score, scoreAll, UNMEASURED } from './score.ts';
import { resolveStubs } from './stubs.ts';
import { type CourseSubjects, compareSubjects, SubjectBook, titleComparer, usualTermsOf } from './subjects/index.ts';

export interface RunOptions {
  readonly precedents?: readonly Precedent[];
  /** Day of the query, `YYYY-MM-DD`, for the validity of precedents; without it nothing is expired. */
  readonly today?: string;
  readonly hostInstitution?: string;
  /** Tells an institution's own decisions on a course from others' on one of the same name. */
  readonly homeInstitution?: string;
  /** Whether the host is of another country; read from its catalogue when left out. */
  readonly abroad?: boolean;
  /** What universities teach; nothing is known of it when left out. */
  readonly subjects?: SubjectBook;
  /** Leaves precedents out for the home course at a position: for measuring without a precedent in its own test. */
  readonly withheld?: (position: number, precedent: Precedent) => boolean;
}

/** One weighed candidate. `score` is in log-odds. */
export interface Ranked extends Score {
  readonly pair: Pair;
  readonly values: Float64Array;
  readonly barCode: BarCode | null;
  readonly model: Model;
  readonly pairModel: PairModel;
  /** Of {@link pairName}. */
  readonly pairName: string;
  /** The likeliest of the others; null when there is none. */
  readonly rival: Pair | null;
  readonly comparison: Comparison;
}

/** One home course's candidates in one view. */
interface Found {
  readonly comparison: Comparison;
  readonly terms: CourseTerms;
  readonly understood: number;
  readonly candidates: readonly Candidate[];
  /** Null in a language without word vectors. */
  readonly meaning: Meaning | null;
}

export class Run {
  readonly index: CatalogueIndex;
  readonly comparer: Comparer;
  readonly #home: readonly ReadCourse[];
  readonly #withheld: RunOptions['withheld'];
  readonly #search: NearSearch | null;
  readonly #subjects: SubjectBook;
  readonly #hostSubjects: (document: number) => CourseSubjects;
  /** Room to work in. */
  readonly #scores: Scores;
  /** What is asked for several times, by position. */
  readonly #near = new Map<number, readonly NearDecision[]>();
  readonly #found = new Map<number, readonly Found[]>();
  readonly #abroad: boolean;
  /** The habit of a home department, gathered when the first of its courses is weighed; null where codes name no departments. */
  readonly #habits: Map<string, HabitShare> | null;

  constructor(courses: readonly Course[], index: CatalogueIndex, options: RunOptions) {
    const { precedents = [], homeInstitution, withheld } = options;
    const stubs = resolveStubs(courses);
    const codesTell = tellYears(courses.map(({ code }) => code));
    this.index = index;
    this.#home = courses.map((course, at) => ({ course, marks: readMarks(course, codesTell), stub: stubs.get(at) }));
    const book = precedents.length > 0 ? PrecedentBook.open(precedents, index, options) : null;
    this.#search = book?.search(this.#home, homeInstitution) ?? null;
    this.#habits = tellDepartments(courses.map(({ code }) => code)) && index.codesNameDepartments() ? new Map() : null;
    this.#withheld = withheld;
    this.#subjects = options.subjects ?? SubjectBook.none;
    this.#abroad = options.abroad ?? isAbroad(index, this.#subjects);
    this.#hostSubjects = hostSubjectsOf(index, this.#subjects);
    this.comparer = createComparer(this.#home, index, this.#subjects);
    this.#scores = new Scores(index.size);
  }

  /** @throws RangeError for a position outside the list. */
  homeAt(position: number): ReadCourse {
    const course = this.#home[position];
    if (!course) throw new RangeError(`no home course at ${position}`);
    return course;
  }

  /** The subjects of a home course and of a host course. */
  subjectsOf(position: number, document: number): { book: SubjectBook; home: CourseSubjects; host: CourseSubjects } {
    return { book: this.#subjects, home: this.comparer.subjectsAt(position), host: this.#hostSubjects(document) };
  }

  /** How many of the topics of the home course's likeliest subject a host course names; null where the subject is not known. */
  usualTopicsIn(position: number, document: number, language: string): { found: number; of: number } | null {
    const [[subject, share] = [-1, 0]] = [...this.comparer.subjectsAt(position).shares];
    const reader = this.#subjects.readIn(language);
    if (!reader || share < 0.5) return null;
    const { course, stub } = this.index.readAt(document);
    const { title, body } = listCourse(course, language, stub);
    const stems = new Set([...title, ...body]);
    const topics = reader.topicsOf(subject).filter(({ length }) => length > 0);
    return { found: topics.filter((topic) => topic.every((stem) => stems.has(stem))).length, of: topics.length };
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

  /** The candidates of one home course in each comparison: departments are voted for before anything is weighed. */
  #candidatesOf(position: number): readonly Found[] {
    return memoise(this.#found, position, () =>
      this.comparer.comparisonsOf(position).flatMap((comparison) => this.#find(position, comparison)),
    );
  }

  #find(position: number, comparison: Comparison): Found[] {
    const scan = this.comparer.scan(position, comparison, this.#scores);
    if (!scan) return [];
    const { view, eligible } = comparison;
    const space = view.meaning;
    const { course, stub } = this.homeAt(position);
    const own = isAcross(comparison) ? countCourse(course, comparison.from, stub) : scan.terms;
    // Words of all languages lie in one space, so that the home course is placed by its own.
    const meaning = space && own && placeCourse(comparison.from, own);
    const near = groupBy(this.nearDecisions(position), ({ standing }) => standing === 'counts');
    const choice = {
      eligible,
      always: (near.get(true) ?? []).flatMap(({ targets }) => targets),
      guests: (near.get(false) ?? []).flatMap(({ targets }) => targets),
      meaning: space && meaning && { placed: meaning.text, rows: space.texts },
      bestOfEach: scan.bestOfEach,
    };
    const candidates = this.#scores.choose(choice);
    return [{ comparison, terms: scan.terms, understood: scan.understood, candidates, meaning }];
  }

  #votesOf(position: number): Votes {
    const candidates = this.#candidatesOf(position).flatMap((found) => found.candidates.filter(({ guest }) => !guest));
    return voteDepartments(candidates, (document) => departmentOf(this.index.courseAt(document).code));
  }

  /** How usual a host department is for the courses of the home course's; null where codes name none. */
  #habitOf(position: number): (hostCode: string) => number | null {
    const habits = this.#habits;
    const department = departmentOf(this.homeAt(position).course.code);
    if (!habits || department === '') return () => null;
    const votes = this.#votesOf(position);
    const share = memoise(habits, department, () =>
      habitOf(
        this.#home.flatMap(({ course }, at) => (departmentOf(course.code) === department ? [this.#votesOf(at)] : [])),
      ),
    );
    return (hostCode) => share(departmentOf(hostCode), votes.get(departmentOf(hostCode)) ?? 0);
  }

  /** The candidates of one comparison beside the home course. */
  #pairsOf(position: number, { comparison, terms, understood, candidates, meaning }: Found): Pair[] {
    const { course, marks } = this.homeAt(position);
    const precedentOf = measurePrecedents(this.nearDecisions(position));
    const habit = this.#habitOf(position);
    const { view } = comparison;
    const home = { course, marks, sortedTitle: isAcross(comparison) ? '' : terms.sortedTitle };
    const space = meaning && view.meaning;
    const mine = this.comparer.subjectsAt(position);
    const usual = placeTerms(view.language, usualTermsOf(this.#subjects, mine.shares, view.language).topics);
    const nearness = ({ document }: Candidate): Pair['meaning'] => ({
      text: space ? meaningCosine(meaning.text, space.texts, document) : 0,
      title: space ? meaningCosine(meaning.title, space.titles, document) : 0,
      usual: space ? meaningCosine(usual, space.texts, document) : 0,
      usualTitle: space ? meaningCosine(usual, space.titles, document) : 0,
    });
    const compareTitle = titleComparer(this.#subjects, mine.shares, { own: terms.title, language: view.language });
    return closest(candidates.map((candidate) => ({ candidate, meaning: nearness(candidate) }))).map((found) => {
      const { document } = found.candidate;
      const host = this.index.readAt(document);
      return {
        ...found,
        precedent: precedentOf(document),
        habit: habit(host.course.code),
        understood,
        subjects: compareSubjects(this.#subjects, mine, this.#hostSubjects(document)),
        titles: compareTitle(this.index.titleStemsAt(document, view.language)),
        home,
        host: {
          course: host.course,
          marks: host.marks,
          sortedTitle: this.index.sortedTitleAt(document, view.language),
        },
      };
    });
  }

  /** The measured features of a pair, in the order of {@link FEATURES}. */
  static #measure(pair: Pair): Float64Array {
    const values = new Float64Array(FEATURES.length);
    for (let at = 0; at < FEATURES.length; at += 1) values[at] = FEATURES[at]?.measure(pair) ?? 0;
    return values;
  }

  /** Weighs the candidates of one comparison, with the weights made for it. */
  #weigh(position: number, found: Found): Ranked[] {
    const { comparison, terms } = found;
    const { from, view } = comparison;
    const across = isAcross(comparison);
    const isDescribed = terms.body.size > 0;
    /** By whether the host course itself is described: what the rest of its list is does not concern the pair. */
    const weightsFor = (hostDescribed: boolean): Pick<Ranked, 'model' | 'pairModel' | 'pairName'> => {
      const model = modelFor({ across, described: isDescribed && hostDescribed });
      const name = pairName(from, view.language, [isDescribed, hostDescribed]);
      return { model, pairName: name, pairModel: model.pairs[name] ?? UNMEASURED };
    };
    const weights = [weightsFor(false), weightsFor(true)] as const;
    const pairs = this.#pairsOf(position, found);
    const values = pairs.map(Run.#measure);
    const candidates = pairs.map((pair, at) => {
      const sides = this.subjectsOf(position, pair.candidate.document);
      return { pair, values: values[at] ?? new Float64Array(), bar: barOf(pair, { ...sides, abroad: this.#abroad }) };
    });
    const rivals = candidates.filter(({ pair }) => !pair.candidate.guest);
    const places = new Map(rivals.map((one, place) => [one, place]));
    const among = new Map<0 | 1, readonly Score[]>();
    const weighed = candidates.map((one) => {
      const kind = view.spaces.body.scales[one.pair.candidate.document] === 0 ? 0 : 1;
      const { model, pairModel } = weights[kind];
      // Guests stand each beside the others alone, and change nothing for them.
      const score = one.pair.candidate.guest
        ? scoreAll(model, [...rivals, one], pairModel).at(-1)
        : memoise(among, kind, () => scoreAll(model, rivals, pairModel))[places.get(one) ?? -1];
      return {
        ...(score ?? NO_SCORE),
        ...{ values: one.values, barCode: one.bar, pair: one.pair },
        ...weights[kind],
        comparison,
      };
    });
    const [first, second] = weighed.filter(({ pair }) => !pair.candidate.guest).sort((a, b) => b.score - a.score);
    return putExactTitleFirst(
      weighed.map((one) => ({ ...one, rival: (one.pair === first?.pair ? second : first)?.pair ?? null })),
    );
  }
}
