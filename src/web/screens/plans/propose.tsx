/** Proposing a change of an agreed plan: what happened to which course, the plan that keeps most of it, and the proposal. */
import { Button, Checkbox, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { type AnswerOf, answerOf, api } from '../../api.ts';
import { useBasis } from '../../frame/basis.tsx';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { Code, Quoted } from '../../parts/course.tsx';
import { exactNumber } from '../../parts/numbers.ts';
import { sentenceOf } from '../../parts/sentence.ts';
import { useStatedReasons } from '../../parts/stated-reasons.ts';
import { Failed, Loading } from '../../parts/states.tsx';
import { ActionBar } from '../../parts/work.tsx';
import { useSignedIn } from '../../session.ts';
import { BundleTable } from './bundle-table.tsx';
import styles from './plans.module.css';

const planOf = api['study-plans'][':id'];
type Amended = AnswerOf<typeof planOf.amendments.$post>;

/** What happened to a course, as the planner knows it, and the coded reason that says the same; null: a person says which it is. */
const CAUSES = { cancelled: 'not-available', failed: null } as const;
type Cause = keyof typeof CAUSES;
/** What comes in takes the place of what goes out. */
const REPLACES = 'substituting-deleted';

export function ProposeChangeScreen() {
  const say = useSay();
  const { id } = useParams({ from: '/inside/plans/$id/change' });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const number = exactNumber(useIntl());
  const me = useSignedIn();
  const isStudent = me.roles.every(({ role }) => role === 'student');
  const [gone, setGone] = useState<readonly string[]>([]);
  const [cause, setCause] = useState<Cause>('cancelled');
  const version = useQuery({
    queryKey: ['study-plans', 'current', id],
    queryFn: async () => {
      const { version: current } = await answerOf(planOf.$get({ param: { id } }));
      return answerOf(planOf.versions[':number'].$get({ param: { id, number: String(current) } }));
    },
  });
  const reasons = useStatedReasons('change-deleted');
  const [chosen, setChosen] = useState<string | null>(null);
  const reason = chosen ?? CAUSES[cause];
  const amend = useMutation({
    mutationFn: () =>
      answerOf(
        planOf.amendments.$post({
          param: { id },
          json: { changes: gone.map((host) => ({ kind: cause, host })) },
        }),
      ),
  });
  const propose = useMutation({
    mutationFn: ({ baseVersion, amendment, reason: why }: Amended & { readonly reason: string }) =>
      answerOf(
        planOf.changes.$post({
          param: { id },
          header: {},
          json: {
            baseVersion,
            plan: amendment.plan,
            items: [
              ...amendment.removed.map(({ id: bundle }) => ({ status: 'deleted' as const, bundle, reason: why })),
              ...amendment.added.map(({ id: bundle }) => ({ status: 'inserted' as const, bundle, reason: REPLACES })),
            ],
          },
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries();
      if (isStudent) void navigate({ to: '/plan' });
      else void navigate({ to: '/plans/$id', params: { id } });
    },
  });
  const plan = version.data?.plan;
  useBasis(plan && `${plan.basis.policy} (${plan.basis.policyVersion})`, plan?.basis.model);
  const change = (hosts: readonly string[]): void => {
    setGone(hosts);
    amend.reset();
  };
  const found = amend.data?.amendment;
  return (
    <div className="pad">
      <Crumbs
        path={[
          isStudent ? { name: say('student.plan'), to: '/plan' } : { name: say('frame.plans'), to: '/plans' },
          { name: say('plans.propose-change') },
        ]}
      />
      {version.error && <Failed error={version.error} retry={() => void version.refetch()} />}
      {!plan && !version.error && <Loading lines={8} />}
      {plan && (
        <>
          <h1>{say('plans.change-of', { host: plan.host.institution })}</h1>
          <fieldset className={styles.part}>
            <legend>{say('plans.change-which')}</legend>
            {plan.bundles
              .flatMap(({ host }) => host)
              .map(({ code, titles, ects }) => (
                <Checkbox
                  key={code}
                  className={styles.choice}
                  checked={gone.includes(code)}
                  onChange={() => change(gone.includes(code) ? gone.filter((one) => one !== code) : [...gone, code])}
                  label={
                    <span className="row wraps">
                      <Code side="host">{code}</Code> <Quoted texts={titles} />
                      <span className="small second numeric">{say('review.ects', { amount: number(ects) })}</span>
                    </span>
                  }
                />
              ))}
          </fieldset>
          <div className="row wraps">
            <Select
              label={say('plans.change-cause')}
              allowDeselect={false}
              data={Object.keys(CAUSES).map((kind) => ({ value: kind, label: say(`plans.cause-${kind}`) }))}
              value={cause}
              onChange={(value) => {
                setCause(value === 'failed' ? 'failed' : 'cancelled');
                amend.reset();
              }}
            />
            <Select
              label={say('review.reason')}
              allowDeselect={false}
              data={reasons}
              value={reason}
              onChange={setChosen}
            />
          </div>
          <div className={styles.part}>
            <Button disabled={gone.length === 0} loading={amend.isPending} onClick={() => amend.mutate()}>
              {say('plans.change-find')}
            </Button>
          </div>
          {amend.error && <Failed error={amend.error} />}
          {found && (
            <section className={styles.part} aria-label={say('plans.change-found')} aria-live="polite">
              <h2>{say('plans.change-found')}</h2>
              <p>{sentenceOf(found.summary)}</p>
              {found.removed.length > 0 && (
                <>
                  <h3>{say('plans.change-out')}</h3>
                  <BundleTable plan={{ bundles: found.removed }} />
                </>
              )}
              {found.added.length > 0 && (
                <>
                  <h3>{say('plans.change-in')}</h3>
                  <BundleTable plan={{ bundles: found.added }} />
                </>
              )}
              {found.added.length === 0 && <p className="second">{say('plans.change-nothing-in')}</p>}
            </section>
          )}
          {propose.error && <Failed error={propose.error} />}
          {amend.data && (
            <ActionBar says={<span>{say('plans.change-propose-what')}</span>}>
              <Button
                variant="filled"
                disabled={reason === null}
                loading={propose.isPending}
                onClick={() => reason && propose.mutate({ ...amend.data, reason })}
              >
                {say('plans.change-propose')}
              </Button>
            </ActionBar>
          )}
        </>
      )}
    </div>
  );
}
