/** The verifier is worth what it catches: each case breaks one thing in a sound plan. */
import { describe, expect, it } from 'vitest';
import { type Plan, problemText, Rational } from '../../src/domain/index.ts';
import { buildPlan, verifyPlan } from '../../src/planning/index.ts';
import { TEXTS } from '../installed.ts';
import { makeInput } from './make-input.ts';

const draft = {
  homes: [{ code: 'A' }, { code: 'B' }, { code: 'C' }],
  hosts: [{ code: 'X', terms: ['autumn' as const], languages: ['en'] }, { code: 'Y', ects: 6 }, { code: 'W' }],
  scores: { A: { X: 0.9, W: 0.2 }, B: { Y: 0.8 } },
};
const input = makeInput({ ...draft, request: { maxEcts: 12 } });

async function soundPlan(): Promise<Plan> {
  const result = await buildPlan(input);
  if (!result.ok) throw new Error('expected a plan');
  return result.value;
}

/** Complaints about a plan after `change`, as `path: message`. */
async function complaintsAfter(change: (plan: Plan) => Plan, against = input): Promise<string[]> {
  return verifyPlan(change(await soundPlan()), against).map(
    (problem) => `${problem.column}: ${problemText(problem, TEXTS, 'en').message}`,
  );
}

const editBundle =
  (index: number, edit: (bundle: Plan['bundles'][number]) => Partial<Plan['bundles'][number]>) => (plan: Plan) => ({
    ...plan,
    bundles: plan.bundles.map((bundle, at) => (at === index ? { ...bundle, ...edit(bundle) } : bundle)),
  });

describe('verifyPlan', () => {
  it('finds nothing wrong with what buildPlan made', async () => {
    expect(await complaintsAfter((plan) => plan)).toEqual([]);
  });
  it('finds changed credits and the totals that no longer add up', async () => {
    const complaints = await complaintsAfter(
      editBundle(0, ({ host }) => ({ host: host.map((course) => ({ ...course, ects: Rational.of(4) })) })),
    );
    expect(complaints).toEqual([
      'bundles.0.host.0: X has 5 ECTS, the plan says 4',
      'totals.hostEcts: the courses add up to 10 ECTS, the plan says 11',
    ]);
  });
  it('finds a host course used twice', async () => {
    const complaints = await complaintsAfter((plan) =>
      editBundle(1, () => ({ host: plan.bundles[0]?.host ?? [] }))(plan),
    );
    expect(complaints).toContain('bundles: the host course X is used twice');
  });
  it('finds a score that the matches do not give', async () => {
    expect(await complaintsAfter(editBundle(0, () => ({ score: 0.99 })))).toEqual([
      'bundles.0.score: the matches give 0.9, the plan says 0.99',
    ]);
  });
  it('finds a bundle that claims a pin', async () => {
    expect(await complaintsAfter(editBundle(0, () => ({ pinned: true })))).toEqual([
      'bundles: bundle b1 is marked as pinned, but nobody asked for it',
    ]);
  });
  it('finds a home course that is neither covered nor listed', async () => {
    expect(await complaintsAfter((plan) => ({ ...plan, uncovered: [] }))).toEqual([
      'totals.uncoveredEcts: the courses add up to 0 ECTS, the plan says 5',
      'uncovered: the bundles and the uncovered courses together do not make up the home courses of the period',
    ]);
  });
  it('finds a course that does not exist', async () => {
    const complaints = await complaintsAfter(
      editBundle(0, ({ host }) => ({ host: host.map((course) => ({ ...course, code: 'GHOST' })) })),
    );
    expect(complaints).toContain('bundles.0.host.0: GHOST is not in the input');
  });

  it.each([
    ['term', { term: 'spring' as const }, 'bundles.0.host.0.term: X is not offered in spring'],
    ['language', { languages: ['de'] }, 'bundles.0.host.0.languages: X is not taught in German'],
    ['ban', { bans: ['x'] }, 'bundles.0.host.0: X is banned'],
    ['pin', { pins: [{ home: 'A', host: 'W' }] }, 'bundles: the pin A = W is not kept'],
    ['minimum', { minEcts: 12, maxEcts: 30 }, 'totals.hostEcts: 11 ECTS is outside 12 to 30'],
    ['maximum', { maxEcts: 10 }, 'totals.hostEcts: 11 ECTS is outside 0 to 10'],
  ])('finds a plan made for another %s', async (_, request, complaint) => {
    expect(await complaintsAfter((plan) => plan, makeInput({ ...draft, request }))).toEqual([complaint]);
  });
  it('finds a score below the minimum of another policy', async () => {
    expect(await complaintsAfter((plan) => plan, makeInput({ ...draft, planning: { minScore: 0.85 } }))).toEqual([
      'bundles.1.score: 0.8 is below the minimum of 0.85',
    ]);
  });
  it('finds a credit share outside another policy', async () => {
    const strict = makeInput({ ...draft, planning: { maxCreditShare: 1 } });
    expect(await complaintsAfter((plan) => plan, strict)).toEqual([
      'bundles.1: 6 ECTS may not replace 5 ECTS: the share must be between 0.8 and 1',
    ]);
  });
});
