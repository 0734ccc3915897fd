/** What universities teach, ready to read courses by: subjects by language, and how they stand to one another. */
import { type CanonicalSubject, memoise, SUBJECT_LANGUAGES } from '../../domain/index.ts';
import { DIMENSIONS, placeTerms } from '../meaning/index.ts';
import type { Allocate } from '../sections.ts';
import { Glossary } from './glossary.ts';
import { encodePrepared, type PreparedSubjects, readPrepared, type SubjectOutline } from './subject-file.ts';
import { SubjectReader } from './subject-reader.ts';
import { makeGlossary, makeTables, type SubjectLanguage } from './subject-tables.ts';

/** How one subject stands to another: its part, the whole that holds it, related and not the same, of the same field, or none of these. */
export type Relation = 'same' | 'part' | 'whole' | 'near' | 'field' | 'far';

/** Of subjects with their topics, or of their outlines where they were prepared. */
export class SubjectBook<S extends SubjectOutline = SubjectOutline> {
  static readonly none: SubjectBook = SubjectBook.of([]);
  readonly subjects: readonly S[];
  readonly #prepared: PreparedSubjects;
  readonly #at: ReadonlyMap<string, number>;
  readonly #readers = new Map<string, SubjectReader>();
  readonly #meanings = new Map<number, Float32Array>();
  readonly #glossaries = new Map<string, Glossary>();
  readonly #ownTitles = new Map<string, readonly (readonly string[])[]>();
  /** The languages of the countries that subjects are about. */
  readonly ownLanguages: ReadonlySet<string>;
  /** All that a subject holds, parts of parts included. */
  readonly #holds: readonly ReadonlySet<number>[];
  readonly #near: readonly ReadonlySet<number>[];

  /** The book of these subjects; each language is read when it is first asked for, which takes a second or two. */
  static of(subjects: readonly CanonicalSubject[]): SubjectBook<CanonicalSubject> {
    const made = new Map<string, ReturnType<typeof makeTables>>();
    const tables = (language: SubjectLanguage) => memoise(made, language, () => makeTables(subjects, language));
    const glossary: PreparedSubjects['glossary'] = (from, to) => makeGlossary(tables(from), tables(to));
    return new SubjectBook(subjects, { tables, glossary, meanings: null });
  }

  /** The book that {@link encode} wrote; its arrays lie in the bytes. @throws TypeError for other bytes. */
  static open(bytes: Uint8Array): SubjectBook {
    const { outlines, prepared } = readPrepared(bytes);
    return new SubjectBook(outlines, prepared);
  }

  private constructor(subjects: readonly S[], prepared: PreparedSubjects) {
    this.subjects = subjects;
    this.#prepared = prepared;
    this.ownLanguages = new Set(subjects.flatMap(({ country, teaches }) => (country && teaches) || []));
    this.#at = new Map(subjects.map(({ id }, at) => [id, at]));
    const placesOf = (ids: readonly string[]): number[] => ids.flatMap((id) => this.#at.get(id) ?? []);
    const holds = (at: number, seen: Set<number>): Set<number> => {
      for (const part of placesOf(subjects[at]?.parts ?? [])) if (!seen.has(part)) holds(part, seen.add(part));
      return seen;
    };
    this.#holds = subjects.map((_subject, at) => holds(at, new Set()));
    this.#near = subjects.map(({ near }) => new Set(placesOf(near)));
  }

  /** The subjects in a language; null in one that they are not named in. */
  readIn(language: string): SubjectReader | null {
    const known = this.#languageOf(language);
    return known && memoise(this.#readers, known, () => new SubjectReader(this.#prepared.tables(known), known));
  }

  #languageOf(language: string): SubjectLanguage | null {
    return (this.subjects.length > 0 && SUBJECT_LANGUAGES.find((one) => one === language)) || null;
  }

  /** The titles of what is about the own country, as stems; of no language course, which any university may teach. */
  ownTitles(language: string): readonly (readonly string[])[] {
    return memoise(this.#ownTitles, language, () =>
      this.subjects.flatMap(({ country, teaches }, at) =>
        country !== undefined && teaches === undefined ? (this.readIn(language)?.titlesOf(at) ?? []) : [],
      ),
    );
  }

  /** Terms of one language in another; null where the subjects are not named in both. */
  glossary(from: string, to: string): Glossary | null {
    const [source, target] = [this.#languageOf(from), this.#languageOf(to)];
    const { tables, glossary } = this.#prepared;
    const make = (one: SubjectLanguage, other: SubjectLanguage): Glossary =>
      new Glossary(glossary(one, other), tables(one).terms, tables(other).terms);
    return source && target && memoise(this.#glossaries, `${from}>${to}`, () => make(source, target));
  }

  /** The book with all that is read of it. The same subjects give the same bytes. */
  encode(allocate?: Allocate): Uint8Array {
    const meanings = new Float32Array(this.subjects.length * DIMENSIONS);
    for (const subject of this.subjects.keys()) meanings.set(this.meaningOf(subject), subject * DIMENSIONS);
    return encodePrepared(this.subjects, { ...this.#prepared, meanings }, allocate);
  }

  /** What a subject's English titles and topics mean, a unit vector. */
  meaningOf(subject: number): Float32Array {
    const { meanings } = this.#prepared;
    if (meanings) return meanings.subarray(subject * DIMENSIONS, (subject + 1) * DIMENSIONS);
    return memoise(this.#meanings, subject, () => placeTerms('en', this.readIn('en')?.usualOf(subject) ?? new Map()));
  }

  relationOf(one: number, other: number): Relation {
    if (one === other) return 'same';
    if (this.#holds[other]?.has(one)) return 'part';
    if (this.#holds[one]?.has(other)) return 'whole';
    if (this.#near[one]?.has(other) || this.#near[other]?.has(one)) return 'near';
    return this.subjects[one]?.isced === this.subjects[other]?.isced ? 'field' : 'far';
  }
}
