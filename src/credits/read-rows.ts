/** Transcript rows as the rules read them: credits in ECTS, grade on its scale. */
import {
  codeKey,
  codeKeys,
  type DerivationStep,
  type GradeScale,
  type Level,
  type Localised,
  levelOf,
  type Policy,
  type Problem,
  problem,
  type Rational,
  type Recognition,
  type Result,
  reason,
  refuse,
  success,
  type TranscriptRow,
  textIn,
} from '../domain/index.ts';
import { printedGrade } from './conversion.ts';
import { toEcts } from './convert-credits.ts';
import { step } from './derive.ts';
import type { ParsedGrade } from './parsed-grade.ts';
import { type GradeContext, readGradeOn } from './read-grade.ts';
import { type RulesAt, resolveUnit, rulesAt, scalesMeant } from './rules-at.ts';

/** What a person said of a row: the code of an answer in rules/process, and the planned course of a link. */
export type RowAnswer = Recognition['answers'][number];

/** A row with what could be read of it; `problems` says what could not. */
export interface ReadRow {
  readonly row: TranscriptRow;
  /** {@link codeKey} of the printed code; empty when none is printed. */
  readonly key: string;
  /** The same of every identifier of the course. */
  readonly keys: readonly string[];
  readonly said: RowAnswer | null;
  readonly title: string;
  readonly unit: string | null;
  readonly ects: Rational | null;
  readonly grade: ParsedGrade | null;
  readonly hostScale: GradeScale | null;
  /** What the scale that it names is called, whether the grade could be read on it or not. */
  readonly scaleName: Localised | null;
  /** Conversion tables installed on the row's day. */
  readonly installed: RulesAt['conversions'];
  readonly problems: readonly Problem[];
  readonly derivation: readonly DerivationStep[];
}

/** What rows are read by. */
interface RowContext {
  /** Rules of the day for rows that bear no date. */
  readonly rules: RulesAt;
  readonly policy: Policy;
  /** The unit of rows that print none; null = none is known. */
  readonly planUnit?: string | null;
  /** The scale of a row that names none. */
  readonly scaleOf?: (row: TranscriptRow) => string | null;
  /** Whose scales a country's name means where it has several. */
  readonly institution: string;
  /** The cycle of rows that do not say theirs. */
  readonly level?: Level | null;
  readonly answers?: readonly RowAnswer[];
}

/** Reads every row by the rules of its day of completion, in the order of lines, which the order of the array does not change. */
export function readRows(rows: readonly TranscriptRow[], reading: RowContext): ReadRow[] {
  const orderKeys = ({ line, code, grade, completedOn, credits }: TranscriptRow): string[] => [
    String(line).padStart(9, '0'),
    code,
    grade ?? '',
    completedOn ?? '',
    credits?.toString() ?? '',
  ];
  const { book, date } = reading.rules;
  // A file gives its rows in the order of their lines.
  let last = 0;
  const isInOrder = rows.every(({ line }) => {
    const follows = line > last;
    last = line;
    return follows;
  });
  const ordered = isInOrder
    ? rows
    : rows
        .map((row) => ({ row, keys: orderKeys(row) }))
        .sort((a, b) => byKeys(a.keys, b.keys))
        .map(({ row }) => row);
  return ordered.map((row) => readRow(row, rulesAt(book, row.completedOn ?? date), reading));
}

function readRow(row: TranscriptRow, rules: RulesAt, reading: RowContext): ReadRow {
  const { policy, planUnit = null, scaleOf = () => null, institution, level = null, answers = [] } = reading;
  const said = answers.findLast(({ line }) => line === row.line) ?? null;
  const credits = readCredits(row, { rules, policy, planUnit });
  const undated = row.completedOn === null;
  const scales = scalesMeant(rules, row.scale ?? scaleOf(row), { undated, institution });
  const context = { level: levelOf(row.level ?? null) ?? level, rounding: policy.grades.percentRounding };
  const grade = readGrade(row, scales, context);
  const unread = grade.ok
    ? []
    : grade.problems.map((found) => ({ ...found, column: found.code === 'scale-unknown' ? 'grade_scale' : 'grade' }));
  return {
    row,
    key: codeKey(row.code),
    keys: codeKeys(row.code, row.codes),
    said,
    title: textIn(row.titles, 'en', 'ru', 'kk') || row.code,
    unit: row.unit ?? planUnit,
    ects: credits.ects,
    grade: grade.ok ? metBy(grade.value.grade, said) : null,
    hostScale: grade.ok ? grade.value.scale : null,
    scaleName: scales.ok ? (grade.ok && grade.value.scale ? grade.value.scale : scales.value[0]).name : null,
    installed: rules.conversions,
    problems: [...credits.problems, ...unread].map((found) => ({ source: 'transcript', line: row.line, ...found })),
    derivation: credits.derivation,
  };
}

/** The host's own conditions of a pass are met when a person says so. */
const metBy = (grade: ParsedGrade, said: RowAnswer | null): ParsedGrade =>
  said !== null && grade.status === 'conditional' ? { ...grade, status: 'graded' } : grade;

/** The credits of a row in ECTS, or why they are not known. */
function readCredits(
  row: TranscriptRow,
  { rules, policy, planUnit }: Pick<RowContext, 'rules' | 'policy'> & { readonly planUnit: string | null },
): Pick<ReadRow, 'ects' | 'problems' | 'derivation'> {
  const none = { ects: null, derivation: [] };
  if (row.credits === null || row.credits.num < 0n)
    return { ...none, problems: [problem('value-missing', reason('credits-missing'), { column: 'credits' })] };
  const unit = resolveUnit(rules, row.unit ?? planUnit, { undated: row.completedOn === null });
  const converted = unit.ok ? toEcts(row.credits, unit.value, policy) : unit;
  if (!converted.ok)
    return { ...none, problems: converted.problems.map((found) => ({ ...found, column: 'credit_system' })) };
  const { value: ects, derivation } = converted.value;
  if (row.unit !== null || planUnit === null) return { ects, problems: [], derivation };
  const why = reason('credits-unit-of-plan', { unit: planUnit });
  const first = step({
    rule: 'credits.unit-of-plan',
    reason: why,
    output: planUnit,
    source: reason('source-study-plan'),
  });
  return { ects, problems: [], derivation: [first, ...derivation] };
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
    return grade.status === 'conditional'
      ? success({ ...parsed.value, grade: { ...grade, status: 'graded' } })
      : parsed;
  const why = reason('grade-contradicted', { status, grade: printedGrade(grade), meaning: grade.status });
  return refuse('grade-contradicted', why, { value: grade.printed });
}

/** What the host's word alone says: `passed` is a pass without a grade. */
function statedGrade(status: NonNullable<TranscriptRow['status']>): ParsedGrade {
  const meaning = { passed: 'passed-without-grade', failed: 'failed', 'in-progress': 'incomplete' } as const;
  const none = { symbol: null, value: null, percent: null };
  return { printed: `"${status}"`, scale: null, status: meaning[status], ...none };
}
