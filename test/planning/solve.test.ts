import loader from 'highs';
import { describe, expect, it } from 'vitest';
import { Rational } from '../../src/domain/index.ts';
import { buildPlan, type Solution, solve } from '../../src/planning/index.ts';
import { inWholeNumbers } from '../../src/planning/prepare.ts';
import { SOLVER_NAME } from '../../src/planning/solve.ts';
import { makeInput } from './make-input.ts';

const row = (indices: number[], values: number[], upper: number) => ({
  indices,
  values,
  lower: Number.NEGATIVE_INFINITY,
  upper,
});

describe('solve', () => {
  it('reaches a later goal only among solutions equal in the earlier one', async () => {
    const program = {
      columns: 3,
      rows: [row([0, 1, 2], [1, 1, 1], 1)],
      goals: [
        [5, 5, 4],
        [1, 2, 9],
      ],
      timeLimitSeconds: 10,
    };
    expect(await solve(program)).toEqual({ kind: 'solved', taken: [1], proven: true, gap: 0 });
  });
  it('says when nothing is allowed', async () => {
    const rows = [{ indices: [0], values: [1], lower: 2, upper: 3 }];
    expect(await solve({ columns: 1, rows, goals: [[1]], timeLimitSeconds: 10 })).toEqual({ kind: 'infeasible' });
  });
  it('is the release that plans name', async () => {
    const highs = await (loader as unknown as typeof loader.default)();
    expect(`HiGHS ${highs.version.string}`.startsWith(SOLVER_NAME)).toBe(true);
  });
});

describe('rows in whole numbers', () => {
  const terms = (coefficient: Rational) => [{ column: 0, coefficient }];
  it('are exact for thirds and sevenths', () => {
    const made = inWholeNumbers({ terms: terms(Rational.of(4, 3)), min: null, max: Rational.of(12, 7) });
    expect(made).toMatchObject({ values: [28], upper: 36 });
  });
  it('with absurd denominators never let a limit be broken', () => {
    const tiny = Rational.of(1_000_000_007n, 1_000_000_009n);
    expect(inWholeNumbers({ terms: terms(tiny), min: null, max: tiny })).toMatchObject({
      values: [1_000_000],
      upper: 999_999,
    });
    expect(inWholeNumbers({ terms: terms(tiny), min: tiny, max: null })).toMatchObject({
      values: [999_999],
      lower: 1_000_000,
    });
  });
});

describe('a plan that the time limit cut short', () => {
  const draft = { homes: [{ code: 'A' }], hosts: [{ code: 'X' }], scores: { A: { X: 0.9 } } };
  const planWith = (solution: Solution) => buildPlan(makeInput({ ...draft, more: { solver: async () => solution } }));

  it('says that it is not proven, and by how much a better one could be better', async () => {
    const result = await planWith({ kind: 'solved', taken: [0], proven: false, gap: 0.25 });
    expect(result.ok && result.value.solver).toMatchObject({ status: 'not-proven', gap: 0.25 });
    expect(result.problems).toMatchObject([
      {
        code: 'plan-not-proven',
        severity: 'warning',
        reason: { code: 'plan-not-proven', values: { percent: '25.0' } },
      },
    ]);
  });
  it('is a problem when no plan was found at all', async () => {
    expect(await planWith({ kind: 'unknown' })).toMatchObject({ ok: false, problems: [{ code: 'plan-not-proven' }] });
  });
  it('is never returned when it breaks a rule', async () => {
    const short = buildPlan(
      makeInput({
        ...draft,
        request: { minEcts: 3 },
        more: { solver: async () => ({ kind: 'solved', taken: [], proven: true, gap: 0 }) },
      }),
    );
    expect(await short).toMatchObject({ ok: false, problems: [{ code: 'plan-invalid' }] });
  });
});
