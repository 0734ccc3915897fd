/**
 * Courses found by what somebody types: words of a title in any of the languages, begun, mistyped, or a code. It finds; how well a course
 * replaces another the matching says.
 */
import { distance } from 'fastest-levenshtein';
import { type Course, codeKey, memoise, SUBJECT_LANGUAGES } from '../domain/index.ts';
import { type SubjectBook, subjectsOf } from './subjects/index.ts';
import { foldWord } from './text/fold.ts';
import { readTitle } from './text/words.ts';

/** A typed text as it is understood. */
export interface QueryReading {
  /** With the mistyped words as they were read. */
  readonly text: string;
  readonly corrected: boolean;
  /** What the subject that it names is called in the languages of the subjects. */
  readonly also: readonly { readonly language: string; readonly text: string }[];
}

/** What is searched of a course. */
export type TitledCourse = Pick<Course, 'code' | 'titles'>;

export interface FoundTitle<C extends TitledCourse> {
  readonly course: C;
  /** 0 to 1: how much of what was typed the title has, and how little else. */
  readonly likeness: number;
}

/** The words of titles that were found, by language: `title.slice(start, end)`. */
export type TitleMarks = Readonly<Record<string, readonly (readonly [start: number, end: number])[]>>;

const SEARCH = {
  /** Letters below which a word is taken as it is, and below which it may have one wrong letter; longer ones two. */
  ...{ exactBelow: 4, oneBelow: 8 },
  /** What a word counts that was only begun, and a title that only the subject's name in another language fits. */
  ...{ begun: 0.9, translated: 0.95 },
  /** Of two readings of a mistyped word the one in more titles; a subject's own word is in so many. */
  subjectFrequency: 1,
  /** A title with less in common is not shown. */
  faintest: 0.3,
  /** How much of a subject a query must name for its other names to be looked for as well. */
  namesSubject: 0.5,
} as const;

const WORDS = /[\p{L}\p{N}+#]+/gu;
const wordsIn = (text: string): string[] => [...text.matchAll(WORDS)].map(([word]) => foldWord(word));
const stemsOf = (text: string, language: string): string[] => [
  ...new Set(readTitle(text, language).map(({ term }) => term)),
];

/** The titles of one list of courses by their words; made once for a list. */
export class TitleIndex<C extends TitledCourse = TitledCourse> {
  readonly courses: readonly C[];
  /** Printed words, folded, with the number of titles they are in. */
  readonly words = new Map<string, number>();
  /** Stems with their titles, by language. */
  readonly #places = new Map<string, Map<string, number[]>>();
  /** How many stems each title has, by language. */
  readonly #sizes = new Map<string, Uint8Array>();
  readonly #codes: readonly string[];

  constructor(courses: readonly C[]) {
    this.courses = courses;
    this.#codes = courses.map(({ code }) => codeKey(code));
    for (const [at, { titles }] of courses.entries())
      for (const [language, title] of Object.entries(titles)) {
        for (const word of new Set(wordsIn(title))) this.words.set(word, (this.words.get(word) ?? 0) + 1);
        const places = memoise(this.#places, language, () => new Map<string, number[]>());
        const stems = stemsOf(title, language);
        for (const stem of stems) memoise(places, stem, () => []).push(at);
        memoise(this.#sizes, language, () => new Uint8Array(courses.length))[at] = Math.min(stems.length, 255);
      }
  }

  get languages(): readonly string[] {
    return [...this.#places.keys()];
  }

  /** The first course of this code. */
  coded(key: string): C | undefined {
    return this.courses[this.#codes.indexOf(key)];
  }

  /** Positions of the courses whose code begins so. */
  withCode(key: string): number[] {
    if (key.length < 2) return [];
    return this.#codes.flatMap((code, at) => (code.startsWith(key) ? [at] : []));
  }

  /** Positions of titles by how many of these stems they have; `begun`: the last may be the beginning of one. */
  like(stems: readonly string[], language: string, begun: boolean): Map<number, number> {
    const [places, sizes] = [this.#places.get(language), this.#sizes.get(language)];
    const sums = new Map<number, number>();
    if (!places || !sizes) return sums;
    const last = stems.at(-1);
    let total = 0;
    for (const stem of stems) {
      const own = places.get(stem);
      const documents = own ?? (begun && stem === last ? TitleIndex.#begunBy(places, stem) : undefined);
      const information = this.#information(documents?.length ?? 0);
      total += information;
      const share = own ? information : information * SEARCH.begun;
      for (const document of documents ?? []) sums.set(document, (sums.get(document) ?? 0) + share);
    }
    for (const [document, shared] of sums) {
      const others = sizes[document] ?? 0;
      // Titles that are the query and nothing else come first; a long title that has all of it is still found.
      sums.set(document, (shared / (total || 1)) * (0.8 + 0.2 * Math.min(1, stems.length / (others || 1))));
    }
    return sums;
  }

  #information(frequency: number): number {
    return Math.log(1 + this.courses.length / (frequency + 0.5));
  }

  static #begunBy(places: ReadonlyMap<string, readonly number[]>, start: string): number[] {
    if (start.length < 2) return [];
    const found = new Set<number>();
    for (const [stem, documents] of places)
      if (stem.startsWith(start)) for (const document of documents) found.add(document);
    return [...found];
  }
}

/** Words of the subjects' titles, with how often a title has them: what is typed may stand in no list and still be no mistake. */
const subjectWords = new WeakMap<SubjectBook, ReadonlySet<string>>();
function wordsOfSubjects(book: SubjectBook): ReadonlySet<string> {
  const known = subjectWords.get(book);
  const words = known ?? new Set(book.subjects.flatMap(({ titles }) => Object.values(titles).flat().flatMap(wordsIn)));
  subjectWords.set(book, words);
  return words;
}

/** The words of several lists together, kept with the first: the same lists are searched again and again. */
const wordsTogether = new WeakMap<
  TitleIndex,
  { readonly lists: readonly TitleIndex[]; readonly words: ReadonlyMap<string, number> }
>();
function wordsOfLists(lists: readonly TitleIndex[]): ReadonlyMap<string, number> {
  const [first] = lists;
  if (!first) return new Map();
  const known = wordsTogether.get(first);
  if (known && known.lists.length === lists.length && known.lists.every((list, at) => list === lists[at]))
    return known.words;
  const words = new Map<string, number>();
  for (const list of lists) for (const [word, titles] of list.words) words.set(word, (words.get(word) ?? 0) + titles);
  wordsTogether.set(first, { lists, words });
  return words;
}

/** Reads what was typed: mistyped words by the words of titles, and the subject that it names. */
export function readQuery(text: string, lists: readonly TitleIndex[], book: SubjectBook): QueryReading {
  const [known, inTitles] = [wordsOfSubjects(book), wordsOfLists(lists)];
  let corrected = false;
  const read = text.replaceAll(WORDS, (printed, at: number) => {
    const word = foldWord(printed);
    const isLast = at + printed.length === text.trimEnd().length;
    const better = known.has(word) || inTitles.has(word) ? null : nearest(word, inTitles, known, isLast);
    corrected ||= better !== null;
    return better ?? printed;
  });
  return { text: read, corrected, also: subjectNames(read, book) };
}

/** The word of a title that is meant; null where none is near enough, or the word is the beginning of one. */
function nearest(
  word: string,
  inTitles: ReadonlyMap<string, number>,
  subjects: ReadonlySet<string>,
  isLast: boolean,
): string | null {
  if (word.length < SEARCH.exactBelow || /\p{N}/u.test(word)) return null;
  const most = word.length < SEARCH.oneBelow ? 1 : 2;
  let best: { readonly word: string; readonly off: number; readonly frequency: number } | null = null;
  const offer = (candidate: string, frequency: number): boolean => {
    if (isLast && candidate.startsWith(word)) return true;
    if (Math.abs(candidate.length - word.length) > most) return false;
    const off = distance(word, candidate);
    if (off <= most && (best === null || off < best.off || (off === best.off && frequency > best.frequency)))
      best = { word: candidate, off, frequency };
    return false;
  };
  for (const [candidate, titles] of inTitles) if (offer(candidate, titles)) return null;
  for (const candidate of subjects) if (offer(candidate, SEARCH.subjectFrequency)) return null;
  return (best as { readonly word: string } | null)?.word ?? null;
}

/** Languages that a text may be in, by its letters; the engine reads it in each. */
const searchLanguages = (text: string): readonly string[] =>
  /\p{Script=Cyrillic}/u.test(text) ? ['ru', 'kk'] : ['en', 'de'];

function subjectNames(text: string, book: SubjectBook): QueryReading['also'] {
  for (const language of searchLanguages(text)) {
    const course = queryCourse(text, language);
    const [[subject, share] = [-1, 0]] = [...subjectsOf(book, course).shares];
    const titles = share >= SEARCH.namesSubject ? book.subjects[subject]?.titles : undefined;
    if (titles)
      return SUBJECT_LANGUAGES.flatMap((one) => (titles[one][0] ? [{ language: one, text: titles[one][0] }] : []));
  }
  return [];
}

const queryCourse = (text: string, language: string): Course => ({
  code: '-',
  titles: { [language]: text },
  descriptions: {},
  outcomes: {},
  credits: null,
  level: null,
  terms: [],
  languages: [],
  prerequisites: [],
  iscedF: null,
  url: null,
  source: null,
});

/** The stems of what was typed, as each language reads it: many lists are asked for the same. */
const stemsRead = new WeakMap<QueryReading, Map<string, readonly string[]>>();
function stemsIn(reading: QueryReading, text: string, language: string): readonly string[] {
  const read = stemsRead.get(reading) ?? new Map<string, readonly string[]>();
  stemsRead.set(reading, read);
  return memoise(read, `${language} ${text}`, () => stemsOf(text, language));
}

/** The courses of a list that a query finds and that suit, the likest first, then in the list's order; `limit` at most. */
export function findTitles<C extends TitledCourse>(
  list: TitleIndex<C>,
  typed: string,
  reading: QueryReading,
  { limit, suits = () => true }: { readonly limit: number; readonly suits?: (course: C) => boolean },
): FoundTitle<C>[] {
  const begun = !/\s$/.test(typed);
  const best = new Map<number, number>(list.withCode(codeKey(typed)).map((at) => [at, 1]));
  const offer = (found: ReadonlyMap<number, number>, weight: number): void => {
    for (const [at, likeness] of found) best.set(at, Math.max(best.get(at) ?? 0, likeness * weight));
  };
  for (const language of list.languages) {
    offer(list.like(stemsIn(reading, reading.text, language), language, begun), 1);
    const translated = reading.also.find((one) => one.language === language);
    if (translated) offer(list.like(stemsIn(reading, translated.text, language), language, false), SEARCH.translated);
  }
  return [...best]
    .filter(([, likeness]) => likeness >= SEARCH.faintest)
    .sort(([a, one], [b, other]) => other - one || a - b)
    .flatMap(([at, likeness]) => {
      const course = list.courses[at];
      return course && suits(course) ? [{ course, likeness }] : [];
    })
    .slice(0, limit);
}

/** The words of a course's titles that a query has found. */
export function marksIn({ titles }: TitledCourse, { text, also }: QueryReading): TitleMarks {
  const entries = Object.entries(titles).map(([language, title]) => {
    const wanted = [text, ...also.filter((one) => one.language === language).map((one) => one.text)];
    const stems = new Set(wanted.flatMap((one) => readTitle(one, language).map(({ term }) => term)));
    const words = wordsIn(text);
    const isMeant = (term: string, start: number, end: number): boolean =>
      stems.has(term) || words.some((word) => word.length > 1 && foldWord(title.slice(start, end)).startsWith(word));
    const marks = readTitle(title, language)
      .filter(({ term, start, end }) => isMeant(term, start, end))
      .map(({ start, end }) => [start, end] as const);
    return [language, marks.filter(([start], at) => marks[at - 1]?.[0] !== start)] as const;
  });
  return Object.fromEntries(entries.filter(([, marks]) => marks.length > 0));
}
