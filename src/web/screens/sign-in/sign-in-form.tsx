/** Local accounts: address and password, and in place a new password where the one given is good for once. */
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api, RefusedError } from '../../api.ts';
import { useSay } from '../../language.tsx';
import { Note, Problems } from '../../parts/states.tsx';
import { type Me, useEnter } from '../../session.ts';
import styles from './sign-in.module.css';

export function SignInForm({
  email: known = '',
  done,
}: {
  readonly email?: string;
  readonly done: (user: Me) => void;
}) {
  const say = useSay();
  const enter = useEnter();
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () =>
      answerOf(api['sign-in'].$post({ json: { email, password, ...(newPassword !== '' && { newPassword }) } })),
    onSuccess: ({ user }) => {
      enter(user);
      done(user);
    },
  });
  const refusal = signIn.error instanceof RefusedError ? signIn.error.refusal : null;
  const asksNew = newPassword !== '' || refusal?.code === 'password-change-needed';
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        signIn.mutate();
      }}
    >
      <TextInput
        label={say('sign-in.email')}
        type="email"
        autoComplete="username"
        required
        withAsterisk={false}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label={say('sign-in.password')}
        autoComplete="current-password"
        required
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': say('sign-in.show-password') }}
      />
      {asksNew && (
        <PasswordInput
          label={say('sign-in.new-password')}
          description={say('sign-in.new-password-why')}
          autoComplete="new-password"
          data-autofocus
          value={newPassword}
          onChange={(event) => setNewPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': say('sign-in.show-password') }}
        />
      )}
      {refusal && refusal.code !== 'password-change-needed' && (
        <Note kind="bad" icon="warning">
          <Problems refusal={refusal} />
          {refusal.retryAfter !== null && <p>{say('sign-in.wait', { minutes: Math.ceil(refusal.retryAfter / 60) })}</p>}
        </Note>
      )}
      {signIn.error && !refusal && (
        <Note kind="bad" icon="warning">
          {say('states.no-answer')}
        </Note>
      )}
      <div className="row">
        <Button type="submit" loading={signIn.isPending} loaderProps={{ type: 'dots' }}>
          {say('sign-in.sign-in')}
        </Button>
        <span className="small muted grow">{say('sign-in.one-time')}</span>
      </div>
    </form>
  );
}
