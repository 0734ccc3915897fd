/** One application as the office has it: what it says, what the rules say of it, its papers, and what can be done now. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type AnswerOf, answerOf, api } from '../../api.ts';

export const applicationOf = api.applications[':id'];
export const documentOf = api.documents[':id'];
const APPLICATIONS = ['applications'];

export const useOfficeApplication = (id: string) =>
  useQuery({
    queryKey: [...APPLICATIONS, 'one', id],
    queryFn: async () => {
      const param = { id };
      const application = await answerOf(applicationOf.$get({ param }));
      const [call, eligibility, checklist, documents, events] = await Promise.all([
        answerOf(api.calls[':id'].$get({ param: { id: application.call } })),
        answerOf(applicationOf.eligibility.$get({ param })),
        answerOf(applicationOf.checklist.$get({ param })),
        answerOf(applicationOf.documents.$get({ param })),
        answerOf(applicationOf.events.$get({ param })),
      ]);
      return { application, call, eligibility, checklist, documents: documents.items, events: events.items };
    },
    refetchInterval: 30_000,
  });
export type OfficeApplication = NonNullable<ReturnType<typeof useOfficeApplication>['data']>;
export type PaperAsked = OfficeApplication['checklist']['items'][number];
export type HandedPaper = OfficeApplication['documents'][number];
export type PossibleEvent = AnswerOf<typeof applicationOf.events.$get>['items'][number];

/** A step on an application or on one of its papers: what depends on it is read anew, whether it came about or not. */
export function useStep<A>(run: (asked: A) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSettled: () =>
      Promise.all(
        [APPLICATIONS, ['queue'], ['calls'], ['ranking'], ['timeline']].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      ),
  });
}
