/** What the canonical subjects teach the word vectors: titles and topics of one subject in any two languages say the same. */
import { type CanonicalSubject, SUBJECT_LANGUAGES } from '../../src/domain/index.ts';
import { readText, stemsOf } from '../engine.ts';
import type { Random } from '../random.ts';

type SubjectLanguage = (typeof SUBJECT_LANGUAGES)[number];

/** A subject as words of the vocabulary. */
export interface SubjectText {
  readonly titles: Readonly<Record<SubjectLanguage, readonly (readonly string[])[]>>;
  /** In the order of the lines; an empty one is none. */
  readonly topics: Readonly<Record<SubjectLanguage, readonly (readonly string[])[]>>;
}

/** A stem as the vocabulary knows it: English ones as they are, others by their language. */
export const wordOf = (stem: string, language: string): string => (language === 'en' ? stem : `${language}:${stem}`);

function byLanguage<T>(make: (language: SubjectLanguage, place: number) => T): Record<SubjectLanguage, T> {
  return Object.fromEntries(SUBJECT_LANGUAGES.map((language, place) => [language, make(language, place)])) as Record<
    SubjectLanguage,
    T
  >;
}

export const readSubjectTexts = (subjects: readonly CanonicalSubject[]): SubjectText[] =>
  subjects.map(({ titles, short, topics }) => ({
    titles: byLanguage((language) =>
      [...titles[language], ...(short[language] ?? [])].map((title) =>
        stemsOf(title, language)
          .filter((stem) => !stem.startsWith('#'))
          .map((stem) => wordOf(stem, language)),
      ),
    ),
    topics: byLanguage((language, place) =>
      topics.map((terms) => readText(terms[place] ?? '', language).map(({ term }) => wordOf(term, language))),
    ),
  }));

/** All words of a language in a subject. */
export const wordsOf = ({ titles, topics }: SubjectText, language: SubjectLanguage): string[] =>
  [...titles[language], ...topics[language]].flat();

const ASKED = {
  /** Questions of each subject in an epoch: title and topics, and two halves of the topics. */
  ...{ titles: 3, halves: 1 },
  /** Lines of topics that ask for themselves in another language. */
  lines: 6,
} as const;

/** Pairs of word lists that say the same, drawn anew for each epoch. */
export function pairsOf(text: SubjectText, random: Random): (readonly [one: string[], other: string[]])[] {
  const draw = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
  const language = (): SubjectLanguage => draw(SUBJECT_LANGUAGES) ?? 'en';
  const some = (lines: readonly (readonly string[])[], keep: boolean[]): string[] =>
    lines.flatMap((words, line) => (keep[line] ? words : []));
  const pairs: (readonly [string[], string[]])[] = [];
  for (let at = 0; at < ASKED.titles; at += 1) {
    const topics = text.topics[language()];
    pairs.push([
      [...(draw(text.titles[language()]) ?? [])],
      some(
        topics,
        topics.map(() => random() < 0.7),
      ),
    ]);
  }
  for (let at = 0; at < ASKED.halves; at += 1) {
    const [a, b] = [text.topics[language()], text.topics[language()]];
    const first = a.map(() => random() < 0.5);
    pairs.push([
      some(a, first),
      some(
        b,
        first.map((is) => !is),
      ),
    ]);
  }
  for (let at = 0; at < ASKED.lines; at += 1) {
    const [a, b] = [language(), language()];
    const line = Math.floor(random() * text.topics.en.length);
    if (a !== b) pairs.push([[...(text.topics[a][line] ?? [])], [...(text.topics[b][line] ?? [])]]);
  }
  return pairs.filter(([one, other]) => one.length > 0 && other.length > 0);
}
