/** What the match of two courses is asked of the server. */
import { useQuery } from '@tanstack/react-query';
import { type AnswerOf, answerOf, api } from '../../api.ts';

export type Match = AnswerOf<typeof api.match.$post>['results'][number]['matches'][number];
export type MatchedCourse = AnswerOf<(typeof api)['catalogue-versions'][':id']['courses'][':code']['$get']>;
export type Side = 'home' | 'host';

/** Candidates that are compared. */
const MOST_CANDIDATES = 8;

/** A home course beside its best candidates at a host; `everyFeature` of the figures only where somebody asks for it. */
export function useMatches(
  { curriculum, home, catalogue }: { readonly curriculum: string; readonly home: string; readonly catalogue: string },
  { everyFeature, enabled = true }: { readonly everyFeature: boolean; readonly enabled?: boolean },
) {
  return useQuery({
    queryKey: ['match', curriculum, home, catalogue, everyFeature],
    queryFn: () => {
      const sides = { curriculum: { id: curriculum }, host: { id: catalogue } };
      return answerOf(api.match.$post({ json: { ...sides, code: home, top: MOST_CANDIDATES, everyFeature } }));
    },
    staleTime: 60_000,
    enabled,
  });
}

/** The text of a course as it is stored. */
export const useCourse = (side: Side, id: string, code: string) =>
  useQuery({
    queryKey: ['course', side, id, code],
    queryFn: (): Promise<MatchedCourse> =>
      side === 'home'
        ? answerOf(api['curriculum-versions'][':id'].courses[':code'].$get({ param: { id, code } }))
        : answerOf(api['catalogue-versions'][':id'].courses[':code'].$get({ param: { id, code } })),
    staleTime: 600_000,
  });

/** The list that a course stands in, with the number of its version. */
export const useList = (side: Side, id: string) =>
  useQuery({
    queryKey: ['list-version', side === 'home' ? 'curriculum' : 'catalogue', id],
    queryFn: () =>
      side === 'home'
        ? answerOf(api['curriculum-versions'][':id'].$get({ param: { id } }))
        : answerOf(api['catalogue-versions'][':id'].$get({ param: { id } })),
    staleTime: 600_000,
  });

/** An amount of credits in ECTS, by the server's exact conversion. */
export const useEcts = (credits: Match['credits'][Side] | undefined) =>
  useQuery({
    queryKey: ['ects', credits?.min, credits?.unit],
    queryFn: () => answerOf(api.credits.$post({ json: { amount: credits?.min ?? '', from: credits?.unit ?? '' } })),
    staleTime: 600_000,
    enabled: credits?.unit !== undefined,
    retry: false,
  });
