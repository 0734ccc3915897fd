/** One catalogue or curriculum: to be read and searched in every version, to be taken out, and to go back to. */
import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { type AnswerOf, answerOf, api } from '../../api.ts';
import { useBasis } from '../../frame/basis.tsx';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { dayText } from '../../parts/dates.ts';
import { Icon } from '../../parts/icon.tsx';
import { More } from '../../parts/more.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { languageWritten } from '../../parts/written.tsx';
import { useRole, useSignedIn } from '../../session.ts';
import { mayImport, useEarlierVersion } from '../imports/import-query.ts';
import { CourseTable } from './course-table.tsx';
import styles from './lists.module.css';

type Kind = 'catalogue' | 'curriculum';
export type StoredCourse = AnswerOf<(typeof api)['catalogue-versions'][':id']['courses']['$get']>['items'][number];

const AT_ONCE = '500';

/** The requests of both kinds are the same under their own paths. */
const door = (kind: Kind) =>
  api[kind === 'catalogue' ? 'catalogue-versions' : 'curriculum-versions'] as (typeof api)['catalogue-versions'];

export function CatalogueScreen() {
  const { id } = useParams({ from: '/inside/catalogues/$id' });
  const { q = '' } = useSearch({ from: '/inside/catalogues/$id' });
  return <ListScreen key={id} kind="catalogue" id={id} text={q} />;
}

export function CurriculumScreen() {
  const { id } = useParams({ from: '/inside/curricula/$id' });
  const { q = '' } = useSearch({ from: '/inside/curricula/$id' });
  return <ListScreen key={id} kind="curriculum" id={id} text={q} />;
}

function ListScreen({ kind, id, text }: { readonly kind: Kind; readonly id: string; readonly text: string }) {
  const say = useSay();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(text);
  const [asked] = useDebouncedValue(typed.trim(), 200);
  const place = kind === 'catalogue' ? 'catalogues' : 'curricula';
  const version = useQuery({
    queryKey: ['list-version', kind, id],
    queryFn: () => answerOf(door(kind)[':id'].$get({ param: { id } })),
  });
  const courses = useInfiniteQuery({
    queryKey: ['list-courses', kind, id, asked],
    queryFn: ({ pageParam }) =>
      answerOf(
        door(kind)[':id'].courses.$get({
          param: { id },
          query: { limit: AT_ONCE, ...(asked && { text: asked }), ...(pageParam && { after: pageParam }) },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
  const items = useMemo(() => courses.data?.pages.flatMap((page) => page.items) ?? [], [courses.data]);
  const { data } = version;
  const name = data
    ? [data.list.institution, data.list.academicYear ?? data.list.programme].filter(Boolean).join(', ')
    : '';
  useBasis(
    data && say('lists.basis-version', { number: data.version.number, day: dayText(data.version.importedAt) }),
    data?.version.contentHash.slice(0, 12),
  );
  if (version.error && !version.data) return <Failed error={version.error} retry={() => void version.refetch()} />;
  if (!data) return <Loading lines={12} />;
  return (
    <div className="pad">
      <Crumbs
        path={[
          { name: say(`frame.${place}`), to: `/${place}` },
          { name, lang: languageWritten(name) },
        ]}
      />
      <header className={styles.head}>
        <h1 className="grow" lang={languageWritten(name)}>
          {name}
        </h1>
        <Versions kind={kind} data={data} />
        <Button
          component="a"
          href={`/api/v1/${kind}-versions/${encodeURIComponent(data.version.id)}/file`}
          download
          leftSection={<Icon name="export" />}
        >
          {say('lists.export')}
        </Button>
      </header>
      <div className={styles.head}>
        <TextInput
          className={styles.find}
          type="search"
          value={typed}
          aria-label={say('lists.find-course')}
          placeholder={say('lists.find-course')}
          leftSection={<Icon name="search" />}
          onChange={({ currentTarget: { value } }) => {
            setTyped(value);
            void navigate({
              to: `/${place}/$id`,
              params: { id },
              search: value === '' ? {} : { q: value },
              replace: true,
            });
          }}
        />
        <span className="second">{say('lists.courses', { count: data.version.courseCount })}</span>
      </div>
      {courses.error && <Failed error={courses.error} retry={() => void courses.refetch()} />}
      {courses.isPending && <Loading lines={12} />}
      {courses.data && (
        <CourseTable
          kind={kind}
          courses={items}
          total={asked === '' ? data.version.courseCount : courses.hasNextPage ? null : items.length}
        />
      )}
      <More pages={courses} shown={items.length} />
    </div>
  );
}

type Version = AnswerOf<(typeof api)['catalogue-versions'][':id']['$get']>;

/** Every version with its day; an earlier one becomes the newest again by way of an import. */
function Versions({ kind, data: { list, version, versions } }: { readonly kind: Kind; readonly data: Version }) {
  const say = useSay();
  const navigate = useNavigate();
  const me = useSignedIn();
  const role = useRole(me);
  const back = useEarlierVersion(kind);
  const place = kind === 'catalogue' ? 'catalogues' : 'curricula';
  const isEarlier = version.id !== versions[0]?.id;
  const institute =
    kind === 'curriculum' && role === 'directorate'
      ? (me.roles.find((one) => one.role === role)?.institute ?? null)
      : list.institute;
  return (
    <>
      {back.error && <Failed error={back.error} />}
      {isEarlier && mayImport(role, kind) && (
        <Button
          loading={back.isPending}
          onClick={() =>
            back.mutate(
              { version: version.id, institute },
              { onSuccess: ({ id }) => void navigate({ to: '/import/$kind/$draft', params: { kind, draft: id } }) },
            )
          }
        >
          {say('lists.back-to', { number: version.number })}
        </Button>
      )}
      <Select
        aria-label={say('lists.versions')}
        allowDeselect={false}
        value={version.id}
        data={versions.map(({ id, number, importedAt }) => ({
          value: id,
          label: say('lists.version-of', { number, day: dayText(importedAt) }),
        }))}
        onChange={(id) => {
          if (id !== null) void navigate({ to: `/${place}/$id`, params: { id } });
        }}
      />
    </>
  );
}
