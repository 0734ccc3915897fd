/** The own account: name, roles, another password, leaving everywhere. */
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { answerOf, api } from '../../api.ts';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { Failed, Note } from '../../parts/states.tsx';
import { ME, type Me, useSignedIn } from '../../session.ts';
import styles from './account.module.css';
import { Sessions, Tokens } from './sessions.tsx';

export function AccountScreen() {
  const say = useSay();
  const me = useSignedIn();
  return (
    <div className={styles.screen}>
      <Crumbs path={[{ name: say('account.title') }]} />
      <h1>{say('account.title')}</h1>
      <dl className={styles.facts}>
        <dt>{say('account.email')}</dt>
        <dd>{me.email}</dd>
        <dt>{say('account.roles')}</dt>
        <dd>{me.roles.map(({ role }) => say(`frame.role-${role}`)).join(', ') || say('account.no-roles')}</dd>
      </dl>
      <NameForm me={me} />
      <PasswordForm />
      <Sessions />
      <LeaveEverywhere />
      <Tokens />
      <p>
        <Link to="/notices">{say('account.notices')}</Link>
      </p>
    </div>
  );
}

function NameForm({ me }: { readonly me: Me }) {
  const say = useSay();
  const queries = useQueryClient();
  const [name, setName] = useState(me.name);
  const change = useMutation({
    mutationFn: () => answerOf(api.me.$patch({ json: { name }, header: { 'if-match': `"${me.revision}"` } })),
    onSuccess: (changed) => queries.setQueryData(ME, changed),
    onError: () => queries.invalidateQueries({ queryKey: ME }),
  });
  return (
    <form className={styles.form} onSubmit={submitting(() => change.mutate())}>
      <TextInput
        label={say('account.name')}
        value={name}
        autoComplete="name"
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {change.error && <Failed error={change.error} />}
      <Button type="submit" disabled={name.trim() === '' || name === me.name || change.isPending}>
        {say('account.save-name')}
      </Button>
    </form>
  );
}

function PasswordForm() {
  const say = useSay();
  const [password, setPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const change = useMutation({
    mutationFn: () => answerOf(api.me.password.$post({ json: { password, newPassword } })),
    onSuccess: () => {
      setPassword('');
      setNewPassword('');
    },
  });
  return (
    <form className={styles.form} onSubmit={submitting(() => change.mutate())}>
      <h2>{say('account.password-title')}</h2>
      <PasswordInput
        label={say('account.password')}
        autoComplete="current-password"
        value={password}
        visibilityToggleButtonProps={{ 'aria-label': say('sign-in.show-password') }}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <PasswordInput
        label={say('account.new-password')}
        description={say('sign-in.new-password-why')}
        autoComplete="new-password"
        value={newPassword}
        visibilityToggleButtonProps={{ 'aria-label': say('sign-in.show-password') }}
        onChange={(event) => setNewPassword(event.currentTarget.value)}
      />
      {change.error && <Failed error={change.error} />}
      {change.isSuccess && (
        <Note kind="ok" icon="done">
          {say('account.password-changed')}
        </Note>
      )}
      <Button type="submit" disabled={password === '' || newPassword === '' || change.isPending}>
        {say('account.change-password')}
      </Button>
    </form>
  );
}

function LeaveEverywhere() {
  const say = useSay();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const leave = useMutation({
    mutationFn: () => answerOf(api.me['sign-out'].$post({})),
    onSuccess: () => {
      queries.clear();
      queries.setQueryData(ME, null);
      void navigate({ to: '/sign-in' });
    },
  });
  return (
    <div className={styles.form}>
      <h2>{say('account.everywhere-title')}</h2>
      <p className="second">{say('account.everywhere-why')}</p>
      {leave.error && <Failed error={leave.error} />}
      <Button onClick={() => leave.mutate()}>{say('account.everywhere')}</Button>
    </div>
  );
}

const submitting = (act: () => void) => (event: FormEvent) => {
  event.preventDefault();
  act();
};
