/**
 * A view is a catalogue seen in one kind of terms: the stems of one language, or keys that are equal across scripts.
 * Two courses are compared in a view in which both have text.
 */
import type { Course } from '../domain/index.ts';
import { buildLatentSpace, type LatentSpace } from './latent.ts';
import { type CourseTexts, languagesOf, readTexts } from './read-course.ts';
import type { ResolvedStub } from './stubs.ts';
import { buildTermSpace, type TermCounts, type TermSpace } from './term-space.ts';
import { foldWord } from './text/words.ts';
import { foldKey, transliterate } from './transliterate.ts';

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
  /** Language code, or `cross` for the view across languages. */
  readonly language: string;
  /** 1 where the course has text in this view. */
  readonly has: Uint8Array;
  readonly sortedTitles: readonly string[];
  readonly spaces: Readonly<Record<'title' | 'body' | 'words' | 'letters', TermSpace>>;
  readonly latent: LatentSpace;
}

/** The name of the view across languages. */
export const CROSS = 'cross';

/** How often the title counts in `words`; 3 to 5 were measured as equally good. */
const TITLE_WEIGHT = 3;
/** In the view across languages the first of these that a course has is read. */
const PIVOTS = ['en', 'ru', 'de', 'kk'];

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

/** Same language: stems as they are. */
export function countTerms(texts: CourseTexts): CourseTerms {
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

/** Another language: keys of the sounds, so that only international words and names meet. */
export function countCrossTerms(texts: CourseTexts): CourseTerms {
  const keys = (text: { text: string; tokens: CourseTexts['title']['tokens'] }): string[] =>
    text.tokens.map(({ term, start, end }) =>
      term.startsWith('#') ? term : foldKey(foldWord(text.text.slice(start, end))),
    );
  return count(
    keys(texts.title),
    texts.body.flatMap(keys),
    titleWords(texts).map((word) => (word.startsWith('#') ? word : transliterate(word))),
  );
}

/** The language that stands for a course in the view across languages. */
export function pivotOf(course: Course): string | undefined {
  const languages = languagesOf(course);
  return PIVOTS.find((language) => languages.includes(language)) ?? languages[0];
}

/** Reads and counts one course in a view; null where it has no text there. */
export function viewCourse(course: Course, language: string, stub?: ResolvedStub): CourseTerms | null {
  const own = language === CROSS ? pivotOf(course) : language;
  if (own === undefined || !languagesOf(course).includes(own)) return null;
  const texts = readTexts(course, own, stub?.descriptions[own]);
  return language === CROSS ? countCrossTerms(texts) : countTerms(texts);
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
  return {
    language,
    has: Uint8Array.from(terms, (found) => (found === null ? 0 : 1)),
    sortedTitles: terms.map((found) => found?.sortedTitle ?? ''),
    spaces: { title: space('title'), body: space('body'), words, letters: space('letters') },
    latent: buildLatentSpace(words),
  };
}
