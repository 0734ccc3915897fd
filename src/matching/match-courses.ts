/** The matches of each home course with a catalogue, best first, with reasons. */
import {
  type Course,
  type CourseMatches,
  type Match,
  type MatchBasis,
  memoise,
  type Reason,
  reason,
  textIn,
} from '../domain/index.ts';
import { type CatalogueIndex, ENGINE, type ReadCourse } from './catalogue-index.ts';
import { type Comparison, isAcross } from './compare.ts';
import { evidenceOf, featuresOf } from './evidence.ts';
import { type BarCode, compareNumerals } from './features.ts';
import { isLexiconLanguage } from './lexicon/index.ts';
import { MODEL_FAMILY } from './model/index.ts';
import { citePrecedents, disagreementsOn } from './precedent-evidence.ts';
import { type Ranked, Run, type RunOptions } from './run.ts';
import { compareTopics, type SideTopics, topicsOf } from './topics.ts';

export interface MatchOptions extends Omit<RunOptions, 'withheld'> {
  /** Matches to return per home course, at most. */
  readonly top: number;
  /** Positions of the home courses to match; all without it. The others still tell what is usual at home. */
  readonly only?: readonly number[];
  /** A line of evidence for every feature in the place of seven for an adviser. */
  readonly everyFeature?: boolean;
  /** Called after each home course. */
  readonly onProgress?: (done: number, total: number) => void;
}

const once = <T extends object>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

/** With fewer judged comparisons a pair of languages is said to be unmeasured. */
const FEWEST_JUDGED = 100;

/** Remarks a person should see. */
function notesOn(home: ReadCourse, host: ReadCourse, { from, view }: Comparison): Reason[] {
  const isBare = ({ course, stub }: ReadCourse): boolean =>
    [course.descriptions, stub?.descriptions ?? {}].every((texts) =>
      Object.values(texts).every((text) => text.trim() === ''),
    );
  const [a, b] = [home.marks, host.marks];
  const cyclesDiffer = a.graduate !== null && b.graduate !== null && a.graduate !== b.graduate;
  return [
    ...(home.stub ? [reason('stub-resolved-home', { code: home.stub.code })] : []),
    ...(host.stub ? [reason('stub-resolved-host', { code: host.stub.code })] : []),
    ...(isBare(home) ? [reason('no-description-home')] : []),
    ...(isBare(host) ? [reason('no-description-host')] : []),
    ...(isAcross({ from, view }) ? [reason('compared-across-languages', { from, to: view.language })] : []),
    ...(compareNumerals({ home, host }) === 'differ' ? [reason('part-differs')] : []),
    ...(cyclesDiffer ? [reason('cycle-differs')] : []),
  ];
}

/** Describes the matches of one home course after another; topics are read once per course and language. */
class Describer {
  readonly #run: Run;
  /** Topic words of host courses are kept from match to match, up to this many courses. */
  static readonly #mostTopics = 4000;
  readonly #hostTopics = new Map<string, SideTopics>();
  readonly #everyFeature: boolean;

  constructor(run: Run, everyFeature: boolean) {
    this.#run = run;
    this.#everyFeature = everyFeature;
  }

  matchesOf(position: number, top: number): CourseMatches {
    const { course } = this.#run.homeAt(position);
    const homeTopics = new Map<string, SideTopics>();
    const matches = this.#run
      .rank(position)
      .slice(0, Math.max(0, top))
      .map((found, at) => this.#describe(position, found, { rank: at + 1, homeTopics }));
    const verdict = matches[0]?.verdict ?? 'no-safe-match';
    return { homeCode: course.code, homeTitle: Describer.#titleOf(course, 'en'), verdict, matches };
  }

  static #titleOf(course: Course, language: string): string {
    return textIn(course.titles, language, 'en');
  }

  static #judge({ pairModel: { suggest, review }, pair }: Ranked, probability: number): NonNullable<Match['verdict']> {
    // What people decided on this very pair needs no measure of the model.
    if (pair.precedent.exact > 0) return 'suggest';
    if (suggest !== null && probability >= suggest) return 'suggest';
    return review !== null && probability >= review ? 'review' : 'no-safe-match';
  }

  /** Evidence and topics cost more than all the rest, and a planner that weighs forty matches a course tells those of a few: they are made when they are read. */
  #describe(
    position: number,
    found: Ranked,
    { rank, homeTopics }: { readonly rank: number; readonly homeTopics: Map<string, SideTopics> },
  ): Match {
    const { comparison, score, pair, model } = found;
    const { view, from } = comparison;
    const { document } = pair.candidate;
    const [home, host] = [this.#run.homeAt(position), this.#run.index.readAt(document)];
    const near = this.#run.nearDecisions(position);
    const topics = once(() => {
      const readHost = (): SideTopics => topicsOf('host', host, { language: view.language, view });
      const theirs = memoise(this.#hostTopics, `${view.language}:${document}`, readHost, Describer.#mostTopics);
      const readHome = (): SideTopics => topicsOf('home', home, { language: from, view });
      const mine = memoise(homeTopics, `${from}>${view.language}`, readHome);
      return compareTopics(mine, theirs, this.#run.comparer.counterpartsOf(comparison));
    });
    const evidence = once(() => {
      if (this.#everyFeature) return featuresOf(found);
      const about = this.#run.subjectsOf(position, document);
      return evidenceOf(found, { ...about, topics: this.#topicsReason(position, found, topics()) });
    });
    const probability = 1 / (1 + Math.exp(-score)); // the score is in log-odds
    return {
      homeCode: home.course.code,
      hostCode: host.course.code,
      homeTitle: Describer.#titleOf(home.course, from),
      hostTitle: Describer.#titleOf(host.course, view.language),
      score,
      probability,
      verdict: Describer.#judge(found, probability),
      model: model.name,
      get evidence() {
        return evidence();
      },
      get shared() {
        return topics().shared;
      },
      get missing() {
        return topics().missing;
      },
      get surplus() {
        return topics().surplus;
      },
      credits: { home: home.course.credits, host: host.course.credits },
      levels: { home: home.course.level, host: host.course.level },
      precedents: citePrecedents(near, document),
      notes: [...notesOn(home, host, comparison), ...this.#measureNotes(found), ...disagreementsOn(near, document)],
      rank,
    };
  }

  /** How much of what is usual in the home course's subject the host's description has; of its own words where the subject is not known. */
  #topicsReason(
    position: number,
    { comparison, pair }: Ranked,
    compared: ReturnType<typeof compareTopics>,
  ): Reason | null {
    const { view } = comparison;
    const { document } = pair.candidate;
    if (view.spaces.body.scales[document] === 0) return null;
    const usual = this.#run.usualTopicsIn(position, document, view.language);
    if (usual) return reason('topics-found', usual);
    const { length: shared } = compared.shared;
    return reason('topics-shared', { shared, of: shared + compared.missing.length });
  }

  /** What a person should know of how well such a comparison was measured. */
  #measureNotes({ comparison: { from, view }, pairModel: { judged } }: Ranked): Reason[] {
    const unsupported = [...new Set([from, view.language])].filter((language) => !isLexiconLanguage(language));
    if (unsupported.length > 0) return unsupported.map((language) => reason('language-unsupported', { language }));
    return judged < FEWEST_JUDGED ? [reason('pair-unmeasured', { from, to: view.language, judged })] : [];
  }
}

/**
 * Matches each home course against a catalogue. Results are in the order of `home`, or of `only`; codes stay as they are in the sources; the same
 * input gives the same bytes, in whatever order the catalogue lists its courses.
 */
export function matchCourses(
  home: readonly Course[],
  index: CatalogueIndex,
  { top, only, onProgress, everyFeature = false, ...options }: MatchOptions,
): { basis: MatchBasis; results: CourseMatches[] } {
  const describer = new Describer(new Run(home, index, options), everyFeature);
  const positions = only ?? home.map((_course, position) => position);
  const results = positions.map((position, at) => {
    const found = describer.matchesOf(position, top);
    onProgress?.(at + 1, positions.length);
    return found;
  });
  return { basis: { engine: ENGINE, model: MODEL_FAMILY, calibrated: true }, results };
}

/** A candidate with what it was weighed by, in the order of the features. */
export interface RankedCourse {
  readonly course: Course;
  readonly score: number;
  readonly values: Float64Array;
  /** What stands between the two whatever is alike. */
  readonly barCode: BarCode | null;
  /** Of {@link pairName}. */
  readonly pair: string;
}

/** Host courses of each home course with their features, without reasons: for measuring and training. */
export function rankCourses(
  home: readonly Course[],
  index: CatalogueIndex,
  { only, ...options }: RunOptions & Pick<MatchOptions, 'only'> = {},
): RankedCourse[][] {
  const run = new Run(home, index, options);
  return (only ?? home.map((_course, position) => position)).map((position) =>
    run.rank(position).map(({ pair, score, values, barCode, pairName }) => ({
      ...{ course: pair.host.course, score, values, barCode },
      pair: pairName,
    })),
  );
}
