/** Where a file is dropped or chosen; whose it is, is asked first where only a person knows. */
import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type DragEvent, useRef, useState } from 'react';
import { answerOf, api } from '../../api.ts';
import { useLanguage, useSay } from '../../language.tsx';
import { textOf } from '../../parts/course.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Failed } from '../../parts/states.tsx';
import { useRole, useSignedIn } from '../../session.ts';
import { type ImportKind, useSend } from './import-query.ts';
import styles from './imports.module.css';

export function DropFile({ kind }: { readonly kind: ImportKind }) {
  const say = useSay();
  const navigate = useNavigate();
  const me = useSignedIn();
  const role = useRole(me);
  const own = role === 'directorate' ? (me.roles.find((one) => one.role === role)?.institute ?? null) : null;
  const [chosen, setChosen] = useState<string | null>(null);
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const send = useSend(kind);
  const institute = own ?? chosen;
  // Decisions are somebody's; a curriculum may be the registrar's own.
  const asksWhose = own === null && (kind === 'precedents' || kind === 'curriculum');
  const isOpen = kind !== 'precedents' || institute !== null;
  const take = ([file]: readonly File[]): void => {
    if (!file || !isOpen) return;
    send.mutate(
      { file, institute },
      { onSuccess: ({ id }) => void navigate({ to: '/import/$kind/$draft', params: { kind, draft: id } }) },
    );
  };
  const drag = (over: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(over);
  };
  return (
    <div className={styles.send}>
      {asksWhose && <Institute kind={kind} value={chosen} onChange={setChosen} />}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what is dropped can be chosen by the button too */}
      <div
        className={`${styles.drop} ${isOver ? styles.over : ''}`}
        onDragOver={drag(true)}
        onDragLeave={drag(false)}
        onDrop={(event) => {
          drag(false)(event);
          take([...event.dataTransfer.files]);
        }}
      >
        <Icon name="import" size={22} />
        <p>{say('imports.drop')}</p>
        <Button variant="filled" disabled={!isOpen} loading={send.isPending} onClick={() => input.current?.click()}>
          {say('imports.choose')}
        </Button>
        <p className="small second">{say('imports.forms')}</p>
      </div>
      {send.error && <Failed error={send.error} />}
      <input
        ref={input}
        type="file"
        className="unseen"
        tabIndex={-1}
        aria-label={say('imports.choose')}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          currentTarget.value = '';
          take(files);
        }}
      />
    </div>
  );
}

function Institute({
  kind,
  value,
  onChange,
}: {
  readonly kind: ImportKind;
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
}) {
  const say = useSay();
  const language = useLanguage();
  const { data } = useQuery({
    queryKey: ['institutes'],
    queryFn: () => answerOf(api.institutes.$get()),
    staleTime: 600_000,
  });
  return (
    <Select
      label={say('imports.institute')}
      description={say(kind === 'precedents' ? 'imports.institute-decided' : 'imports.institute-keeps')}
      clearable
      clearButtonProps={{ 'aria-label': say('imports.institute-none') }}
      value={value}
      data={data?.items.map(({ id, names }) => ({ value: id, label: textOf(names, language)[0] })) ?? []}
      onChange={onChange}
    />
  );
}
