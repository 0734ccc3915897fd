import { afterAll, describe, expect, it } from 'vitest';
import { Busy, runAsking } from '../../src/app/tools/asking.ts';
import { startSolverThread } from '../../src/app/tools/thread-pool.ts';
import { buildPlan } from '../../src/planning/index.ts';
import { makeInput } from '../planning/make-input.ts';

const thread = startSolverThread();
afterAll(() => thread.stop());

const draft = {
  homes: [{ code: 'A' }, { code: 'B' }],
  hosts: [{ code: 'X' }, { code: 'Y' }],
  scores: { A: { X: 0.9, Y: 0.8 }, B: { X: 0.85 } },
};

describe('the solver in its own thread', () => {
  it('gives the same plan as the solver in this thread', async () => {
    const here = await buildPlan(makeInput(draft));
    const there = await buildPlan(makeInput({ ...draft, more: { solver: thread.solver } }));
    expect(here.ok).toBe(true);
    expect(JSON.stringify(there)).toBe(JSON.stringify(here));
  });

  it('answers several plans asked for at once', async () => {
    const plans = await Promise.all(
      [27, 10, 0].map((minEcts) =>
        buildPlan(makeInput({ ...draft, request: { minEcts }, more: { solver: thread.solver } })),
      ),
    );
    expect(plans.map(({ ok }) => ok)).toEqual([false, true, true]);
  });

  it('after a stop, what is under way says nothing about its plan and the next plan starts a new thread', async () => {
    const own = startSolverThread();
    const cut = expect(buildPlan(makeInput({ ...draft, more: { solver: own.solver } }))).rejects.toThrow(Busy);
    await own.stop();
    await cut;
    expect((await buildPlan(makeInput({ ...draft, more: { solver: own.solver } }))).ok).toBe(true);
    await own.stop();
  });

  it('a short limit of one, and one that is given up, decide nothing for others', async () => {
    const gone = new AbortController();
    const asked = (who: string, timeLimitSeconds: number, signal?: AbortSignal) =>
      runAsking({ who, isBatch: false, signal: () => signal }, () =>
        buildPlan(makeInput({ ...draft, more: { solver: thread.solver, timeLimitSeconds } })),
      );
    const short = Array.from({ length: 6 }, (_, at) => asked(`short ${at}`, 0.001));
    const given = expect(asked('gone', 20, gone.signal)).rejects.toThrow('hung up');
    const others = Array.from({ length: 4 }, (_, at) => asked(`other ${at}`, 20));
    gone.abort(new Error('hung up'));
    await given;
    expect((await Promise.all(others)).map(({ ok }) => ok)).toEqual([true, true, true, true]);
    await Promise.all(short);
  });
});
