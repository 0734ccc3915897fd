/** What a comparison of hosts comes to in short, and what stands above a word of the host. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Comparison, coursesAt, expectedAt, findingsOf } from '../../src/web/screens/compare/comparison.ts';
import { piecesOf } from '../../src/web/screens/review/marking.ts';

/** A host by its place, its language, and how likely each home course is there; null: it stays open. */
function hostOf(rank: number, language: string, chances: Readonly<Record<string, number | null>>): Comparison {
  const entries = Object.entries(chances);
  const course = (code: string) => ({ code, titles: { en: code }, ects: '5', semester: 5 });
  const plan = {
    bundles: entries.flatMap(([code, probability]) =>
      probability === null ? [] : [{ home: [course(code)], fills: [], host: [], probability }],
    ),
    uncovered: entries.flatMap(([code, probability]) => (probability === null ? [{ home: course(code) }] : [])),
  };
  const host = { institution: `University ${rank} ${language}`, academicYear: null };
  const expectedEcts = entries.reduce((sum, [, chance]) => sum + 5 * (chance ?? 0), 0);
  return {
    rank,
    host,
    plan,
    figures: { expectedEcts },
    languages: { [language]: '30' },
    notes: [],
  } as unknown as Comparison;
}

describe('a comparison in short', () => {
  const first = hostOf(1, 'ru', { A: 0.9, B: 0.4, C: null });
  const second = hostOf(2, 'de', { A: 0.8, B: 0.2, C: null });
  const third = hostOf(3, 'en', { A: 0.7, B: null, C: 0.3 });

  it('names where most is recognised, the first in English, and what is likely nowhere', () => {
    const { first: best, inEnglish, nowhere } = findingsOf([first, second, third]);
    expect([best, inEnglish, nowhere]).toEqual([[first], third, ['B', 'C']]);
    expect(expectedAt(first)).toBe(6.5);
    expect(coursesAt([first, third]).map(({ code }) => code)).toEqual(['A', 'B', 'C']);
  });

  it('names all that cannot be told apart, and none in English where the best is', () => {
    const equal = hostOf(1, 'en', { A: 0.6, B: null, C: null });
    expect(findingsOf([equal, { ...first, rank: 1 }, second]).first).toHaveLength(2);
    expect(findingsOf([equal, second]).inEnglish).toBeNull();
    expect(findingsOf([{ ...first, plan: null, figures: null }])).toEqual({ first: [], inEnglish: null, nowhere: [] });
  });

  it('keeps no course for home that is likelier than not at some host', () => {
    const chance = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null });
    const hosts = fc.array(fc.record({ A: chance, B: chance, C: chance }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(hosts, (all) => {
        const { nowhere } = findingsOf(all.map((chances, at) => hostOf(at + 1, 'en', chances)));
        for (const code of ['A', 'B', 'C'] as const) {
          const isLikely = all.some((chances) => (chances[code] ?? 0) >= 0.5);
          expect(nowhere.includes(code)).toBe(!isLikely);
        }
      }),
    );
  });
});

describe('the glossary', () => {
  const text = 'Ersatzschaltbild und Schlupf';
  const quote = (side: string, language: string, said: string, start = 0) => ({
    ...{ side, language, text: said, field: 'description', start, end: start + said.length },
  });
  const piecesWith = (homeLanguage: string) => {
    const shared = [
      {
        term: 'circuit',
        weight: 1,
        quotes: [quote('home', homeLanguage, 'equivalent circuit'), quote('host', 'de', 'Ersatzschaltbild')],
      },
    ];
    const topics = { shared, missing: [] } as unknown as Parameters<typeof piecesOf>[1]['topics'];
    return piecesOf(text, { side: 'host', language: 'de', code: 'X', topics, marks: [] });
  };

  it('stands above words of the host in another language than that of the home side, and is what the home side says', () => {
    expect(piecesWith('en')).toEqual([
      { text: 'Ersatzschaltbild', kind: 'found', gloss: { text: 'equivalent circuit', language: 'en' } },
      { text: ' und Schlupf', kind: null },
    ]);
  });

  it('is not there where both sides write one language', () => {
    expect(piecesWith('de').flatMap(({ gloss }) => gloss ?? [])).toEqual([]);
  });
});
