/** What the reader can do with an application now, and what still stands against it. */
import { Button, Modal, Select } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { answerOf } from '../../api.ts';
import { useSay } from '../../language.tsx';
import { sentenceOf } from '../../parts/sentence.ts';
import { useStatedReasons } from '../../parts/stated-reasons.ts';
import { Failed } from '../../parts/states.tsx';
import { ActionBar } from '../../parts/work.tsx';
import { useRole, useSignedIn } from '../../session.ts';
import styles from './applications.module.css';
import { applicationOf, type OfficeApplication, useStep } from './office-query.ts';

/** Steps of one person each; places are given by the ranking of the call, where all applicants stand. */
const STEPS = [
  'find-eligible',
  'find-ineligible',
  'undo-check',
  'promote',
  'depart',
  'complete',
  'undo',
  'revoke',
  'withdraw',
] as const;
type Step = (typeof STEPS)[number];
/** The one that leads on. */
const MAIN: readonly Step[] = ['find-eligible', 'promote', 'depart', 'complete'];
const REASONS = { 'find-ineligible': 'application-ineligible', revoke: 'supersession' } as const;
type Reasoned = keyof typeof REASONS;
const isReasoned = (step: Step): step is Reasoned => step in REASONS;

export function Steps({
  application: { id, revision, state },
  call,
  eligibility,
  events,
}: Pick<OfficeApplication, 'application' | 'call' | 'eligibility' | 'events'>) {
  const say = useSay();
  const role = useRole(useSignedIn());
  const [asks, setAsks] = useState<Reasoned | null>(null);
  const step = useStep(({ event, reason }: { readonly event: Step; readonly reason?: string }) => {
    const asked = { param: { id }, header: { 'if-match': `"${revision}"` } };
    if (event === 'revoke') return answerOf(applicationOf.revoke.$post({ ...asked, json: { reason: reason ?? '' } }));
    if (event === 'undo' || event === 'undo-check' || event === 'promote')
      return answerOf(applicationOf[event].$post({ ...asked, json: {} }));
    return answerOf(applicationOf[event].$post({ ...asked, json: reason === undefined ? {} : { reason } }));
  });
  const possible = (event: Step) => events.find((one) => one.event === event);
  // Of the two answers of a check the one that the rules have come to; what can no longer be taken back is not offered.
  const shown = STEPS.filter((event) => {
    const found = possible(event);
    if (!found || (event === 'withdraw' && role !== 'coordinator')) return false;
    if (event === 'find-eligible') return eligibility.answer !== 'no';
    if (event === 'find-ineligible') return eligibility.answer === 'no';
    const canBeTakenBack = possible('undo')?.problems.length === 0;
    if (event === 'undo') return canBeTakenBack;
    if (event === 'undo-check') return found.problems.length === 0;
    return event !== 'revoke' || !canBeTakenBack;
  });
  const main = MAIN.find((event) => shown.includes(event));
  const against = main ? (possible(main)?.problems ?? []) : [];
  const toRanking = state === 'eligible' && (role === 'commission' || role === 'coordinator');
  if (shown.length === 0 && !toRanking) return null;
  return (
    <>
      {step.error && <Failed error={step.error} />}
      <ActionBar
        says={
          against.length > 0 ? (
            <ul className="small warn">
              {against.map((one) => (
                <li key={sentenceOf(one)}>{sentenceOf(one)}</li>
              ))}
            </ul>
          ) : (
            <span>{main ? say(`applications.what-${main}`) : toRanking ? say('applications.what-ranking') : null}</span>
          )
        }
      >
        {shown
          .filter((event) => event !== main)
          .map((event) => (
            <Button
              key={event}
              variant={event === 'find-ineligible' ? 'default' : 'subtle'}
              loading={step.isPending && step.variables.event === event}
              onClick={() => (isReasoned(event) ? setAsks(event) : step.mutate({ event }))}
            >
              {say(`applications.do-${event}`)}
            </Button>
          ))}
        {main && (
          <Button
            variant="filled"
            disabled={against.length > 0}
            loading={step.isPending && step.variables.event === main}
            onClick={() => step.mutate({ event: main })}
          >
            {say(`applications.do-${main}`)}
          </Button>
        )}
        {toRanking && (
          <Link to="/calls/$id/ranking" params={{ id: call.id }} className="primary">
            {say('office-calls.ranking')}
          </Link>
        )}
      </ActionBar>
      {asks && (
        <WithReason
          of={asks}
          close={() => setAsks(null)}
          isBusy={step.isPending}
          give={(reason) => step.mutate({ event: asks, reason }, { onSuccess: () => setAsks(null) })}
          error={step.error}
        />
      )}
    </>
  );
}

function WithReason({
  of,
  close,
  isBusy,
  give,
  error,
}: {
  readonly of: Reasoned;
  readonly close: () => void;
  readonly isBusy: boolean;
  readonly give: (reason: string) => void;
  readonly error: unknown;
}) {
  const say = useSay();
  const reasons = useStatedReasons(REASONS[of]);
  const [reason, setReason] = useState<string | null>(null);
  return (
    <Modal
      opened
      onClose={close}
      title={say(`applications.do-${of}`)}
      closeButtonProps={{ 'aria-label': say('keys.close') }}
    >
      <div className={styles.reason}>
        <Select
          data-autofocus
          label={say('applications.reason')}
          allowDeselect={false}
          value={reason}
          data={[...reasons]}
          onChange={setReason}
        />
        {error !== null && <Failed error={error} />}
        <Button
          variant="filled"
          loading={isBusy}
          disabled={reason === null}
          onClick={() => reason !== null && give(reason)}
        >
          {say(`applications.do-${of}`)}
        </Button>
      </div>
    </Modal>
  );
}
