import { afterAll, describe, expect, it } from 'vitest';
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

  it('after a stop, what is under way is unknown and the next plan starts a new thread', async () => {
    const own = startSolverThread();
    const cut = buildPlan(makeInput({ ...draft, more: { solver: own.solver } }));
    await own.stop();
    expect(await cut).toMatchObject({ ok: false, problems: [{ code: 'plan-not-proven' }] });
    expect((await buildPlan(makeInput({ ...draft, more: { solver: own.solver } }))).ok).toBe(true);
    await own.stop();
  });
});
