/** Sketches of catalogues: they say where to look. */
import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadFixtures } from '../../src/app/index.ts';
import {
  buildIndex,
  matchCourses,
  SubjectBook,
  sketchCourses,
  sketchKind,
  sketchReader,
} from '../../src/matching/index.ts';
import { ROOT } from '../installed.ts';
import { course, SUBJECTS } from './courses.ts';

const fixtures = loadFixtures(path.join(ROOT, 'fixtures'));
const home = [...fixtures.curricula.values()].flatMap(({ courses }) => courses);
const catalogues = [...fixtures.catalogues.values()];

it('finds a course that is about the same, in whatever language', () => {
  const read = sketchReader([course('A', 'Databases'), course('B', 'Strength of materials')], SUBJECTS);
  const databases = course('X', '', '', { titles: { ru: 'Базы данных' } });
  const [found = 0, other = 1] = read(sketchCourses([course('Y', 'Medieval history'), databases], SUBJECTS));
  expect(found).toBeGreaterThan(0.5);
  expect(other).toBeLessThan(0.1);
});

it('says the same of a list in any order, never less with more courses, and between 0 and 1', () => {
  const read = sketchReader(home, SUBJECTS);
  const all = catalogues.flatMap(({ courses }) => courses);
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { maxLength: 12 }), fc.nat(12), (some, cut) => {
      const [whole, turned, part] = [some, some.toReversed(), some.slice(0, cut)].map((list) =>
        read(sketchCourses(list, SUBJECTS)),
      );
      expect(turned).toEqual(whole);
      whole?.forEach((value, at) => {
        expect(value).toBeGreaterThanOrEqual(part?.[at] ?? 0);
        expect(value).toBeLessThanOrEqual(1 + 1e-6);
      });
    }),
  );
});

it('names for most home courses that are matched at all a share that is seen', () => {
  for (const { courses } of catalogues) {
    const likely = sketchReader(home, SUBJECTS)(sketchCourses(courses, SUBJECTS));
    const { results } = matchCourses(home, buildIndex(courses), { top: 1, subjects: SUBJECTS });
    const sure = results.flatMap(({ matches: [first] }, at) => (first?.verdict === 'suggest' ? [likely[at] ?? 0] : []));
    const seen = sure.filter((share) => share > 0.1).length;
    expect(seen).toBeGreaterThanOrEqual(0.9 * sure.length);
  }
});

it('is of one engine and one set of subjects', () => {
  expect(sketchKind(SUBJECTS)).not.toBe(sketchKind(SubjectBook.of(SUBJECTS.subjects.slice(1))));
  expect(() => sketchReader(home, SUBJECTS)(new Uint8Array(64))).toThrow(TypeError);
  expect(sketchReader([], SUBJECTS)(sketchCourses([], SUBJECTS))).toHaveLength(0);
});
