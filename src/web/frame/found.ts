/** What Ctrl K finds for some letters: places, and for whom the role has them people with their last plan, and courses. */
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { answerOf, api } from '../api.ts';
import { useLanguage, useSay } from '../language.tsx';
import { textOf } from '../parts/course.tsx';
import type { IconName } from '../parts/signs.ts';
import { type Me, useRole } from '../session.ts';
import { type NavigationPlace, PLACES, worksOnCases } from './navigation.ts';

export interface Found {
  readonly key: string;
  readonly icon: IconName;
  readonly name: string;
  /** Whose text the name is, where it is not that of the pages. */
  readonly language?: string;
  /** What tells it from others of the same name. */
  readonly beside?: string;
  readonly open: () => void;
}

export interface FoundGroup {
  readonly name: string;
  readonly items: readonly Found[];
}

/** Where everybody can go. */
const EVERYBODYS: readonly NavigationPlace[] = [
  { to: '/account', icon: 'people', text: 'own-account' },
  { to: '/notices', icon: 'bell', text: 'all-notices' },
  { to: '/help', icon: 'question', text: 'help' },
  { to: '/rules', icon: 'book', text: 'rules' },
];

/** Of people and of courses each. */
const MOST = 6;
/** One letter is in nearly every name. */
const FEWEST_LETTERS = 2;
const REST = 150;

/** Groups without anything are left out. `isSettled`: nothing more comes for what is typed now. */
export function useFound(
  me: Me,
  typed: string,
): { readonly groups: readonly FoundGroup[]; readonly isSettled: boolean } {
  const say = useSay();
  const language = useLanguage();
  const navigate = useNavigate();
  const role = useRole(me);
  const wanted = typed.trim();
  const [text] = useDebouncedValue(wanted, REST);
  // The server shows of them those that the person may see.
  const enabled = text.length >= FEWEST_LETTERS && worksOnCases(role);
  const people = useQuery({
    queryKey: ['students', 'found', text],
    queryFn: () => answerOf(api.students.$get({ query: { text: text.slice(0, 100), limit: String(MOST) } })),
    placeholderData: keepPreviousData,
    enabled,
  });
  const courses = useQuery({
    queryKey: ['course-search', 'found', text],
    queryFn: ({ signal }) =>
      answerOf(
        api.courses.search.$get({ query: { q: text.slice(0, 300), limit: String(MOST) } }, { init: { signal } }),
      ),
    placeholderData: keepPreviousData,
    enabled,
  });
  const places = [...PLACES[role], ...EVERYBODYS].map(
    ({ to, icon, text: name }): Found => ({
      key: to,
      icon,
      name: say(`frame.${name}`),
      open: () => void navigate({ to }),
    }),
  );
  const students = (enabled && people.data?.items) || [];
  const groups: readonly FoundGroup[] = [
    {
      name: say('frame.found-places'),
      items: places.filter(({ name }) => name.toLowerCase().includes(wanted.toLowerCase())),
    },
    {
      name: say('frame.students'),
      items: students.map(({ id, name, number }) => ({
        key: id,
        icon: 'people',
        name,
        ...(number !== null && { beside: number }),
        open: () => void navigate({ to: '/students/$id', params: { id } }),
      })),
    },
    {
      name: say('frame.plans'),
      items: students.flatMap(({ name, plan }) =>
        plan
          ? [
              {
                key: plan.id,
                icon: 'boards',
                name,
                beside: `${plan.host}, ${say(`plans.is-${plan.state}`)}`,
                open: () => void navigate({ to: '/plans/$id', params: { id: plan.id } }),
              } satisfies Found,
            ]
          : [],
      ),
    },
    {
      name: say('frame.courses'),
      items: ((enabled && courses.data?.items) || []).map(({ code, titles, catalogue }) => {
        const [title, own] = textOf(titles, language);
        return {
          key: `${catalogue.version}/${code}`,
          icon: 'book',
          name: title,
          language: own,
          beside: `${code}, ${catalogue.institution}`,
          open: () => void navigate({ to: '/courses', search: { q: code, hosts: catalogue.list } }),
        };
      }),
    },
  ];
  const isAsking = enabled && [people, courses].some(({ isFetching }) => isFetching);
  return {
    groups: groups.filter(({ items }) => items.length > 0),
    isSettled: text === wanted && !isAsking,
  };
}
