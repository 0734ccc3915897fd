/** The recognition: a returning transcript reconciled with the approved plan, every row in a named outcome, every figure derived. */
import {
  type Plan,
  type Policy,
  type Problem,
  Rational,
  type Recognition,
  type Result,
  success,
  type Transcript,
} from '../domain/index.ts';
import { type Additional, gatherAdditional } from './additional-work.ts';
import { type ApprovedChange, assignRows, type RowMatcher } from './assign-rows.ts';
import { gpa } from './average.ts';
import { ectsPerUnit } from './convert-credits.ts';
import { step } from './derive.ts';
import { gatherTables } from './grading-tables.ts';
import { type JudgedRow, judgeRow } from './judge-rows.ts';
import { type Attempts, type ReadRow, readRows, separateAttempts } from './read-rows.ts';
import { type RulesAt, resolveScale, resolveUnit } from './rules-at.ts';
import {
  homeCredits,
  type PassedJudged,
  type Settlement,
  type Settling,
  settleBundle,
  uncredited,
} from './settle-bundles.ts';

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
  const { plan, rules, policy } = input;
  const homeScale = resolveScale(rules, policy.homeScale);
  if (!homeScale.ok) return homeScale;
  const homeUnit = resolveUnit(rules, policy.homeUnit);
  if (!homeUnit.ok) return homeUnit;
  const homeRatio = ectsPerUnit(homeUnit.value, policy);
  if (!homeRatio.ok) return homeRatio;
  const settling = { policy, homeScale: homeScale.value, homeUnit: homeUnit.value, homeRatio: homeRatio.value };
  const reads = readRows(input);
  const attempts = separateAttempts(reads, policy);
  const judged = judgeAll(input, attempts, settling);
  const settlements = settleAll(plan, judged, settling);
  const outcomes: Outcomes = {
    attempts,
    judgedOf: new Map(judged.map((row) => [row.read, row])),
    settlementOf: new Map(settlements.map((settlement) => [settlement.settled.bundle, settlement])),
    policy,
  };
  const additional = gatherAdditional({ judged, settlements, policy, plan, settling });
  const credited = settlements.flatMap((settlement) => settlement.credited);
  const difference = differenceOf(plan, settlements, settling);
  const totals = totalsOf({ judged, settlements, additional, credited, difference });
  const recognition: Recognition = {
    format: 'concord-recognition',
    version: 1,
    student: input.transcript.student,
    home: plan.home,
    host: { institution: input.transcript.institution ?? plan.host.institution },
    policy: { id: policy.id, version: policy.version, source: policy.source },
    date: rules.date,
    rows: reads.map((read) => outcomeOfRead(read, outcomes)),
    bundles: settlements.map(({ settled }) => settled),
    credited,
    additional,
    difference,
    totals,
    gpa: gpaOf(credited, additional, { ...settling, ...(input.standing && { standing: input.standing }) }),
  };
  return success(recognition, [
    ...reads.flatMap(({ problems }) => asWarnings(problems)),
    ...capProblems(recognition, policy),
  ]);
}

/** A row that can not be read is left to a person; the recognition itself stands. */
const asWarnings = (problems: readonly Problem[]): Problem[] =>
  problems.map((problem) => ({ ...problem, severity: 'warning' as const }));

function judgeAll(input: RecogniseInput, attempts: Attempts, settling: Settling): JudgedRow[] {
  const { plan, transcript, rules, policy, matcher, changes = [] } = input;
  const thresholds = policy.recognition.renamed;
  const assigned = assignRows(attempts.counting, { plan, changes, matcher, thresholds });
  const hostInstitution = transcript.institution ?? plan.host.institution;
  const tablesOf = gatherTables(rules, { policy, transcript, host: hostInstitution });
  const judging = { homeScale: settling.homeScale, policy, date: rules.date, hostInstitution, tablesOf };
  return attempts.counting.map((read) => {
    const judged = judgeRow(read, assigned.get(read) ?? null, judging);
    if (!attempts.unclear.has(read)) return judged;
    const reason =
      'the course stands in the transcript more than once, and nothing says which attempt is the later one';
    return { ...judged, outcome: 'needs-person', reason, passed: null, withheldEcts: Rational.ZERO };
  });
}

function settleAll(plan: Plan, judged: readonly JudgedRow[], settling: Settling): Settlement[] {
  const rowsOf = new Map<string, JudgedRow[]>();
  for (const row of judged)
    if (row.assignment) {
      const { bundle } = row.assignment.place;
      rowsOf.set(bundle, [...(rowsOf.get(bundle) ?? []), row]);
    }
  return plan.bundles.map((bundle) => {
    const rows = rowsOf.get(bundle.id) ?? [];
    return bundle.home.length > 0 ? settleBundle(bundle, rows, settling) : settleElectives(bundle, rows);
  });
}

/** An elective block takes each passed course for itself. */
function settleElectives(bundle: Plan['bundles'][number], rows: readonly JudgedRow[]): Settlement {
  const used = rows.filter((row): row is PassedJudged => row.passed !== null);
  const hostEcts = Rational.sum(used.map(({ passed }) => passed.ects));
  const status = used.length === bundle.host.length ? 'credited' : used.length > 0 ? 'partly-credited' : 'not-credited';
  return {
    settled: {
      bundle: bundle.id,
      status,
      reason: `${used.length} of ${bundle.host.length} courses of the elective block were passed`,
      plannedHostEcts: Rational.sum(bundle.host.map(({ ects }) => ects)),
      homeEcts: Rational.ZERO,
      hostEcts,
      usedEcts: Rational.ZERO,
      remainderEcts: hostEcts,
      creditsAwarded: Rational.ZERO,
    },
    credited: [],
    difference: [],
    used,
    released: [],
    waiting: [],
  };
}

interface Outcomes {
  readonly attempts: Attempts;
  readonly judgedOf: ReadonlyMap<ReadRow, JudgedRow>;
  /** By the id of the bundle. */
  readonly settlementOf: ReadonlyMap<string, Settlement>;
  readonly policy: Policy;
}

function outcomeOfRead(read: ReadRow, outcomes: Outcomes): Recognition['rows'][number] {
  const { row, title, unit, ects } = read;
  const { line, code, credits, grade, scale } = row;
  return { line, code, title, credits, unit, ects, grade, scale, ...verdictOf(read, outcomes) };
}

type Verdict = Pick<Recognition['rows'][number], 'outcome' | 'reason' | 'bundle'>;

/** The outcome of a row once its bundle is settled. */
function verdictOf(read: ReadRow, { attempts, judgedOf, settlementOf, policy }: Outcomes): Verdict {
  const { repeats, notInPlan } = policy.recognition;
  const judged = judgedOf.get(read);
  if (!judged) {
    const line = attempts.replaced.get(read)?.row.line;
    return { outcome: 'repeated', reason: `line ${line} is the attempt that counts (${repeats})`, bundle: null };
  }
  const { outcome, reason } = judged;
  const bundle = judged.assignment?.place.bundle ?? null;
  const settlement = bundle === null ? undefined : settlementOf.get(bundle);
  if (settlement?.waiting.some((row) => row === judged)) {
    const waits = `${reason}; bundle ${bundle} waits: ${settlement.settled.reason}`;
    return { outcome: 'needs-person', reason: waits, bundle };
  }
  const released = settlement?.released.some((row) => row === judged) ?? false;
  if (judged.passed === null || (settlement && !released)) return { outcome, reason, bundle };
  if (settlement) {
    const lost = `bundle ${bundle} is not credited: ${settlement.settled.reason}`;
    return { outcome: 'extra', reason: lost, bundle };
  }
  if (notInPlan === 'refuse')
    return { outcome: 'refused', reason: `${reason}; the policy recognises nothing outside the plan`, bundle };
  return { outcome: 'extra', reason, bundle };
}

function differenceOf(plan: Plan, settlements: readonly Settlement[], settling: Settling): Recognition['difference'] {
  const uncovered = plan.uncovered
    .filter(({ reason }) => reason !== 'already-passed')
    .map(({ home, explanation }) =>
      uncredited(home, { reason: `not covered by the plan: ${explanation.code}`, settling }),
    );
  return [...settlements.flatMap(({ difference }) => difference), ...uncovered];
}

interface Figures {
  readonly judged: readonly JudgedRow[];
  readonly settlements: readonly Settlement[];
  readonly additional: readonly Additional[];
  readonly credited: Recognition['credited'];
  readonly difference: Recognition['difference'];
}

/** The balance: earned = in bundles + additional + not recognised. */
function totalsOf({ judged, settlements, additional, credited, difference }: Figures): Recognition['totals'] {
  const passed = judged.map((row) => row.passed?.ects ?? Rational.ZERO);
  const hostEctsEarned = Rational.sum([...passed, ...judged.map(({ withheldEcts }) => withheldEcts)]);
  const ectsInBundles = Rational.sum(settlements.map(({ settled }) => settled.usedEcts));
  const ectsAdditional = Rational.sum(additional.map(({ ects }) => ects));
  return {
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
  additional: readonly Additional[],
  settling: Settling & Pick<RecogniseInput, 'standing'>,
): Recognition['gpa'] {
  const { policy, standing } = settling;
  if (!policy.gpa.recognisedCount) {
    const text = `Policy ${policy.id} keeps recognised grades out of the average`;
    const derivation = [step({ rule: 'gpa', text, output: 'none', source: policy.source })];
    return { value: null, derivation, ...(standing && { before: standing.gpa, after: standing.gpa }) };
  }
  const courses = credited.map(({ homeTitle, grade, credits }) => ({
    title: homeTitle,
    points: grade.points,
    credits,
  }));
  const blocks = additional.flatMap(({ title, grade, ects, block }) =>
    block === null || !grade ? [] : [{ title, points: grade.points, credits: homeCredits(ects, settling) }],
  );
  const own = gpa([...courses, ...blocks], policy);
  if (!standing) return { value: own.value, derivation: [...own.derivation] };
  const before = { title: 'before', points: standing.gpa, credits: standing.credits };
  const after = gpa([before, ...courses, ...blocks], policy);
  return {
    value: own.value,
    derivation: [...own.derivation, ...after.derivation],
    before: standing.gpa,
    after: after.value,
  };
}

function capProblems({ totals }: Recognition, { recognition, id }: Policy): Problem[] {
  const cap = recognition.maxDifference;
  if (cap === null || totals.creditsDifference.lte(cap)) return [];
  return [
    {
      code: 'difference-too-large',
      severity: 'warning',
      message: `the academic difference of ${totals.creditsDifference} credits is above the ${cap} that policy ${id} allows`,
      mend: 'Agree with the student when and how the open courses are studied',
    },
  ];
}
