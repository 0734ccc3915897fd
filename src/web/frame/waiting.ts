/** How much waits for the person, for the numbers beside the places. */
import { useQuery } from '@tanstack/react-query';
import { type AnswerOf, answerOf, api } from '../api.ts';

export type Waiting = AnswerOf<typeof api.queue.counts.$get>;

/** Under the key of the queue, so that whatever moves the queue moves the numbers. */
export const WAITING = ['queue', 'counts'];

export const useWaiting = (): Waiting | undefined =>
  useQuery({
    queryKey: WAITING,
    queryFn: () => answerOf(api.queue.counts.$get({})),
    refetchInterval: 60_000,
  }).data;
