/** Transcript rows as the rules read them: credits in ECTS, grade on its scale, attempts told apart. */
import {
  codeKey,
  type DerivationStep,
  type GradeScale,
  type Plan,
  type Policy,
  type Problem,
  type Rational,
  type RuleBook,
  type Transcript,
  type TranscriptRow,
  textIn,
  titleKey,
} from '../domain/index.ts';
import { toEcts } from './convert-credits.ts';
import { step } from './derive.ts';
import { isBetter } from './home-grade.ts';
import type { ParsedGrade } from './parse-grade.ts';
import { readGrade } from './read-grade.ts';
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

interface Reading {
  readonly plan: Plan;
  readonly transcript: Transcript;
  readonly rules: RulesAt;
  readonly policy: Policy;
}

/** Reads every row by the rules of its day of completion, in the order of lines, which the order of the array does not change. */
export function readRows({ plan, transcript, rules, policy }: Reading): ReadRow[] {
  const rulesOn = rulesByDate(rules);
  const planUnit = commonUnit(plan);
  return transcript.rows
    .map((row) => ({ keys: orderKeys(row), read: readRow(row, { rules: rulesOn(row.completedOn), policy, planUnit }) }))
    .sort((a, b) => byKeys(a.keys, b.keys))
    .map(({ read }) => read);
}

/** Rules of several days; a transcript has few different ones. */
function rulesByDate(rules: RulesAt): (date: string | null) => RulesAt {
  const known = new Map<string, RulesAt>([[rules.date, rules]]);
  return (date) => {
    const found =
      known.get(date ?? rules.date) ?? sameRules(rules, date ?? rules.date) ?? rulesAt(rules.book, date ?? rules.date);
    known.set(date ?? rules.date, found);
    return found;
  };
}

/** The rules themselves when no record begins or ends between their day and `date`: the usual case, and much cheaper. */
function sameRules(rules: RulesAt, date: string): RulesAt | null {
  const [early, late] = date < rules.date ? [date, rules.date] : [rules.date, date];
  const { begins, ends } = turningDays(rules.book);
  const changes = begins.some((day) => day > early && day <= late) || ends.some((day) => day >= early && day < late);
  return changes ? null : { ...rules, date };
}

/** First and last days of the dated records of a book, each once. */
interface TurningDays {
  readonly begins: readonly string[];
  readonly ends: readonly string[];
}

const turningDaysOf = new WeakMap<RuleBook, TurningDays>();

function turningDays(book: RuleBook): TurningDays {
  const known = turningDaysOf.get(book);
  if (known) return known;
  const dated = [...book.units, ...book.scales, ...book.conversions, ...book.policies, ...book.gradingTables];
  const days = {
    begins: [...new Set(dated.flatMap(({ validFrom }) => validFrom ?? []))],
    ends: [...new Set(dated.flatMap(({ validTo }) => validTo ?? []))],
  };
  turningDaysOf.set(book, days);
  return days;
}

/** The one unit in which the plan's host courses are printed; it counts for rows that print none. */
function commonUnit(plan: Plan): string | null {
  const units = new Set<string>();
  for (const { host } of plan.bundles) for (const { credits } of host) if (credits?.unit) units.add(credits.unit);
  const [unit] = units;
  return units.size === 1 && unit !== undefined ? unit : null;
}

interface RowRules {
  readonly rules: RulesAt;
  readonly policy: Policy;
  readonly planUnit: string | null;
}

function readRow(row: TranscriptRow, { rules, policy, planUnit }: RowRules): ReadRow {
  const problems: Problem[] = [];
  const derivation: DerivationStep[] = [];
  const place = { source: 'transcript', line: row.line };
  const printedUnit = row.unit ?? planUnit;
  const unit = resolveUnit(rules, printedUnit);
  let ects: Rational | null = null;
  if (row.credits === null || row.credits.num < 0n)
    problems.push({
      code: 'value-missing',
      severity: 'error',
      message: 'no credits are printed, or fewer than none',
      mend: 'Ask the host for the credits of this course',
      column: 'credits',
    });
  else {
    const converted = unit.ok ? toEcts(row.credits, unit.value, policy) : unit;
    if (!converted.ok) problems.push(...converted.problems.map((problem) => ({ ...problem, column: 'credit_system' })));
    else {
      if (row.unit === null && planUnit !== null) derivation.push(unitOfPlan(planUnit));
      ects = converted.value.value;
      derivation.push(...converted.value.derivation);
    }
  }
  const scale = resolveScale(rules, row.scale);
  const grade = readGrade(row, scale, policy.grades.percentRounding);
  if (!grade.ok)
    problems.push(...grade.problems.map((problem) => ({ ...problem, column: scale.ok ? 'grade' : 'grade_scale' })));
  return {
    row,
    key: codeKey(row.code),
    title: textIn(row.titles, 'en', 'ru', 'kk') || row.code,
    unit: printedUnit,
    ects,
    grade: grade.ok ? grade.value : null,
    hostScale: scale.ok ? scale.value : null,
    installed: rules.conversions,
    problems: problems.map((problem) => ({ ...place, ...problem })),
    derivation,
  };
}

const unitOfPlan = (unit: string): DerivationStep =>
  step({
    rule: 'credits.unit-of-plan',
    text: `The row prints no credit unit; the plan's host courses are in ${unit}`,
    output: unit,
    source: 'study plan',
  });

/** What became of the attempts at one course: the row that counts, and those that it replaces. */
export interface Attempts {
  readonly counting: readonly ReadRow[];
  /** Replaced rows by the row that counts instead. */
  readonly replaced: ReadonlyMap<ReadRow, ReadRow>;
  /** Rows of which it is not known which one counts. */
  readonly unclear: ReadonlySet<ReadRow>;
}

/** Tells the attempts at one course apart by its code, or by its title where no code is printed. */
export function separateAttempts(rows: readonly ReadRow[], policy: Policy): Attempts {
  const groups = new Map<string, ReadRow[]>();
  for (const read of rows) {
    const key = read.key || `title ${titleKey(read.title)}`;
    groups.set(key, [...(groups.get(key) ?? []), read]);
  }
  const counting: ReadRow[] = [];
  const replaced = new Map<ReadRow, ReadRow>();
  const unclear = new Set<ReadRow>();
  for (const group of groups.values()) {
    const chosen = chooseAttempt(group, policy);
    if (chosen === 'unclear') for (const row of group) unclear.add(row);
    counting.push(...(chosen === 'unclear' ? group : [chosen]));
    if (chosen !== 'unclear') for (const row of group) if (row !== chosen) replaced.set(row, chosen);
  }
  return { counting: rows.filter((row) => counting.includes(row)), replaced, unclear };
}

function chooseAttempt(group: readonly ReadRow[], { recognition: { repeats } }: Policy): ReadRow | 'unclear' {
  const [only] = group;
  if (only && group.length === 1) return only;
  if (group.some(({ grade }) => grade === null)) return 'unclear';
  const results = group.filter(({ grade }) => grade && RESULTS.has(grade.status));
  const candidates = results.length > 0 ? results : group;
  const ordered = [...candidates].sort((a, b) => (repeats === 'best' ? compareGrades(a, b) : compareTimes(a, b)));
  if (repeats === 'latest') ordered.reverse();
  const [first, second] = ordered;
  if (!first) return 'unclear';
  // Equally good attempts are interchangeable; equally dated ones are not.
  return second && repeats !== 'best' && compareTimes(first, second) === 0 ? 'unclear' : first;
}

const RESULTS = new Set<ParsedGrade['status']>(['graded', 'conditional', 'failed', 'passed-without-grade']);

/** Earlier attempt first. */
const compareTimes = (a: ReadRow, b: ReadRow): number => byKeys(timeKeys(a), timeKeys(b));

const timeKeys = ({ row }: ReadRow): string[] => [row.completedOn ?? '', String(row.attempt ?? 0).padStart(6, '0')];

/** Better result first: a grade, then a pass without one, then the rest; among grades by the host scale. */
function compareGrades(a: ReadRow, b: ReadRow): number {
  const order = byKeys([classOf(a)], [classOf(b)]);
  const [left, right] = [a.grade?.value, b.grade?.value];
  if (order !== 0 || !left || !right || !a.hostScale || a.hostScale !== b.hostScale || left.eq(right)) return order;
  return isBetter(a.hostScale, left, right) ? -1 : 1;
}

const CLASSES = ['graded', 'conditional', 'passed-without-grade', 'failed'];
const classOf = ({ grade }: ReadRow): string => `${CLASSES.indexOf(grade?.status ?? '')}`.padStart(2, '9');

const orderKeys = (row: TranscriptRow): string[] => [
  String(row.line).padStart(9, '0'),
  row.code,
  row.grade ?? '',
  row.completedOn ?? '',
  row.credits?.toString() ?? '',
];

function byKeys(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((key, index) => key !== b[index]);
  if (at < 0) return 0;
  return (a[at] ?? '') < (b[at] ?? '') ? -1 : 1;
}
