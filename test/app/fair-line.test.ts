import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Busy, runAsking } from '../../src/app/tools/asking.ts';
import { createFairLine, type LineLimits } from '../../src/app/tools/fair-line.ts';

const lineOf = (limits: Partial<LineLimits> = {}) =>
  createFairLine({ atWork: 1, atWorkEach: 1, waiting: 100, waitingEach: 100, patienceSeconds: null, ...limits });

/** Tasks that end when they are told to; `began` has them in the order in which they came to work. */
function tasksIn(line: ReturnType<typeof lineOf>) {
  const began: string[] = [];
  const ends = new Map<string, () => void>();
  const ask = (name: string, isBatch = false, signal?: AbortSignal): Promise<string> => {
    const who = name.slice(0, 1);
    return runAsking({ who, isBatch, signal: () => undefined }, () =>
      line.inTurn(signal, () => {
        began.push(name);
        return new Promise((resolve) => ends.set(name, () => resolve(name)));
      }),
    );
  };
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const end = async (name: string | undefined): Promise<void> => {
    await settle();
    ends.get(name ?? '')?.();
    await settle();
  };
  return { began, ask, end, settle };
}

describe('a fair line', () => {
  it('lets one who asks once pass before the tenth of another', async () => {
    const { began, ask, end, settle } = tasksIn(lineOf({ atWork: 2, atWorkEach: 2 }));
    for (const name of ['a1', 'a2', 'a3', 'a4', 'b1']) void ask(name);
    await settle();
    expect(began).toEqual(['a1', 'a2']);
    await end('a1');
    expect(began).toEqual(['a1', 'a2', 'b1']);
  });

  it('lets people pass before batches', async () => {
    const { began, ask, end } = tasksIn(lineOf());
    for (const [name, isBatch] of [
      ['a1', true],
      ['b1', true],
      ['c1', false],
    ] as const)
      void ask(name, isBatch);
    await end('a1');
    expect(began).toEqual(['a1', 'c1']);
  });

  it('gives a batch what nobody waits for, and its owner a turn beside it', async () => {
    const { began, ask, end, settle } = tasksIn(lineOf({ atWork: 2, atWorkEach: 1 }));
    for (const name of ['a1', 'a2', 'a3']) void ask(name, true);
    await settle();
    expect(began).toEqual(['a1', 'a2']);
    void ask('a4');
    void ask('a5');
    await end('a1');
    expect(began).toEqual(['a1', 'a2', 'a4']);
    // Of a person one at a time, as ever: the batch goes on beside it.
    await end('a2');
    expect(began).toEqual(['a1', 'a2', 'a4', 'a3']);
  });

  it('keeps a place that batches never take', async () => {
    const { began, ask, end, settle } = tasksIn(lineOf({ atWork: 3, atWorkEach: 1, atWorkOfBatches: 2 }));
    for (const name of ['a1', 'b1', 'a2', 'b2']) void ask(name, true);
    await settle();
    expect(began).toEqual(['a1', 'b1']);
    void ask('c1');
    await settle();
    expect(began).toEqual(['a1', 'b1', 'c1']);
    await end('b1');
    expect(began).toEqual(['a1', 'b1', 'c1', 'b2']);
  });

  it('tells who comes too late, or waits too long, that all are busy, and keeps the place of nobody who gave up', async () => {
    const { began, ask, end } = tasksIn(lineOf({ waiting: 2, waitingEach: 1, patienceSeconds: 0.05 }));
    void ask('a1');
    const waiting = [ask('b1'), ask('b2'), ask('c1'), ask('d1')].map((one) => one.catch((error: unknown) => error));
    const [late, second, other, fourth] = await Promise.all(waiting);
    expect([late, second, other, fourth].every((error) => error instanceof Busy)).toBe(true);
    const gone = new AbortController();
    const given = ask('e1', false, gone.signal);
    gone.abort('hung up');
    await expect(given).rejects.toThrow('hung up');
    void ask('f1');
    await end('a1');
    expect(began).toEqual(['a1', 'f1']);
  });

  it('does all of it, never more at a time than it may, and of each no more than its share', async () => {
    const asked = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.boolean(), fc.nat(2)), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(
        asked,
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 3 }),
        async (tasks, atWork, atWorkEach, atWorkOfBatches) => {
          const line = lineOf({ atWork, atWorkEach, atWorkOfBatches });
          const working: string[] = [];
          const done = tasks.map(([who, isBatch, turns]) =>
            runAsking({ who, isBatch, signal: () => undefined }, () =>
              line.inTurn(undefined, async () => {
                const name = isBatch ? `batch of ${who}` : who;
                working.push(name);
                expect(working.length).toBeLessThanOrEqual(atWork);
                expect(working.filter((one) => one.startsWith('batch')).length).toBeLessThanOrEqual(atWorkOfBatches);
                // A batch may take what nobody waits for.
                if (!isBatch) expect(working.filter((one) => one === who).length).toBeLessThanOrEqual(atWorkEach);
                for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
                working.splice(working.indexOf(name), 1);
              }),
            ),
          );
          await Promise.all(done);
          expect(line.count()).toEqual({ atWork: 0, waiting: 0 });
        },
      ),
    );
  });
});
