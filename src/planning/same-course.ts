/** Host courses that are one course under several codes: several codes in one cell, references to another, and equal texts. */
import { type Course, codeKey, codesIn, memoise, titleKey } from '../domain/index.ts';
import type { PlanHostCourse } from './input.ts';

const REFERENCES = {
  /** What says that another code is the same course; the codes follow until the sentence ends. */
  same: /(?:\bsame (?:course )?as|\bcross-?list(?:ed|ing)?(?: with| as)?:?|\balso (?:listed|offered|taught) as|\bidenti(?:cal (?:to|with)|sch mit)|(?:^|\s)(?:то же,? что|совпадает с|см\.|сол сияқты))\s+([^.()]{2,80})/giu,
  /** An entry that is nothing but a reference. */
  alone: /^\s*(?:see|siehe|см\.?|қараңыз:?)\s+(?:also\s+)?(?:course\s+)?([^.()]{2,40})\.?\s*$/iu,
  code: /\p{L}{1,8}[\s-]?\d{2,5}\p{L}{0,2}/gu,
} as const;

function referencesOf({ descriptions }: Course): string[] {
  return Object.values(descriptions).flatMap((text) => {
    const alone = REFERENCES.alone.exec(text)?.[1];
    const said = [...text.matchAll(REFERENCES.same)].map((found) => found[1] ?? '');
    return [...said, ...(alone === undefined ? [] : [alone])].flatMap((codes) =>
      [...codes.matchAll(REFERENCES.code)].map(([code]) => codeKey(code)),
    );
  });
}

/**
 * Courses with one of these in common are the same: of titles, descriptions and credits. A number or a part in the title tells them apart. Where there are
 * no descriptions one title in common is enough: a course that is given in two languages has a code for each.
 */
function textsOf({ course: { titles, descriptions, level }, ects, mostEcts }: PlanHostCourse): string[] {
  const [titled, described] = [titles, descriptions].map((texts) =>
    Object.entries(texts)
      .map(([language, text]) => `${language} ${titleKey(text)}`)
      .sort(),
  ) as [string[], string[]];
  const of = (named: string | readonly string[]): string =>
    JSON.stringify([named, described, `${ects} ${mostEcts}`, level]);
  return described.length > 0 ? [of(titled)] : titled.map(of);
}

export interface SameCourses {
  /** The key that stands for all of one course, by the key of each code. */
  readonly standFor: ReadonlyMap<string, string>;
  /** Further codes of a course, as keys, with the key of its own code. */
  readonly aliases: ReadonlyMap<string, string>;
}

/** Finds what is one course in a catalogue, by the keys of its codes. */
export function findSameCourses(courses: ReadonlyMap<string, PlanHostCourse>): SameCourses {
  const parents = new Map([...courses.keys()].map((key) => [key, key]));
  const rootOf = (key: string): string => {
    let root = key;
    for (let next = parents.get(root); next !== undefined && next !== root; next = parents.get(root)) root = next;
    return root;
  };
  const join = (a: string, b: string): void => {
    const [first, second] = [rootOf(a), rootOf(b)].sort() as [string, string];
    parents.set(second, first);
  };
  const aliases = new Map<string, string>();
  const byText = new Map<string, string>();
  for (const [key, host] of courses) {
    for (const alias of codesIn(host.course.code)) {
      const other = courses.has(alias) ? alias : aliases.get(alias);
      if (other === undefined) aliases.set(alias, key);
      else join(key, other);
    }
    for (const text of textsOf(host))
      join(
        key,
        memoise(byText, text, () => key),
      );
  }
  for (const [key, { course }] of courses)
    for (const code of referencesOf(course)) {
      const other = courses.has(code) ? code : aliases.get(code);
      if (other !== undefined) join(key, other);
    }
  return { standFor: new Map([...courses.keys()].map((key) => [key, rootOf(key)])), aliases };
}
