/** One study plan: with whom it is, how each bundle stands, and what happened. */
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { answerOf, api } from '../../api.ts';
import { useBasis } from '../../frame/basis.tsx';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { useRole, useSignedIn } from '../../session.ts';
import { PlanActions } from './actions.tsx';
import { BundleTable } from './bundle-table.tsx';
import { Changes } from './changes.tsx';
import { HostSteps } from './host-steps.tsx';
import { Events, PlanStateTag, useTimeline, Waits } from './plan-state.tsx';
import styles from './plans.module.css';
import { ShareLinks } from './share.tsx';
import { Syllabi } from './syllabi.tsx';
import { Sums, Uncovered } from './uncovered.tsx';

export function PlanScreen() {
  const say = useSay();
  const { id } = useParams({ from: '/inside/plans/$id' });
  const role = useRole(useSignedIn());
  // Which reads the plan behind an appeal, and does nothing to it.
  const isCommission = role === 'commission';
  const record = useQuery({
    queryKey: ['study-plans', 'one', id],
    queryFn: () => answerOf(api['study-plans'][':id'].$get({ param: { id } })),
  });
  const number = record.data?.version;
  const version = useQuery({
    queryKey: ['study-plans', 'version', id, number],
    queryFn: () =>
      answerOf(api['study-plans'][':id'].versions[':number'].$get({ param: { id, number: String(number) } })),
    enabled: number !== undefined,
  });
  const standing = useQuery({
    queryKey: ['study-plans', 'standing', id],
    queryFn: () => answerOf(api['study-plans'][':id'].standing.$get({ param: { id } })),
    refetchInterval: 30_000,
  });
  const { data: timeline } = useTimeline('plan', id);
  const plan = version.data?.plan;
  const about = record.data?.about;
  useBasis(
    plan && say(`board.status-${plan.solver.status}`),
    plan && `${plan.basis.policy} (${plan.basis.policyVersion})`,
    plan?.basis.model,
    number !== undefined && say('plans.version', { number }),
  );
  const error = record.error ?? version.error ?? standing.error;
  const name = about?.student?.name ?? say('students.student');
  const stateOf = (bundle: string): string =>
    standing.data?.bundles.find((one) => one.bundle === bundle)?.state ?? 'open';
  return (
    <div className="pad wide-page">
      <Crumbs
        path={[
          isCommission ? { name: say('frame.appeals'), to: '/appeals' } : { name: say('frame.plans'), to: '/plans' },
          { name },
        ]}
      />
      {error && <Failed error={error} retry={() => void record.refetch()} />}
      {!plan && !error && <Loading lines={10} />}
      {plan && record.data && about && (
        <>
          <header className="row wraps">
            <h1>{say('board.title-of', { name, host: plan.host.institution })}</h1>
            <PlanStateTag state={record.data.state} />
            <span className="grow" />
            {!isCommission && (
              <Link className="no-print" to="/students/$id" params={{ id: record.data.student }}>
                {say('plans.student')}
              </Link>
            )}
          </header>
          {timeline && <Waits waits={timeline.waits} />}
          <div className={styles.part}>
            <BundleTable plan={plan} stateOf={stateOf} />
            <Sums totals={plan.totals} />
          </div>
          <Uncovered uncovered={plan.uncovered} />
          <Syllabi plan={id} />
          {timeline && (
            <section className={styles.part} aria-label={say('plans.events')}>
              <h2>{say('plans.events')}</h2>
              <Events items={timeline.items} />
            </section>
          )}
          <Changes plan={id} />
          {!isCommission && <ShareLinks plan={id} />}
          {role === 'coordinator' && standing.data && (
            <HostSteps plan={record.data} contentHash={standing.data.contentHash} />
          )}
          {!isCommission && standing.data && <PlanActions standing={standing.data} />}
        </>
      )}
    </div>
  );
}
