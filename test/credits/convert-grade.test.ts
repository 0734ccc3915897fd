import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convertGrade, parseGrade } from '../../src/credits/index.ts';
import { type GradeScale, type HomeGrade, type Policy, Rational } from '../../src/domain/index.ts';
import { expectFiguresWritten } from '../texts/figures.ts';
import { BOOK, must, policy, policyWith, said, scale } from './rules.ts';

const BAVARIAN = { method: 'modified-bavarian', rounding: 'floor', step: 0.1, source: 'KMK' };
const GERMAN: Policy = policyWith([BAVARIAN]);

const convert = (host: string | GradeScale, printed: string, by: Policy = policy(), home = 'kz') => {
  const hostScale = typeof host === 'string' ? scale(host) : host;
  const grade = must(parseGrade(hostScale, printed, by.grades.percentRounding));
  const converted = convertGrade({ grade, hostScale, homeScale: scale(home), policy: by, installed: BOOK.conversions });
  expectFiguresWritten(converted, [printed]);
  return converted;
};
const grade = (...input: Parameters<typeof convert>): HomeGrade => must(convert(...input)).value;
const german = (host: string | GradeScale, printed: string): string | undefined =>
  grade(host, printed, GERMAN, 'de').points?.toString();

/** A numeric scale as the formula's examples give it: best and lowest pass alone. */
const between = (best: string, pass: string): GradeScale => ({
  ...scale('gr'),
  id: 'example',
  best: Rational.from(best),
  pass: Rational.from(pass),
  worst: Rational.ZERO,
  step: Rational.from('0.01'),
});

describe('what is kept of conversions', () => {
  const hostScale = scale('de');
  const [value, other] = [fc.integer({ min: 10, max: 40 }), fc.constantFrom('B+', 'graded\nB+', '["B+"]')];
  /** As nobody has converted by it yet. */
  const anew = (): Policy => ({ ...policy() });

  it('is of one grade alone, whatever else is printed alike or was converted before', () => {
    const kept = anew();
    fc.assert(
      fc.property(value, other, fc.constantFrom('graded' as const, 'failed' as const), (tenths, printed, status) => {
        const number = Rational.of(tenths, 10);
        const one = { printed, scale: hostScale.name, status, symbol: null, value: number, percent: null };
        const convertedBy = (by: Policy): unknown =>
          convertGrade({ grade: one, hostScale, homeScale: scale('kz'), policy: by, installed: BOOK.conversions });
        expect(convertedBy(kept)).toEqual(convertedBy(anew()));
      }),
    );
  });
});

describe('the linear method of the home university', () => {
  it.each([
    ['de', '1,0', 'A', '100'],
    ['de', '2,0', 'B', '83'],
    ['de', '4,0', 'D', '50'],
    ['it', '18', 'D', '50'],
    ['it', '30 e lode', 'A', '100'],
    ['fr', '13', 'C', '69'],
    ['nl', '8', 'B+', '86'],
    ['us', 'B+', 'B+', '88'],
    ['uk', '70', 'B+', '88'],
  ])('on %s, %s is %s (%s %%)', (host, printed, letter, percent) => {
    expect(grade(host, printed)).toMatchObject({ letter, status: 'graded' });
    expect(grade(host, printed).percent?.toString()).toBe(percent);
  });

  it('shows every figure of the formula, the rounding and the steps that did not apply', () => {
    const { derivation } = must(convert('de', '2,0'));
    const texts = derivation.map(({ reason }) => said(reason));
    expect(derivation[0]).toMatchObject({
      reason: {
        code: 'not-applied',
        values: { why: { code: 'ladder-other-scale', values: { host: scale('de').name, home: scale('kz').name } } },
      },
      output: null,
    });
    expect(texts[0]).toBe(
      'Not applied: “German university grades” is not the home scale “Kazakh letter scale since 2018”',
    );
    expect(texts.at(-2)).toBe(
      '2,0 (German university grades): 50 + (100 - 50) × (2 - 4) / (1 - 4) = 250/3%, rounded half-up to 83%',
    );
    expect(texts.at(-1)).toBe('83% is B on “Kazakh letter scale since 2018”');
    expect(derivation.every(({ source }) => source !== '')).toBe(true);
  });

  it('does not spread three passing grades over a hundred points', () => {
    const linear = policyWith([
      { method: 'linear-percent', rounding: 'half-up', source: 'x' },
      { method: 'credit-without-grade', source: 'x' },
    ]);
    const { value, derivation } = must(convert('ru', '4', linear));
    expect(value.status).toBe('passed-without-grade');
    expect(said(derivation[0]?.reason)).toBe(
      'Not applied: “Russian four-level grades” has 3 passing grades, fewer than 4',
    );
  });
});

describe('the Kazakh scales', () => {
  it('keeps a Kazakh letter, with the word of the day for C+', () => {
    expect(grade('kz', 'C+')).toMatchObject({ letter: 'C+', traditional: 'хорошо' });
    expect(scale('kz', '2016-05-01').grades.find(({ symbol }) => symbol === 'C+')?.traditional?.ru).toBe(
      'удовлетворительно',
    );
  });

  it('rounds a printed 89.5 % as the policy declares', () => {
    expect(grade('kz', '89.5')).toMatchObject({ letter: 'A-' });
    const down: Policy = { ...policy(), grades: { ...policy().grades, percentRounding: 'half-down' } };
    expect(grade('kz', '89.5', down)).toMatchObject({ letter: 'B+' });
    expect(said(must(convert('kz', '89.5', down)).derivation[0]?.reason)).toContain('rounded half-down is 89%');
  });

  it('reads ECTS letters by the legacy table, not by letter', () => {
    expect(['A', 'B', 'C', 'D', 'E'].map((letter) => grade('ects_old', letter).letter)).toEqual([
      'A',
      'B+',
      'B',
      'C',
      'D',
    ]);
  });
});

describe('the modified Bavarian formula', () => {
  // Floating point gives 0.1 less on each of these (rules.md, trap 4).
  it.each([
    ['10', '4', '8.8', '1.6'],
    ['10', '4', '9.4', '1.3'],
    ['10', '4', '9.8', '1.1'],
    ['10', '6', '7.2', '3.1'],
    ['10', '6', '8.8', '1.9'],
    ['100', '40', '56', '3.2'],
    ['100', '40', '78', '2.1'],
    ['20', '10', '13', '3.1'],
    ['4', '1', '3.7', '1.3'],
  ])('best %s, pass %s: %s is %s, exactly, cut after one decimal', (best, pass, printed, expected) => {
    expect(german(between(best, pass), printed)).toBe(expected);
  });

  it('has its rounding as a parameter', () => {
    const by = (changes: object) =>
      grade('de', '1,6', policyWith([{ ...BAVARIAN, ...changes }]), 'de').points?.toString();
    expect(by({ snap: 'nearest' })).toBe('1.7');
    expect(by({ snap: 'better' })).toBe('1.3');
    expect(by({ snap: 'none' })).toBe('1.6');
  });

  it.each([
    ['1,6', '1.7'],
    ['2,4', '2.3'],
    ['2,6', '2.7'],
    ['2,5', '2.3'],
  ])('snaps %s to %s: the nearest step, a tie to the better', (printed, expected) => {
    expect(grade('de', printed, policyWith([{ ...BAVARIAN, snap: 'nearest' }]), 'de').points?.toString()).toBe(
      expected,
    );
  });

  it('counts a grade above the best one given in practice as the best', () => {
    const practical = [{ hostScale: 'fr', best: 18, source: 'Wuerzburg' }];
    const by = policyWith([{ ...BAVARIAN, practical }]);
    expect(grade('fr', '19', by, 'de').points?.toString()).toBe('1');
    expect(grade('fr', '17', by, 'de').points?.toString()).toBe('1.3');
  });

  it('gives Kazakh letters in the second policy', () => {
    const second = policy('aupet-2024-bavarian');
    expect(grade('de', '1,0', second).letter).toBe('A');
    expect(grade('de', '2,0', second).letter).toBe('B');
    expect(grade('de', '4,0', second).letter).toBe('D');
  });
});

describe('passes and fails', () => {
  it('does not turn a pass without a grade into a number', () => {
    expect(grade('de', 'bestanden')).toMatchObject({ status: 'passed-without-grade', points: null, letter: null });
  });

  it('does not compute a fail', () => {
    expect(grade('de', '5,0')).toMatchObject({ status: 'failed', points: null, letter: null });
    expect(grade('kz', 'FX')).toMatchObject({ status: 'failed', letter: 'FX' });
  });

  it('does not convert what is neither', () => {
    expect(convert('us', 'W').problems[0]?.code).toBe('method-not-applicable');
    expect(convert('tr', 'DC').problems[0]?.code).toBe('method-not-applicable');
  });

  it('passes over a table that would turn a fail into a pass', () => {
    const table = [{ host: 'F', home: 'D' }];
    const wrong = policyWith([{ method: 'fixed-table', hostScale: 'us', table, source: 'x' }]);
    expect(grade('us', 'F', wrong).status).toBe('failed');
  });

  const printedGrades = fc.constantFrom(
    ...BOOK.scales.flatMap((known) =>
      [...known.grades, ...known.special].map(({ symbol }) => ({ hostScale: known, printed: symbol })),
    ),
  );
  const policies = fc.constantFrom(...BOOK.policies, GERMAN);

  it('never passes a fail, whatever the scale and the policy', () => {
    fc.assert(
      fc.property(printedGrades, policies, ({ hostScale, printed }, by) => {
        const parsed = must(parseGrade(hostScale, printed));
        const converted = convertGrade({
          grade: parsed,
          hostScale,
          homeScale: scale('kz'),
          policy: by,
          installed: BOOK.conversions,
        });
        if (parsed.status === 'failed') expect(must(converted).value.status).toBe('failed');
        if (parsed.status === 'graded' && converted.ok) expect(converted.value.value.status).not.toBe('failed');
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a better letter never becomes a worse one', () => {
  const lettered = BOOK.scales.filter(({ kind }) => kind === 'symbols');
  const cases = lettered.flatMap((known) => BOOK.policies.map(({ id }) => [known.id, id, known] as const));

  it.each(cases)('%s by %s', (_, id, hostScale) => {
    const by = policy(id);
    const home = scale(by.homeScale);
    const found = hostScale.grades.flatMap(({ symbol, conditional, passing }) => {
      const converted = conditional || !passing ? null : convert(hostScale, symbol, by, home.id);
      return converted?.ok && converted.value.value.points ? [converted.value.value.points] : [];
    });
    const worse = found.filter((points, at) => {
      const next = found[at + 1];
      return next !== undefined && (home.direction === 'higher-is-better' ? next.gt(points) : next.lt(points));
    });
    expect(worse).toEqual([]);
  });
});

describe('a better grade never becomes a worse one', () => {
  const numeric = BOOK.scales.filter(({ kind, step }) => kind === 'numeric' && step !== null);
  const twoGrades = fc.constantFrom(...numeric).chain((hostScale) => {
    const step = hostScale.step ?? Rational.ONE;
    const steps = Number(hostScale.best.sub(hostScale.worst).div(step).toString().replace('-', ''));
    const sign = hostScale.best.gt(hostScale.worst) ? step : step.neg();
    const at = fc.nat(steps).map((count) => hostScale.worst.add(sign.mul(Rational.of(count))));
    return fc.tuple(fc.constant(hostScale), at, at);
  });

  it.each(BOOK.policies.map(({ id }) => id))('by %s', (id) => {
    fc.assert(
      fc.property(twoGrades, ([hostScale, one, other]) => {
        const higher = hostScale.direction === 'higher-is-better';
        const [better, worse] = one.gt(other) === higher ? [one, other] : [other, one];
        // A bare number below ten is none of a hundred points.
        const outOf = hostScale.best.eq(Rational.of(100)) ? '/100' : '';
        const [a, b] = [better, worse].map((value) => convert(hostScale, `${value}${outOf}`, policy(id)));
        if (!a?.ok || !b?.ok || b.value.value.status === 'failed') return;
        expect(a.value.value.status).not.toBe('failed');
        const [high, low] = [a.value.value, b.value.value];
        if (high.points && low.points) expect(high.points.gte(low.points)).toBe(true);
        if (high.percent && low.percent) expect(high.percent.gte(low.percent)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
