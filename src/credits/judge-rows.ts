/** The outcome of each counting transcript row before its bundle is looked at: passed with a converted grade, or why not. */
import {
  type DerivationStep,
  type HomeGrade,
  Rational,
  type Reason,
  type Recognition,
  reason,
  success,
  type TranscriptRow,
} from '../domain/index.ts';
import type { Assignment } from './assign-rows.ts';
import { type GradingTables, type HomeRules, printedGrade } from './conversion.ts';
import { convertGrade, keepWithoutGrade } from './convert-grade.ts';
import { homeGradeBySymbol } from './home-grade.ts';
import { isBetter } from './parse-grade.ts';
import type { ReadRow } from './read-rows.ts';

interface RowResult {
  readonly outcome: Recognition['rows'][number]['outcome'];
  readonly reason: Reason;
}

/** A judged row. `passed` rows carry ECTS and a home grade; the others earn nothing. */
export interface JudgedRow extends RowResult {
  readonly read: ReadRow;
  readonly assignment: Assignment | null;
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
  assignment: Assignment | null,
  judging: HomeRules & {
    /** ISO day on which ages are counted. */
    readonly date: string;
    readonly hostInstitution: string;
    readonly tablesOf: (row: TranscriptRow) => GradingTables;
  },
): JudgedRow {
  const { grade, hostScale, ects, installed, problems } = read;
  const isPass = grade?.status === 'graded' || grade?.status === 'passed-without-grade';
  const without = (result: RowResult): JudgedRow => {
    const withheldEcts = isPass && ects ? ects : Rational.ZERO;
    return { read, assignment, ...result, passed: null, withheldEcts };
  };
  const result = resultWithoutPass(read);
  if (result) return without(result);
  if (!grade || !ects || (!hostScale && grade.status !== 'passed-without-grade'))
    return without(forPerson(problems[0]?.reason ?? reason('row-unreadable')));
  const { tablesOf, ...rules } = judging;
  const converted = hostScale
    ? convertGrade({ ...rules, grade, hostScale, tables: tablesOf(read.row), installed })
    : success(keepWithoutGrade({ grade, homeScale: judging.homeScale }, reason('source-transcript')));
  if (!converted.ok) return without(forPerson(converted.problems[0]?.reason ?? reason('row-unreadable')));
  const barred = barredByPolicy(read, converted.value.value, judging);
  if (barred) return without(barred);
  if (assignment?.how === 'ask') {
    const { place, score } = assignment;
    return without(forPerson(reason('row-unsure', { course: place.course.code, similarity: `${score}` })));
  }
  const derivation = [...read.derivation, ...converted.value.derivation];
  const passed = { ects, grade: converted.value.value, derivation };
  return { read, assignment, ...resultOfPass(read, ects, assignment), passed, withheldEcts: Rational.ZERO };
}

const forPerson = (why: Reason): RowResult => ({ outcome: 'needs-person', reason: why });

/** Rows that earn nothing whatever their credits and the policy say. */
function resultWithoutPass({ grade }: ReadRow): RowResult | null {
  if (!grade) return null;
  const printed = printedGrade(grade);
  switch (grade.status) {
    case 'failed':
      return { outcome: 'failed', reason: reason('row-failed', { grade: printed }) };
    case 'withdrawn':
    case 'incomplete':
    case 'not-assessed':
      return { outcome: 'withdrawn', reason: reason('row-without-result', { grade: printed, status: grade.status }) };
    case 'conditional':
      return forPerson(reason('row-conditional', { grade: printed }));
    case 'transferred':
      return forPerson(reason('row-transferred', { grade: printed }));
    default:
      return null;
  }
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
    return { outcome: 'refused', reason: reason('row-pass-refused', { policy: id }) };
  if (grade.status === 'passed-without-grade' && passWithoutGrade === 'person')
    return forPerson(reason('row-pass-for-person', { policy: id }));
  const lowest = minimumGrade === null ? null : homeGradeBySymbol(homeScale, minimumGrade, null);
  if (minimumGrade && lowest?.points && grade.points && isBetter(homeScale, lowest.points, grade.points)) {
    const values = { grade: grade.letter ?? grade.points, least: minimumGrade, policy: id };
    return { outcome: 'refused', reason: reason('row-below-minimum', values) };
  }
  const years = oldestYears(grade, { homeScale, policy });
  const { completedOn } = read.row;
  if (years === null) return null;
  if (completedOn === null) return forPerson(reason('row-without-date', { policy: id }));
  // The same day so many years later; 29 February stays, which compares right.
  const lastYear = Rational.from(completedOn.slice(0, 4)).add(Rational.of(years)).toString();
  if (`${lastYear.padStart(4, '0')}${completedOn.slice(4)}` >= date) return null;
  return {
    outcome: 'refused',
    reason: reason('row-too-old', { completed: completedOn, years, day: date, policy: id }),
  };
}

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
function resultOfPass({ row, title }: ReadRow, ects: Rational, assignment: Assignment | null): RowResult {
  if (assignment === null) return { outcome: 'extra', reason: reason('row-in-no-bundle') };
  const { how, score, place } = assignment;
  const course = place.course.code;
  const { ects: planned, credits } = place.course;
  const printed = row.credits;
  const inRange =
    printed && credits && !credits.min.eq(credits.max) && printed.gte(credits.min) && printed.lte(credits.max);
  const asPlanned = ects.eq(planned) || inRange === true;
  const withCredits = (outcome: Recognition['rows'][number]['outcome'], why: Reason): RowResult => ({
    outcome,
    reason: asPlanned ? why : reason('row-other-credits', { why, earned: ects, planned }),
  });
  if (how === 'change') return withCredits('approved-change', reason('row-changed', { course }));
  if (how === 'code')
    return asPlanned
      ? { outcome: 'as-approved', reason: reason('row-as-planned', { course }) }
      : withCredits('different-credits', reason('row-same-code', { course }));
  const code = row.code === '' ? reason('row-without-code') : reason('row-code', { code: row.code });
  const why =
    how === 'title'
      ? reason('row-same-title', { course, title, code })
      : reason('row-similar-title', { course, similarity: `${score}`, code });
  return withCredits(!asPlanned ? 'different-credits' : row.code === '' ? 'as-approved' : 'different-code', why);
}
