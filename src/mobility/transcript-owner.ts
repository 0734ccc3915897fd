/** Whose transcript is it? Among the plans that wait for one, by the student's number, the host and the courses. */
import {
  codeKey,
  completionDays,
  type OwnerProposal,
  type Reason,
  reason,
  type Stay,
  type Transcript,
  titleKey,
} from '../domain/index.ts';

/** A plan that waits for a transcript, or may take a further one. */
export interface PlanAwaiting {
  readonly id: string;
  /** Student number as the office keeps it. */
  readonly number: string | null;
  readonly host: string;
  /** Codes of the host courses planned. */
  readonly codes: readonly string[];
  readonly stay: Stay | null;
}

/** What of one plan agrees with the transcript; null: one side does not say. */
interface Agreement {
  readonly plan: PlanAwaiting;
  readonly number: boolean | null;
  readonly host: boolean | null;
  /** The file is called by the student's number. */
  readonly named: boolean;
  /** Codes of the transcript that are planned. */
  readonly shared: number;
  /** Every dated row lies in the time of the stay, or up to so long after it that results come in. */
  readonly inStay: boolean;
}

/**
 * `certain` only where number and host are both the plan's, a course is too, and no other plan has as many of them. A number or a host
 * that is another's is never passed over: the plan is proposed, and a person decides.
 */
export function proposeOwner(
  transcript: Pick<Transcript, 'institution' | 'institutionNames' | 'student' | 'rows'>,
  fileName: string,
  plans: readonly PlanAwaiting[],
): OwnerProposal {
  const agreements = plans.map((plan) => compare(transcript, fileName, plan));
  const possible = agreements.filter(isPossible).sort(byLikelihood);
  const [best, second] = possible;
  if (!best) return { studyPlan: null, certain: false, because: [], candidates: [] };
  const isAlone = second === undefined || byLikelihood(best, second) < 0;
  const candidates = possible.slice(0, MOST_CANDIDATES).map(({ plan }) => plan.id);
  if (!isAlone) return { studyPlan: null, certain: false, because: [], candidates };
  const isCertain = best.number === true && best.host === true && best.shared > 0;
  return { studyPlan: best.plan.id, certain: isCertain, because: whatAgrees(transcript, best), candidates };
}

const MOST_CANDIDATES = 10;

function compare(
  { institution, institutionNames = [], student, rows }: Parameters<typeof proposeOwner>[0],
  fileName: string,
  plan: PlanAwaiting,
): Agreement {
  const names = [institution, ...institutionNames].flatMap((name) => (name === null ? [] : [titleKey(name)]));
  const planned = new Set(plan.codes.map(codeKey));
  const number = plan.number === null ? null : codeKey(plan.number);
  const days = rows.flatMap(({ completedOn }) => (completedOn === null ? [] : [completedOn]));
  const words = fileName.split(/[^\p{L}\p{N}-]+/u).map(codeKey);
  return {
    plan,
    number: student === null || number === null ? null : codeKey(student) === number,
    host: names.length === 0 ? null : names.includes(titleKey(plan.host)),
    named: number !== null && number !== '' && words.includes(number),
    shared: rows.filter(({ code, codes = [] }) => [code, ...codes].some((one) => planned.has(codeKey(one)))).length,
    inStay: days.length > 0 && plan.stay !== null && days.every((day) => isWithin(plan.stay, day)),
  };
}

function isWithin(stay: Stay | null, day: string): boolean {
  if (stay === null) return false;
  return day >= stay.start && day <= completionDays(stay).to;
}

/** Another student's number rules a plan out; without one the host or the courses must speak for it. */
function isPossible({ number, host, named, shared }: Agreement): boolean {
  if (number === false) return false;
  if (number === true || named) return true;
  return host !== false && shared > 0;
}

/** The likelier one first: by number, host, file name, courses, days. 0: nothing tells them apart. */
function byLikelihood(a: Agreement, b: Agreement): number {
  const rank = ({ number, host, named, shared, inStay }: Agreement) => [
    number === true ? 1 : 0,
    host === true ? 1 : host === null ? 0 : -1,
    named ? 1 : 0,
    shared,
    inStay ? 1 : 0,
  ];
  const [left, right] = [rank(a), rank(b)];
  const at = left.findIndex((value, place) => value !== right[place]);
  return at < 0 ? 0 : (right[at] ?? 0) - (left[at] ?? 0);
}

function whatAgrees({ institution, student, rows }: Parameters<typeof proposeOwner>[0], best: Agreement): Reason[] {
  const { plan, number, host, named, shared } = best;
  return [
    ...(number === true ? [reason('owner-number-same', { number: student ?? '' })] : []),
    ...(named && number !== true ? [reason('owner-file-named', { number: plan.number ?? '' })] : []),
    ...(host === true ? [reason('owner-host-same', { host: plan.host })] : []),
    ...(host === false ? [reason('owner-host-differs', { host: institution ?? '', planned: plan.host })] : []),
    ...(host === null ? [reason('owner-host-unknown', { planned: plan.host })] : []),
    reason('owner-courses-shared', { count: shared, total: rows.length }),
  ];
}
