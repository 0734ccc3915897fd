/** The outcome of each counting transcript row before its bundle is looked at: passed with a converted grade, or why not. */
import {
  type DerivationStep,
  type GradeScale,
  type HomeGrade,
  type Policy,
  Rational,
  type RowOutcome,
  success,
  type TranscriptRow,
} from '../domain/index.ts';
import type { Assignment } from './assign-rows.ts';
import type { GradingTables } from './conversion.ts';
import { convertGrade, keepWithoutGrade } from './convert-grade.ts';
import { homeGradeBySymbol, isBetter } from './home-grade.ts';
import type { ReadRow } from './read-rows.ts';

/** A judged row. `passed` rows carry ECTS and a home grade; the others earn nothing. */
export interface JudgedRow {
  readonly read: ReadRow;
  readonly assignment: Assignment | null;
  readonly outcome: RowOutcome;
  readonly reason: string;
  /** Null unless the row is a pass that the policy recognises. */
  readonly passed: PassedRow | null;
  /** ECTS of a pass that is not recognised or waits for a person; zero else. */
  readonly withheldEcts: Rational;
}

export interface PassedRow {
  readonly ects: Rational;
  readonly grade: HomeGrade;
  readonly derivation: readonly DerivationStep[];
}

export interface Judging {
  readonly homeScale: GradeScale;
  readonly policy: Policy;
  /** ISO day on which ages are counted. */
  readonly date: string;
  readonly hostInstitution: string;
  readonly tablesOf: (row: TranscriptRow) => GradingTables;
}

type Verdict = Pick<JudgedRow, 'outcome' | 'reason'>;

/** Judges one row that counts. */
export function judgeRow(read: ReadRow, assignment: Assignment | null, judging: Judging): JudgedRow {
  const without = withoutPass(read);
  if (without) return { read, assignment, ...without, passed: null, withheldEcts: Rational.ZERO };
  const withheld = ({ outcome, reason }: Verdict): JudgedRow => {
    const withheldEcts = isPass(read) ? (read.ects ?? Rational.ZERO) : Rational.ZERO;
    return { read, assignment, outcome, reason, passed: null, withheldEcts };
  };
  const { grade, hostScale, ects, installed, problems } = read;
  if (!grade || !ects || (!hostScale && grade.status !== 'passed-without-grade')) {
    const [unread] = problems;
    const reason = unread ? `${unread.message}. ${unread.mend}` : 'it can not be read';
    return withheld({ outcome: 'needs-person', reason });
  }
  const { homeScale, policy, hostInstitution } = judging;
  const tables = judging.tablesOf(read.row);
  const converted = hostScale
    ? convertGrade({ grade, hostScale, homeScale, policy, hostInstitution, tables, installed })
    : success(keepWithoutGrade(grade, homeScale, 'transcript of records'));
  if (!converted.ok) {
    const reason = converted.problems.map(({ message }) => message).join('; ');
    return withheld({ outcome: 'needs-person', reason });
  }
  const barred = barredByPolicy(read, converted.value.value, judging);
  if (barred) return withheld(barred);
  if (assignment?.how === 'ask') {
    const similar = `${assignment.place.course.code} of the plan (similarity ${assignment.score})`;
    return withheld({ outcome: 'needs-person', reason: `it may be ${similar}, which is too unsure to count` });
  }
  const { outcome, reason } = outcomeOf(read, assignment);
  const derivation = [...read.derivation, ...converted.value.derivation];
  const passed = { ects, grade: converted.value.value, derivation };
  return { read, assignment, outcome, reason, passed, withheldEcts: Rational.ZERO };
}

const isPass = ({ grade }: ReadRow): boolean => grade?.status === 'graded' || grade?.status === 'passed-without-grade';

/** Rows that earn nothing whatever their credits and the policy say. */
function withoutPass({ grade }: ReadRow): Verdict | null {
  switch (grade?.status) {
    case 'failed':
      return { outcome: 'failed', reason: `${grade.printed} on ${grade.scale} is a fail; it earns no credit` };
    case 'withdrawn':
    case 'incomplete':
    case 'not-assessed':
      return {
        outcome: 'withdrawn',
        reason: `${grade.printed} on ${grade.scale} means ${grade.status}: no grade and no credit`,
      };
    case 'conditional':
      return {
        outcome: 'needs-person',
        reason: `${grade.printed} on ${grade.scale} is a pass only under the host's own conditions; ask the host`,
      };
    case 'transferred':
      return {
        outcome: 'needs-person',
        reason: `${grade.printed} on ${grade.scale} is credit that the host took over from elsewhere; ask for the first transcript`,
      };
    default:
      return null;
  }
}

/** What the policy does not recognise, or leaves to a person, although it was passed. */
function barredByPolicy(read: ReadRow, grade: HomeGrade, { homeScale, policy, date }: Judging): Verdict | null {
  const { passWithoutGrade, minimumGrade } = policy.recognition;
  if (grade.status === 'passed-without-grade' && passWithoutGrade !== 'credit')
    return passWithoutGrade === 'refuse'
      ? { outcome: 'refused', reason: `policy ${policy.id} does not recognise a pass without a grade` }
      : { outcome: 'needs-person', reason: `policy ${policy.id} leaves a pass without a grade to a person` };
  const lowest = minimumGrade === null ? null : homeGradeBySymbol(homeScale, minimumGrade, null);
  if (lowest?.points && grade.points && isBetter(homeScale, lowest.points, grade.points))
    return {
      outcome: 'refused',
      reason: `${grade.letter ?? grade.points} is below ${minimumGrade}, the lowest grade that policy ${policy.id} recognises`,
    };
  const years = oldestYears(grade, { homeScale, policy });
  const { completedOn } = read.row;
  if (years === null) return null;
  if (completedOn === null)
    return {
      outcome: 'needs-person',
      reason: `policy ${policy.id} limits the age of credits and no date of completion is given`,
    };
  if (yearsLater(completedOn, years) >= date) return null;
  return {
    outcome: 'refused',
    reason: `it was completed on ${completedOn}, more than ${years} years before ${date}; policy ${policy.id} does not recognise it`,
  };
}

/** Greatest age in years for this grade; null = no limit. */
function oldestYears(grade: HomeGrade, { homeScale, policy }: Pick<Judging, 'homeScale' | 'policy'>): number | null {
  const limit = policy.recognition.maxAge;
  if (limit === null) return null;
  const sliding = limit.byGrade.find(({ from }) => {
    const bound = homeGradeBySymbol(homeScale, from, null);
    return bound?.points && grade.points && !isBetter(homeScale, bound.points, grade.points);
  });
  return sliding?.years ?? limit.years;
}

/** The same day `years` later, as ISO text; 29 February stays, which compares right. */
const yearsLater = (date: string, years: number): string => {
  const year = Rational.from(date.slice(0, 4)).add(Rational.of(years));
  return `${year.toString().padStart(4, '0')}${date.slice(4)}`;
};

/** The named outcome of a recognised pass against its planned course. */
function outcomeOf({ row, ects, title }: ReadRow, assignment: Assignment | null): Verdict {
  if (assignment === null || ects === null)
    return { outcome: 'extra', reason: 'it is passed and stands in no bundle of the plan' };
  const { course } = assignment.place;
  const asPlanned = isAsPlanned(row.credits, ects, course);
  const credits = asPlanned ? '' : `; ${ects} ECTS were earned and ${course.ects} planned`;
  switch (assignment.how) {
    case 'change':
      return { outcome: 'approved-change', reason: `it replaces ${course.code} by an approved change${credits}` };
    case 'code':
      return asPlanned
        ? { outcome: 'as-approved', reason: `code ${course.code} and credits are as in the plan` }
        : { outcome: 'different-credits', reason: `code ${course.code} is as in the plan${credits}` };
    default: {
      const likeness =
        assignment.how === 'title' ? `the title "${title}" is the same` : `the title is similar (${assignment.score})`;
      const code = row.code === '' ? 'no code is printed' : `the code is ${row.code}`;
      const reason = `it is ${course.code} of the plan: ${likeness}, ${code}${credits}`;
      if (!asPlanned) return { outcome: 'different-credits', reason };
      return { outcome: row.code === '' ? 'as-approved' : 'different-code', reason };
    }
  }
}

function isAsPlanned(
  printed: Rational | null,
  ects: Rational,
  { ects: planned, credits }: Assignment['place']['course'],
): boolean {
  if (ects.eq(planned)) return true;
  if (!credits || !printed || credits.min.eq(credits.max)) return false;
  return printed.gte(credits.min) && printed.lte(credits.max);
}
