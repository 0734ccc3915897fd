/** One call as the office has it: what it says, what does not fit its agreement, and the steps of its life. */
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { answerOf } from '../../api.ts';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { dayText } from '../../parts/dates.ts';
import { Icon } from '../../parts/icon.tsx';
import { sentenceOf } from '../../parts/sentence.ts';
import { Failed, Loading, Note } from '../../parts/states.tsx';
import { ActionBar } from '../../parts/work.tsx';
import { Written } from '../../parts/written.tsx';
import { useRole, useSignedIn } from '../../session.ts';
import { useLanguageName } from '../calls/calls-query.ts';
import { PlaceBoxes } from '../ranking/places.tsx';
import styles from './office-calls.module.css';
import { CALLS, callOf, useCall } from './office-calls-query.ts';
import { PartnershipTag } from './partnership.tsx';
import { appliedTo } from './stage.ts';
import { Until } from './until.tsx';

export function OfficeCallScreen() {
  const { id } = useParams({ from: '/open/calls/$id' });
  const { data, error, refetch } = useCall(id);
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />;
  return data ? <Call call={data} /> : <Loading lines={12} />;
}

type CallInFull = NonNullable<ReturnType<typeof useCall>['data']>;

function Call({ call }: { readonly call: CallInFull }) {
  const say = useSay();
  const role = useRole(useSignedIn());
  const ranks = role === 'coordinator' || role === 'commission';
  const applied = appliedTo(call);
  return (
    <div className={styles.page}>
      <Crumbs path={[{ name: say('frame.office-calls'), to: '/calls' }, { name: call.university }]} />
      <div className={`${styles.screen} ${styles.split}`}>
        <Content call={call} />
        <aside className={styles.side}>
          <p>
            <Until call={call} />
          </p>
          <PartnershipTag is={call.partnership} />
          <p>{say('ranking.places', { count: call.seats.quantity, grants: call.seats.grantPlaces })}</p>
          <PlaceBoxes seats={call.seats} size="large" />
          {call.concerns.map(({ key, explanation }) => (
            <Note key={key} kind="warn" icon="warning">
              {sentenceOf(explanation)}
            </Note>
          ))}
          {applied !== null && (
            <Link to="/applications" search={{ call: call.id }}>
              {say('applications.count', { count: applied })}
            </Link>
          )}
          {ranks && (
            <Link to="/calls/$id/ranking" params={{ id: call.id }}>
              {say('office-calls.ranking')}
            </Link>
          )}
        </aside>
      </div>
      {role === 'coordinator' && <Steps call={call} />}
    </div>
  );
}

/** In the office's own words. */
function Content({ call }: { readonly call: CallInFull }) {
  const say = useSay();
  const nameOf = useLanguageName();
  const { stay, languages } = call;
  const asked =
    languages === null
      ? say('office-calls.not-known')
      : languages.map(({ language, level }) => `${nameOf(language)} ${level}`).join(', ') || say('calls.language-none');
  return (
    <div>
      <h1>
        <Written>{call.university}</Written>
      </h1>
      <p className="second">
        <Written>{[call.city, call.country].filter(Boolean).join(', ')}</Written>
        {' · '}
        {say(call.kind === 'internal' ? 'calls.home' : 'calls.abroad')}
      </p>
      <dl className={styles.facts}>
        <Fact name={say('calls.deadline')}>{dayText(call.deadline)}</Fact>
        <Fact name={say('calls.stay')}>
          {stay ? `${dayText(stay.start)} – ${dayText(stay.end)}` : say('calls.stay-unknown')}
        </Fact>
        <Fact name={say('calls.language')}>{asked}</Fact>
        {(
          [
            ['for', call.specialty],
            ['asked', call.requirements],
            ['tuition', call.tuitionPayment],
            ['costs', call.costs],
          ] as const
        ).map(([name, text]) => (
          <Fact key={name} name={say(`calls.${name}`)}>
            {text === '' ? <span className="muted">{say('office-calls.not-known')}</span> : <Written>{text}</Written>}
          </Fact>
        ))}
        {call.catalogueLinks.length > 0 && (
          <Fact name={say('calls.catalogue')}>
            {call.catalogueLinks.map((link) => (
              <a key={link} href={link} rel="noreferrer" target="_blank">
                {link}
              </a>
            ))}
          </Fact>
        )}
      </dl>
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Steps({ call: { id, revision, state } }: { readonly call: CallInFull }) {
  const say = useSay();
  const queries = useQueryClient();
  const settle = useMutation({
    mutationFn: (event: 'publish' | 'close') =>
      answerOf(callOf[event].$post({ param: { id }, header: { 'if-match': `"${revision}"` } })),
    onSettled: () => queries.invalidateQueries({ queryKey: CALLS }),
  });
  return (
    <>
      {settle.error && <Failed error={settle.error} />}
      <ActionBar says={<span>{say(`office-calls.what-${state}`)}</span>}>
        <Button component={Link} to={`/calls/${id}/edit`} leftSection={<Icon name="pencil" />}>
          {say('office-calls.edit')}
        </Button>
        {state === 'open' ? (
          <Button loading={settle.isPending} onClick={() => settle.mutate('close')}>
            {say('office-calls.close')}
          </Button>
        ) : (
          <Button variant="filled" loading={settle.isPending} onClick={() => settle.mutate('publish')}>
            {say('office-calls.publish')}
          </Button>
        )}
      </ActionBar>
    </>
  );
}
