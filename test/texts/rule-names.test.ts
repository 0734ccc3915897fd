/** Scales, units and conversions are named to people in three languages, and no such name means another record. */
import { describe, expect, it } from 'vitest';
import { nameKey, uiLanguageSchema } from '../../src/domain/index.ts';
import { RULES } from '../installed.ts';

const LANGUAGES = uiLanguageSchema.options;

describe.each([
  ['scales', RULES.scales],
  ['credit units', RULES.units],
  ['conversions', RULES.conversions],
] as const)('the names of %s', (_, records) => {
  it.each(LANGUAGES)('are there in %s', (language) => {
    expect(records.length).toBeGreaterThan(40);
    expect(records.filter(({ name }) => (name[language] ?? '').trim() === '').map(({ id }) => id)).toEqual([]);
  });
});

describe.each([
  ['a scale', RULES.scales],
  ['a credit unit', RULES.units],
] as const)('the name of %s', (_, records) => {
  it.each(LANGUAGES)('means one record in %s', (language) => {
    const shared = records.flatMap((one) => {
      const key = nameKey(one.name[language] ?? '');
      const others = records.filter(
        (other) =>
          other.id !== one.id &&
          [other.id, ...other.aliases, ...Object.values(other.name)].some((name) => nameKey(name) === key),
      );
      return others.map((other) => `${one.id} ${other.id}: ${one.name[language]}`);
    });
    expect(shared).toEqual([]);
  });
});
