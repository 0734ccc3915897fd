/** The terms of one course in one language: as lists for the index, as counts for a query. */
import type { Course } from '../domain/index.ts';
import { readTexts, type SourceText } from './read-course.ts';
import type { ResolvedStub } from './stubs.ts';
import type { TermCounts } from './term-space.ts';
import { foldWord } from './text/fold.ts';

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

/** Reads one course in a view; empty lists where it has no text there. */
export function listCourse(course: Course, language: string, stub?: ResolvedStub): TermLists {
  if (!hasText(course, language)) return { title: [], body: [], spelling: [] };
  const { title, body } = readTexts(course, language, stub?.descriptions[language]);
  const bodyTerms: string[] = [];
  for (const { tokens } of body) for (const { term } of tokens) bodyTerms.push(term);
  return { title: title.tokens.map(({ term }) => term), body: bodyTerms, spelling: spellingOf(title) };
}

/** The words of a title in a language as printed, folded; part numbers as their terms. */
export const spellTitle = (titles: Course['titles'], language: string): string[] =>
  spellingOf(readTexts({ titles, descriptions: {}, outcomes: {} }, language).title);

/** The title's words of a course in a language, in alphabetical order. */
export const sortedTitleOf = ({ titles }: Course, language: string): string =>
  spellTitle(titles, language).sort().join(' ');

/** The parts of a word, of 3 to 5 letters, with its beginning and end as spaces. */
export function letterGroups(word: string): string[] {
  const groups: string[] = [];
  const padded = ` ${word} `;
  for (let length = 3; length <= 5; length += 1)
    for (let start = 0; start + length <= padded.length; start += 1) groups.push(padded.slice(start, start + length));
  return groups;
}

function countAll(terms: readonly string[], counts = new Map<string, number>(), times = 1): Map<string, number> {
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + times);
  return counts;
}

/** The counts of the title's words, and of title and body together. */
export const countLists = ({
  title,
  body,
}: Pick<TermLists, 'title' | 'body'>): Pick<CourseTerms, 'title' | 'words'> => ({
  title: countAll(title),
  words: countAll(body, countAll(title, new Map(), TITLE_WEIGHT)),
});

/** Reads and counts one course in a view; null where it has no text there. */
export function countCourse(course: Course, language: string, stub?: ResolvedStub): CourseTerms | null {
  return hasText(course, language) ? countTerms(listCourse(course, language, stub)) : null;
}

/** Counts the terms of a course. */
export function countTerms(lists: TermLists): CourseTerms {
  return {
    ...countLists(lists),
    body: countAll(lists.body),
    letters: countAll(lists.spelling.flatMap(letterGroups)),
    sortedTitle: lists.spelling.toSorted().join(' '),
  };
}
