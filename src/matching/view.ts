/** A view is a catalogue read in one language: the stems of its titles and descriptions, counted and indexed. */
import type { Course } from '../domain/index.ts';
import { buildLatentSpace, type LatentSpace } from './latent.ts';
import { type CourseTexts, languagesOf, readTexts } from './read-course.ts';
import type { ResolvedStub } from './stubs.ts';
import { buildTermSpace, type TermCounts, type TermSpace } from './term-space.ts';
import { foldWord } from './text/words.ts';

/** The counted terms of one course in one view. */
export interface CourseTerms {
  readonly title: TermCounts;
  readonly body: TermCounts;
  /** Title and body together, the title several times. */
  readonly words: TermCounts;
  /** Character 3- to 5-grams of the title's words. */
  readonly letters: TermCounts;
  /** The title's words in alphabetical order, for the edit distance. */
  readonly sortedTitle: string;
}

/** Inverted indexes over the parts of the courses' texts. */
export interface View {
  readonly language: string;
  /** 1 where the course has text in this view. */
  readonly has: Uint8Array;
  readonly sortedTitles: readonly string[];
  readonly spaces: Readonly<Record<'title' | 'body' | 'words' | 'letters', TermSpace>>;
  /** Learned when it is first asked for. */
  readonly latent: () => LatentSpace;
}

/** How often the title counts in `words`; 3 to 5 were measured as equally good. */
const TITLE_WEIGHT = 3;
function addAll(counts: Map<string, number>, terms: Iterable<string>, times = 1): void {
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + times);
}

function countLetters(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) {
    const padded = ` ${word} `;
    for (let length = 3; length <= 5; length += 1) {
      for (let start = 0; start + length <= padded.length; start += 1)
        addAll(counts, [padded.slice(start, start + length)]);
    }
  }
  return counts;
}

/** Words as printed, folded; part numbers as their terms. */
function titleWords({ title }: CourseTexts): string[] {
  const seen = new Set<number>();
  return title.tokens.flatMap(({ term, start, end }) => {
    if (seen.has(start)) return [];
    seen.add(start);
    return term.startsWith('#') ? [term] : [foldWord(title.text.slice(start, end))];
  });
}

function countTerms(texts: CourseTexts): CourseTerms {
  const words = titleWords(texts);
  return count(
    texts.title.tokens.map(({ term }) => term),
    texts.body.flatMap(({ tokens }) => tokens.map(({ term }) => term)),
    words,
  );
}

function count(title: readonly string[], body: readonly string[], spelling: readonly string[]): CourseTerms {
  const [titleCounts, bodyCounts, words] = [
    new Map<string, number>(),
    new Map<string, number>(),
    new Map<string, number>(),
  ];
  addAll(titleCounts, title);
  addAll(bodyCounts, body);
  addAll(words, title, TITLE_WEIGHT);
  addAll(words, body);
  return {
    title: titleCounts,
    body: bodyCounts,
    words,
    letters: countLetters(spelling),
    sortedTitle: [...spelling].sort().join(' '),
  };
}

/** Reads and counts one course in a view; null where it has no text there. */
export function viewCourse(course: Course, language: string, stub?: ResolvedStub): CourseTerms | null {
  if (!languagesOf(course).includes(language)) return null;
  return countTerms(readTexts(course, language, stub?.descriptions[language]));
}

const NOTHING: TermCounts = new Map();

/** Builds the inverted indexes of one view over a catalogue. */
export function buildView(
  courses: readonly Course[],
  stubs: ReadonlyMap<number, ResolvedStub>,
  language: string,
): View {
  const terms = courses.map((course, position) => viewCourse(course, language, stubs.get(position)));
  const space = (part: 'title' | 'body' | 'words' | 'letters'): TermSpace =>
    buildTermSpace(courses.length, (document) => terms[document]?.[part] ?? NOTHING);
  const words = space('words');
  let latent: LatentSpace | undefined;
  return {
    language,
    has: Uint8Array.from(terms, (found) => (found === null ? 0 : 1)),
    sortedTitles: terms.map((found) => found?.sortedTitle ?? ''),
    spaces: { title: space('title'), body: space('body'), words, letters: space('letters') },
    latent: () => {
      latent ??= buildLatentSpace(words);
      return latent;
    },
  };
}
