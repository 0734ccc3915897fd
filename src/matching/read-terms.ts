/** The terms of one course in one language: as lists for the index, as counts for a query. */
import type { Course } from '../domain/index.ts';
import { type CourseTexts, readTexts, type SourceText } from './read-course.ts';
import type { ResolvedStub } from './stubs.ts';
import type { TermCounts } from './term-space.ts';
import { foldWord } from './text/words.ts';

/** How often the title counts in `words`; 3 to 5 were measured as equally good. */
export const TITLE_WEIGHT = 3;

/** Every occurrence in the order of the texts. */
export interface TermLists {
  readonly title: readonly string[];
  readonly body: readonly string[];
  /** The title's words as printed, folded; part numbers as their terms. */
  readonly spelling: readonly string[];
}

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

export const hasText = ({ titles, descriptions }: Course, language: string): boolean =>
  Object.hasOwn(titles, language) || Object.hasOwn(descriptions, language);

function spellingOf({ text, tokens }: SourceText): string[] {
  const words: string[] = [];
  let last = -1;
  for (const { term, start, end } of tokens) {
    if (start === last) continue; // an abbreviation spelt out in several words
    last = start;
    words.push(term.startsWith('#') ? term : foldWord(text.slice(start, end)));
  }
  return words;
}

function listTerms({ title, body }: CourseTexts): TermLists {
  const bodyTerms: string[] = [];
  for (const { tokens } of body) for (const { term } of tokens) bodyTerms.push(term);
  return { title: title.tokens.map(({ term }) => term), body: bodyTerms, spelling: spellingOf(title) };
}

const NOTHING: TermLists = { title: [], body: [], spelling: [] };

/** Reads one course in a view; empty lists where it has no text there. */
export const listCourse = (course: Course, language: string, stub?: ResolvedStub): TermLists =>
  hasText(course, language) ? listTerms(readTexts(course, language, stub?.descriptions[language])) : NOTHING;

const sortWords = (spelling: readonly string[]): string => [...spelling].sort().join(' ');

/** The title's words of a course in a language, in alphabetical order. */
export const sortedTitleOf = (course: Course, language: string): string =>
  sortWords(spellingOf(readTexts({ titles: course.titles, descriptions: {}, outcomes: {} }, language).title));

/** The parts of a word, of 3 to 5 letters, with its beginning and end as spaces. */
export function letterGroups(word: string): string[] {
  const groups: string[] = [];
  const padded = ` ${word} `;
  for (let length = 3; length <= 5; length += 1) {
    for (let start = 0; start + length <= padded.length; start += 1) groups.push(padded.slice(start, start + length));
  }
  return groups;
}

function addAll(counts: Map<string, number>, terms: readonly string[], times = 1): Map<string, number> {
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + times);
  return counts;
}

const count = (terms: readonly string[]): Map<string, number> => addAll(new Map(), terms);

/** Title and body together, the title several times. */
const countWords = ({ title, body }: TermLists): TermCounts => addAll(addAll(new Map(), title, TITLE_WEIGHT), body);

/** The counted words of one course in a view: for a search by them alone. */
export const wordsOf = (course: Course, language: string): TermCounts => countWords(listCourse(course, language));

/** The counts of the title's words, and of title and body together. */
export function countLists(lists: TermLists): Pick<CourseTerms, 'title' | 'words'> {
  return { title: count(lists.title), words: countWords(lists) };
}

/** Reads and counts one course in a view; null where it has no text there. */
export function countCourse(course: Course, language: string, stub?: ResolvedStub): CourseTerms | null {
  if (!hasText(course, language)) return null;
  const lists = listCourse(course, language, stub);
  const { body, spelling } = lists;
  return {
    ...countLists(lists),
    body: count(body),
    letters: count(spelling.flatMap(letterGroups)),
    sortedTitle: sortWords(spelling),
  };
}
