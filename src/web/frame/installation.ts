/** What kind of installation the pages are of. */
import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../api.ts';

export const useInstallation = () =>
  useQuery({ queryKey: ['setup'], queryFn: () => answerOf(api.setup.$get()), staleTime: 60_000 });
