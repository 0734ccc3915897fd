/** Calls as the office keeps them: drafts, open and closed ones, with their places and who has applied. */
import { useQuery } from '@tanstack/react-query';
import { type AnswerOf, answerOf, api } from '../../api.ts';
import { useInstallation } from '../../frame/installation.ts';

export const CALLS = ['calls'];
export type OfficeCall = AnswerOf<typeof api.calls.$get>['items'][number];
export const callOf = api.calls[':id'];

export async function readCalls(): Promise<OfficeCall[]> {
  const calls: OfficeCall[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const query = { limit: '500', ...(after !== '' && { after }) };
    const page: AnswerOf<typeof api.calls.$get> = await answerOf(api.calls.$get({ query }));
    calls.push(...page.items);
    after = page.next;
  }
  return calls;
}

export const useOfficeCalls = () => useQuery({ queryKey: CALLS, queryFn: readCalls, refetchInterval: 60_000 });

export const useCall = (id: string) =>
  useQuery({ queryKey: [...CALLS, id], queryFn: () => answerOf(callOf.$get({ param: { id } })) });

/** The day of the installation; that of the browser until it is known. */
export const useToday = (): string => useInstallation().data?.today ?? new Date().toISOString().slice(0, 10);
