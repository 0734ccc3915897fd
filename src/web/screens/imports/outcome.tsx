/** What an import did, and where one can go from there. */
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { answerOf, api } from '../../api.ts';
import { useSay } from '../../language.tsx';
import { momentText } from '../../parts/dates.ts';
import { Failed, Note } from '../../parts/states.tsx';
import styles from './draft.module.css';
import { type ShownImport, useMadeAccounts } from './import-query.ts';

export function Outcome({ one }: { readonly one: ShownImport }) {
  const say = useSay();
  const { kind, outcome } = one;
  const made = useMadeAccounts(one);
  const another = (
    <Link to="/import/$kind" params={{ kind }}>
      {say('imports.another')}
    </Link>
  );
  if (!outcome)
    return (
      <Note icon="info">
        <p>{say('imports.was-cancelled')}</p>
        {another}
      </Note>
    );
  const { added, changed, removed, unchanged, leftOut, reopened, version } = outcome;
  const figures = { added, changed, removed, unchanged, 'left-out': leftOut, reopened };
  return (
    <section className={styles.outcome}>
      <Note kind="ok" icon="check">
        <p>{say(`imports.done-${kind}`)}</p>
      </Note>
      <dl className={styles.figures}>
        {Object.entries(figures)
          .filter(([name, count]) => count > 0 || name === 'added')
          .map(([name, count]) => (
            <div key={name}>
              <dt>{say(`imports.figure-${name}`)}</dt>
              <dd>{count}</dd>
            </div>
          ))}
      </dl>
      <p className="row">
        {version !== null && kind === 'catalogue' && (
          <Link to="/catalogues/$id" params={{ id: version }} className="primary">
            {say('imports.to-list')}
          </Link>
        )}
        {version !== null && kind === 'curriculum' && (
          <Link to="/curricula/$id" params={{ id: version }} className="primary">
            {say('imports.to-list')}
          </Link>
        )}
        {kind === 'precedents' && (
          <Link to="/precedents" className="primary">
            {say('frame.precedents')}
          </Link>
        )}
        {another}
      </p>
      {kind === 'users' && added > 0 && <p className="lead">{say('imports.passwords-how')}</p>}
      {made.length > 0 && <FirstPasswords addresses={made} />}
    </section>
  );
}

/** New accounts have no password; one that signs in once is made for each, and shown once. */
function FirstPasswords({ addresses }: { readonly addresses: readonly string[] }) {
  const say = useSay();
  const [given, setGiven] = useState<Readonly<Record<string, { password: string; expiresAt: string }>>>({});
  const give = useMutation({
    mutationFn: async (address: string) => {
      const { items } = await answerOf(api.users.$get({ query: { text: address } }));
      const id = items.find(({ email }) => email === address)?.id ?? '';
      return answerOf(api.users[':id']['one-time-password'].$post({ param: { id } }));
    },
    onSuccess: (made, address) => setGiven((before) => ({ ...before, [address]: made })),
  });
  return (
    <section className={styles.passwords} aria-label={say('imports.passwords')}>
      <h2>{say('imports.passwords')}</h2>
      {give.error && <Failed error={give.error} />}
      <ul className={styles.codes}>
        {addresses.map((address) => (
          <li key={address} className={styles.course}>
            <span className="grow">{address}</span>
            {given[address] ? (
              <span>
                <code className={styles.password}>{given[address].password}</code>{' '}
                <span className="small second">
                  {say('imports.password-until', { at: momentText(given[address].expiresAt) })}
                </span>
              </span>
            ) : (
              <Button
                size="compact-sm"
                loading={give.isPending && give.variables === address}
                onClick={() => give.mutate(address)}
              >
                {say('imports.password-give')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
