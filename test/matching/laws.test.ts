/** What holds for probabilities whatever the lists: they rest on what two courses share, and on nothing else. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CanonicalSubject,
  type Course,
  courseSchema,
  type Match,
  precedentSchema,
  SUBJECT_LANGUAGES,
} from '../../src/domain/index.ts';
import { buildIndex, matchCourses } from '../../src/matching/index.ts';
import { stemsOf } from '../../src/matching/lexicon/concepts.ts';
import { SUBJECTS } from './courses.ts';

type Language = (typeof SUBJECT_LANGUAGES)[number];
type Options = Partial<Parameters<typeof matchCourses>[2]>;

/** A probability that moves by no more than this stays where it was. */
const STAYS = 0.02;
const BARRED = 0.5;

const language = fc.constantFrom(...SUBJECT_LANGUAGES);
const subject = fc.constantFrom(...SUBJECTS.subjects);

const make = (
  code: string,
  from: Language,
  title: string,
  more: { description?: string; level?: string } = {},
): Course =>
  courseSchema.parse({
    ...{ code, titles: { [from]: title }, level: more.level ?? null },
    descriptions: more.description ? { [from]: more.description } : {},
  });

/** A course of a subject: one of its usual titles, and some of its topics or none. */
const courseOf = (
  { titles, topics }: CanonicalSubject,
  from: Language,
  { code = '-', named = 0, told = 0 }: { code?: string; named?: number; told?: number } = {},
): Course =>
  make(code, from, titles[from][named % titles[from].length] ?? '', {
    description: topics
      .slice(0, told)
      .flatMap((terms) => terms[SUBJECT_LANGUAGES.indexOf(from)] || [])
      .join(', '),
  });

/** All matches of each home course. */
const match = (home: readonly Course[], host: readonly Course[], options: Options = {}): Match[][] =>
  matchCourses(home, buildIndex(host), { top: 999, subjects: SUBJECTS, abroad: true, ...options }).results.map(
    ({ matches }) => matches,
  );

/** The probability of a pair beside others, by the host's title; 0 where it is no candidate. */
function probability(home: Course, host: Course, others: readonly Course[] = [], options: Options = {}): number {
  const [matches = []] = match([home], [host, ...others], options);
  const title = Object.values(host.titles)[0];
  return matches.find(({ hostTitle, hostCode }) => hostTitle === title && hostCode === host.code)?.probability ?? 0;
}

/** What two courses are, for a message. */
const say = (...courses: readonly Course[]): string =>
  courses
    .map(({ titles, descriptions }) => JSON.stringify(titles) + (Object.keys(descriptions).length > 0 ? '+' : ''))
    .join(' | ');

const AT = new Map(SUBJECTS.subjects.map(({ id }, at) => [id, at]));
const WORDS = SUBJECTS.subjects.map(
  ({ titles, topics }) =>
    new Set(
      SUBJECT_LANGUAGES.flatMap((from, place) =>
        [...titles[from], ...topics.map((terms) => terms[place] ?? '')].flatMap((text) => stemsOf(text, from)),
      ),
    ),
);
/** Whether two subjects have neither a field nor, in any language, a word of their titles and topics in common. */
function areStrangers(one: CanonicalSubject, other: CanonicalSubject): boolean {
  const [a = -1, b = -1] = [AT.get(one.id), AT.get(other.id)];
  if (one.isced.slice(0, 2) === other.isced.slice(0, 2) || SUBJECTS.relationOf(a, b) !== 'far') return false;
  const mine = WORDS[a] ?? new Set<string>();
  return ![...(WORDS[b] ?? [])].some((stem) => mine.has(stem));
}

/** A home course, a host course of its subject, and others in the host's language that share nothing with it. */
const amongStrangers = fc
  .record({
    subject,
    ...{ from: language, to: language, told: fc.constantFrom(0, 8), toldHost: fc.constantFrom(0, 8) },
    named: fc.nat(3),
    others: fc.array(fc.record({ subject, told: fc.constantFrom(0, 0, 8) }), { minLength: 1, maxLength: 25 }),
  })
  .map(({ subject: one, from, to, told, toldHost, named, others }) => {
    const home = courseOf(one, from, { told, code: 'H' });
    const host = courseOf(one, to, { told: toldHost, named, code: 'X' });
    const strangers = others
      .filter((other) => areStrangers(one, other.subject))
      .map((other, at) => courseOf(other.subject, to, { told: other.told, code: `S${at}` }));
    return { one, home, host, strangers };
  })
  .filter(({ strangers }) => strangers.length > 0);

describe('absolute evidence', () => {
  it('candidates that share nothing with the home course change no probability', () => {
    fc.assert(
      fc.property(amongStrangers, fc.nat(), ({ home, host, strangers }, cut) => {
        const alone = probability(home, host);
        const some = probability(home, host, strangers.slice(0, cut % strangers.length));
        const all = probability(home, host, strangers);
        expect(Math.max(Math.abs(all - alone), Math.abs(some - alone), Math.abs(all - some))).toBeLessThanOrEqual(
          STAYS,
        );
      }),
      { numRuns: 120 },
    );
  });

  it('no removal lifts a probability above what the pair has alone', () => {
    const rivals = fc.array(fc.record({ subject, told: fc.constantFrom(0, 8) }), { maxLength: 10 });
    const sides = fc.record({ subject, from: language, to: language, told: fc.constantFrom(0, 8), named: fc.nat(3) });
    fc.assert(
      fc.property(sides, rivals, fc.nat(3), ({ subject: one, from, to, told, named }, others, kin) => {
        const home = courseOf(one, from, { told, code: 'H' });
        const host = courseOf(one, to, { told, named, code: 'X' });
        // Some that are much like it: the same subject under its other titles, what is near and what it holds.
        const near = [...one.near, ...one.parts].flatMap((id) => SUBJECTS.subjects[AT.get(id) ?? -1] ?? []);
        const rival = (other: CanonicalSubject, at: number, much = 0): Course =>
          courseOf(other, to, { told: much, named: at, code: `R${at}` });
        const all = [
          ...others.map((other, at) => rival(other.subject, at, other.told)),
          ...near.slice(0, 3).map((other, at) => rival(other, 20 + at, told)),
          ...Array.from({ length: kin }, (_, at) => rival(one, named + at + 1)),
        ];
        const alone = probability(home, host);
        for (let kept = 1; kept <= all.length; kept += 1)
          expect(
            probability(home, host, all.slice(0, kept)),
            say(home, host, ...all.slice(0, kept)),
          ).toBeLessThanOrEqual(alone + STAYS);
      }),
      { numRuns: 60 },
    );
  });

  it('where nothing is shared a probability is small, however small the list', () => {
    fc.assert(
      fc.property(amongStrangers, ({ home, strangers }) => {
        for (const stranger of strangers.slice(0, 4))
          expect(probability(home, stranger), say(home, stranger)).toBeLessThan(0.1);
      }),
      { numRuns: 120 },
    );
  });
});

/** Codes that tell nothing, of the n-th course. */
const FORMS = {
  digits: (at: number) => `00${3663 + 49 * at}`,
  letters: (at: number) => `BEC07${10 + at}`,
  running: (at: number) => `20-00-${String(4 + at).padStart(4, '0')}-iv`,
  programme: (at: number) => `06BEEEI${1004 + at}-KTB`,
  module: (at: number) => `M-WIWI-${100950 + at}`,
  russian: (at: number) => `Б1.О.${10 + at}`,
  block: (at: number) => `ОГСЭ.${String(at + 1).padStart(2, '0')}`,
  none: () => '-',
} as const;
const form = fc.constantFrom(...(Object.keys(FORMS) as (keyof typeof FORMS)[]));

describe('codes', () => {
  it('renaming those that tell nothing to another form changes no probability', () => {
    const lists = fc.record({
      home: fc.uniqueArray(subject, { minLength: 1, maxLength: 25, selector: ({ id }) => id }),
      host: fc.uniqueArray(subject, { minLength: 1, maxLength: 25, selector: ({ id }) => id }),
      ...{ from: language, to: language, told: fc.constantFrom(0, 6) },
    });
    fc.assert(
      fc.property(
        lists,
        fc.tuple(form, form),
        fc.tuple(form, form),
        ({ home, host, from, to, told }, before, after) => {
          const figures = ([mine, theirs]: readonly [keyof typeof FORMS, keyof typeof FORMS]): Map<string, number> => {
            const hosts = [...home.slice(0, 5), ...host].map((one, at) =>
              courseOf(one, to, { told, code: FORMS[theirs](at) }),
            );
            const found = match(
              home.map((one, at) => courseOf(one, from, { told, code: FORMS[mine](at) })),
              hosts,
            );
            return new Map(
              found.flatMap((matches, at) =>
                matches.map(({ hostTitle, probability: value = 0 }) => [`${at} ${hostTitle}`, value] as const),
              ),
            );
          };
          const [one, other] = [figures(before), figures(after)];
          expect([...other.keys()].sort()).toEqual([...one.keys()].sort());
          for (const [pair, value] of one)
            expect(Math.abs((other.get(pair) ?? 0) - value), `${pair} ${before} ${after}`).toBeLessThanOrEqual(STAYS);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('decisions', () => {
  it('one that is not near a pair changes nothing at all', () => {
    const decided = fc.record({
      ...{ subject, from: language, decision: fc.constantFrom('approved' as const, 'refused' as const) },
      ...{
        decidedOn: fc.constantFrom(null, '2001-01-01', '2027-01-01'),
        target: fc.constantFrom('X', 'S0', 'GEN', ''),
      },
      validUntil: fc.constantFrom(null, '2002-01-01', '2030-01-01'),
    });
    fc.assert(
      fc.property(amongStrangers, fc.array(decided, { minLength: 1, maxLength: 5 }), (pair, decisions) => {
        const { one, home, host, strangers } = pair;
        const far = decisions.filter((other) => areStrangers(one, other.subject));
        const precedents = far.map(({ subject: { titles }, from, decision, decidedOn, target, validUntil }, at) =>
          precedentSchema.parse({
            ...{ homeInstitution: 'Third College', homeCode: `ART${at}`, homeTitle: titles[from][0] },
            ...{ hostInstitution: 'Host', hostCode: target, decision, decidedOn, validUntil },
          }),
        );
        const ask = (known: Options): Match[][] =>
          match([home], [host, ...strangers], { today: '2026-11-29', hostInstitution: 'Host', ...known });
        expect(ask({ precedents })).toEqual(ask({}));
      }),
      { numRuns: 60 },
    );
  });
});

describe('order', () => {
  it('of the rows of both lists changes nothing', () => {
    const rows = fc.uniqueArray(fc.record({ subject, from: language, told: fc.constantFrom(0, 5) }), {
      ...{ minLength: 2, maxLength: 8 },
      selector: ({ subject: { id } }) => id,
    });
    fc.assert(
      fc.property(rows, rows, (mine, theirs) => {
        const home = mine.map(({ subject: one, from, told }, at) => courseOf(one, from, { told, code: `H${at}` }));
        const host = [...mine.slice(0, 2), ...theirs].map(({ subject: one, from, told }, at) =>
          courseOf(one, from, { told, code: `X${at}` }),
        );
        const straight = match(home, host);
        expect(match(home, host.toReversed())).toEqual(straight);
        expect(match(home.toReversed(), host).toReversed()).toEqual(straight);
      }),
      { numRuns: 30 },
    );
  });
});

/** How a title says in each language which part it is. */
const ROMAN = ['I', 'II', 'III', 'IV'];
const PARTS: Readonly<Record<Language, readonly ((part: number) => string)[]>> = {
  en: [
    (part) => ` ${ROMAN[part - 1]}`,
    (part) => ` ${part}`,
    (part) => `, Part ${part}`,
    (part) => ` (Part ${ROMAN[part - 1]})`,
  ],
  ru: [
    (part) => ` ${ROMAN[part - 1]}`,
    (part) => ` ${part}`,
    (part) => `, часть ${part}`,
    (part) => ` (часть ${ROMAN[part - 1]})`,
  ],
  kk: [
    (part) => ` ${ROMAN[part - 1]}`,
    (part) => ` ${part}`,
    (part) => `, ${part} бөлім`,
    (part) => ` (${part}-бөлім)`,
  ],
  de: [
    (part) => ` ${ROMAN[part - 1]}`,
    (part) => ` ${part}`,
    (part) => `, Teil ${part}`,
    (part) => ` (Teil ${ROMAN[part - 1]})`,
  ],
};
const LABORATORIES: Readonly<Record<Language, readonly ((title: string) => string)[]>> = {
  en: [
    (title) => `${title} Laboratory`,
    (title) => `${title} Lab`,
    (title) => `Laboratory: ${title}`,
    (title) => `${title} (Laboratory)`,
    (title) => `${title} - Laboratory Work`,
  ],
  ru: [
    (title) => `${title}. Лабораторный практикум`,
    (title) => `Лабораторные работы: ${title}`,
    (title) => `${title} (лабораторный практикум)`,
    (title) => `${title} - лабораторные работы`,
  ],
  kk: [
    (title) => `${title}. Зертханалық жұмыстар`,
    (title) => `${title} зертханасы`,
    (title) => `${title} (зертханалық практикум)`,
  ],
  de: [
    (title) => `Praktikum ${title}`,
    (title) => `Labor ${title}`,
    (title) => `Laborpraktikum ${title}`,
    (title) => `${title} (Praktikum)`,
    (title) => `${title}: Labor`,
    (title) => `${title}-Labor`,
  ],
};
const asked = fc.record({
  subject,
  ...{ from: language, to: language, kind: fc.nat(5), told: fc.constantFrom(0, 10), toldHost: fc.constantFrom(0, 10) },
});
/** Titles that have no part and no laboratory of their own. */
const plain = asked.filter(
  ({ subject: { titles, id } }) =>
    Object.values(titles).every(([title = '']) => !/\d|\b[IVX]+\b|lab|лаб|зертхана|praktikum/i.test(title)) &&
    !/laborator/.test(id),
);
const suffixed = (course: Course, change: (title: string) => string): Course => ({
  ...course,
  titles: Object.fromEntries(Object.entries(course.titles).map(([from, title]) => [from, change(title)])),
});

const expectBarred = (home: Course, host: Course, options: Options = {}): void =>
  expect(probability(home, host, [], options), say(home, host)).toBeLessThanOrEqual(BARRED);

describe('what is never likelier than not', () => {
  it('one part for another, however they are numbered, between any two languages', () => {
    const numbers = fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
      .filter(([a, b]) => a !== b);
    const ways = fc.tuple(fc.nat(3), fc.nat(3));
    fc.assert(
      fc.property(plain, numbers, ways, ({ subject: one, from, to, told, toldHost }, [mine, theirs], [way, other]) => {
        const part = (course: Course, of: Language, number: number, kind: number): Course =>
          suffixed(course, (title) => title + (PARTS[of][kind]?.(number) ?? ''));
        const home = part(courseOf(one, from, { told }), from, mine, way);
        expectBarred(home, part(courseOf(one, to, { told: toldHost }), to, theirs, other));
      }),
      { numRuns: 150 },
    );
  });

  it('a laboratory alone, between any two languages', () => {
    fc.assert(
      fc.property(plain, ({ subject: one, from, to, kind, told, toldHost }) => {
        const forms = LABORATORIES[to];
        const form = forms[kind % forms.length] ?? String;
        expectBarred(courseOf(one, from, { told }), suffixed(courseOf(one, to, { told: toldHost }), form));
      }),
      { numRuns: 150 },
    );
  });

  it('another language that is taught', () => {
    const teaching = SUBJECTS.subjects.filter(({ teaches }) => teaches);
    const sides = fc.record({
      ...{ home: fc.constantFrom(...teaching), host: fc.constantFrom(...teaching), from: language, to: language },
      told: fc.constantFrom(0, 10),
    });
    fc.assert(
      fc.property(sides, ({ home, host, from, to, told }) => {
        fc.pre(home.teaches !== host.teaches);
        expectBarred(courseOf(home, from, { told }), courseOf(host, to, { told }), { abroad: false });
      }),
      { numRuns: 150 },
    );
  });

  // Under each of their titles, in each language: few enough to try them all.
  it.each(
    SUBJECTS.subjects.filter(({ national, homeOnly }) => national || homeOnly).map((one) => [one.id, one] as const),
  )('what is national, abroad, and what is done at home alone: %s', (_id, one) => {
    for (const [at, from] of SUBJECT_LANGUAGES.entries())
      for (const told of [0, 10])
        for (const named of one.titles[from].keys()) {
          const to = SUBJECT_LANGUAGES[(at + named) % SUBJECT_LANGUAGES.length] ?? from;
          expectBarred(courseOf(one, from, { told, named }), courseOf(one, to, { told }));
        }
  });
});

describe('an identical rare title', () => {
  /** Titles of two subjects in one language, the words of one in the other: the special and the general. */
  const PAIRS = SUBJECT_LANGUAGES.flatMap((from) => {
    const titled = SUBJECTS.subjects.flatMap(({ titles }) => titles[from][0] ?? []);
    const stems = new Map(titled.map((title) => [title, new Set(stemsOf(title, from))]));
    const byStem = new Map<string, string[]>();
    for (const [title, [first, ...rest]] of [...stems].map(([title, all]) => [title, [...all]] as const))
      if (first !== undefined && rest.length < 2) byStem.set(first, [...(byStem.get(first) ?? []), title]);
    return titled.flatMap((special) => {
      const own = stems.get(special) ?? new Set<string>();
      return [...own].flatMap((stem) =>
        (byStem.get(stem) ?? []).flatMap((general) => {
          const all = stems.get(general) ?? new Set<string>();
          return all.size < own.size && [...all].every((one) => own.has(one)) ? [{ from, special, general }] : [];
        }),
      );
    });
  });
  const level = fc.constantFrom(undefined, 'bachelor', 'master');

  it('there are many to try', () => {
    expect(PAIRS.length).toBeGreaterThan(500);
  });

  it('with an agreeing level is never below a more general one', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PAIRS), level, fc.boolean(), ({ from, special, general }, of, isReversed) => {
        const home = make('H', from, special, { ...(of && { level: of }) });
        const same = make('S', from, special, { ...(of && { level: of }) });
        const other = make('G', from, general, { ...(of && { level: of }) });
        const [matches = []] = match([home], isReversed ? [other, same] : [same, other], { abroad: false });
        expect(matches[0]?.hostCode).toBe('S');
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['Abnormal Psychology', 'General Psychology'],
    ['Intermediate Accounting I', 'Financial Accounting'],
    ['Data Mining', 'Introduction to Data Science'],
    ['Differential Geometry', 'Geometry'],
  ])('"%s" stands before "%s", also where that one alone is described', (special, general) => {
    const about = `${special} and more: foundations, methods, applications.`;
    const [matches = []] = match(
      [make('H', 'en', special, { level: 'bachelor' })],
      [
        make('S', 'en', special, { level: 'bachelor' }),
        make('G', 'en', general, { level: 'bachelor', description: about }),
      ],
    );
    expect(matches[0]?.hostCode).toBe('S');
  });
});
