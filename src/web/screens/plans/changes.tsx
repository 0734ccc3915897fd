/** The changes that were proposed to a plan, and what the host said to them. */
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { answerOf, api } from '../../api.ts';
import { useSay } from '../../language.tsx';
import { dayText } from '../../parts/dates.ts';
import { Failed } from '../../parts/states.tsx';
import { useSignedIn } from '../../session.ts';
import styles from './plans.module.css';

export function Changes({ plan }: { readonly plan: string }) {
  const say = useSay();
  const queries = useQueryClient();
  const me = useSignedIn();
  const { data, error } = useQuery({
    queryKey: ['study-plans', 'changes', plan],
    queryFn: () => answerOf(api['study-plans'][':id'].changes.$get({ param: { id: plan }, query: { limit: '100' } })),
  });
  const answer = useMutation({
    mutationFn: ({ id, revision, ...json }: { id: string; revision: number; answer: 'agrees' | 'comments' }) =>
      answerOf(
        api.changes[':id']['host-answer'].$post({ param: { id }, header: { 'if-match': `"${revision}"` }, json }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['study-plans'] }),
  });
  const failed = error ?? answer.error;
  const isCoordinator = me.roles.some(({ role }) => role === 'coordinator');
  const isStudent = me.roles.every(({ role }) => role === 'student');
  if (!failed && (data?.items.length ?? 0) === 0) return null;
  return (
    <section className={styles.part} aria-label={say('plans.changes')}>
      <h2>{say('plans.changes')}</h2>
      {failed && <Failed error={failed} />}
      <ul className={styles.events}>
        {data?.items.map(({ id, revision, proposedOn, items, state }) => (
          <li key={id}>
            <span className="small muted">{dayText(proposedOn)}</span>
            <span className="grow">
              {say('plans.change-sum', {
                out: items.filter(({ status }) => status === 'deleted').length,
                in: items.filter(({ status }) => status === 'inserted').length,
              })}{' '}
              {!isStudent && (
                <Link className="no-print" to="/changes/$id" params={{ id }}>
                  {say('plans.change-open')}
                </Link>
              )}
            </span>
            <span className="second">{say(`plans.change-${state}`)}</span>
            {isCoordinator &&
              state === 'pre-approved' &&
              (['agrees', 'comments'] as const).map((one) => (
                <Button key={one} size="compact-xs" onClick={() => answer.mutate({ id, revision, answer: one })}>
                  {say(one === 'agrees' ? 'plans.host-agrees' : 'plans.host-comments')}
                </Button>
              ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
