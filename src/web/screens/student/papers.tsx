/** The papers of an application: what is asked of whom by when, what came of each, and handing in from the phone. */
import { Button, FileButton, NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { answerOf } from '../../api.ts';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { sentenceOf } from '../../parts/sentence.ts';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import type { Tone } from '../../parts/verdict.tsx';
import { Due } from '../../parts/work.tsx';
import { useTitle } from '../calls/calls-query.ts';
import { applicationOf, type ChecklistItem, isHandedInHere, isWanted, OWN, useChecklist, useOwn } from './own-query.ts';
import styles from './student.module.css';

const SIGNS: Readonly<Record<ChecklistItem['status'], readonly [IconName, Tone]>> = {
  missing: ['ring', 'bad'],
  returned: ['cross', 'bad'],
  'too-few': ['half', 'bad'],
  expired: ['clock', 'bad'],
  'expires-too-soon': ['clock', 'warn'],
  'to-check': ['half', 'warn'],
  present: ['check', 'ok'],
  waived: ['check', 'plain'],
  'not-needed': ['check', 'plain'],
};

export function PapersScreen() {
  const say = useSay();
  const own = useOwn();
  const { application } = own.data ?? {};
  return (
    <div className="pad">
      <Crumbs path={[{ name: say('student.papers') }]} />
      <h1>{say('student.papers')}</h1>
      {own.error && <Failed error={own.error} retry={() => void own.refetch()} />}
      {own.isPending && <Loading lines={10} />}
      {application === null && <Empty action={<SeeCalls />}>{say('student.nothing')}</Empty>}
      {application && <Papers application={application.id} />}
    </div>
  );
}

export function SeeCalls() {
  const say = useSay();
  return (
    <Link to="/calls" className="primary">
      {say('student.see-calls')}
    </Link>
  );
}

/** Those that are wanted of the student first, then what others bring, then what is there. */
export function Papers({ application }: { readonly application: string }) {
  const say = useSay();
  const { data, error, refetch } = useChecklist(application);
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading lines={8} />;
  const asked = data.items.filter(({ required }) => required !== 'no');
  const rank = (item: ChecklistItem): number => (isWanted(item) ? 0 : isReady(item) ? 2 : 1);
  const count = (group: number): number => asked.filter((item) => rank(item) === group).length;
  return (
    <section>
      <p className="small second">
        {say('student.papers-count', { ready: count(2), yours: count(0), others: count(1) })}
      </p>
      <ul className={styles.papers}>
        {asked
          .toSorted((a, b) => rank(a) - rank(b))
          .map((item) => (
            <PaperLine key={item.type} application={application} item={item} />
          ))}
      </ul>
      <p className="small muted">{say('student.upload-what')}</p>
    </section>
  );
}

const isReady = ({ status }: ChecklistItem): boolean => ['present', 'waived', 'not-needed'].includes(status);

function PaperLine({ application, item }: { readonly application: string; readonly item: ChecklistItem }) {
  const say = useSay();
  const titleOf = useTitle();
  const queries = useQueryClient();
  const [icon, tone] = SIGNS[item.status];
  const [copies, setCopies] = useState(`${item.copies}`);
  const upload = useMutation({
    mutationFn: (file: File) =>
      answerOf(
        applicationOf.documents[':type'].files.$post({
          param: { id: application, type: item.type },
          form: { file, copies },
          header: {},
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: OWN }),
  });
  const mayUpload = isHandedInHere(item) && !isReady(item);
  const why = item.explanation.at(-1);
  return (
    <li>
      <span className={tone === 'plain' ? 'muted' : tone}>
        <Icon name={icon} />
      </span>
      <span className={styles.paper}>
        <span>{titleOf(item.title)}</span>
        <span className={`small ${tone === 'bad' && item.status !== 'missing' ? 'bad' : 'second'}`}>
          {say(`student.paper-${item.status}`)}
          {!isWanted(item) && !isReady(item) && `, ${say(`calls.by-${item.providedBy}`)}`}
          {item.status === 'returned' && why && `: ${sentenceOf(why)}`}
          {item.required === 'unknown' && `, ${say('student.needed-unknown')}`}
        </span>
        {upload.error && <Failed error={upload.error} />}
      </span>
      <span className={styles.paperDue}>{!isReady(item) && <Due due={item.due} daysLeft={item.daysLeft} />}</span>
      <span className={styles.upload}>
        {mayUpload && item.copies > 1 && (
          <NativeSelect
            size="xs"
            aria-label={`${say('student.pieces')}: ${titleOf(item.title)}`}
            value={copies}
            data={Array.from({ length: item.copies }, (_, at) => ({
              value: `${at + 1}`,
              label: say('student.pieces-in-file', { count: at + 1 }),
            }))}
            onChange={({ currentTarget: { value } }) => setCopies(value)}
          />
        )}
        {mayUpload && (
          <FileButton accept="application/pdf,image/jpeg,image/png" onChange={(file) => file && upload.mutate(file)}>
            {(props) => (
              <Button
                {...props}
                size="xs"
                variant="subtle"
                loading={upload.isPending}
                leftSection={<Icon name="export" />}
                aria-label={`${say(item.status === 'to-check' ? 'student.upload-again' : 'student.upload')}: ${titleOf(item.title)}`}
              >
                {say(item.status === 'to-check' ? 'student.upload-again' : 'student.upload')}
              </Button>
            )}
          </FileButton>
        )}
      </span>
    </li>
  );
}
