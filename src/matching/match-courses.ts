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
import { compareNumerals } from './features.ts';
import { MODEL_FAMILY } from './model/index.ts';
import { citePrecedents, disagreementsOn } from './precedent-evidence.ts';
import { type Ranked, Run, type RunOptions } from './run.ts';
import { evidenceOf } from './score.ts';
import { compareTopics, type SideTopics, topicsOf } from './topics.ts';

export interface MatchOptions extends Omit<RunOptions, 'withheld'> {
  /** Matches to return per home course, at most. */
  readonly top: number;
  /** Positions of the home courses to match; all without it. The others still tell what is usual at home. */
  readonly only?: readonly number[];
  /** Called after each home course. */
  readonly onProgress?: (done: number, total: number) => void;
}

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

  constructor(run: Run) {
    this.#run = run;
  }

  matchesOf(position: number, top: number): CourseMatches {
    const { course } = this.#run.homeAt(position);
    const homeTopics = new Map<string, SideTopics>();
    const matches = this.#run
      .rank(position)
      .slice(0, Math.max(0, top))
      .map((found, at) => ({ ...this.#describe(position, found, homeTopics), rank: at + 1 }));
    const verdict = matches[0]?.verdict ?? 'no-safe-match';
    return { homeCode: course.code, homeTitle: Describer.#titleOf(course, 'en'), verdict, matches };
  }

  static #titleOf(course: Course, language: string): string {
    return textIn(course.titles, language, 'en');
  }

  static #judge(
    { suggest, review }: Ranked['model']['thresholds'],
    probability: number,
  ): NonNullable<Match['verdict']> {
    if (suggest !== null && probability >= suggest) return 'suggest';
    return probability >= review ? 'review' : 'no-safe-match';
  }

  #describe(position: number, found: Ranked, homeTopics: Map<string, SideTopics>): Omit<Match, 'rank'> {
    const { comparison, score, pair, model } = found;
    const { view, from } = comparison;
    const { document } = pair.candidate;
    const [home, host] = [this.#run.homeAt(position), this.#run.index.readAt(document)];
    const near = this.#run.nearDecisions(position);
    const readHost = (): SideTopics => topicsOf('host', host, { language: view.language, view });
    const theirs = memoise(this.#hostTopics, `${view.language}:${document}`, readHost, Describer.#mostTopics);
    const readHome = (): SideTopics => topicsOf('home', home, { language: from, view });
    const mine = memoise(homeTopics, `${from}>${view.language}`, readHome);
    const probability = 1 / (1 + Math.exp(-score)); // the score is in log-odds
    return {
      homeCode: home.course.code,
      hostCode: host.course.code,
      homeTitle: Describer.#titleOf(home.course, from),
      hostTitle: Describer.#titleOf(host.course, view.language),
      score,
      probability,
      verdict: Describer.#judge(model.thresholds, probability),
      model: model.name,
      evidence: evidenceOf(model, pair, found),
      ...compareTopics(mine, theirs, this.#run.comparer.counterpartsOf(comparison)),
      credits: { home: home.course.credits, host: host.course.credits },
      levels: { home: home.course.level, host: host.course.level },
      precedents: citePrecedents(near, document),
      notes: [...notesOn(home, host, comparison), ...disagreementsOn(near, document)],
    };
  }
}

/**
 * Matches each home course against a catalogue. Results are in the order of `home`, or of `only`; codes stay as they are in the sources; the same
 * input gives the same bytes, in whatever order the catalogue lists its courses.
 */
export function matchCourses(
  home: readonly Course[],
  index: CatalogueIndex,
  { top, only, onProgress, ...options }: MatchOptions,
): { basis: MatchBasis; results: CourseMatches[] } {
  const describer = new Describer(new Run(home, index, options));
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
}

/** Host courses of each home course with their features, without reasons: for measuring and training. */
export function rankCourses(
  home: readonly Course[],
  index: CatalogueIndex,
  { only, ...options }: RunOptions & Pick<MatchOptions, 'only'> = {},
): RankedCourse[][] {
  const run = new Run(home, index, options);
  return (only ?? home.map((_course, position) => position)).map((position) =>
    run.rank(position).map(({ pair, score, values }) => ({ course: pair.host.course, score, values })),
  );
}
