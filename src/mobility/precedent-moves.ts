/** What a new version of a catalogue or curriculum does to the precedents that rest on the one before, by how far a text has moved. */
import {
  type BundlePrecedent,
  type Course,
  type CurriculumCourse,
  codeKey,
  type PrecedentMove,
  type PrecedentPolicy,
  Rational,
  reason,
  speaksOn,
  titleKey,
} from '../domain/index.ts';
import { asPrecedentCourse, type Hash } from './precedents.ts';

/**
 * Every course of a precedent that counts which the new version has changed or lacks. The text is compared with the one that was
 * decided on, so that many small steps add up. A text that moved beyond the policy's distance opens the precedent again, and so do
 * other credits where the policy says so. A course that is gone opens nothing: there is nothing to decide.
 */
export function movePrecedents(
  precedents: readonly BundlePrecedent[],
  version: {
    /** The day on which it counts. */
    readonly date: string;
    readonly side: 'home' | 'host';
    readonly institution: string;
    readonly courses: readonly Pick<Course, 'code' | 'titles' | 'descriptions' | 'outcomes' | 'credits'>[];
  },
  policy: PrecedentPolicy,
  hash: Hash,
): PrecedentMove[] {
  const byCode = new Map(version.courses.map((course) => [codeKey(course.code), asPrecedentCourse(course, hash)]));
  return precedents
    .filter((one) => speaksOn(one, version.date))
    .filter((one) => titleKey(one[version.side].institution) === titleKey(version.institution))
    .flatMap((precedent) =>
      precedent[version.side].courses.flatMap((before): PrecedentMove[] => {
        const after = byCode.get(codeKey(before.code));
        const base = { precedent: precedent.id, side: version.side, code: before.code };
        if (!after) {
          const explanation = reason('course-gone', { code: before.code });
          return [{ ...base, distance: null, creditsChanged: false, reopens: false, explanation }];
        }
        if (after.contentHash === before.contentHash) return [];
        const distance = textDistance(before, after);
        const creditsChanged = JSON.stringify(before.credits) !== JSON.stringify(after.credits);
        const hasMoved = distance.gt(policy.reopenBeyond);
        const reopens = hasMoved || (creditsChanged && policy.reopenOnCredits);
        const explanation = reason('course-text-moved', {
          code: before.code,
          distance: distance.toFixed(2),
          limit: policy.reopenBeyond.toString(),
          hasMoved: hasMoved ? 'yes' : 'no',
          creditsChanged: creditsChanged ? 'yes' : 'no',
        });
        return [{ ...base, distance, creditsChanged, reopens, explanation }];
      }),
    );
}

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
