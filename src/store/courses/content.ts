/** Courses by content: what makes two of them the same, and what differs between two lists. */
import { type Course, codeKey } from '../../domain/index.ts';
import { canonicalJson } from '../hash.ts';
import { sha256, storableJson } from '../values.ts';

/** A course as it is stored: its content, which many versions share, apart from where it was read. */
export interface StoredCourse {
  readonly code: string;
  readonly key: string;
  readonly hash: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly source: unknown;
}

/** `schema` is the course's; the place in the source is no part of the content. */
export function toEntry(course: Course): StoredCourse {
  const { source, ...content }: Record<string, unknown> = JSON.parse(storableJson(course));
  return { code: course.code, key: codeKey(course.code), hash: sha256(canonicalJson(content)), content, source };
}

export const listHash = (entries: readonly Pick<StoredCourse, 'hash'>[]): string =>
  sha256(entries.map(({ hash }) => hash).join('\n'));

/** What an import changes. Codes as printed; a course whose code changed is one removed and one added. */
export interface CourseDifference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly {
    readonly code: string;
    /** Fields that differ, each with both contents as they are written in JSON; null where there was or is none. */
    readonly fields: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
  }[];
  readonly unchanged: number;
}

/** Compares two lists by code; of courses with the same code the first is compared with the first, and so on. */
export function differenceOf(before: readonly StoredCourse[], after: readonly StoredCourse[]): CourseDifference {
  const [earlier, later] = [byKey(before), byKey(after)];
  const both = [...later].flatMap(([key, entry]) => {
    const old = earlier.get(key);
    return old ? [{ old, entry }] : [];
  });
  const changed = both.filter(({ old, entry }) => old.hash !== entry.hash);
  return {
    added: codesNotIn(later, earlier),
    removed: codesNotIn(earlier, later),
    changed: changed.map(({ old, entry }) => ({ code: entry.code, fields: changedFields(old.content, entry.content) })),
    unchanged: both.length - changed.length,
  };
}

function byKey(entries: readonly StoredCourse[]): Map<string, StoredCourse> {
  const seen = new Map<string, number>();
  return new Map(
    entries.map((entry) => {
      const count = (seen.get(entry.key) ?? 0) + 1;
      seen.set(entry.key, count);
      return [`${entry.key}\n${count}`, entry];
    }),
  );
}

const codesNotIn = (entries: ReadonlyMap<string, StoredCourse>, others: ReadonlyMap<string, StoredCourse>): string[] =>
  [...entries].filter(([key]) => !others.has(key)).map(([, { code }]) => code);

function changedFields(before: StoredCourse['content'], after: StoredCourse['content']) {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return fields
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }))
    .filter((one) => canonicalJson(one.before) !== canonicalJson(one.after));
}
