/** One account: who it is, which roles it has, how it signs in, and what is kept about the person. */
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { answerOf, api } from '../../api.ts';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { dayText, momentText } from '../../parts/dates.ts';
import { Failed, Loading, Note } from '../../parts/states.tsx';
import { AccountForm } from './account-form.tsx';
import type { Account, AccountDraft } from './account-type.ts';
import styles from './admin.module.css';
import { PersonalData } from './personal-data.tsx';

const BLANK: AccountDraft = { name: '', email: '', language: 'kk', roles: [], active: true };

export function AccountPage() {
  const say = useSay();
  const { id } = useParams({ from: '/inside/admin/accounts/$id' });
  const isNew = id === 'new';
  const { data, error, refetch } = useQuery({
    queryKey: ['users', 'one', id],
    queryFn: () => answerOf(api.users[':id'].$get({ param: { id } })),
    enabled: !isNew,
  });
  const name = isNew ? say('admin.new-account') : (data?.name ?? '');
  return (
    <div className="pad">
      <Crumbs path={[{ name: say('frame.accounts'), to: '/admin/accounts' }, { name }]} />
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!isNew && !data && !error && <Loading lines={8} />}
      {(isNew || data) && <h1>{name}</h1>}
      {isNew && <NewAccount />}
      {data && (
        <div className={styles.two}>
          <Known key={data.revision} account={data} />
          <div className={styles.form}>
            <SignIn account={data} />
            <Tokens account={data} />
            <PersonalData account={data} />
          </div>
        </div>
      )}
    </div>
  );
}

function NewAccount() {
  const say = useSay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: (draft: AccountDraft) => answerOf(api.users.$post({ json: draft })),
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: ['users'] });
      void navigate({ to: '/admin/accounts/$id', params: { id } });
    },
  });
  return (
    <AccountForm
      draft={BLANK}
      save={create.mutate}
      isSaving={create.isPending}
      error={create.error}
      label={say('admin.create-account')}
    />
  );
}

function Known({ account }: { readonly account: Account }) {
  const say = useSay();
  const queries = useQueryClient();
  const { id, revision, ...draft } = account;
  const change = useMutation({
    mutationFn: (json: AccountDraft) =>
      answerOf(api.users[':id'].$put({ param: { id }, header: { 'if-match': `"${revision}"` }, json })),
    onSuccess: (changed) => {
      queries.setQueryData(['users', 'one', id], changed);
      void queries.invalidateQueries({ queryKey: ['users'] });
    },
  });
  return (
    <AccountForm
      draft={draft}
      save={change.mutate}
      isSaving={change.isPending}
      error={change.error}
      label={say('admin.save-account')}
    />
  );
}

function SignIn({ account: { id } }: { readonly account: Account }) {
  const say = useSay();
  const reset = useMutation({
    mutationFn: () => answerOf(api.users[':id']['one-time-password'].$post({ param: { id } })),
  });
  const leave = useMutation({ mutationFn: () => answerOf(api.users[':id']['sign-out'].$post({ param: { id } })) });
  const error = reset.error ?? leave.error;
  return (
    <section className={styles.form}>
      <h2>{say('admin.sign-in')}</h2>
      <p className="second">{say('admin.one-time-why')}</p>
      {error && <Failed error={error} />}
      {reset.data && (
        <Note kind="ok" icon="lock">
          <p className={styles.secret}>{reset.data.password}</p>
          <p className="small">{say('admin.one-time-until', { moment: momentText(reset.data.expiresAt) })}</p>
        </Note>
      )}
      {leave.data && <p role="status">{say('admin.signed-out', { count: leave.data.ended })}</p>}
      <div className="row wraps">
        <Button loading={reset.isPending} onClick={() => reset.mutate()}>
          {say('admin.one-time')}
        </Button>
        <Button loading={leave.isPending} onClick={() => leave.mutate()}>
          {say('admin.sign-out')}
        </Button>
      </div>
    </section>
  );
}

function Tokens({ account: { id } }: { readonly account: Account }) {
  const say = useSay();
  const queries = useQueryClient();
  const queryKey = ['users', 'tokens', id];
  const { data } = useQuery({
    queryKey,
    queryFn: () => answerOf(api.users[':id'].tokens.$get({ param: { id } })),
  });
  const revoke = useMutation({
    mutationFn: (token: string) => answerOf(api.users[':id'].tokens[':token'].$delete({ param: { id, token } })),
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
  const live = data?.items.filter(({ revokedAt }) => revokedAt === null) ?? [];
  if (live.length === 0) return null;
  return (
    <section>
      <h2>{say('account.tokens')}</h2>
      <ul>
        {live.map((token) => (
          <li key={token.id} className="row spread">
            <span>
              {token.name}{' '}
              <span className="small muted">
                {token.expiresAt && say('account.until', { day: dayText(token.expiresAt) })}
              </span>
            </span>
            <Button size="compact-xs" variant="subtle" onClick={() => revoke.mutate(token.id)}>
              {say('account.revoke', { name: token.name })}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
