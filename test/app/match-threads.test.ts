/** Threads change when a result comes and nothing else. */

import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  amendStay,
  compareHosts,
  createIndexStore,
  evaluateStay,
  explainAbsence,
  loadFixtures,
  match,
  matchBatch,
  matchesToJson,
  planAlternatives,
  planStay,
  runAsking,
  startMatchThreads,
} from '../../src/app/index.ts';
import { precedentSchema, Rational } from '../../src/domain/index.ts';
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

describe('plans in threads', () => {
  const [catalogue] = catalogues;
  if (!catalogue) throw new Error('a catalogue is needed');
  const sides = { curriculum, catalogue };
  const asked = { semester: 5, minEcts: Rational.of(10) };
  const there = { ...aside, planner: threads.planner, indexes: createIndexStore() };

  it('are those of the calling thread, with their alternatives, and why a course is left out', async () => {
    expect(await planStay(there, sides, asked)).toEqual(await planStay(context, sides, asked));
    const several = { ...asked, count: 3, minDifference: 1 };
    expect(await planAlternatives(there, sides, several)).toEqual(await planAlternatives(context, sides, several));
    const host = catalogue.courses[0]?.code ?? '';
    expect(await explainAbsence(there, sides, { ...asked, host })).toEqual(
      await explainAbsence(context, sides, { ...asked, host }),
    );
  });

  it('are amended and judged there, credits exact', async () => {
    const plan = await planStay(there, sides, asked);
    if (!plan.ok) throw new Error(JSON.stringify(plan.problems));
    const code = plan.value.bundles[0]?.host[0]?.code ?? '';
    const request = { plan: plan.value, changes: [{ kind: 'cancelled' as const, host: code }] };
    expect(await amendStay(there, sides, request)).toEqual(await amendStay(context, sides, request));
    expect(await evaluateStay(there, sides, request)).toEqual(await evaluateStay(context, sides, request));
    expect(plan.value.request.minEcts.eq(Rational.of(10))).toBe(true);
  });

  it('are refused there for the reasons of here', async () => {
    const refused = { ...asked, semester: 11 };
    const [mine, theirs] = [await planStay(context, sides, refused), await planStay(there, sides, refused)];
    expect(theirs).toEqual(mine);
    expect(mine.ok).toBe(false);
  });

  it('compare hosts, one of which says no credits: it has no plan, and the others are ranked', async () => {
    const silent = { ...catalogue, courses: catalogue.courses.map((course) => ({ ...course, credits: null })) };
    const request = { curriculum, catalogues: [silent, ...catalogues.slice(1, 3)], options: { semester: 5 } };
    const [mine, theirs] = [await compareHosts(context, request), await compareHosts(there, request)];
    expect(theirs).toEqual(mine);
    expect(mine.ok && mine.value.map(({ plan }) => plan !== null)).toEqual([true, true, false]);
  });

  it('are given up with whoever asked', async () => {
    const gone = new AbortController();
    const given = runAsking({ who: 'a', isBatch: false, signal: () => gone.signal }, () =>
      planStay(there, sides, asked),
    );
    gone.abort(new Error('hung up'));
    await expect(given).rejects.toThrow('hung up');
    expect((await planStay(there, sides, asked)).ok).toBe(true);
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
