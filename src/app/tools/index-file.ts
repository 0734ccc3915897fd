/** The index of a catalogue as a file: made once per version of the catalogue, so that matching begins at once. */
import { type Course, failure, type Result, success } from '../../domain/index.ts';
import { type FileInput, readCatalogue } from '../../interchange/index.ts';
import { buildIndex, type CatalogueIndex, decodeIndex, encodeIndex } from '../../matching/index.ts';

/** Largest index that is read: 2 GiB, the index of about two million courses. */
export const MAX_INDEX_BYTES = 2 * 1024 ** 3;

/** Reads a host's catalogue and makes its index; every rejected row is among the problems. */
export function indexCatalogue(host: FileInput): Result<{
  readonly bytes: Uint8Array;
  readonly courses: number;
  readonly rejected: number;
}> {
  const read = readCatalogue(host);
  if (!read.ok) return read;
  const { courses } = read.value.value;
  const bytes = encodeIndex(buildIndex(courses));
  return success({ bytes, courses: courses.length, rejected: read.value.rejected }, read.problems);
}

/** The index in a file, when it is the index of these courses. */
export function openIndexFile({ name, bytes }: FileInput, courses: readonly Course[]): Result<CatalogueIndex> {
  const index = decodeIndex(bytes, courses);
  return index.ok ? index : failure(...index.problems.map((problem) => ({ ...problem, source: name })));
}

/** The indexes of catalogues that stay loaded, each as long as its list of courses. */
export interface IndexStore {
  /** The index of the courses: the one that is kept, or what `build` answers, which is told the version that they were read from. Whoever asks meanwhile waits for the same building. */
  readonly of: (
    courses: readonly Course[],
    build: (version: string | undefined) => Promise<CatalogueIndex>,
  ) => Promise<CatalogueIndex>;
  /** Says which stored version a list of courses is, to the last course. */
  readonly name: (courses: readonly Course[], version: string) => void;
}

export function createIndexStore(): IndexStore {
  const indexes = new WeakMap<readonly Course[], Promise<CatalogueIndex>>();
  const versions = new WeakMap<readonly Course[], string>();
  const begin = (courses: readonly Course[], build: Parameters<IndexStore['of']>[1]): Promise<CatalogueIndex> => {
    const index = build(versions.get(courses));
    indexes.set(courses, index);
    index.catch(() => indexes.delete(courses));
    return index;
  };
  return {
    // Whoever began it may have given up: that is no answer to those who wait for it.
    of: (courses, build) => indexes.get(courses)?.catch(() => begin(courses, build)) ?? begin(courses, build),
    name: (courses, version) => void versions.set(courses, version),
  };
}
