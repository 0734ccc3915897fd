/**
 * How much two texts of different languages say the same: the information of the query that has a counterpart in the course, and
 * of the course that has one in the query. A soft TF-IDF (Cohen, Ravikumar, Fienberg 2003) with translation in place of spelling.
 */
import { eachCourse, type TermSpace } from '../term-space.ts';
import type { Translate } from './translator.ts';

/** The sum of the weights of each course's terms; needed once per index by {@link scoreCoverage}. */
export function sumWeights(space: TermSpace): Float32Array {
  const sums = new Float32Array(space.size);
  for (let term = 0; term < space.terms.size; term += 1)
    eachCourse(space, term, (document, weight) => {
      sums[document] = (sums[document] ?? 0) + weight;
    });
  return sums;
}

interface CoverageInput {
  readonly postings: TermSpace;
  /** Of {@link sumWeights}. */
  readonly sums: Float32Array;
  /** Terms of the query with their weights (dampened count times information); weights are positive. */
  readonly query: ReadonlyMap<string, number>;
  readonly translate: Translate;
}

/** For each query term the best counterpart in each course, weighed and added up. */
function coverQuery({ postings: space, query, translate }: CoverageInput): Float32Array {
  const covered = new Float32Array(space.size);
  const best = new Float32Array(space.size);
  for (const [term, weight] of query) {
    const touched: number[] = [];
    for (const { term: target, weight: sureness } of translate(term)) {
      const id = space.terms.get(target);
      if (id === undefined) continue;
      eachCourse(space, id, (document) => {
        // Translations come surest first, so the first one that a course has is its best.
        if (best[document] !== 0) return;
        best[document] = sureness;
        touched.push(document);
      });
    }
    for (const document of touched) {
      covered[document] = (covered[document] ?? 0) + weight * (best[document] ?? 0);
      best[document] = 0;
    }
  }
  return covered;
}

/** For each term of a course its best counterpart in the query, weighed and added up. */
function coverCourses({ postings: space, query, translate }: CoverageInput): Float32Array {
  const sureness = new Map<number, number>();
  for (const term of query.keys()) {
    for (const { term: target, weight } of translate(term)) {
      const id = space.terms.get(target);
      if (id !== undefined) sureness.set(id, Math.max(sureness.get(id) ?? 0, weight));
    }
  }
  const covered = new Float32Array(space.size);
  for (const [id, sure] of sureness)
    eachCourse(space, id, (document, weight) => {
      covered[document] = (covered[document] ?? 0) + sure * weight;
    });
  return covered;
}

/**
 * Coverage of the query with every course, 0 to 1: the harmonic mean of the covered share of the query and of the course.
 * One pass over the postings of the translations.
 */
export function scoreCoverage(input: CoverageInput): Float32Array {
  let total = 0;
  for (const weight of input.query.values()) total += weight;
  const ofQuery = coverQuery(input);
  const ofCourse = coverCourses(input);
  return ofQuery.map((covered, document) => {
    const recall = total > 0 ? covered / total : 0;
    const sum = input.sums[document] ?? 0;
    const precision = sum > 0 ? (ofCourse[document] ?? 0) / sum : 0;
    return recall + precision > 0 ? (2 * recall * precision) / (recall + precision) : 0;
  });
}
