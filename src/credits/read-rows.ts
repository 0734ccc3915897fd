/** Transcript rows as the rules read them: credits in ECTS, grade on its scale. */
import {
  codeKey,
  type DerivationStep,
  type GradeScale,
  type Level,
  levelOf,
  type Plan,
  type Policy,
  type Problem,
  problem,
  type Rational,
  type Result,
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
import type { ParsedGrade } from './parsed-grade.ts';
import { type GradeContext, readGradeOn } from './read-grade.ts';
import { type RulesAt, resolveUnit, rulesAt, scalesMeant } from './rules-at.ts';

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
  const institution = transcript.institution ?? plan.host.institution;
  // A row that does not say its cycle has the plan's, where that is one.
  const [planLevel = null, another] = plan.request.levels ?? [];
  const level = another ? null : planLevel;
  const orderKeys = ({ line, code, grade, completedOn, credits }: TranscriptRow): string[] => [
    String(line).padStart(9, '0'),
    code,
    grade ?? '',
    completedOn ?? '',
    credits?.toString() ?? '',
  ];
  return transcript.rows
    .map((row) => {
      const onDay = rulesAt(rules.book, row.completedOn ?? rules.date);
      return { keys: orderKeys(row), read: readRow(row, { rules: onDay, policy, planUnit, institution, level }) };
    })
    .sort((a, b) => byKeys(a.keys, b.keys))
    .map(({ read }) => read);
}

function readRow(
  row: TranscriptRow,
  {
    rules,
    policy,
    planUnit,
    institution,
    level,
  }: {
    readonly rules: RulesAt;
    readonly policy: Policy;
    readonly planUnit: string | null;
    readonly institution: string;
    readonly level: Level | null;
  },
): ReadRow {
  const problems: Problem[] = [];
  const derivation: DerivationStep[] = [];
  const printedUnit = row.unit ?? planUnit;
  const undated = row.completedOn === null;
  const unit = resolveUnit(rules, printedUnit, { undated });
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
  const scales = scalesMeant(rules, row.scale, { undated, institution });
  const context = { level: levelOf(row.level ?? null) ?? level, rounding: policy.grades.percentRounding };
  const grade = readGrade(row, scales, context);
  if (!grade.ok)
    problems.push(
      ...grade.problems.map((found) => ({
        ...found,
        column: found.code === 'scale-unknown' ? 'grade_scale' : 'grade',
      })),
    );
  return {
    row,
    key: codeKey(row.code),
    title: textIn(row.titles, 'en', 'ru', 'kk') || row.code,
    unit: printedUnit,
    ects,
    grade: grade.ok ? grade.value.grade : null,
    hostScale: grade.ok ? grade.value.scale : null,
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
 * passed has met them. Other failures are those of the scale and of {@link readGradeOn}.
 */
function readGrade(
  { grade: printed, status }: Pick<TranscriptRow, 'grade' | 'status'>,
  scales: ReturnType<typeof scalesMeant>,
  context: GradeContext,
): Result<{ readonly grade: ParsedGrade; readonly scale: GradeScale | null }> {
  const silent = printed === null || printed.trim() === '';
  const scale = scales.ok ? scales.value[0] : null;
  if (status !== undefined && (silent || status === 'in-progress'))
    return success({ grade: statedGrade(status), scale });
  const parsed = scales.ok ? readGradeOn(scales.value, printed, { ...context, stated: status }) : scales;
  if (status === undefined) return parsed;
  if (!parsed.ok) return status === 'failed' ? success({ grade: statedGrade(status), scale }) : parsed;
  const { grade } = parsed.value;
  const isPass = ['graded', 'conditional', 'passed-without-grade'].includes(grade.status);
  if (status === 'passed' ? isPass : grade.status === 'failed')
    return success({
      ...parsed.value,
      grade: { ...grade, status: grade.status === 'conditional' ? 'graded' : grade.status },
    });
  const why = reason('grade-contradicted', { status, grade: printedGrade(grade), meaning: grade.status });
  return refuse('grade-contradicted', why, { value: grade.printed });
}

/** What the host's word alone says: `passed` is a pass without a grade. */
function statedGrade(status: NonNullable<TranscriptRow['status']>): ParsedGrade {
  const meaning = { passed: 'passed-without-grade', failed: 'failed', 'in-progress': 'incomplete' } as const;
  const none = { symbol: null, value: null, percent: null };
  return { printed: `"${status}"`, scale: null, status: meaning[status], ...none };
}
