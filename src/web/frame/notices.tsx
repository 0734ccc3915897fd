/** What was told to the person: the bell of the bar. */
import { ActionIcon, Popover } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../api.ts';
import { useSay } from '../language.tsx';
import { Icon } from '../parts/icon.tsx';
import { Empty, Failed } from '../parts/states.tsx';
import styles from './frame.module.css';
import { NoticeText } from './notice.tsx';

const KEY = ['notices'];

export function Notices() {
  const say = useSay();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: KEY,
    queryFn: () => answerOf(api.me.notices.$get({ query: { limit: '20' } })),
    refetchInterval: 60_000,
  });
  const unread = data?.unread ?? 0;
  const read = useMutation({
    mutationFn: () => answerOf(api.me.notices.read.$post({ json: {} })),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
  return (
    <Popover position="bottom-end" width={380} onClose={() => unread > 0 && read.mutate()}>
      <Popover.Target>
        <ActionIcon variant="transparent" className={styles.bell} aria-label={say('frame.notices', { count: unread })}>
          <Icon name="bell" />
          {unread > 0 && <b aria-hidden>{unread > 99 ? '99+' : unread}</b>}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={styles.notices}>
        {error && <Failed error={error} retry={() => void refetch()} />}
        {data?.items.length === 0 && <Empty>{say('frame.no-notices')}</Empty>}
        <ul>
          {data?.items.map((notice) => (
            <li key={notice.id} data-unread={notice.readAt === null || undefined}>
              <NoticeText notice={notice} />
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}
