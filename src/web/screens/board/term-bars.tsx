/** Credits of each term beside its limits, and what the whole plan comes to. */

import { useIntl } from 'react-intl';
import { useSay } from '../../language.tsx';
import { fractionOf } from '../../parts/numbers.ts';
import { Tag } from '../../parts/verdict.tsx';
import styles from './board.module.css';
import { ectsOf, type Plan, useTermLimits } from './stay-query.ts';

const TERMS = ['autumn', 'spring'] as const;
type Term = (typeof TERMS)[number];

/** The bundles of a term; a course of a whole year, or of no known term, stands in the first. */
export const bundlesOf = ({ bundles }: Plan, term: Term) =>
  bundles.filter(({ host }) => (host.some((course) => course.term === 'spring') ? 'spring' : 'autumn') === term);

export const termsOf = (plan: Plan): readonly Term[] =>
  TERMS.filter(
    (term) => plan.request.termLimits !== undefined || bundlesOf(plan, term).length > 0 || plan.request.term === term,
  );

/** ECTS of home courses that are recognised on average; places in elective blocks are told beside. */
export const expectedOf = ({ bundles }: Plan): number =>
  bundles.reduce((sum, { home, probability = 0 }) => sum + ectsOf(home) * probability, 0);

export function TermBars({ plan }: { readonly plan: Plan }) {
  const say = useSay();
  const intl = useIntl();
  const ofPolicy = useTermLimits(plan);
  const inPlaces = ectsOf(plan.bundles.flatMap(({ home, fills = [] }) => (home.length > 0 ? [] : fills)));
  const figures = [
    ['replaced', ectsOf(plan.bundles.flatMap(({ home }) => home))],
    ['expected', expectedOf(plan)],
    ...(inPlaces > 0 ? [['in-places', inPlaces] as const] : []),
    ['stays-open', fractionOf(plan.totals.uncoveredEcts)],
  ] as const;
  return (
    <div className={styles.totals}>
      {termsOf(plan).map((term) => {
        const limits = plan.request.termLimits?.[term] ?? plan.request;
        // What is asked for, or where nothing is, what the policy wants of a term.
        const least = fractionOf(limits.minEcts) || (ofPolicy?.least ?? 0);
        const most = fractionOf(limits.maxEcts);
        const taken = ectsOf(bundlesOf(plan, term).flatMap(({ host }) => host));
        const scale = Math.max(most, taken) * 1.08;
        const said = say('board.term-credits', { taken: intl.formatNumber(taken), least, most });
        return (
          <div key={term} className={styles.term}>
            <p>
              <b>{say(`board.term-${term}`)}</b>
              <br />
              <b className="numeric">{intl.formatNumber(taken)}</b> <span className="small muted">ECTS</span>
            </p>
            <svg viewBox={`0 0 ${scale} 10`} preserveAspectRatio="none" height="14" role="img" aria-label={said}>
              <rect y="2" width={scale} height="6" fill="var(--sunken)" />
              <rect y="2" width={Math.min(taken, scale)} height="6" fill="var(--host)" />
              {[least, most].map((limit) => (
                <rect key={limit} x={limit} width={scale / 240} height="10" fill="var(--ink)" />
              ))}
            </svg>
            <span className="small muted numeric">
              {say('board.limits', { least, most })}{' '}
              {taken < least && (
                <Tag icon="warning" tone="warn">
                  {say('board.short', { short: intl.formatNumber(least - taken) })}
                </Tag>
              )}
            </span>
          </div>
        );
      })}
      <dl className={styles.figures}>
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt className="small muted">{say(`board.${name}`)}</dt>
            <dd className="numeric">
              <b>{intl.formatNumber(value, { maximumFractionDigits: 1 })}</b>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
