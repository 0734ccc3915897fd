/** The baseline: plain word TF-IDF cosine, title three times, no stems, no stop words; idf from both catalogues. */
import type { Course } from '../../src/domain/index.ts';
import type { Ranking } from '../../train/matching/quality.ts';

const TITLE_WEIGHT = 3;

function countWords(course: Course): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (text: string, times: number): void => {
    for (const word of text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? [])
      counts.set(word, (counts.get(word) ?? 0) + times);
  };
  for (const title of Object.values(course.titles)) add(title, TITLE_WEIGHT);
  for (const text of Object.values(course.descriptions)) add(text, 1);
  return counts;
}

/** Ranks all of `catalogue` for each query. */
export function rankByTfidf(
  queries: readonly Course[],
  catalogue: readonly Course[],
  home: readonly Course[],
): Ranking[] {
  const documents = catalogue.map(countWords);
  const frequencies = new Map<string, number>();
  for (const counts of [...documents, ...home.map(countWords)])
    for (const word of counts.keys()) frequencies.set(word, (frequencies.get(word) ?? 0) + 1);
  const total = catalogue.length + home.length;
  const weigh = (counts: Map<string, number>): Map<string, number> => {
    const weights = new Map<string, number>();
    let square = 0;
    for (const [word, count] of counts) {
      const weight = (1 + Math.log(count)) * Math.log((total + 1) / ((frequencies.get(word) ?? 0) + 0.5));
      weights.set(word, weight);
      square += weight * weight;
    }
    for (const [word, weight] of weights) weights.set(word, weight / Math.sqrt(square || 1));
    return weights;
  };
  const postings = new Map<string, [number, number][]>();
  documents.forEach((counts, position) => {
    for (const [word, weight] of weigh(counts)) {
      const list = postings.get(word) ?? [];
      if (list.length === 0) postings.set(word, list);
      list.push([position, weight]);
    }
  });
  return queries.map((query) => {
    const scores = new Map<number, number>();
    for (const [word, weight] of weigh(countWords(query)))
      for (const [position, other] of postings.get(word) ?? [])
        scores.set(position, (scores.get(position) ?? 0) + weight * other);
    return scores;
  });
}
