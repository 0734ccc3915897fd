/** One piece of work under several codes, credits that are none or a range, and prerequisites that a plan breaks itself. */
import { describe, expect, it } from 'vitest';
import { codesIn } from '../../src/domain/index.ts';
import { amendPlan, buildPlan, verifyPlan } from '../../src/planning/index.ts';
import { TEXTS } from '../installed.ts';
import { eachTerm, type InputDraft, makeInput, pairs } from './make-input.ts';

async function planOf(draft: InputDraft) {
  const input = makeInput(draft);
  const result = await buildPlan(input);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  expect(verifyPlan(result.value, input)).toEqual([]);
  return result.value;
}

describe('one course under several codes', () => {
  const two = (x: Partial<InputDraft['hosts'][number]>, y: Partial<InputDraft['hosts'][number]>): InputDraft => ({
    homes: [{ code: 'A' }, { code: 'B' }],
    hosts: [
      { code: 'CS 461', ...x },
      { code: 'ECE 422', ...y },
    ],
    scores: {
      A: { [x.code ?? 'CS 461']: 0.9 },
      B: { [y.code ?? 'ECE 422']: 0.8 },
    },
  });
  const texts = (title: string, description: string) => ({
    titles: { en: title },
    descriptions: { en: description },
  });

  it.each<[string, InputDraft, number]>([
    ['courses of their own', two({}, {}), 2],
    ['a stub that refers to the other', two({}, texts('Security', 'Same as CS 461. See CS 461.')), 1],
    ['an entry that is a reference alone', two({}, texts('Security', 'See CS 461.')), 1],
    [
      'a full text that says so at its end',
      two({}, texts('Security', 'Protocols, attacks and keys. Same as CS 461 and TAM 4.')),
      1,
    ],
    ['a text that mentions the other', two({}, texts('Security', 'Continues what is begun; see CS 461 for keys.')), 2],
    ['equal texts', two(texts('Security', 'Protocols.'), texts('Security', 'Protocols.')), 1],
    ['equal titles without a text', two(texts('Security', ''), texts('Security', '')), 1],
    [
      'one title in two languages and in one of them',
      two({ titles: { en: 'Materials' } }, { titles: { cs: 'Materiály', en: 'Materials' } }),
      1,
    ],
    ['titles that no language has in common', two({ titles: { en: 'Materials' } }, { titles: { cs: 'Materials' } }), 2],
    ['equal texts of other credits', two(texts('Security', ''), { ...texts('Security', ''), ects: 6 }), 2],
    ['parts I and II', two(texts('Security I', 'Keys.'), texts('Security II', 'Keys.')), 2],
    ['several codes in one cell', two({}, { code: 'ECE 422 / CS 461' }), 1],
    ['one number for two departments', two({}, { code: 'ECE/CS 461' }), 1],
  ])('%s', async (_, draft, planned) => {
    expect((await planOf(draft)).bundles).toHaveLength(planned);
  });

  it('is told of the home course that goes without it, and found in a plan that takes both', async () => {
    const draft = two({}, texts('Security', 'Same as CS 461.'));
    const plan = await planOf(draft);
    expect(plan.uncovered[0]).toMatchObject({
      reason: 'lost-to-another',
      explanation: { code: 'same-course-taken', values: { hosts: ['ECE 422'], other: 'CS 461' } },
    });
    const both = await planOf(two({}, {}));
    expect(verifyPlan(both, makeInput(draft)).map(({ reason }) => reason?.code)).toContain('same-course-twice');
  });

  it('what was passed under one code is passed under the other', async () => {
    const draft = two({}, texts('Security', 'Same as CS 461.'));
    const plan = await planOf({ ...draft, request: { passed: { home: [], host: ['CS 461'] } } });
    expect(pairs(plan)).toEqual([]);
  });

  it('any code of a cell names the course: in pins, bans and prerequisites', async () => {
    const draft = two({ prerequisites: ['MATH 402'] }, { code: 'EE302 / MATH402' });
    expect(
      pairs(await planOf({ ...draft, request: { pins: [{ home: 'B', host: 'MATH402' }], bans: ['CS 461'] } })),
    ).toEqual(['B=EE302 / MATH402']);
    expect(pairs(await planOf({ ...draft, request: { bans: ['EE302', 'CS 461'] } }))).toEqual([]);
    expect((await planOf(draft)).bundles.map(({ host }) => host[0]?.code)).toEqual(['EE302 / MATH402']);
  });

  it('two pins on one course are a conflict that is named', async () => {
    const pins = [
      { home: 'A', host: 'CS 461' },
      { home: 'B', host: 'ECE 422' },
    ];
    const result = await buildPlan(makeInput({ ...two({}, texts('S', 'Same as CS 461.')), request: { pins } }));
    expect(result.problems.map(({ reason }) => reason?.code)).toEqual(['pin-same-course']);
  });

  it.each([
    ['EE302 / MATH402', ['EE302', 'MATH402']],
    ['CS/ECE 438', ['CS438', 'ECE438']],
    ['TOE 2201; ELT 2201', ['TOE2201', 'ELT2201']],
    ['CS 461', []],
    ['ПМ 01/02', []],
  ])('reads the codes of %s', (code, codes) => {
    expect(codesIn(code)).toEqual(codes);
  });
});

describe('credits', () => {
  it('none add nothing', async () => {
    const plan = await planOf({
      homes: [{ code: 'A' }],
      hosts: [{ code: 'X' }, { code: 'SEM', ects: 0 }],
      scores: {
        A: { X: { score: 0.8, shared: ['a'], missing: ['b'] }, SEM: { score: 0.7, shared: ['b'], missing: ['a'] } },
      },
    });
    expect(pairs(plan)).toEqual(['A=X']);
    const alone = await planOf({
      homes: [{ code: 'A' }],
      hosts: [{ code: 'SEM', ects: 0 }],
      scores: { A: { SEM: 0.9 } },
    });
    expect(alone.uncovered[0]).toMatchObject({ reason: 'credits', explanation: { code: 'without-credits' } });
  });

  it.each([
    [0, 4, 3, '3'],
    [4, 8, 3, '4'],
    [0, 2, 3, null],
  ])('a range of %d to %d for a course of %d is a condition of the plan', async (ects, mostEcts, wanted, chosen) => {
    const plan = await planOf({
      homes: [{ code: 'A', ects: wanted }],
      hosts: [{ code: 'X', ects, mostEcts }],
      scores: { A: { X: 0.9 } },
    });
    expect(plan.bundles[0]?.host[0]?.ects.toString() ?? null).toBe(chosen);
    const note = plan.bundles[0]?.notes?.[0];
    if (chosen !== null)
      expect(note && TEXTS.say(note, 'en')).toBe(
        `the plan is valid if X is taken for ${chosen} ECTS; the host gives ${ects} to ${mostEcts}`,
      );
  });
});

describe('a prerequisite that the plan itself breaks', () => {
  const draft: InputDraft = {
    homes: [{ code: 'A' }, { code: 'B' }],
    hosts: [
      { code: 'BASE', terms: ['autumn', 'spring'] },
      { code: 'NEXT', prerequisites: ['BASE'] },
    ],
    scores: { A: { BASE: 0.9 }, B: { NEXT: 0.8 } },
    planning: { prerequisites: 'noted' },
  };

  it('is broken also where prerequisites are only noted: both in one term', async () => {
    const plan = await planOf(draft);
    expect(pairs(plan)).toEqual(['A=BASE']);
    expect(plan.uncovered[0]).toMatchObject({ reason: 'prerequisite', explanation: { code: 'not-taken-earlier' } });
    expect(pairs(await planOf({ ...draft, request: { bans: ['BASE'] } }))).toEqual(['B=NEXT']);
    expect(pairs(await planOf({ ...draft, request: { passed: { home: [], host: ['BASE'] } } }))).toEqual(['B=NEXT']);
  });

  it('is kept in a stay of two terms by taking it in the first', async () => {
    const plan = await planOf({ ...draft, request: { termLimits: eachTerm(0, 30) } });
    expect(plan.bundles.map(({ host }) => `${host[0]?.code} ${host[0]?.term}`)).toEqual(['BASE autumn', 'NEXT spring']);
  });

  it('an amendment that removes a course removes what builds on it', async () => {
    const two: InputDraft = { ...draft, request: { termLimits: eachTerm(0, 30) } };
    const input = makeInput(two);
    const plan = await planOf(two);
    const amended = await amendPlan(plan, input, [{ kind: 'cancelled', host: 'BASE' }]);
    if (!amended.ok) throw new Error('expected an amendment');
    expect(pairs(amended.value.plan)).toEqual([]);
    expect(amended.value.plan.request.lacked).toEqual(['BASE', 'NEXT']);
    expect(verifyPlan(amended.value.plan, { ...input, request: amended.value.plan.request })).toEqual([]);
    const kept = verifyPlan(
      { ...plan, request: amended.value.plan.request, bundles: plan.bundles.slice(1) },
      { ...input, request: amended.value.plan.request },
    );
    expect(kept.map(({ reason }) => reason?.code)).toContain('asks-for-more');
  });

  it('an amendment brings nothing that builds on what it takes away', async () => {
    const one: InputDraft = { ...draft, request: {}, scores: { A: { BASE: 0.9 }, B: { NEXT: 0.8 } } };
    const input = makeInput(one);
    const amended = await amendPlan(await planOf(one), input, [{ kind: 'cancelled', host: 'BASE' }]);
    if (!amended.ok) throw new Error('expected an amendment');
    expect(pairs(amended.value.plan)).toEqual([]);
    expect(amended.value.plan.uncovered.find(({ home }) => home.code === 'B')).toMatchObject({
      reason: 'prerequisite',
      explanation: { code: 'prerequisite-removed' },
    });
  });
});
