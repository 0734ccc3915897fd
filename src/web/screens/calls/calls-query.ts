/** Open calls, and whether one could go: read without an account. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type AnswerOf, answerOf, api } from '../../api.ts';
import { useLanguage, useSay } from '../../language.tsx';
import { NAMED_LANGUAGES } from '../courses/search-query.ts';

const prospects = api['open-calls'][':id'].prospects;
export type OpenCall = AnswerOf<(typeof api)['open-calls']['$get']>['items'][number];
export type Facts = Parameters<typeof prospects.$post>[0]['json']['facts'];
export type Prospect = AnswerOf<typeof prospects.$post>;
export type Eligibility = Prospect['eligibility'];
export type AskedPaper = Prospect['papers'][number];

export const useOpenCalls = () =>
  useQuery({ queryKey: ['open-calls'], queryFn: () => answerOf(api['open-calls'].$get({})) });

export interface Days {
  readonly start: string;
  readonly end: string;
}

/** `stay`: the days that one wants, where the call leaves them open. */
export const useProspect = (id: string, facts: Facts, stay: Days | null) =>
  useQuery({
    queryKey: ['prospect', id, facts, stay],
    queryFn: () => answerOf(prospects.$post({ param: { id }, json: { facts, ...(stay && { stay }) } })),
    placeholderData: keepPreviousData,
  });

/** What somebody said of themselves before signing in waits here for the application; it ends with the window. */
const [FACTS, DAYS] = ['concord-facts', 'concord-days'];

function storedValue<T>(key: string, none: T): T {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '') as T;
  } catch {
    return none;
  }
}
export const keptFacts = (): Facts => storedValue(FACTS, {});
export const keptDays = (): Days => storedValue(DAYS, { start: '', end: '' });
export const keepFacts = (facts: Facts): void => sessionStorage.setItem(FACTS, JSON.stringify(facts));
export const keepDays = (days: Days): void => sessionStorage.setItem(DAYS, JSON.stringify(days));

/** A language by its name where the pages know it, else by its code. */
export function useLanguageName(): (code: string) => string {
  const say = useSay();
  return (code) => (NAMED_LANGUAGES.includes(code) ? say(`courses.language-${code}`) : code.toUpperCase());
}

/** A title that the rules give in three languages. */
export function useTitle(): (title: Readonly<Partial<Record<'en' | 'ru' | 'kk', string>>>) => string {
  const language = useLanguage();
  return (title) => title[language] ?? title.en ?? '';
}
