/** What is strong enough to be planned, and where a course can be taken at all. */
import { describe, expect, it } from 'vitest';
import { buildPlan, verifyPlan } from '../../src/planning/index.ts';
import { TEXTS } from '../installed.ts';
import { type InputDraft, makeInput, pairs } from './make-input.ts';

async function planOf(draft: InputDraft) {
  const input = makeInput(draft);
  const result = await buildPlan(input);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  expect(verifyPlan(result.value, input)).toEqual([]);
  return result.value;
}

const planning = { minScore: 0 };
const draft: InputDraft = {
  homes: [{ code: 'A' }, { code: 'B' }, { code: 'C' }],
  hosts: [{ code: 'X' }, { code: 'Y' }, { code: 'Z' }],
  scores: {
    A: { X: { score: 0.9, verdict: 'suggest' } },
    B: { Y: { score: 0.5, verdict: 'review' } },
    C: { Z: { score: 0.4, verdict: 'no-safe-match' } },
  },
  planning,
};

describe('the floor of a plan', () => {
  it('below review a home course is not covered and counts as difference, with the reason', async () => {
    const plan = await planOf(draft);
    expect(pairs(plan)).toEqual(['A=X', 'B=Y']);
    expect(plan.bundles.map(({ verdict }) => verdict)).toEqual(['suggest', 'review']);
    expect(plan.totals.uncoveredEcts.toString()).toBe('5');
    expect(plan.uncovered[0]).toMatchObject({ home: { code: 'C' }, reason: 'low-score', candidate: { code: 'Z' } });
    const why = plan.uncovered[0]?.explanation;
    expect(why && TEXTS.say(why, 'en')).toBe('Z (0.40) is rated “no safe match”; a plan needs at least “to review”');
  });

  it('a person may pin what is below it, and the plan says what the pin stands above', async () => {
    const plan = await planOf({ ...draft, request: { pins: [{ home: 'C', host: 'Z' }] } });
    expect(pairs(plan)).toEqual(['A=X', 'B=Y', 'C=Z']);
    expect(plan.bundles[2]?.notes?.[0]).toMatchObject({
      code: 'pin-overrides',
      values: { refusal: { code: 'not-safe' } },
    });
  });

  it('a request may raise it, and so may the policy; a request does not lower it', async () => {
    expect(pairs(await planOf({ ...draft, request: { minVerdict: 'suggest' } }))).toEqual(['A=X']);
    const strict: InputDraft = { ...draft, planning: { ...planning, minVerdict: 'suggest' } };
    expect(pairs(await planOf(strict))).toEqual(['A=X']);
    expect(pairs(await planOf({ ...strict, request: { minVerdict: 'review' } }))).toEqual(['A=X']);
  });

  it('a bundle is as safe as the weakest of its home courses, and each of its courses serves one of them', async () => {
    const both = { score: 0.8, shared: ['field'] };
    const plan = (verdict: 'review' | 'no-safe-match') =>
      planOf({
        homes: [{ code: 'A' }, { code: 'B' }],
        hosts: [{ code: 'X', ects: 10 }],
        scores: { A: { X: both }, B: { X: { ...both, verdict } } },
        planning,
      });
    expect(pairs(await plan('review'))).toEqual(['A+B=X']);
    expect(pairs(await plan('no-safe-match'))).toEqual([]);
  });

  it('a match without a verdict, of a model that is not calibrated, is not known to be safe', async () => {
    const input = makeInput(draft);
    const bare = input.matches.map((found) => ({
      ...found,
      matches: found.matches.map(({ verdict: _, ...match }) => match),
    }));
    const result = await buildPlan({ ...input, matches: bare });
    expect(result.ok && pairs(result.value)).toEqual([]);
  });
});

describe('what can be taken in this country or at home alone', () => {
  const marked = (takenAt: 'anywhere' | 'country' | 'home', more: Partial<InputDraft> = {}): InputDraft => ({
    homes: [{ code: 'A', takenAt }],
    hosts: [{ code: 'X' }],
    scores: { A: { X: 0.9 } },
    ...more,
  });

  it('is not planned abroad, and the reason says so', async () => {
    expect(pairs(await planOf(marked('anywhere')))).toEqual(['A=X']);
    for (const [place, code] of [
      ['country', 'in-country-alone'],
      ['home', 'at-home-alone'],
    ] as const) {
      const plan = await planOf(marked(place));
      expect(pairs(plan)).toEqual([]);
      expect(plan.uncovered[0]).toMatchObject({ reason: 'not-there', explanation: { code } });
    }
  });

  it('what the state prescribes is taken at another university of the country; practice and final work are not', async () => {
    const internal = { request: { mobility: 'internal' as const } };
    expect(pairs(await planOf(marked('country', internal)))).toEqual(['A=X']);
    expect(pairs(await planOf(marked('home', internal)))).toEqual([]);
  });

  it('no pin stands above it', async () => {
    const result = await buildPlan(makeInput(marked('home', { request: { pins: [{ home: 'A', host: 'X' }] } })));
    expect(result.problems.map(({ code }) => code)).toEqual(['pin-conflict']);
  });

  it('a mark of the curriculum stands above what the subject says', async () => {
    const input = makeInput(marked('anywhere'));
    const courses = input.home.courses.map((course) => ({ ...course, takenAt: 'country' as const }));
    const result = await buildPlan({ ...input, home: { ...input.home, courses } });
    expect(result.ok && pairs(result.value)).toEqual(['A=X']);
  });

  it('a place of an elective block is open to any course', async () => {
    const plan = await planOf({
      homes: [{ code: 'A', takenAt: 'country', electiveBlock: 'Free' }],
      hosts: [{ code: 'X' }],
      scores: { A: { X: 0.9 } },
      request: { minEcts: 5 },
    });
    expect(pairs(plan)).toEqual(['Free=X']);
  });

  it('in a plan that somebody else made it is found', async () => {
    const input = makeInput(marked('anywhere'));
    const result = await buildPlan(input);
    if (!result.ok) throw new Error('expected a plan');
    const broken = verifyPlan(result.value, makeInput(marked('home')));
    expect(broken.map(({ reason }) => reason?.code)).toContain('not-taken-there');
  });
});
