/** An index that was saved and loaded is the index; a file that is not the one that was saved is refused. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Course, reason } from '../../src/domain/index.ts';
import { buildIndex, decodeIndex, encodeIndex, matchCourses } from '../../src/matching/index.ts';
import { TEXTS } from '../installed.ts';
import { course, HOST, SUBJECTS } from './courses.ts';

const HOME = [
  course('A', 'Physics II', 'Electric fields, magnetism and circuits.'),
  course('B', 'Databases', 'Queries in SQL; normalisation.'),
  course('C', 'Болашақ'),
];
const MIXED: readonly Course[] = [
  ...HOST,
  course('RU 1', 'Machines', '', { titles: { ru: 'Электрические машины', kk: 'Электр машиналары' } }),
];
const BYTES = encodeIndex(buildIndex(MIXED));

/** Everything a match says, or the problem of loading. */
const matched = (bytes: Uint8Array, host: readonly Course[] = MIXED): unknown => {
  const index = decodeIndex(bytes, host);
  return index.ok
    ? matchCourses(HOME, index.value, { top: 9, subjects: SUBJECTS })
    : index.problems.map(({ code }) => code);
};
const REFUSED = ['index-incompatible'];

describe('a saved index', () => {
  it('matches as a fresh one, to the byte', () => {
    const fresh = matchCourses(HOME, buildIndex(MIXED), { top: 9, subjects: SUBJECTS });
    expect(JSON.stringify(matched(BYTES))).toBe(JSON.stringify(fresh));
  });

  it('is the same file for the same courses in any order', () => {
    expect(encodeIndex(buildIndex([...MIXED].reverse()))).toEqual(BYTES);
    expect(matched(BYTES, [...MIXED].reverse())).toEqual(matched(BYTES));
  });

  it('does not ask where in the memory it lies', () => {
    const shifted = new Uint8Array(BYTES.length + 3).subarray(3);
    shifted.set(BYTES);
    expect(matched(shifted)).toEqual(matched(BYTES));
  });

  it('can lie in shared memory', () => {
    const shared = encodeIndex(buildIndex(MIXED), (bytes) => new Uint8Array(new SharedArrayBuffer(bytes)));
    expect(shared.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(matched(shared)).toEqual(matched(BYTES));
  });

  it('of any courses is loaded as it was', () => {
    const texts = fc.array(fc.tuple(fc.string({ minLength: 1 }), fc.string()), { maxLength: 6 });
    fc.assert(
      fc.property(texts, (pairs) => {
        const courses = pairs.map(([title, description], at) => course(`X ${at}`, title, description));
        const loaded = decodeIndex(encodeIndex(buildIndex(courses)), courses);
        const run = (index: ReturnType<typeof buildIndex>) => matchCourses([...HOME, ...courses], index, { top: 3 });
        expect(loaded.ok && run(loaded.value)).toEqual(run(buildIndex(courses)));
      }),
      { numRuns: 30 },
    );
  });
});

describe('what is not that index is refused', () => {
  it('a file that was cut off', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: BYTES.length - 1 }), (length) => {
        expect(matched(BYTES.slice(0, length))).toEqual(REFUSED);
      }),
    );
  });

  it('a file with any byte altered', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: BYTES.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const altered = BYTES.slice();
        altered[at] = (altered[at] ?? 0) ^ change;
        expect(matched(altered)).toEqual(REFUSED);
      }),
    );
  });

  it('any other file', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(matched(bytes)).toEqual(REFUSED);
      }),
    );
  });

  it('the index of a catalogue that has changed since, with a sentence that says so', () => {
    const changed = MIXED.map((one, at) => (at === 0 ? course(one.code, 'Physics 1', 'Mechanics.') : one));
    expect(matched(BYTES, changed)).toEqual(REFUSED);
    expect(matched(BYTES, MIXED.slice(1))).toEqual(REFUSED);
    const [problem] = decodeIndex(BYTES, changed).problems;
    expect(problem?.reason).toEqual(reason('index-outdated'));
    expect(TEXTS.remedy(reason('index-outdated'), 'en')).toContain('concord index');
  });
});
