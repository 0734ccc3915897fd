/** One side of the first plan: its file, how it was read, and what has to be said of it first. */
import { Button, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../language.tsx';
import { SideWord } from '../../parts/course.tsx';
import { FileDrop } from '../../parts/file-drop.tsx';
import { sentenceOf } from '../../parts/sentence.ts';
import { Failed, Note, ProblemList } from '../../parts/states.tsx';
import { UnitAsked } from '../../parts/unit-asked.tsx';
import { Tag } from '../../parts/verdict.tsx';
import {
  type Answers,
  answerImport,
  cancelImport,
  type Import,
  type ListKind,
  READ,
  readAgain,
  readDifference,
  sendFile,
} from './import-query.ts';
import styles from './welcome.module.css';

export function ListFile({
  kind,
  list,
  change,
}: {
  readonly kind: ListKind;
  readonly list: Import | undefined;
  readonly change: (list: Import | undefined) => void;
}) {
  const say = useSay();
  const send = useMutation({ mutationFn: (file: File) => sendFile(kind, file), onSuccess: change });
  const label = say(`welcome.${kind}`);
  return (
    <section className={`box ${styles.side}`} aria-label={label}>
      <h2>
        <SideWord side={kind === 'curriculum' ? 'home' : 'host'}>{label}</SideWord>
      </h2>
      <p className="small second">{say(`welcome.holds-${kind}`)}</p>
      {!list && <FileDrop label={label} kinds={say('welcome.kinds')} take={send.mutate} isBusy={send.isPending} />}
      {send.error && <Failed error={send.error} />}
      {list && <Read kind={kind} list={list} change={change} />}
    </section>
  );
}

function Read({
  kind,
  list,
  change,
}: {
  readonly kind: ListKind;
  readonly list: Import;
  readonly change: (list: Import | undefined) => void;
}) {
  const say = useSay();
  const giveUp = useMutation({
    mutationFn: () => cancelImport(kind, list),
    // Whatever became of it, another file may come.
    onSettled: () => change(undefined),
  });
  const answer = useMutation({
    mutationFn: (said: Answers) => answerImport(kind, list, said),
    onSuccess: change,
  });
  const { reading, state, institution, academicYear } = list;
  const isRead = READ.includes(state);
  // A large file is read while somebody waits.
  useQuery({
    queryKey: ['welcome-reading', list.id],
    queryFn: async () => {
      const now = await readAgain(kind, list);
      if (READ.includes(now.state)) change(now);
      return now.state;
    },
    refetchInterval: 1000,
    enabled: !isRead,
  });
  const { data: difference } = useQuery({
    queryKey: ['welcome-difference', list.id, list.revision],
    queryFn: () => readDifference(kind, list),
    enabled: state === 'ready',
  });
  const used = reading?.tables.reduce((sum, { items }) => sum + items, 0) ?? 0;
  return (
    <>
      <div className="row spread wraps">
        <span className="quoted cut" title={list.name}>
          {list.name}
        </span>
        <Button size="compact-xs" variant="subtle" loading={giveUp.isPending} onClick={() => giveUp.mutate()}>
          {say('welcome.other-file')}
        </Button>
      </div>
      {!isRead && <p role="status">{say('parts.reading-file')}</p>}
      {state === 'ready' && (
        <Tag icon="done" tone="ok">
          {say('welcome.read', { count: used })}
        </Tag>
      )}
      {state === 'needs-answers' && <AnswerForm key={list.revision} kind={kind} list={list} change={change} />}
      {state === 'ready' && (
        <UnitAsked problems={list.problems} choose={(unit) => answer.mutate({ ...list.said, unit })} />
      )}
      {answer.error && <Failed error={answer.error} />}
      {state === 'failed' && <Unread list={list} />}
      {(institution ?? academicYear) && (
        <p className="quoted">{[institution, academicYear].filter(Boolean).join(', ')}</p>
      )}
      {difference && <p>{say('welcome.known', { ...difference })}</p>}
      {reading && reading.rejected > 0 && (
        <details className="small">
          <summary>{say('welcome.left-out', { count: reading.rejected })}</summary>
          <ul className={styles.rejected}>
            {reading.rejectedRows.slice(0, 20).map(({ place, reason, cells }) => (
              <li key={`${place.sheet} ${place.line}`}>
                <b className="numeric">{place.line}</b> {sentenceOf(reason)}{' '}
                <span className="quoted second">{cells.join(' | ')}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {reading && (
        <a className="small" href={`/import/${kind}/${list.id}`}>
          {say('welcome.look-closer')}
        </a>
      )}
    </>
  );
}

function Unread({ list }: { readonly list: Import }) {
  return (
    <Note kind="bad" icon="warning">
      <ProblemList problems={list.problems} />
    </Note>
  );
}

/** Fields of which the file says too little or too much, with the columns that could be meant. */
function columnQuestionsOf({ reading, needs }: Import) {
  const columns =
    reading?.tables.flatMap((table) => table.columns.map(({ name, samples }) => ({ name, samples }))) ?? [];
  const all = [...new Map(columns.map((one) => [one.name, one])).values()];
  const asked = reading?.tables.flatMap(({ questions }) => questions) ?? [];
  const missing = needs.flatMap((need) => {
    const { columns: fields } = need.values;
    if (need.code !== 'header-missing-column') return [];
    return [fields]
      .flat()
      .map((field) => ({ field: String(field), columns: all.map(({ name }) => name), reason: need }));
  });
  return [...asked, ...missing].map(({ field, columns: names, reason }) => ({
    field,
    reason,
    options: all.filter(({ name }) => names.includes(name)),
  }));
}

function AnswerForm({
  kind,
  list,
  change,
}: {
  readonly kind: ListKind;
  readonly list: Import;
  readonly change: (list: Import) => void;
}) {
  const say = useSay();
  const [said, setSaid] = useState<Answers>(list.said);
  const answer = useMutation({ mutationFn: () => answerImport(kind, list, said), onSuccess: change });
  const questions = columnQuestionsOf(list);
  const unsaid = list.needs.flatMap(({ code, values }) =>
    code === 'import-without-identity' ? [values.field === 'institution' ? 'institution' : 'academicYear'] : [],
  ) as readonly ('institution' | 'academicYear')[];
  const isTold = new Set(questions.map(({ reason }) => sentenceOf(reason)));
  const others = list.needs.filter((need) => need.code !== 'import-without-identity' && !isTold.has(sentenceOf(need)));
  const tell = (field: keyof Answers, value: string): void => {
    const { [field]: _, ...rest } = said;
    setSaid(value.trim() === '' ? rest : { ...rest, [field]: value });
  };
  return (
    <form
      className={styles.answers}
      onSubmit={(event) => {
        event.preventDefault();
        answer.mutate();
      }}
    >
      <Tag icon="question" tone="warn">
        {say('welcome.asks', { count: unsaid.length + questions.length + others.length })}
      </Tag>
      {others.map((need) => (
        <p key={need.code}>{sentenceOf(need)}</p>
      ))}
      {unsaid.map((field) => (
        <TextInput
          key={field}
          label={say(`welcome.${field}`)}
          placeholder={field === 'academicYear' ? '2026/27' : undefined}
          value={said[field] ?? ''}
          onChange={({ currentTarget: { value } }) => tell(field, value)}
        />
      ))}
      {questions.map(({ field, reason, options }) => (
        <Select
          key={field}
          label={sentenceOf(reason)}
          placeholder={say('welcome.column')}
          value={said.columns?.[field] ?? null}
          data={options.map(({ name, samples }) => ({
            value: name,
            label: [name, samples.slice(0, 3).join(', ')].filter(Boolean).join(': '),
          }))}
          onChange={(column) => {
            const { [field]: _, ...columns } = said.columns ?? {};
            setSaid({ ...said, columns: column === null ? columns : { ...columns, [field]: column } });
          }}
        />
      ))}
      {answer.error && <Failed error={answer.error} />}
      <Button type="submit" loading={answer.isPending} disabled={said === list.said}>
        {say('welcome.answer')}
      </Button>
    </form>
  );
}
