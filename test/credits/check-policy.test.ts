import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkPolicyFile } from '../../src/app/tools/rules.ts';
import { checkPolicy } from '../../src/credits/index.ts';
import { describeProblem, type Policy, policySchema, Rational } from '../../src/domain/index.ts';
import { TEXTS } from '../installed.ts';
import { BOOK, must, policy, policyWith, said } from './rules.ts';

const complaints = (changed: Policy): [string | undefined, string][] =>
  checkPolicy(changed, BOOK).map(({ column, reason }) => [column, said(reason).replace(`policy ${changed.id}: `, '')]);
const withPart = <Part extends 'credits' | 'recognition' | 'planning'>(
  part: Part,
  changes: Partial<Policy[Part]>,
): Policy => ({
  ...policy(),
  [part]: { ...policy()[part], ...changes },
});
const LAST = { method: 'credit-without-grade', source: 'x' };
const tableOf = (table: { host: string; home: string }[], hostScale = 'us') =>
  policyWith([{ method: 'fixed-table', hostScale, table, source: 'x' }, LAST]);

describe('a policy that holds together', () => {
  it.each(BOOK.policies.map(({ id }) => id))('%s has nothing to correct', (id) => {
    expect(checkPolicy(policy(id), BOOK)).toEqual([]);
  });

  it('uses conversion tables that keep fails failing and better grades better', () => {
    for (const { hostScale, homeScale, table, source } of BOOK.conversions) {
      const base = policyWith([
        { method: 'fixed-table', hostScale, table: JSON.parse(JSON.stringify(table)), source },
        LAST,
      ]);
      expect(checkPolicy({ ...base, homeScale }, BOOK), `${hostScale} to ${homeScale}`).toEqual([]);
    }
  });
});

describe('a policy that does not', () => {
  it.each<[string, Policy, string, string]>([
    ['an unknown home scale', { ...policy(), homeScale: 'mars' }, 'homeScale', 'this scale is not known'],
    ['an unknown home unit', { ...policy(), homeUnit: 'points' }, 'homeUnit', 'this credit unit is not known'],
    ['an end before its beginning', { ...policy(), validTo: '2020-01-01' }, 'validTo', 'it ends before it begins'],
    [
      'a law that nobody read',
      { ...policy(), authority: 'law' },
      'authority',
      'the policy is declared law, but its source was not read',
    ],
    [
      'a ratio of an unknown unit',
      withPart('credits', { ratios: { points: '2' } }),
      'credits.ratios.points',
      'this credit unit is not known',
    ],
    [
      'a ratio without such a name',
      withPart('credits', { ratios: { us_semester: 'best' } }),
      'credits.ratios.us_semester',
      'us_semester has no ratio of this name',
    ],
    [
      'a share above one',
      withPart('credits', { shortfallTolerance: Rational.of(10) }),
      'credits.shortfallTolerance',
      'a share is between 0 and 1',
    ],
    [
      'an ECTS credit of 45 hours',
      withPart('credits', { hoursPerEcts: Rational.of(45) }),
      'credits.hoursPerEcts',
      'an ECTS credit is 25 to 30 hours',
    ],
    [
      'a step of nothing',
      withPart('credits', { rounding: { mode: 'floor', step: Rational.ZERO } }),
      'credits.rounding.step',
      'a step is above zero',
    ],
    [
      'questions above acceptance',
      withPart('recognition', { renamed: { accept: 0.5, ask: 0.8 } }),
      'recognition.renamed',
      'a person would be asked above the score that is accepted',
    ],
    [
      'a lowest grade that fails',
      withPart('recognition', { minimumGrade: 'FX' }),
      'recognition.minimumGrade',
      'this is not a passing grade of the home scale',
    ],
    [
      'an age by an unknown grade',
      withPart('recognition', { maxAge: { years: 5, byGrade: [{ from: 'E', years: 7 }] } }),
      'recognition.maxAge.byGrade.0',
      'this is not a passing grade of the home scale',
    ],
    [
      'remainders without a place',
      { ...withPart('recognition', { electiveBlock: ' ', notInPlan: 'elective-block' }) },
      'recognition.electiveBlock',
      'remainders go to an elective block without a name',
    ],
    [
      'a least above the most',
      withPart('planning', { minEcts: Rational.of(40) }),
      'planning.minEcts',
      'the minimum is above the maximum',
    ],
    [
      'an unknown host scale',
      tableOf([{ host: 'A', home: 'A' }], 'mars'),
      'grades.ladder.0.hostScale',
      'this scale is not known',
    ],
    ['a table without rows', tableOf([]), 'grades.ladder.0.table', 'the table has no rows'],
    [
      'an unknown host grade',
      tableOf([{ host: 'AA', home: 'A' }]),
      'grades.ladder.0.table.0.host',
      '“US letter grades” has no such grade',
    ],
    [
      'an unknown home grade',
      tableOf([{ host: 'A', home: 'A+' }]),
      'grades.ladder.0.table.0.home',
      '“Kazakh letter scale since 2018” has no such grade',
    ],
    [
      'a table that passes a fail',
      tableOf([{ host: 'F', home: 'D' }]),
      'grades.ladder.0.table.0',
      'F is a fail at the host, but the table makes it a pass',
    ],
    [
      'a table that turns the order round',
      tableOf([
        { host: 'A', home: 'C' },
        { host: 'B', home: 'B' },
      ]),
      'grades.ladder.0.table.0',
      'a better grade comes out worse than in row 1',
    ],
    [
      'a step that is never reached',
      policyWith([LAST, { method: 'same-scale' }]),
      'grades.ladder.1',
      'this step can never be reached: the step before applies to every pass',
    ],
    [
      'a ladder without a ground',
      policyWith([{ method: 'same-scale' }]),
      'grades.ladder',
      'a grade that no step converts would need a person',
    ],
  ])('%s', (_, changed, column, message) => {
    expect(complaints(changed)).toContainEqual([column, message]);
  });
});

describe('a policy file', () => {
  const FILE = path.resolve(import.meta.dirname, '../../fixtures/policies/variants.yaml');
  const text = readFileSync(FILE, 'utf8');

  it('is read beside the installed rules', () => {
    const checked = checkPolicyFile(BOOK, { name: 'variants.yaml', text });
    expect(checked.ok && checked.value.length).toBe(26);
  });

  it('is refused with file, line, path and remedy when a value has the wrong shape', () => {
    const checked = checkPolicyFile(BOOK, {
      name: 'variants.yaml',
      text: text.replace('granted: home', 'granted: guest'),
    });
    expect(checked.problems.map((one) => describeProblem(one, TEXTS))[0]).toMatch(
      /^variants\.yaml:\d+: column "credits\.granted": .*guest.*Correct/,
    );
  });

  it('is refused with file, path and remedy when it does not hold together', () => {
    const checked = checkPolicyFile(BOOK, {
      name: 'variants.yaml',
      text: text.replace('minimumGrade: D+', 'minimumGrade: F'),
    });
    expect(checked.problems.map((one) => describeProblem(one, TEXTS))).toEqual([
      'variants.yaml: column "recognition.minimumGrade": policy example-lowest-grade: this is not a passing grade of the home scale (value "F"). Name a passing symbol',
    ]);
  });

  it('may name an installed conversion table, and no other', () => {
    const [first] = JSON.parse(JSON.stringify([policySchema.parse(JSON.parse(JSON.stringify(policy())))]));
    const file = (conversion: string) => {
      first.grades.ladder = [{ method: 'fixed-table', hostScale: 'ects_old', conversion, source: 'x' }, LAST];
      return checkPolicyFile(BOOK, { name: 'x.yaml', text: JSON.stringify([first]) });
    };
    const [linked] = must(file('ects_letters_to_kz'));
    expect(linked?.grades.ladder[0]).toMatchObject({
      table: expect.arrayContaining([expect.objectContaining({ host: 'B', home: 'B+' })]),
    });
    expect(file('nowhere').problems[0]?.code).toBe('reference-unknown');
  });
});
