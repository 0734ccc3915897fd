/** An agreement is written or changed; it ends by its last day and is never removed. */
import { Button, Checkbox, Modal, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api } from '../../api.ts';
import { useSay } from '../../language.tsx';
import { Failed } from '../../parts/states.tsx';
import styles from './agreements.module.css';
import type { Agreement } from './agreements.tsx';

const EMPTY = {
  institution: '',
  country: '',
  kind: 'external' as Agreement['kind'],
  number: '',
  validFrom: '',
  validTo: null as string | null,
  quota: null as number | null,
  tuitionWaived: false,
  terms: '',
};

export function AgreementForm({
  agreement,
  close,
}: {
  readonly agreement: Agreement | null;
  readonly close: () => void;
}) {
  const say = useSay();
  const queries = useQueryClient();
  const { id, revision, standing: _, ...begun } = agreement ?? { id: null, revision: 0, standing: null, ...EMPTY };
  const [draft, setDraft] = useState({ ...EMPTY, ...begun });
  const change = (next: Partial<typeof draft>): void => setDraft((before) => ({ ...before, ...next }));
  const save = useMutation({
    mutationFn: () =>
      id === null
        ? answerOf(api.agreements.$post({ json: draft, header: {} }))
        : answerOf(api.agreements[':id'].$put({ param: { id }, header: { 'if-match': `"${revision}"` }, json: draft })),
    onSuccess: async () => {
      await Promise.all([['agreements'], ['calls']].map((queryKey) => queries.invalidateQueries({ queryKey })));
      close();
    },
  });
  const text = (field: 'institution' | 'country' | 'number' | 'validFrom' | 'validTo', isDay = false) => (
    <TextInput
      type={isDay ? 'date' : 'text'}
      required={field === 'institution' || field === 'validFrom'}
      label={say(`agreements.field-${field}`)}
      value={draft[field] ?? ''}
      onChange={({ currentTarget: { value } }) => change({ [field]: field === 'validTo' ? value || null : value })}
    />
  );
  return (
    <Modal
      opened
      onClose={close}
      size={640}
      title={say(agreement ? 'agreements.change' : 'agreements.new')}
      closeButtonProps={{ 'aria-label': say('keys.close') }}
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {text('institution')}
        {text('country')}
        {text('number')}
        <NativeSelect
          label={say('office-calls.field-kind')}
          value={draft.kind}
          data={(['external', 'internal'] as const).map((value) => ({
            value,
            label: say(value === 'internal' ? 'calls.home' : 'calls.abroad'),
          }))}
          onChange={({ currentTarget: { value } }) => change({ kind: value === 'internal' ? 'internal' : 'external' })}
        />
        {text('validFrom', true)}
        {text('validTo', true)}
        <NumberInput
          label={say('agreements.field-quota')}
          placeholder={say('agreements.no-limit')}
          min={0}
          allowDecimal={false}
          hideControls
          value={draft.quota ?? ''}
          onChange={(value) => change({ quota: typeof value === 'number' ? value : null })}
        />
        <Checkbox
          label={say('agreements.waived')}
          checked={draft.tuitionWaived}
          onChange={({ currentTarget: { checked } }) => change({ tuitionWaived: checked })}
        />
        <Textarea
          className={styles.wide ?? ''}
          label={say('agreements.field-terms')}
          autosize
          minRows={2}
          value={draft.terms}
          onChange={({ currentTarget: { value } }) => change({ terms: value })}
        />
        {save.error && <Failed error={save.error} />}
        <Button
          className={styles.wide ?? ''}
          type="submit"
          variant="filled"
          loading={save.isPending}
          disabled={draft.institution.trim() === '' || draft.validFrom === ''}
        >
          {say('agreements.save')}
        </Button>
      </form>
    </Modal>
  );
}
