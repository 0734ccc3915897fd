/** What is searched for, as it stands in the address of the page; and what the server answers. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type AnswerOf, answerOf, api } from '../../api.ts';

export type CourseSearch = AnswerOf<typeof api.courses.search.$get>;
export type FoundCourse = CourseSearch['items'][number];

const TERMS = ['autumn', 'spring'] as const;
const LEVELS = ['bachelor', 'master', 'doctorate'] as const;

export interface SearchAddress {
  readonly q?: string;
  /** `curriculum:code` of the home course to be replaced. */
  readonly for?: string;
  /** Ids of catalogues, separated by commas. */
  readonly hosts?: string;
  readonly term?: (typeof TERMS)[number];
  readonly language?: string;
  readonly level?: (typeof LEVELS)[number];
}

/** Languages of teaching that have a name here; others are shown by their code. */
export const NAMED_LANGUAGES: readonly string[] = ['en', 'ru', 'kk', 'de'];

/** Whatever else stands in an address is left out. */
export function readSearchAddress(search: Record<string, unknown>): SearchAddress {
  const text = (key: string): string | undefined => {
    const value = search[key];
    return typeof value === 'string' && value !== '' ? value.slice(0, 300) : undefined;
  };
  const [q, home, hosts, language] = [text('q'), text('for'), text('hosts'), text('language')];
  const term = TERMS.find((one) => one === search.term);
  const level = LEVELS.find((one) => one === search.level);
  return {
    ...(q !== undefined && { q }),
    ...(home?.includes(':') && { for: home }),
    ...(hosts !== undefined && { hosts }),
    ...(term && { term }),
    ...(language !== undefined && /^[a-z]{2}$/.test(language) && { language }),
    ...(level && { level }),
  };
}

/** The answer before stays while the next is on its way. */
export function useCourseSearch({ hosts, ...asked }: SearchAddress) {
  const query = { ...asked, ...(hosts !== undefined && { catalogues: hosts }) };
  return useQuery({
    queryKey: ['course-search', query],
    queryFn: async ({ signal }) => {
      const begun = performance.now();
      const found = await answerOf(api.courses.search.$get({ query }, { init: { signal } }));
      return { ...found, milliseconds: Math.round(performance.now() - begun) };
    },
    placeholderData: keepPreviousData,
    enabled: asked.q !== undefined || asked.for !== undefined,
  });
}
