/** Courses in memory that threads share. */
import { type Course, Rational } from '../../domain/index.ts';

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
