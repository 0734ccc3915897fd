/** Papers in the order in which the office looks at them. */
import type { PaperAsked } from './office-query.ts';

type Status = PaperAsked['status'];

/** What waits for the office first, then what is missing, then what is settled. */
const ORDER: Readonly<Record<Status, number>> = {
  'to-check': 0,
  'too-few': 1,
  'expires-too-soon': 1,
  expired: 1,
  returned: 2,
  missing: 2,
  present: 3,
  waived: 3,
  'not-needed': 4,
};

export const inOrderOfWork = <P extends { readonly status: Status }>(papers: readonly P[]): P[] =>
  papers.toSorted((a, b) => ORDER[a.status] - ORDER[b.status]);

/** Whether a paper that was handed in waits for an answer: it may also be too old or too few, which the office says by returning it. */
export const isToCheck = (state: string | undefined): boolean => state === 'uploaded';

/** The paper to look at next: the first that waits, after the one that was looked at. */
export function nextToCheck<P extends { readonly type: string }>(
  papers: readonly P[],
  waits: (paper: P) => boolean,
  after: string | null,
): P | null {
  const start = papers.findIndex(({ type }) => type === after) + 1;
  const round = [...papers.slice(start), ...papers.slice(0, start)];
  return round.find(waits) ?? null;
}
