/** Which home course is meant: codes of a curriculum are unique within a semester alone. */
import { codeKey } from '../domain/index.ts';

interface Coded {
  readonly code: string;
  readonly semester: number | null;
}

/** One text for a course of the curriculum: its code and its semester. */
export const homeKey = ({ code, semester }: Coded): string => `${codeKey(code)} ${semester ?? ''}`;

/** A home course as a request names it: `KAZ1101`, or `KAZ1101@2` for the one of semester 2. */
export function readHomeName(name: string): { readonly key: string; readonly semester: number | null } {
  const [, code, semester] = /^(.+)@(\d{1,2})$/.exec(name.trim()) ?? [];
  return code !== undefined && semester !== undefined
    ? { key: codeKey(code), semester: Number(semester) }
    : { key: codeKey(name), semester: null };
}

/** True when the name means this course. */
export function isNamed(name: string, { code, semester }: Coded): boolean {
  const wanted = readHomeName(name);
  return wanted.key === codeKey(code) && (wanted.semester === null || wanted.semester === semester);
}
