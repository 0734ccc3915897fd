/** Where a call stands on a day, and what a file of calls leads to: reckoned without a browser. */
import type { OfficeCall } from './office-calls-query.ts';

/** `to-decide`: its deadline is over and applications wait; `awarded`: all of them are decided. */
export type CallStage = 'draft' | 'open' | 'to-decide' | 'awarded' | 'over' | 'closed';

/** States that the commission has brought about. */
export const DECIDED = ['awarded', 'reserved', 'declined', 'accepted', 'away', 'completed'] as const;

const DAY = 86_400_000;

/** Negative once the day is over. */
export const daysUntil = (day: string, today: string): number =>
  Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / DAY);

type Staged = Pick<OfficeCall, 'state' | 'deadline' | 'applications'>;

export function stageOf({ state, deadline, applications }: Staged, today: string): CallStage {
  if (state === 'draft') return 'draft';
  if (state === 'open' && deadline >= today) return 'open';
  const counted = applications ?? {};
  if ((counted.submitted ?? 0) + (counted.eligible ?? 0) > 0) return 'to-decide';
  if (DECIDED.some((one) => (counted[one] ?? 0) > 0)) return 'awarded';
  return state === 'closed' ? 'closed' : 'over';
}

/** All who have handed an application in, whatever became of it; null where that is not the reader's. */
export function appliedTo({ applications }: Pick<OfficeCall, 'applications'>): number | null {
  if (applications === null) return null;
  return Object.entries(applications).reduce(
    (sum, [state, count]) => (state === 'draft' || state === 'withdrawn' ? sum : sum + (count ?? 0)),
    0,
  );
}

interface Key {
  readonly university: string;
  readonly specialty: string;
  readonly deadline: string;
}
const keyOf = ({ university, specialty, deadline }: Key): string => JSON.stringify([university, specialty, deadline]);

/** The drafts that came of the new rows of a file. */
export function draftsOf<C extends Key & { readonly state: string }>(
  rows: readonly (Key & { readonly outcome: string })[],
  calls: readonly C[],
): C[] {
  const wanted = new Set(rows.filter(({ outcome }) => outcome === 'new').map(keyOf));
  return calls.filter((call) => call.state === 'draft' && wanted.has(keyOf(call)));
}
