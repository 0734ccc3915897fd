import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareRecognitions, type RecognitionDifference, recognise, rulesAt } from '../../src/credits/index.ts';
import {
  isReason,
  type Policy,
  policySchema,
  Rational,
  type Recognition,
  recognitionSchema,
} from '../../src/domain/index.ts';
import { expectFiguresWritten } from '../texts/figures.ts';
import { type BundleWords, planOf, type RowWords, recognitionOf, transcriptOf } from './recognition.ts';
import { BOOK, must, policy, said } from './rules.ts';

const ONE_TO_ONE: BundleWords[] = [
  {
    bundle: 'b1',
    home: [{ code: 'EM', title: 'Electrical Machines', ects: 5 }],
    host: [{ code: 'ET-1', title: 'Maschinen', ects: 5 }],
  },
];
const outcomes = ({ rows }: Recognition) => rows.map(({ outcome }) => outcome);
const withCredits = (changes: Partial<Policy['credits']>): Policy => ({
  ...policy(),
  credits: { ...policy().credits, ...changes },
});
const withRecognition = (changes: Partial<Policy['recognition']>): Policy => ({
  ...policy(),
  recognition: { ...policy().recognition, ...changes },
});

it('is refused when the home unit has no ratio, instead of counting its credits as ECTS', () => {
  const by = { ...policy(), homeUnit: 'turkey_local' };
  const transcript = transcriptOf([{ code: 'ET-1', credits: 5, grade: '1,0' }]);
  const input = {
    plan: planOf(ONE_TO_ONE),
    transcript,
    rules: rulesAt(BOOK, '2026-11-20'),
    policy: by,
    matcher: () => null,
  };
  expect(recognise(input).problems[0]?.code).toBe('unit-not-convertible');
});

describe('what the host states beside the grade', () => {
  const stated = (row: RowWords) =>
    recognitionOf(planOf(ONE_TO_ONE), transcriptOf([{ code: 'ET-1', credits: 5, ...row }]));

  it.each<[string, RowWords, string, string]>([
    ['a pass without a grade', { grade: null, status: 'passed' }, 'as-approved', 'code ET-1'],
    ['the same without any scale', { grade: null, scale: null, status: 'passed' }, 'as-approved', 'code ET-1'],
    ['a fail without a grade', { grade: null, status: 'failed' }, 'failed', 'is a fail'],
    ['a fail whose symbol is unknown', { grade: 'ZZ', status: 'failed' }, 'failed', 'is a fail'],
    ['a course under way', { grade: '1,0', status: 'in-progress' }, 'needs-person', 'no result of ET-1 yet'],
    [
      'a fail beside a passing mark',
      { grade: '2,0', status: 'failed' },
      'needs-person',
      'the host states “failed” beside 2,0',
    ],
    [
      'a pass beside a failing mark',
      { grade: '5,0', status: 'passed' },
      'needs-person',
      'the host states “passed” beside 5,0',
    ],
    [
      'a conditional pass whose conditions are met',
      { grade: 'DC', scale: 'tr', status: 'passed' },
      'as-approved',
      'code ET-1',
    ],
    ['the same where nothing is stated', { grade: 'DC', scale: 'tr' }, 'needs-person', 'host’s own conditions'],
  ])('%s', (_, row, outcome, reason) => {
    const [found] = stated(row).rows;
    expect(found?.outcome).toBe(outcome);
    expect(said(found?.reason)).toContain(reason);
  });

  it('makes no grade of a pass without one', () => {
    expect(stated({ grade: null, status: 'passed' }).credited).toMatchObject([
      { credits: Rational.of(5), grade: { status: 'passed-without-grade', letter: null, points: null } },
    ]);
  });
});

describe('a row against its planned course', () => {
  it('finds the course by code in any spelling', () => {
    const recognition = recognitionOf(planOf(ONE_TO_ONE), transcriptOf([{ code: 'et 1', credits: 5, grade: '2,0' }]));
    expect(outcomes(recognition)).toEqual(['as-approved']);
    expect(recognition.credited).toMatchObject([{ homeCode: 'EM', grade: { letter: 'B' }, from: [2] }]);
  });

  it('finds it by the same title when the code is new', () => {
    const rows = transcriptOf([{ code: 'ET-9', title: 'MASCHINEN', credits: 5, grade: '2,0' }]);
    const recognition = recognitionOf(planOf(ONE_TO_ONE), rows);
    expect(outcomes(recognition)).toEqual(['different-code']);
    expect(recognition.credited).toHaveLength(1);
  });

  it('finds it by the matcher, and asks a person when that is unsure', () => {
    const rows = transcriptOf([{ code: 'ET-9', title: 'Maschinenkunde', credits: 5, grade: '2,0' }]);
    const at = (score: number) => recognitionOf(planOf(ONE_TO_ONE), rows, { matcher: () => ({ code: 'ET-1', score }) });
    expect(outcomes(at(0.9))).toEqual(['different-code']);
    expect(outcomes(at(0.6))).toEqual(['needs-person']);
    expect(at(0.6).credited).toEqual([]);
    expect(outcomes(at(0.3))).toEqual(['extra']);
  });

  it('takes an approved change for the planned course', () => {
    const rows = transcriptOf([{ code: 'ET-7', credits: 5, grade: '1,0' }]);
    const recognition = recognitionOf(planOf(ONE_TO_ONE), rows, { changes: [{ planned: 'ET-1', taken: 'ET-7' }] });
    expect(outcomes(recognition)).toEqual(['approved-change']);
    expect(recognition.credited[0]?.grade.letter).toBe('A');
  });

  it('takes any number of a printed range of credits as planned', () => {
    const host = [{ code: 'ET-1', ects: 3, credits: { min: 3, max: 6, unit: 'ECTS' } }];
    const plan = planOf([{ bundle: 'b1', home: [{ code: 'EM', ects: 5 }], host }]);
    const outcomeOf = (credits: number) =>
      outcomes(recognitionOf(plan, transcriptOf([{ code: 'ET-1', credits, grade: '2,0' }])));
    for (const credits of [3, 5, 6]) expect(outcomeOf(credits)).toEqual(['as-approved']);
    expect([2, 7].flatMap(outcomeOf)).toEqual(['needs-person', 'different-credits']);
  });

  it("uses the plan's unit for a row that prints none, and says so", () => {
    const recognition = recognitionOf(
      planOf(ONE_TO_ONE),
      transcriptOf([{ code: 'ET-1', credits: 5, unit: null, grade: '2,0' }]),
    );
    expect(recognition.credited[0]?.derivation[0]?.rule).toBe('credits.unit-of-plan');
  });

  it.each<[string, RowWords]>([
    ['an unknown unit', { unit: 'points' }],
    ['no credits', { credits: null }],
    ['an unknown scale', { scale: 'mars' }],
    ['no scale', { scale: null }],
    ['a grade of another scale', { grade: 'B+' }],
    ['no grade', { grade: null }],
    ['a host pass under conditions', { scale: 'tr', grade: 'DD' }],
  ])('needs a person for %s, and credits nothing', (_, change) => {
    const rows = transcriptOf([{ code: 'ET-1', credits: 5, grade: '2,0', ...change }]);
    const recognition = recognitionOf(planOf(ONE_TO_ONE), rows);
    expect(outcomes(recognition)).toEqual(['needs-person']);
    expect(recognition.credited).toEqual([]);
    expect(recognition.difference).toEqual([]);
    expect(recognition.undecided).toMatchObject([{ homeCode: 'EM', bundle: 'b1' }]);
    expect(said(recognition.rows[0]?.reason)).not.toBe('');
  });
});

describe('a bundle', () => {
  const twoToOne = (home: number) =>
    planOf([
      {
        bundle: 'b1',
        home: [{ code: 'EM', ects: home }],
        host: [
          { code: 'M1', ects: 3 },
          { code: 'M2', ects: 3 },
        ],
      },
    ]);

  it('of two to one converts each grade first and then takes the credit-weighted mean', () => {
    const plan = planOf([
      {
        bundle: 'b1',
        home: [{ code: 'EM', ects: 6 }],
        host: [
          { code: 'M1', ects: 4 },
          { code: 'M2', ects: 2 },
        ],
      },
    ]);
    const rows = transcriptOf([
      { code: 'M1', credits: 4, grade: '1,0' },
      { code: 'M2', credits: 2, grade: '4,0' },
    ]);
    const { grade, from } = recognitionOf(plan, rows).credited[0] ?? {};
    // (100 × 4 + 50 × 2) / 6 = 83 1/3; the mean of the German grades would be 2.0, which is 83 as well, by luck
    expect(grade).toMatchObject({ letter: 'B' });
    expect(grade?.percent?.toString()).toBe('83');
    expect(from).toEqual([2, 3]);
  });

  it('of one to two copies the grade and shares the credits', () => {
    const home = [
      { code: 'A', ects: 4 },
      { code: 'B', ects: 2 },
    ];
    const plan = planOf([{ bundle: 'b1', home, host: [{ code: 'X', ects: '7.5' }] }]);
    const rows = transcriptOf([{ code: 'X', credits: '7.5', grade: '1,0' }]);
    const homeValue = recognitionOf(plan, rows).credited;
    expect(homeValue.map(({ credits, grade }) => [credits.toString(), grade.letter])).toEqual([
      ['4', 'A'],
      ['2', 'A'],
    ]);
    const exact = recognitionOf(plan, rows, { policy: withCredits({ granted: 'host', rounding: null }) }).credited;
    expect(exact.map(({ credits }) => credits.toString())).toEqual(['5', '2.5']);
    const whole = withCredits({ granted: 'host', rounding: { mode: 'floor', step: Rational.ONE } });
    expect(recognitionOf(plan, rows, { policy: whole }).credited.map(({ credits }) => credits.toString())).toEqual([
      '5',
      '2',
    ]);
  });

  it('with one course failed credits nothing; the passed half is an additional achievement', () => {
    const rows = transcriptOf([
      { code: 'M1', credits: 3, grade: '1,0' },
      { code: 'M2', credits: 3, grade: '5,0' },
    ]);
    const recognition = recognitionOf(twoToOne(6), rows);
    expect(outcomes(recognition)).toEqual(['extra', 'failed']);
    expect(recognition.credited).toEqual([]);
    expect(recognition.additional).toMatchObject([{ line: 2, block: null }]);
    expect(recognition.difference).toMatchObject([{ homeCode: 'EM' }]);
    expect(said(recognition.difference[0]?.reason)).toContain('M2');
  });

  it('with one course undecided waits as a whole', () => {
    const rows = transcriptOf([
      { code: 'M1', credits: 3, grade: '1,0' },
      { code: 'M2', credits: 3, grade: 'gut' },
    ]);
    const recognition = recognitionOf(twoToOne(6), rows);
    expect(outcomes(recognition)).toEqual(['needs-person', 'needs-person']);
    expect(recognition.bundles[0]?.status).toBe('needs-person');
    expect(recognition.totals.ectsNotRecognised.toString()).toBe('3');
  });

  it('with an ungraded part takes the graded part, or no grade, as the policy says', () => {
    const rows = transcriptOf([
      { code: 'M1', credits: 3, grade: '1,0' },
      { code: 'M2', credits: 3, grade: 'bestanden' },
    ]);
    expect(recognitionOf(twoToOne(6), rows).credited[0]?.grade.letter).toBe('A');
    const strict = withRecognition({ mixedBundle: 'without-grade' });
    expect(recognitionOf(twoToOne(6), rows, { policy: strict }).credited[0]?.grade.status).toBe('passed-without-grade');
  });

  it('tolerates a shortfall of a tenth, and what was approved', () => {
    const earned = (credits: string, home = 5, planned = '5') => {
      const plan = planOf([{ bundle: 'b1', home: [{ code: 'A', ects: home }], host: [{ code: 'X', ects: planned }] }]);
      return recognitionOf(plan, transcriptOf([{ code: 'X', credits, grade: '2,0' }])).bundles[0]?.status;
    };
    expect(earned('4.5')).toBe('credited');
    expect(earned('4.4')).toBe('needs-person');
    expect(earned('4', 5, '4')).toBe('credited');
  });

  it('that falls short is credited in part where the policy says so, never rounded up', () => {
    const plan = planOf([{ bundle: 'b1', home: [{ code: 'A', ects: 5 }], host: [{ code: 'X', ects: 5 }] }]);
    const rows = transcriptOf([{ code: 'X', credits: '3.75', grade: '2,0' }]);
    const recognition = recognitionOf(plan, rows, { policy: withCredits({ shortfall: 'partial' }) });
    expect(recognition.bundles[0]?.status).toBe('partly-credited');
    expect(recognition.credited[0]?.credits.toString()).toBe('3');
    expect(recognition.difference.map(({ credits }) => credits.toString())).toEqual(['2']);
  });

  it('sends its surplus to the named elective block where the policy says so', () => {
    const plan = planOf([{ bundle: 'b1', home: [{ code: 'A', ects: 5 }], host: [{ code: 'X', ects: '7.5' }] }]);
    const rows = transcriptOf([{ code: 'X', credits: '7.5', grade: '2,0' }]);
    expect(recognitionOf(plan, rows).totals.ectsNotRecognised.toString()).toBe('2.5');
    const generous = recognitionOf(plan, rows, { policy: withCredits({ surplus: 'elective-block' }) });
    expect(generous.additional).toMatchObject([{ block: 'Free electives', grade: { status: 'passed-without-grade' } }]);
    expect(generous.totals.ectsNotRecognised.isZero()).toBe(true);
  });

  it('of an elective block takes each passed course for itself', () => {
    const plan = planOf([
      {
        bundle: 'e1',
        electiveBlock: 'Languages',
        host: [
          { code: 'L1', ects: 3 },
          { code: 'L2', ects: 3 },
        ],
      },
    ]);
    const rows = transcriptOf([
      { code: 'L1', credits: 3, grade: '1,0' },
      { code: 'L2', credits: 3, grade: '5,0' },
    ]);
    const recognition = recognitionOf(plan, rows);
    expect(outcomes(recognition)).toEqual(['as-approved', 'failed']);
    expect(recognition.additional).toMatchObject([{ line: 2, block: 'Languages', grade: { letter: 'A' } }]);
    expect(recognition.gpa.value?.toString()).toBe('4');
  });
});

describe('the rest of the transcript and the plan', () => {
  it('makes an additional achievement of a passed course outside the plan, or refuses it', () => {
    const rows = transcriptOf([{ code: 'X', credits: 3, grade: '1,0' }]);
    const additional = recognitionOf(planOf(ONE_TO_ONE), rows);
    expect(outcomes(additional)).toEqual(['extra']);
    expect(additional.additional).toMatchObject([{ line: 2, block: null }]);
    expect(additional.gpa.value).toBeNull();
    const refused = recognitionOf(planOf(ONE_TO_ONE), rows, { policy: withRecognition({ notInPlan: 'refuse' }) });
    expect(outcomes(refused)).toEqual(['refused']);
    expect(refused.totals.ectsNotRecognised.toString()).toBe('3');
  });

  it('leaves missing and uncovered home courses as academic difference', () => {
    const recognition = recognitionOf(planOf(ONE_TO_ONE, [{ code: 'HK', ects: 4 }]), transcriptOf([]));
    expect(recognition.difference.map(({ homeCode }) => homeCode)).toEqual(['EM', 'HK']);
    expect(recognition.totals.creditsDifference.toString()).toBe('9');
  });

  it('warns when the academic difference is above the cap of the policy', () => {
    const capped = withRecognition({ maxDifference: Rational.of(4) });
    const input = { plan: planOf(ONE_TO_ONE), transcript: transcriptOf([]), policy: capped, matcher: () => null };
    const result = recognise({ ...input, rules: rulesAt(BOOK, '2026-11-20') });
    expect(result.problems).toMatchObject([{ code: 'difference-too-large', severity: 'warning' }]);
  });

  it('counts the latest, the best or the first attempt, as the policy says', () => {
    const rows = transcriptOf([
      { code: 'ET-1', credits: 5, grade: '1,0', on: '2026-02-01', attempt: 1 },
      { code: 'ET-1', credits: 5, grade: '3,0', on: '2026-03-01', attempt: 2 },
    ]);
    const letter = (repeats: Policy['recognition']['repeats']) =>
      recognitionOf(planOf(ONE_TO_ONE), rows, { policy: withRecognition({ repeats }) }).credited[0]?.grade.letter;
    expect([letter('latest'), letter('best'), letter('first')]).toEqual(['C', 'A', 'A']);
  });

  it('asks a person when nothing says which attempt is the later one', () => {
    const rows = transcriptOf([
      { code: 'ET-1', credits: 5, grade: '5,0' },
      { code: 'ET-1', credits: 5, grade: '3,0' },
    ]);
    expect(outcomes(recognitionOf(planOf(ONE_TO_ONE), rows))).toEqual(['needs-person', 'needs-person']);
  });

  it('refuses a credit that is too old, with a sliding age by grade', () => {
    const limit = withRecognition({ maxAge: { years: 5, byGrade: [{ from: 'A-', years: 10 }] } });
    const on = (grade: string, day: string) =>
      outcomes(
        recognitionOf(planOf(ONE_TO_ONE), transcriptOf([{ code: 'ET-1', credits: 5, grade, on: day }]), {
          policy: limit,
        }),
      )[0];
    expect(on('2,0', '2021-11-20')).toBe('as-approved');
    expect(on('2,0', '2021-11-19')).toBe('refused');
    expect(on('1,0', '2017-01-10')).toBe('as-approved');
  });

  it('refuses a grade below the lowest one that the policy recognises', () => {
    const limit = withRecognition({ minimumGrade: 'C' });
    const rows = transcriptOf([{ code: 'ET-1', credits: 5, grade: '4,0' }]);
    expect(outcomes(recognitionOf(planOf(ONE_TO_ONE), rows, { policy: limit }))).toEqual(['refused']);
  });
});

/** Random stays: bundles of 1 to 3 host and 0 to 2 home courses, rows with any credits and grades, some of them unknown. */
const stays = fc.record({
  bundles: fc.array(
    fc.record({
      home: fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 2 }),
      host: fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 3 }),
    }),
    { maxLength: 4 },
  ),
  rows: fc.array(
    fc.record({
      course: fc.nat(13),
      credits: fc.option(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 6 }))),
      grade: fc.constantFrom('1,0', '2,3', '4,0', '4,1', '5,0', 'bestanden', 'nicht bestanden', 'gut', null),
      attempt: fc.option(fc.integer({ min: 1, max: 3 })),
    }),
    { maxLength: 12 },
  ),
  granted: fc.constantFrom('home', 'host'),
  shortfall: fc.constantFrom('person', 'partial'),
  surplus: fc.constantFrom('record', 'elective-block'),
  notInPlan: fc.constantFrom('additional', 'elective-block', 'refuse'),
  repeats: fc.constantFrom('latest', 'best', 'first'),
});
type Stay = typeof stays extends fc.Arbitrary<infer T> ? T : never;

function stayOf(stay: Stay) {
  let next = 0;
  const plan = planOf(
    stay.bundles.map(({ home, host }, at) => ({
      bundle: `b${at}`,
      home: home.map((ects, index) => ({ code: `H${at}-${index}`, ects })),
      host: host.map((ects) => ({ code: `C${next++}`, ects })),
      electiveBlock: 'Block',
    })),
  );
  const transcript = transcriptOf(
    stay.rows.map(({ course, credits, grade, attempt }) => ({
      code: `C${course}`,
      credits: credits ? Rational.of(credits[0], credits[1]).toString() : null,
      grade,
      ...(attempt !== null && { attempt }),
    })),
  );
  const { granted, shortfall, surplus, notInPlan, repeats } = stay;
  const base = policy();
  const by: Policy = {
    ...base,
    credits: { ...base.credits, granted, shortfall, surplus },
    recognition: { ...base.recognition, notInPlan, repeats },
  };
  return { plan, transcript, policy: by };
}

describe('laws of recognition', () => {
  const check = (law: (recognition: Recognition, stay: ReturnType<typeof stayOf>) => void) =>
    fc.assert(
      fc.property(stays, (words) => {
        const stay = stayOf(words);
        law(recognitionOf(stay.plan, stay.transcript, { policy: stay.policy }), stay);
      }),
      { numRuns: 150 },
    );

  it('gives every row exactly one outcome with a reason', () => {
    check(({ rows }, { transcript }) => {
      expect(rows.map(({ line }) => line)).toEqual(transcript.rows.map(({ line }) => line));
      expect(rows.every(({ reason }) => said(reason) !== '')).toBe(true);
    });
  });

  it('writes its figures as the language of the reader does', () => {
    check((recognition, { transcript }) =>
      expectFiguresWritten(
        recognition,
        transcript.rows.map(({ grade }) => grade ?? ''),
      ),
    );
  });

  it('credits nothing from a row that was not passed', () => {
    const earning = new Set(['as-approved', 'approved-change', 'different-credits', 'different-code']);
    check(({ rows, credited, additional }) => {
      const outcome = new Map(rows.map((row) => [row.line, row.outcome]));
      for (const { from } of credited) for (const line of from) expect(earning.has(outcome.get(line) ?? '')).toBe(true);
      for (const { line } of additional) expect([...earning, 'extra']).toContain(outcome.get(line));
    });
  });

  it('balances credits per bundle and per student', () => {
    check(({ bundles, totals, additional }) => {
      for (const { hostEcts, usedEcts, remainderEcts } of bundles) {
        expect(usedEcts.add(remainderEcts).eq(hostEcts)).toBe(true);
        expect(remainderEcts.num >= 0n).toBe(true);
      }
      const { hostEctsEarned, ectsInBundles, ectsAdditional, ectsNotRecognised } = totals;
      expect(ectsInBundles.add(ectsAdditional).add(ectsNotRecognised).eq(hostEctsEarned)).toBe(true);
      expect(ectsNotRecognised.num >= 0n).toBe(true);
      expect(additional.every(({ ects }) => ects.num >= 0n)).toBe(true);
    });
  });

  it('credits or leaves open every credit of every home course when the home value is granted', () => {
    check(({ credited, difference, undecided }, { plan, policy: by }) => {
      if (by.credits.granted !== 'home') return;
      for (const { code, ects } of plan.bundles.flatMap(({ home }) => home)) {
        const shares = [...credited, ...difference, ...undecided]
          .filter(({ homeCode }) => homeCode === code)
          .map(({ credits }) => credits);
        expect(Rational.sum(shares).eq(ects), code).toBe(true);
      }
    });
  });

  it('does not depend on the order of the rows', () => {
    check((recognition, { plan, transcript, policy: by }) => {
      const reversed = { ...transcript, rows: [...transcript.rows].reverse() };
      expect(JSON.stringify(recognitionOf(plan, reversed, { policy: by }))).toBe(JSON.stringify(recognition));
    });
  });

  it('writes a recognition that its own schema reads back unchanged', () => {
    check((recognition) => {
      const written: unknown = JSON.parse(JSON.stringify(recognition));
      expect(JSON.parse(JSON.stringify(recognitionSchema.parse(written)))).toEqual(written);
    });
  });
});

describe('policies', () => {
  it('are read with careful defaults', () => {
    const { recognition } = policySchema.parse({ ...JSON.parse(JSON.stringify(policy())), recognition: undefined });
    expect(recognition).toMatchObject({ repeats: 'latest', notInPlan: 'additional', maxAge: null });
  });

  it('need a home scale that is valid on the day', () => {
    const input = { plan: planOf([]), transcript: transcriptOf([]), policy: policy(), matcher: () => null };
    expect(recognise({ ...input, rules: rulesAt(BOOK, '2005-01-01') }).problems[0]?.code).toBe('scale-unknown');
    expect(must(recognise({ ...input, rules: rulesAt(BOOK, '2026-01-01') })).date).toBe('2026-01-01');
  });
});

describe('the average before and after', () => {
  const plan = planOf(ONE_TO_ONE);
  const rows = transcriptOf([{ code: 'ET-1', credits: 5, grade: '1,0' }]);
  const input = { plan, transcript: rows, rules: rulesAt(BOOK, '2026-11-20'), matcher: () => null };
  const standing = { gpa: Rational.from('3'), credits: Rational.of(15) };

  it('weighs the earlier standing by its credits', () => {
    const { gpa } = must(recognise({ ...input, policy: policy(), standing }));
    // (3 × 15 + 4 × 5) / 20
    expect([gpa.before?.toString(), gpa.value?.toString(), gpa.after?.toString()]).toEqual(['3', '4', '3.25']);
  });

  it('stays as it is where recognised grades do not count', () => {
    const out = { ...policy(), gpa: { ...policy().gpa, recognisedCount: false } };
    const { gpa } = must(recognise({ ...input, policy: out, standing }));
    expect([gpa.value, gpa.after?.toString()]).toEqual([null, '3']);
  });
});

describe('a changed policy', () => {
  const plan = planOf(ONE_TO_ONE);
  const rows = transcriptOf([
    { code: 'ET-1', credits: 5, grade: '1,3' },
    { code: 'X', credits: 3, grade: '1,0' },
  ]);

  const inWords = (differences: readonly RecognitionDifference[]) =>
    differences.map(({ kind, because: _, ...figures }) => ({
      kind,
      ...Object.fromEntries(
        Object.entries(figures).map(([name, figure]) => [name, isReason(figure) ? said(figure) : figure]),
      ),
    }));

  it('shows which past figures would differ, and changes none', () => {
    const signed = recognitionOf(plan, rows);
    const bytes = JSON.stringify(signed);
    const strict = recognitionOf(plan, rows, { policy: withRecognition({ minimumGrade: 'A', notInPlan: 'refuse' }) });
    expect(inWords(compareRecognitions(signed, strict))).toEqual([
      { kind: 'row', what: 'line 3', before: 'not in the plan, 3 ECTS', after: 'refused, 3 ECTS' },
      { kind: 'additional', what: 'line 3 X', before: '3 ECTS, no block, A, 4 points, 100%', after: null },
    ]);
    expect(JSON.stringify(signed)).toBe(bytes);
  });

  it('shows another grade with both figures', () => {
    const bavarian = recognitionOf(plan, rows, { policy: policy('aupet-2024-bavarian') });
    const found = inWords(compareRecognitions(recognitionOf(plan, rows), bavarian));
    expect(found.find(({ kind }) => kind === 'credited')).toEqual({
      kind: 'credited',
      what: 'EM',
      before: '5 credits, A, 4 points, 95%',
      after: '5 credits, A-, 3.67 points, no percentage',
    });
  });

  it('shows why: the steps of both derivations, or what became of the row', () => {
    const bavarian = recognitionOf(plan, rows, { policy: policy('aupet-2024-bavarian') });
    const differences = compareRecognitions(recognitionOf(plan, rows), bavarian);
    const credited = differences.find(({ kind }) => kind === 'credited');
    const rulesOf = (recognition: Recognition) => recognition.credited[0]?.derivation.map((step) => step.reason);
    expect(credited?.because).toEqual({ before: rulesOf(recognitionOf(plan, rows)), after: rulesOf(bavarian) });
    expect(credited?.because.after).not.toEqual(credited?.because.before);
    expect(differences.find(({ what }) => what === 'GPA')?.because.after.length).toBeGreaterThan(0);
  });

  it('shows nothing when a result would stay', () => {
    expect(compareRecognitions(recognitionOf(plan, rows), recognitionOf(plan, rows))).toEqual([]);
  });
});
