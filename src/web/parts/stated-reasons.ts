/** The reasons that may be given today for one use, in the reader's language: what a choice of them lists. */
import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../api.ts';
import { useLanguage } from '../language.tsx';
import { textOf } from './course.tsx';

type Use = NonNullable<NonNullable<Parameters<(typeof api)['stated-reasons']['$get']>[0]>['query']>['use'];
type Choices = readonly { readonly value: string; readonly label: string }[];

export function useStatedReasons(use: Use): Choices {
  const language = useLanguage();
  const { data } = useQuery({
    queryKey: ['stated-reasons', use],
    queryFn: () => answerOf(api['stated-reasons'].$get({ query: { use } })),
    staleTime: 600_000,
  });
  return data?.items.map(({ id, title }) => ({ value: id, label: textOf(title, language)[0] })) ?? [];
}
