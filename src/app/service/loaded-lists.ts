/** Stored versions of catalogues and curricula that stay loaded. A version never changes, so what is kept is never out of date. */
import { type BundlePrecedent, type Catalogue, type Course, type Curriculum, memoise } from '../../domain/index.ts';
import type { TitleIndex } from '../../matching/index.ts';
import { type CourseListVersion, type CourseOutline, isInTransaction } from '../../store/index.ts';

export interface ListShelf<L> {
  /** The list of a version: the one that is kept, or what `read` answers. Whoever asks meanwhile waits for the same reading. */
  readonly take: (version: Pick<CourseListVersion, 'id' | 'courseCount'>, read: () => Promise<L>) => Promise<L>;
}

interface KeptList<L> {
  readonly courses: number;
  readonly list: Promise<L>;
  isRead: boolean;
}

/**
 * Keeps the versions used last, up to so many courses in all (with their indexes some hundred megabytes), and always the latest one. What
 * is made from a list lives as long as it.
 */
export function keepLoaded<L>(mostCourses = 100_000): ListShelf<L> {
  const kept = new Map<string, KeptList<L>>();
  let courses = 0;
  const drop = (id: string): void => {
    courses -= kept.get(id)?.courses ?? 0;
    kept.delete(id);
  };
  const makeRoom = (latest: string): void => {
    for (const id of kept.keys()) {
      if (courses <= mostCourses) return;
      if (id !== latest) drop(id);
    }
  };
  const begin = (id: string, entry: KeptList<L>): void => {
    const read = (): void => {
      entry.isRead = true;
    };
    const failed = (): void => {
      if (kept.get(id) === entry) drop(id);
    };
    entry.list.then(read, failed);
  };
  return {
    take: ({ id, courseCount }, read) => {
      const known = kept.get(id);
      // The reading of somebody else may wait for the very connection that this transaction holds.
      if (known && !known.isRead && isInTransaction()) return read();
      drop(id);
      const entry = known ?? { courses: courseCount, list: read(), isRead: false };
      kept.set(id, entry);
      courses += entry.courses;
      makeRoom(id);
      if (!known) begin(id, entry);
      return entry.list;
    },
  };
}

/** Longer parts of courses, as JSON, are each another. */
const LONGEST_ALIKE = 120;

/** The list with what its courses have alike, credits and languages above all, held once: half of their memory. */
export function shareAlike<L extends { readonly courses: readonly Course[] }>(list: L): L {
  return { ...list, courses: sharingAlike(list.courses) };
}

/** The same of courses, whole ones or outlines. */
export function sharingAlike<C extends Pick<Course, 'code' | 'titles'> & Partial<Pick<Course, 'source'>>>(
  all: readonly C[],
): C[] {
  const seen = new Map<string, unknown>();
  const share = <T>(field: string, value: T): T => {
    const text = typeof value === 'object' || typeof value === 'string' ? JSON.stringify(value) : '';
    return text === '' || text.length > LONGEST_ALIKE ? value : (memoise(seen, field + text, () => value) as T);
  };
  const shareParts = <T extends object>(parts: T): T =>
    Object.fromEntries(Object.entries(parts).map(([field, value]) => [field, share(field, value)])) as T;
  return all.map(({ code, titles, source, ...parts }) => ({
    ...{ code, titles },
    ...shareParts(parts),
    ...(source !== undefined && { source: source && shareParts(source) }),
  })) as C[]; // the parts of each, as they were
}

/** What a service keeps loaded. */
export interface LoadedLists {
  readonly catalogues: ListShelf<Catalogue>;
  readonly curricula: ListShelf<Curriculum>;
  /** What catalogues are searched by as somebody types. */
  readonly titles: ListShelf<TitleIndex<CourseOutline>>;
  /** Between two institutions, by what they are at the moment. */
  readonly precedents: ListShelf<readonly BundlePrecedent[]>;
  /** Of a curriculum with hosts, as JSON with exact numbers, by all that they rest on; the last so many. */
  readonly comparisons: Map<string, string>;
}

/** Courses without their texts take a third of the memory, and all of them are asked for by every search. */
const MOST_TITLES = 300_000;

/** Plans of a few questions about every host: some megabytes. */
export const MOST_COMPARISONS = 150;

export const keepLists = (): LoadedLists => ({
  catalogues: keepLoaded(),
  curricula: keepLoaded(),
  titles: keepLoaded(MOST_TITLES),
  precedents: keepLoaded(20_000),
  comparisons: new Map(),
});
