/** Catalogue entries that only refer to another one: "See MATH 101." or "Same as CS 357. See CS 357." */
import { type Course, codeKey } from '../domain/index.ts';
import { boilerplateOf } from './text/boilerplate.ts';

/** The description read instead of a stub's own, and the course it was taken from. */
export interface ResolvedStub {
  /** Its position in the list. */
  readonly target: number;
  readonly code: string;
  readonly descriptions: Readonly<Record<string, string>>;
}

const STUBS = {
  reference: /\b(?:see|same as|refer to|siehe|см\.?)\s+(?:also\s+)?(?:course\s+)?(\p{L}{2,8}[\s-]?\d{2,5}\p{L}?)/giu,
  /** Characters of a description that may be a reference alone. */
  description: 600,
  /** Letters outside administrative sentences and references; an entry with more has a text of its own. */
  ownText: 40,
  /** A reference may lead to a reference; further than this it is a circle or a mistake. */
  steps: 3,
} as const;

function referencesOf(course: Course): string[] {
  for (const text of Object.values(course.descriptions)) {
    if (text.length > STUBS.description) continue;
    const codes = [...text.matchAll(STUBS.reference)].map((found) => codeKey(found[1] ?? ''));
    if (codes.length === 0) continue;
    let own = text;
    for (const [start, end] of boilerplateOf(text))
      own = own.slice(0, start) + ' '.repeat(end - start) + own.slice(end);
    const letters = own.replace(STUBS.reference, '').replace(/\P{L}/gu, '').length;
    return letters <= STUBS.ownText ? codes : [];
  }
  return [];
}

/** For each course that is a stub of a course of the same list: what to read instead. By position in the list. */
export function resolveStubs(courses: readonly Course[]): ReadonlyMap<number, ResolvedStub> {
  const references = courses.map(referencesOf);
  const byCode = new Map(courses.map((course, position) => [codeKey(course.code), position]));
  const resolved = new Map<number, ResolvedStub>();
  references.forEach((codes, position) => {
    let [target, step] = [position, 0];
    while (step < STUBS.steps) {
      const next = (references[target] ?? []).map((code) => byCode.get(code)).find((found) => found !== undefined);
      if (next === undefined || next === target) break;
      target = next;
      step += 1;
    }
    const course = courses[target];
    if (!course || target === position || codes.length === 0) return;
    if ((references[target] ?? []).length > 0) return;
    resolved.set(position, { target, code: course.code, descriptions: course.descriptions });
  });
  return resolved;
}
