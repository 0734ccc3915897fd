/** What the engine once said and must not say again: the customer's own lists, by the words of the fault. */
import { describe, expect, it } from 'vitest';
import { type Course, courseSchema, type Match, precedentSchema } from '../../src/domain/index.ts';
import { buildIndex, matchCourses } from '../../src/matching/index.ts';
import { HOST, SUBJECTS } from './courses.ts';

const list = (language: string, ...titles: readonly (readonly [code: string, title: string, description?: string])[]) =>
  titles.map(([code, title, description]) =>
    courseSchema.parse({
      ...{ code, level: 'bachelor', titles: { [language]: title } },
      descriptions: description ? { [language]: description } : {},
    }),
  );
const match = (home: readonly Course[], host: readonly Course[], options = {}): Match[][] =>
  matchCourses(home, buildIndex(host), { top: 99, subjects: SUBJECTS, ...options }).results.map(
    ({ matches }) => matches,
  );
/** The probability of each candidate by its title. */
const figures = (matches: readonly Match[] = []): Record<string, number> =>
  Object.fromEntries(matches.map(({ hostTitle, probability = 0 }) => [hostTitle, probability]));
const best = (matches: readonly Match[] = []): string | undefined => matches[0]?.hostTitle;

describe('a short list of other things', () => {
  it('has no match, though there are no rivals', () => {
    const home = list(
      'ru',
      ['TGR3101', 'Теория графов'],
      ['AVS3102', 'Архитектура вычислительных систем'],
      ['TAU3103', 'ТАУ'],
    );
    const host = list(
      'en',
      ['LIT210', 'Theory of Literature'],
      ['ARC101', 'History of Architecture'],
      ['CUL110', 'Introduction to Cooking'],
    );
    for (const matches of match(home, host))
      for (const { hostTitle, probability, verdict } of matches)
        expect([hostTitle, verdict, (probability ?? 1) < 0.1]).toEqual([hostTitle, 'no-safe-match', true]);
  });

  it('of six German modules gives each home course its own', () => {
    const home = list(
      'ru',
      ['1', 'Силовая электроника'],
      ['2', 'Техника высоких напряжений'],
      ['3', 'Электрические машины'],
      ['4', 'ТАУ'],
    );
    const host = list(
      'de',
      ...(['Hochspannungstechnik', 'Leistungselektronik', 'Elektrische Maschinen', 'Regelungstechnik'] as const).map(
        (title, at) => [`M${at}`, title] as const,
      ),
      ...[['M5', 'Technische Mechanik'] as const, ['M6', 'Betriebswirtschaftslehre'] as const],
    );
    expect(match(home, host).map(best)).toEqual([
      ...['Leistungselektronik', 'Hochspannungstechnik', 'Elektrische Maschinen', 'Regelungstechnik'],
    ]);
  });
});

describe('the form of the home code', () => {
  it('decides nothing', () => {
    const titles = ['Graph Theory', 'System Programming', 'Software Engineering'];
    const host = [...HOST, ...list('en', ['CS 374', 'Graph Theory and Algorithms'], ['CS 241', 'System Programming'])];
    const ask = (codes: readonly string[]): Record<string, number>[] =>
      match(list('en', ...titles.map((title, at) => [codes[at] ?? '', title] as const)), host).map(figures);
    const digits = ask(['003663', '003712', '003735']);
    expect(ask(['GRT3301', 'SPR3302', 'SEN3303'])).toEqual(digits);
    expect(ask(['-', '-', '-'])).toEqual(digits);
  });
});

describe('one decision about something else', () => {
  it('changes nothing, whether it is over or holds', () => {
    const home = list('en', ['ADS3210', 'Algorithms and Data Structures'], ['DB3205', 'Databases']);
    const elsewhere = (validUntil: string): object => ({
      precedents: [
        precedentSchema.parse({
          ...{ homeInstitution: 'Some Other College', homeCode: 'ART101', homeTitle: 'Watercolour Painting' },
          ...{ hostInstitution: 'Yet Another College', hostCode: 'PNT 9', hostTitle: 'Oil Painting' },
          ...{ decision: 'approved', decidedOn: '2001-01-01', validUntil },
        }),
      ],
      today: '2026-11-29',
    });
    const without = match(home, HOST, { today: '2026-11-29' });
    expect(match(home, HOST, elsewhere('2002-01-01'))).toEqual(without);
    expect(match(home, HOST, elsewhere('2030-01-01'))).toEqual(without);
  });
});

describe('part numbers', () => {
  it('count across languages', () => {
    const home = list('ru', ['P3', 'Физика II']);
    const host = [...list('en', ['A1', 'Physics I', 'mechanics, thermodynamics']), ...list('ru', ['A2', 'Физика I'])];
    for (const { probability, notes } of match(home, host).flat()) {
      expect(probability).toBeLessThanOrEqual(0.5);
      expect(notes.map(({ code }) => code)).toContain('part-differs');
    }
    for (const { probability } of match(
      list('kk', ['K2', 'Қазақ тілі II']),
      list('ru', ['K1', 'Казахский язык I']),
    ).flat())
      expect(probability).toBeLessThanOrEqual(0.5);
  });
});

describe('words that only look alike', () => {
  it.each([
    ['ru', 'Физическая культура', 'Physics 1'],
    ['ru', 'Электрические машины', 'Advanced Ballet (elect.)'],
    ['ru', 'Организация производства', 'Organ Performance'],
    ['ru', 'Интернет-технологии', 'Internship'],
    ['ru', 'Радиотехника', 'Radioactive Waste'],
  ])('%s "%s" is not "%s"', (language, title, other) => {
    for (const { verdict, probability } of match(list(language, ['A', title]), list('en', ['B', other])).flat()) {
      expect(verdict).toBe('no-safe-match');
      expect(probability).toBeLessThan(0.2);
    }
  });
});

describe('"Physical Education I" and "Physics 1"', () => {
  const [found] = match(list('en', ['A', 'Physical Education I']), list('en', ['B', 'Physics 1'])).flat();

  it('are no safe match', () => {
    expect(found?.verdict).toBe('no-safe-match');
  });

  it('are unlikely', () => {
    expect(found?.probability).toBeLessThan(0.2);
  });
});

describe('an identical title without descriptions', () => {
  it.each(['Data Mining', 'Machine Learning', 'Electrical Machines', 'Operating Systems', 'Organic Chemistry'])(
    '"%s" is worth a look',
    (title) => {
      const others = list('en', ['O1', 'Introduction to Sociology'], ['O2', 'Ceramics Workshop'], ['O3', 'Roman Law']);
      const [found = []] = match(list('en', ['A', title]), [...list('en', ['B', title]), ...others]);
      expect(best(found)).toBe(title);
      expect(found[0]?.verdict).not.toBe('no-safe-match');
    },
  );
});

describe('a described course of the same name and subject, in a pair of languages that nobody has judged', () => {
  const TEXTS = {
    ru: [
      [
        'Операционные системы',
        'Процессы и потоки, планирование, синхронизация, взаимные блокировки, виртуальная память.',
      ],
      ['Базы данных', 'Реляционная модель, нормальные формы, SQL, транзакции, индексы, проектирование схем.'],
      ['Теория вероятностей', 'Случайные события, случайные величины, законы распределения, предельные теоремы.'],
    ],
    kk: [
      ['Операциялық жүйелер', 'Процестер мен ағындар, жоспарлау, синхрондау, тұйықталу, виртуалды жады.'],
      ['Дерекқорлар', 'Реляциялық модель, қалыпты формалар, SQL, транзакциялар, индекстер.'],
      ['Ықтималдықтар теориясы', 'Кездейсоқ оқиғалар, кездейсоқ шамалар, үлестірім заңдары, шектік теоремалар.'],
    ],
  } as const;
  const listOf = (language: 'ru' | 'kk', prefix: string) =>
    list(language, ...TEXTS[language].map(([title, text], at) => [`${prefix}${at}`, title, text] as const));

  it.each([
    ['ru', 'ru'],
    ['kk', 'kk'],
  ] as const)('is worth a look (%s, %s), and nothing more is claimed', (from, to) => {
    const found = match(listOf(from, 'A'), listOf(to, 'B'));
    expect(found.map((matches) => matches[0]?.verdict)).toEqual(['review', 'review', 'review']);
    expect(found.map(best)).toEqual(TEXTS[to].map(([title]) => title));
  });
});

describe('"Практикум на ЭВМ"', () => {
  it('is a workshop in programming, not the architecture of computers', () => {
    const home = list('ru', ['A', 'Практикум на ЭВМ']);
    const [found] = match(home, list('en', ['B', 'Computer Organization and Architecture'], ['C', 'Linear Algebra']));
    expect(found?.[0]?.verdict).toBe('no-safe-match');
    const [own] = match(home, list('en', ['B', 'Computer Architecture'], ['C', 'Programming Laboratory']));
    expect(best(own)).toBe('Programming Laboratory');
  });
});

describe('languages outside the four', () => {
  it('are compared by spelling alone, whatever apostrophe they are typed with, and it is said', () => {
    const home = list('uz', ['U1', 'Oʻzbekiston tarixi'], ['U2', 'Taʼlim psixologiyasi']);
    const host = list(
      'uz',
      ['A1', "O'zbekiston tarixi"],
      ['A2', "Ta'lim psixologiyasi"],
      ['A3', 'O`zbekiston geografiyasi'],
    );
    const found = match(home, host);
    expect(found.map(best)).toEqual(["O'zbekiston tarixi", "Ta'lim psixologiyasi"]);
    const typed = match(list('uz', ['U1', 'O‘zbekiston tarixi'], ['U2', 'Ta’lim psixologiyasi']), host);
    expect(typed.map(figures)).toEqual(found.map(figures));
    for (const { notes, verdict } of found.flat()) {
      expect(notes.map(({ code }) => code)).toContain('language-unsupported');
      expect(verdict).not.toBe('suggest');
    }
  });
});
