/** A printed grade where the day or the cycle of the course may not be known: read by every scale that may be meant, and asked where they differ. */
import {
  datesOf,
  type GradeScale,
  type Level,
  type Result,
  type Rounding,
  reason,
  refuse,
  shown,
  success,
} from '../domain/index.ts';
import { parseGrade } from './parse-grade.ts';
import type { ParsedGrade } from './parsed-grade.ts';
import { scaleAtEveryLevel, scaleAtLevel } from './scale-at-level.ts';

/** A grade with the scale that it was read by, its pass mark that of the cycle. */
export interface ReadGrade {
  readonly grade: ParsedGrade;
  readonly scale: GradeScale;
}

/** What is known of the course: `level` null = its cycle is not known. */
export interface GradeContext {
  readonly level: Level | null;
  readonly rounding?: Rounding | undefined;
}

/**
 * Reads a grade by the one scale, or by all members of a family of other times, the likeliest first. Fails with `grade-unknown` where the
 * cycle decides whether it is a pass and is not known, with `scale-unknown` where the day decides what it means, and as
 * {@link parseGrade} does.
 */
export function readGradeOn(
  scales: readonly [GradeScale, ...GradeScale[]],
  printed: string | null,
  context: GradeContext,
): Result<ReadGrade> {
  const readings = scales.map((scale) => readAtLevel(scale, printed, context));
  const known = readings.flatMap((reading) => (reading.ok ? [reading.value] : []));
  const [first, ...others] = known;
  if (!first) return readings[0] ?? refuse('grade-missing', reason('grade-missing'));
  const differs = others.some(({ grade }) => !meanTheSame(grade, first.grade));
  if (!differs) return success(first);
  const members = known.map(({ scale }) => reason('name-of-time', { record: scale.id, dates: datesOf(scale) }));
  return refuse('scale-unknown', reason('name-undated', { kind: 'scale', known: members }), {
    value: shown(printed ?? ''),
  });
}

const meanTheSame = (a: ParsedGrade, b: ParsedGrade): boolean =>
  a.status === b.status && a.symbol === b.symbol && (a.value && b.value ? a.value.eq(b.value) : a.value === b.value);

function readAtLevel(scale: GradeScale, printed: string | null, { level, rounding }: GradeContext): Result<ReadGrade> {
  const at = level === null ? scale : scaleAtLevel(scale, level);
  const grade = parseGrade(at, printed, rounding);
  if (!grade.ok) return grade;
  if (level === null) {
    const cycles = scaleAtEveryLevel(scale).map((cycle) => {
      const parsed = parseGrade(cycle.scale, printed, rounding);
      return { ...cycle, status: parsed.ok ? parsed.value.status : null };
    });
    if (cycles.some(({ status }) => status !== cycles[0]?.status)) {
      const marks = cycles.map((cycle) => reason('pass-mark', { level: cycle.level, mark: passOf(cycle.scale) }));
      const why = reason('grade-level-unknown', { grade: shown(printed ?? ''), scale: scale.id, marks });
      return refuse('grade-unknown', why, { value: shown(printed ?? '') });
    }
  }
  return success({ grade: grade.value, scale: at });
}

/** The lowest pass as the scale prints it. */
function passOf({ kind, pass, grades }: GradeScale): string {
  const lowest = kind === 'symbols' ? grades.findLast(({ passing }) => passing)?.symbol : undefined;
  return lowest ?? pass.toString();
}
