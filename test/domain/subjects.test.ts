/** The canonical subjects that are installed: each file whole, nothing twice, no link that leads nowhere. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type CanonicalSubject,
  groupBy,
  SUBJECT_LANGUAGES,
  subjectFileSchema,
  titleKey,
} from '../../src/domain/index.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../rules/subjects');
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
const TEXTS = FILES.map((name) => readFileSync(path.join(FOLDER, name), 'utf8'));
const SUBJECTS: readonly CanonicalSubject[] = TEXTS.flatMap((text) => subjectFileSchema.parse(JSON.parse(text)));
const BY_ID = new Map(SUBJECTS.map((subject) => [subject.id, subject]));

/** What stands more than once. */
const twice = <T>(items: readonly T[]): T[] => items.filter((item, at) => items.indexOf(item) !== at);
/** What of each subject is at fault, with its id. */
const faults = (of: (subject: CanonicalSubject) => readonly string[]): string[] =>
  SUBJECTS.flatMap((subject) => of(subject).map((fault) => `${subject.id}: ${fault}`));

describe('the canonical subjects', () => {
  it('are at least 1,500, of every broad field of ISCED-F', () => {
    expect(SUBJECTS.length).toBeGreaterThanOrEqual(1500);
    const broad = [...new Set(SUBJECTS.map(({ isced }) => isced.slice(0, 2)))].sort();
    expect(broad).toEqual(expect.arrayContaining(['01', '02', '03', '04', '05', '06', '07', '08', '09', '10']));
  });

  it('have ids that stand once, in one file and in all', () => {
    // Of a key that stands twice in a file JSON keeps the last alone.
    const printed = TEXTS.flatMap((text) => [...text.matchAll(/^ {2}"([^"]+)": \{/gm)].map(([, id]) => id));
    expect(printed).toHaveLength(SUBJECTS.length);
    expect(twice(printed)).toEqual([]);
  });

  it('have a title in each language, and each title once', () => {
    expect(
      faults(({ titles }) =>
        SUBJECT_LANGUAGES.filter((language) => !titles[language].some((title) => titleKey(title))),
      ),
    ).toEqual([]);
    for (const language of SUBJECT_LANGUAGES)
      expect(twice(SUBJECTS.flatMap(({ titles }) => titles[language].map(titleKey)))).toEqual([]);
  });

  it('share an abbreviation with two other subjects at most: further it tells nothing', () => {
    for (const language of SUBJECT_LANGUAGES) {
      const short = SUBJECTS.flatMap(({ id, short: of }) =>
        (of[language] ?? []).map((one) => ({ id, one: titleKey(one) })),
      );
      const crowded = [...groupBy(short, ({ one }) => one)].filter(
        ([, of]) => new Set(of.map(({ id }) => id)).size > 3,
      );
      expect(crowded).toEqual([]);
      expect(faults(({ short: of }) => twice((of[language] ?? []).map(titleKey)))).toEqual([]);
    }
  });

  it('write each language in its own script', () => {
    // "BIM" stands in Latin letters everywhere; what the state has named in Kazakh is named so in Russian as well.
    const foreign = {
      en: /\p{Script=Cyrillic}/u,
      de: /\p{Script=Cyrillic}/u,
      ru: /[әғқңөұүһі]/iu,
      kk: /[äöüß]/iu,
    } as const;
    expect(
      faults(({ titles, topics, national }) =>
        SUBJECT_LANGUAGES.flatMap((language, place) =>
          [...titles[language], ...topics.map((terms) => terms[place] ?? '')].filter(
            (text) => foreign[language].test(text) && !(language === 'ru' && national),
          ),
        ),
      ),
    ).toEqual([]);
  });

  it('have 15 to 40 topics, each in English and Russian and none twice', () => {
    expect(
      faults(({ topics }) => (topics.length < 15 || topics.length > 40 ? [`${topics.length} topics`] : [])),
    ).toEqual([]);
    expect(faults(({ topics }) => topics.filter(([en, ru]) => !en || !ru).map((terms) => terms.join(' | ')))).toEqual(
      [],
    );
    expect(faults(({ topics }) => twice(topics.map(([en = '']) => titleKey(en))))).toEqual([]);
  });

  it('name at least 6,000 different concepts in all four languages', () => {
    const whole = SUBJECTS.flatMap(({ topics }) => topics.filter((terms) => terms.every((term) => term !== '')));
    expect(new Set(whole.map(([en = '']) => titleKey(en))).size).toBeGreaterThanOrEqual(6000);
  });

  it('link to subjects that there are, never to themselves, and to none both as a part and as near', () => {
    expect(
      faults(({ id, parts, near }) => [...parts, ...near].filter((other) => other === id || !BY_ID.has(other))),
    ).toEqual([]);
    expect(faults(({ parts, near }) => twice([...parts, ...near]))).toEqual([]);
  });

  it('are no part of themselves in any number of steps, and have more than one part', () => {
    const holds = (id: string, above: readonly string[]): readonly string[] =>
      (BY_ID.get(id)?.parts ?? []).flatMap((part) => (above.includes(part) ? [part] : holds(part, [...above, part])));
    expect(faults(({ id }) => holds(id, [id]))).toEqual([]);
    expect(faults(({ parts }) => (parts.length === 1 ? parts : []))).toEqual([]);
  });

  it('say of the usual ones what cannot be taken abroad, or at no other university at all', () => {
    const national = ['kazakh-language', 'history-of-kazakhstan', 'physical-education', 'constitutional-law'];
    expect(national.filter((id) => !BY_ID.get(id)?.national)).toEqual([]);
    expect(['industrial-practice', 'bachelor-thesis'].filter((id) => !BY_ID.get(id)?.homeOnly)).toEqual([]);
    const open = ['electric-circuits', 'physics', 'philosophy', 'sociology', 'english-language'];
    expect(open.filter((id) => BY_ID.get(id)?.national || BY_ID.get(id)?.homeOnly)).toEqual([]);
    expect(faults(({ national: state, homeOnly }) => (state && homeOnly ? ['both'] : []))).toEqual([]);
  });
});

describe('a file of subjects', () => {
  const subject = {
    isced: '0713',
    year: 3,
    titles: { en: ['Relay Protection'], ru: ['Релейная защита'], kk: ['Релелік қорғаныс'], de: ['Netzschutz'] },
    topics: ['relay | реле | реле | Relais', 'setting | уставка | | '],
  };
  const isRead = (changes: object): boolean =>
    subjectFileSchema.safeParse({ 'relay-protection': { ...subject, ...changes } }).success;

  it('is read with the ids of its subjects, and terms that a language has no word for left empty', () => {
    expect(subjectFileSchema.parse({ 'relay-protection': subject })).toEqual([
      {
        ...{ ...subject, id: 'relay-protection', short: {}, parts: [], near: [], national: false, homeOnly: false },
        topics: [
          ['relay', 'реле', 'реле', 'Relais'],
          ['setting', 'уставка', '', ''],
        ],
      },
    ]);
  });

  it.each([
    ['a title is missing in one language', { titles: { ...subject.titles, kk: [] } }],
    ['a language has no titles', { titles: { en: ['Relay Protection'], ru: ['Релейная защита'], de: ['Netzschutz'] } }],
    ['a topic has three languages', { topics: ['relay | реле | реле'] }],
    ['a topic has no Russian term', { topics: ['relay | | реле | Relais'] }],
    ['there are no topics', { topics: [] }],
    ['the field is not a detailed one', { isced: '071' }],
    ['a property is not known', { titel: 'Relay Protection' }],
  ])('is refused where %s', (_what, changes) => {
    expect(isRead({})).toBe(true);
    expect(isRead(changes)).toBe(false);
  });
});
