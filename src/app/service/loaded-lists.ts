/** Stored versions of catalogues and curricula that stay loaded. A version never changes, so what is kept is never out of date. */
import type { BundlePrecedent, Catalogue, Curriculum } from '../../domain/index.ts';
import { type CourseListVersion, isInTransaction } from '../../store/index.ts';

export interface Loaded<L> {
  /** The list of a version: the one that is kept, or what `read` answers. Whoever asks meanwhile waits for the same reading. */
  readonly take: (version: Pick<CourseListVersion, 'id' | 'courseCount'>, read: () => Promise<L>) => Promise<L>;
}

interface Kept<L> {
  readonly courses: number;
  readonly list: Promise<L>;
  isRead: boolean;
}

/**
 * Keeps the versions used last, up to so many courses in all (with their indexes some hundred megabytes), and always the latest one. What
 * is made from a list lives as long as it.
 */
export function keepLoaded<L>(mostCourses = 100_000): Loaded<L> {
  const kept = new Map<string, Kept<L>>();
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
  const begin = (id: string, entry: Kept<L>): void => {
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

/** What a service keeps loaded. */
export interface LoadedLists {
  readonly catalogues: Loaded<Catalogue>;
  readonly curricula: Loaded<Curriculum>;
  /** Between two institutions, by what they are at the moment. */
  readonly precedents: Loaded<readonly BundlePrecedent[]>;
}

export const keepLists = (): LoadedLists => ({
  catalogues: keepLoaded(),
  curricula: keepLoaded(),
  precedents: keepLoaded(20_000),
});
