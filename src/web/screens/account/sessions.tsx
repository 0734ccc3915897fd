/** Where the person is signed in, and the tokens that programs use in their name. */
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { answerOf, api } from '../../api.ts';
import { useSay } from '../../language.tsx';
import { dayText, momentText } from '../../parts/dates.ts';
import { Failed, Note } from '../../parts/states.tsx';
import styles from './account.module.css';

const SESSIONS = ['my-sessions'];
const TOKENS = ['my-tokens'];

export function Sessions() {
  const say = useSay();
  const queries = useQueryClient();
  const { data, error } = useQuery({ queryKey: SESSIONS, queryFn: () => answerOf(api.me.sessions.$get({})) });
  const end = useMutation({
    mutationFn: (id: string) => answerOf(api.me.sessions[':id'].$delete({ param: { id } })),
    onSettled: () => queries.invalidateQueries({ queryKey: SESSIONS }),
  });
  return (
    <section className={styles.list}>
      <h2>{say('account.sessions')}</h2>
      {error && <Failed error={error} />}
      <ul>
        {data?.items.map(({ id, isCurrent, createdAt, lastSeenAt }) => (
          <li key={id}>
            <span>
              {say('account.session-since', { moment: momentText(createdAt) })}
              <span className="small second">
                {' '}
                {isCurrent
                  ? say('account.session-this')
                  : say('account.session-used', { moment: momentText(lastSeenAt) })}
              </span>
            </span>
            {!isCurrent && (
              <Button size="compact-xs" loading={end.isPending} onClick={() => end.mutate(id)}>
                {say('account.session-end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What a program may be let do: to read what its owner reads. */
const READING = [
  'catalogue.read',
  'curriculum.read',
  'rules.read',
  'match.run',
  'call.read',
  'application.read',
  'plan.read',
  'recognition.read',
] as const;

export function Tokens() {
  const say = useSay();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const { data, error } = useQuery({ queryKey: TOKENS, queryFn: () => answerOf(api.me.tokens.$get({})) });
  const refresh = () => queries.invalidateQueries({ queryKey: TOKENS });
  const make = useMutation({
    mutationFn: () => answerOf(api.me.tokens.$post({ json: { name, scopes: [...READING] } })),
    onSuccess: () => {
      setName('');
      void refresh();
    },
  });
  const revoke = useMutation({
    mutationFn: (id: string) => answerOf(api.me.tokens[':id'].$delete({ param: { id } })),
    onSettled: refresh,
  });
  const live = data?.items.filter(({ revokedAt }) => revokedAt === null) ?? [];
  const failed = error ?? make.error ?? revoke.error;
  return (
    <section className={styles.list}>
      <h2>{say('account.tokens')}</h2>
      <p className="second">{say('account.tokens-why')}</p>
      {failed && <Failed error={failed} />}
      {make.data && (
        <Note kind="ok" icon="lock">
          <p className={styles.secret}>{make.data.secret}</p>
          <p className="small">{say('account.token-once')}</p>
        </Note>
      )}
      <ul>
        {live.map((token) => (
          <li key={token.id}>
            <span>
              {token.name}{' '}
              <span className="small second">
                {token.expiresAt && say('account.until', { day: dayText(token.expiresAt) })}
              </span>
            </span>
            <Button size="compact-xs" onClick={() => revoke.mutate(token.id)}>
              {say('account.revoke', { name: token.name })}
            </Button>
          </li>
        ))}
      </ul>
      <form
        className={styles.form}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <TextInput
          label={say('account.token-name')}
          maxLength={100}
          value={name}
          onChange={({ currentTarget: { value } }) => setName(value)}
        />
        <Button type="submit" loading={make.isPending} disabled={name.trim() === ''}>
          {say('account.token-make')}
        </Button>
      </form>
    </section>
  );
}
