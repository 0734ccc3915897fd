import { describe, expect, it } from 'vitest';
import { Rational } from '../../src/domain/index.ts';
import { readPlan, writeJson } from '../../src/interchange/index.ts';
import { file } from './files.ts';
import { PLAN_FILE } from './plans.ts';

const read = (text: string) => readPlan(file(text, 'plan.json'));

describe('readPlan', () => {
  it('reads credits as exact numbers', () => {
    const result = read(JSON.stringify(PLAN_FILE));
    expect(result.ok && result.value.bundles[0]?.host[0]?.ects).toEqual(Rational.from('20/3'));
  });

  it('gives back what writeJson wrote, byte for byte', () => {
    const result = read(writeJson(PLAN_FILE));
    if (!result.ok) throw new Error('the plan was not read');
    const written = writeJson(result.value);
    const again = read(written);
    expect(again).toEqual(result);
    expect(again.ok && writeJson(again.value)).toBe(written);
  });

  it('names the path of each wrong field', () => {
    const wrong = { ...PLAN_FILE, bundles: [{ ...PLAN_FILE.bundles[0], host: [], score: 'high' }], version: 2 };
    const { problems } = read(JSON.stringify(wrong));
    expect(problems.map(({ code, column }) => [code, column]).sort()).toEqual([
      ['plan-invalid', 'bundles[0].host'],
      ['plan-invalid', 'bundles[0].score'],
      ['plan-invalid', 'version'],
    ]);
  });

  it('says that a file is not JSON', () => {
    expect(read('code,title\n').problems).toMatchObject([
      { code: 'file-malformed', source: 'plan.json', reason: { code: 'plan-no-json' } },
    ]);
  });
});
