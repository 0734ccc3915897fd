/** Courses that cross to another thread. Copies lose the class of their credits; a whole catalogue is packed instead of copied. */
import { type Course, type CourseMatches, Rational } from '../../domain/index.ts';

type Credits = Course['credits'];

const revived = ({ num, den }: Rational): Rational => Rational.of(num, den);
const reviveCredits = (credits: Credits): Credits =>
  credits && { ...credits, min: revived(credits.min), max: revived(credits.max) };

/** A copied course with its credits as they were. */
export const reviveCourse = <C extends Course>(course: C): C => ({ ...course, credits: reviveCredits(course.credits) });

/** Copied matches with their credits as they were. */
export const reviveMatches = ({ matches, ...found }: CourseMatches): CourseMatches => ({
  ...found,
  matches: matches.map((match) => ({
    ...match,
    ...(match.credits && {
      credits: { home: reviveCredits(match.credits.home), host: reviveCredits(match.credits.host) },
    }),
  })),
});

/** Courses as JSON in shared memory: course `n` ends at `ends[n]`. */
export interface PackedCourses {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
}

export const inSharedMemory = (bytes: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(bytes));

export function packCourses(courses: readonly Course[]): PackedCourses {
  const encoder = new TextEncoder();
  const texts = courses.map((course) => encoder.encode(JSON.stringify(course)));
  const bytes = inSharedMemory(texts.reduce((sum, { length }) => sum + length, 0));
  const ends = new Uint32Array(new SharedArrayBuffer(4 * texts.length));
  let end = 0;
  texts.forEach((text, at) => {
    bytes.set(text, end);
    end += text.length;
    ends[at] = end;
  });
  return { bytes, ends };
}

/** Reads one packed course when it is asked for; few of a catalogue are. @throws RangeError for a position that is not there. */
export function unpackCourse({ bytes, ends }: PackedCourses, position: number): Course {
  const end = ends[position];
  if (end === undefined) throw new RangeError(`no packed course at ${position}`);
  const text = new TextDecoder().decode(bytes.slice(position === 0 ? 0 : ends[position - 1], end));
  const { credits, ...course } = JSON.parse(text) as Omit<Course, 'credits'> & {
    credits: {
      readonly min: string;
      readonly max: string;
      readonly unit: string | null;
    } | null;
  };
  return {
    ...course,
    credits: credits && { ...credits, min: Rational.from(credits.min), max: Rational.from(credits.max) },
  };
}
