/** The grade of a transcript row: what is printed, held against what the host states of the course beside it. */
import {
  type GradeScale,
  type Result,
  type Rounding,
  reason,
  refuse,
  success,
  type TranscriptRow,
} from '../domain/index.ts';
import { printedGrade } from './conversion.ts';
import { type ParsedGrade, parseGrade } from './parse-grade.ts';

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
  if (status !== undefined && (silent || status === 'in-progress')) return success(statedGrade(status));
  const parsed = scale.ok ? parseGrade(scale.value, printed, rounding) : scale;
  if (status === undefined) return parsed;
  if (!parsed.ok) return status === 'failed' ? success(statedGrade(status)) : parsed;
  const grade = parsed.value;
  const isPass = ['graded', 'conditional', 'passed-without-grade'].includes(grade.status);
  if (status === 'passed' ? isPass : grade.status === 'failed')
    return success({ ...grade, status: grade.status === 'conditional' ? 'graded' : grade.status });
  const why = reason('grade-contradicted', { status, grade: printedGrade(grade), meaning: grade.status });
  return refuse('grade-contradicted', why, { value: grade.printed });
}

/** What the host's word alone says: `passed` is a pass without a grade. */
function statedGrade(status: NonNullable<TranscriptRow['status']>): ParsedGrade {
  const meaning = { passed: 'passed-without-grade', failed: 'failed', 'in-progress': 'incomplete' } as const;
  const none = { symbol: null, value: null, percent: null };
  return { printed: `"${status}"`, scale: null, status: meaning[status], ...none };
}
