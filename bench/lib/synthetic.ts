/** Large catalogues for speed measurements: sentences of the fixtures recombined with a fixed seed, plus rare words. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Papa from 'papaparse';
import { seededRandom } from '../../train/random.ts';

const FIXTURES = path.resolve(import.meta.dirname, '../../fixtures');

function englishTexts(): { titles: string[]; sentences: string[] } {
  const files = [
    ...readdirSync(path.join(FIXTURES, 'home')).map((name) => path.join('home', name)),
    'hosts/fjordgate_en.csv',
    'hosts/cedar_hollow_us.csv',
  ];
  const rows = files.flatMap(
    (name) =>
      Papa.parse<Record<string, string>>(readFileSync(path.join(FIXTURES, name), 'utf8'), {
        header: true,
        skipEmptyLines: true,
      }).data,
  );
  const titles = rows.flatMap((row) => row.title_en ?? row.title ?? []);
  const sentences = rows
    .flatMap((row) => (row.description_en ?? row.description ?? '').split(/(?<=\.)\s+/))
    .filter((text) => text.length > 20);
  return { titles: [...new Set(titles)], sentences: [...new Set(sentences)] };
}

export interface SyntheticCourse {
  readonly code: string;
  readonly title: string;
  readonly description: string;
}

/** `size` courses, the same ones for the same seed. */
export function syntheticCourses(size: number, seed = 7): SyntheticCourse[] {
  const random = seededRandom(seed);
  const { titles, sentences } = englishTexts();
  const pick = (texts: readonly string[]): string => texts[Math.floor(random() * texts.length)] ?? '';
  // Rank r of a vocabulary of 50,000 drawn with probability ~ 1/r: the long tail of names and terms in real catalogues.
  const rare = (): string => `term${Math.floor(50_000 ** random()).toString(36)}x`;
  return Array.from({ length: size }, (_, position) => ({
    code: `S${position}`,
    title: `${pick(titles)} ${rare()}`,
    description: `${pick(sentences)} ${pick(sentences)} ${rare()} ${rare()} ${rare()} ${pick(sentences)} ${rare()} ${rare()}`,
  }));
}

/** Queries: the title and about 70 % of the words of the description of every n-th course. */
export function syntheticQueries(courses: readonly SyntheticCourse[], count: number, seed = 11): SyntheticCourse[] {
  const random = seededRandom(seed);
  const stride = Math.floor(courses.length / count);
  return courses
    .filter((_, position) => position % stride === 0)
    .slice(0, count)
    .map(({ code, title, description }) => ({
      code,
      title,
      description: description
        .split(' ')
        .filter(() => random() < 0.7)
        .join(' '),
    }));
}
