/** What a figure is the sum of: the weightiest reasons at once, the rest a click away. */
import { useIntl } from 'react-intl';
import { useSay } from '../language.tsx';
import styles from './reasons.module.css';
import { Told } from './told.tsx';

interface Weighed {
  readonly key: string;
  readonly reason: object;
  readonly contribution: number;
}

const FIRST = 6;

export function Reasons({ evidence }: { readonly evidence: readonly Weighed[] }) {
  const say = useSay();
  const intl = useIntl();
  const reasons = evidence
    .filter(({ contribution }) => contribution !== 0)
    .toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const line = ({ key, reason, contribution }: Weighed) => (
    <li key={key}>
      <span className="grow">
        <Told reason={reason} />
      </span>
      <span className={`numeric ${contribution < 0 ? 'bad' : ''}`}>
        {intl.formatNumber(contribution, { minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: 'always' })}
      </span>
    </li>
  );
  return (
    <>
      <ul className={styles.reasons}>{reasons.slice(0, FIRST).map(line)}</ul>
      {reasons.length > FIRST && (
        <details>
          <summary className="small">{say('parts.all-reasons', { count: reasons.length })}</summary>
          <ul className={styles.reasons}>{reasons.slice(FIRST).map(line)}</ul>
        </details>
      )}
    </>
  );
}
