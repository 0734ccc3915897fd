/** Long work of everybody: what is in line, how far it is, and what failed. */
import { Button, Select } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type AnswerOf, answerOf, api } from '../../api.ts';
import { useSay } from '../../language.tsx';
import { momentText } from '../../parts/dates.ts';
import { sentenceOf } from '../../parts/sentence.ts';
import { Failed } from '../../parts/states.tsx';
import { Tag } from '../../parts/verdict.tsx';
import styles from './admin.module.css';
import { AdminPage, Listing, useNames, usePages } from './pages.tsx';

type State = AnswerOf<typeof api.jobs.$get>['items'][number]['state'];
const SIGNS = {
  waiting: ['clock', 'plain'],
  running: ['half', 'plain'],
  done: ['done', 'ok'],
  failed: ['warning', 'bad'],
  cancelled: ['cross', 'plain'],
} as const satisfies Readonly<Record<State, readonly [string, string]>>;
const STATES = Object.keys(SIGNS) as readonly State[];
/** Kinds of work that have a name for people. */
const WORK = [
  ...['match', 'compare-hosts', 'every-host', 'protocols', 'recognition-export', 'recognition-moves', 'read-import'],
  ...['day', 'retention', 'sketches'],
] as const;
const isKnown = (kind: string): boolean => (WORK as readonly string[]).includes(kind);
/** Work that has an end yet. */
const OPEN: ReadonlySet<State> = new Set<State>(['waiting', 'running']);

export function JobsScreen() {
  const say = useSay();
  const queries = useQueryClient();
  const [state, setState] = useState<State | null>(null);
  const found = usePages(
    ['jobs', state],
    (page) => answerOf(api.jobs.$get({ query: { ...page, ...(state && { state }) } })),
    5000,
  );
  const nameOf = useNames(found.data?.pages.flatMap(({ items }) => items.map(({ owner }) => owner)) ?? []);
  const cancel = useMutation({
    mutationFn: (id: string) => answerOf(api.jobs[':id'].$delete({ param: { id } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['jobs'] }),
  });
  return (
    <AdminPage
      name={say('frame.jobs')}
      beside={
        <Select
          size="xs"
          clearable
          aria-label={say('admin.column-state')}
          placeholder={say('admin.any-state')}
          clearButtonProps={{ 'aria-label': say('admin.any-state') }}
          value={state}
          data={STATES.map((value) => ({ value, label: say(`admin.job-${value}`) }))}
          onChange={setState}
        />
      }
    >
      {cancel.error && <Failed error={cancel.error} />}
      <Listing
        found={found}
        columns={['work', 'who', 'when', 'state', 'said', 'do']}
        id={(column) => `admin.column-${column}`}
        none={say('admin.no-job')}
        className={styles.jobs}
        keyOf={({ id }) => id}
        cells={({ id, kind, owner, createdAt, state: is, done, total, problems }) => {
          const [icon, tone] = SIGNS[is];
          return (
            <>
              <td>{isKnown(kind) ? say(`admin.work-${kind}`) : <span lang="en">{kind}</span>}</td>
              <td>{nameOf(owner)}</td>
              <td className="small second">{momentText(createdAt)}</td>
              <td>
                <Tag icon={icon} tone={tone}>
                  {say(`admin.job-${is}`)}
                </Tag>
              </td>
              <td className="small">
                {is === 'running' && total !== null && say('admin.job-steps', { done, total })}{' '}
                {problems.map((one) => sentenceOf(one)).join('; ')}
              </td>
              <td>
                {OPEN.has(is) && (
                  <Button size="compact-xs" loading={cancel.isPending} onClick={() => cancel.mutate(id)}>
                    {say('admin.cancel')}
                  </Button>
                )}
              </td>
            </>
          );
        }}
      />
    </AdminPage>
  );
}
