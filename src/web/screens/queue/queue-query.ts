/** The queue as the server answers it, in the groups and the order in which it is worked through. */
import { useQuery } from '@tanstack/react-query';
import { type AnswerOf, answerOf, api } from '../../api.ts';
import type { Order, QueueAddress } from './address.ts';

export const QUEUE = ['queue'];
export type QueueEntry = AnswerOf<typeof api.queue.$get>['items'][number];
export type PlanEntry = QueueEntry & { readonly plan: NonNullable<QueueEntry['plan']> };

export const useQueue = () =>
  useQuery({
    queryKey: QUEUE,
    queryFn: () => answerOf(api.queue.$get({ query: { limit: '500' } })),
    // Somebody else decides meanwhile.
    refetchInterval: 30_000,
  });

const isPlan = (entry: QueueEntry): entry is PlanEntry => entry.plan !== null;
const isBlocked = ({ plan }: PlanEntry): boolean => plan.broken.length > 0;

export interface Groups {
  readonly precedent: readonly PlanEntry[];
  readonly judgement: readonly PlanEntry[];
  readonly blocked: readonly PlanEntry[];
  readonly others: readonly QueueEntry[];
}

export function groupsOf(items: readonly QueueEntry[], { by, text = '' }: QueueAddress): Groups {
  const shown = items.filter((entry) => says(entry).includes(text.trim().toLowerCase())).sort(ORDERS[by ?? 'deadline']);
  const plans = shown.filter(isPlan);
  return {
    precedent: plans.filter(({ inBulk }) => inBulk),
    judgement: plans.filter((entry) => !entry.inBulk && !isBlocked(entry)),
    blocked: plans.filter((entry) => !entry.inBulk && isBlocked(entry)),
    others: shown.filter((entry) => !isPlan(entry)),
  };
}

const says = ({ about }: QueueEntry): string =>
  [about?.student?.name, about?.student?.number, about?.host].filter(Boolean).join(' ').toLowerCase();

/** The server's own order is by deadline, then by risk. */
const ORDERS: Readonly<Record<Order, (a: QueueEntry, b: QueueEntry) => number>> = {
  deadline: () => 0,
  risk: (a, b) => b.risk - a.risk,
  host: (a, b) => (a.about?.host ?? '').localeCompare(b.about?.host ?? ''),
};
