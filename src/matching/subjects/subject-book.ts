/** What universities teach, ready to read courses by: subjects by language, and how they stand to one another. */
import { type CanonicalSubject, memoise, SUBJECT_LANGUAGES } from '../../domain/index.ts';
import { placeTerms } from '../meaning/index.ts';
import { Glossary } from './glossary.ts';
import { SubjectReader } from './subject-reader.ts';

/** How one subject stands to another: its part, the whole that holds it, related and not the same, of the same field, or none of these. */
export type Relation = 'same' | 'part' | 'whole' | 'near' | 'field' | 'far';

export class SubjectBook {
  static readonly none = new SubjectBook([]);
  readonly subjects: readonly CanonicalSubject[];
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

  constructor(subjects: readonly CanonicalSubject[]) {
    this.subjects = subjects;
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
    const known = SUBJECT_LANGUAGES.find((one) => one === language);
    if (known === undefined || this.subjects.length === 0) return null;
    return memoise(this.#readers, known, () => new SubjectReader(this.subjects, known));
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
    const [source, target] = [this.readIn(from), this.readIn(to)];
    return source && target && memoise(this.#glossaries, `${from}>${to}`, () => new Glossary(source, target));
  }

  /** What a subject's English titles and topics mean, a unit vector. */
  meaningOf(subject: number): Float32Array {
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
