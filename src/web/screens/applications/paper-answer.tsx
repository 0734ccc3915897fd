/** What the office says of a paper: it is good, it is not and why, or it is not needed of this student. */
import { Button, NumberInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { answerOf } from '../../api.ts';
import { useSay } from '../../language.tsx';
import { useStatedReasons } from '../../parts/stated-reasons.ts';
import { Failed } from '../../parts/states.tsx';
import styles from './applications.module.css';
import { documentOf, type HandedPaper, useStep } from './office-query.ts';

export function PaperAnswer({
  paper: { id, revision, state, ...printed },
  next,
}: {
  readonly paper: HandedPaper;
  readonly next: () => void;
}) {
  const say = useSay();
  const [issuedOn, setIssued] = useState(printed.issuedOn ?? '');
  const [validUntil, setValid] = useState(printed.validUntil ?? '');
  const [copies, setCopies] = useState<number>(printed.copies);
  const [asks, setAsks] = useState<'return' | 'waive' | null>(null);
  const asked = { param: { id }, header: { 'if-match': `"${revision}"` } };
  const accept = useStep(() =>
    answerOf(
      documentOf.accept.$post({
        ...asked,
        json: { ...(issuedOn && { issuedOn }), ...(validUntil && { validUntil }), copies },
      }),
    ),
  );
  const refuse = useStep((reason: string) =>
    answerOf((asks === 'waive' ? documentOf.waive : documentOf.return).$post({ ...asked, json: { reason } })),
  );
  const require = useStep(() => answerOf(documentOf.require.$post({ ...asked, json: {} })));
  const error = accept.error ?? refuse.error ?? require.error;
  const isHandedIn = state === 'uploaded';
  return (
    <div className={styles.answer}>
      {isHandedIn && (
        <div className={styles.printed}>
          <TextInput
            type="date"
            size="xs"
            label={say('applications.issued-on')}
            value={issuedOn}
            onChange={({ currentTarget: { value } }) => setIssued(value)}
          />
          <TextInput
            type="date"
            size="xs"
            label={say('applications.valid-until')}
            value={validUntil}
            onChange={({ currentTarget: { value } }) => setValid(value)}
          />
          <NumberInput
            size="xs"
            label={say('applications.copies')}
            min={1}
            max={20}
            allowDecimal={false}
            hideControls
            value={copies}
            onChange={(value) => setCopies(typeof value === 'number' ? value : 1)}
          />
        </div>
      )}
      {asks && (
        <Reason
          of={asks}
          isBusy={refuse.isPending}
          give={(reason) => refuse.mutate(reason, { onSuccess: next })}
          close={() => setAsks(null)}
        />
      )}
      {!asks && (
        <div className="row wraps">
          {isHandedIn && (
            <Button
              variant="filled"
              loading={accept.isPending}
              onClick={() => accept.mutate(undefined, { onSuccess: next })}
            >
              {say('applications.accept')}
            </Button>
          )}
          {(isHandedIn || state === 'accepted') && (
            <Button onClick={() => setAsks('return')}>{say('applications.return')}</Button>
          )}
          {['missing', 'returned', 'expired'].includes(state) && (
            <Button variant="subtle" onClick={() => setAsks('waive')}>
              {say('applications.waive')}
            </Button>
          )}
          {state === 'waived' && (
            <Button variant="subtle" loading={require.isPending} onClick={() => require.mutate(undefined)}>
              {say('applications.require')}
            </Button>
          )}
        </div>
      )}
      {error && <Failed error={error} />}
    </div>
  );
}

function Reason({
  of,
  isBusy,
  give,
  close,
}: {
  readonly of: 'return' | 'waive';
  readonly isBusy: boolean;
  readonly give: (reason: string) => void;
  readonly close: () => void;
}) {
  const say = useSay();
  const reasons = useStatedReasons(of === 'return' ? 'document-returned' : 'document-waived');
  const [reason, setReason] = useState<string | null>(null);
  return (
    <div className={styles.reason}>
      <Select
        size="xs"
        label={say(`applications.why-${of}`)}
        allowDeselect={false}
        value={reason}
        data={[...reasons]}
        onChange={setReason}
      />
      <div className="row">
        <Button size="xs" variant="subtle" onClick={close}>
          {say('applications.back')}
        </Button>
        <Button
          size="xs"
          variant="filled"
          loading={isBusy}
          disabled={reason === null}
          onClick={() => reason !== null && give(reason)}
        >
          {say(`applications.${of}`)}
        </Button>
      </div>
    </div>
  );
}
