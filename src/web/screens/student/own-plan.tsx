/** My study plan: what replaces what and how it stands; questions are answered here, and a draft is submitted. */
import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { answerOf } from '../../api.ts';
import { useBasis } from '../../frame/basis.tsx';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useLanguage, useSay } from '../../language.tsx';
import { Code, Quoted, SideWord } from '../../parts/course.tsx';
import { Icon } from '../../parts/icon.tsx';
import { exactNumber } from '../../parts/numbers.ts';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { ActionBar } from '../../parts/work.tsx';
import { Written } from '../../parts/written.tsx';
import { BundleTag, homesOf, type PlannedBundle } from './bundles.tsx';
import { OWN, type OwnPlan, type PlanInFull, planOf, useOwn, usePlanInFull } from './own-query.ts';
import styles from './student.module.css';
import { SyllabusOf } from './syllabi.tsx';

export function OwnPlanScreen() {
  const say = useSay();
  const own = useOwn();
  const plan = own.data?.plan;
  const inFull = usePlanInFull(plan?.id);
  const error = own.error ?? inFull.error;
  return (
    <div className={styles.screen}>
      <Crumbs path={[{ name: say('student.plan') }]} />
      {error && <Failed error={error} retry={() => void own.refetch()} />}
      {plan === null && <Empty>{say('student.plan-none')}</Empty>}
      {plan && inFull.data && <Desk record={plan} of={inFull.data} />}
      {plan !== null && !inFull.data && !error && <Loading lines={12} />}
    </div>
  );
}

function Desk({ record, of }: { readonly record: OwnPlan; readonly of: PlanInFull }) {
  const say = useSay();
  const language = useLanguage();
  const queries = useQueryClient();
  const number = exactNumber(useIntl());
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({});
  const { plan, standing } = of;
  const { id, state, version, revision } = standing.plan;
  useBasis(say('review.version', { version }), plan.basis.policy, say('student.basis-yours'));
  const asked = standing.bundles.filter((one) => one.state === 'asked');
  const isAsked = ({ id: bundle }: PlannedBundle): boolean => asked.some((one) => one.bundle === bundle);
  const askedFirst = plan.bundles.toSorted((a, b) => Number(isAsked(b)) - Number(isAsked(a)));
  const given = asked.filter(({ bundle }) => (answers[bundle] ?? '').trim().length > 0);
  const send = useMutation({
    mutationFn: async (): Promise<unknown> => {
      if (state === 'draft')
        return answerOf(planOf.submit.$post({ param: { id }, header: { 'if-match': `"${revision}"` }, json: {} }));
      const json = {
        version,
        answers: given.map(({ bundle, seen }) => ({
          ...{ decision: 'answer' as const, bundle, seen },
          comment: (answers[bundle] ?? '').trim(),
        })),
      };
      return answerOf(planOf.answers.$post({ param: { id }, header: {}, json }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: OWN }),
  });
  const { hostEcts, homeEcts, uncoveredEcts } = plan.totals;
  const takesSyllabi = state !== 'closed' && state !== 'withdrawn';
  const left = plan.uncovered.filter(({ reason }) => reason !== 'already-passed');
  return (
    <>
      <div className={styles.work}>
        <header className="row spread wraps">
          <div>
            <h1>{say('student.plan-at', { host: plan.host.institution })}</h1>
            <p className="small second">
              {say(`student.plan-${state}`)}{' '}
              {say('student.sum', { host: number(hostEcts), home: number(homeEcts), left: number(uncoveredEcts) })}
            </p>
          </div>
          <Button
            component="a"
            href={`/api/v1/study-plans/${record.id}/agreement?language=${language}`}
            leftSection={<Icon name="printer" />}
          >
            {say('student.agreement')}
          </Button>
        </header>
        <ul className={styles.pairs}>
          {askedFirst.map((bundle) => {
            const stands = standing.bundles.find((one) => one.bundle === bundle.id);
            return (
              <li key={bundle.id}>
                <Pair bundle={bundle} />
                {stands && <BundleTag state={stands.state} />}
                {takesSyllabi &&
                  bundle.host.map(({ code }) => <SyllabusOf key={code} plan={record.id} course={code} />)}
                {stands?.state === 'asked' && (
                  <div className={styles.question}>
                    <p>
                      <b>{say('student.question')}: </b>
                      <Written>
                        {stands.decision && 'question' in stands.decision ? stands.decision.question : ''}
                      </Written>
                    </p>
                    <Textarea
                      autosize
                      minRows={2}
                      label={say('student.your-answer')}
                      value={answers[bundle.id] ?? ''}
                      onChange={({ currentTarget: { value } }) => setAnswers({ ...answers, [bundle.id]: value })}
                    />
                  </div>
                )}
                {stands?.decision?.comment && stands.state !== 'asked' && (
                  <p className="small second">
                    <Written>{stands.decision.comment}</Written>
                  </p>
                )}
              </li>
            );
          })}
        </ul>
        {left.length > 0 && (
          <section>
            <h2>{say('student.stays-to-do')}</h2>
            <ul className={styles.pairs}>
              {left.map(({ home }) => (
                <li key={`${home.code} ${home.semester}`}>
                  <span className={styles.side}>
                    <Code side="home">{home.code}</Code> <Quoted texts={home.titles} />
                  </span>
                  <span className="numeric second">{say('review.ects', { amount: number(home.ects) })}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
      {send.error && <Failed error={send.error} />}
      {state === 'draft' && (
        <ActionBar says={<span>{say('student.submit-plan-what')}</span>}>
          <Button variant="filled" loading={send.isPending} onClick={() => send.mutate()}>
            {say('student.submit-plan')}
          </Button>
        </ActionBar>
      )}
      {state === 'frozen' && (
        <ActionBar says={<span>{say('student.change-what')}</span>}>
          <Button component={Link} to={`/plans/${id}/change`}>
            {say('plans.propose-change')}
          </Button>
        </ActionBar>
      )}
      {asked.length > 0 && (
        <ActionBar says={null}>
          <Button variant="filled" disabled={given.length === 0} loading={send.isPending} onClick={() => send.mutate()}>
            {say('student.send-answers', { count: Math.max(1, given.length) })}
          </Button>
        </ActionBar>
      )}
    </>
  );
}

/** Two sides and one link. */
function Pair({ bundle }: { readonly bundle: PlannedBundle }) {
  const say = useSay();
  const number = exactNumber(useIntl());
  const side = (courses: readonly PlannedBundle['host'][number][], of: 'home' | 'host') => (
    <span className={styles.side}>
      {courses.map(({ code, titles, ects }) => (
        <span key={code} className={styles.course}>
          <Code side={of}>{code}</Code> <Quoted texts={titles} />{' '}
          <span className="small second numeric">{say('review.ects', { amount: number(ects) })}</span>
        </span>
      ))}
    </span>
  );
  return (
    <span className={styles.pair}>
      {side(homesOf(bundle), 'home')}
      <span className="small muted">
        <SideWord side="host">{say('student.replaces')}</SideWord>
      </span>
      {side(bundle.host, 'host')}
    </span>
  );
}
