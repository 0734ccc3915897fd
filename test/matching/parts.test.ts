/** A list of home courses in parts is matched as the whole list is. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildIndex, matchCourses, partsOf } from '../../src/matching/index.ts';
import { course, HOST, SUBJECTS } from './courses.ts';

const home = fc.array(
  fc
    .tuple(fc.constantFrom('MATH', 'PHYS', 'CS', ''), fc.integer({ min: 100, max: 499 }), fc.constantFrom(...HOST))
    .map(([subject, number, { titles, descriptions }]) =>
      course(`${subject} ${number}`, titles.en ?? '', descriptions.en ?? ''),
    ),
  { maxLength: 12 },
);

describe('parts of a home list', () => {
  it('hold every course once, in its order, and none a longer list than it must', () => {
    fc.assert(
      fc.property(home, fc.integer({ min: 1, max: 5 }), (courses, count) => {
        const parts = partsOf(courses, count);
        expect(parts.length).toBeLessThanOrEqual(count);
        expect(parts.flat()).toEqual(courses.map((_, at) => at));
        for (const { length } of parts) expect(length).toBeLessThanOrEqual(Math.ceil(courses.length / count));
      }),
    );
  });

  it('give the results of the whole, to the byte', () => {
    const index = buildIndex(HOST);
    const options = { top: 4, subjects: SUBJECTS };
    fc.assert(
      fc.property(home, fc.integer({ min: 1, max: 4 }), (courses, count) => {
        const whole = matchCourses(courses, index, options).results;
        for (const only of partsOf(courses, count)) {
          const { results } = matchCourses(courses, index, { ...options, only });
          expect(JSON.stringify(results)).toBe(JSON.stringify(only.map((at) => whole[at])));
        }
      }),
      { numRuns: 40 },
    );
  });
});
