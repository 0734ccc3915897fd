/** The bundles of a plan side by side: home, host, credits, the chance, and where each stands where that is known. */
import { useIntl } from 'react-intl';
import { useSay } from '../../language.tsx';
import { Columns } from '../../parts/columns.tsx';
import { Code, Quoted } from '../../parts/course.tsx';
import { CreditBars } from '../../parts/credit-bars.tsx';
import { Probability } from '../../parts/verdict.tsx';
import { ectsOf } from '../board/stay-query.ts';
import type { PlanContent } from './plan-query.ts';
import styles from './plans.module.css';

export function BundleTable({
  plan,
  stateOf,
}: {
  readonly plan: Pick<PlanContent, 'bundles'>;
  /** Where it is known: how a bundle stands, by its id. */
  readonly stateOf?: (bundle: string) => string;
}) {
  const say = useSay();
  const intl = useIntl();
  const names = ['home-courses', 'host-courses', 'credits', 'chance', ...(stateOf ? ['state'] : [])];
  return (
    <table className={`stacked ${styles.bundles}`}>
      <Columns names={names} id={(name) => `plans.column-${name}`} />
      <tbody>
        {plan.bundles.map(({ id: bundle, home, fills = [], host, probability, electiveBlock }) => (
          <tr key={bundle}>
            <td>
              {[...home, ...fills].map(({ code, titles }) => (
                <span key={code} className="row">
                  <Code side="home">{code}</Code>
                  <Quoted texts={titles} className="cut" />
                </span>
              ))}
              {home.length + fills.length === 0 && <span className="second">{electiveBlock}</span>}
            </td>
            <td>
              {host.map(({ code, titles }) => (
                <span key={code} className="row">
                  <Code side="host">{code}</Code>
                  <Quoted texts={titles} className="cut" />
                </span>
              ))}
            </td>
            <td>
              <span className={styles.credits}>
                <CreditBars home={ectsOf(home.length > 0 ? home : fills)} host={ectsOf(host)} />
                <span className="small numeric" aria-hidden>
                  {intl.formatNumber(ectsOf(home.length > 0 ? home : fills))} / {intl.formatNumber(ectsOf(host))}
                </span>
              </span>
            </td>
            <td>{probability !== undefined && <Probability value={probability} />}</td>
            {stateOf && <td className="second">{say(`review.state-${stateOf(bundle)}`)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
