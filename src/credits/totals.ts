/** The sums of a recognition, and the student's average before and after it. */
import { Rational, type Recognition, reason } from '../domain/index.ts';
import { type GpaRow, gpa } from './average.ts';
import { step } from './derive.ts';
import { type EarnedCourse, joinRecord, type RecordedCourse } from './home-record.ts';
import type { JudgedRow } from './judge-rows.ts';
import { sumLedgers } from './outcomes.ts';
import { homeCredits, type Settlement, type Settling } from './settlement.ts';

type Parts = Pick<Recognition, 'additional' | 'credited' | 'places' | 'difference' | 'undecided'>;

const creditSum = (courses: readonly { readonly credits: Rational }[]): Rational =>
  Rational.sum(courses.map(({ credits }) => credits));

/** The balance of host credits, and what they come to at home. */
export function totalsOf(
  judged: readonly JudgedRow[],
  settlements: readonly Settlement[],
  { rows, additional, credited, difference, undecided }: Parts & Pick<Recognition, 'rows'>,
): Recognition['totals'] {
  const passed = judged.map((row) => row.passed?.ects ?? Rational.ZERO);
  const hostEctsEarned = Rational.sum([...passed, ...judged.map(({ withheldEcts }) => withheldEcts)]);
  const ectsInBundles = Rational.sum(settlements.map(({ settled }) => settled.usedEcts));
  const ectsAdditional = Rational.sum(additional.map(({ ects }) => ects));
  // A block takes no part in `credited`: its credits are those of the places that were filled.
  const inBlocks = settlements.filter(({ credited: courses }) => courses.length === 0);
  return {
    ledger: sumLedgers(rows),
    creditsUndecided: creditSum(undecided),
    hostEctsEarned,
    creditsRecognised: creditSum(credited).add(Rational.sum(inBlocks.map(({ settled }) => settled.creditsAwarded))),
    ectsAdditional,
    creditsDifference: creditSum(difference),
    ectsInBundles,
    ectsNotRecognised: hostEctsEarned.sub(ectsInBundles).sub(ectsAdditional),
  };
}

/** The student's average so far and the credits in it, with its courses where they are known. */
export interface LedgerPlace {
  readonly gpa: Rational;
  readonly credits: Rational;
  readonly courses?: readonly RecordedCourse[];
}

/** The average of what was recognised, credited courses and elective blocks; and the student's whole average before and after. */
export function gpaOf(
  { credited, additional, places }: Parts,
  { standing, ...settling }: Settling & { readonly standing?: LedgerPlace },
): Recognition['gpa'] {
  const { policy } = settling;
  if (!policy.gpa.recognisedCount) {
    const why = reason('gpa-kept-out', { policy: policy.id });
    const derivation = [step({ rule: 'gpa', reason: why, output: reason('no-average'), source: policy.source })];
    return { value: null, derivation, ...(standing && { before: standing.gpa, after: standing.gpa }) };
  }
  const courses = credited.map(({ homeCode: code, grade, credits }) => ({ code, points: grade.points, credits }));
  const work = additional.flatMap((item) => inBlock(item, places, settling));
  const own = gpa([...courses, ...work], policy);
  if (!standing) return { value: own.value, derivation: [...own.derivation] };
  const whole = standing.courses
    ? joinRecord(standing.courses, courses, settling)
    : [{ points: standing.gpa, credits: standing.credits }, ...courses];
  const after = gpa([...whole, ...work], policy);
  const derivation = [...own.derivation, ...after.derivation];
  return { value: own.value, derivation, before: standing.gpa, after: after.value };
}

/** Work in an elective block, weighed by its own credits, or by those of the place that it fills. */
function inBlock(
  { line, block, grade, ects }: Recognition['additional'][number],
  places: Recognition['places'],
  settling: Settling,
): (GpaRow & Pick<EarnedCourse, 'points'>)[] {
  if (block === null || !grade) return [];
  const filled = places.filter(({ from }) => from.includes(line));
  const lines = filled[0]?.from.length ?? 1;
  const credits = filled.length === 0 ? homeCredits(ects, settling) : creditSum(filled).div(Rational.of(lines));
  return [{ points: grade.points, credits }];
}
