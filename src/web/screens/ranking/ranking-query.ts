/** A competition as the server knows it, and the steps that lead it on. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../api.ts';
import { typedAmount } from '../../parts/numbers.ts';
import type { RankedApplication, TypedPoints } from './lines.ts';

const rankingOf = api.calls[':id'].ranking;
const applicationRoute = api.applications[':id'];
const RANKING = ['ranking'];

export const useCompetition = (id: string) =>
  useQuery({
    queryKey: [...RANKING, id],
    queryFn: async () => {
      const param = { id };
      const [call, standing, applications] = await Promise.all([
        answerOf(api.calls[':id'].$get({ param })),
        answerOf(rankingOf.$get({ param })),
        answerOf(api.applications.$get({ query: { call: id, limit: '500' } })),
      ]);
      return { call, standing, applicants: applications.items };
    },
    // A colleague of the commission decides meanwhile.
    refetchInterval: 30_000,
  });
export type Competition = NonNullable<ReturnType<typeof useCompetition>['data']>;

const postRanking = (id: string) => answerOf(rankingOf.$post({ param: { id }, header: {} }));

/** Every step leaves a ranking that holds: after points, and after a decision between equals, it is made anew. */
export function useSteps(id: string) {
  const queries = useQueryClient();
  const settled = {
    onSettled: () =>
      Promise.all(
        [['calls'], ['queue'], ['applications'], RANKING].map((queryKey) => queries.invalidateQueries({ queryKey })),
      ),
  };
  const make = useMutation({
    mutationFn: async ({
      typed,
      applicants,
    }: {
      readonly typed: TypedPoints;
      readonly applicants: readonly RankedApplication[];
    }) => {
      for (const { id: application, revision, facts } of applicants) {
        const given = Object.entries(typed[application] ?? {}).flatMap(([criterion, text]) => {
          const amount = typedAmount(text);
          return amount === null ? [] : [[criterion, amount] as const];
        });
        if (given.length === 0) continue;
        await answerOf(
          applicationRoute.points.$post({
            param: { id: application },
            header: { 'if-match': `"${revision}"` },
            json: { points: { ...facts.points, ...Object.fromEntries(given) } },
          }),
        );
      }
      return postRanking(id);
    },
    ...settled,
  });
  const carryOut = useMutation({
    mutationFn: ({ number, declineReason }: { readonly number: number; readonly declineReason: string | null }) =>
      answerOf(
        rankingOf.decisions.$post({
          param: { id },
          header: { 'if-match': `"${number}"` },
          json: declineReason === null ? {} : { declineReason },
        }),
      ),
    ...settled,
  });
  const award = useMutation({
    mutationFn: async ({
      id: application,
      revision,
      funding,
    }: Pick<RankedApplication, 'id' | 'revision'> & { readonly funding: 'grant' | 'own-expense' }) => {
      await answerOf(
        applicationRoute.decide.$post({
          param: { id: application },
          header: { 'if-match': `"${revision}"` },
          json: { decision: 'award', funding },
        }),
      );
      return postRanking(id);
    },
    ...settled,
  });
  return { make, carryOut, award };
}
