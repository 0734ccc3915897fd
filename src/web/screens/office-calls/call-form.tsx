/** A call is written or changed: the columns of the office's file, and what the process needs beside them. */
import { Button, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { answerOf, api } from '../../api.ts';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { ActionBar } from '../../parts/work.tsx';
import {
  CALL_TEXTS,
  type CallDraft,
  type CallText,
  draftFrom,
  NEW_CALL,
  type TypedCall,
  typedOf,
} from './call-draft.ts';
import { CostItems, Languages } from './call-lists.tsx';
import styles from './office-calls.module.css';
import { CALLS, callOf, useCall } from './office-calls-query.ts';

export function NewCallScreen() {
  const say = useSay();
  return (
    <CallForm
      name={say('office-calls.new')}
      begun={NEW_CALL}
      save={(draft) => answerOf(api.calls.$post({ json: draft, header: {} }))}
    />
  );
}

export function EditCallScreen() {
  const { id } = useParams({ from: '/inside/calls/$id/edit' });
  const { data, error, refetch } = useCall(id);
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading lines={12} />;
  const { revision, university } = data;
  return (
    <CallForm
      key={id}
      name={university}
      begun={typedOf(data)}
      save={(draft) => answerOf(callOf.$put({ param: { id }, header: { 'if-match': `"${revision}"` }, json: draft }))}
    />
  );
}

/** Texts that are longer than a line. */
const LONG: readonly CallText[] = ['specialty', 'requirements', 'tuitionPayment', 'costs'];

function CallForm({
  name,
  begun,
  save,
}: {
  readonly name: string;
  readonly begun: TypedCall;
  readonly save: (draft: CallDraft) => Promise<{ readonly id: string }>;
}) {
  const say = useSay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [typed, setTyped] = useState(begun);
  const change = (next: Partial<TypedCall>): void => setTyped((before) => ({ ...before, ...next }));
  const draft = draftFrom(typed);
  const keep = useMutation({
    mutationFn: (sent: CallDraft) => save(sent),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: CALLS });
      await navigate({ to: '/calls/$id', params: { id } });
    },
  });
  return (
    <form
      className={styles.page}
      onSubmit={(event) => {
        event.preventDefault();
        if (draft) keep.mutate(draft);
      }}
    >
      <Crumbs path={[{ name: say('frame.office-calls'), to: '/calls' }, { name }]} />
      <div className={styles.screen}>
        <h1>{name}</h1>
        <div className={styles.form}>
          {CALL_TEXTS.map((field) => {
            const props = {
              label: say(`office-calls.field-${field}`),
              value: typed.texts[field],
              onChange: ({ currentTarget: { value } }: { readonly currentTarget: { readonly value: string } }) =>
                change({ texts: { ...typed.texts, [field]: value } }),
            };
            return LONG.includes(field) ? (
              <Textarea key={field} className={styles.wide ?? ''} autosize minRows={2} {...props} />
            ) : (
              <TextInput key={field} required={field === 'university'} {...props} />
            );
          })}
          <Terms typed={typed} change={change} />
          <Languages asks={typed.asks} languages={typed.languages} change={change} />
          <CostItems items={typed.costItems} change={change} />
        </div>
      </div>
      {keep.error && <Failed error={keep.error} />}
      <ActionBar says={<span>{say(draft ? 'office-calls.save-what' : 'office-calls.save-needs')}</span>}>
        <Button type="submit" variant="filled" disabled={!draft} loading={keep.isPending}>
          {say('office-calls.save')}
        </Button>
      </ActionBar>
    </form>
  );
}

/** Places, days, and the agreement behind it. */
function Terms({ typed, change }: { readonly typed: TypedCall; readonly change: (next: Partial<TypedCall>) => void }) {
  const say = useSay();
  const agreements = useQuery({
    queryKey: ['agreements'],
    queryFn: () => answerOf(api.agreements.$get({ query: { limit: '500' } })),
  });
  const number = (value: string | number): number | '' => (typeof value === 'number' ? value : '');
  const day = (field: 'deadline' | 'stayStart' | 'stayEnd') => (
    <TextInput
      type="date"
      required={field === 'deadline'}
      label={say(`office-calls.field-${field}`)}
      value={typed[field]}
      onChange={({ currentTarget: { value } }) => change({ [field]: value })}
    />
  );
  return (
    <>
      <NumberInput
        required
        label={say('office-calls.field-quantity')}
        min={0}
        max={10_000}
        allowDecimal={false}
        hideControls
        value={typed.quantity}
        onChange={(value) => change({ quantity: number(value) })}
      />
      <NumberInput
        label={say('office-calls.field-grantPlaces')}
        min={0}
        max={10_000}
        allowDecimal={false}
        hideControls
        value={typed.grantPlaces}
        onChange={(value) => change({ grantPlaces: number(value) })}
      />
      {day('deadline')}
      {day('stayStart')}
      {day('stayEnd')}
      <NativeSelect
        label={say('office-calls.field-kind')}
        value={typed.kind}
        data={(['external', 'internal'] as const).map((value) => ({
          value,
          label: say(value === 'internal' ? 'calls.home' : 'calls.abroad'),
        }))}
        onChange={({ currentTarget: { value } }) => change({ kind: value === 'internal' ? 'internal' : 'external' })}
      />
      <NativeSelect
        label={say('office-calls.field-agreement')}
        value={typed.agreement}
        data={[
          { value: '', label: say('office-calls.no-agreement') },
          ...(agreements.data?.items ?? []).map(({ id, institution, number: no }) => ({
            value: id,
            label: `${institution}, ${no}`,
          })),
        ]}
        onChange={({ currentTarget: { value } }) => change({ agreement: value })}
      />
      <Textarea
        className={styles.wide ?? ''}
        label={say('office-calls.field-links')}
        autosize
        value={typed.links}
        onChange={({ currentTarget: { value } }) => change({ links: value })}
      />
    </>
  );
}
