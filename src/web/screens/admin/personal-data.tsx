/** What is kept about a person: handed out as a file, and erased as far as the rules let go of it. */
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../api.ts';
import { useLanguage, useSay } from '../../language.tsx';
import { textOf } from '../../parts/course.tsx';
import { dayText } from '../../parts/dates.ts';
import { Failed, Note } from '../../parts/states.tsx';
import type { Account } from './account-type.ts';
import styles from './admin.module.css';

export function PersonalData({ account: { id } }: { readonly account: Account }) {
  const say = useSay();
  const language = useLanguage();
  const queries = useQueryClient();
  const ask = (dryRun: boolean) => answerOf(api.users[':id'].erasure.$post({ param: { id }, json: { dryRun } }));
  const look = useMutation({ mutationFn: () => ask(true) });
  const erase = useMutation({
    mutationFn: () => ask(false),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['users'] }),
  });
  const shown = erase.data ?? look.data;
  const error = look.error ?? erase.error;
  const list = (disposals: NonNullable<typeof shown>['now']) => (
    <ul>
      {disposals.map(({ of, id: one, due, why }) => (
        <li key={`${of} ${one}`} className="small">
          <b>{say(`admin.kept-${of}`)}</b>
          {due !== null && `, ${say('admin.kept-until', { day: dayText(due) })}`}: {textOf(why, language)[0]}
        </li>
      ))}
    </ul>
  );
  return (
    <section className={styles.form}>
      <h2>{say('admin.personal-data')}</h2>
      <p>
        <a href={`/api/v1/users/${id}/personal-data`} download>
          {say('admin.hand-out')}
        </a>
      </p>
      {error && <Failed error={error} />}
      {shown && (
        <Note icon="info">
          <h3>{say(erase.data ? 'admin.erased-now' : 'admin.goes-now')}</h3>
          {shown.now.length === 0 ? <p className="small">{say('admin.goes-nothing')}</p> : list(shown.now)}
          {shown.later.length > 0 && <h3>{say('admin.stays')}</h3>}
          {list(shown.later)}
        </Note>
      )}
      <div className="row wraps">
        <Button loading={look.isPending} onClick={() => look.mutate()}>
          {say('admin.look-erasure')}
        </Button>
        {look.data && look.data.now.length > 0 && !erase.data && (
          <Button color="bad" loading={erase.isPending} onClick={() => erase.mutate()}>
            {say('admin.erase')}
          </Button>
        )}
      </div>
    </section>
  );
}
