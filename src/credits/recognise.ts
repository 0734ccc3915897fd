/** The recognition: returning transcripts reconciled with the approved plan, every row in a named outcome, every figure derived. */
import {
  codeKey,
  compareTitles,
  failure,
  groupBy,
  type Plan,
  type PlannedCourse,
  type Policy,
  type Problem,
  policyOn,
  problem,
  type Reason,
  type Recognition,
  type Result,
  reason,
  success,
  type Transcript,
  titleKey,
} from '../domain/index.ts';
import { gatherAdditional } from './additional-work.ts';
import { type ApprovedChange, assignRows, type Places, placeKeys, placesOf, type RowMatcher } from './assign-rows.ts';
import { type Attempts, separateAttempts } from './attempts.ts';
import { ratioOf } from './convert-credits.ts';
import { gatherTables } from './grading-tables.ts';
import { compareIdentity, type Despite, type Identity, type Known, outsideStay } from './identity.ts';
import { joinTranscripts } from './join-transcripts.ts';
import { averagedRow, type JudgedRow, type Judging, judgeRow } from './judge-rows.ts';
import { outcomesOf } from './outcomes.ts';
import { gatherQuestions, rowsOfBundles, type UnreadRow, unreadRows } from './questions.ts';
import { type ReadRow, type RowAnswer, readRows } from './read-rows.ts';
import { type RulesAt, resolveScale, resolveUnit } from './rules-at.ts';
import { settleBundle } from './settle-bundles.ts';
import { type Settlement, type Settling, uncredited } from './settlement.ts';
import { gpaOf, type LedgerPlace, totalsOf } from './totals.ts';

/** What a recognition is made of. */
export interface RecogniseInput {
  readonly plan: Plan;
  readonly transcript: Transcript;
  /** Further transcripts of the same stay; no order of them matters. */
  readonly further?: readonly Transcript[];
  /** Rules of the day of recognition; rows are read by those of their own day. */
  readonly rules: RulesAt;
  readonly policy: Policy;
  readonly matcher: RowMatcher;
  /** Changes of the agreement approved after this version of the plan. */
  readonly changes?: readonly ApprovedChange[];
  /** What a person has said of single rows. */
  readonly answers?: readonly RowAnswer[];
  /** What is known of host, student and file beside the plan, and why a person goes on although one differs. */
  readonly known?: Known;
  readonly despite?: Despite;
  readonly standing?: LedgerPlace;
}

/**
 * Compares whose transcript it is, then reconciles and converts. Every row ends in a credited course, an elective block, an additional
 * achievement, a reasoned refusal or a question; home courses left over are the academic difference, unless it is not decided yet. Fails with
 * `identity-differs` for a transcript of another host or student or a used file, and when the policy's home scale or unit does not exist
 * on the day. Problems of single rows come back beside the value. Same input, same bytes; the order of rows and transcripts changes nothing.
 */
export function recognise(input: RecogniseInput): Result<Recognition> {
  const { policy, rules, plan, further = [], known, despite } = input;
  const homeScale = resolveScale(rules, policy.homeScale);
  if (!homeScale.ok) return homeScale;
  const homeUnit = resolveUnit(rules, policy.homeUnit);
  if (!homeUnit.ok) return homeUnit;
  const ratio = ratioOf(homeUnit.value, policy);
  if (!ratio.ok) return ratio;
  const transcripts = [input.transcript, ...further];
  const identity = compareIdentity({ plan, transcripts, ...(known && { known }) }, despite);
  if (identity.blocking.length > 0) return failure(...identity.blocking);
  const settling = { policy, homeScale: homeScale.value, homeUnit: homeUnit.value, homeRatio: ratio.value.value };
  const { transcript, parts } = joinTranscripts(transcripts);
  const work = reconcile({ ...input, transcript }, settling);
  const recognition = recognitionOf({ ...input, transcript }, { ...work, parts, identity, settling });
  // A row that cannot be read is left to a person; the recognition itself stands.
  const unread = work.reads.flatMap(({ problems }) =>
    problems.map((found): Problem => ({ ...found, severity: 'warning' })),
  );
  return success(recognition, [...unread, ...capProblems(recognition, policy)]);
}

/** Rows read, told apart, assigned, judged, and the bundles settled by them. */
interface Reconciled {
  readonly reads: readonly ReadRow[];
  readonly attempts: Attempts;
  readonly judged: readonly JudgedRow[];
  /** By bundle. */
  readonly rowsOf: ReadonlyMap<string, readonly JudgedRow[]>;
  readonly settlements: readonly Settlement[];
  readonly unread: readonly UnreadRow[];
}

function reconcile(input: RecogniseInput, settling: Settling): Reconciled {
  const { plan, transcript, policy, answers = [] } = input;
  // A row that does not say its cycle has the plan's, where that is one.
  const [planLevel = null, another] = plan.request.levels ?? [];
  const reads = readRows(transcript.rows, {
    ...input,
    answers,
    planUnit: planUnitOf(plan),
    institution: transcript.institution ?? plan.host.institution,
    level: another ? null : planLevel,
  });
  const places = placesOf(plan);
  const attempts = separateAttempts(reads, { policy, isPlanned: planned(places) });
  const judged = judgeAll(input, { attempts, places, settling });
  const unread = unreadRows(transcript, plan, { names, answers });
  const unreadLine = (course: PlannedCourse): number | null =>
    unread.find(({ courses }) => courses.has(course))?.line ?? null;
  const rowsOf = rowsOfBundles(judged);
  const settlements = plan.bundles.map((bundle) =>
    settleBundle(bundle, { rows: rowsOf.get(bundle.id) ?? [], unreadLine }, settling),
  );
  return { reads, attempts, judged, rowsOf, settlements, unread };
}

/** The one unit in which the plan's host courses are printed counts for rows that print none. */
function planUnitOf(plan: Plan): string | null {
  const units = new Set(plan.bundles.flatMap(({ host }) => host.flatMap(({ credits }) => credits?.unit || [])));
  const [only = null] = units;
  return units.size === 1 ? only : null;
}

/** Tells the rows whose code and title are those of a planned course. */
const planned =
  ({ byKey }: Places): ((row: ReadRow) => boolean) =>
  ({ keys, row }) =>
    keys.some((key) => byKey.get(key)?.some(({ course }) => compareTitles(course.titles, row.titles) === 'same'));

/** Whether one of the cells of a row that was not read is the code or the title of a planned course. */
function names(cells: readonly string[], course: PlannedCourse): boolean {
  const keys = placeKeys({ course });
  const titles = Object.values(course.titles).map(titleKey);
  return cells.some((cell) => keys.includes(codeKey(cell)) || titles.includes(titleKey(cell)));
}

function judgeAll(
  input: RecogniseInput,
  { attempts, places, settling }: { readonly attempts: Attempts; readonly places: Places; readonly settling: Settling },
): JudgedRow[] {
  const { plan, transcript, rules, policy, matcher, changes = [], known } = input;
  const thresholds = policy.recognition.renamed;
  // What was doubtful before a person spoke of it goes on giving way, so that an answer moves no row that it does not name.
  const all = [...attempts.counting, ...attempts.replaced.keys()];
  const unanswered = all.some(({ said }) => said !== null)
    ? separateAttempts(
        all.map((row) => ({ ...row, said: null })),
        { policy, isPlanned: planned(places) },
      )
    : attempts;
  const lines = new Set([...unanswered.asked.keys(), ...unanswered.replaced.keys()].map(({ row }) => row.line));
  const doubtful = ({ row }: ReadRow): boolean => lines.has(row.line);
  const { assigned, rivals, elsewhere } = assignRows(attempts.counting, {
    places,
    changes,
    matcher,
    thresholds,
    doubtful,
  });
  const replacedBy = groupBy([...attempts.replaced.keys()], (row) => attempts.replaced.get(row));
  const hostInstitution = transcript.institution ?? plan.host.institution;
  const tablesOf = gatherTables(rules, { policy, transcript, host: hostInstitution });
  const judging: Judging = { homeScale: settling.homeScale, policy, date: rules.date, hostInstitution, tablesOf };
  return attempts.counting.map((read) => {
    const judged = judgeRow(
      read,
      {
        assignment: assigned.get(read) ?? null,
        asked: attempts.asked.get(read) ?? null,
        elsewhere: elsewhere.get(read) ?? null,
        rivals: [...(rivals.get(read) ?? []), ...(replacedBy.get(read) ?? [])],
        outsideStay: outsideStay(plan, read.row, known),
      },
      judging,
    );
    const results = attempts.averaged.get(read);
    return results ? averagedRow(judged, results, judging) : judged;
  });
}

function recognitionOf(
  { plan, transcript, policy, rules, answers = [], standing }: RecogniseInput,
  work: Reconciled & {
    readonly parts: Recognition['transcripts'];
    readonly identity: Identity;
    readonly settling: Settling;
  },
): Recognition {
  const { judged, rowsOf, settlements, settling, unread, identity } = work;
  const additional = gatherAdditional(judged, settlements, { plan, settling });
  const credited = settlements.flatMap((settlement) => settlement.credited);
  const places = settlements.flatMap((settlement) => settlement.places);
  const undecided = settlements.flatMap((settlement) => settlement.undecided);
  const difference = [
    ...settlements.flatMap((settlement) => settlement.difference),
    ...plan.uncovered
      .filter((course) => course.reason !== 'already-passed')
      .map(({ home, explanation }) => uncredited(home, reason('not-covered-by-plan', { why: explanation }), settling)),
  ];
  const kept = outcomesOf({ ...work, additional }, policy);
  const questions = gatherQuestions({ judged, rowsOf, settlements, unread, identity });
  const parts = { additional, credited, places, difference, undecided };
  return {
    format: 'concord-recognition',
    version: 1,
    student: transcript.student,
    home: plan.home,
    host: { institution: transcript.institution ?? plan.host.institution },
    policy: { id: policy.id, version: policy.version, source: policy.source },
    date: rules.date,
    notes: policyNotes(policy, rules),
    open: questions.length,
    draft: questions.length > 0,
    questions,
    answers: [...answers],
    checks: [...identity.checks],
    transcripts: [...work.parts],
    unread: unreadOf(transcript),
    ...kept,
    ...parts,
    totals: totalsOf(judged, settlements, { ...parts, rows: kept.rows }),
    gpa: gpaOf(parts, { ...settling, ...(standing && { standing }) }),
  };
}

/** Rows and values that the transcript is read without. */
const unreadOf = ({ rows, rejectedRows = [] }: Transcript): Recognition['unread'] => [
  ...rejectedRows.map(({ place, cells, reason: why }) => ({
    kind: 'row' as const,
    line: place.line,
    column: null,
    value: cells.filter((cell) => cell !== '').join(' | ') || null,
    reason: why,
  })),
  ...rows.flatMap(({ line, aside = [] }) =>
    aside.map(({ field, text, reason: why }) => ({
      kind: 'value' as const,
      line,
      column: field,
      value: text,
      reason: why,
    })),
  ),
];

/** The policy's version is pinned; where another one applies on the day, the recognition says so. */
function policyNotes({ id, version }: Policy, { book, date }: RulesAt): Reason[] {
  const current = policyOn(book.policies, id, date);
  if (!current.ok) return current.problems.flatMap((found) => found.reason ?? []);
  const values = { policy: id, version, current: current.value.version, day: date };
  return current.value.version === version ? [] : [reason('policy-version-differs', values)];
}

function capProblems({ totals }: Recognition, { recognition, id }: Policy): Problem[] {
  const cap = recognition.maxDifference;
  if (cap === null || totals.creditsDifference.lte(cap)) return [];
  const why = reason('difference-too-large', { credits: totals.creditsDifference, cap, policy: id });
  return [problem('difference-too-large', why, { severity: 'warning' })];
}
