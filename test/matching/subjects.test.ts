/** Courses read into what universities teach, and how subjects stand to one another. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { courseSchema, SUBJECT_LANGUAGES, subjectFileSchema } from '../../src/domain/index.ts';
import { stemsOf } from '../../src/matching/lexicon/concepts.ts';
import { compareSubjects, SubjectBook, subjectsOf } from '../../src/matching/subjects/index.ts';
import { ROOT } from '../installed.ts';
import { course, SUBJECTS } from './courses.ts';

type Texts = Readonly<Record<string, string>>;

/** The shares of the subjects of a course by their ids, the likeliest first. */
function sharesOf(
  titles: Texts,
  descriptions: Texts = {},
  book: SubjectBook = SUBJECTS,
): [id: string, share: number][] {
  const course = courseSchema.parse({ code: '-', titles, descriptions });
  return [...subjectsOf(book, course).shares].map(([at, share]) => [book.subjects[at]?.id ?? '', share]);
}
const leaderOf = (titles: Texts, descriptions: Texts = {}): string | undefined =>
  sharesOf(titles, descriptions)[0]?.[0];
/** Topics of a subject as a description would list them. */
const topicsOf = (id: string, language: (typeof SUBJECT_LANGUAGES)[number], count = 40): string =>
  (SUBJECTS.subjects.find((subject) => subject.id === id)?.topics ?? [])
    .flatMap((terms) => terms[SUBJECT_LANGUAGES.indexOf(language)] || [])
    .slice(0, count)
    .join(', ');

describe('a title', () => {
  it.each(SUBJECT_LANGUAGES)('that is the usual one of a subject in %s is read as that subject', (language) => {
    const keyOf = (title: string): string => [...new Set(stemsOf(title, language))].sort().join(' ');
    const owners = new Map<string, Set<string>>();
    for (const { id, titles, short } of SUBJECTS.subjects)
      for (const title of [...titles[language], ...(short[language] ?? [])])
        owners.set(keyOf(title), (owners.get(keyOf(title)) ?? new Set()).add(id));
    const astray = SUBJECTS.subjects.flatMap(({ id, titles }) => {
      const [title = ''] = titles[language];
      const leader = leaderOf({ [language]: title });
      // Some titles have the words of another subject's: "Hydraulic Engineering", "Engineering Hydraulics".
      return leader === id || owners.get(keyOf(title))?.size !== 1 ? [] : [`${title} -> ${leader}`];
    });
    expect(astray).toEqual([]);
  });

  it.each([
    ['ru', 'ТОЭ', 'theoretical-foundations-of-electrical-engineering'],
    ['ru', 'Теоретические основы электротехники', 'theoretical-foundations-of-electrical-engineering'],
    ['ru', 'РЗА', 'power-system-protection'],
    ['ru', 'Релейная защита и автоматика', 'power-system-protection'],
    ['ru', 'Основы релейной защиты', 'power-system-protection'],
    ['ru', 'ТАУ', 'control-theory'],
    ['ru', 'ИКТ', 'information-and-communication-technologies'],
    ['kk', 'АКТ', 'information-and-communication-technologies'],
    ['kk', 'РҚА', 'power-system-protection'],
    ['de', 'IKT', 'information-and-communication-technologies'],
    ['en', 'ICT', 'information-and-communication-technologies'],
    ['ru', 'Физика II', 'physics-2'],
    ['kk', 'Физика 2', 'physics-2'],
    ['en', 'Physics II', 'physics-2'],
    ['kk', 'Электр машиналары', 'electrical-machines'],
    ['kk', 'Сызықтық алгебра', 'linear-algebra'],
    ['kk', 'Релелік қорғаныс', 'power-system-protection'],
    ['kk', 'Қазақстан тарихы', 'history-of-kazakhstan'],
    ['ru', 'Современная история Казахстана', 'history-of-kazakhstan'],
    ['en', 'Quantitative Methods', 'quantitative-methods'],
    ['en', 'Quantitative Methods for Business', 'quantitative-methods'],
    ['en', 'Quantitative Analysis', 'analytical-chemistry'],
    ['ru', 'Количественные методы', 'quantitative-methods'],
    ['en', 'Research Methods', 'research-methods'],
    ['ru', 'Методология научных исследований', 'research-methods'],
    ['en', 'Web Design', 'web-design'],
    ['ru', 'Практика по получению первичных профессиональных умений', 'educational-practice'],
    ['ru', 'Физическая культура', 'physical-education'],
    ['kk', 'Дене шынықтыру', 'physical-education'],
    ['ru', 'Введение в машинное обучение', 'machine-learning'],
    ['ru', 'Переходные процессы в ЭЭС', 'transients-in-power-systems'],
    ['de', 'Grundlagen der Leistungselektronik', 'power-electronics'],
    ['de', 'Elektrische Maschinen', 'electrical-machines'],
    ['de', 'Einführung in die Regelungstechnik', 'control-theory'],
    ['de', 'Hochspannungstechnik', 'high-voltage-engineering'],
    ['en', 'Introduction to Databases', 'databases'],
    ['en', 'English for Engineers', 'technical-english'],
    ['en', 'Economics', 'economic-theory'],
    ['en', 'IT Economics', 'economics-of-software-engineering'],
    ['ru', 'Тестирование ПО', 'software-testing'],
    ['en', 'Fundamentals of Robotics', 'robotics'],
    ['ru', 'Введение в философию', 'philosophy'],
    ['kk', 'Философия негіздері', 'philosophy'],
  ])('%s "%s" is %s', (language, title, id) => {
    expect(leaderOf({ [language]: title })).toBe(id);
  });

  it.each(['Казахский язык', 'История Казахстана', 'Физическая культура', 'Производственная практика', 'Физика'])(
    '"%s" is sure enough to bar a match',
    (title) => {
      expect(sharesOf({ ru: title })[0]?.[1]).toBeGreaterThan(0.5);
    },
  );

  it.each([
    ['en', 'Xylophone'],
    ['en', 'Quilting'],
    ['ru', 'Вязание крючком'],
    ['de', 'Häkeln'],
    ['en', 'Introduction to Cooking'],
  ])('%s "%s", which no subject has, is read as none', (language, title) => {
    const known = sharesOf({ [language]: title }).reduce((sum, [, share]) => sum + share, 0);
    expect(known).toBeLessThan(0.1);
  });

  it('in a language that the subjects are not named in is read as none', () => {
    expect(sharesOf({ fr: 'Physique' })).toEqual([]);
    expect(sharesOf({ en: 'Physics' }, {}, SubjectBook.none)).toEqual([]);
  });
});

describe('a description', () => {
  it('settles what a title leaves open', () => {
    expect(leaderOf({ en: 'Modern Systems' }, { en: topicsOf('databases', 'en') })).toBe('databases');
    expect(leaderOf({ ru: 'Избранные вопросы' }, { ru: topicsOf('power-system-protection', 'ru') })).toBe(
      'power-system-protection',
    );
    expect(leaderOf({ kk: 'Таңдау пәні' }, { kk: topicsOf('electrical-machines', 'kk') })).toBe('electrical-machines');
  });

  it('that contradicts the title wins', () => {
    expect(leaderOf({ en: 'History of Art' }, { en: topicsOf('databases', 'en') })).toBe('databases');
    expect(leaderOf({ ru: 'Электрические машины' }, { ru: topicsOf('databases', 'ru') })).toBe('databases');
  });

  it('that agrees makes the subject no less likely', () => {
    for (const id of ['databases', 'electric-circuits', 'philosophy', 'linear-algebra']) {
      const title = SUBJECTS.subjects.find((subject) => subject.id === id)?.titles.en[0] ?? '';
      const shareOf = (descriptions: Texts): number => new Map(sharesOf({ en: title }, descriptions)).get(id) ?? 0;
      expect(shareOf({ en: topicsOf(id, 'en', 12) })).toBeGreaterThanOrEqual(shareOf({}));
    }
  });
});

describe('shares', () => {
  const words = fc.constantFrom(
    ...'физика теория основы систем электрических машин базы данных управления история химия 2 II'.split(' '),
  );

  it('are of six subjects at most, the likeliest first, and at most 1 together', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 5 }), fc.array(words, { maxLength: 20 }), (title, body) => {
        const shares = sharesOf({ ru: title.join(' ') || '-' }, { ru: body.join(' ') }).map(([, share]) => share);
        expect(shares.length).toBeLessThanOrEqual(6);
        expect(shares).toEqual([...shares].sort((a, b) => b - a));
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(1 + 1e-9);
      }),
      { numRuns: 100 },
    );
  });
});

describe('how subjects stand to one another', () => {
  const relation = (one: string, other: string) => {
    const [a = -1, b = -1] = [one, other].map((id) => SUBJECTS.subjects.findIndex((subject) => subject.id === id));
    return SUBJECTS.relationOf(a, b);
  };

  it.each([
    ['physics', 'physics', 'same'],
    ['electric-circuits', 'theoretical-foundations-of-electrical-engineering', 'part'],
    ['electric-circuits-1', 'theoretical-foundations-of-electrical-engineering', 'part'],
    ['theoretical-foundations-of-electrical-engineering', 'electromagnetic-field-theory', 'whole'],
    ['linear-algebra', 'mathematics-1', 'part'],
    ['electrical-machines', 'electric-drives', 'near'],
    ['electric-drives', 'electrical-machines', 'near'],
    ['databases', 'art-history', 'far'],
  ])('%s and %s: %s', (one, other, expected) => {
    expect(relation(one, other)).toBe(expected);
  });

  it('what is part is the whole of the other way round, and the rest is the same both ways', () => {
    const any = fc.nat(SUBJECTS.subjects.length - 1);
    const back = { part: 'whole', whole: 'part' } as const;
    fc.assert(
      fc.property(any, any, (one, other) => {
        const there = SUBJECTS.relationOf(one, other);
        expect(SUBJECTS.relationOf(other, one)).toBe(there === 'part' || there === 'whole' ? back[there] : there);
      }),
      { numRuns: 2000 },
    );
  });

  it('is weighed by the shares of both courses', () => {
    const [databases, art] = ['databases', 'art-history'].map((id) =>
      SUBJECTS.subjects.findIndex((subject) => subject.id === id),
    ) as [number, number];
    const weighed = (...shares: [number, number][]) => ({ shares: new Map(shares), meaning: new Float32Array(128) });
    const host = weighed([databases, 0.5], [art, 0.5]);
    const { same, far, ...others } = compareSubjects(SUBJECTS, weighed([databases, 0.8]), host);
    expect([same, far].map((share) => Math.round(share * 100))).toEqual([40, 40]);
    expect(Object.values(others).every((share) => share === 0)).toBe(true);
    expect(Object.values(compareSubjects(SUBJECTS, weighed(), host)).every((share) => share === 0)).toBe(true);
  });
});

/** Two small subjects, so that what is read is seen. */
const small = (topics: readonly string[], titles = { en: 'Circuits', ru: 'Цепи', kk: 'Тізбектер', de: 'Netze' }) =>
  SubjectBook.of(
    subjectFileSchema.parse({
      circuits: {
        isced: '0713',
        year: 2,
        titles: Object.fromEntries(Object.entries(titles).map(([language, title]) => [language, [title]])),
        topics,
      },
    }),
  );

describe('the glossary', () => {
  const book = small([
    'transient | переходный процесс | өтпелі процесс | Einschwingvorgang',
    'transient stability | динамическая устойчивость | динамикалық орнықтылық | transiente Stabilität',
    'process | процесс | процесс | Prozess',
    'analysis of transients in circuits | расчет переходных процессов в цепях | | ',
  ]);
  const glossary = book.glossary('ru', 'en');
  const read = (text: string, at = 0): readonly string[] | undefined => glossary?.at(stemsOf(text, 'ru'), at)?.target;

  it('takes the longest phrase that stands at a place', () => {
    expect(read('расчет переходных процессов в цепях')).toEqual(stemsOf('analysis transients circuits', 'en'));
    expect(read('переходные процессы')).toEqual(stemsOf('transient', 'en'));
    expect(read('переходные процессы', 1)).toEqual(stemsOf('process', 'en'));
  });

  it('knows a phrase in its forms, and nothing beside it', () => {
    expect(read('переходными процессами')).toEqual(stemsOf('transient', 'en'));
    expect(read('динамическая модель')).toBeUndefined();
    expect(read('', 0)).toBeUndefined();
  });

  it('reads titles by the usual title', () => {
    expect(read('цепь')).toEqual(stemsOf('circuits', 'en'));
  });

  it('has no phrase that one of its languages is empty in', () => {
    expect(book.glossary('ru', 'kk')?.at(stemsOf('расчет переходных процессов в цепях', 'ru'), 0)).toBeUndefined();
  });

  it('is there between two of the four languages only', () => {
    expect(book.glossary('ru', 'fr')).toBeNull();
    expect(SubjectBook.none.glossary('ru', 'en')).toBeNull();
  });

  it.each([
    ['ru', 'релейная защита', 'protection'],
    ['kk', 'релелік қорғаныс', 'protection'],
    ['de', 'Leistungselektronik', 'power electronics'],
  ] as const)('of all subjects reads %s "%s"', (language, phrase, english) => {
    const target = SUBJECTS.glossary(language, 'en')?.at(stemsOf(phrase, language), 0)?.target;
    expect(target).toEqual(expect.arrayContaining(stemsOf(english, 'en')));
  });

  it('reads every topic of the subjects whole', () => {
    const some = SUBJECTS.glossary('ru', 'en');
    const [russian = [], english = []] = ['ru', 'en'].map((language) =>
      SUBJECTS.subjects.map((_, subject) => SUBJECTS.readIn(language)?.topicsOf(subject) ?? []),
    );
    // "Class" and "term" are left out of English texts.
    const isNamed = (subject: number, line: number): boolean => (english[subject]?.[line]?.length ?? 0) > 0;
    const lost = russian.flatMap((topics, subject) =>
      topics.filter(
        (stems, line) =>
          stems.length > 0 && isNamed(subject, line) && some?.at(stems, 0)?.stems.length !== stems.length,
      ),
    );
    expect(lost).toEqual([]);
  });
});

describe('the subjects as a build prepares them', () => {
  const files = ['power', 'computing'].map((name) => path.join(ROOT, `rules/subjects/${name}.json`));
  const some = files.flatMap((file) => subjectFileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).slice(0, 40));
  const made = SubjectBook.of(some);
  const bytes = made.encode();
  const opened = SubjectBook.open(bytes);

  it('read every course as the subjects themselves do, to the bit', () => {
    // A topic may be empty in a language.
    const terms = some.flatMap(({ titles, topics }) => [...Object.values(titles), ...topics]).flat();
    const texts = fc.constantFrom(...terms.filter((term) => term !== ''));
    const read = fc
      .record({
        language: fc.constantFrom('en', 'ru', 'kk', 'de', 'fr'),
        title: texts,
        body: fc.array(texts, { maxLength: 6 }),
      })
      .map(({ language, title, body }) =>
        course('-', '', '', { titles: { [language]: title }, descriptions: { [language]: body.join('. ') } }),
      );
    fc.assert(
      fc.property(read, (one) => {
        const [mine, theirs] = [subjectsOf(made, one), subjectsOf(opened, one)];
        expect([...theirs.shares]).toEqual([...mine.shares]);
        expect(theirs.meaning).toEqual(mine.meaning);
      }),
    );
  });

  it.each(['ru', 'kk', 'de'])('have the same phrases of "%s"', (language) => {
    const [mine, theirs] = [made, opened].map((book) => book.glossary(language, 'en'));
    for (const subject of some.keys())
      for (const stems of made.readIn(language)?.topicsOf(subject) ?? [])
        expect(theirs?.at(stems, 0)).toEqual(mine?.at(stems, 0));
  });

  it('keep what is known of a subject but its topics, and nothing of other bytes', () => {
    expect(opened.subjects).toEqual(some.map(({ topics: _, ...subject }) => subject));
    expect(() => SubjectBook.open(bytes.slice(8))).toThrow(TypeError);
    expect(Buffer.from(opened.encode()).equals(bytes)).toBe(true);
  });
});
