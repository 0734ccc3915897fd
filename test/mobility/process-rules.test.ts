/** The shipped rules of the process, and what is said of faulty ones. */

import { describe, expect, it } from 'vitest';
import { describeProblem, EVENTS, policyOn, reasonUseSchema } from '../../src/domain/index.ts';
import { readProcessBook } from '../../src/interchange/index.ts';
import { MACHINES, reasonsFor } from '../../src/mobility/index.ts';
import { TEXTS } from '../installed.ts';
import { BOOK, TODAY } from './rules.ts';

const POLICIES = [BOOK.eligibility, BOOK.documents, BOOK.competitions, BOOK.precedents, BOOK.times, BOOK.retention];
const problemsOf = (name: string, text: string): string[] => {
  const book = readProcessBook([{ name, text }]);
  return book.ok ? [] : book.problems.map((one) => describeProblem(one, TEXTS));
};

describe('the installed rules of the process', () => {
  it('call nothing law, and name their source', () => {
    for (const { authority, source } of [...POLICIES.flat(), ...BOOK.reasons, ...BOOK.notices]) {
      expect(authority).toBe('institution');
      expect(source).not.toBe('');
    }
  });

  it('have reasons for every use, and those of the learning agreement under its codes', () => {
    for (const use of reasonUseSchema.options)
      expect(reasonsFor(BOOK.reasons, use, TODAY).length, use).toBeGreaterThan(0);
    const ewp = (use: 'change-deleted' | 'change-inserted') =>
      reasonsFor(BOOK.reasons, use, TODAY).map((one) => one.ewp);
    expect(ewp('change-deleted')).toEqual(['not-available', 'language-mismatch', 'timetable-conflict']);
    expect(ewp('change-inserted')).toEqual(['substituting-deleted', 'extending-mobility', 'adding-virtual-component']);
  });

  it('give a reason for each transition that needs one', () => {
    const needed = Object.values(MACHINES).flatMap(({ transitions }) =>
      transitions.flatMap(({ reason }) => reason ?? []),
    );
    for (const use of needed) expect(reasonsFor(BOOK.reasons, use, TODAY)).not.toEqual([]);
  });

  it('are not there before their first day', () => {
    expect(policyOn(BOOK.eligibility, 'aupet-2024', '2024-08-31').ok).toBe(false);
    expect(policyOn(BOOK.eligibility, 'aupet-2024', '2024-09-01').ok).toBe(true);
    expect(policyOn(BOOK.documents, 'other', TODAY).problems[0]?.reason?.values).toMatchObject({
      known: ['aupet-2024', 'aupet-2024-minors'],
    });
  });

  it('say nothing of an event that no machine has', () => {
    for (const { on } of BOOK.notices)
      if ('machine' in on)
        for (const event of on.events) expect(['create', ...EVENTS[on.machine].options]).toContain(event);
  });
});

const NOTICE = `- id: test
  kind: notice
  on: { machine: plan, events: [approve] }
  to: [student]
  authority: institution
  source: test
  confidence: high
`;

const REASON = `- id: test
  kind: reason
  uses: [bundle-refusal]
  title: { en: A, ru: Б, kk: Ә }
  authority: institution
  source: test
  confidence: high
`;

const retention = (...rules: string[]): string => `- id: test
  kind: retention
  title: { en: A, ru: Б, kk: Ә }
  authority: institution
  source: test
  confidence: high
  rules:
${rules.map((rule) => `    - { ${rule}, onRequest: true, why: { en: A, ru: Б, kk: Ә } }\n`).join('')}`;

describe('a faulty rule of keeping', () => {
  it.each([
    [
      'that erases what can only lose its person',
      ['of: transcript, from: case-closed, months: 1, action: erase'],
      /"transcript" can not be treated so; expected "detach"/,
    ],
    [
      'that erases the audit',
      ['of: audit-event, from: created, months: 1, action: erase'],
      /"audit-event" can not be treated so; expected "keep"/,
    ],
    [
      'that counts from a day that nobody knows',
      ['of: notice, from: case-closed, months: 1, action: erase'],
      /of "notice" time counts from "created"/,
    ],
    [
      'that loses the plan before what belongs to it',
      [
        'of: study-plan, from: case-closed, months: 12, action: detach',
        'of: appeal, from: case-closed, months: 36, action: erase',
      ],
      /a study plan is detached last/,
    ],
  ])('%s is named', (_, rules, expected) =>
    expect(problemsOf('process/x.yaml', retention(...rules)).join()).toMatch(expected),
  );

  it('does not exist where everything is kept', () =>
    expect(
      problemsOf('process/x.yaml', retention('of: study-plan, from: case-closed, months: null, action: keep')),
    ).toEqual([]));
});

describe('a faulty rule of the process', () => {
  it('does not exist in the sample', () => expect(problemsOf('process/x.yaml', NOTICE)).toEqual([]));

  it.each([
    [
      'an event that there is not',
      NOTICE.replace('approve', 'celebrate'),
      /^process\/x\.yaml:3: column "on".*no such event/,
    ],
    ['a title without Kazakh', REASON.replace(', kk: Ә', ''), /:4: column "title": .*needed in kk, ru and en/],
    ['a sentence, which belongs to rules/texts', `${NOTICE}  title: { en: A, ru: Б, kk: Ә }\n`, /title/],
    ['an unknown kind', NOTICE.replace('kind: notice', 'kind: rumour'), /column "kind"/],
    ['a field that nobody reads', `${NOTICE}  urgent: true\n`, /urgent/],
  ])('%s is named with its place', (_, text, expected) =>
    expect(problemsOf('process/x.yaml', text).join()).toMatch(expected),
  );

  it('two versions must not hold on the same day, and may follow one another', () => {
    const version = (dates: string) => `${NOTICE}  ${dates}\n`;
    expect(problemsOf('process/x.yaml', NOTICE + NOTICE)[0]).toMatch(
      /two records with the id “test” are valid on the same day/,
    );
    const sequence = version('validTo: "2026-08-31"') + version('validFrom: "2026-09-01"');
    expect(problemsOf('process/x.yaml', sequence)).toEqual([]);
  });
});
