/** What a new version of a catalogue or curriculum does to the precedents that rest on the one before. */
import {
  type BundlePrecedent,
  type Course,
  codeKey,
  type PrecedentMove,
  type PrecedentPolicy,
  reason,
  speaksOn,
  titleKey,
} from '../domain/index.ts';
import { asPrecedentCourse, type Hash } from './precedents.ts';
import { textDistance } from './text-distance.ts';

export interface NewVersion {
  /** The day on which it counts. */
  readonly date: string;
  readonly side: 'home' | 'host';
  readonly institution: string;
  readonly courses: readonly Pick<Course, 'code' | 'titles' | 'descriptions' | 'outcomes' | 'credits'>[];
}

/**
 * Every course of a precedent that counts which the new version has changed or lacks. The text is compared with the one that was
 * decided on, so that many small steps add up. A text that moved beyond the policy's distance opens the precedent again, and so do
 * other credits where the policy says so. A course that is gone opens nothing: there is nothing to decide.
 */
export function movePrecedents(
  precedents: readonly BundlePrecedent[],
  version: NewVersion,
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
