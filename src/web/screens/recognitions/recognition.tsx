/** Is every figure right? What was planned, what was taken, what became of it, and the grade there and here with its derivation. */
import { Button, Menu } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { answerOf, api } from '../../api.ts';
import { useBasis } from '../../frame/basis.tsx';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useLanguage, useSay } from '../../language.tsx';
import { dayText } from '../../parts/dates.ts';
import { Icon } from '../../parts/icon.tsx';
import { useShortcuts } from '../../parts/keys.ts';
import { Failed, Loading } from '../../parts/states.tsx';
import { ActionBar } from '../../parts/work.tsx';
import { useRole, useSignedIn } from '../../session.ts';
import { QUEUE } from '../queue/queue-query.ts';
import { FILES, useTranscriptFiles } from '../transcripts/files-query.ts';
import { Derivation } from './derivation.tsx';
import { LineTable } from './line-table.tsx';
import { Questions } from './questions.tsx';
import styles from './recognition.module.css';
import { type Case, linesOf, one, recognitionKey, usePolicies, useRecognition } from './recognition-query.ts';
import { Return } from './return.tsx';
import { Totals } from './totals.tsx';
import { Trial } from './trial.tsx';

export function RecognitionScreen() {
  const { id } = useParams({ from: '/inside/recognitions/$id' });
  const { data, error, refetch } = useRecognition(id);
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />;
  return data ? <Desk of={data} /> : <Loading lines={12} />;
}

function Desk({ of }: { readonly of: Case }) {
  const say = useSay();
  const role = useRole(useSignedIn());
  const { recognition, about } = of;
  const lines = linesOf(recognition);
  const [chosen, setChosen] = useState<string | null>(null);
  const [against, setAgainst] = useState<string | null>(null);
  const current = lines.find(({ key }) => key === chosen) ?? lines[0];
  const policies = usePolicies();
  const step = (by: number): void => {
    const at = current ? lines.indexOf(current) : -1;
    setChosen(lines[Math.max(0, Math.min(lines.length - 1, at + by))]?.key ?? null);
  };
  useShortcuts({ j: () => step(1), k: () => step(-1) });
  const { id, version } = recognition.policy;
  useBasis(
    `${id} (${version})`,
    say('recognitions.basis-day', { day: dayText(recognition.date) }),
    say('recognitions.basis-exact'),
  );
  const name = about.student?.number ?? about.student?.name ?? recognition.student ?? say('recognitions.unnamed');
  return (
    <div className={styles.screen}>
      <Crumbs
        path={[
          role === 'commission'
            ? { name: say('frame.appeals'), to: '/appeals' }
            : { name: say('frame.recognitions'), to: '/recognitions' },
          { name },
        ]}
      />
      <header className={styles.head}>
        <div className="grow">
          <h1>{say('recognitions.title', { name, host: recognition.host.institution })}</h1>
          <p className="small second">
            {about.student?.name && `${about.student.name}. `}
            {say('recognitions.against', { rows: recognition.rows.length, version: of.planVersion })}{' '}
            {say(`recognitions.state-${of.state}`)}
          </p>
        </div>
        <Views of={of} />
        {role === 'commission' && (
          <Link to="/plans/$id" params={{ id: of.studyPlan }}>
            {say('recognitions.its-plan')}
          </Link>
        )}
        {role === 'registrar' && (
          <Menu position="bottom-end">
            <Menu.Target>
              <Button leftSection={<Icon name="swap" />}>{say('recognitions.other-policy')}</Button>
            </Menu.Target>
            <Menu.Dropdown>
              {policies.data?.items
                .filter((policy) => policy.id !== id || policy.version !== version)
                .map((policy) => (
                  <Menu.Item key={`${policy.id} ${policy.version}`} onClick={() => setAgainst(policy.id)}>
                    {policy.id} ({policy.version})
                  </Menu.Item>
                ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </header>
      <div className={styles.split}>
        <div className={styles.left}>
          {against !== null && <Trial id={of.id} policy={against} close={() => setAgainst(null)} />}
          <LineTable lines={lines} current={current} choose={setChosen} flagged={of.flagged} />
          <Totals recognition={recognition} />
          <Questions of={of} />
        </div>
        {current && <Derivation line={current} recognition={recognition} />}
      </div>
      <Actions of={of} />
    </div>
  );
}

/** The case as it is reckoned, the file that it comes from, and the protocol that it becomes. */
function Views({ of }: { readonly of: Case }) {
  const say = useSay();
  const language = useLanguage();
  const files = useTranscriptFiles(useRole(useSignedIn()) === 'registrar');
  const file = files.data?.items.find(({ recognition }) => recognition?.id === of.id);
  return (
    <nav className={styles.views} aria-label={say('recognitions.views')}>
      <b aria-current="page">{say('recognitions.view-rows')}</b>
      {file && (
        <Link to="/transcripts/$file" params={{ file: file.id }}>
          {say('recognitions.view-file')}
        </Link>
      )}
      <a href={`/api/v1/recognitions/${of.id}/protocol?language=${language}`}>{say('recognitions.protocol')}</a>
    </nav>
  );
}

/** The one thing to do in this state: sign, look as the second person, give out. */
function Actions({ of }: { readonly of: Case }) {
  const say = useSay();
  const me = useSignedIn();
  const queries = useQueryClient();
  const [isReturning, setReturning] = useState(false);
  const { id, revision, state, flagged, recognition, signedBy } = of;
  const undecided = flagged.filter(({ resolution }) => resolution === null).length + recognition.questions.length;
  const isClear = flagged.length === 0 && recognition.questions.length === 0;
  const asked = { param: { id }, header: { 'if-match': `"${revision}"` }, json: {} };
  const mayCountersign = state === 'second-look' && signedBy !== me.id;
  const move = useMutation({
    mutationFn: async (): Promise<unknown> => {
      if (state === 'second-look') return answerOf(one.countersign.$post(asked));
      if (state === 'confirmed') return answerOf(one.issue.$post(asked));
      if (!isClear) return answerOf(one.sign.$post(asked));
      const json = { recognitions: [{ id, revision }] };
      return answerOf(api.recognitions['bulk-confirmations'].$post({ json, header: {} }));
    },
    onSettled: () =>
      Promise.all(
        [recognitionKey(id), FILES, QUEUE, ['recognitions']].map((queryKey) => queries.invalidateQueries({ queryKey })),
      ),
  });
  const doing = { prepared: isClear ? 'sign' : 'sign-flagged', 'second-look': 'countersign', confirmed: 'issue' }[
    state as string
  ];
  const can =
    !move.isPending &&
    doing !== undefined &&
    (state === 'prepared' ? undecided === 0 : state !== 'second-look' || mayCountersign);
  const run = can && (() => move.mutate());
  useShortcuts({ 'ctrl+enter': run });
  return (
    <>
      {move.error && <Failed error={move.error} />}
      <ActionBar
        says={
          <>
            <b className={undecided > 0 ? 'warn' : ''}>
              {say('recognitions.flagged', { flagged: flagged.length, open: undecided })}
            </b>
            <span>
              {state === 'second-look' && !mayCountersign
                ? say('recognitions.another-person')
                : say(`recognitions.follows-${doing ?? 'nothing'}`)}
            </span>
          </>
        }
      >
        {mayCountersign && <Button onClick={() => setReturning(true)}>{say('recognitions.return')}</Button>}
        {doing && (
          <Button variant="filled" disabled={!run} onClick={run || undefined} rightSection={<kbd>Ctrl ↵</kbd>}>
            {say(`recognitions.do-${doing}`)}
          </Button>
        )}
      </ActionBar>
      {isReturning && <Return id={id} revision={revision} close={() => setReturning(false)} />}
    </>
  );
}
