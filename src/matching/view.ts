/** A view is a catalogue read in one language: the stems of its titles and descriptions, counted and indexed. */
import type { Course } from '../domain/index.ts';
import { MeaningCollector, type MeaningSpace } from './meaning/index.ts';
import { type CollectedPostings, PostingCollector } from './postings.ts';
import { atLargeIn, LETTERS_AT_LARGE } from './prior.ts';
import { countLists, hasText, letterGroups, listCourse, TITLE_WEIGHT } from './read-terms.ts';
import type { ResolvedStub } from './stubs.ts';
import { HIGHEST_COUNT, spaceOver, type TermSpace } from './term-space.ts';
import { Vocabulary } from './vocabulary.ts';

export type Part = 'title' | 'body' | 'words' | 'letters';

/** Inverted indexes over the parts of the courses' texts. */
export interface View {
  readonly language: string;
  /** 1 where the course has text in this view. */
  readonly has: Uint8Array;
  /** Title, body and words (both together) share their terms and postings; letters are the parts of the title's words. */
  readonly spaces: Readonly<Record<Part, TermSpace>>;
  /** Null in a language without word vectors. */
  readonly meaning: MeaningSpace | null;
  /** Whether most of its courses have more than a title. */
  readonly described: boolean;
}

/** The kind of a run of words: how often they are in the title and how often in the body. */
const KIND = {
  of: (title: number, body: number): number => title * (HIGHEST_COUNT + 1) + body,
  title: (kind: number): number => Math.floor(kind / (HIGHEST_COUNT + 1)),
  body: (kind: number): number => kind % (HIGHEST_COUNT + 1),
  words: (kind: number): number => Math.min(HIGHEST_COUNT, TITLE_WEIGHT * KIND.title(kind) + KIND.body(kind)),
} as const;

/** Collects terms of course after course, numbered in the order in which they come. */
class TermCollector {
  readonly #ids = new Map<string, number>();
  readonly #collector = new PostingCollector();
  readonly #title = new Map<number, number>();
  readonly #body = new Map<number, number>();
  readonly #groups = new Map<string, readonly number[]>();

  /** The words of the next course. */
  addWords(title: readonly string[], body: readonly string[]): void {
    this.#title.clear();
    this.#body.clear();
    for (const term of title) this.#count(this.#title, this.#idOf(term));
    for (const term of body) this.#count(this.#body, this.#idOf(term));
    for (const [id, count] of this.#title) this.#collector.add(id, KIND.of(count, this.#body.get(id) ?? 0));
    for (const [id, count] of this.#body) if (!this.#title.has(id)) this.#collector.add(id, KIND.of(0, count));
    this.#collector.endCourse();
  }

  /** The letter groups of the next course's title; a word is taken apart once. */
  addLetters(words: readonly string[]): void {
    this.#title.clear();
    for (const word of words) {
      let groups = this.#groups.get(word);
      if (groups === undefined) {
        groups = letterGroups(word).map((group) => this.#idOf(group));
        this.#groups.set(word, groups);
      }
      for (const id of groups) this.#count(this.#title, id);
    }
    for (const [id, count] of this.#title) this.#collector.add(id, count);
    this.#collector.endCourse();
  }

  finish(): { readonly collected: CollectedPostings; readonly terms: Vocabulary } {
    return { collected: this.#collector.finish(), terms: Vocabulary.of(this.#ids.keys()) };
  }

  #idOf(term: string): number {
    const known = this.#ids.get(term);
    if (known !== undefined) return known;
    const id = this.#ids.size;
    this.#ids.set(term, id);
    return id;
  }

  #count(counts: Map<number, number>, id: number): void {
    const count = counts.get(id) ?? 0;
    if (count < HIGHEST_COUNT) counts.set(id, count + 1);
  }
}

/** Builds the inverted indexes of one view over a catalogue. */
export function buildView(
  courses: readonly Course[],
  stubs: ReadonlyMap<number, ResolvedStub>,
  language: string,
): View {
  const [words, letters] = [new TermCollector(), new TermCollector()];
  const meaning = MeaningCollector.for(language, courses.length);
  const has = new Uint8Array(courses.length);
  courses.forEach((course, position) => {
    has[position] = hasText(course, language) ? 1 : 0;
    const lists = listCourse(course, language, stubs.get(position));
    words.addWords(lists.title, lists.body);
    letters.addLetters(lists.spelling);
    meaning?.add(countLists(lists));
  });
  const atLarge = atLargeIn(language);
  const { collected, terms } = words.finish();
  const spelled = letters.finish();
  return openView({
    language,
    has,
    meaning: meaning?.finish() ?? null,
    spaces: {
      title: spaceOver(collected, terms, KIND.title, atLarge),
      body: spaceOver(collected, terms, KIND.body, atLarge),
      words: spaceOver(collected, terms, KIND.words, atLarge),
      letters: spaceOver(spelled.collected, spelled.terms, (kind) => kind, LETTERS_AT_LARGE),
    },
  });
}

/** A view over arrays that were built or loaded. */
export function openView(arrays: Omit<View, 'described'>): View {
  const count = (wanted: (document: number) => boolean): number =>
    arrays.has.reduce((sum, one, document) => sum + (one === 1 && wanted(document) ? 1 : 0), 0);
  const { scales } = arrays.spaces.body;
  return { ...arrays, described: 2 * count((document) => scales[document] !== 0) >= count(() => true) };
}
