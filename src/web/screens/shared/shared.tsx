/** A plan as its link shows it: read only, and nothing of whose it is. */
import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { answerOf, api } from '../../api.ts';
import { useBasis } from '../../frame/basis.tsx';
import { useSay } from '../../language.tsx';
import { dayText } from '../../parts/dates.ts';
import { Failed, Loading } from '../../parts/states.tsx';
import { BundleTable } from '../plans/bundle-table.tsx';
import { PlanStateTag } from '../plans/plan-state.tsx';
import styles from '../plans/plans.module.css';
import { Sums, Uncovered } from '../plans/uncovered.tsx';

export function SharedPlanScreen() {
  const say = useSay();
  // Behind the #, so that no server and no log ever sees it.
  const secret = useLocation({ select: ({ hash }) => hash });
  const { data, error, refetch } = useQuery({
    queryKey: ['shared-plan', secret],
    queryFn: () => answerOf(api['shared-plans'].$post({ json: { secret } })),
    retry: false,
  });
  useBasis(
    data && say(`board.status-${data.plan.solver.status}`),
    data && `${data.plan.basis.policy} (${data.plan.basis.policyVersion})`,
    data?.plan.basis.model,
    data && say('plans.version', { number: data.number }),
  );
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading lines={10} />;
  const { plan, state, stay, madeOn, expiresAt } = data;
  return (
    <div className="pad">
      <header className="row wraps">
        <h1>{say('plans.shared-title', { home: plan.home.institution, host: plan.host.institution })}</h1>
        <PlanStateTag state={state} />
      </header>
      <p className="small second">
        {say('plans.shared-note', { made: dayText(madeOn), until: dayText(expiresAt.slice(0, 10)) })}{' '}
        {stay && say('plans.shared-stay', { start: dayText(stay.start), end: dayText(stay.end) })}
      </p>
      <div className={styles.part}>
        <BundleTable plan={plan} />
      </div>
      <Sums totals={plan.totals} />
      <Uncovered uncovered={plan.uncovered} />
    </div>
  );
}
