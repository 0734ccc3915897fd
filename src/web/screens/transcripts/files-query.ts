/** Files with transcripts as the server answers them, by what has to be done with each. */
import { useQuery } from '@tanstack/react-query';
import { type AnswerOf, answerOf, api } from '../../api.ts';

export const FILES = ['transcript-files'];
export type TranscriptFile = AnswerOf<(typeof api)['transcript-files']['$get']>['items'][number];

export const useTranscriptFiles = (enabled = true) =>
  useQuery({
    enabled,
    queryKey: FILES,
    queryFn: () => answerOf(api['transcript-files'].$get({ query: { limit: '500' } })),
    refetchInterval: 30_000,
  });

/** One of them with how its table was read, and its rows while it waits. */
export const useTranscriptFile = (id: string) =>
  useQuery({
    queryKey: [...FILES, id],
    queryFn: () => answerOf(api['transcript-files'][':id'].$get({ param: { id } })),
  });

/** In the order in which they are worked through. */
export const NEEDS = ['person', 'ready', 'looked', 'second', 'confirmed', 'done', 'aside'] as const;
/**
 * `person`: somebody has to say or decide something; `ready`: nothing is flagged, it may be signed with others; `looked`: every row was
 * answered, and a second person looks after the signature; `confirmed`: signed, not given out yet.
 */
export type Need = (typeof NEEDS)[number];

export function needOf({ state, needs, recognition }: TranscriptFile): Need {
  if (state === 'set-aside') return 'aside';
  if (state !== 'received' || needs.length > 0 || recognition === null) return 'person';
  if (recognition.state === 'second-look') return 'second';
  if (recognition.state === 'confirmed') return 'confirmed';
  if (recognition.state === 'issued' || recognition.state === 'closed') return 'done';
  return recognition.inBulk ? 'ready' : 'looked';
}
