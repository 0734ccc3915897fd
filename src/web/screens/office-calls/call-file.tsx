/** From the office's file to published calls: dropped, looked at, taken over and published, in its place on the page. */
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type DragEvent, useRef, useState } from 'react';
import { answerOf, api, RefusedError } from '../../api.ts';
import { useSay } from '../../language.tsx';
import { dayText } from '../../parts/dates.ts';
import { Icon } from '../../parts/icon.tsx';
import { sentenceOf } from '../../parts/sentence.ts';
import { Failed, Note } from '../../parts/states.tsx';
import { Tag } from '../../parts/verdict.tsx';
import { LeftOut } from '../../parts/work.tsx';
import { Written } from '../../parts/written.tsx';
import styles from './office-calls.module.css';
import { CALLS, callOf, readCalls } from './office-calls-query.ts';
import { draftsOf } from './stage.ts';

const files = api.imports.calls;

/** What would come of a file; the client's types lose it on the way. */
interface Effect {
  readonly rows: readonly {
    readonly outcome: 'new' | 'changed' | 'same';
    readonly university: string;
    readonly specialty: string;
    readonly deadline: string;
    readonly changes: readonly { readonly column: string; readonly before: string; readonly after: string }[];
  }[];
  readonly unusable: readonly { readonly code: string; readonly value?: string }[];
}

/** What a file says, and what would come of it. */
async function look(file: File) {
  const sent = await answerOf(files.$post({ form: { file }, header: {} }));
  const isReady = sent.state === 'ready';
  const effect = isReady ? await answerOf(files[':id'].difference.$get({ param: { id: sent.id } })) : null;
  return { sent, effect: effect as Effect | null };
}
type Looked = Awaited<ReturnType<typeof look>>;
type Row = Effect['rows'][number];

interface Published {
  readonly taken: number;
  readonly published: number;
  readonly left: readonly { readonly id: string; readonly university: string; readonly problems: readonly object[] }[];
}

async function takeOver({ sent, effect }: Looked, isPublished: boolean): Promise<Published> {
  const asked = { param: { id: sent.id }, header: { 'if-match': `"${sent.revision}"` } };
  const { outcome } = await answerOf(files[':id'].commit.$post(asked));
  const taken = (outcome?.added ?? 0) + (outcome?.changed ?? 0);
  const left: Published['left'][number][] = [];
  let published = 0;
  for (const { id, revision, university } of isPublished ? draftsOf(effect?.rows ?? [], await readCalls()) : []) {
    try {
      await answerOf(callOf.publish.$post({ param: { id }, header: { 'if-match': `"${revision}"` } }));
      published += 1;
    } catch (error) {
      // One that cannot be published stays a draft, and stops no other.
      if (!(error instanceof RefusedError)) throw error;
      left.push({ id, university, problems: error.refusal.problems });
    }
  }
  return { taken, published, left };
}

export function CallFile() {
  const say = useSay();
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const read = useMutation({ mutationFn: look });
  const take = useMutation({
    mutationFn: (isPublished: boolean) =>
      read.data ? takeOver(read.data, isPublished) : Promise.reject(new Error('no file')),
    onSuccess: () => read.reset(),
    onSettled: () => queries.invalidateQueries({ queryKey: CALLS }),
  });
  const cancel = useMutation({
    mutationFn: ({ sent: { id, revision } }: Looked) =>
      answerOf(files[':id'].cancel.$post({ param: { id }, header: { 'if-match': `"${revision}"` } })),
    onSettled: () => read.reset(),
  });
  const open = (file: File | undefined): void => {
    take.reset();
    if (file) read.mutate(file);
  };
  const drag = (over: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(over);
  };
  return (
    <section
      className={`${styles.file} ${isOver ? styles.over : ''}`}
      aria-label={say('office-calls.file')}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event);
        open(event.dataTransfer.files[0]);
      }}
    >
      <div className="row wraps">
        <Button leftSection={<Icon name="import" />} loading={read.isPending} onClick={() => input.current?.click()}>
          {say('office-calls.import')}
        </Button>
        <span className="small second">{say('office-calls.import-what')}</span>
      </div>
      <input
        ref={input}
        type="file"
        accept=".csv,.xlsx,.ods,.tsv,.txt,.pdf,.docx,.html"
        className="unseen"
        tabIndex={-1}
        aria-hidden
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          open(file);
          currentTarget.value = '';
        }}
      />
      {read.error && <Failed error={read.error} />}
      {read.data && (
        <Preview looked={read.data}>
          <Button variant="subtle" onClick={() => cancel.mutate(read.data)}>
            {say('office-calls.cancel')}
          </Button>
          <TakeButtons rows={read.data.effect?.rows ?? []} isBusy={take.isPending} take={take.mutate} />
        </Preview>
      )}
      {take.error && <Failed error={take.error} />}
      {take.data && (
        <Note kind="ok" icon="check">
          <span role="status">
            {say('office-calls.taken', { taken: take.data.taken, published: take.data.published })}
          </span>
        </Note>
      )}
      {take.data && (
        <LeftOut left={take.data.left} nameOf={(id) => take.data.left.find((one) => one.id === id)?.university ?? ''}>
          <b>{say('office-calls.stay-drafts', { count: take.data.left.length })}</b>
        </LeftOut>
      )}
    </section>
  );
}

function TakeButtons({
  rows,
  isBusy,
  take,
}: {
  readonly rows: readonly Row[];
  readonly isBusy: boolean;
  readonly take: (isPublished: boolean) => void;
}) {
  const say = useSay();
  const fresh = rows.filter(({ outcome }) => outcome === 'new').length;
  const count = rows.filter(({ outcome }) => outcome !== 'same').length;
  if (count === 0) return null;
  return (
    <>
      <Button loading={isBusy} variant={fresh === 0 ? 'filled' : 'default'} onClick={() => take(false)}>
        {say(fresh === 0 ? 'office-calls.take' : 'office-calls.take-as-drafts', { count })}
      </Button>
      {fresh > 0 && (
        <Button loading={isBusy} variant="filled" onClick={() => take(true)}>
          {say('office-calls.publish-new', { count: fresh })}
        </Button>
      )}
    </>
  );
}

const SIGNS = { new: ['plus', 'ok'], changed: ['swap', 'warn'], same: ['check', 'plain'] } as const;

function Preview({
  looked: { sent, effect },
  children,
}: {
  readonly looked: Looked;
  readonly children: React.ReactNode;
}) {
  const say = useSay();
  const rejected = sent.reading?.rejectedRows ?? [];
  const against = [...(effect?.unusable ?? []), ...(sent.state === 'failed' ? sent.problems : [])];
  return (
    <div className={styles.preview}>
      <h2>{say('office-calls.reads', { name: sent.name, count: effect?.rows.length ?? 0 })}</h2>
      {sent.state === 'needs-answers' && (
        <Note kind="warn" icon="question">
          {sent.needs.map((one) => (
            <p key={sentenceOf(one)}>{sentenceOf(one)}</p>
          ))}
          <a href={`/import/calls/${sent.id}`}>{say('office-calls.answer')}</a>
        </Note>
      )}
      {effect && effect.rows.length > 0 && (
        <ul className={styles.rows}>
          {effect.rows.map((row) => (
            <li key={`${row.university} ${row.specialty} ${row.deadline}`}>
              <Tag icon={SIGNS[row.outcome][0]} tone={SIGNS[row.outcome][1]}>
                {say(`office-calls.row-${row.outcome}`)}
              </Tag>
              <span className="grow">
                <Written>{row.university}</Written> <span className="small second">{row.specialty}</span>
                {row.changes.map(({ column, before, after }) => (
                  <span key={column} className={styles.change}>
                    <del>{before}</del> <ins>{after}</ins>
                  </span>
                ))}
              </span>
              <span className="small second">{dayText(row.deadline)}</span>
            </li>
          ))}
        </ul>
      )}
      {(rejected.length > 0 || against.length > 0) && (
        <Note kind="warn" icon="warning">
          <b>
            {say('office-calls.left-out', {
              count: Math.max(sent.reading?.rejected ?? 0, rejected.length) + against.length,
            })}
          </b>
          <ul>
            {rejected.map(({ place, reason, cells }) => (
              <li key={`${place.line} ${cells.join()}`}>{sentenceOf(reason)}</li>
            ))}
            {against.map((one) => (
              <li key={`${one.value} ${sentenceOf(one)}`}>{[one.value, sentenceOf(one)].filter(Boolean).join(': ')}</li>
            ))}
          </ul>
          <a href={`/import/calls/${sent.id}`}>{say('office-calls.mend')}</a>
        </Note>
      )}
      <div className={`row wraps ${styles.buttons}`}>{children}</div>
    </div>
  );
}
