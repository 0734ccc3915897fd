/** Indexes of stored catalogues that are kept as files: what they give is what an index made now gives, and no other is used. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import {
  createIndexStore,
  loadFixtures,
  match,
  matchBatch,
  matchesToJson,
  planStay,
  startMatchThreads,
} from '../../src/app/index.ts';
import { fileOfIndex, readKept } from '../../src/app/tools/kept-index.ts';
import { buildShared } from '../../src/app/tools/match-tasks.ts';
import { type Course, Rational } from '../../src/domain/index.ts';
import { buildIndex, matchCourses, packHostSubjects, rememberHostSubjects } from '../../src/matching/index.ts';
import { HOME_UNIVERSITY, ROOT, RULES, subjects, TEXTS } from '../installed.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'concord-indexes-'));
const context = { rules: RULES, texts: TEXTS, home: HOME_UNIVERSITY, today: '2026-11-20', subjects };
const RULES_FOLDER = path.join(ROOT, 'rules');
const fixtures = loadFixtures(path.join(ROOT, 'fixtures'));
const [curriculum] = fixtures.curricula.values();
const [catalogue] = fixtures.catalogues.values();
if (!curriculum || !catalogue) throw new Error('the fixtures are missing');
const { courses } = catalogue;
const home = curriculum.courses.slice(0, 12);
const request = { home, host: courses, hostInstitution: catalogue.institution, top: 5 };

const stops: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const stop of stops) await stop();
  rmSync(folder, { recursive: true });
});

const placeOf = (version: string, program = 'one') => ({ folder, program, version });

/** A process of its own that keeps its indexes there; it has the courses as they were stored under the version. */
function processOf({ version, ...kept }: ReturnType<typeof placeOf>, rules?: string) {
  const logged: string[] = [];
  const { matcher, planner, stop } = startMatchThreads({
    ...{ threads: 1, matchFrom: 0, buildFrom: 0, kept, ...(rules && { subjects: rules }) },
    log: ({ error }, message) => void logged.push(`${message}: ${error}`),
  });
  stops.push(stop);
  const indexes = createIndexStore();
  indexes.name(courses, version);
  return { context: { ...context, matcher, planner, indexes }, matcher, logged };
}

const written = (name: string): number => statSync(path.join(folder, name)).mtimeMs;
const EARLY = new Date('2026-01-01T00:00:00Z');
/** Whoever writes the file anew gives it the time of now. */
const age = (name: string): void => utimesSync(path.join(folder, name), EARLY, EARLY);
const expected = matchesToJson(match(context, request));

describe('an index that is kept', () => {
  it('gives the matches and the plans of one made now, to the byte, in the process that made it and in the next', async () => {
    const [first, next] = [processOf(placeOf('v1'), RULES_FOLDER), processOf(placeOf('v1'), RULES_FOLDER)];
    expect(matchesToJson(await matchBatch(first.context, request))).toBe(expected);
    const { base: name } = path.parse(fileOfIndex(placeOf('v1')));
    age(name);
    expect(matchesToJson(await matchBatch(next.context, request))).toBe(expected);
    const asked = { semester: 5, minEcts: Rational.of(10) };
    const sides = { curriculum, catalogue };
    expect(await planStay(next.context, sides, asked)).toEqual(await planStay(context, sides, asked));
    expect(written(name)).toBe(EARLY.getTime()); // it was read, not made again
    expect(statSync(path.join(folder, name)).mode & 0o777).toBe(0o600);
    expect([...first.logged, ...next.logged]).toEqual([]);
  });

  it('that is damaged is made anew, and that is said', async () => {
    const place = placeOf('damaged');
    writeFileSync(fileOfIndex(place), 'CONCORDX and nothing else');
    const one = processOf(place);
    expect(await one.matcher.build(courses, { version: place.version })).toMatchObject({ size: courses.length });
    expect(one.logged).toEqual(['a kept index is damaged and made anew: index-layout']);
    expect(readKept({ place, size: courses.length })).toHaveProperty('index');
  });

  it('is made before it is asked for, and goes a day after nobody wants it', async () => {
    const { matcher } = processOf(placeOf('a', 'three'));
    expect(await matcher.unkept?.(['a', 'b'])).toEqual(['a', 'b']);
    await matcher.keep?.(courses, 'a');
    const { base: old } = path.parse(fileOfIndex(placeOf('old', 'three')));
    writeFileSync(path.join(folder, old), '');
    expect(await matcher.unkept?.(['a', 'b'])).toEqual(['b']);
    expect(readdirSync(folder)).toContain(old);
    age(old);
    expect(await matcher.unkept?.(['a', 'b'])).toEqual(['b']);
    expect(readdirSync(folder)).not.toContain(old);
  });
});

describe('the file of an index', () => {
  const size = courses.length;
  const place = placeOf('file');
  const { notKept, ...built } = buildShared({ courses, keep: place, subjects: null });
  const whole = readFileSync(fileOfIndex(place));

  it('gives back what was built', () => {
    expect(notKept).toBeUndefined();
    expect(readKept({ place, size })).toEqual(built);
  });

  it('is not there for another program or another version, and not used under their name', () => {
    for (const other of [placeOf('file', 'another'), placeOf('later')]) {
      expect(readKept({ place: other, size })).toBeNull();
      writeFileSync(fileOfIndex(other), whole);
      expect(readKept({ place: other, size })).toEqual({ damaged: 'index-of-another' });
    }
    expect(readKept({ place, size: size - 1 })).toEqual({ damaged: 'index-size' });
  });

  it('is not used with any of its bytes changed, nor with any missing', () => {
    const damaged = placeOf('bytes');
    const read = (bytes: Uint8Array): unknown => {
      writeFileSync(fileOfIndex(damaged), bytes);
      return readKept({ place: damaged, size });
    };
    const mine = writeKeptBytes(damaged);
    expect(read(mine)).toEqual(built);
    fc.assert(
      fc.property(fc.nat(mine.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Uint8Array.from(mine);
        changed[at] = (changed[at] as number) ^ change;
        expect(read(changed)).toHaveProperty('damaged');
        expect(read(mine.subarray(0, at))).toHaveProperty('damaged');
      }),
      { numRuns: 60 },
    );
  });

  it('that has nowhere to be is said, and the index is there all the same', () => {
    const file = path.join(folder, 'no folder');
    writeFileSync(file, '');
    expect(buildShared({ courses, keep: { ...place, folder: file }, subjects: null })).toEqual({
      ...built,
      notKept: 'EEXIST',
    });
  });

  function writeKeptBytes(where: typeof place): Uint8Array {
    buildShared({ courses, keep: where, subjects: null });
    return readFileSync(fileOfIndex(where));
  }
});

it('subjects that were kept are those that are read, to the bit, whatever the courses are', () => {
  const every = [...fixtures.catalogues.values()].flatMap((one) => one.courses);
  const some = fc.uniqueArray(fc.nat(every.length - 1), { minLength: 1, maxLength: 25 });
  fc.assert(
    fc.property(some, fc.nat(home.length - 1), (places, at) => {
      const host = places.map((place, number): Course => ({ ...(every[place] as Course), code: `C${number}` }));
      const [mine] = [home.slice(at, at + 2)];
      const kept = buildIndex(host);
      rememberHostSubjects(kept, subjects(), packHostSubjects(buildIndex(host), subjects()));
      const options = { top: 5, subjects: subjects(), everyFeature: true };
      expect(JSON.stringify(matchCourses(mine, kept, options))).toBe(
        JSON.stringify(matchCourses(mine, buildIndex(host), options)),
      );
    }),
    { numRuns: 20 },
  );
});
