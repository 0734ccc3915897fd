import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Dated, isInForce, overlap, policyOn, validOn } from '../../src/domain/index.ts';

const version = (validFrom: string | null, validTo: string | null, name = '') => ({
  id: 'p',
  validFrom,
  validTo,
  name,
});

describe('the version of a policy in force on a day', () => {
  const book = [version('2020-09-01', '2025-08-31', 'old'), version('2025-09-01', null, 'new')];

  it('is the one whose dates hold the day, both ends inclusive', () => {
    const on = (day: string) => policyOn(book, 'p', day);
    expect(on('2025-08-31')).toMatchObject({ ok: true, value: { name: 'old' } });
    expect(on('2025-09-01')).toMatchObject({ ok: true, value: { name: 'new' } });
  });

  it('is refused with the dates there are where none holds it', () => {
    expect(policyOn(book, 'p', '2020-01-01')).toMatchObject({
      ok: false,
      problems: [
        {
          code: 'policy-unknown',
          reason: {
            code: 'policy-not-on-day',
            values: {
              day: '2020-01-01',
              versions: [
                { code: 'dates-from-to', values: { from: '2020-09-01', to: '2025-08-31' } },
                { code: 'dates-from', values: { from: '2025-09-01' } },
              ],
            },
          },
        },
      ],
    });
    expect(policyOn(book, 'q', '2026-01-01')).toMatchObject({
      problems: [{ reason: { code: 'policy-unknown', values: { policy: 'q', known: ['p'] } } }],
    });
  });
});

const days = fc
  .integer({ min: 0, max: 60 })
  .map((day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10));
const dated: fc.Arbitrary<Dated> = fc
  .tuple(fc.option(days), fc.option(days))
  .map(([a, b]) => (a !== null && b !== null && a > b ? { validFrom: b, validTo: a } : { validFrom: a, validTo: b }));

it('two rules overlap exactly when some day has both in force', () => {
  fc.assert(
    fc.property(dated, dated, (a, b) => {
      const ends = [a, b].flatMap(({ validFrom, validTo }) => [validFrom, validTo]).filter((day) => day !== null);
      const both = [...ends, '2026-01-15'].some((day) => isInForce(a, day) && isInForce(b, day));
      expect(overlap(a, b)).toBe(both);
      expect(validOn([a, b], '2026-01-15')).toEqual([a, b].filter((rule) => isInForce(rule, '2026-01-15')));
    }),
  );
});
