import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rational, type Rounding, rationalSchema } from '../../src/domain/index.ts';

const r = (text: string): Rational => Rational.from(text);
const rationals = fc
  .tuple(fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }), fc.bigInt({ min: 1n, max: 10n ** 6n }))
  .map(([num, den]) => Rational.of(num, den));
const modes: Rounding[] = ['half-up', 'half-even', 'half-down', 'floor', 'ceil'];

describe('Rational', () => {
  it.each([
    ['5', '5'],
    ['7.50', '7.5'],
    ['-0.125', '-0.125'],
    ['4/3', '4/3'],
    ['6/4', '1.5'],
    ['-4/8', '-0.5'],
    ['+2', '2'],
    ['0.0', '0'],
  ])('reads %s as %s', (text, canonical) => expect(r(text).toString()).toBe(canonical));

  it.each(['', 'x', '1e3', '1,5', 'NaN', 'Infinity', '1/0', '--1', '1 000', '.5', '0x10', '9'.repeat(60)])(
    'does not read %j',
    (text) => expect(Rational.parse(text)).toBeNull(),
  );

  it('writes what it reads back unchanged', () =>
    fc.assert(fc.property(rationals, (value) => Rational.parse(value.toString())?.eq(value) === true)));

  it('is a field: associative, distributive, with inverses', () =>
    fc.assert(
      fc.property(rationals, rationals, rationals, (a, b, c) => {
        expect(
          a
            .add(b)
            .add(c)
            .eq(a.add(b.add(c))),
        ).toBe(true);
        expect(a.mul(b.add(c)).eq(a.mul(b).add(a.mul(c)))).toBe(true);
        expect(a.sub(a).isZero()).toBe(true);
        if (!a.isZero()) expect(b.div(a).mul(a).eq(b)).toBe(true);
      }),
    ));

  it('rounds to a multiple of the step, less than one step away, and keeps order', () =>
    fc.assert(
      fc.property(
        rationals,
        rationals,
        fc.constantFrom(...modes),
        fc.constantFrom('1', '0.1', '0.5', '1/3'),
        (a, b, mode, size) => {
          const step = r(size);
          expect(a.round(mode, step).div(step).isInteger()).toBe(true);
          const gap = a.round(mode, step).sub(a);
          expect(gap.max(gap.neg()).lt(step)).toBe(true);
          if (a.lte(b)) expect(a.round(mode, step).lte(b.round(mode, step))).toBe(true);
        },
      ),
    ));

  it.each([
    ['2.5', 'half-up', '3'],
    ['2.5', 'half-down', '2'],
    ['2.5', 'half-even', '2'],
    ['3.5', 'half-even', '4'],
    ['-2.5', 'half-up', '-3'],
    ['-2.5', 'half-down', '-2'],
    ['-2.5', 'floor', '-3'],
    ['-2.5', 'ceil', '-2'],
    ['2.4', 'ceil', '3'],
    ['2.6', 'floor', '2'],
  ] as const)('rounds %s %s to %s', (value, mode, expected) => expect(r(value).round(mode).toString()).toBe(expected));

  it('truncates 1 + 3(20 - 13)/(20 - 10) = 3.1 to 3.1', () => {
    const grade = Rational.ONE.add(r('3').mul(r('7')).div(r('10')));
    expect(grade.round('floor', r('0.1')).toString()).toBe('3.1');
  });

  it('shows a fixed number of decimals', () => {
    expect(r('2/3').toFixed(2)).toBe('0.67');
    expect(r('-1/200').toFixed(1)).toBe('0.0');
    expect(r('9.995').toFixed(2)).toBe('10.00');
    expect(r('3').toFixed(0)).toBe('3');
  });

  it('travels through JSON as text', () => {
    expect(JSON.stringify({ credits: r('4/3') })).toBe('{"credits":"4/3"}');
    expect(rationalSchema.parse('4/3').eq(r('4/3'))).toBe(true);
    expect(rationalSchema.parse(7.5).eq(r('7.5'))).toBe(true);
    expect(rationalSchema.safeParse('five').success).toBe(false);
  });
});
