/** How far the text of a course has moved between two versions. */
import { type Course, type CurriculumCourse, Rational, titleKey } from '../domain/index.ts';

/** What of a course is text. */
export type CourseText = Pick<Course | CurriculumCourse, 'titles' | 'descriptions' | 'outcomes'>;

/**
 * Share of the words that differ, 0 to 1: words are counted (normalised, lower case, whatever their order), and the distance is one
 * minus what both texts have in common over what either has. Only languages that both versions are written in are compared, because a
 * new translation is no new content; without a common language everything is.
 */
export function textDistance(before: CourseText, after: CourseText): Rational {
  const languages = writtenIn(before).filter((language) => writtenIn(after).includes(language));
  const compared = languages.length > 0 ? languages : [...writtenIn(before), ...writtenIn(after)];
  const [old, now] = [countWords(before, compared), countWords(after, compared)];
  let [common, either] = [0, 0];
  for (const word of new Set([...old.keys(), ...now.keys()])) {
    const [a, b] = [old.get(word) ?? 0, now.get(word) ?? 0];
    common += Math.min(a, b);
    either += Math.max(a, b);
  }
  return either === 0 ? Rational.ZERO : Rational.ONE.sub(Rational.of(common, either));
}

const writtenIn = ({ titles, descriptions, outcomes }: CourseText): string[] => [
  ...new Set([titles, descriptions, outcomes].flatMap((texts) => Object.keys(texts))),
];

function countWords({ titles, descriptions, outcomes }: CourseText, languages: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const language of new Set(languages)) {
    const texts = [titles[language], descriptions[language], ...(outcomes[language] ?? [])];
    // The language is part of the word: the same letters in two languages are two words.
    for (const word of titleKey(texts.filter(Boolean).join(' ')).split(' ').filter(Boolean)) {
      const key = `${language}:${word}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}
