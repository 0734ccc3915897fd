/** What makes two bundles the same. */
import { type Bundle, codeKey, type Plan, titleKey } from '../domain/index.ts';

const joined = (parts: readonly string[]): string => [...parts].sort().join('+');
const courseKey = ({ code, ects }: Bundle['host'][number]): string => `${codeKey(code)}:${ects}`;

/** Courses of both sides with their ECTS, and the block: a decision on a bundle is one on this key, and falls away when it changes. */
export function bundleKey({ home, host, electiveBlock, fills = [] }: Bundle): string {
  const block = electiveBlock === null ? '' : `|${titleKey(electiveBlock)}:${joined(fills.map(courseKey))}`;
  return `${joined(home.map(courseKey))}=>${joined(host.map(courseKey))}${block}`;
}

/** Two sets of courses, whoever offers them, without their credits: what a precedent is about. */
export interface CourseSets {
  readonly home: { readonly institution: string; readonly codes: readonly string[] };
  readonly host: { readonly institution: string; readonly codes: readonly string[] };
  readonly electiveBlock: string | null;
}

export const courseSetsKey = ({ home, host, electiveBlock }: CourseSets): string =>
  [home, host]
    .map(({ institution, codes }) => `${titleKey(institution)}:${joined(codes.map(codeKey))}`)
    .concat(titleKey(electiveBlock ?? ''))
    .join('|');

/** The sets of a bundle of a plan. */
export const setsOf = ({ home, host, electiveBlock }: Bundle, plan: Pick<Plan, 'home' | 'host'>): CourseSets => ({
  home: { institution: plan.home.institution, codes: home.map(({ code }) => code) },
  host: { institution: plan.host.institution, codes: host.map(({ code }) => code) },
  electiveBlock,
});
