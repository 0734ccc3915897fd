/** A catalogue index as bytes: built once per version of a catalogue, then saved, loaded, or shared by threads. */
import { type Course, failure, type Result, success } from '../domain/index.ts';
import { type CatalogueIndex, canonicalOrder, courseAtOf, openIndex } from './catalogue-index.ts';
import { Checksum } from './checksum.ts';
import { ENGINE } from './engine.ts';
import { type Allocate, readSections, type Section, writeSections } from './sections.ts';
import { type ResolvedStub, stubOf } from './stubs.ts';
import type { TermSpace } from './term-space.ts';
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
function fingerprintOf(courses: Iterable<Course>): string {
  const sum = new Checksum();
  const addTexts = (texts: Readonly<Record<string, string | readonly string[]>>): void => {
    const languages = Object.keys(texts).sort();
    sum.add(languages.length);
    for (const language of languages) {
      const text = texts[language] ?? '';
      sum.addText(language);
      for (const part of typeof text === 'string' ? [text] : text) sum.addText(part);
    }
  };
  for (const { code, titles, descriptions, outcomes } of courses) {
    sum.addText(code);
    addTexts(titles);
    addTexts(descriptions);
    addTexts(outcomes);
  }
  return sum.text;
}

function* coursesOf({ size, courseAt }: CatalogueIndex): Iterable<Course> {
  for (let position = 0; position < size; position += 1) yield courseAt(position);
}

type Named = readonly (readonly [name: string, section: Section])[];

const ownSections = (name: string, { counts, frequencies, scales }: TermSpace): Named => [
  [`${name}.counts`, counts],
  [`${name}.frequencies`, frequencies],
  [`${name}.scales`, scales],
];

const sharedSections = (name: string, { postings, terms }: TermSpace): Named => [
  [`${name}.runs`, postings.runs],
  [`${name}.starts`, postings.starts],
  [`${name}.documents`, postings.documents],
  [`${name}.units`, terms.arrays.units],
  [`${name}.ends`, terms.arrays.ends],
  [`${name}.table`, terms.arrays.table],
];

function viewSections({ language, has, spaces, meaning }: View): Named {
  const named: Named = [
    ['has', has],
    ...sharedSections('words', spaces.words),
    ...sharedSections('letters', spaces.letters),
    ...Object.entries(spaces).flatMap(([part, space]) => ownSections(part, space)),
    ...(meaning
      ? ([
          ['meaning.texts', meaning.texts],
          ['meaning.titles', meaning.titles],
        ] as const)
      : []),
  ];
  return named.map(([name, section]) => [`${language}.${name}`, section]);
}

/** The whole index. The same index gives the same bytes. */
export function encodeIndex(index: CatalogueIndex, allocate?: Allocate): Uint8Array {
  const views = [...index.views.values()];
  const about: About = {
    engine: ENGINE,
    courses: fingerprintOf(coursesOf(index)),
    size: index.size,
    views: views.map(({ language, meaning }) => ({ language, meant: meaning !== null })),
  };
  const stubs = Uint32Array.from([...index.stubs].flatMap(([position, { target }]) => [position, target]));
  return writeSections(about, new Map([['stubs', stubs], ...views.flatMap(viewSections)]), allocate);
}

/** Gives the sections by name; they are there, or the file is not of this engine. */
class Sections {
  readonly #sections: ReadonlyMap<string, Section>;
  readonly #prefix: string;

  constructor(sections: ReadonlyMap<string, Section>, prefix = '') {
    this.#sections = sections;
    this.#prefix = prefix;
  }

  within(name: string): Sections {
    return new Sections(this.#sections, `${this.#prefix}${name}.`);
  }

  /** @throws TypeError when the section is missing or of another kind, which the sums of the file rule out. */
  get<S extends Section>(name: string, kind: new (length: number) => S): S {
    const section = this.#sections.get(this.#prefix + name);
    if (section instanceof kind) return section;
    throw new TypeError(`no section ${this.#prefix}${name}`);
  }
}

function readView(sections: Sections, { language, meant }: About['views'][number], size: number): View {
  const shared = (part: Sections): Pick<TermSpace, 'terms' | 'postings'> => ({
    terms: new Vocabulary({
      units: part.get('units', Uint16Array),
      ends: part.get('ends', Uint32Array),
      table: part.get('table', Uint32Array),
    }),
    postings: {
      runs: part.get('runs', Uint32Array),
      starts: part.get('starts', Uint32Array),
      documents: part.get('documents', Uint32Array),
    },
  });
  const own = (part: Sections): Omit<TermSpace, 'terms' | 'postings'> => ({
    size,
    counts: part.get('counts', Uint16Array),
    frequencies: part.get('frequencies', Uint32Array),
    scales: part.get('scales', Float32Array),
  });
  const [words, letters, meaning] = ['words', 'letters', 'meaning'].map((name) => sections.within(name)) as [
    Sections,
    Sections,
    Sections,
  ];
  const text = shared(words);
  return openView({
    language,
    meaning: meant ? { texts: meaning.get('texts', Int8Array), titles: meaning.get('titles', Int8Array) } : null,
    has: sections.get('has', Uint8Array),
    spaces: {
      title: { ...text, ...own(sections.within('title')) },
      body: { ...text, ...own(sections.within('body')) },
      words: { ...text, ...own(words) },
      letters: { ...shared(letters), ...own(letters) },
    },
  });
}

function readStubs(pairs: Uint32Array, courseAt: CatalogueIndex['courseAt']): Map<number, ResolvedStub> {
  const stubs = new Map<number, ResolvedStub>();
  for (let at = 0; at < pairs.length; at += 2) {
    const target = pairs[at + 1] ?? 0;
    stubs.set(pairs[at] ?? 0, stubOf(courseAt(target), target));
  }
  return stubs;
}

const incompatible = (why: string): Result<never> =>
  failure({
    code: 'index-incompatible',
    severity: 'error',
    message: `the index can not be used: ${why}`,
    mend: 'Make it anew with "concord index" from the catalogue as it is now',
  });

/**
 * The index of these courses from bytes of {@link encodeIndex}; its arrays lie in the bytes. Bytes that are damaged, of another engine or
 * of other courses are the problem `index-incompatible`.
 */
export function decodeIndex(bytes: Uint8Array, courses: readonly Course[]): Result<CatalogueIndex> {
  const read = readSections(bytes);
  if (typeof read === 'string') return incompatible(read);
  const about = read.about as About; // written by encodeIndex: the sums agree
  if (about.engine !== ENGINE) return incompatible(`it was made by ${about.engine}, this is ${ENGINE}`);
  const ordered = canonicalOrder(courses);
  if (about.size !== ordered.length)
    return incompatible(`it holds ${about.size} courses, the catalogue ${ordered.length}`);
  if (about.courses !== fingerprintOf(ordered)) return incompatible('the catalogue has changed since it was made');
  return success(openEncoded(read.sections, about, courseAtOf(ordered)));
}

/**
 * The index in bytes of {@link encodeIndex} for another thread: `courseAt` gives the courses by their position in the encoded index.
 * @throws TypeError for bytes that are no index, which would be a mistake of the program.
 */
export function attachIndex(bytes: Uint8Array, courseAt: CatalogueIndex['courseAt']): CatalogueIndex {
  const read = readSections(bytes);
  if (typeof read === 'string') throw new TypeError(read);
  return openEncoded(read.sections, read.about as About, courseAt);
}

function openEncoded(
  all: ReadonlyMap<string, Section>,
  { size, views }: About,
  courseAt: CatalogueIndex['courseAt'],
): CatalogueIndex {
  const sections = new Sections(all);
  const opened = views.map((view) => [view.language, readView(sections.within(view.language), view, size)] as const);
  const stubs = readStubs(sections.get('stubs', Uint32Array), courseAt);
  return openIndex({ size, courseAt, stubs, views: new Map(opened) });
}
