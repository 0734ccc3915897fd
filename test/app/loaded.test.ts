/** What stays loaded of stored courses, and the index that is made of each list once. */

import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createIndexStore, loadFixtures, matchBatch } from '../../src/app/index.ts';
import { keepLoaded, shareAlike } from '../../src/app/service/loaded-lists.ts';
import type { Matcher } from '../../src/app/tools/match-threads.ts';
import { Rational } from '../../src/domain/index.ts';
import { buildIndex, matchCourses } from '../../src/matching/index.ts';
import { HOME_UNIVERSITY, ROOT, RULES as rules, TEXTS } from '../installed.ts';

/** Takes versions of a size, and counts how often each was read. */
function counting(most: number) {
  const loaded = keepLoaded<string>(most);
  const reads = new Map<string, number>();
  const take = (id: string, courseCount = 10) =>
    loaded.take({ id, courseCount }, async () => {
      reads.set(id, (reads.get(id) ?? 0) + 1);
      return id;
    });
  return { loaded, reads, take };
}

describe('what courses have alike', () => {
  const [catalogue] = loadFixtures(path.join(ROOT, 'fixtures')).catalogues.values();

  it('is held once, and nothing of the list is another', () => {
    if (!catalogue) throw new Error('the fixtures are missing');
    const shared = shareAlike(catalogue);
    expect(shared).toEqual(catalogue);
    expect(JSON.stringify(shared)).toBe(JSON.stringify(catalogue));
    const alike = shared.courses.filter(({ credits }) => credits?.min.eq(Rational.of(6)));
    expect(alike.length).toBeGreaterThan(1);
    expect(new Set(alike.map(({ credits }) => credits)).size).toBeLessThan(alike.length);
    expect(new Set(shared.courses.map(({ source }) => source?.file)).size).toBeLessThanOrEqual(1);
  });
});

describe('loaded versions', () => {
  it('are read once, by however many at the same time', async () => {
    const { take, reads } = counting(100);
    expect(await Promise.all([take('a'), take('a'), take('a')])).toEqual(['a', 'a', 'a']);
    await take('a');
    expect(reads.get('a')).toBe(1);
  });

  it('make room by size, those first that were not used for longest', async () => {
    const { take, reads } = counting(30);
    for (const id of ['a', 'b', 'c', 'a', 'd', 'a', 'b']) await take(id);
    expect(Object.fromEntries(reads)).toEqual({ a: 1, b: 2, c: 1, d: 1 });
    await take('large', 25);
    await take('b');
    expect(reads.get('b')).toBe(3);
  });

  it('hold the latest even when it is larger than all may be', async () => {
    const { take, reads } = counting(30);
    for (let time = 0; time < 3; time += 1) await take('huge', 1000);
    expect(reads.get('huge')).toBe(1);
    await take('a');
    await take('huge', 1000);
    expect(reads.get('huge')).toBe(2);
  });

  it('are tried again after a failure', async () => {
    const { loaded, take } = counting(30);
    const failing = loaded.take({ id: 'a', courseCount: 10 }, () => Promise.reject(new Error('the database is away')));
    await expect(failing).rejects.toThrow('away');
    expect(await take('a')).toBe('a');
  });
});

describe('the index of a list that stays loaded', () => {
  const fixtures = loadFixtures(path.join(ROOT, 'fixtures'));
  const [curriculum] = fixtures.curricula.values();
  const [catalogue] = fixtures.catalogues.values();
  if (!curriculum || !catalogue) throw new Error('the fixtures are missing');
  const request = { home: curriculum.courses.slice(0, 2), host: catalogue.courses, hostInstitution: '', top: 1 };

  function counted(failures = 0) {
    let builds = 0;
    const matcher: Matcher = {
      threads: 1,
      build: async (courses) => {
        builds += 1;
        if (builds <= failures) throw new Error('no memory');
        return buildIndex(courses);
      },
      match: async (home, index, options) => matchCourses(home, index, options),
    };
    const context = {
      rules,
      texts: TEXTS,
      home: HOME_UNIVERSITY,
      today: '2026-11-20',
      indexes: createIndexStore(),
      matcher,
    };
    return { context, builds: () => builds };
  }

  it('is built once, by however many at the same time', async () => {
    const { context, builds } = counted();
    await Promise.all([matchBatch(context, request), matchBatch(context, request)]);
    await matchBatch(context, request);
    expect(builds()).toBe(1);
    await matchBatch(context, { ...request, host: [...catalogue.courses] });
    expect(builds()).toBe(2);
  });

  it('is built for others although the request that began it was given up', async () => {
    const { context, builds } = counted();
    const giveUp = new AbortController();
    const given = matchBatch(context, { ...request, signal: giveUp.signal });
    const other = matchBatch(context, request);
    giveUp.abort(new Error('gone'));
    await Promise.allSettled([given]);
    expect((await other).results).toHaveLength(2);
    expect(builds()).toBe(1);
  });

  it('is built anew after a failure', async () => {
    const { context, builds } = counted(1);
    await expect(matchBatch(context, request)).rejects.toThrow('memory');
    await matchBatch(context, request);
    expect(builds()).toBe(2);
  });
});
