/** The average of a list of courses, such as the student's record at home. */
import { type Derived, type RecordedCourse, readHomeRecord } from '../../credits/index.ts';
import { Rational, type Result, success, type Transcript } from '../../domain/index.ts';
import { type FileInput, readTranscript } from '../../interchange/index.ts';
import type { AppContext } from './context.ts';
import { chooseRules, type RuleChoice } from './convert.ts';

/** An average with the credits of the graded courses in it, and the courses, each with its one result. */
interface Average extends Derived<Rational | null> {
  readonly credits: Rational;
  readonly courses: readonly RecordedCourse[];
}

/**
 * One result a course, each on the home scale. Fails by name where an average would rest on a guess: a scale or unit that is not known, attempts
 * that cannot be told apart. A row whose grade its scale does not have is left out and reported.
 */
export function averageOf(
  context: AppContext,
  request: RuleChoice & { readonly transcript: Transcript },
): Result<Average> {
  const chosen = chooseRules(context, request);
  if (!chosen.ok) return chosen;
  const record = readHomeRecord(request.transcript, chosen.value);
  if (!record.ok) return record;
  const { courses, average } = record.value;
  const credits = Rational.sum(courses.flatMap((course) => (course.points ? [course.credits] : [])));
  return success({ ...average, credits, courses }, record.problems);
}

export function averageOfFile(
  context: AppContext,
  request: RuleChoice & { readonly file: FileInput },
): Result<{ readonly average: Average; readonly rejected: number }> {
  const transcript = readTranscript(request.file);
  if (!transcript.ok) return transcript;
  const average = averageOf(context, { policy: request.policy, on: request.on, transcript: transcript.value.value });
  if (!average.ok) return { ...average, problems: [...transcript.problems, ...average.problems] };
  const unreadable = average.problems.length;
  return success({ average: average.value, rejected: transcript.value.rejected + unreadable }, [
    ...transcript.problems,
    ...average.problems,
  ]);
}
