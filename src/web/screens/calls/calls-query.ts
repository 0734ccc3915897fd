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
export type Paper = Prospect['papers'][number];

export const useOpenCalls = () =>
  useQuery({ queryKey: ['open-calls'], queryFn: () => answerOf(api['open-calls'].$get({})) });

export const useProspect = (id: string, facts: Facts) =>
  useQuery({
    queryKey: ['prospect', id, facts],
    queryFn: () => answerOf(prospects.$post({ param: { id }, json: { facts } })),
    placeholderData: keepPreviousData,
  });

/** What somebody said of themselves before signing in waits here for the application; it ends with the window. */
const KEY = 'concord-facts';

export function keptFacts(): Facts {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Facts;
  } catch {
    return {};
  }
}
export const keepFacts = (facts: Facts): void => sessionStorage.setItem(KEY, JSON.stringify(facts));

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

/** The language that the office wrote a call in, by its letters: its file does not say. */
export const languageWritten = (text: string): string =>
  /[әғқңөұүһі]/i.test(text) ? 'kk' : /[а-яё]/i.test(text) ? 'ru' : 'en';
