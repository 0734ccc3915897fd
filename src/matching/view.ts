/** A view is a catalogue read in one language: the stems of its titles and descriptions, counted and indexed. */
import type { Course } from '../domain/index.ts';
import { MeaningCollector, type MeaningSpace } from './meaning/index.ts';
import { type CollectedPostings, PostingCollector } from './postings.ts';
import { countLists, hasText, letterGroups, listCourse, TITLE_WEIGHT } from './read-terms.ts';
import type { ResolvedStub } from './stubs.ts';
import { HIGHEST_COUNT, spaceOver, type TermSpace } from './term-space.ts';
import { Vocabulary } from './vocabulary.ts';

export type Part = 'title' | 'body' | 'words' | 'letters';
export type Spaces = Readonly<Record<Part, TermSpace>>;

/** Inverted indexes over the parts of the courses' texts. */
export interface View {
  readonly language: string;
  /** 1 where the course has text in this view. */
  readonly has: Uint8Array;
  /** Title, body and words (both together) share their terms and postings; letters are the parts of the title's words. */
  readonly spaces: Spaces;
  /** Null in a language without word vectors. */
  readonly meaning: MeaningSpace | null;
  /** Whether most of its courses have more than a title. */
  readonly described: boolean;
}

/** The kind of a run of words: how often they are in the title and how often in the body. */
const kindOf = (title: number, body: number): number => title * (HIGHEST_COUNT + 1) + body;
const titleCount = (kind: number): number => Math.floor(kind / (HIGHEST_COUNT + 1));
const bodyCount = (kind: number): number => kind % (HIGHEST_COUNT + 1);
const wordCount = (kind: number): number => Math.min(HIGHEST_COUNT, TITLE_WEIGHT * titleCount(kind) + bodyCount(kind));

/** Numbers for terms in the order in which they come. */
class Numbering {
  readonly ids = new Map<string, number>();

  idOf(term: string): number {
    const known = this.ids.get(term);
    if (known !== undefined) return known;
    const id = this.ids.size;
    this.ids.set(term, id);
    return id;
  }

  vocabulary(): Vocabulary {
    return Vocabulary.of(this.ids.keys());
  }
}

function countOne(counts: Map<number, number>, id: number): void {
  const count = counts.get(id) ?? 0;
  if (count < HIGHEST_COUNT) counts.set(id, count + 1);
}

/** Collects the words of course after course. */
class WordCollector {
  readonly numbering = new Numbering();
  readonly #collector = new PostingCollector();
  readonly #title = new Map<number, number>();
  readonly #body = new Map<number, number>();

  add(title: readonly string[], body: readonly string[]): void {
    const [titleCounts, bodyCounts] = [this.#title, this.#body];
    titleCounts.clear();
    bodyCounts.clear();
    for (const term of title) countOne(titleCounts, this.numbering.idOf(term));
    for (const term of body) countOne(bodyCounts, this.numbering.idOf(term));
    for (const [id, count] of titleCounts) this.#collector.add(id, kindOf(count, bodyCounts.get(id) ?? 0));
    for (const [id, count] of bodyCounts) if (!titleCounts.has(id)) this.#collector.add(id, kindOf(0, count));
    this.#collector.endCourse();
  }

  finish(): CollectedPostings {
    return this.#collector.finish();
  }
}

/** Collects the letter groups of the titles' words; a word is taken apart once. */
class LetterCollector {
  readonly numbering = new Numbering();
  readonly #collector = new PostingCollector();
  readonly #ofWord = new Map<string, readonly number[]>();
  readonly #counts = new Map<number, number>();

  add(words: readonly string[]): void {
    this.#counts.clear();
    for (const word of words) for (const id of this.#groupsOf(word)) countOne(this.#counts, id);
    for (const [id, count] of this.#counts) this.#collector.add(id, count);
    this.#collector.endCourse();
  }

  #groupsOf(word: string): readonly number[] {
    const known = this.#ofWord.get(word);
    if (known !== undefined) return known;
    const ids = letterGroups(word).map((group) => this.numbering.idOf(group));
    this.#ofWord.set(word, ids);
    return ids;
  }

  finish(): CollectedPostings {
    return this.#collector.finish();
  }
}

/** Builds the inverted indexes of one view over a catalogue. */
export function buildView(
  courses: readonly Course[],
  stubs: ReadonlyMap<number, ResolvedStub>,
  language: string,
): View {
  const words = new WordCollector();
  const letters = new LetterCollector();
  const meaning = MeaningCollector.for(language, courses.length);
  const has = new Uint8Array(courses.length);
  courses.forEach((course, position) => {
    has[position] = hasText(course, language) ? 1 : 0;
    const terms = listCourse(course, language, stubs.get(position));
    words.add(terms.title, terms.body);
    letters.add(terms.spelling);
    meaning?.add(countLists(terms));
  });
  const [collected, spelled] = [words.finish(), letters.finish()];
  const terms = words.numbering.vocabulary();
  return openView({
    language,
    has,
    meaning: meaning?.finish() ?? null,
    spaces: {
      title: spaceOver(collected, terms, titleCount),
      body: spaceOver(collected, terms, bodyCount),
      words: spaceOver(collected, terms, wordCount),
      letters: spaceOver(spelled, letters.numbering.vocabulary(), (kind) => kind),
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
