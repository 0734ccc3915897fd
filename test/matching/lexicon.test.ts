import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allConcepts, LEXICON_LANGUAGES, stemsOf } from '../../src/matching/lexicon/concepts.ts';
import {
  conceptsOf,
  createTranslator,
  scoreCoverage,
  sumWeights,
  type Translate,
} from '../../src/matching/lexicon/index.ts';
import learned from '../../src/matching/lexicon/learned.json' with { type: 'json' };
import { invertTable, type WordTable, wordTable } from '../../src/matching/lexicon/word-table.ts';
import { buildTermSpace, dampen, inverseFrequency } from '../../src/matching/term-space.ts';

const terms = allConcepts().flatMap((concept) =>
  LEXICON_LANGUAGES.flatMap((language) => concept.terms[language].map((term) => ({ id: concept.id, language, term }))),
);

describe('the curated lexicon', () => {
  it('has several hundred concepts, each named once', () => {
    expect(allConcepts().length).toBeGreaterThanOrEqual(700);
    const ids = allConcepts().map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    expect(ids.filter((id) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id))).toEqual([]);
  });

  it('has a term in every language for every concept', () => {
    const lacking = allConcepts().filter((concept) =>
      LEXICON_LANGUAGES.some((language) => concept.terms[language].length === 0),
    );
    expect(lacking.map(({ id }) => id)).toEqual([]);
  });

  it('writes each language in its own script', () => {
    const foreign = {
      de: /\p{Script=Cyrillic}/u,
      en: /\p{Script=Cyrillic}|[äöüß]/u,
      kk: /^\P{Script=Cyrillic}+$/u,
      ru: /[әғқңөұүһі]/iu,
    };
    expect(terms.filter(({ language, term }) => foreign[language].test(term))).toEqual([]);
  });

  it('finds every term by its own stems', () => {
    const lost = terms.filter(({ id, language, term }) => !conceptsOf(stemsOf(term, language), language).includes(id));
    expect(lost).toEqual([]);
  });
});

describe('conceptsOf', () => {
  it.each([
    ['en', 'Operating Systems'],
    ['ru', 'Операционные системы'],
    ['kk', 'Операциялық жүйелер'],
    ['de', 'Betriebssysteme'],
  ])('names one concept in every language: %s %s', (language, title) => {
    expect(conceptsOf(stemsOf(title, language), language)).toEqual(['operating-system']);
  });

  it('takes the longest phrase', () => {
    expect(conceptsOf(stemsOf('Linear Algebra', 'en'), 'en')).toEqual(['linear-algebra']);
    expect(conceptsOf(stemsOf('Algebra', 'en'), 'en')).toEqual(['algebra']);
  });

  it('names the concepts in the order of the text, each once', () => {
    const stems = stemsOf('Введение в экономику и право, право', 'ru');
    expect(conceptsOf(stems, 'ru')).toEqual(['introduction', 'economics', 'law']);
  });

  it('knows nothing of other languages', () => {
    expect(conceptsOf(['algebra'], 'fr')).toEqual([]);
    expect(conceptsOf([], 'en')).toEqual([]);
  });
});

describe('the learned table', () => {
  it('holds single stems with weights from 1 to 100, no texts', () => {
    const rows = Object.values(learned.tables).flatMap((table) => Object.entries<string>(table));
    expect(rows.length).toBeGreaterThan(5000);
    expect(rows.filter(([stem, row]) => /\s/.test(stem) || !/^(?:\S+ (?:[1-9]\d?|100)(?: |$))+$/.test(row))).toEqual(
      [],
    );
  });

  it('says where it comes from and how good it is', () => {
    expect(learned.sources.length).toBeGreaterThan(0);
    expect(learned.measured).toMatchObject({ 'ru -> en': { hit1: expect.any(Number) } });
  });

  it('reads the same both ways', () => {
    expect(invertTable(wordTable('en', 'ru')).get('сет')?.get('network')).toBe(
      wordTable('ru', 'en').get('сет')?.get('network'),
    );
    expect(wordTable('ru', 'en').get('сет')?.get('network')).toBeGreaterThan(0.3);
  });

  it.each([
    ['kk', 'желілер', 'networks'],
    ['ru', 'вероятность', 'probability'],
    ['de', 'Wirtschaft', 'economy'],
  ] as const)('translates %s %s as %s', (language, word, english) => {
    const [from = ''] = stemsOf(word, language);
    const [to = ''] = stemsOf(english, 'en');
    expect(wordTable(language, 'en').get(from)?.get(to)).toBeGreaterThan(0.2);
  });
});

describe('createTranslator', () => {
  const table: WordTable = new Map([
    [
      'сет',
      new Map([
        ['network', 0.8],
        ['grid', 0.3],
        ['unused', 0.9],
      ]),
    ],
  ]);
  const translate = createTranslator({
    from: 'ru',
    to: 'en',
    vocabulary: ['grid', 'network', 'algebra', '#2', 'matlab'],
    table,
  });

  it('gives what the catalogue uses, the surest first', () => {
    expect(translate('сет')).toEqual([
      { term: 'network', weight: 0.8 },
      { term: 'grid', weight: 0.3 },
    ]);
  });

  it('keeps numerals and names as they are', () => {
    expect(translate('#2')).toEqual([{ term: '#2', weight: 1 }]);
    expect(translate('matlab')).toEqual([{ term: 'matlab', weight: 1 }]);
    expect(translate('#1')).toEqual([]);
  });

  it('finds long and rare words that sound alike, unless told not to', () => {
    const vocabulary = ['hysteresi', 'internship', 'radioact', 'elect'];
    const hearing = createTranslator({ from: 'ru', to: 'en', vocabulary });
    expect(hearing('гистерезис').map(({ term }) => term)).toEqual(['hysteresi']);
    for (const short of ['интернет', 'радио', 'электр']) expect(hearing(short)).toEqual([]);
    const silent = createTranslator({ from: 'ru', to: 'en', vocabulary, table, cognates: false });
    expect(silent('гистерезис')).toEqual([]);
  });

  it('does not listen to a word that the lexicon knows', () => {
    const known: WordTable = new Map([['гистерезис', new Map([['lag', 0.9]])]]);
    const vocabulary = ['hysteresi'];
    expect(createTranslator({ from: 'ru', to: 'en', vocabulary, table: known })('гистерезис')).toEqual([]);
  });

  it('uses the shipped table by default, and sounds alone for a language outside it', () => {
    expect(
      createTranslator({ from: 'kk', to: 'en', vocabulary: stemsOf('law', 'en') })(stemsOf('құқық', 'kk')[0] ?? ''),
    ).not.toEqual([]);
    expect(createTranslator({ from: 'tr', to: 'en', vocabulary: ['algebra', 'law'] })('algebra')).toEqual([
      { term: 'algebra', weight: 1 },
    ]);
  });
});

/** Coverage straight from its definition. */
function coverNaively(
  query: ReadonlyMap<string, number>,
  course: ReadonlyMap<string, number>,
  translate: Translate,
): number {
  const pairs = [...query].flatMap(([term]) => translate(term).map((found) => ({ from: term, ...found })));
  const best = (fits: (pair: (typeof pairs)[number]) => boolean): number =>
    Math.max(0, ...pairs.filter(fits).map(({ weight }) => weight));
  const share = (side: ReadonlyMap<string, number>, sureness: (term: string) => number): number => {
    const total = [...side.values()].reduce((sum, weight) => sum + weight, 0);
    return total === 0 ? 0 : [...side].reduce((sum, [term, weight]) => sum + weight * sureness(term), 0) / total;
  };
  const recall = share(query, (term) => best((pair) => pair.from === term && course.has(pair.term)));
  const precision = share(course, (term) => best((pair) => pair.term === term));
  return recall + precision === 0 ? 0 : (2 * recall * precision) / (recall + precision);
}

describe('scoreCoverage', () => {
  const dictionary: WordTable = new Map([
    [
      'а',
      new Map([
        ['x', 0.9],
        ['y', 0.4],
      ]),
    ],
    ['б', new Map([['y', 0.7]])],
    [
      'в',
      new Map([
        ['z', 0.2],
        ['x', 0.1],
      ]),
    ],
  ]);
  const counts = fc.dictionary(fc.constantFrom('x', 'y', 'z', 'w'), fc.integer({ min: 1, max: 4 }), { minKeys: 1 });
  const queries = fc.dictionary(fc.constantFrom('а', 'б', 'в', 'г'), fc.integer({ min: 1, max: 5 }), { minKeys: 1 });

  it('agrees with its definition, and stays within 0 and 1', () => {
    fc.assert(
      fc.property(fc.array(counts, { minLength: 1, maxLength: 6 }), queries, (courses, asked) => {
        const space = buildTermSpace(courses.length, (at) => new Map(Object.entries(courses[at] ?? {})));
        const translate = createTranslator({
          from: 'ru',
          to: 'en',
          vocabulary: space.terms.keys(),
          table: dictionary,
          cognates: false,
        });
        const query = new Map(Object.entries(asked));
        const scores = scoreCoverage({ postings: space, sums: sumWeights(space), query, translate });
        courses.forEach((counted, document) => {
          const weights = new Map(
            Object.entries(counted).map(([term, count]) => {
              const having = courses.filter((other) => term in other).length;
              return [term, dampen(count) * inverseFrequency(courses.length, having)];
            }),
          );
          expect(scores[document]).toBeCloseTo(coverNaively(query, weights, translate), 5);
          expect(scores[document]).toBeGreaterThanOrEqual(0);
          expect(scores[document]).toBeLessThanOrEqual(1.000001);
        });
      }),
    );
  });

  it('is nothing for an empty query', () => {
    const space = buildTermSpace(1, () => new Map([['x', 1]]));
    const empty = scoreCoverage({ postings: space, sums: sumWeights(space), query: new Map(), translate: () => [] });
    expect([...empty]).toEqual([0]);
  });
});
