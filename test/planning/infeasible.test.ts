/** Twenty stays without a plan: which rules are in conflict, and what the nearest plan would need. */
import { describe, expect, it } from 'vitest';
import { reason } from '../../src/domain/index.ts';
import { buildPlan, explainConflict, verifyPlan } from '../../src/planning/index.ts';
import { TEXTS } from '../installed.ts';
import { decided, eachTerm, type InputDraft, makeInput, pairs } from './make-input.ts';

/** Three home courses of 5 ECTS, each with one good match of 5 ECTS. */
const three: Pick<InputDraft, 'homes' | 'hosts' | 'scores'> = {
  homes: [{ code: 'A' }, { code: 'B' }, { code: 'C' }],
  hosts: [{ code: 'X' }, { code: 'Y' }, { code: 'Z' }],
  scores: { A: { X: 0.9 }, B: { Y: 0.9 }, C: { Z: 0.9 } },
};
const withHosts = (change: (host: InputDraft['hosts'][number]) => Partial<InputDraft['hosts'][number]>) => ({
  ...three,
  hosts: three.hosts.map((host) => ({ ...host, ...change(host) })),
});
const only = (code: string, change: Partial<InputDraft['hosts'][number]>) =>
  withHosts((host) => (host.code === code ? change : {}));
const monday = { term: null, day: 1, start: 540, end: 630 };

interface Case {
  name: string;
  draft: InputDraft;
  rules: string[];
  /** For each relaxation whose figure matters: rule and text. */
  tells?: Record<string, string>;
}

const CASES: Case[] = [
  {
    name: 'the catalogue has too little for the minimum',
    draft: { ...three, request: { minEcts: 18 } },
    rules: ['rule-minimum-ects'],
    tells: { 'rule-minimum-ects': 'only 15 ECTS can be matched; the minimum is 18 (3 short)' },
  },
  {
    name: 'one course is taught in the other term',
    draft: { ...only('Z', { terms: ['spring'] }), request: { minEcts: 15, term: 'autumn' } },
    rules: ['rule-minimum-ects', 'rule-term-offered'],
    tells: {
      'rule-minimum-ects': 'only 10 ECTS can be matched in autumn; the minimum is 15 (5 short)',
      'rule-term-offered':
        'a plan exists if the rule “term offered” is relaxed: Z is offered in spring, but the stay is in autumn',
    },
  },
  {
    name: 'a course runs all year',
    draft: { ...only('Z', { terms: ['year'] }), request: { minEcts: 15, term: 'spring' } },
    rules: ['rule-minimum-ects', 'rule-term-offered'],
  },
  {
    name: 'a course is taught in a language that the student lacks',
    draft: { ...only('Y', { languages: ['de'] }), request: { minEcts: 15, languages: ['en'] } },
    rules: ['rule-minimum-ects', 'rule-teaching-language'],
    tells: {
      'rule-teaching-language':
        'a plan exists if the rule “language of teaching” is relaxed: Y is taught in German; the student knows English',
    },
  },
  {
    name: 'a needed course is of another level of study',
    draft: { ...only('Y', { level: 'PhD' }), request: { minEcts: 15, levels: ['bachelor', 'master'] } },
    rules: ['rule-minimum-ects', 'rule-level-of-study'],
    tells: {
      'rule-level-of-study':
        'a plan exists if the rule “level of study” is relaxed: Y is at the level doctoral; the student may take bachelor, master',
    },
  },
  {
    name: 'a needed course is banned',
    draft: { ...three, request: { minEcts: 15, bans: ['X'] } },
    rules: ['rule-minimum-ects', 'rule-bans'],
  },
  {
    name: 'a needed match scores too low',
    draft: { ...three, scores: { ...three.scores, C: { Z: 0.2 } }, request: { minEcts: 15 } },
    rules: ['rule-minimum-ects', 'rule-minimum-score'],
    tells: {
      'rule-minimum-score':
        'a plan exists if the rule “minimum score” is relaxed: Z scores 0.20; the policy requires at least 0.30',
    },
  },
  {
    name: 'a needed course is too small for what it replaces',
    draft: { ...only('Z', { ects: 3 }), request: { minEcts: 13 } },
    rules: ['rule-minimum-ects', 'rule-credit-share'],
  },
  {
    name: 'a needed course builds on one that the student has not passed',
    draft: {
      ...three,
      hosts: [{ code: 'X' }, { code: 'Y' }, { code: 'Z', prerequisites: ['BASE'] }, { code: 'BASE' }],
      request: { minEcts: 15 },
    },
    rules: ['rule-minimum-ects', 'rule-prerequisites'],
    tells: {
      'rule-prerequisites':
        'a plan exists if the rule “prerequisites” is relaxed: Z requires BASE, which the student has not passed',
    },
  },
  {
    name: 'two needed courses meet at the same time',
    draft: { ...withHosts(({ code }) => (code === 'Z' ? {} : { meetings: [monday] })), request: { minEcts: 15 } },
    rules: ['rule-minimum-ects', 'rule-time-table'],
    tells: { 'rule-time-table': 'a plan exists if the rule “timetable” is relaxed: X meets at the same time as Y' },
  },
  {
    name: 'two needed courses are declared to clash',
    draft: { ...three, request: { minEcts: 15 }, more: { clashes: [['X', 'Z']] } },
    rules: ['rule-minimum-ects', 'rule-time-table'],
  },
  {
    name: 'exactly the needed bundle was refused before',
    draft: {
      ...three,
      request: { minEcts: 15 },
      more: { precedents: [decided(['A'], ['X'], 'refused')] },
    },
    rules: ['rule-minimum-ects', 'rule-refused-before'],
  },
  {
    name: 'the minimum is above the maximum',
    draft: { ...three, request: { minEcts: 12, maxEcts: 9 } },
    rules: ['rule-minimum-ects', 'rule-maximum-ects'],
  },
  {
    name: 'no sum of courses falls between minimum and maximum',
    draft: { ...three, request: { minEcts: 11, maxEcts: 14 } },
    rules: ['rule-minimum-ects', 'rule-maximum-ects'],
    tells: {
      'rule-minimum-ects': 'only 10 ECTS can be matched; the minimum is 11 (1 short)',
      'rule-maximum-ects': 'at least 15 ECTS are needed; the maximum is 14 (1 over)',
    },
  },
  {
    name: 'the pins are more than the maximum',
    draft: {
      ...three,
      request: {
        maxEcts: 9,
        pins: [
          { home: 'A', host: 'X' },
          { home: 'B', host: 'Y' },
        ],
      },
    },
    rules: ['rule-maximum-ects', 'rule-pins'],
    tells: { 'rule-maximum-ects': 'at least 10 ECTS are needed; the maximum is 9 (1 over)' },
  },
  {
    name: 'two pinned courses meet at the same time',
    draft: {
      ...withHosts(() => ({ meetings: [monday] })),
      request: {
        pins: [
          { home: 'A', host: 'X' },
          { home: 'B', host: 'Y' },
        ],
      },
    },
    rules: ['rule-time-table', 'rule-pins'],
    tells: { 'rule-pins': 'a plan exists without the pin B = Y' },
  },
  {
    name: 'a pinned course is banned',
    draft: { ...three, request: { bans: ['X'], pins: [{ home: 'A', host: 'X' }] } },
    rules: ['rule-bans', 'rule-pins'],
  },
  {
    name: 'a pinned course is not taught in the term',
    draft: { ...only('X', { terms: ['spring'] }), request: { term: 'autumn', pins: [{ home: 'A', host: 'X' }] } },
    rules: ['rule-term-offered', 'rule-pins'],
  },
  {
    name: 'only so many uncertain bundles are allowed',
    draft: {
      ...three,
      scores: { A: { X: 0.9 }, B: { Y: 0.5 }, C: { Z: 0.5 } },
      request: { minEcts: 15 },
      planning: { maxUncertain: { below: 0.6, atMost: 1 } },
    },
    rules: ['rule-minimum-ects', 'rule-few-uncertain'],
    tells: {
      'rule-few-uncertain': '2 bundles would be below the policy’s threshold of reliability; at most 1 may be',
    },
  },
  {
    name: 'the academic difference may not be so large beside the maximum',
    draft: { ...three, request: { maxEcts: 10 }, planning: { maxDifferenceEcts: 4 } },
    rules: ['rule-maximum-ects', 'rule-small-difference'],
    tells: {
      'rule-small-difference': '5 ECTS of the home courses would remain uncovered; at most 4 may (1 too many)',
    },
  },
  {
    name: 'one term of a stay of two cannot be filled',
    draft: { ...withHosts(() => ({ terms: ['autumn'] })), request: { termLimits: eachTerm(5, 15) } },
    rules: ['rule-minimum-spring'],
    tells: { 'rule-minimum-spring': 'only 0 ECTS can be matched in spring; the minimum is 5 (5 short)' },
  },
  {
    name: 'one term of a stay of two is too small for what the whole stay must have',
    draft: { ...withHosts(() => ({ terms: ['autumn'] })), request: { minEcts: 15, termLimits: eachTerm(0, 10) } },
    rules: ['rule-minimum-ects', 'rule-maximum-autumn'],
    tells: { 'rule-maximum-autumn': 'at least 15 ECTS are needed in autumn; the maximum is 10 (5 over)' },
  },
  {
    name: 'in a stay of two terms a course builds on one that is taught in the same term',
    draft: {
      ...only('Z', { terms: ['spring'], prerequisites: ['Y'] }),
      hosts: [{ code: 'X' }, { code: 'Y', terms: ['spring'] }, { code: 'Z', terms: ['spring'], prerequisites: ['Y'] }],
      request: { minEcts: 15, termLimits: eachTerm(0, 15) },
    },
    rules: ['rule-minimum-ects', 'rule-prerequisites'],
  },
];

describe('a stay without a plan', () => {
  it.each(CASES)('$name: $rules', async ({ draft, rules, tells = {} }) => {
    const input = makeInput(draft);
    expect((await buildPlan(input)).ok).toBe(false);
    const conflict = await explainConflict(input);
    if (!conflict.ok) throw new Error('expected a conflict');
    expect(conflict.value.rules.map(({ name }) => name.code)).toEqual(rules);
    const texts = Object.fromEntries(
      conflict.value.relaxations.map((one) => [one.rules[0]?.code, TEXTS.say(one.explanation, 'en')]),
    );
    expect(texts).toMatchObject(tells);
  });

  it('the nearest plan breaks nothing but the rule that gives way', async () => {
    const input = makeInput({ ...only('Z', { terms: ['spring'] }), request: { minEcts: 15, term: 'autumn' } });
    const conflict = await explainConflict(input);
    if (!conflict.ok) throw new Error('expected a conflict');
    const [short, term] = conflict.value.relaxations.map(({ plan }) => plan);
    if (!short || !term) throw new Error('expected two plans');
    expect(pairs(short)).toEqual(['A=X', 'B=Y']);
    expect(verifyPlan(short, input).map((one) => one.reason)).toEqual([
      reason('ects-outside', { ects: '10', term: 'whole', least: '15', most: '60' }),
    ]);
    expect(pairs(term)).toEqual(['A=X', 'B=Y', 'C=Z']);
    expect(verifyPlan(term, input).map((one) => one.reason)).toEqual([
      reason('not-offered', { course: 'Z', term: 'autumn' }),
    ]);
  });

  it('where several limits fail at once, one that gives way brings the others along, and each figure is told', async () => {
    const draft = {
      ...withHosts(() => ({ terms: ['autumn'] })),
      request: { minEcts: 54, termLimits: eachTerm(27, 33) },
    };
    const conflict = await explainConflict(makeInput(draft));
    if (!conflict.ok) throw new Error('expected a conflict');
    expect(conflict.value.rules.map(({ name }) => name)).toEqual([reason('rule-minimum-ects')]);
    expect(conflict.value.relaxations.map(({ explanation }) => TEXTS.say(explanation, 'en'))).toEqual([
      'only 15 ECTS can be matched; the minimum is 54 (39 short); only 15 ECTS can be matched in autumn; the minimum is 27 (12 short); only 0 ECTS can be matched in spring; the minimum is 27 (27 short)',
    ]);
    expect(pairs(conflict.value.relaxations[0]?.plan ?? { bundles: [] })).toEqual(['A=X', 'B=Y', 'C=Z']);
  });

  it('says nothing when there is a plan', async () => {
    expect(await explainConflict(makeInput(three))).toEqual({
      ok: true,
      value: { rules: [], relaxations: [] },
      problems: [],
    });
  });

  it('a minimum above its maximum names both, also where neither can be reached', async () => {
    const result = await buildPlan(makeInput({ ...three, request: { minEcts: 30, maxEcts: 20 } }));
    expect(result.conflict?.rules.map(({ name }) => name.code)).toEqual(['rule-minimum-ects', 'rule-maximum-ects']);
    expect(result.problems[0]?.reason).toMatchObject({ values: { headline: { code: 'minimum-above-maximum' } } });
  });

  it('every rule that a conflict names can be left out to get a plan', async () => {
    for (const { draft, rules } of CASES) {
      const conflict = await explainConflict(makeInput(draft));
      expect(conflict.ok && conflict.value.relaxations.map((one) => one.rules[0]?.code)).toEqual(rules);
    }
  });
});
