/** Transcript rows as the rules read them: credits in ECTS, grade on its scale. */
import {
  codeKey,
  type DerivationStep,
  type GradeScale,
  type Plan,
  type Policy,
  type Problem,
  problem,
  type Rational,
  type Result,
  type Rounding,
  reason,
  refuse,
  success,
  type Transcript,
  type TranscriptRow,
  textIn,
} from '../domain/index.ts';
import { printedGrade } from './conversion.ts';
import { toEcts } from './convert-credits.ts';
import { step } from './derive.ts';
import { type ParsedGrade, parseGrade } from './parse-grade.ts';

import { type RulesAt, resolveScale, resolveUnit, rulesAt } from './rules-at.ts';

/** A row with what could be read of it; `problems` says what could not. */
export interface ReadRow {
  readonly row: TranscriptRow;
  /** {@link codeKey} of the printed code; empty when none is printed. */
  readonly key: string;
  readonly title: string;
  readonly unit: string | null;
  readonly ects: Rational | null;
  readonly grade: ParsedGrade | null;
  readonly hostScale: GradeScale | null;
  /** Conversion tables installed on the row's day. */
  readonly installed: RulesAt['conversions'];
  readonly problems: readonly Problem[];
  readonly derivation: readonly DerivationStep[];
}

/** Reads every row by the rules of its day of completion, in the order of lines, which the order of the array does not change. */
export function readRows({
  plan,
  transcript,
  rules,
  policy,
}: {
  readonly plan: Plan;
  readonly transcript: Transcript;
  readonly rules: RulesAt;
  readonly policy: Policy;
}): ReadRow[] {
  // The one unit in which the plan's host courses are printed counts for rows that print none.
  const units = new Set(plan.bundles.flatMap(({ host }) => host.flatMap(({ credits }) => credits?.unit || [])));
  const [planUnit = null] = units.size === 1 ? units : [];
  const orderKeys = ({ line, code, grade, completedOn, credits }: TranscriptRow): string[] => [
    String(line).padStart(9, '0'),
    code,
    grade ?? '',
    completedOn ?? '',
    credits?.toString() ?? '',
  ];
  return transcript.rows
    .map((row) => {
      const read = readRow(row, { rules: rulesAt(rules.book, row.completedOn ?? rules.date), policy, planUnit });
      return { keys: orderKeys(row), read };
    })
    .sort((a, b) => byKeys(a.keys, b.keys))
    .map(({ read }) => read);
}

function readRow(
  row: TranscriptRow,
  { rules, policy, planUnit }: { readonly rules: RulesAt; readonly policy: Policy; readonly planUnit: string | null },
): ReadRow {
  const problems: Problem[] = [];
  const derivation: DerivationStep[] = [];
  const printedUnit = row.unit ?? planUnit;
  const unit = resolveUnit(rules, printedUnit);
  let ects: Rational | null = null;
  if (row.credits === null || row.credits.num < 0n)
    problems.push(problem('value-missing', reason('credits-missing'), { column: 'credits' }));
  else {
    const converted = unit.ok ? toEcts(row.credits, unit.value, policy) : unit;
    if (!converted.ok) problems.push(...converted.problems.map((found) => ({ ...found, column: 'credit_system' })));
    else {
      const why = planUnit && reason('credits-unit-of-plan', { unit: planUnit });
      const source = reason('source-study-plan');
      if (row.unit === null && why)
        derivation.push(step({ rule: 'credits.unit-of-plan', reason: why, output: planUnit, source }));
      ects = converted.value.value;
      derivation.push(...converted.value.derivation);
    }
  }
  const scale = resolveScale(rules, row.scale);
  const grade = readGrade(row, scale, policy.grades.percentRounding);
  if (!grade.ok)
    problems.push(...grade.problems.map((found) => ({ ...found, column: scale.ok ? 'grade' : 'grade_scale' })));
  return {
    row,
    key: codeKey(row.code),
    title: textIn(row.titles, 'en', 'ru', 'kk') || row.code,
    unit: printedUnit,
    ects,
    grade: grade.ok ? grade.value : null,
    hostScale: scale.ok ? scale.value : null,
    installed: rules.conversions,
    problems: problems.map((found) => ({ source: 'transcript', line: row.line, ...found })),
    derivation,
  };
}

/** Order of two lists of texts, text by text. */
export function byKeys(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((key, index) => key !== b[index]);
  if (at < 0) return 0;
  return (a[at] ?? '') < (b[at] ?? '') ? -1 : 1;
}

/**
 * Reads the grade of a row. Where no grade is printed the host's word counts; a printed grade must agree with it, else the row fails with
 * `grade-contradicted`, because neither a fail may pass nor a pass be lost. A pass under the host's own conditions that the host states as
 * passed has met them. Other failures are those of the scale and of {@link parseGrade}.
 */
function readGrade(
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
