/** A catalogue index as bytes: built once per version of a catalogue, then saved, loaded, or shared by threads. */
import { type Course, type Reason, type Result, reason, refuse, success } from '../domain/index.ts';
import { type CatalogueIndex, canonicalOrder, courseAtOf, ENGINE, openIndex } from './catalogue-index.ts';
import { atLargeIn, LETTERS_AT_LARGE } from './prior.ts';
import { type Allocate, Checksum, readSections, type Section, writeSections } from './sections.ts';
import type { ResolvedStub } from './stubs.ts';
import { type AtLarge, informationOf, type TermSpace } from './term-space.ts';
import { openView, type View } from './view.ts';
import { Vocabulary } from './vocabulary.ts';

/** What the file says about itself. */
interface About {
  readonly engine: string;
  /** Of {@link fingerprintOf}. */
  readonly courses: string;
  readonly size: number;
  readonly views: readonly { readonly language: string; readonly meant: boolean }[];
}

/** A sum over all that an index holds of its courses: equal for equal texts in equal order. */
function fingerprintOf(size: number, courseAt: CatalogueIndex['courseAt']): string {
  const sum = new Checksum();
  for (let position = 0; position < size; position += 1) {
    const { code, titles, descriptions, outcomes } = courseAt(position);
    sum.addText(code);
    for (const texts of [titles, descriptions, outcomes]) {
      const inOrder = Object.entries<string | readonly string[]>(texts).sort(([a], [b]) => (a < b ? -1 : 1));
      sum.add(inOrder.length);
      for (const [language, text] of inOrder) {
        sum.addText(language);
        for (const part of typeof text === 'string' ? [text] : text) sum.addText(part);
      }
    }
  }
  return sum.text;
}

function sectionsOf({ language, has, spaces, meaning }: View): [name: string, section: Section][] {
  const shared = (name: string, { postings, terms }: TermSpace): Record<string, Section> => ({
    [`${name}.runs`]: postings.runs,
    [`${name}.starts`]: postings.starts,
    [`${name}.documents`]: postings.documents,
    [`${name}.units`]: terms.arrays.units,
    [`${name}.ends`]: terms.arrays.ends,
    [`${name}.table`]: terms.arrays.table,
  });
  const own = Object.entries(spaces).flatMap(([name, { counts, frequencies, scales }]): [string, Section][] => [
    [`${name}.counts`, counts],
    [`${name}.frequencies`, frequencies],
    [`${name}.scales`, scales],
  ]);
  const named: Record<string, Section> = {
    has,
    ...shared('words', spaces.words),
    ...shared('letters', spaces.letters),
    ...Object.fromEntries(own),
    ...(meaning && { 'meaning.texts': meaning.texts, 'meaning.titles': meaning.titles }),
  };
  return Object.entries(named).map(([name, section]) => [`${language}.${name}`, section]);
}

/** The whole index. The same index gives the same bytes. */
export function encodeIndex(index: CatalogueIndex, allocate?: Allocate): Uint8Array {
  const views = [...index.views.values()];
  const about: About = {
    engine: ENGINE,
    courses: fingerprintOf(index.size, index.courseAt),
    size: index.size,
    views: views.map(({ language, meaning }) => ({ language, meant: meaning !== null })),
  };
  const stubs = Uint32Array.from([...index.stubs].flatMap(([position, { target }]) => [position, target]));
  return writeSections(about, new Map([['stubs', stubs], ...views.flatMap(sectionsOf)]), allocate);
}

/** A section by name and kind. @throws TypeError when it is not there, which the sums of the file rule out. */
type Find = <S extends Section>(name: string, kind: new (length: number) => S) => S;

function readView(find: Find, { language, meant }: About['views'][number], size: number): View {
  const shared = (part: 'words' | 'letters'): Pick<TermSpace, 'terms' | 'postings'> => ({
    terms: new Vocabulary({
      units: find(`${part}.units`, Uint16Array),
      ends: find(`${part}.ends`, Uint32Array),
      table: find(`${part}.table`, Uint32Array),
    }),
    postings: {
      runs: find(`${part}.runs`, Uint32Array),
      starts: find(`${part}.starts`, Uint32Array),
      documents: find(`${part}.documents`, Uint32Array),
    },
  });
  const space = (
    part: keyof View['spaces'],
    { terms, postings }: Pick<TermSpace, 'terms' | 'postings'>,
    atLarge: AtLarge,
  ): TermSpace => {
    const frequencies = find(`${part}.frequencies`, Uint32Array);
    return {
      ...{ size, terms, postings, frequencies, atLarge },
      information: informationOf({ size, terms, frequencies }, atLarge),
      counts: find(`${part}.counts`, Uint16Array),
      scales: find(`${part}.scales`, Float32Array),
    };
  };
  const [text, atLarge] = [shared('words'), atLargeIn(language)];
  return openView({
    language,
    meaning: meant ? { texts: find('meaning.texts', Int8Array), titles: find('meaning.titles', Int8Array) } : null,
    has: find('has', Uint8Array),
    spaces: {
      title: space('title', text, atLarge),
      body: space('body', text, atLarge),
      words: space('words', text, atLarge),
      letters: space('letters', shared('letters'), LETTERS_AT_LARGE),
    },
  });
}

function openEncoded(
  sections: ReadonlyMap<string, Section>,
  { size, views }: About,
  courseAt: CatalogueIndex['courseAt'],
): CatalogueIndex {
  const within =
    (prefix: string): Find =>
    (name, kind) => {
      const section = sections.get(prefix + name);
      if (section instanceof kind) return section;
      throw new TypeError(`no section ${prefix}${name}`);
    };
  const pairs = within('')('stubs', Uint32Array);
  const stubs = new Map<number, ResolvedStub>();
  for (let at = 0; at < pairs.length; at += 2) {
    const target = pairs[at + 1] ?? 0;
    const { code, descriptions } = courseAt(target);
    stubs.set(pairs[at] ?? 0, { target, code, descriptions });
  }
  const opened = views.map((view) => [view.language, readView(within(`${view.language}.`), view, size)] as const);
  return openIndex({ size, courseAt, stubs, views: new Map(opened) });
}

/**
 * The index of these courses from bytes of {@link encodeIndex}; its arrays lie in the bytes. Bytes that are damaged, of another engine or
 * of other courses are the problem `index-incompatible`.
 */
export function decodeIndex(bytes: Uint8Array, courses: readonly Course[]): Result<CatalogueIndex> {
  const read = readSections(bytes);
  const incompatible = (why: Reason): Result<never> => refuse('index-incompatible', why);
  if ('code' in read) return incompatible(read);
  const about = read.about as About; // written by encodeIndex: the sums agree
  if (about.engine !== ENGINE) return incompatible(reason('index-engine', { made: about.engine, engine: ENGINE }));
  const ordered = canonicalOrder(courses);
  if (about.size !== ordered.length)
    return incompatible(reason('index-size', { indexed: about.size, courses: ordered.length }));
  const courseAt = courseAtOf(ordered);
  if (about.courses !== fingerprintOf(ordered.length, courseAt)) return incompatible(reason('index-outdated'));
  return success(openEncoded(read.sections, about, courseAt));
}

/**
 * The index in bytes of {@link encodeIndex} for another thread: `courseAt` gives the courses by their position in the encoded index.
 * @throws TypeError for bytes that are no index, which would be a mistake of the program.
 */
export function attachIndex(bytes: Uint8Array, courseAt: CatalogueIndex['courseAt']): CatalogueIndex {
  const read = readSections(bytes);
  if ('code' in read) throw new TypeError(read.code);
  return openEncoded(read.sections, read.about as About, courseAt);
}
