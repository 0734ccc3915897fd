/** Threads change when a result comes and nothing else. */

import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  compareHosts,
  loadFixtures,
  match,
  matchBatch,
  matchesToJson,
  startMatchThreads,
} from '../../src/app/index.ts';
import { precedentSchema } from '../../src/domain/index.ts';
import { HOME_UNIVERSITY, ROOT, RULES, TEXTS } from '../installed.ts';

const fixtures = loadFixtures(path.join(ROOT, 'fixtures'));
const context = { rules: RULES, texts: TEXTS, home: HOME_UNIVERSITY, today: '2026-11-20' };
const threads = startMatchThreads({ threads: 2, matchFrom: 0, buildFrom: 0 });
const aside = { ...context, matcher: threads.matcher };
afterAll(threads.stop);

const curriculum = [...fixtures.curricula.values()][0];
const catalogues = [...fixtures.catalogues.values()];
if (!curriculum || catalogues.length < 2) throw new Error('the fixtures are missing');
const home = [...fixtures.curricula.values()].flatMap(({ courses }) => courses);

describe('matching in threads', () => {
  it.each(catalogues)(
    'gives for $institution the bytes that the calling thread gives',
    async ({ courses, institution }) => {
      const request = { home, host: courses, hostInstitution: institution, top: 5 };
      expect(matchesToJson(await matchBatch(aside, request))).toBe(matchesToJson(match(context, request)));
    },
  );

  it('knows precedents and their dates', async () => {
    const [host] = catalogues;
    const precedent = precedentSchema.parse({
      homeInstitution: '',
      hostInstitution: '',
      homeCode: home[0]?.code ?? '',
      homeTitle: Object.values(home[0]?.titles ?? {})[0] ?? '',
      hostCode: host?.courses[0]?.code ?? '',
      decision: 'approved',
    });
    const request = { home, host: host?.courses ?? [], hostInstitution: '', top: 3, precedents: [precedent] };
    expect(matchesToJson(await matchBatch(aside, request))).toBe(matchesToJson(match(context, request)));
  });

  it('counts every home course once, and lets other work run meanwhile', async () => {
    const counted: number[] = [];
    let turns = 0;
    const turning = setInterval(() => {
      turns += 1;
    }, 1);
    const host = catalogues[0]?.courses ?? [];
    const onProgress = (done: number): void => void counted.push(done);
    await matchBatch(aside, { home, host, hostInstitution: '', top: 3, onProgress });
    clearInterval(turning);
    expect(counted).toEqual(home.map((_, at) => at + 1));
    expect(turns).toBeGreaterThan(0);
  });

  it('compares hosts as without threads', async () => {
    const request = { curriculum, catalogues: catalogues.slice(0, 3), options: { semester: 5 } };
    expect(await compareHosts(aside, request)).toEqual(await compareHosts(context, request));
  });
});

describe('what goes wrong in threads', () => {
  it('a batch that is given up says why, and the next one is matched', async () => {
    const request = { home, host: catalogues[0]?.courses ?? [], hostInstitution: '', top: 3 };
    const reason = new Error('the client went away');
    const aborting = new AbortController();
    const given = matchBatch(aside, { ...request, signal: aborting.signal });
    setTimeout(() => aborting.abort(reason), 5);
    await expect(given).rejects.toBe(reason);
    await expect(matchBatch(aside, { ...request, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect((await matchBatch(aside, request)).results).toHaveLength(home.length);
  });

  it('a mistake in a thread is the rejection of its batch alone', async () => {
    const index = await threads.matcher.build(catalogues[0]?.courses ?? []);
    const broken = [{ ...home[0], titles: null } as unknown as (typeof home)[number]];
    await expect(threads.matcher.match(broken, index, { top: 3 })).rejects.toThrow();
    expect((await threads.matcher.match(home, index, { top: 3 })).results).toHaveLength(home.length);
  });

  it('when they are stopped, what is under way is rejected', async () => {
    const others = startMatchThreads({ threads: 1, matchFrom: 0, buildFrom: 0 });
    const building = others.matcher.build(catalogues[0]?.courses ?? []);
    const stopped = expect(building).rejects.toThrow();
    await others.stop();
    await stopped;
  });
});

it('a list that is soon matched starts no thread', async () => {
  const idle = startMatchThreads();
  const host = catalogues[0]?.courses ?? [];
  const index = await idle.matcher.build(host);
  expect((await idle.matcher.match(home.slice(0, 3), index, { top: 1 })).results).toHaveLength(3);
  await idle.stop();
});
