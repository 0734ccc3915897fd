/** Policies have dates: versions stand side by side, a day has one, and none is used on a day on which it is not in force. */
import { describe, expect, it } from 'vitest';
import { convertOneGrade } from '../../src/app/tools/convert.ts';
import { recognise as recogniseIn } from '../../src/app/tools/recognise.ts';
import { recognise, rulesAt } from '../../src/credits/index.ts';
import type { Policy, RuleBook } from '../../src/domain/index.ts';
import { readPolicies } from '../../src/interchange/index.ts';
import { HOME_UNIVERSITY, TEXTS } from '../installed.ts';
import { planOf, transcriptOf } from './recognition.ts';
import { BOOK, must, policy } from './rules.ts';

const PLAN = planOf([{ bundle: 'b1', home: [{ code: 'EM', ects: 5 }], host: [{ code: 'ET-1', ects: 5 }] }]);
const TRANSCRIPT = transcriptOf([{ code: 'ET-1', credits: 5, grade: '1,7' }]);
const FIRST: Policy = { ...policy(), version: '1', validFrom: '2024-09-01', validTo: '2026-08-31' };
const SECOND: Policy = { ...policy(), version: '2', validFrom: '2026-09-01', validTo: null };
const bookOf = (...policies: Policy[]): RuleBook => ({ ...BOOK, policies });
const contextOn = (today: string, book: RuleBook) => ({ rules: book, texts: TEXTS, home: HOME_UNIVERSITY, today });

const fileOf = (...versions: Policy[]) => ({
  name: 'policies/aupet.yaml',
  text: JSON.stringify(
    versions.map((version) => ({
      ...version,
      grades: { ...version.grades, ladder: [{ method: 'credit-without-grade', source: 'x' }] },
    })),
  ),
});

describe('versions of one policy', () => {
  it('are installed side by side with their dates', () => {
    const installed = must(readPolicies(fileOf(FIRST, SECOND), BOOK));
    expect(installed.map(({ id, version }) => `${id} ${version}`)).toEqual(['aupet-2024 1', 'aupet-2024 2']);
  });

  it.each([
    ['the same dates', FIRST, { ...FIRST, version: '2' }],
    ['one day in both', FIRST, { ...SECOND, validFrom: '2026-08-31' }],
    ['no dates at all', { ...FIRST, validFrom: null, validTo: null }, SECOND],
  ])('are refused with %s', (_, one, other) => {
    expect(readPolicies(fileOf(one, other), BOOK).problems).toMatchObject([
      { code: 'rule-invalid', reason: { code: 'rule-twice-on-a-day', values: { id: 'aupet-2024' } } },
    ]);
  });

  it.each([
    ['2026-08-31', '1'],
    ['2026-09-01', '2'],
  ])('on %s a recognition is made under version %s', (day, version) => {
    const { policies } = rulesAt(bookOf(FIRST, SECOND), day);
    expect(policies.map((one) => one.version)).toEqual([version]);
  });
});

describe('a plan that was approved under an older version', () => {
  const book = bookOf(FIRST, SECOND);

  it('is recognised under the version that it pins, and a note names the one in force', () => {
    const value = must(recogniseIn(contextOn('2026-11-20', book), { plan: PLAN, transcript: TRANSCRIPT }));
    expect(value.policy).toMatchObject({ id: 'aupet-2024', version: '1' });
    expect(value.notes).toEqual([
      {
        code: 'policy-version-differs',
        values: { policy: 'aupet-2024', version: '1', current: '2', day: '2026-11-20' },
      },
    ]);
  });

  it('has no note on a day on which its own version is in force', () => {
    const found = must(recogniseIn(contextOn('2026-08-31', book), { plan: PLAN, transcript: TRANSCRIPT }));
    expect([found.policy.version, found.notes]).toEqual(['1', []]);
  });

  it('is recognised by the same figures under either, when the versions say the same', () => {
    const figures = [FIRST, SECOND].map((by) => {
      const rules = rulesAt(book, '2026-11-20');
      const found = must(recognise({ plan: PLAN, transcript: TRANSCRIPT, rules, policy: by, matcher: () => null }));
      return [found.credited, found.gpa.value];
    });
    expect(figures[0]).toEqual(figures[1]);
  });
});

describe('a day without the policy', () => {
  it('is refused with the dates of its versions when it has ended', () => {
    const ended = { ...FIRST, validTo: '2025-08-31' };
    const run = recogniseIn(contextOn('2026-11-20', bookOf(ended)), { plan: PLAN, transcript: TRANSCRIPT });
    expect(run).toMatchObject({
      ok: false,
      problems: [
        {
          code: 'policy-unknown',
          reason: {
            code: 'policy-not-on-day',
            values: {
              policy: 'aupet-2024',
              day: '2026-11-20',
              versions: [{ code: 'dates-from-to', values: { from: '2024-09-01', to: '2025-08-31' } }],
            },
          },
        },
      ],
    });
  });

  it('is refused for a grade before the policy begins', () => {
    const asked = { grade: '1,7', from: 'de' };
    const context = contextOn('2026-11-20', BOOK);
    expect(convertOneGrade(context, { ...asked, on: '2020-01-01' })).toMatchObject({
      ok: false,
      problems: [{ code: 'policy-unknown', reason: { code: 'policy-not-on-day', values: { day: '2020-01-01' } } }],
    });
    // 50 + 50 × (4 - 1.7) / 3 = 88.33
    expect(must(convertOneGrade(context, { ...asked, on: '2024-09-01' })).value.percent?.toString()).toBe('88');
  });
});

it.each(BOOK.policies)('$id names its sources in Kazakh and Russian', ({ source, grades, sourceNames }) => {
  const cited = grades.ladder.flatMap((rung) => {
    const practical = 'practical' in rung ? rung.practical : [];
    return [...('source' in rung ? [rung.source] : []), ...practical.map((range) => range.source)];
  });
  const unnamed = [source, ...cited].filter((one) => !sourceNames?.[one]?.ru || !sourceNames[one].kk);
  expect(unnamed).toEqual([]);
});
