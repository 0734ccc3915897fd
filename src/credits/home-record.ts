/** The student's record at home: one result a course, by the same rule as for the rows of a host, and its average. */
import {
  codeKey,
  failure,
  type HomeGrade,
  type Policy,
  type Problem,
  problem,
  Rational,
  type Result,
  reason,
  success,
  type Transcript,
} from '../domain/index.ts';
import { separateAttempts } from './attempts.ts';
import { type GpaRow, gpa } from './average.ts';
import type { HomeRules } from './conversion.ts';
import type { Derived } from './derive.ts';
import { gatherTables } from './grading-tables.ts';
import { convertRow, type Judging } from './judge-rows.ts';
import { isBetter } from './parse-grade.ts';
import { type ReadRow, readRows } from './read-rows.ts';
import { type RulesAt, resolveScale } from './rules-at.ts';

/** A course of the record with its one result. */
export interface RecordedCourse extends GpaRow {
  readonly key: string;
  readonly title: string;
}

export interface HomeRecord {
  readonly courses: readonly RecordedCourse[];
  readonly average: Derived<Rational | null>;
}

/**
 * Reads a record. Rows on other scales are converted by the policy's ladder, and credits of several units to ECTS. A row whose scale or unit
 * cannot be known fails the whole by name, because an average without it would be another one; so does a course whose attempts cannot be
 * told apart. A grade that its scale does not have is left out and reported.
 */
export function readHomeRecord(
  transcript: Transcript,
  { rules, policy }: { readonly rules: RulesAt; readonly policy: Policy },
): Result<HomeRecord> {
  const homeScale = resolveScale(rules, policy.homeScale);
  if (!homeScale.ok) return homeScale;
  const home: HomeRules = { policy, homeScale: homeScale.value };
  const unnamed = unnamedAmongNamed(transcript);
  if (unnamed.length > 0) return failure(...unnamed);
  const reads = readRows(transcript.rows, {
    rules,
    policy,
    institution: transcript.institution ?? policy.institution,
    // A record without dates is on the scale of the day; the scale of a dated row is that of its own day.
    scaleOf: ({ completedOn }) => (completedOn === null ? homeScale.value.id : policy.homeScale),
  });
  const attempts = separateAttempts(reads, { policy });
  const asked = [...new Map([...attempts.asked].map(([, group]) => [group.rows[0], group])).values()];
  const isOneUnit = new Set(reads.map(({ row }) => codeKey(row.unit ?? ''))).size <= 1;
  const stopped = [
    ...reads.flatMap((read) => read.problems.filter((found) => isObstacle(found, isOneUnit))),
    ...asked.map(({ rows, reason: why }) => problem('attempts-unclear', why, { line: rows[0]?.row.line ?? 1 })),
  ];
  if (stopped.length > 0) return failure(...stopped);
  const judging: Judging = {
    ...home,
    date: rules.date,
    hostInstitution: transcript.institution ?? '',
    tablesOf: gatherTables(rules, { policy, transcript, host: transcript.institution ?? '' }),
  };
  const problems: Problem[] = [];
  const courses: RecordedCourse[] = [];
  for (const read of attempts.counting) {
    const credits = isOneUnit ? read.row.credits : read.ects;
    const result = resultOf(read, attempts.averaged.get(read) ?? [read], judging);
    if (!result.ok) problems.push(...result.problems);
    else if (credits === null)
      problems.push(problem('value-missing', reason('credits-missing'), { line: read.row.line }));
    else if (result.value) courses.push({ ...result.value, key: read.key, title: read.title, credits });
  }
  const unconverted = problems.filter(({ code }) => code === 'method-not-applicable');
  if (unconverted.length > 0) return failure(...unconverted);
  return success({ courses, average: gpa(courses, policy) }, problems);
}

/** A scale that is not known, or one of several units that cannot be converted. */
const isObstacle = ({ code }: Problem, isOneUnit: boolean): boolean =>
  code === 'scale-unknown' || (!isOneUnit && (code === 'unit-unknown' || code === 'unit-not-convertible'));

/** Rows without a scale or a unit, where others name theirs: they need not be of the home university. */
function unnamedAmongNamed({ rows }: Transcript): Problem[] {
  return (['scale', 'unit'] as const).flatMap((field) => {
    if (!rows.some((row) => row[field] !== null)) return [];
    const [kind, code] =
      field === 'scale' ? (['scale', 'scale-unknown'] as const) : (['unit', 'unit-unknown'] as const);
    return rows
      .filter((row) => row[field] === null && (field === 'unit' || row.grade !== null))
      .map(({ line }) => problem(code, reason('record-mixed', { kind, line: `${line}` }), { line }));
  });
}

/** Points of a course, the mean of its attempts where they are averaged; null for what is no result. */
function resultOf(
  read: ReadRow,
  attempts: readonly ReadRow[],
  judging: Judging,
): Result<Pick<GpaRow, 'points' | 'failed'> | null> {
  const { grade } = read;
  if (!grade) return { ok: false, problems: read.problems.filter(({ column }) => column === 'grade') };
  if (!['graded', 'failed', 'passed-without-grade'].includes(grade.status)) return success(null);
  const grades: HomeGrade[] = [];
  for (const attempt of attempts) {
    const converted = convertRow(attempt, judging);
    if (!converted.ok)
      return { ok: false, problems: converted.problems.map((found) => ({ ...found, line: attempt.row.line })) };
    grades.push(converted.value.value);
  }
  const known = grades.flatMap(({ points }) => points ?? []);
  const points = known.length === 0 ? null : Rational.sum(known).div(Rational.of(known.length));
  return success({ points, failed: grade.status === 'failed' });
}

/** What a course earned abroad, beside the record. */
export interface EarnedCourse {
  readonly code: string;
  readonly points: Rational | null;
  readonly credits: Rational;
}

/**
 * The record and what was earned abroad as rows of one average: a home course that stands in both counts once, by the policy's rule on repeats.
 */
export function joinRecord(
  record: readonly RecordedCourse[],
  earned: readonly EarnedCourse[],
  { policy, homeScale }: HomeRules,
): GpaRow[] {
  const { repeats } = policy.recognition;
  const abroad = new Map(earned.map((course) => [codeKey(course.code), course]));
  const kept = record.filter(({ key }) => key === '' || !abroad.has(key));
  const joined = earned.map((course): GpaRow => {
    const before = record.find(({ key }) => key !== '' && key === codeKey(course.code));
    if (!before || repeats === 'latest') return course;
    if (repeats === 'first') return before;
    if (!before.points || !course.points) return before.points ? before : course;
    if (repeats === 'average') return { ...course, points: before.points.add(course.points).div(Rational.of(2)) };
    return isBetter(homeScale, before.points, course.points) ? before : course;
  });
  return [...kept, ...joined];
}
