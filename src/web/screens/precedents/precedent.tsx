/** One decision with the texts that were decided on, and the way to decide again. */
import { Button, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { answerOf, api } from '../../api.ts';
import { useBasis } from '../../frame/basis.tsx';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useLanguage, useSay } from '../../language.tsx';
import { Code, SideWord, textOf } from '../../parts/course.tsx';
import { useStatedReasons } from '../../parts/stated-reasons.ts';
import { Failed, Loading, Note } from '../../parts/states.tsx';
import { useSignedIn } from '../../session.ts';
import { type Decided, DecisionTag, Standing } from './parts.tsx';
import styles from './precedents.module.css';

export function PrecedentScreen() {
  const say = useSay();
  const { id } = useParams({ from: '/inside/precedents/$id' });
  const { data, error, refetch } = useQuery({
    queryKey: ['precedents', id],
    queryFn: () => answerOf(api.precedents[':id'].$get({ param: { id } })),
  });
  const reasons = useStatedReasons('bundle-refusal');
  useBasis(say('precedents.basis'), say('precedents.without-person'));
  const codes = data?.home.courses.map(({ code }) => code).join(' + ') || (data?.electiveBlock ?? '');
  return (
    <div className="pad">
      <Crumbs path={[{ name: say('frame.precedents'), to: '/precedents' }, { name: codes }]} />
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading lines={10} />}
      {data && (
        <>
          <header className={styles.head}>
            <h1>
              <Code side="home">{codes}</Code> ={' '}
              <Code side="host">{data.host.courses.map(({ code }) => code).join(' + ')}</Code>
            </h1>
            <DecisionTag of={data} />
            <Standing of={data} />
          </header>
          {data.reason && (
            <p className="lead">{reasons.find(({ value }) => value === data.reason)?.label ?? data.reason}</p>
          )}
          <div className={styles.sides}>
            {(['home', 'host'] as const).map((side) => (
              <DecidedTexts key={side} of={data} side={side} />
            ))}
          </div>
          {data.status !== 'replaced' && <DecideAgain of={data} />}
        </>
      )}
    </div>
  );
}

function DecidedTexts({ of, side }: { readonly of: Decided; readonly side: 'home' | 'host' }) {
  const language = useLanguage();
  const say = useSay();
  return (
    <section aria-label={of[side].institution}>
      <SideWord side={side}>{of[side].institution}</SideWord>
      {of[side].courses.map(({ code, titles, descriptions }) => {
        const [title, titleLanguage] = textOf(titles, language);
        const [text, textLanguage] = textOf(descriptions, titleLanguage);
        return (
          <article key={code} className={styles.text}>
            <h2 className="quoted" lang={titleLanguage}>
              {code} {title}
            </h2>
            {text === '' ? (
              <p className="small second">{say('match.no-description')}</p>
            ) : (
              <p lang={textLanguage}>{text}</p>
            )}
          </article>
        );
      })}
    </section>
  );
}

/** For the directorate whose decision it is; the new one takes the place of the old. */
function DecideAgain({ of: { id, institute } }: { readonly of: Decided }) {
  const say = useSay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const me = useSignedIn();
  const reasons = useStatedReasons('bundle-refusal');
  const [reason, setReason] = useState<string | null>(null);
  const again = useMutation({
    mutationFn: (decision: 'approved' | 'refused') =>
      answerOf(
        api.precedents[':id'].decision.$post({
          param: { id },
          header: {},
          json: { decision, reason: decision === 'refused' ? reason : null },
        }),
      ),
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: ['precedents'] });
      void navigate({ to: '/precedents/$id', params: { id: made.id } });
    },
  });
  const mayDecide = me.roles.some((one) => one.role === 'directorate' && one.institute === institute);
  if (!mayDecide)
    return (
      <Note kind="plain" icon="lock">
        {say('precedents.who-decides')}
      </Note>
    );
  return (
    <section className={styles.again} aria-label={say('precedents.decide-again')}>
      <h2>{say('precedents.decide-again')}</h2>
      <Button size="xs" variant="filled" loading={again.isPending} onClick={() => again.mutate('approved')}>
        {say('precedents.approve')}
      </Button>
      <Select
        size="xs"
        aria-label={say('review.reason')}
        placeholder={say('review.reason')}
        value={reason}
        data={[...reasons]}
        onChange={setReason}
      />
      <Button size="xs" disabled={reason === null} onClick={() => again.mutate('refused')}>
        {say('precedents.refuse')}
      </Button>
      {again.error && <Failed error={again.error} />}
    </section>
  );
}
