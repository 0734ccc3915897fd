/** What a student has passed so far, as the planner names it. */
import { parseGrade, type RulesAt, resolveScale } from '../../credits/index.ts';
import {
  type Curriculum,
  codeKey,
  type Policy,
  type Problem,
  type Result,
  success,
  type Transcript,
} from '../../domain/index.ts';

/**
 * Home courses that the record shows as passed on the home scale. Where a code stands in several semesters of the curriculum, each
 * pass counts for one of them, the earliest first (`KAZ1101@1`); a repetition adds none. A row that cannot be judged is reported
 * and counts as not passed.
 */
export function passedCourses(
  soFar: Transcript,
  curriculum: Curriculum,
  { rules, policy }: { readonly rules: RulesAt; readonly policy: Policy },
): Result<string[]> {
  const scale = resolveScale(rules, policy.homeScale);
  if (!scale.ok) return scale;
  const problems: Problem[] = [];
  const passes = new Map<string, { readonly code: string; readonly count: number }>();
  for (const row of soFar.rows) {
    const grade = parseGrade(scale.value, row.grade, policy.grades.percentRounding);
    if (!grade.ok)
      problems.push(...grade.problems.map((problem) => ({ ...problem, severity: 'warning' as const, line: row.line })));
    const isPassed = grade.ok && (grade.value.status === 'graded' || grade.value.status === 'passed-without-grade');
    if (!isPassed || row.code === '') continue;
    const { code, count } = passes.get(codeKey(row.code)) ?? { code: row.code, count: 0 };
    const isRepetition = row.attempt !== null && row.attempt > 1;
    passes.set(codeKey(row.code), { code, count: isRepetition ? Math.max(1, count) : count + 1 });
  }
  const semestersWith = (code: string, { courses }: Curriculum): number[] =>
    courses
      .filter((course) => codeKey(course.code) === codeKey(code))
      .flatMap(({ semester }) => semester ?? [])
      .sort((a, b) => a - b);
  const named = [...passes.values()].flatMap(({ code, count }) => {
    const semesters = semestersWith(code, curriculum);
    return semesters.length < 2 ? [code] : semesters.slice(0, count).map((semester) => `${code}@${semester}`);
  });
  return success(named, problems);
}
