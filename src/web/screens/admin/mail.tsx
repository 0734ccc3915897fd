/** Mail on its way out: what waits, what was sent, and what was given up and can be sent anew. */
import { Button, SegmentedControl } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { answerOf, api } from '../../api.ts';
import { useSay } from '../../language.tsx';
import { momentText } from '../../parts/dates.ts';
import { sentenceOf } from '../../parts/sentence.ts';
import { Failed } from '../../parts/states.tsx';
import { Tag } from '../../parts/verdict.tsx';
import styles from './admin.module.css';
import { MAIL_STATES, readMailAddress } from './mail-address.ts';
import { AdminPage, Listing, usePages } from './pages.tsx';

const SIGNS = {
  waiting: ['clock', 'plain'],
  sent: ['done', 'ok'],
  dead: ['warning', 'bad'],
} as const;

export function MailScreen() {
  const say = useSay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { state } = useSearch({ from: '/inside/admin/mail' });
  const found = usePages(
    ['outbox', state],
    (page) => answerOf(api.outbox.$get({ query: { ...page, ...(state && { state }) } })),
    30_000,
  );
  const revive = useMutation({
    mutationFn: (id: string) => answerOf(api.outbox.revive.$post({ json: { id } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['outbox'] }),
  });
  return (
    <AdminPage
      name={say('frame.mail')}
      beside={
        <SegmentedControl
          size="xs"
          aria-label={say('admin.column-state')}
          value={state ?? 'all'}
          data={['all', ...MAIL_STATES].map((value) => ({ value, label: say(`admin.mail-${value}`) }))}
          onChange={(value) =>
            void navigate({ to: '/admin/mail', search: readMailAddress({ state: value }), replace: true })
          }
        />
      }
    >
      <p className="lead">{say('admin.mail-why')}</p>
      {revive.error && <Failed error={revive.error} />}
      <Listing
        found={found}
        columns={['written', 'about', 'state', 'attempts', 'said', 'do']}
        id={(column) => `admin.column-${column}`}
        none={say('admin.no-mail')}
        className={styles.mail}
        keyOf={({ id }) => id}
        cells={(message) => {
          const [icon, tone] = SIGNS[message.state];
          const { lastError } = message;
          return (
            <>
              <td className="small second">{momentText(message.createdAt)}</td>
              <td>{sentenceOf(message.about)}</td>
              <td>
                <Tag icon={icon} tone={tone}>
                  {say(`admin.mail-${message.state}`)}
                </Tag>
              </td>
              <td className="numeric second">{message.attempts}</td>
              <td className="small">
                {typeof lastError === 'string' ? <span lang="en">{lastError}</span> : sentenceOf(lastError)}
                {message.state === 'waiting' && say('admin.mail-due', { moment: momentText(message.dueAt) })}
                {message.sentAt && momentText(message.sentAt)}
              </td>
              <td>
                {message.state === 'dead' && (
                  <Button size="compact-xs" loading={revive.isPending} onClick={() => revive.mutate(message.id)}>
                    {say('admin.send-again')}
                  </Button>
                )}
              </td>
            </>
          );
        }}
      />
    </AdminPage>
  );
}
