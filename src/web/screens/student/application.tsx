/** My application: what I say of myself, whether that is enough, what it costs, and the one step that comes next. */
import { Button, SegmentedControl } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useIntl } from 'react-intl';
import { type AnswerOf, answerOf, api } from '../../api.ts';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { exactNumber } from '../../parts/numbers.ts';
import { sentenceOf } from '../../parts/sentence.ts';
import { Failed, Loading } from '../../parts/states.tsx';
import { ActionBar } from '../../parts/work.tsx';
import { Written } from '../../parts/written.tsx';
import type { Facts } from '../calls/calls-query.ts';
import { EligibilityAnswers } from '../calls/eligibility.tsx';
import { FactsForm } from '../calls/facts-form.tsx';
import { type Application, applicationOf, OWN } from './own-query.ts';
import { Papers } from './papers.tsx';
import styles from './student.module.css';

const FUNDINGS = ['either', 'grant', 'own-expense'] as const;
type Funding = (typeof FUNDINGS)[number];

export function ApplicationScreen() {
  const { id } = useParams({ from: '/inside/applications/$id' });
  const { data, error, refetch } = useQuery({
    queryKey: [...OWN, 'application', id],
    queryFn: async () => {
      const param = { id };
      const application = await answerOf(applicationOf.$get({ param }));
      const [call, eligibility, costs, events] = await Promise.all([
        answerOf(api.calls[':id'].$get({ param: { id: application.call } })),
        answerOf(applicationOf.eligibility.$get({ param })),
        answerOf(applicationOf.costs.$get({ param })),
        answerOf(applicationOf.events.$get({ param })),
      ]);
      return { application, call, eligibility, costs, events: events.items };
    },
  });
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />;
  return data ? <Desk key={id} {...data} /> : <Loading lines={12} />;
}

type Costs = AnswerOf<typeof applicationOf.costs.$get>;
type Events = AnswerOf<typeof applicationOf.events.$get>['items'];
type Eligibility = Parameters<typeof EligibilityAnswers>[0]['eligibility'];

function Desk({
  application,
  call,
  eligibility,
  costs,
  events,
}: {
  readonly application: Omit<Application, 'about'>;
  readonly call: { readonly university: string; readonly languages: readonly { readonly language: string }[] | null };
  readonly eligibility: Eligibility;
  readonly costs: Costs;
  readonly events: Events;
}) {
  const say = useSay();
  const queries = useQueryClient();
  const { id, state, revision } = application;
  const { points: _, ...said } = application.facts;
  const [facts, setFacts] = useState<Facts>(said);
  const [funding, setFunding] = useState<Funding>(application.funding);
  const latest = useRef(revision);
  const typed = useRef<object | null>(null);
  const [isUnsaved, setUnsaved] = useState(false);
  const save = useMutation({
    // One after the other, each on what the one before has made of it.
    scope: { id: `application ${id}` },
    mutationFn: async (draft: { readonly facts: Facts; readonly funding: Funding }) => {
      const saved = await answerOf(
        applicationOf.$put({
          param: { id },
          header: { 'if-match': `"${Math.max(latest.current, revision)}"` },
          json: { ...draft, stay: application.stay },
        }),
      );
      latest.current = saved.revision;
    },
    onSettled: () => queries.invalidateQueries({ queryKey: OWN }),
    // What was typed meanwhile waits for a save of its own.
    onSuccess: (_saved, draft) => draft === typed.current && setUnsaved(false),
  });
  const saveSoon = useDebouncedCallback((draft: { facts: Facts; funding: Funding }) => save.mutate(draft), 500);
  const change = (next: { readonly facts?: Facts; readonly funding?: Funding }): void => {
    const draft = { facts: next.facts ?? facts, funding: next.funding ?? funding };
    setFacts(draft.facts);
    setFunding(draft.funding);
    setUnsaved(true);
    typed.current = draft;
    saveSoon(draft);
  };
  const isDraft = state === 'draft';
  return (
    <div className={styles.screen}>
      <Crumbs path={[{ name: say('student.home'), to: '/home' }, { name: say('student.application') }]} />
      <div className={styles.split}>
        <div className={styles.work}>
          <h1>{say('student.application-at', { university: call.university })}</h1>
          <p className="small second" role="status">
            {say(`student.state-${state}`)}
            {isDraft && (isUnsaved || save.isPending) && ` ${say('student.saving')}`}
            {isDraft && !isUnsaved && save.isSuccess && ` ${say('student.saved')}`}
          </p>
          {save.error && <Failed error={save.error} />}
          {isDraft && (
            <>
              <div>
                <h2>{say('student.funding')}</h2>
                <SegmentedControl
                  aria-label={say('student.funding')}
                  className={styles.funding ?? ''}
                  value={funding}
                  data={FUNDINGS.map((value) => ({ value, label: say(`student.funding-${value}`) }))}
                  onChange={(value) => change({ funding: value as Funding })}
                />
              </div>
              <FactsForm
                facts={facts}
                languages={(call.languages ?? []).map(({ language }) => language)}
                change={(next) => change({ facts: next })}
              />
            </>
          )}
          <EligibilityAnswers eligibility={eligibility} />
          <CostsTable costs={costs} />
        </div>
        <aside className={styles.aside}>
          <h2>{say('student.papers')}</h2>
          <Papers application={id} />
        </aside>
      </div>
      <Steps application={application} events={events} isSaving={isUnsaved || save.isPending} />
    </div>
  );
}

function CostsTable({ costs }: { readonly costs: Costs }) {
  const say = useSay();
  const number = exactNumber(useIntl());
  const sum = (totals: Costs['grant']): string =>
    totals
      .filter(({ student }) => student !== '0')
      .map(({ student, currency }) => `${number(student)} ${currency}`)
      .join(' + ') || say('student.costs-nothing');
  return (
    <section>
      <h2>{say('student.costs')}</h2>
      <p>
        <Written>{costs.asPrinted}</Written>
      </p>
      {costs.ownExpense.length > 0 ? (
        <dl className={styles.sums}>
          <dt>{say('student.costs-grant')}</dt>
          <dd>{sum(costs.grant)}</dd>
          <dt>{say('student.costs-own')}</dt>
          <dd>{sum(costs.ownExpense)}</dd>
        </dl>
      ) : (
        <p className="small second">{say('student.costs-unknown')}</p>
      )}
    </section>
  );
}

/** What a student can do with it now; giving up is asked twice. */
function Steps({
  application: { id, revision, state },
  events,
  isSaving,
}: {
  readonly application: Pick<Application, 'id' | 'revision' | 'state'>;
  readonly events: Events;
  readonly isSaving: boolean;
}) {
  const say = useSay();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const asked = { param: { id }, header: { 'if-match': `"${revision}"` }, json: {} };
  const move = useMutation({
    mutationFn: async (event: 'submit' | 'accept' | 'take-back' | 'withdraw'): Promise<unknown> =>
      answerOf(
        {
          submit: () => applicationOf.submit.$post(asked),
          accept: () => applicationOf.accept.$post(asked),
          'take-back': () => applicationOf['take-back'].$post(asked),
          withdraw: () => applicationOf.withdraw.$post(asked),
        }[event](),
      ),
    onSettled: () => {
      setAsking(false);
      return queries.invalidateQueries({ queryKey: OWN });
    },
  });
  const possible = (event: string) => events.find((one) => one.event === event);
  const main = (['submit', 'accept'] as const).find((event) => possible(event));
  const against = main ? (possible(main)?.problems ?? []) : [];
  return (
    <>
      {move.error && <Failed error={move.error} />}
      <ActionBar
        says={
          against.length > 0 ? (
            <ul className="small warn">
              {against.map((one) => (
                <li key={sentenceOf(one)}>{sentenceOf(one)}</li>
              ))}
            </ul>
          ) : (
            <span>
              {isAsking ? say('student.withdraw-sure') : state === 'draft' ? say('student.hand-in-what') : ''}
            </span>
          )
        }
      >
        {isAsking ? (
          <>
            <Button onClick={() => setAsking(false)}>{say('student.keep')}</Button>
            <Button color="red" loading={move.isPending} onClick={() => move.mutate('withdraw')}>
              {say('student.withdraw')}
            </Button>
          </>
        ) : (
          <>
            {possible('withdraw') && (
              <Button variant="subtle" onClick={() => setAsking(true)}>
                {say('student.withdraw')}
              </Button>
            )}
            {possible('take-back') && (
              <Button onClick={() => move.mutate('take-back')}>{say('student.take-back')}</Button>
            )}
            {main && (
              <Button
                variant="filled"
                disabled={against.length > 0 || isSaving}
                loading={move.isPending}
                onClick={() => move.mutate(main)}
              >
                {say(main === 'submit' ? 'student.hand-in' : 'student.take-place')}
              </Button>
            )}
          </>
        )}
      </ActionBar>
    </>
  );
}
