/** The recognition: a returning transcript reconciled with the approved plan, every row in a named outcome, every figure derived. */
import {
  type Plan,
  type Policy,
  type Problem,
  policyOn,
  problem,
  Rational,
  type Reason,
  type Recognition,
  type Result,
  reason,
  success,
  type Transcript,
} from '../domain/index.ts';
import { gatherAdditional } from './additional-work.ts';
import { type ApprovedChange, assignRows, type RowMatcher } from './assign-rows.ts';
import { separateAttempts } from './attempts.ts';
import { gpa } from './average.ts';
import { ratioOf } from './convert-credits.ts';
import { step } from './derive.ts';
import { gatherTables } from './grading-tables.ts';
import { type JudgedRow, judgeRow } from './judge-rows.ts';
import { type ReadRow, readRows } from './read-rows.ts';
import { type RulesAt, resolveScale, resolveUnit } from './rules-at.ts';
import { homeCredits, type Settlement, type Settling, settleBundle, uncredited } from './settle-bundles.ts';

/** What a recognition is made of. */
export interface RecogniseInput {
  readonly plan: Plan;
  readonly transcript: Transcript;
  /** Rules of the day of recognition; rows are read by those of their own day. */
  readonly rules: RulesAt;
  readonly policy: Policy;
  readonly matcher: RowMatcher;
  /** Changes of the agreement approved after this version of the plan. */
  readonly changes?: readonly ApprovedChange[];
  /** The student's average so far and the credits in it. */
  readonly standing?: { readonly gpa: Rational; readonly credits: Rational };
}

/**
 * Reconciles and converts. Every row ends in a credited course, an elective block, an additional achievement or a reasoned refusal; home
 * courses left over are the academic difference. Fails only when the policy's home scale or unit does not exist on the day.
 * Problems of single rows come back beside the value. Same input, same bytes; the order of rows changes nothing.
 */
export function recognise(input: RecogniseInput): Result<Recognition> {
  const { plan, transcript, rules, policy, standing } = input;
  const homeScale = resolveScale(rules, policy.homeScale);
  if (!homeScale.ok) return homeScale;
  const homeUnit = resolveUnit(rules, policy.homeUnit);
  if (!homeUnit.ok) return homeUnit;
  const ratio = ratioOf(homeUnit.value, policy);
  if (!ratio.ok) return ratio;
  const settling = { policy, homeScale: homeScale.value, homeUnit: homeUnit.value, homeRatio: ratio.value.value };
  const reads = readRows(input);
  const attempts = separateAttempts(reads, policy);
  const judged = judgeAll(input, attempts, settling);
  const settlements = plan.bundles.map((bundle) => {
    const rows = judged.filter(({ assignment }) => assignment?.place.bundle === bundle.id);
    return settleBundle(bundle, rows, settling);
  });
  const additional = gatherAdditional(judged, settlements, { plan, settling });
  const credited = settlements.flatMap((settlement) => settlement.credited);
  const difference = [
    ...settlements.flatMap((settlement) => settlement.difference),
    ...plan.uncovered
      .filter((course) => course.reason !== 'already-passed')
      .map(({ home, explanation }) => uncredited(home, reason('not-covered-by-plan', { why: explanation }), settling)),
  ];
  const rows = outcomesOf(reads, { attempts, judged, settlements, policy });
  const open = rows.filter(({ outcome }) => outcome === 'needs-person').length;
  const recognition: Recognition = {
    format: 'concord-recognition',
    version: 1,
    student: transcript.student,
    home: plan.home,
    host: { institution: transcript.institution ?? plan.host.institution },
    policy: { id: policy.id, version: policy.version, source: policy.source },
    date: rules.date,
    notes: policyNotes(input),
    open,
    draft: open > 0,
    questions: [],
    answers: [],
    checks: [],
    transcripts: [],
    unread: [],
    rows,
    bundles: settlements.map(({ settled }) => settled),
    credited,
    additional,
    places: [],
    difference,
    undecided: [],
    totals: totalsOf(judged, settlements, { additional, credited, difference }),
    gpa: gpaOf(credited, additional, { ...settling, ...(standing && { standing }) }),
  };
  // A row that cannot be read is left to a person; the recognition itself stands.
  const unread = reads.flatMap(({ problems }) => problems.map((found): Problem => ({ ...found, severity: 'warning' })));
  return success(recognition, [...unread, ...capProblems(recognition, policy)]);
}

/** The policy's version is pinned; where another one applies on the day, the recognition says so. */
function policyNotes({ policy: { id, version }, rules: { book, date } }: RecogniseInput): Reason[] {
  const current = policyOn(book.policies, id, date);
  if (!current.ok) return current.problems.flatMap((found) => found.reason ?? []);
  const values = { policy: id, version, current: current.value.version, day: date };
  return current.value.version === version ? [] : [reason('policy-version-differs', values)];
}

function judgeAll(
  input: RecogniseInput,
  attempts: ReturnType<typeof separateAttempts>,
  settling: Settling,
): JudgedRow[] {
  const { plan, transcript, rules, policy, matcher, changes = [] } = input;
  const thresholds = policy.recognition.renamed;
  const assigned = assignRows(attempts.counting, { plan, changes, matcher, thresholds });
  const hostInstitution = transcript.institution ?? plan.host.institution;
  const tablesOf = gatherTables(rules, { policy, transcript, host: hostInstitution });
  const judging = { homeScale: settling.homeScale, policy, date: rules.date, hostInstitution, tablesOf };
  return attempts.counting.map((read) => {
    const judged = judgeRow(read, assigned.get(read) ?? null, judging);
    if (!attempts.unclear.has(read)) return judged;
    const why = reason('row-attempts-unclear');
    return { ...judged, outcome: 'needs-person', reason: why, passed: null, withheldEcts: Rational.ZERO };
  });
}

/** Every row with its outcome, once the bundles are settled. */
function outcomesOf(
  reads: readonly ReadRow[],
  {
    attempts,
    judged,
    settlements,
    policy,
  }: {
    readonly attempts: ReturnType<typeof separateAttempts>;
    readonly judged: readonly JudgedRow[];
    readonly settlements: readonly Settlement[];
    readonly policy: Policy;
  },
): Recognition['rows'] {
  const judgedOf = new Map(judged.map((row) => [row.read, row]));
  const settlementOf = new Map(settlements.map((settlement) => [settlement.settled.bundle, settlement]));
  return reads.map((read) => {
    const { row, title, unit, ects } = read;
    const { line, code, credits, grade, scale } = row;
    const facts = { line, code, title, credits, unit, ects, grade, scale };
    const found = judgedOf.get(read);
    if (found) {
      const settlement = settlementOf.get(found.assignment?.place.bundle ?? '');
      const { outcome, reason: why } = outcomeOf(found, settlement, policy);
      return { ...facts, outcome, reason: why, bundle: found.assignment?.place.bundle ?? null, ledger: null };
    }
    const values = { line: `${attempts.replaced.get(read)?.row.line}`, repeats: policy.recognition.repeats };
    return { ...facts, outcome: 'repeated', reason: reason('row-repeated', values), bundle: null, ledger: null };
  });
}

/** The outcome of a row that counts, in the light of its bundle. */
function outcomeOf(
  judged: JudgedRow,
  settlement: Settlement | undefined,
  { recognition }: Policy,
): Pick<JudgedRow, 'outcome' | 'reason'> {
  const { reason: why } = judged;
  if (settlement) {
    const { bundle, reason: obstacle } = settlement.settled;
    if (settlement.waiting.some((row) => row === judged))
      return { outcome: 'needs-person', reason: reason('row-waits', { why, bundle, obstacle }) };
    if (settlement.released.some((row) => row === judged))
      return { outcome: 'extra', reason: reason('row-bundle-lost', { bundle, obstacle }) };
    return judged;
  }
  if (judged.passed === null) return judged;
  return recognition.notInPlan === 'refuse'
    ? { outcome: 'refused', reason: reason('row-outside-plan', { why }) }
    : { outcome: 'extra', reason: why };
}

/** The balance: earned = in bundles + additional + not recognised. */
function totalsOf(
  judged: readonly JudgedRow[],
  settlements: readonly Settlement[],
  { additional, credited, difference }: Pick<Recognition, 'additional' | 'credited' | 'difference'>,
): Recognition['totals'] {
  const passed = judged.map((row) => row.passed?.ects ?? Rational.ZERO);
  const hostEctsEarned = Rational.sum([...passed, ...judged.map(({ withheldEcts }) => withheldEcts)]);
  const ectsInBundles = Rational.sum(settlements.map(({ settled }) => settled.usedEcts));
  const ectsAdditional = Rational.sum(additional.map(({ ects }) => ects));
  return {
    ledger: null,
    creditsUndecided: null,
    hostEctsEarned,
    creditsRecognised: Rational.sum(credited.map(({ credits }) => credits)),
    ectsAdditional,
    creditsDifference: Rational.sum(difference.map(({ credits }) => credits)),
    ectsInBundles,
    ectsNotRecognised: hostEctsEarned.sub(ectsInBundles).sub(ectsAdditional),
  };
}

/** The average of what was recognised, credited courses and elective blocks; and the student's whole average before and after. */
function gpaOf(
  credited: Recognition['credited'],
  additional: Recognition['additional'],
  settling: Settling & Pick<RecogniseInput, 'standing'>,
): Recognition['gpa'] {
  const { policy, standing } = settling;
  if (!policy.gpa.recognisedCount) {
    const why = reason('gpa-kept-out', { policy: policy.id });
    const derivation = [step({ rule: 'gpa', reason: why, output: reason('no-average'), source: policy.source })];
    return { value: null, derivation, ...(standing && { before: standing.gpa, after: standing.gpa }) };
  }
  const rows = [
    ...credited.map(({ grade, credits }) => ({ points: grade.points, credits })),
    ...additional.flatMap(({ grade, ects, block }) =>
      block === null || !grade ? [] : [{ points: grade.points, credits: homeCredits(ects, settling) }],
    ),
  ];
  const own = gpa(rows, policy);
  if (!standing) return { value: own.value, derivation: [...own.derivation] };
  const after = gpa([{ points: standing.gpa, credits: standing.credits }, ...rows], policy);
  const derivation = [...own.derivation, ...after.derivation];
  return { value: own.value, derivation, before: standing.gpa, after: after.value };
}

function capProblems({ totals }: Recognition, { recognition, id }: Policy): Problem[] {
  const cap = recognition.maxDifference;
  if (cap === null || totals.creditsDifference.lte(cap)) return [];
  const why = reason('difference-too-large', { credits: totals.creditsDifference, cap, policy: id });
  return [problem('difference-too-large', why, { severity: 'warning' })];
}
