/** The index of a stored catalogue as a file of the program that made it: read whole into memory that threads share. */
import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { threadId } from 'node:worker_threads';
import { type PackedSubjects, readSections, type Section, writeSections } from '../../matching/index.ts';
import type { PackedCourses } from './packed-courses.ts';
import { readShared } from './rules.ts';

/** Where indexes are kept, and for which build of the program: those of another are never used. */
export interface IndexFolder {
  readonly folder: string;
  readonly program: string;
}

/** The place of one version of a catalogue, which never changes. */
export interface KeptPlace extends IndexFolder {
  readonly version: string;
}

/** What threads need of a catalogue beside its index. */
export interface BuiltCatalogue {
  /** Encoded. */
  readonly index: Uint8Array;
  /** In the order of the index. */
  readonly courses: PackedCourses;
  /** Where the course at each place of the index stands in the list that it was made of. */
  readonly order: Uint32Array;
  /** What the courses are about; null where no subjects are installed, or it was not asked for. */
  readonly subjects: PackedSubjects | null;
}

/** What came of reading: null where there is none of this program. */
export type ReadKept = BuiltCatalogue | { readonly damaged: string } | null;

const ENDING = '.index';
const programDigest = (program: string): string => createHash('sha256').update(program).digest('hex').slice(0, 16);

/** Both names in it: neither an upgrade nor a way back takes what another program has made. */
export const fileOfIndex = ({ folder, program, version }: KeptPlace): string =>
  path.join(folder, `${version}-${programDigest(program)}${ENDING}`);

/** What nobody wants any more stays for a day: a process of the program before may still read it. */
const DAY = 24 * 60 * 60 * 1000;

/** Those of these versions that have no file; files of other versions and programs go when they are a day old. */
export async function unkeptIn(place: IndexFolder, versions: readonly string[]): Promise<string[]> {
  const names = await readdir(place.folder).catch(() => [] as string[]); // not made yet
  const wanted = new Map(versions.map((version) => [path.basename(fileOfIndex({ ...place, version })), version]));
  for (const name of names.filter((one) => one.includes(ENDING) && !wanted.has(one))) {
    const file = path.join(place.folder, name);
    const age = await stat(file).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0, // somebody else has removed it
    );
    if (age > DAY) await rm(file, { force: true });
  }
  const present = new Set(names);
  return [...wanted].flatMap(([name, version]) => (present.has(name) ? [] : [version]));
}

/** Whole or not at all: others may read or write the same file at this moment. @throws the file system's error. */
export function writeKept(place: KeptPlace, { index, courses, order, subjects }: BuiltCatalogue): void {
  const { folder, program, version } = place;
  const sections: Readonly<Record<string, Section>> = {
    ...{ index, order, 'courses.bytes': courses.bytes, 'courses.ends': courses.ends },
    ...(subjects && {
      ...{ 'subjects.ends': subjects.ends, 'subjects.ids': subjects.subjects, 'subjects.shares': subjects.shares },
    }),
  };
  const bytes = writeSections({ program, version }, new Map(Object.entries(sections)));
  const file = fileOfIndex(place);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const written = `${file}.${process.pid}-${threadId}`;
  writeFileSync(written, bytes, { mode: 0o600 });
  renameSync(written, file);
}

/** The kept index of a catalogue of so many courses. What is there and cannot be used is said. */
export function readKept({ place, size }: { readonly place: KeptPlace; readonly size: number }): ReadKept {
  try {
    const read = readSections(readShared(fileOfIndex(place)));
    if ('code' in read) return { damaged: read.code };
    const { program, version } = read.about as Partial<KeptPlace>;
    if (program !== place.program || version !== place.version) return { damaged: 'index-of-another' };
    return builtIn(read.sections, size);
  } catch (error) {
    const code = error instanceof Error ? Reflect.get(error, 'code') : undefined;
    if (code === 'ENOENT') return null;
    return { damaged: typeof code === 'string' ? code : 'index-unread' };
  }
}

function builtIn(sections: ReadonlyMap<string, Section>, size: number): ReadKept {
  const [index, order] = [sections.get('index'), sections.get('order')];
  const [bytes, ends] = [sections.get('courses.bytes'), sections.get('courses.ends')];
  const isWhole =
    index instanceof Uint8Array &&
    order instanceof Uint32Array &&
    bytes instanceof Uint8Array &&
    ends instanceof Uint32Array;
  if (!isWhole) return { damaged: 'index-incomplete' };
  if (order.length !== size || ends.length !== size) return { damaged: 'index-size' };
  return { index, order, courses: { bytes, ends }, subjects: subjectsIn(sections) };
}

function subjectsIn(sections: ReadonlyMap<string, Section>): PackedSubjects | null {
  const [ends, subjects] = [sections.get('subjects.ends'), sections.get('subjects.ids')];
  const shares = sections.get('subjects.shares');
  const isThere = ends instanceof Uint32Array && subjects instanceof Uint16Array && shares instanceof Float64Array;
  return isThere ? { ends, subjects, shares } : null;
}
