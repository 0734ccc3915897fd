/** The outcome of each counting transcript row before its bundle is looked at: passed with a converted grade, or why not. */
import {
  compareTitles,
  type DerivationStep,
  type HomeGrade,
  type Question,
  Rational,
  type Reason,
  type Recognition,
  reason,
  success,
  type TranscriptRow,
  textIn,
} from '../domain/index.ts';
import type { Assignment, Pair } from './assign-rows.ts';
import type { AskedRows } from './attempts.ts';
import { meanGrade } from './average.ts';
import { type GradingTables, type HomeRules, printedGrade } from './conversion.ts';
import { convertGrade, keepWithoutGrade } from './convert-grade.ts';
import { step } from './derive.ts';
import { homeGradeBySymbol } from './home-grade.ts';
import { isBetter } from './parse-grade.ts';
import type { ReadRow } from './read-rows.ts';

/** What a person has to say of a row; `rows` are those that the question is about. */
interface Doubt {
  readonly kind: Question['kind'];
  readonly reason: Reason;
  readonly rows: readonly ReadRow[];
}

interface RowResult {
  readonly outcome: Recognition['rows'][number]['outcome'];
  readonly reason: Reason;
  readonly doubt: Doubt | null;
}

/** A judged row. `passed` rows carry ECTS and a home grade; the others earn nothing. */
export interface JudgedRow extends RowResult {
  readonly read: ReadRow;
  readonly assignment: Assignment | null;
  /** Rows that what is said of this one may move, see {@link AssignedRows}. */
  readonly rivals: readonly ReadRow[];
  /** Null unless the row is a pass that the policy recognises. */
  readonly passed: {
    readonly ects: Rational;
    readonly grade: HomeGrade;
    readonly derivation: readonly DerivationStep[];
  } | null;
  /** ECTS of a pass that is not recognised or waits for a person; zero else. */
  readonly withheldEcts: Rational;
}

/** Judges one row that counts. */
export function judgeRow(
  read: ReadRow,
  {
    assignment,
    rivals = [],
    elsewhere = null,
    asked = null,
    outsideStay = null,
  }: {
    readonly assignment: Assignment | null;
    readonly rivals?: readonly ReadRow[];
    /** The place that it may be, where another row was accepted for its own. */
    readonly elsewhere?: Pair | null;
    /** Whether it is a course of its own is not clear. */
    readonly asked?: AskedRows | null;
    /** It was completed on a day that is no part of the stay. */
    readonly outsideStay?: Reason | null;
  },
  judging: Judging,
): JudgedRow {
  const { grade, hostScale, ects } = read;
  const isPass = grade?.status === 'graded' || grade?.status === 'passed-without-grade';
  const without = ({ outcome, reason: why, doubt }: RowResult): JudgedRow => {
    const withheldEcts = isPass && ects ? ects : Rational.ZERO;
    return { read, assignment, rivals, outcome, reason: why, doubt, passed: null, withheldEcts };
  };
  const settled = settledBefore(read, asked) ?? pendingResult(read, assignment);
  if (settled) return without(settled);
  if (!grade || !ects || (!hostScale && grade.status !== 'passed-without-grade')) return without(unreadable(read));
  const converted = convertRow(read, judging);
  if (!converted.ok)
    return without(forPerson('grade', converted.problems[0]?.reason ?? reason('row-unreadable'), [read]));
  const barred = barredByPolicy(read, converted.value.value, judging);
  if (barred) return without(barred);
  const unsure = assignment ? doubtOfPlace(assignment, read) : elsewhere && mayBe(elsewhere);
  if (unsure) return without(unsure);
  const derivation = [...read.derivation, ...converted.value.derivation];
  const passed = { ects, grade: converted.value.value, derivation };
  const { outcome, reason: why, doubt: ofPlace } = resultOfPass(read, ects, assignment);
  const open = ofPlace ?? (outsideStay && { kind: 'stay' as const, reason: outsideStay, rows: [read] });
  const doubt = isAccepted(read) ? null : open;
  return { read, assignment, rivals, outcome, reason: why, doubt, passed, withheldEcts: Rational.ZERO };
}

/** What needs no conversion: a person's refusal, a question of which course it is, and what was not passed. */
function settledBefore(read: ReadRow, asked: AskedRows | null): RowResult | null {
  const result = resultWithoutPass(read);
  if (read.said?.resolution === 'not-recognised')
    return result && result.outcome !== 'needs-person' ? result : refused(reason('row-left-out'));
  return asked ? forPerson('attempts', asked.reason, asked.rows) : result;
}

function unreadable(read: ReadRow): RowResult {
  const [found] = read.problems;
  const kind = found?.column === 'credits' || found?.column === 'credit_system' ? 'credits' : 'grade';
  return forPerson(kind, found?.reason ?? reason('row-unreadable'), [read]);
}

/** What rows are judged by. */
export interface Judging extends HomeRules {
  /** ISO day on which ages are counted. */
  readonly date: string;
  readonly hostInstitution: string;
  readonly tablesOf: (row: TranscriptRow) => GradingTables;
}

/** The grade of a pass or a fail on the home scale. */
export function convertRow(read: ReadRow, judging: Judging): ReturnType<typeof convertGrade> {
  const { grade, hostScale, installed } = read;
  const { policy, homeScale, hostInstitution, tablesOf } = judging;
  if (!grade) return { ok: false, problems: [...read.problems] };
  return hostScale
    ? convertGrade({ policy, homeScale, hostInstitution, grade, hostScale, tables: tablesOf(read.row), installed })
    : success(keepWithoutGrade({ grade, homeScale }, reason('source-transcript')));
}

/** A person has looked at the row and lets it count. */
const isAccepted = ({ said }: ReadRow): boolean => said !== null;

const forPerson = (kind: Question['kind'], why: Reason, rows: readonly ReadRow[]): RowResult => ({
  outcome: 'needs-person',
  reason: why,
  doubt: { kind, reason: why, rows },
});

/** Places that nobody can tell the row of; a person's word settles a similar title, and no tie, which asks for a link. */
function doubtOfPlace({ how, place, score, tied }: Assignment, read: ReadRow): RowResult | null {
  if (tied) {
    const values = {
      courses: [...new Set(tied.places.map(({ course }) => course.code))],
      lines: tied.rows.map(({ row }) => `${row.line}`),
    };
    return forPerson('course', reason('row-tied', values), tied.rows);
  }
  if (how !== 'ask' || isAccepted(read)) return null;
  return forPerson('course', reason('row-unsure', { course: place.course.code, similarity: `${score}` }), [read]);
}

function mayBe({ row, place, score }: Pair): RowResult {
  const values = { course: place.course.code, similarity: `${score}` };
  return forPerson('course', reason('row-passed-over', values), [row]);
}

/** Rows that earn nothing whatever their credits and the policy say. */
function resultWithoutPass(read: ReadRow): RowResult | null {
  const { grade } = read;
  if (!grade) return null;
  const printed = printedGrade(grade);
  switch (grade.status) {
    case 'failed':
      return { outcome: 'failed', reason: reason('row-failed', { grade: printed }), doubt: null };
    case 'withdrawn':
    case 'not-assessed':
      return withoutResult(printed, grade.status);
    case 'conditional':
      return isAccepted(read) ? null : forPerson('grade', reason('row-conditional', { grade: printed }), [read]);
    case 'transferred':
      return forPerson('grade', reason('row-transferred', { grade: printed }), [read]);
    default:
      return null;
  }
}

const withoutResult = (grade: Reason, status: string): RowResult => ({
  outcome: 'withdrawn',
  reason: reason('row-without-result', { grade, status }),
  doubt: null,
});

/** A course that is not finished: whether the planned one is lost is not decided until its result comes, or a person says that none will. */
function pendingResult(read: ReadRow, assignment: Assignment | null): RowResult | null {
  const { grade } = read;
  if (grade?.status !== 'incomplete') return null;
  const printed = printedGrade(grade);
  if (!assignment || isAccepted(read)) return withoutResult(printed, grade.status);
  return forPerson('grade', reason('row-incomplete', { grade: printed, course: assignment.place.course.code }), [read]);
}

/** What the policy does not recognise, or leaves to a person, although it was passed. */
function barredByPolicy(
  read: ReadRow,
  grade: HomeGrade,
  { homeScale, policy, date }: HomeRules & { readonly date: string },
): RowResult | null {
  const { passWithoutGrade, minimumGrade } = policy.recognition;
  const { id } = policy;
  if (grade.status === 'passed-without-grade' && passWithoutGrade === 'refuse')
    return refused(reason('row-pass-refused', { policy: id }));
  if (grade.status === 'passed-without-grade' && passWithoutGrade === 'person' && !isAccepted(read))
    return forPerson('person', reason('row-pass-for-person', { policy: id }), [read]);
  const lowest = minimumGrade === null ? null : homeGradeBySymbol(homeScale, minimumGrade, null);
  if (minimumGrade && lowest?.points && grade.points && isBetter(homeScale, lowest.points, grade.points)) {
    const values = { grade: grade.letter ?? grade.points, least: minimumGrade, policy: id };
    return refused(reason('row-below-minimum', values));
  }
  const years = oldestYears(grade, { homeScale, policy });
  const { completedOn } = read.row;
  if (years === null) return null;
  if (completedOn === null)
    return isAccepted(read) ? null : forPerson('person', reason('row-without-date', { policy: id }), [read]);
  // The same day so many years later; 29 February stays, which compares right.
  const lastYear = Rational.from(completedOn.slice(0, 4)).add(Rational.of(years)).toString();
  if (`${lastYear.padStart(4, '0')}${completedOn.slice(4)}` >= date) return null;
  return refused(reason('row-too-old', { completed: completedOn, years, day: date, policy: id }));
}

const refused = (why: Reason): RowResult => ({ outcome: 'refused', reason: why, doubt: null });

/** Greatest age in years for this grade; null = no limit. */
function oldestYears(grade: HomeGrade, { homeScale, policy }: HomeRules): number | null {
  const limit = policy.recognition.maxAge;
  if (limit === null) return null;
  const sliding = limit.byGrade.find(({ from }) => {
    const bound = homeGradeBySymbol(homeScale, from, null);
    return bound?.points && grade.points && !isBetter(homeScale, bound.points, grade.points);
  });
  return sliding?.years ?? limit.years;
}

/** The named outcome of a recognised pass against its planned course. */
function resultOfPass(read: ReadRow, ects: Rational, assignment: Assignment | null): RowResult {
  const { row, title, said } = read;
  if (said?.resolution === 'counted-as-additional')
    return { outcome: 'extra', reason: reason('row-set-aside'), doubt: null };
  if (assignment === null) return { outcome: 'extra', reason: reason('row-in-no-bundle'), doubt: null };
  const { how, score, place } = assignment;
  const course = place.course.code;
  const { ects: planned, credits } = place.course;
  const printed = row.credits;
  const inRange =
    printed && credits && !credits.min.eq(credits.max) && printed.gte(credits.min) && printed.lte(credits.max);
  const asPlanned = ects.eq(planned) || inRange === true;
  const isLinked = how === 'linked' || (how !== 'code' && how !== 'change' && isAccepted(read));
  const found = (outcome: RowResult['outcome'], why: Reason, isProposal = false): RowResult => ({
    outcome: asPlanned || isLinked || how === 'change' ? outcome : 'different-credits',
    reason: asPlanned ? why : reason('row-other-credits', { why, earned: ects, planned }),
    doubt: isProposal ? { kind: 'course', reason: why, rows: [read] } : null,
  });
  if (isLinked) return found('approved-change', reason('row-linked', { course }));
  if (how === 'change') return found('approved-change', reason('row-changed', { course }));
  if (how === 'code' && compareTitles(row.titles, place.course.titles) === 'different')
    return found('probable', reason('row-other-title', { course, title, planned: textIn(place.course.titles) }), true);
  if (how === 'code') return found('as-approved', reason(asPlanned ? 'row-as-planned' : 'row-same-code', { course }));
  const code = row.code === '' ? reason('row-without-code') : reason('row-code', { code: row.code });
  const why =
    how === 'title'
      ? reason('row-same-title', { course, title, code })
      : reason('row-similar-title', { course, similarity: `${score}`, code });
  return found(row.code === '' ? 'probable' : 'different-code', why, true);
}

/** The row with the mean of the grades of all attempts at its course, each counted once; a fail without a number is left out. */
export function averagedRow(judged: JudgedRow, attempts: readonly ReadRow[], judging: Judging): JudgedRow {
  if (!judged.passed) return judged;
  const grades = attempts.flatMap((read): { value: HomeGrade; weight: Rational }[] => {
    const converted = convertRow(read, judging);
    if (!converted.ok || converted.value.value.points === null) return [];
    return [{ value: { ...converted.value.value, status: 'graded' }, weight: Rational.ONE }];
  });
  const { value: grade, derivation } = meanGrade(grades, judging);
  if (grade.status !== 'graded') return judged;
  const why = reason('row-attempts-averaged', { lines: attempts.map(({ row }) => `${row.line}`) });
  const first = step({
    rule: 'attempts.average',
    reason: why,
    output: grade.letter ?? '',
    source: judging.policy.source,
  });
  const passed = { ...judged.passed, grade, derivation: [...judged.passed.derivation, first, ...derivation] };
  return { ...judged, passed };
}
