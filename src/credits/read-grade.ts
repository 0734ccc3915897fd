/** The grade of a transcript row: what is printed, held against what the host states of the course beside it. */
import { failure, type GradeScale, type Result, type Rounding, success, type TranscriptRow } from '../domain/index.ts';
import { type ParsedGrade, parseGrade } from './parse-grade.ts';

type Stated = NonNullable<TranscriptRow['status']>;

/** What the host's word alone says: `passed` is a pass without a grade. */
const STATUS_OF = {
  passed: 'passed-without-grade',
  failed: 'failed',
  'in-progress': 'incomplete',
} as const satisfies Record<Stated, ParsedGrade['status']>;

const PASSES = new Set<ParsedGrade['status']>(['graded', 'conditional', 'passed-without-grade']);

/**
 * Reads the grade of a row. Where no grade is printed the host's word counts; a printed grade must agree with it, else the row fails with
 * `grade-contradicted`, because neither a fail may pass nor a pass be lost. A pass under the host's own conditions that the host states as
 * passed has met them. Other failures are those of the scale and of {@link parseGrade}.
 */
export function readGrade(
  { grade: printed, status }: Pick<TranscriptRow, 'grade' | 'status'>,
  scale: Result<GradeScale>,
  rounding: Rounding,
): Result<ParsedGrade> {
  const silent = printed === null || printed.trim() === '';
  if (status !== undefined && (silent || status === 'in-progress')) return success(statedGrade(status, scale));
  const parsed = scale.ok ? parseGrade(scale.value, printed, rounding) : scale;
  if (status === undefined) return parsed;
  if (!parsed.ok) return status === 'failed' ? success(statedGrade(status, scale)) : parsed;
  const grade = parsed.value;
  const agrees = status === 'passed' ? PASSES.has(grade.status) : grade.status === 'failed';
  if (agrees) return success({ ...grade, status: grade.status === 'conditional' ? 'graded' : grade.status });
  return failure({
    code: 'grade-contradicted',
    severity: 'error',
    message: `the host states "${status}" beside ${grade.printed}, which is ${grade.status} on ${grade.scale}`,
    mend: 'Ask the host which of the two holds, or correct the scale',
    value: grade.printed,
  });
}

const statedGrade = (status: Stated, scale: Result<GradeScale>): ParsedGrade => ({
  printed: `"${status}"`,
  scale: scale.ok ? scale.value.id : 'the transcript',
  status: STATUS_OF[status],
  symbol: null,
  value: null,
  percent: null,
});
