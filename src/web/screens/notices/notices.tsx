/** Everything that was told to the person, the newest first. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { answerOf, api } from '../../api.ts';
import { Crumbs } from '../../frame/crumbs.tsx';
import { NoticeText } from '../../frame/notice.tsx';
import { useSay } from '../../language.tsx';
import { More } from '../../parts/more.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import styles from './notices.module.css';

export function NoticesScreen() {
  const say = useSay();
  const found = useInfiniteQuery({
    queryKey: ['notices', 'all'],
    queryFn: ({ pageParam }) =>
      answerOf(api.me.notices.$get({ query: { limit: '50', ...(pageParam !== '' && { after: pageParam }) } })),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="pad">
      <Crumbs path={[{ name: say('account.notices') }]} />
      <header className="row spread wraps">
        <h1>{say('account.notices')}</h1>
        <Link to="/account">{say('frame.own-account')}</Link>
      </header>
      {found.error && <Failed error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Loading lines={8} />}
      {found.data && items.length === 0 && <Empty>{say('frame.no-notices')}</Empty>}
      <ul className={styles.notices}>
        {items.map((notice) => (
          <li key={notice.id}>
            <NoticeText notice={notice} />
          </li>
        ))}
      </ul>
      <More pages={found} shown={items.length} />
    </div>
  );
}
