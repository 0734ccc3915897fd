/** One call: what it offers in its own words, whether I could go, what to bring, and the way to an application. */
import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { answerOf, api } from '../../api.ts';
import { useBasis } from '../../frame/basis.tsx';
import { Crumbs } from '../../frame/crumbs.tsx';
import { NotFound } from '../../frame/not-found.tsx';
import { useSay } from '../../language.tsx';
import { dayText } from '../../parts/dates.ts';
import { Failed, Loading } from '../../parts/states.tsx';
import { ActionBar, Due } from '../../parts/work.tsx';
import { Written } from '../../parts/written.tsx';
import { useMe } from '../../session.ts';
import styles from './calls.module.css';
import {
  type Days,
  keepDays,
  keepFacts,
  keptDays,
  keptFacts,
  type OpenCall,
  useLanguageName,
  useOpenCalls,
  useProspect,
} from './calls-query.ts';
import { EligibilityAnswers, PapersToBring } from './eligibility.tsx';
import { FactsForm } from './facts-form.tsx';

export function CallScreen() {
  const { id } = useParams({ from: '/open/calls/$id' });
  const { data, error, refetch } = useOpenCalls();
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading lines={12} />;
  const call = data.items.find((one) => one.id === id);
  return call ? <Call call={call} /> : <NotFound />;
}

function Call({ call }: { readonly call: OpenCall }) {
  const say = useSay();
  const navigate = useNavigate();
  const { data: me } = useMe();
  const [facts, setFacts] = useState(keptFacts);
  const [days, setDays] = useState(keptDays);
  const [asked] = useDebouncedValue(facts, 250);
  const isOpen = call.stay === null;
  const stay = isOpen && days.start !== '' && days.start <= days.end ? days : null;
  const prospect = useProspect(call.id, asked, stay);
  const apply = useMutation({
    mutationFn: () =>
      answerOf(
        api.applications.$post({
          json: { call: call.id, funding: 'either', facts, ...(stay && { stay }) },
          header: {},
        }),
      ),
    onSuccess: ({ id }) => navigate({ to: '/applications/$id', params: { id } }),
  });
  useBasis(prospect.data && say('calls.basis', { day: dayText(prospect.data.eligibility.date) }));
  const isStudent = me?.roles.some(({ role }) => role === 'student') ?? false;
  return (
    <div className={styles.screen}>
      <Crumbs path={[{ name: say('calls.title'), to: '/calls' }, { name: call.university }]} />
      <div className={styles.split}>
        <Offer call={call} />
        <div className={styles.side}>
          <h2>{say('calls.could-i')}</h2>
          <p className="small second">{say('calls.could-i-what')}</p>
          <FactsForm
            facts={facts}
            languages={(call.languages ?? []).map(({ language }) => language)}
            change={(next) => {
              keepFacts(next);
              setFacts(next);
            }}
          />
          {isOpen && (
            <StayDays
              days={days}
              change={(next) => {
                keepDays(next);
                setDays(next);
              }}
            />
          )}
          {prospect.error && <Failed error={prospect.error} retry={() => void prospect.refetch()} />}
          {prospect.data && <EligibilityAnswers eligibility={prospect.data.eligibility} />}
          {prospect.data && <PapersToBring papers={prospect.data.papers} />}
        </div>
      </div>
      {apply.error && <Failed error={apply.error} />}
      {(isStudent || !me) && (
        <ActionBar says={<span>{say('calls.apply-what')}</span>}>
          {me ? (
            <Button variant="filled" loading={apply.isPending} onClick={() => apply.mutate()}>
              {say('calls.apply')}
            </Button>
          ) : (
            <Link to="/sign-in" search={{ after: `/calls/${call.id}` }} className="primary">
              {say('calls.apply')}
            </Link>
          )}
        </ActionBar>
      )}
    </div>
  );
}

/** Where the call does not say from when to when: that is the student's to say. */
function StayDays({ days, change }: { readonly days: Days; readonly change: (days: Days) => void }) {
  const say = useSay();
  return (
    <fieldset className={styles.facts}>
      <legend className="small second">{say('calls.days-what')}</legend>
      {(['start', 'end'] as const).map((end) => (
        <TextInput
          key={end}
          type="date"
          label={say(`calls.stay-${end}`)}
          value={days[end]}
          onChange={({ currentTarget: { value } }) => change({ ...days, [end]: value })}
        />
      ))}
    </fieldset>
  );
}

/** Everything that the office wrote of it, as it was written. */
function Offer({ call }: { readonly call: OpenCall }) {
  const say = useSay();
  const nameOf = useLanguageName();
  const { university, city, country, stay, languages, quantity, placesLeft, grantsLeft } = call;
  return (
    <div className={styles.offer}>
      <h1>
        <Written>{university}</Written>
      </h1>
      <p className="second">
        <Written>{`${city}, ${country}`}</Written>
        {' · '}
        {say(call.kind === 'internal' ? 'calls.home' : 'calls.abroad')}
      </p>
      <dl className={styles.about}>
        <Fact name={say('calls.deadline')}>
          <Due due={call.deadline} daysLeft={call.daysLeft} />
        </Fact>
        <Fact name={say('calls.stay')}>
          {stay ? `${dayText(stay.start)} – ${dayText(stay.end)}` : say('calls.stay-unknown')}
        </Fact>
        <Fact name={say('calls.language')}>
          {(languages ?? []).map(({ language, level }) => `${nameOf(language)} ${level}`).join(', ') ||
            say('calls.language-none')}
        </Fact>
        <Fact name={say('calls.places-of', { left: placesLeft, all: quantity, grants: grantsLeft })}>{null}</Fact>
        <Fact name={say('calls.for')}>
          <Written>{call.specialty}</Written>
        </Fact>
        <Fact name={say('calls.asked')}>
          <Written>{call.requirements}</Written>
        </Fact>
        <Fact name={say('calls.tuition')}>
          <Written>{call.tuitionPayment}</Written>
        </Fact>
        <Fact name={say('calls.costs')}>
          <Written>{call.costs}</Written>
        </Fact>
        {call.catalogueLinks.length > 0 && (
          <Fact name={say('calls.catalogue')}>
            {call.catalogueLinks.map((link) => (
              <a key={link} href={link} rel="noreferrer" target="_blank" className={styles.link}>
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
      {children !== null && <dd>{children}</dd>}
    </div>
  );
}
