import { describe, expect, it } from 'vitest';
import {
  namedLanguages,
  type Plan,
  type Problem,
  problemText,
  Rational,
  type ReasonCode,
  reason,
} from '../../src/domain/index.ts';
import { buildPlan, type PlanInput, verifyPlan } from '../../src/planning/index.ts';
import { TEXTS } from '../installed.ts';
import { makeInput, pairs } from './make-input.ts';

async function planOf(input: PlanInput): Promise<Plan> {
  const result = await buildPlan(input);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  expect(verifyPlan(result.value, input)).toEqual([]);
  return result.value;
}

async function problemsOf(input: PlanInput): Promise<Problem[]> {
  const result = await buildPlan(input);
  expect(result.ok).toBe(false);
  return result.problems;
}

/** Of a pin that breaks a rule. */
const breaking = (name: ReasonCode) => ({ code: 'pin-breaks-rule', values: { rule: { code: name } } });

describe('what the plan chooses', () => {
  it('gives each home course its best host course, and no host course twice', async () => {
    const plan = await planOf(
      makeInput({
        homes: [{ code: 'A' }, { code: 'B' }],
        hosts: [{ code: 'X' }, { code: 'Y' }],
        scores: { A: { X: 0.9, Y: 0.8 }, B: { X: 0.85 } },
      }),
    );
    expect(pairs(plan)).toEqual(['A=Y', 'B=X']);
    expect(plan.solver).toMatchObject({ status: 'optimal', gap: null, objective: 8.25 });
    expect(plan.totals).toEqual({ homeEcts: Rational.of(10), hostEcts: Rational.of(10), uncoveredEcts: Rational.ZERO });
  });

  it('covers a compulsory course before an elective one that matches a little better', async () => {
    const input = makeInput({
      homes: [
        { code: 'A', component: 'elective' },
        { code: 'B', component: 'compulsory' },
      ],
      hosts: [{ code: 'X' }],
      scores: { A: { X: 0.9 }, B: { X: 0.6 } },
    });
    expect(pairs(await planOf(input))).toEqual(['B=X']);
  });

  it('counts a probability before a score', async () => {
    const input = makeInput({
      homes: [{ code: 'A' }],
      hosts: [{ code: 'X' }, { code: 'Y' }],
      scores: { A: { X: { score: 0.9, probability: 0.4 }, Y: { score: 0.5, probability: 0.7 } } },
    });
    expect(pairs(await planOf(input))).toEqual(['A=Y']);
  });

  it('takes the maximum of ECTS exactly, thirds of a credit included', async () => {
    const draft = {
      homes: [
        { code: 'A', ects: '4/3' },
        { code: 'B', ects: '4/3' },
        { code: 'C', ects: '4/3' },
      ],
      hosts: [
        { code: 'X', ects: '4/3' },
        { code: 'Y', ects: '4/3' },
        { code: 'Z', ects: '4/3' },
      ],
      scores: { A: { X: 0.9 }, B: { Y: 0.9 }, C: { Z: 0.9 } },
    };
    expect((await planOf(makeInput({ ...draft, request: { maxEcts: 4 } }))).bundles).toHaveLength(3);
    expect((await planOf(makeInput({ ...draft, request: { maxEcts: '3.999999' } }))).bundles).toHaveLength(2);
  });

  it('compares codes by key: look-alike letters and punctuation do not matter', async () => {
    const input = makeInput({
      homes: [{ code: 'CMPT 120' }],
      hosts: [{ code: 'X-1' }],
      scores: { 'СМРТ-120': { 'x 1': 0.9 } },
    });
    expect(pairs(await planOf(input))).toEqual(['CMPT 120=X-1']);
  });

  it('of equal plans takes the one with fewer courses, then the earlier codes', async () => {
    const input = makeInput({
      homes: [{ code: 'A' }],
      hosts: [{ code: 'Z' }, { code: 'M' }, { code: 'Q' }],
      scores: { A: { Z: 0.9, Q: 0.9, M: 0.9 } },
    });
    expect(pairs(await planOf(input))).toEqual(['A=M']);
  });
});

describe('two host courses for one home course', () => {
  const lecture = { score: 0.6, shared: ['field', 'wave', 'charge'], missing: ['measurement'] };
  const laboratory = { score: 0.5, shared: ['measurement'], missing: ['field', 'wave', 'charge'] };

  it('joins a lecture and its laboratory when neither has the credits alone', async () => {
    const plan = await planOf(
      makeInput({
        homes: [{ code: 'Physics', ects: 6 }],
        hosts: [
          { code: 'LAB', ects: 2 },
          { code: 'LEC', ects: 4 },
        ],
        scores: { Physics: { LEC: lecture, LAB: laboratory } },
      }),
    );
    expect(pairs(plan)).toEqual(['Physics=LAB+LEC']);
    const [bundle] = plan.bundles;
    expect(bundle?.score).toBeCloseTo(0.8, 10); // 0.6 + 0.4 * 1 * 0.5: the laboratory closes the whole gap
    expect(bundle?.evidence.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(0.8, 10);
    expect(bundle?.missing).toEqual([]);
  });

  it('does not add a second course that brings no new topic', async () => {
    const input = makeInput({
      homes: [{ code: 'Physics', ects: 5 }],
      hosts: [
        { code: 'LEC', ects: 5 },
        { code: 'LEC2', ects: 3 },
      ],
      scores: { Physics: { LEC: lecture, LEC2: { ...lecture, score: 0.55 } } },
    });
    expect(pairs(await planOf(input))).toEqual(['Physics=LEC']);
  });

  it('keeps the credit share for the pair as a whole', async () => {
    const input = makeInput({
      homes: [{ code: 'Physics', ects: 5 }],
      hosts: [
        { code: 'LEC', ects: 3 },
        { code: 'LAB', ects: 6 },
      ],
      scores: { Physics: { LEC: lecture, LAB: laboratory } },
    });
    expect(pairs(await planOf(input))).toEqual(['Physics=LAB']); // 9 of 5 ECTS would be more than 1.6
  });
});

describe('pins and bans', () => {
  const draft = {
    homes: [{ code: 'A' }, { code: 'B' }],
    hosts: [{ code: 'X' }, { code: 'Y', ects: 2 }, { code: 'Z', terms: ['spring' as const] }],
    scores: { A: { X: 0.9, Y: 0.1 }, B: { X: 0.8 } },
  };

  it('a pin stands above score and credit share, and the plan says so', async () => {
    const plan = await planOf(makeInput({ ...draft, request: { pins: [{ home: 'a', host: 'y' }] } }));
    expect(pairs(plan)).toEqual(['A=Y', 'B=X']);
    expect(plan.bundles[0]).toMatchObject({ pinned: true, score: 0.1 });
    expect(plan.bundles[0]?.notes?.map(({ code }) => code)).toEqual(['pin-overrides', 'pin-overrides']);
  });

  it('a pin of courses that do not match has score 0 and no evidence', async () => {
    const plan = await planOf(makeInput({ ...draft, request: { pins: [{ home: 'B', host: 'Y' }] } }));
    expect(plan.bundles.find(({ pinned }) => pinned)).toMatchObject({ score: 0, evidence: [] });
  });

  it('two pins of one home course make one bundle', async () => {
    const pins = [
      { home: 'A', host: 'X' },
      { home: 'A', host: 'Y' },
    ];
    expect(pairs(await planOf(makeInput({ ...draft, request: { pins } })))).toEqual(['A=X+Y']);
  });

  it('a pin does not stand above the term', async () => {
    const [problem] = await problemsOf(
      makeInput({ ...draft, request: { term: 'autumn', pins: [{ home: 'A', host: 'Z' }] } }),
    );
    expect(problem).toMatchObject({ code: 'pin-conflict', reason: breaking('rule-term-offered') });
  });

  it('one host course cannot be pinned for two home courses', async () => {
    const pins = [
      { home: 'A', host: 'X' },
      { home: 'B', host: 'X' },
    ];
    const [problem] = await problemsOf(makeInput({ ...draft, request: { pins } }));
    expect(problem).toMatchObject({
      code: 'pin-conflict',
      reason: { code: 'pin-shared', values: { course: 'X', homes: ['A', 'B'] } },
    });
  });

  it('a pin of a banned course is a conflict', async () => {
    const [problem] = await problemsOf(
      makeInput({ ...draft, request: { pins: [{ home: 'A', host: 'X' }], bans: ['x'] } }),
    );
    expect(problem).toMatchObject({ code: 'pin-conflict', reason: breaking('rule-bans') });
  });

  it('unknown codes in pins are all named at once', async () => {
    const pins = [
      { home: 'NONE', host: 'X' },
      { home: 'A', host: 'NOWHERE' },
    ];
    const problems = await problemsOf(makeInput({ ...draft, request: { pins } }));
    expect(problems.map(({ code, value }) => [code, value])).toEqual([
      ['pin-unknown', 'NONE'],
      ['pin-unknown', 'NOWHERE'],
    ]);
  });
});

describe('why a home course is not covered', () => {
  const reasonOf = async (draft: Parameters<typeof makeInput>[0]) => {
    const plan = await planOf(makeInput(draft));
    return plan.uncovered.find(({ home }) => home.code === 'A');
  };
  const one = (host: Parameters<typeof makeInput>[0]['hosts'][number], score = 0.9) => ({
    homes: [{ code: 'A' }],
    hosts: [host],
    scores: { A: { [host.code]: score } },
  });

  it('no candidate', async () => {
    expect(await reasonOf({ ...one({ code: 'X' }), scores: {} })).toMatchObject({
      reason: 'no-candidate',
      candidate: null,
    });
  });
  it('low score, with both figures', async () => {
    const uncovered = await reasonOf(one({ code: 'X' }, 0.2));
    expect(uncovered).toMatchObject({ reason: 'low-score', candidate: { code: 'X', score: 0.2 } });
    expect(uncovered?.explanation).toEqual(reason('score-too-low', { hosts: ['X'], score: '0.20', least: '0.30' }));
  });
  it('term', async () => {
    const uncovered = await reasonOf({ ...one({ code: 'X', terms: ['spring'] }), request: { term: 'autumn' } });
    expect(uncovered).toMatchObject({
      reason: 'term',
      explanation: { code: 'not-in-term', values: { course: 'X', terms: [reason('term-spring')], term: 'autumn' } },
    });
  });
  it('term: a course that runs all year does not fit into one term', async () => {
    expect(await reasonOf({ ...one({ code: 'X', terms: ['year'] }), request: { term: 'autumn' } })).toMatchObject({
      reason: 'term',
    });
  });
  it('language', async () => {
    const uncovered = await reasonOf({
      ...one({ code: 'X', languages: ['de'] }),
      request: { languages: ['en', 'ru'] },
    });
    expect(uncovered).toMatchObject({
      reason: 'language',
      explanation: {
        code: 'language-not-known',
        values: { course: 'X', taught: namedLanguages(['de']), known: namedLanguages(['en', 'ru']) },
      },
    });
  });
  it('credits, with the limits', async () => {
    const uncovered = await reasonOf(one({ code: 'X', ects: 3 }));
    expect(uncovered).toMatchObject({
      reason: 'credits',
      explanation: { code: 'size-differs', values: { ects: '3', least: '4', most: '8', homeEcts: '5' } },
    });
  });
  it('unit unknown on the host side', async () => {
    expect(await reasonOf(one({ code: 'X', ects: null }))).toMatchObject({ reason: 'unit-unknown' });
  });
  it('unit unknown on the home side', async () => {
    const draft = { ...one({ code: 'X' }), homes: [{ code: 'A', ects: null }] };
    expect(await reasonOf(draft)).toMatchObject({ reason: 'unit-unknown', home: { ects: Rational.ZERO } });
  });
  it('banned', async () => {
    expect(await reasonOf({ ...one({ code: 'X' }), request: { bans: ['X'] } })).toMatchObject({ reason: 'banned' });
  });
  it('lost to another, and to which', async () => {
    const uncovered = await reasonOf({
      homes: [{ code: 'A' }, { code: 'B' }],
      hosts: [{ code: 'X' }],
      scores: { A: { X: 0.5 }, B: { X: 0.9 } },
    });
    expect(uncovered).toMatchObject({
      reason: 'lost-to-another',
      explanation: { code: 'replaces-another', values: { hosts: ['X'], homes: ['B'], there: '0.90', here: '0.50' } },
    });
  });
  it('credit maximum', async () => {
    const uncovered = await reasonOf({
      homes: [{ code: 'A' }, { code: 'B' }],
      hosts: [{ code: 'X' }, { code: 'Y' }],
      scores: { A: { X: 0.5 }, B: { Y: 0.9 } },
      request: { maxEcts: 8 },
    });
    expect(uncovered).toMatchObject({
      reason: 'credit-maximum',
      explanation: { code: 'does-not-fit', values: { hosts: ['X'], ects: '5', taken: '5', most: '8' } },
    });
  });
  it('counts why the further candidates fail', async () => {
    const uncovered = await reasonOf({
      homes: [{ code: 'A' }],
      hosts: [{ code: 'X', terms: ['spring'] }, { code: 'Y' }, { code: 'Z' }],
      scores: { A: { X: 0.9, Y: 0.2, Z: 0.1 } },
      request: { term: 'autumn' },
    });
    expect(uncovered?.explanation).toMatchObject({
      code: 'refused-like-others',
      values: { count: 2, counts: [reason('count-on-rule', { count: 2, rule: reason('rule-minimum-score') })] },
    });
  });
});

describe('what is allowed and noted', () => {
  it('unknown term, unknown language and another level', async () => {
    const plan = await planOf(
      makeInput({
        homes: [{ code: 'A', level: 'bachelor' }],
        hosts: [{ code: 'X', level: 'master' }],
        scores: { A: { X: 0.9 } },
        request: { term: 'autumn', languages: ['en'] },
      }),
    );
    expect(plan.bundles[0]?.notes?.map(({ code }) => code)).toEqual([
      'term-unknown',
      'language-unknown',
      'level-differs',
    ]);
  });
});

describe('when no plan exists', () => {
  const draft = {
    homes: [{ code: 'A' }, { code: 'B' }, { code: 'C' }],
    hosts: [{ code: 'X' }, { code: 'Y' }, { code: 'Z', terms: ['spring' as const] }],
    scores: { A: { X: 0.9 }, B: { Y: 0.9 }, C: { Z: 0.9 } },
  };

  it('says how many ECTS can be matched, in which term, and what the minimum is', async () => {
    const [problem] = await problemsOf(makeInput({ ...draft, request: { minEcts: 15, maxEcts: 30, term: 'autumn' } }));
    expect(problem?.code).toBe('plan-infeasible');
    expect(problem && problemText(problem, TEXTS, 'en').message).toBe(
      'only 10 ECTS can be matched in autumn; the minimum is 15 (5 short). Rules in conflict: minimum ECTS; term offered',
    );
  });
  it('says when the limits contradict each other', async () => {
    const [problem] = await problemsOf(makeInput({ ...draft, request: { minEcts: 15, maxEcts: 10 } }));
    expect(problem?.reason).toMatchObject({
      values: {
        headline: reason('minimum-above-maximum', { least: '15', most: '10' }),
        rules: [reason('rule-minimum-ects'), reason('rule-maximum-ects')],
      },
    });
  });
  it('says when the pins alone are more than the maximum', async () => {
    const pins = [
      { home: 'A', host: 'X' },
      { home: 'B', host: 'Y' },
    ];
    const [problem] = await problemsOf(makeInput({ ...draft, request: { maxEcts: 8, pins } }));
    expect(problem?.reason).toMatchObject({
      values: {
        headline: reason('too-much-needed', { ects: '10', term: 'whole', most: '8', over: '2' }),
        rules: [reason('rule-maximum-ects'), reason('rule-pins')],
      },
    });
  });
  it('without any match a minimum of 0 gives an empty plan with reasons', async () => {
    const plan = await planOf(makeInput({ ...draft, scores: {} }));
    expect(plan.bundles).toEqual([]);
    expect(plan.uncovered).toHaveLength(3);
  });
  it('without any match a minimum above 0 is infeasible', async () => {
    const [problem] = await problemsOf(makeInput({ ...draft, scores: {}, request: { minEcts: 1 } }));
    expect(problem?.reason).toMatchObject({
      values: { headline: { code: 'too-little-matched', values: { ects: '0', least: '1' } } },
    });
  });
});
