/** The texts that word vectors are learned from: course catalogues as stems, read as the engine reads courses. */
import type { TrainingData } from '../data.ts';
import { readTexts, resolveStubs } from '../engine.ts';
import { readCatalogue } from '../matching/judgements.ts';

/** One course as stems, in the order of the text. */
export interface Text {
  readonly title: readonly string[];
  readonly body: readonly string[];
}

function readOne(data: TrainingData, name: string): Text[] {
  const courses = readCatalogue(data, name);
  const stubs = resolveStubs(courses);
  return courses.map((course, position) => {
    const { title, body } = readTexts(course, 'en', stubs.get(position)?.descriptions.en);
    return {
      title: title.tokens.map(({ term }) => term),
      body: body.flatMap(({ tokens }) => tokens.map(({ term }) => term)),
    };
  });
}

/** The courses of the catalogues without repeats. */
export function readCorpus(data: TrainingData, names: readonly string[]): Text[] {
  const seen = new Set<string>();
  const texts: Text[] = [];
  for (const name of names) {
    for (const text of readOne(data, name)) {
      const key = `${text.title.join(' ')}|${text.body.join(' ')}`;
      if (seen.has(key)) continue;
      seen.add(key);
      texts.push(text);
    }
  }
  return texts;
}
