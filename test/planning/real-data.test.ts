/** One semester of a real curriculum against a real catalogue: every rule recomputed here from the plan and the input. */
import { describe, expect, it } from 'vitest';
import { Rational } from '../../src/domain/index.ts';
import { buildPlan, verifyPlan } from '../../src/planning/index.ts';
import { sharedData } from '../shared-data.ts';
import { realHomes, realHosts, realInput } from './real-input.ts';

const curricula = sharedData('multilingual/curricula_ru_en.csv');
const catalogue = sharedData('equivalence/catalogues/sfu.csv');

describe('a real semester abroad', () => {
  it.skipIf(!curricula || !catalogue)('keeps every rule (did not run when the shared data is absent)', async () => {
    const homes = realHomes(curricula ?? '', 'ВМ.5665-2021', 1);
    const input = realInput(homes, realHosts(catalogue ?? '', Rational.of(2)), { minEcts: 12, maxEcts: 30 });
    const result = await buildPlan(input);
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    const plan = result.value;
    expect(verifyPlan(plan, input)).toEqual([]);

    const ects = new Map(input.host.courses.map(({ course, ects }) => [course.code, ects]));
    const taken = plan.bundles.flatMap(({ host }) => host.map(({ code }) => code));
    const total = Rational.sum(taken.map((code) => ects.get(code) ?? Rational.ZERO));
    expect(new Set(taken).size).toBe(taken.length);
    expect(total.gte(Rational.of(12)) && total.lte(Rational.of(30))).toBe(true);
    for (const { home, host, score } of plan.bundles) {
      const [left, right] = [home, host].map((side) => Rational.sum(side.map((course) => course.ects)).toNumber());
      expect(score).toBeGreaterThanOrEqual(0.3);
      expect((right ?? 0) / (left ?? 1)).toBeGreaterThanOrEqual(0.5);
      expect((right ?? 0) / (left ?? 1)).toBeLessThanOrEqual(2.5);
    }
    expect(plan.bundles.length + plan.uncovered.length).toBeGreaterThanOrEqual(20);
    expect(plan.solver.status).toBe('optimal');
  });
});
