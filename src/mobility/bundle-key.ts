/** What makes two bundles the same. */
import { type Bundle, codeKey, titleKey } from '../domain/index.ts';

const joined = (parts: readonly string[]): string => [...parts].sort().join('+');
const courseKey = ({ code, ects }: Bundle['host'][number]): string => `${codeKey(code)}:${ects}`;

/** Courses of both sides with their ECTS, and the block: a decision on a bundle is one on this key, and falls away when it changes. */
export function bundleKey({ home, host, electiveBlock, fills = [] }: Bundle): string {
  const block = electiveBlock === null ? '' : `|${titleKey(electiveBlock)}:${joined(fills.map(courseKey))}`;
  return `${joined(home.map(courseKey))}=>${joined(host.map(courseKey))}${block}`;
}
