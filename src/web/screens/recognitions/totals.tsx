/** Where every credit went: earned there is what was used, beside it, and not recognised. */
import { useIntl } from 'react-intl';
import { useSay } from '../../language.tsx';
import { exactNumber } from '../../parts/numbers.ts';
import styles from './recognition.module.css';
import type { Recognition } from './recognition-query.ts';

export function Totals({ recognition: { totals } }: { readonly recognition: Recognition }) {
  const say = useSay();
  const number = exactNumber(useIntl());
  const figures = [
    ['earned', totals.hostEctsEarned, 'ects'],
    ['in-bundles', totals.ectsInBundles, 'ects'],
    ['beside', totals.ectsAdditional, 'ects'],
    ['not-recognised', totals.ectsNotRecognised, 'ects'],
    ['recognised', totals.creditsRecognised, 'credits'],
    ['difference', totals.creditsDifference, 'credits'],
  ] as const;
  return (
    <>
      <dl className={styles.totals}>
        {figures.map(([key, amount, unit]) => (
          <div key={key}>
            <dt>{say(`recognitions.total-${key}`)}</dt>
            <dd>{number(amount)}</dd>
            <dd className="small muted">{say(`recognitions.unit-${unit}`)}</dd>
          </div>
        ))}
      </dl>
      <p className="small muted numeric">
        {say('recognitions.balance', {
          earned: number(totals.hostEctsEarned),
          used: number(totals.ectsInBundles),
          beside: number(totals.ectsAdditional),
          not: number(totals.ectsNotRecognised),
        })}
      </p>
    </>
  );
}
