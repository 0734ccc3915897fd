/** Whom do I advise? Students of the institute, where the stay of each stands, and a click from planning one. */
import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type AnswerOf, answerOf, api } from '../../api.ts';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { Icon } from '../../parts/icon.tsx';
import { walkRows } from '../../parts/keys.ts';
import { LongTable } from '../../parts/long-table.tsx';
import { More } from '../../parts/more.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { PlanStateTag } from '../plans/plan-state.tsx';
import styles from './students.module.css';

type Student = AnswerOf<typeof api.students.$get>['items'][number];

export function StudentsScreen() {
  const say = useSay();
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed.trim(), 150);
  const found = useInfiniteQuery({
    queryKey: ['students', 'pages', text],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.students.$get({
          query: { limit: '200', ...(text && { text }), ...(pageParam !== '' && { after: pageParam }) },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
  const students = found.data?.pages.flatMap(({ items }) => items) ?? [];
  const isPart = found.hasNextPage;
  return (
    <div className="pad">
      <Crumbs path={[{ name: say('frame.students') }]} />
      <header className={styles.head}>
        <h1 className="grow">
          {found.data
            ? say(isPart ? 'students.first' : 'students.count', { count: students.length })
            : say('frame.students')}
        </h1>
        <TextInput
          type="search"
          value={typed}
          aria-label={say('students.find')}
          placeholder={say('students.find')}
          leftSection={<Icon name="search" />}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </header>
      {found.error && <Failed error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Loading lines={10} />}
      {found.data && students.length === 0 && <Empty>{say('students.none')}</Empty>}
      {students.length > 0 && (
        // biome-ignore lint/a11y/noStaticElementInteractions: arrows walk the links in it
        <div onKeyDown={walkRows}>
          <LongTable
            className={styles.students}
            columns={['student', 'programme', 'semester', 'stay']}
            columnId={(name) => `students.${name}`}
            items={students}
            total={isPart ? null : students.length}
            keyOf={({ id }) => id}
            cells={(student) => <StudentCells {...student} />}
          />
        </div>
      )}
      <More pages={found} shown={students.length} />
    </div>
  );
}

function StudentCells({ id, name, number, programme, semester, plan }: Student) {
  const say = useSay();
  return (
    <>
      <td>
        <Link data-row to="/students/$id" params={{ id }}>
          {name}
        </Link>{' '}
        <span className="small muted">{number}</span>
      </td>
      <td className="second">{programme}</td>
      <td className="numeric second" data-label={say('students.semester')}>
        {semester}
      </td>
      <td>
        {plan && plan.state !== 'withdrawn' ? (
          <span className={styles.stay}>
            <Link to="/plans/$id" params={{ id: plan.id }}>
              {plan.host}
            </Link>
            <PlanStateTag state={plan.state} />
          </span>
        ) : (
          <span className={styles.stay}>
            <Link to="/compare" search={{ student: id }}>
              {say('students.compare')}
            </Link>
            <Link to="/plans/board" search={{ student: id }}>
              {say('students.plan')}
            </Link>
          </span>
        )}
      </td>
    </>
  );
}
