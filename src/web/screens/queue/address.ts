/** How a queue is looked at, as it stands in the address of the page. */
const ORDERS = ['deadline', 'risk', 'host'] as const;
export type Order = (typeof ORDERS)[number];

export interface QueueAddress {
  readonly by?: Exclude<Order, 'deadline'>;
  /** A part of a student's name or number, or of a host. */
  readonly text?: string;
}

export function readQueueAddress(search: Record<string, unknown>): QueueAddress {
  const by = ORDERS.find((one) => one === search.by);
  const { text } = search;
  return {
    ...(by && by !== 'deadline' && { by }),
    ...(typeof text === 'string' && text !== '' && { text: text.slice(0, 100) }),
  };
}
