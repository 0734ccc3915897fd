/** Links that show a plan to somebody without an account: made, copied once, and revoked. */
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../api.ts';
import { useSay } from '../../language.tsx';
import { dayText } from '../../parts/dates.ts';
import { Failed, Note } from '../../parts/states.tsx';
import { useSignedIn } from '../../session.ts';
import styles from './plans.module.css';

/** Roles that may share; the server asks again. */
const SHARING: ReadonlySet<string> = new Set(['student', 'adviser', 'directorate', 'coordinator']);

export function ShareLinks({ plan }: { readonly plan: string }) {
  const say = useSay();
  const queries = useQueryClient();
  const me = useSignedIn();
  const may = me.roles.some(({ role }) => SHARING.has(role));
  const queryKey = ['study-plans', 'share-links', plan];
  const links = useQuery({
    queryKey,
    queryFn: () => answerOf(api['study-plans'][':id']['share-links'].$get({ param: { id: plan } })),
    enabled: may,
  });
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey });
  const share = useMutation({
    mutationFn: () =>
      answerOf(api['study-plans'][':id']['share-links'].$post({ param: { id: plan }, json: { days: 30 } })),
    onSuccess: refresh,
  });
  const revoke = useMutation({
    mutationFn: (link: string) =>
      answerOf(api['study-plans'][':id']['share-links'][':link'].$delete({ param: { id: plan, link } })),
    onSuccess: refresh,
  });
  if (!may) return null;
  const open = (links.data?.items ?? []).filter(
    ({ revokedAt, expiresAt }) => revokedAt === null && expiresAt > new Date().toISOString(),
  );
  const error = share.error ?? revoke.error;
  const made = share.data && open.some(({ id }) => id === share.data.link.id) ? share.data : null;
  return (
    <section className={`${styles.part} no-print`} aria-label={say('plans.share')}>
      <h2>{say('plans.share')}</h2>
      <p className="small second">{say('plans.share-what')}</p>
      {error && <Failed error={error} />}
      {made && (
        <Note kind="plain" icon="done">
          {say('plans.share-once')}{' '}
          <output className={styles.link}>{`${globalThis.location.origin}${made.path}`}</output>
        </Note>
      )}
      <ul className={styles.events}>
        {open.map(({ id, createdAt, expiresAt }) => (
          <li key={id}>
            <span className="grow">
              {say('plans.share-until', {
                made: dayText(createdAt.slice(0, 10)),
                until: dayText(expiresAt.slice(0, 10)),
              })}
            </span>
            <Button size="compact-xs" variant="default" loading={revoke.isPending} onClick={() => revoke.mutate(id)}>
              {say('plans.share-revoke')}
            </Button>
          </li>
        ))}
      </ul>
      <Button size="xs" variant="default" loading={share.isPending} onClick={() => share.mutate()}>
        {say('plans.share-make')}
      </Button>
    </section>
  );
}
