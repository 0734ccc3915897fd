/** The subjects as bytes, made at a build: opened at once, and shared by threads. */
import { type CanonicalSubject, SUBJECT_LANGUAGES } from '../../domain/index.ts';
import { type Allocate, readSections, type Section, writeSections } from '../sections.ts';
import { Vocabulary } from '../vocabulary.ts';
import type { GlossaryTables, Lists, SubjectLanguage, SubjectTables } from './subject-tables.ts';

/** A subject without its topics, which are in the tables. */
export type SubjectOutline = Omit<CanonicalSubject, 'topics'>;

/** What is read of the subjects. */
export interface PreparedSubjects {
  readonly tables: (language: SubjectLanguage) => SubjectTables;
  readonly glossary: (from: SubjectLanguage, to: SubjectLanguage) => GlossaryTables;
  /** Rows of what each subject means; null: made when asked for. */
  readonly meanings: Float32Array | null;
}

type Sections = Record<string, Section>;

const PAIRS = SUBJECT_LANGUAGES.flatMap((from) =>
  SUBJECT_LANGUAGES.filter((to) => to !== from).map((to) => [from, to] as const),
);

/** Tables as sections by name: `titles.ends`, `terms.units`, and the plain arrays by their own. */
const flatten = (prefix: string, tables: object): Sections =>
  Object.fromEntries(
    Object.entries(tables).flatMap(([name, table]: [string, Section | Lists | Vocabulary]): [string, Section][] => {
      if (ArrayBuffer.isView(table)) return [[`${prefix}.${name}`, table]];
      const parts = table instanceof Vocabulary ? table.arrays : table;
      return Object.entries(parts).map(([part, section]) => [`${prefix}.${name}.${part}`, section]);
    }),
  );

export function encodePrepared(
  subjects: readonly SubjectOutline[],
  { tables, glossary, meanings }: PreparedSubjects,
  allocate?: Allocate,
): Uint8Array {
  // Subjects may come with their topics, which are in the tables: JSON leaves out what is undefined.
  const outlines = subjects.map((subject) => ({ ...subject, topics: undefined }));
  const sections: Sections = {
    ...(meanings && { meanings }),
    ...Object.assign({}, ...SUBJECT_LANGUAGES.map((language) => flatten(language, tables(language)))),
    ...Object.assign({}, ...PAIRS.map(([from, to]) => flatten(`${from}>${to}`, glossary(from, to)))),
  };
  const inOrder = Object.entries(sections).sort(([a], [b]) => (a < b ? -1 : 1));
  return writeSections({ outlines }, new Map(inOrder), allocate);
}

/** @throws TypeError for bytes that {@link encodePrepared} did not write, which would be a mistake of the build. */
export function readPrepared(bytes: Uint8Array): {
  readonly outlines: readonly SubjectOutline[];
  readonly prepared: PreparedSubjects;
} {
  const read = readSections(bytes);
  if ('code' in read) throw new TypeError(read.code);
  const find = <S extends Section>(name: string, kind: new (length: number) => S): S => {
    const section = read.sections.get(name);
    if (section instanceof kind) return section;
    throw new TypeError(`no section ${name}`);
  };
  const list = (name: string): Lists => ({
    ends: find(`${name}.ends`, Uint32Array),
    values: find(`${name}.values`, Uint32Array),
  });
  const vocabulary = (name: string): Vocabulary =>
    new Vocabulary({
      units: find(`${name}.units`, Uint16Array),
      ends: find(`${name}.ends`, Uint32Array),
      table: find(`${name}.table`, Uint32Array),
    });
  const tables = (language: SubjectLanguage): SubjectTables => ({
    ...{ terms: vocabulary(`${language}.terms`), information: find(`${language}.information`, Float64Array) },
    ...{ titles: list(`${language}.titles`), subjectTitles: find(`${language}.subjectTitles`, Uint32Array) },
    ...{ lines: list(`${language}.lines`), subjectLines: find(`${language}.subjectLines`, Uint32Array) },
    ...{ usual: list(`${language}.usual`), usualCounts: find(`${language}.usualCounts`, Uint16Array) },
    ...{ places: list(`${language}.places`), placeWeights: find(`${language}.placeWeights`, Float64Array) },
    titlePlaces: list(`${language}.titlePlaces`),
    ...{ spellings: vocabulary(`${language}.spellings`), spelled: list(`${language}.spelled`) },
  });
  const glossary = (from: SubjectLanguage, to: SubjectLanguage): GlossaryTables => ({
    byFirst: find(`${from}>${to}.byFirst`, Uint32Array),
    ...{ sources: list(`${from}>${to}.sources`), targets: list(`${from}>${to}.targets`) },
  });
  // What the writer wrote: nothing is checked again.
  const { outlines } = read.about as { readonly outlines: readonly SubjectOutline[] };
  return { outlines, prepared: { tables, glossary, meanings: find('meanings', Float32Array) } };
}
