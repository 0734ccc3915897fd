/** How often a course finds itself in another language: five folds, the table learned on four and tested on the fifth. */
import type { TrainingData } from '../data.ts';
import {
  buildTermSpace,
  createTranslator,
  dampen,
  inverseFrequency,
  type LexiconLanguage,
  scoreCoverage,
  sumWeights,
  type TermSpace,
  type Translate,
} from '../engine.ts';
import { type Quality, qualityOf, rankAmong } from '../matching/quality.ts';
import { alignWords } from './align-words.ts';
import { type ParallelCourse, pairConcepts, pairCourses, pairTerms } from './parallel-texts.ts';

/** What a run may draw on. */
export interface Means {
  readonly name: string;
  /** Parallel courses of the other folds, titles of curricula and classifiers. */
  readonly learned: boolean;
  readonly curated: boolean;
  /** Words that sound alike. */
  readonly cognates: boolean;
}

export interface MeasureInput {
  readonly data: TrainingData;
  readonly courses: readonly ParallelCourse[];
  /** More candidates in the language of the answer, none of them right. */
  readonly distractors: readonly ParallelCourse[];
  readonly from: LexiconLanguage;
  readonly to: LexiconLanguage;
  readonly means: Means;
}

const FOLDS = 5;
/** How often the title counts beside the description. */
const TITLE_WEIGHT = 3;
/** Weights of the three coverages in their combination: the plainest of five mixes that were tried on these same folds, all within .02. */
const COMBINATION = { words: 1, title: 0.3, body: 0.3 } as const;
type Part = keyof typeof COMBINATION;
const PARTS: readonly Part[] = ['words', 'title', 'body'];

/** Courses with the same key fall into one fold. Nothing is random: the order of the courses decides. */
export function foldsOf(courses: readonly ParallelCourse[]): number[] {
  const folds = new Map<string, number>();
  return courses.map(({ key }) => {
    const fold = folds.get(key) ?? folds.size % FOLDS;
    folds.set(key, fold);
    return fold;
  });
}

function countTerms(course: ParallelCourse, language: LexiconLanguage, part: Part): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (term: string, times: number): void => {
    counts.set(term, (counts.get(term) ?? 0) + times);
  };
  if (part !== 'body') {
    for (const term of course.titles[language] ?? []) add(term, part === 'words' ? TITLE_WEIGHT : 1);
  }
  if (part !== 'title') for (const term of course.bodies[language] ?? []) add(term, 1);
  return counts;
}

/** One part of the candidates' texts, ready to be searched, and the queries' weights for it. */
interface Field {
  readonly part: Part;
  readonly space: TermSpace;
  readonly sums: Float32Array;
  readonly weigh: (course: ParallelCourse) => ReadonlyMap<string, number>;
}

function prepareField(input: MeasureInput, part: Part): Field {
  const { courses, distractors, from, to } = input;
  const candidates = [...courses, ...distractors];
  const nothing: ParallelCourse = { titles: {}, bodies: {}, key: '' };
  const space = buildTermSpace(candidates.length, (document) => countTerms(candidates[document] ?? nothing, to, part));
  const frequencies = new Map<string, number>();
  for (const course of courses) {
    for (const term of countTerms(course, from, part).keys()) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
  }
  const information = (term: string): number => inverseFrequency(courses.length, frequencies.get(term) ?? 0);
  return {
    part,
    space,
    sums: sumWeights(space),
    weigh: (course) =>
      new Map([...countTerms(course, from, part)].map(([term, count]) => [term, dampen(count) * information(term)])),
  };
}

function learnTranslator(
  input: MeasureInput,
  training: readonly ParallelCourse[],
  vocabulary: Iterable<string>,
): Translate {
  const { data, from, to, means } = input;
  const table = alignWords([
    ...(means.learned ? [...pairCourses(training, from, to), ...pairTerms(data, from, to)] : []),
    ...(means.curated ? pairConcepts(from, to) : []),
  ]);
  return createTranslator({ from, to, vocabulary, table, cognates: means.cognates });
}

/** Every course asks once, in the fold that its own texts were not learned from; by title alone and by all of its text. */
export function measureLexicon(input: MeasureInput): Record<'title' | 'all', Quality> {
  const { courses } = input;
  const fields = PARTS.map((part) => prepareField(input, part));
  const vocabulary = [...new Set(fields.flatMap(({ space }) => [...space.terms.keys()]))];
  const folds = foldsOf(courses);
  const ranks: Record<'title' | 'all', number[]> = { title: [], all: [] };
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const translate = learnTranslator(
      input,
      courses.filter((_, at) => folds[at] !== fold),
      vocabulary,
    );
    courses.forEach((course, at) => {
      if (folds[at] !== fold) return;
      const all = new Array<number>(courses.length + input.distractors.length).fill(0);
      for (const { part, space, sums, weigh } of fields) {
        const scores = scoreCoverage({ postings: space, sums, query: weigh(course), translate });
        if (part === 'title') ranks.title.push(rankAmong(scores, scores[at] ?? 0));
        scores.forEach((score, document) => {
          all[document] = (all[document] ?? 0) + COMBINATION[part] * score;
        });
      }
      ranks.all.push(rankAmong(all, all[at] ?? 0));
    });
  }
  return { title: qualityOf(ranks.title), all: qualityOf(ranks.all) };
}
