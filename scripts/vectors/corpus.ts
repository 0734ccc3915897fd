/** The texts that word vectors are learned from: course catalogues as stems, read as the engine reads courses. */
import { readCatalogue } from '../../bench/lib/equivalence.ts';
import { readTexts } from '../../src/matching/read-course.ts';
import { resolveStubs } from '../../src/matching/stubs.ts';

/** One course as stems, in the order of the text. */
export interface Text {
  readonly title: readonly string[];
  readonly body: readonly string[];
}

export const CATALOGUES = [
  ...['georgia_tech_2020_2023', 'hkust', 'langara', 'ntu', 'nus_2018', 'rpi', 'sfu', 'ubc_vancouver', 'uiuc_2019fa'],
] as const;

function readOne(name: string): Text[] | null {
  const courses = readCatalogue(name);
  if (!courses) return null;
  const stubs = resolveStubs(courses);
  return courses.map((course, position) => {
    const { title, body } = readTexts(course, 'en', stubs.get(position)?.descriptions.en);
    return {
      title: title.tokens.map(({ term }) => term),
      body: body.flatMap(({ tokens }) => tokens.map(({ term }) => term)),
    };
  });
}

/** The courses of the catalogues without repeats; null where the data is absent. */
export function readCorpus(names: readonly string[] = CATALOGUES): Text[] | null {
  const seen = new Set<string>();
  const texts: Text[] = [];
  for (const name of names) {
    const courses = readOne(name);
    if (!courses) return null;
    for (const text of courses) {
      const key = `${text.title.join(' ')}|${text.body.join(' ')}`;
      if (seen.has(key)) continue;
      seen.add(key);
      texts.push(text);
    }
  }
  return texts;
}
