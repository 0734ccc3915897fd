/** The list of constraints: each rule alone, in the words of its justification. */
import { describe, expect, it } from 'vitest';
import { reason } from '../../src/domain/index.ts';
import { BUNDLE_RULES, GOALS, PLAN_RULES } from '../../src/planning/constraints/index.ts';
import { buildPlan, type PlanInput, verifyPlan } from '../../src/planning/index.ts';
import { TEXTS } from '../installed.ts';
import { decided, eachTerm, type InputDraft, makeInput, pairs } from './make-input.ts';

async function planOf(draft: InputDraft) {
  const input: PlanInput = makeInput(draft);
  const result = await buildPlan(input);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  expect(verifyPlan(result.value, input)).toEqual([]);
  return result.value;
}
const terms = (plan: Awaited<ReturnType<typeof planOf>>) =>
  Object.fromEntries(plan.bundles.flatMap(({ host }) => host.map(({ code, term }) => [code, term])));

describe('the list of constraints', () => {
  it('names every rule once and justifies it', () => {
    const rules = [...BUNDLE_RULES, ...PLAN_RULES, ...GOALS.flat()];
    for (const { why } of rules) expect(TEXTS.say({ code: why, values: {} }, 'en').length).toBeGreaterThan(20);
    const names = rules.map(({ name }) => name);
    // The one rule with two faces: in one term it refuses a bundle, in two it orders the terms.
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual(['rule-prerequisites']);
  });
});

describe('bundles of several courses', () => {
  const whole = { score: 0.8, shared: ['field', 'wave'] };
  it('1:n: one large host course replaces two home courses that it covers both', async () => {
    const plan = await planOf({
      homes: [{ code: 'A' }, { code: 'B' }],
      hosts: [{ code: 'X', ects: 10 }],
      scores: { A: { X: whole }, B: { X: { ...whole, score: 0.6 } } },
    });
    expect(pairs(plan)).toEqual(['A+B=X']);
    expect(plan.bundles[0]?.score).toBe(0.6); // approved or refused as a whole: as strong as the weakest
  });

  it('n:m: credits balance in the bundle that do not balance course by course', async () => {
    const plan = await planOf({
      homes: [{ code: 'A' }, { code: 'B' }],
      hosts: [
        { code: 'X', ects: 2 },
        { code: 'Y', ects: 9 },
      ],
      scores: { A: { X: whole, Y: { ...whole, score: 0.5 } }, B: { Y: whole } },
    });
    expect(pairs(plan)).toEqual(['A+B=X+Y']);
  });

  it('never makes a bundle that falls apart into smaller ones', async () => {
    const plan = await planOf({
      homes: [{ code: 'A' }, { code: 'B' }],
      hosts: [{ code: 'X' }, { code: 'Y' }],
      scores: { A: { X: whole, Y: whole }, B: { X: whole, Y: whole } },
    });
    expect(pairs(plan)).toEqual(['A=X', 'B=Y']);
  });

  it("stays within the policy's size", async () => {
    const draft: InputDraft = {
      homes: [{ code: 'A', ects: 6 }],
      hosts: ['X', 'Y', 'Z'].map((code) => ({ code, ects: 2 })),
      scores: { A: { X: whole, Y: whole, Z: whole } },
    };
    expect(pairs(await planOf(draft))).toEqual([]);
    expect(pairs(await planOf({ ...draft, planning: { bundle: { maxHome: 1, maxHost: 3 } } }))).toEqual(['A=X+Y+Z']);
  });
});

describe('the share of credits', () => {
  it.each([
    [4, true],
    [8, true],
    ['3.99', false],
    ['8.01', false],
  ])('a course of %s ECTS for one of 5: %s', async (ects, planned) => {
    const draft = { homes: [{ code: 'A' }], hosts: [{ code: 'X', ects }], scores: { A: { X: 0.9 } } };
    expect((await planOf(draft)).bundles).toHaveLength(planned ? 1 : 0);
  });
});

describe('level of study', () => {
  const draft: InputDraft = {
    homes: [{ code: 'A', level: 'bachelor' }],
    hosts: [{ code: 'X', level: 'GRAD' }, { code: 'Y', level: 'UGRD' }, { code: 'Z' }],
    scores: { A: { X: 0.9, Y: 0.8, Z: 0.7 } },
  };
  it('leaves out courses of a level that the student may not take; an unknown level is not another one', async () => {
    expect(pairs(await planOf(draft))).toEqual(['A=X']);
    expect(pairs(await planOf({ ...draft, request: { levels: ['bachelor'] } }))).toEqual(['A=Y']);
    expect(pairs(await planOf({ ...draft, request: { levels: ['doctorate'] } }))).toEqual(['A=Z']);
  });

  it('a pin stands above it and says so', async () => {
    const plan = await planOf({ ...draft, request: { levels: ['bachelor'], pins: [{ home: 'A', host: 'X' }] } });
    expect(plan.bundles[0]?.notes?.map(({ code }) => code)).toContain('pin-overrides');
  });

  it('is the reason told for a home course without another candidate', async () => {
    const plan = await planOf({ ...draft, scores: { A: { X: 0.9 } }, request: { levels: ['bachelor'] } });
    expect(plan.uncovered[0]).toMatchObject({
      reason: 'level',
      explanation: { code: 'other-level', values: { course: 'X', level: reason('level-master') } },
    });
  });
});

describe('an elective block', () => {
  it('takes a course near the field where the elective course itself matches nothing', async () => {
    const plan = await planOf({
      homes: [{ code: 'A' }, { code: 'E', component: 'elective', electiveBlock: 'Free' }],
      hosts: [{ code: 'X' }, { code: 'Y' }, { code: 'FAR' }],
      scores: { A: { X: 0.9, Y: 0.4 } },
      request: { minEcts: 10 },
    });
    expect(pairs(plan)).toEqual(['A=X', 'Free=Y']);
  });
});

describe('why a course is not covered in a stay of two terms', () => {
  it('names what it builds on, where that is not planned in the term before', async () => {
    const plan = await planOf({
      homes: [{ code: 'A' }, { code: 'B' }],
      hosts: [
        { code: 'X', prerequisites: ['Y'] },
        { code: 'Y', prerequisites: ['X'] },
      ],
      scores: { A: { X: 0.9 }, B: { Y: 0.9 } },
      request: { termLimits: eachTerm(0, 20) },
    });
    expect(plan.bundles).toEqual([]);
    expect(plan.uncovered.map(({ reason, explanation }) => [reason, explanation])).toEqual([
      ['prerequisite', reason('not-taken-earlier', { course: 'X', asked: 'Y' })],
      ['prerequisite', reason('not-taken-earlier', { course: 'Y', asked: 'X' })],
    ]);
  });
});

describe('compulsory courses first', () => {
  const draft: InputDraft = {
    homes: [
      { code: 'A', component: 'elective' },
      { code: 'B', component: 'university' },
    ],
    hosts: [{ code: 'X' }],
    scores: { A: { X: 0.9 }, B: { X: 0.35 } },
  };
  it('where the policy says so an owed course never gives way to an elective one that is worth more', async () => {
    expect(pairs(await planOf(draft))).toEqual(['A=X']);
    expect(pairs(await planOf({ ...draft, planning: { compulsoryFirst: true } }))).toEqual(['B=X']);
  });
});

describe('earlier decisions on bundles', () => {
  const draft: InputDraft = {
    homes: [{ code: 'A' }],
    hosts: [{ code: 'X' }, { code: 'Y' }],
    scores: { A: { X: 0.9, Y: 0.5 } },
  };
  it('a refused bundle is not proposed again', async () => {
    const plan = await planOf({
      ...draft,
      more: { precedents: [decided(['a'], ['x'], 'refused')] },
    });
    expect(pairs(plan)).toEqual(['A=Y']);
  });
  it('an approved bundle has the strength that the policy trusts, with the decision in its evidence', async () => {
    const plan = await planOf({
      ...draft,
      more: { precedents: [decided(['A'], ['Y'], 'approved')] },
    });
    expect(pairs(plan)).toEqual(['A=Y']);
    const [bundle] = plan.bundles;
    expect(bundle?.score).toBe(0.95);
    expect(bundle?.evidence.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(0.95, 10);
    expect(bundle?.notes).toEqual([reason('approved-before')]);
  });
  it('an approved bundle may be larger than the policy proposes by itself, even of courses that do not match', async () => {
    const hosts = ['P', 'Q', 'R'].map((code) => ({ code, ects: 2 }));
    const more = { precedents: [decided(['A'], ['P', 'Q', 'R'], 'approved')] };
    expect(pairs(await planOf({ homes: [{ code: 'A' }], hosts, scores: {}, more }))).toEqual(['A=P+Q+R']);
  });
});

describe('elective blocks', () => {
  const draft: InputDraft = {
    homes: [{ code: 'A', component: 'elective', electiveBlock: 'Free electives' }],
    hosts: [{ code: 'X' }, { code: 'Y' }],
    scores: { A: { X: 0.1, Y: 0.2 } },
  };
  it('take a course that no content matches, nearer ones first, linked to the place that it fills', async () => {
    const plan = await planOf(draft);
    expect(pairs(plan)).toEqual(['Free electives=Y']);
    expect(plan.bundles[0]).toMatchObject({ home: [], fills: [{ code: 'A' }] });
    expect(plan.uncovered).toEqual([]);
  });
  it('never before a course that matches', async () => {
    expect(pairs(await planOf({ ...draft, scores: { A: { X: 0.35, Y: 0.2 } } }))).toEqual(['A=X']);
  });
});

describe('a stay of two terms', () => {
  const homes = ['A', 'B', 'C', 'D'].map((code) => ({ code }));
  const scores = { A: { W: 0.9 }, B: { X: 0.9 }, C: { Y: 0.9 }, D: { Z: 0.9 } };
  const hosts: InputDraft['hosts'] = ['W', 'X', 'Y', 'Z'].map((code) => ({ code }));
  it('spreads courses so that each term keeps its limits', async () => {
    const plan = await planOf({ homes, hosts, scores, request: { termLimits: eachTerm(10, 10) } });
    expect(Object.values(terms(plan)).sort()).toEqual(['autumn', 'autumn', 'spring', 'spring']);
  });
  it('takes a course in the term in which it is offered', async () => {
    const plan = await planOf({
      homes,
      hosts: hosts.map((host) => (host.code === 'W' ? { ...host, terms: ['spring'] } : host)),
      scores,
      request: { termLimits: eachTerm(0, 20) },
    });
    expect(terms(plan)).toEqual({ W: 'spring', X: 'autumn', Y: 'autumn', Z: 'autumn' });
  });
  it('counts half of a course of the whole year in each term', async () => {
    const yearly: InputDraft['hosts'] = hosts.map((host) => ({ ...host, terms: ['year'] }));
    expect(
      (await planOf({ homes, hosts: yearly, scores, request: { termLimits: eachTerm(0, 10) } })).bundles,
    ).toHaveLength(4);
    expect(
      (await planOf({ homes, hosts: yearly, scores, request: { termLimits: eachTerm(0, 7) } })).bundles,
    ).toHaveLength(2);
  });
  it('takes what a course builds on in the term before', async () => {
    const chain = hosts.map((host) => (host.code === 'W' ? { ...host, prerequisites: ['Z'] } : host));
    expect(
      terms(await planOf({ homes, hosts: chain, scores, request: { termLimits: eachTerm(0, 20) } })),
    ).toMatchObject({ Z: 'autumn', W: 'spring' });
  });
  it('lets courses that would clash be taken in different terms', async () => {
    const meetings = [{ term: null, day: 3, start: 600, end: 690 }];
    const plan = await planOf({
      homes: homes.slice(0, 2),
      hosts: hosts.slice(0, 2).map((host) => ({ ...host, meetings })),
      scores: { A: { W: 0.9 }, B: { X: 0.9 } },
      request: { termLimits: eachTerm(0, 20) },
    });
    expect(Object.values(terms(plan)).sort()).toEqual(['autumn', 'spring']);
  });
});

describe('what the student has passed', () => {
  const draft: InputDraft = {
    homes: [{ code: 'A' }, { code: 'B' }],
    hosts: [{ code: 'X', prerequisites: ['BASE', 'good English'] }, { code: 'BASE' }, { code: 'Y' }],
    scores: { A: { X: 0.9 }, B: { Y: 0.9 } },
  };
  it('is not planned again and is no academic difference', async () => {
    const plan = await planOf({ ...draft, request: { passed: { home: ['b'], host: ['BASE'] } } });
    expect(pairs(plan)).toEqual(['A=X']);
    expect(plan.uncovered).toMatchObject([{ home: { code: 'B' }, reason: 'already-passed' }]);
    expect(plan.totals.uncoveredEcts.toString()).toBe('0');
  });
  it('a host course passed before is not taken again', async () => {
    const plan = await planOf({ ...draft, request: { passed: { home: [], host: ['Y', 'BASE'] } } });
    expect(plan.uncovered).toMatchObject([{ home: { code: 'B' }, reason: 'taken-before' }]);
  });
  it('meets prerequisites by name', async () => {
    expect(pairs(await planOf({ ...draft, request: { passed: { home: [], host: ['base'] } } }))).toEqual([
      'A=X',
      'B=Y',
    ]);
  });
  it('meets prerequisites by a passed home course that matches well enough', async () => {
    const passed = { ...draft, scores: { ...draft.scores, OLD: { BASE: 0.6 } } };
    expect(pairs(await planOf({ ...passed, request: { passed: { home: ['OLD'], host: [] } } }))).toEqual([
      'A=X',
      'B=Y',
    ]);
    const weak = { ...draft, scores: { ...draft.scores, OLD: { BASE: 0.2 } } };
    expect(pairs(await planOf({ ...weak, request: { passed: { home: ['OLD'], host: [] } } }))).toEqual(['B=Y']);
  });
  it('else the course is refused by name of what is missing, and text that names no course is only noted', async () => {
    const plan = await planOf(draft);
    expect(plan.uncovered[0]).toMatchObject({
      reason: 'prerequisite',
      explanation: reason('prerequisite-missing', { course: 'X', asked: 'BASE' }),
    });
    const noted = await planOf({ ...draft, planning: { prerequisites: 'noted' } });
    expect(noted.bundles[0]?.notes).toEqual([
      reason('prerequisite-open', { course: 'X', asked: ['BASE', 'good English'] }),
    ]);
  });
});

describe('the time-table', () => {
  const at = (day: number, start: number, end: number, term: 'autumn' | 'spring' | null = null) => [
    { term, day, start, end },
  ];
  const draft = (x: ReturnType<typeof at>, y: ReturnType<typeof at>): InputDraft => ({
    homes: [{ code: 'A' }, { code: 'B' }],
    hosts: [
      { code: 'X', meetings: x },
      { code: 'Y', meetings: y },
    ],
    scores: { A: { X: 0.9 }, B: { Y: 0.8 } },
    request: { term: 'autumn' },
  });
  it('keeps courses apart that overlap, and tells the loser why', async () => {
    const plan = await planOf(draft(at(1, 540, 630), at(1, 600, 690)));
    expect(pairs(plan)).toEqual(['A=X']);
    expect(plan.uncovered[0]).toMatchObject({
      reason: 'clash',
      explanation: reason('meets-with', { hosts: ['Y'], others: ['X'], homes: ['A'] }),
    });
  });
  it.each([
    ['one after the other', at(1, 540, 630), at(1, 630, 720)],
    ['on other days', at(1, 540, 630), at(2, 540, 630)],
    ['in the other term', at(1, 540, 630), at(1, 540, 630, 'spring')],
    ['at times unknown', at(1, 540, 630), []],
  ])('lets courses be that meet %s', async (_, x, y) => {
    expect((await planOf(draft(x, y))).bundles).toHaveLength(2);
  });
  it('is not the reason where courses meet one after the other and the credits suffice for one', async () => {
    const [first, next] = [draft(at(1, 540, 630), at(1, 630, 720)), draft(at(1, 630, 720), at(1, 540, 630))];
    for (const { request, ...courses } of [first, next]) {
      const plan = await planOf({ ...courses, request: { ...request, maxEcts: 5 } });
      expect(plan.uncovered.map(({ reason: why }) => why)).toEqual(['credit-maximum']);
    }
  });
});

describe('wishes', () => {
  it('decide between plans that are equal otherwise, and nothing else', async () => {
    const draft: InputDraft = {
      homes: [{ code: 'A' }],
      hosts: [{ code: 'X' }, { code: 'Y' }, { code: 'Z' }],
      scores: { A: { X: 0.9, Y: 0.9, Z: 0.8 } },
    };
    expect(pairs(await planOf({ ...draft, request: { preferred: ['Y', 'Z'] } }))).toEqual(['A=Y']);
  });
});

describe('why a course that could be replaced is not', () => {
  it('names the rules of the plan when neither a rival, the credits nor a clash is the reason', async () => {
    const plan = await planOf({
      homes: [{ code: 'A' }, { code: 'B' }],
      hosts: [{ code: 'X' }, { code: 'Y' }],
      scores: { A: { X: 0.5 }, B: { Y: 0.4 } },
      planning: { maxUncertain: { below: 0.6, atMost: 1 } },
    });
    expect(plan.uncovered).toMatchObject([{ home: { code: 'B' }, reason: 'rule-of-plan' }]);
  });
});
