/** The audit: who did what to which thing and when, the newest first; proved, and taken out as a file. */
import { Button, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { type AnswerOf, answerOf, api } from '../../api.ts';
import { useSay } from '../../language.tsx';
import { momentText } from '../../parts/dates.ts';
import { Failed, Note } from '../../parts/states.tsx';
import styles from './admin.module.css';
import { AdminPage, Listing, useNames, usePages } from './pages.tsx';

/** Kinds of things as the audit names them. */
const KINDS = [
  ...['user', 'institute', 'student record', 'catalogue', 'curriculum', 'call', 'agreement', 'application', 'seat'],
  ...['document', 'document file', 'study plan', 'plan version', 'bundle decision', 'share link', 'change proposal'],
  ...[
    'transcript',
    'transcript file',
    'recognition',
    'appeal',
    'precedent',
    'import',
    'job',
    'token',
    'message',
    'retention',
    'syllabus',
    'ranking',
    'eligibility',
  ],
] as const;

interface Filter {
  readonly kind?: string;
  readonly action?: string;
  readonly from?: string;
  readonly to?: string;
}

export function AuditScreen() {
  const say = useSay();
  const [filter, setFilter] = useState<Filter>({});
  const found = usePages(['audit', filter], (page) =>
    answerOf(api.audit.events.$get({ query: { ...page, ...filter, order: 'newest' } })),
  );
  const nameOf = useNames(found.data?.pages.flatMap(({ items }) => items.map(({ actor }) => actor)) ?? []);
  const change = (field: keyof Filter, value: string | null): void => {
    const { [field]: _, ...rest } = filter;
    setFilter(value ? { ...rest, [field]: value } : rest);
  };
  return (
    <AdminPage name={say('frame.audit')} beside={<Export filter={filter} />}>
      <p className="lead">{say('admin.audit-why')}</p>
      <Proof />
      <div className={`row wraps ${styles.head}`}>
        <Select
          size="xs"
          clearable
          aria-label={say('admin.kind')}
          placeholder={say('admin.any-kind')}
          clearButtonProps={{ 'aria-label': say('admin.any-kind') }}
          value={filter.kind ?? null}
          data={KINDS.map((value) => ({ value, label: say(`admin.kind-${value.replaceAll(' ', '-')}`) }))}
          onChange={(value) => change('kind', value)}
        />
        <TextInput
          size="xs"
          aria-label={say('admin.action')}
          placeholder={say('admin.action')}
          value={filter.action ?? ''}
          onChange={({ currentTarget: { value } }) => change('action', value.trim())}
        />
        <TextInput
          size="xs"
          type="date"
          aria-label={say('admin.from-day')}
          value={filter.from ?? ''}
          onChange={({ currentTarget: { value } }) => change('from', value)}
        />
        <TextInput
          size="xs"
          type="date"
          aria-label={say('admin.to-day')}
          value={filter.to ?? ''}
          onChange={({ currentTarget: { value } }) => change('to', value)}
        />
      </div>
      <Listing
        found={found}
        columns={['number', 'when', 'who', 'did', 'thing']}
        id={(column) => `admin.column-${column}`}
        none={say('admin.no-event')}
        className={styles.audit}
        keyOf={({ sequence }) => sequence}
        cells={({ sequence, at, actor, action, subject }) => (
          <>
            <td className="numeric second">{sequence}</td>
            <td className="small second">{momentText(at)}</td>
            <td>{nameOf(actor)}</td>
            <td lang="en" className={styles.code}>
              {action}
            </td>
            <td className="small">
              <KindName kind={subject.kind} /> <span className={`muted ${styles.code}`}>{subject.id}</span>
            </td>
          </>
        )}
      />
    </AdminPage>
  );
}

/** What is listed nowhere bears its own name. */
function KindName({ kind }: { readonly kind: string }) {
  const say = useSay();
  const known: readonly string[] = KINDS;
  if (!known.includes(kind)) return <span lang="en">{kind}</span>;
  return <span>{say(`admin.kind-${kind.replaceAll(' ', '-')}`)}</span>;
}

/** `COUNT:HASH` of a head that was written down elsewhere. */
const headOf = (text: string) => {
  const [, count, hash] = /^\s*(\d+)\s*:\s*([0-9a-f]{64})\s*$/.exec(text) ?? [];
  return hash === undefined ? null : { count: Number(count), hash };
};

function Proof() {
  const say = useSay();
  const intl = useIntl();
  const [noted, setNoted] = useState('');
  const head = headOf(noted);
  const prove = useMutation({
    mutationFn: () => answerOf(api.audit.verification.$post({ json: { anchors: head ? [head] : [] } })),
  });
  const isUnread = noted.trim() !== '' && head === null;
  return (
    <section className={styles.part}>
      <h2>{say('admin.prove-title')}</h2>
      {prove.error && <Failed error={prove.error} />}
      {prove.data && (
        <Note kind="ok" icon="done">
          <p>{say('admin.proved', { count: intl.formatNumber(prove.data.count) })}</p>
          <p className={`small ${styles.hash}`}>
            {prove.data.count}:{prove.data.hash}
          </p>
        </Note>
      )}
      <div className="row wraps">
        <TextInput
          className="grow"
          size="sm"
          aria-label={say('admin.noted-head')}
          placeholder={say('admin.noted-head')}
          value={noted}
          error={isUnread ? say('admin.noted-unread') : undefined}
          onChange={({ currentTarget: { value } }) => setNoted(value)}
        />
        <Button loading={prove.isPending} disabled={isUnread} onClick={() => prove.mutate()}>
          {say('admin.prove')}
        </Button>
      </div>
    </section>
  );
}

/** Every event of the filter, page after page, as a file of comma-separated values. */
async function readAll(filter: Filter): Promise<string> {
  const lines = ['sequence,at,actor,action,kind,id,before,after,previous,hash'];
  for (let after: string | null = ''; after !== null; ) {
    const query = { ...filter, limit: '500', ...(after !== '' && { after }) };
    const page: AnswerOf<typeof api.audit.events.$get> = await answerOf(api.audit.events.$get({ query }));
    for (const { sequence, at, actor, action, subject, before, after: made, previous, hash } of page.items)
      lines.push([sequence, at, actor, action, subject.kind, subject.id, before, made, previous, hash].join(','));
    after = page.next;
  }
  return `${lines.join('\n')}\n`;
}

function Export({ filter }: { readonly filter: Filter }) {
  const say = useSay();
  const take = useMutation({
    mutationFn: () => readAll(filter),
    onSuccess: (text) => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
      link.download = 'audit.csv';
      link.click();
      URL.revokeObjectURL(link.href);
    },
  });
  return (
    <>
      {take.error && <Failed error={take.error} />}
      <Button size="xs" loading={take.isPending} onClick={() => take.mutate()}>
        {say('admin.export-audit')}
      </Button>
    </>
  );
}
