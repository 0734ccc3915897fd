/** What a host course asks for before it may be taken. */
import { codeKey } from '../../domain/index.ts';
import type { HostEntry, Stay } from '../stay.ts';

/**
 * What of a course's prerequisites the student does not have yet: keys of `courses` of the catalogue that are neither passed nor matched
 * by a passed home course, and what names no course of it and is `unread`, for a person to read.
 */
export function openPrerequisites(
  host: HostEntry,
  { hosts, metHost }: Stay,
): { readonly courses: readonly string[]; readonly unread: readonly string[] } {
  const printed = host.course.prerequisites.map((text) => ({ text, key: codeKey(text) }));
  const known = printed.filter(({ key }) => hosts.has(key) && key !== host.key);
  return {
    courses: known.map(({ key }) => key).filter((key) => !metHost.has(key)),
    unread: printed.filter(({ key, text }) => !hosts.has(key) && text.trim() !== '').map(({ text }) => text),
  };
}

/** True when the policy lets a missing prerequisite pass with a remark. */
export const prerequisitesAreNoted = ({ policy, dropped }: Stay): boolean =>
  policy.planning.prerequisites === 'noted' || dropped.has('rule-prerequisites');
