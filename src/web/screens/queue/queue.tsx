/** What may be signed at once, and what needs a person? One queue, sorted by deadline, with what each case rests on. */
import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { answerOf, api } from '../../api.ts';
import { useBasis } from '../../frame/basis.tsx';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useInstallation } from '../../frame/installation.ts';
import { useSay } from '../../language.tsx';
import { dayText } from '../../parts/dates.ts';
import { Icon } from '../../parts/icon.tsx';
import { useShortcuts, walkRows } from '../../parts/keys.ts';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { ActionBar, Shares } from '../../parts/work.tsx';
import { useRole, useSignedIn } from '../../session.ts';
import type { Order } from './address.ts';
import { ByKind, OthersTable, PlansTable } from './groups.tsx';
import { Outcome } from './outcome.tsx';
import styles from './queue.module.css';
import { groupsOf, type PlanEntry, QUEUE, useQueue } from './queue-query.ts';

/** The server takes so many in one request. */
const MOST = 100;

export function QueueScreen() {
  const say = useSay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const address = useSearch({ from: '/inside/queue' });
  const queue = useQueue();
  const { data: installation } = useInstallation();
  const role = useRole(useSignedIn());
  const worksByKind = role === 'coordinator' || role === 'commission';
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const groups = groupsOf(queue.data?.items ?? [], address);
  const chosen = groups.precedent.filter(({ id }) => !left.has(id)).slice(0, MOST);
  const approve = useMutation({
    mutationFn: (plans: readonly PlanEntry[]) => {
      const asked = plans.map(({ id, plan }) => ({ id, version: plan.version }));
      return answerOf(api['study-plans']['bulk-approvals'].$post({ json: { plans: asked }, header: {} }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: QUEUE }),
  });
  const canApprove = chosen.length > 0 && !approve.isPending;
  useShortcuts({ 'ctrl+enter': canApprove && (() => approve.mutate(chosen)) });
  useBasis(installation && say('queue.basis', { day: dayText(installation.today) }), say('queue.basis-order'));
  const { precedent, judgement, blocked, others } = groups;
  const plans = precedent.length + judgement.length + blocked.length;
  const toggle = (ids: readonly string[], isChosen: boolean): void =>
    setLeft((before) => {
      const next = new Set(before);
      for (const id of ids) isChosen ? next.delete(id) : next.add(id);
      return next;
    });
  return (
    <div className={styles.screen}>
      <Crumbs path={[{ name: say('frame.queue') }]} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the rows in it have the focus, and it moves them */}
      <div className={styles.work} onKeyDown={walkRows}>
        <div className={styles.head}>
          <h1>
            {queue.data === undefined && say('frame.queue')}
            {queue.data && (plans > 0 || others.length === 0) && say('queue.plans-wait', { count: plans })}
            {queue.data && plans === 0 && others.length > 0 && say('queue.cases-wait', { count: others.length })}
          </h1>
          <div className={styles.controls}>
            <TextInput
              aria-label={say('queue.filter')}
              placeholder={say('queue.filter')}
              leftSection={<Icon name="search" />}
              value={address.text ?? ''}
              onChange={({ currentTarget: { value } }) => {
                const { text: _, ...rest } = address;
                void navigate({ to: '/queue', search: value === '' ? rest : { ...rest, text: value }, replace: true });
              }}
            />
            <SegmentedControl
              aria-label={say('queue.order')}
              value={address.by ?? 'deadline'}
              data={(['deadline', 'risk', 'host'] as const).map((value) => ({
                value,
                label: say(`queue.by-${value}`),
              }))}
              onChange={(value) => {
                const { by: _, ...rest } = address;
                const by = value as Order;
                void navigate({ to: '/queue', search: by === 'deadline' ? rest : { ...rest, by }, replace: true });
              }}
            />
          </div>
        </div>
        <Shares
          shares={[
            {
              key: 'precedent',
              count: precedent.length,
              tone: 'ok',
              says: <Count of="precedent" count={precedent.length} />,
            },
            {
              key: 'judgement',
              count: judgement.length,
              tone: 'warn',
              says: <Count of="judgement" count={judgement.length} />,
            },
            { key: 'blocked', count: blocked.length, tone: 'bad', says: <Count of="blocked" count={blocked.length} /> },
          ]}
        />
        {queue.error && <Failed error={queue.error} retry={() => void queue.refetch()} />}
        {approve.error && <Failed error={approve.error} />}
        {approve.data && <Outcome items={approve.data.items} asked={approve.variables} />}
        {queue.isPending && <Loading lines={9} />}
        {queue.data && plans + others.length === 0 && (
          <Empty>{say(address.text ? 'queue.none-found' : 'queue.nothing-waits')}</Empty>
        )}
        <PlansTable of="precedent" entries={precedent} left={left} toggle={toggle} />
        <PlansTable of="judgement" entries={judgement} />
        <PlansTable of="blocked" entries={blocked} />
        {worksByKind ? <ByKind entries={others} /> : <OthersTable entries={others} />}
      </div>
      {precedent.length > 0 && (
        <ActionBar
          says={
            <>
              <b>
                {say('queue.chosen', {
                  plans: chosen.length,
                  bundles: chosen.reduce((sum, { plan }) => sum + plan.bundles.length, 0),
                })}
              </b>
              <span>{say('queue.what-follows', { count: chosen.length })}</span>
            </>
          }
        >
          <Button
            variant="subtle"
            onClick={() =>
              toggle(
                precedent.map(({ id }) => id),
                chosen.length === 0,
              )
            }
          >
            {say(chosen.length === 0 ? 'queue.choose-all' : 'queue.clear')}
          </Button>
          <Button
            variant="filled"
            disabled={!canApprove}
            onClick={() => approve.mutate(chosen)}
            rightSection={<kbd>Ctrl ↵</kbd>}
          >
            {say('queue.approve', { count: chosen.length })}
          </Button>
        </ActionBar>
      )}
    </div>
  );
}

function Count({ of, count }: { readonly of: string; readonly count: number }) {
  const say = useSay();
  return (
    <>
      <b>{count}</b> {say(`queue.share-${of}`, { count })}
    </>
  );
}
