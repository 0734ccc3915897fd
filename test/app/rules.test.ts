import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadRules } from '../../src/app/tools/rules.ts';
import { describeProblem } from '../../src/domain/index.ts';
import { readRuleBook } from '../../src/interchange/index.ts';
import { TEXTS } from '../installed.ts';

const RULES = path.resolve(import.meta.dirname, '../../rules');
const UNIT = `- id: ects
  name: { en: ECTS }
  country: EHEA
  ectsPerUnit: { value: 1 }
  basis: a year is 60
  source: guide
  confidence: high
`;
const problemsOf = (name: string, text: string): string[] => {
  const book = readRuleBook([{ name, text }]);
  return book.ok ? [] : book.problems.map((one) => describeProblem(one, TEXTS));
};

describe('the installed rules', () => {
  const book = loadRules(RULES);

  it('load without a fault', () => {
    expect(book.units.length).toBeGreaterThanOrEqual(36);
    expect(book.scales.length).toBeGreaterThanOrEqual(34);
    expect(book.policies.map(({ id }) => id)).toContain('aupet-2024');
  });

  it('call no policy law: no legal text was read', () => {
    expect(book.policies.filter(({ authority }) => authority === 'law')).toEqual([]);
  });
});

describe('a faulty rule file', () => {
  it('is named with line, path, value and mend', () => {
    const [problem] = problemsOf('credit-units/x.yaml', UNIT.replace('value: 1', 'value: one'));
    expect(problem).toMatch(
      /^credit-units\/x\.yaml:4: column "ectsPerUnit\.value": .*\(value "one"\)\. Correct the record/,
    );
  });

  it('is named with the line of the record when a field is missing', () => {
    const [problem] = problemsOf('credit-units/x.yaml', `# first line\n${UNIT.replace(/ {2}source: .*\n/, '')}`);
    expect(problem).toMatch(/^credit-units\/x\.yaml:2: column "source": /);
  });

  it('names a field that there is not, because a misspelt one would silently count as left out', () => {
    const [problem] = problemsOf('credit-units/x.yaml', UNIT.replace('basis:', 'bassis: x\n  basis:'));
    expect(problem).toMatch(/record 1: there is no field "bassis"/);
  });

  it('may not leave two tables of one owner between the same scales', () => {
    const row = (id: string, more = '') =>
      `- { id: ${id}, name: { en: x }, hostScale: de, homeScale: us, table: [{ host: "1", home: A }], source: x, confidence: low${more} }\n`;
    const problems = (second: string) => problemsOf('conversions/x.yaml', row('a', ', validTo: "2020-12-31"') + second);
    expect(problems(row('b'))[0]).toContain('the table “b” is for the same scales, institution and time as “a”');
    expect(problems(row('b', ', validFrom: "2021-01-01"'))).toEqual([]);
    expect(problems(row('b', ', institution: University'))).toEqual([]);
    expect(problems(row('b', ', onlyNamed: true'))).toEqual([]);
  });

  it('says the first fault of a file that is no YAML, and not what follows from it', () => {
    const problems = problemsOf('credit-units/x.yaml', '# Title\n\nSome words\nmore: words: here\n- [');
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/from here on this is not YAML: .*Correct the file/);
  });

  it.each([
    ['a broken file', 'credit-units/x.yaml', '- id: [', /^credit-units\/x\.yaml:1/],
    ['a file that is no list', 'scales/x.yaml', 'id: a', /not a list of records/],
    ['an id used twice', 'credit-units/x.yaml', UNIT + UNIT, /the id “ects” is used twice/],
  ])('%s', (_, name, text, expected) => {
    expect(problemsOf(name, text)[0]).toMatch(expected);
  });

  it('reports every fault at once', () => {
    const text = UNIT.replace('high', 'sure').replace('id: ects', 'id: E C');
    expect(problemsOf('credit-units/x.yaml', text)).toHaveLength(2);
  });

  it('stops the program rather than lose a rule', () => {
    expect(() => loadRules(path.join(RULES, 'missing'))).toThrow();
  });
});
