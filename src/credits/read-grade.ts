/** A printed grade where the day or the cycle of the course may not be known: read by every scale that may be meant, and asked where they differ. */
import {
  datesOf,
  type GradeScale,
  type Level,
  memoise,
  type Result,
  type Rounding,
  reason,
  refuse,
  shown,
  success,
} from '../domain/index.ts';
import { memoryOf } from './memory.ts';
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
  /** The host's own word of the course, which settles what the pass mark of an unknown cycle leaves open. */
  readonly stated?: 'passed' | 'failed' | 'in-progress' | undefined;
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
  if (scales.length === 1) return readAtLevel(scales[0], printed, context);
  const readings = scales.map((scale) => readAtLevel(scale, printed, context));
  const known = readings.flatMap((reading) => (reading.ok ? [reading.value] : []));
  const [first, ...others] = known;
  if (!first) return readings[0] ?? refuse('grade-missing', reason('grade-missing'));
  const differs = others.some(({ grade }) => !meanTheSame(grade, first.grade));
  if (!differs) return success(first);
  const members = known.map(({ scale }) => reason('name-of-time', { record: scale.name, dates: datesOf(scale) }));
  return refuse('scale-unknown', reason('name-undated', { kind: 'scale', known: members }), {
    value: shown(printed ?? ''),
  });
}

const meanTheSame = (a: ParsedGrade, b: ParsedGrade): boolean =>
  a.status === b.status && a.symbol === b.symbol && (a.value && b.value ? a.value.eq(b.value) : a.value === b.value);

/** The same few grades stand in row after row. */
function readAtLevel(scale: GradeScale, printed: string | null, context: GradeContext): Result<ReadGrade> {
  const memory = memoryOf<Result<ReadGrade>>(readAtLevel, [scale]);
  const { level, rounding = null, stated = null } = context;
  // Only what is printed may hold any sign, and it comes last.
  const key = `${level} ${rounding} ${stated} ${printed === null ? '' : `=${printed}`}`;
  return memoise(memory, key, () => readOnce(scale, printed, context), 500);
}

function readOnce(scale: GradeScale, printed: string | null, context: GradeContext): Result<ReadGrade> {
  const { level, rounding, stated } = context;
  const read = (at: GradeScale): Result<ReadGrade> => {
    const grade = parseGrade(at, printed, rounding);
    return grade.ok ? success({ grade: grade.value, scale: at }) : grade;
  };
  if (level !== null) return read(scaleAtLevel(scale, level));
  const unset = read(scale);
  if (!unset.ok || Object.keys(scale.passByLevel).length === 0) return unset;
  // A pass under the host's own conditions is a question already.
  if (unset.value.grade.status === 'conditional') return unset;
  const cycles = scaleAtEveryLevel(scale).map((cycle) => ({ ...cycle, reading: read(cycle.scale) }));
  const statusOf = (reading: Result<ReadGrade>): string | null => (reading.ok ? reading.value.grade.status : null);
  if (cycles.every(({ reading }) => statusOf(reading) === unset.value.grade.status)) return unset;
  const agreed = cycles.find(({ reading }) => stated === 'passed' && statusOf(reading) === 'graded');
  if (agreed) return agreed.reading;
  const marks = cycles.map((cycle) => reason('pass-mark', { level: cycle.level, mark: passOf(cycle.scale) }));
  const why = reason('grade-level-unknown', { grade: shown(printed ?? ''), scale: scale.name, marks });
  return refuse('grade-unknown', why, { value: shown(printed ?? '') });
}

/** The lowest pass as the scale prints it. */
function passOf({ kind, pass, grades }: GradeScale): string {
  const lowest =
    kind === 'symbols' ? grades.findLast(({ passing, conditional }) => passing && !conditional)?.symbol : undefined;
  return lowest ?? pass.toString();
}
