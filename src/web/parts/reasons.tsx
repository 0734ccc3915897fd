/** What a figure is the sum of: the weightiest reasons at once, the rest a click away. */
import { useIntl } from 'react-intl';
import { useSay } from '../language.tsx';
import { signedNumber } from './numbers.ts';
import styles from './reasons.module.css';
import { Told } from './told.tsx';

interface Weighed {
  readonly key: string;
  readonly reason: object;
  readonly contribution: number;
}

const FIRST = 6;
/** Of the evidence, what every comparison of its kind begins with: a chance, not a step. */
const BASE = 'base';
/** A sum of log-odds as a chance, in whole per cent. */
const perCent = (score: number): number => Math.round(100 / (1 + Math.exp(-score)));

export function Reasons({ evidence }: { readonly evidence: readonly Weighed[] }) {
  const say = useSay();
  const signed = signedNumber(useIntl());
  const reasons = evidence
    .filter(({ contribution }) => contribution !== 0)
    .toSorted(
      (a, b) => Number(b.key === BASE) - Number(a.key === BASE) || Math.abs(b.contribution) - Math.abs(a.contribution),
    );
  const line = ({ key, reason, contribution }: Weighed) => (
    <li key={key}>
      <span className="grow">
        <Told reason={reason} />
      </span>
      <span className={`numeric ${contribution <= -0.005 && key !== BASE ? 'bad' : ''}`}>
        {key === BASE ? say('parts.per-cent', { value: perCent(contribution) }) : signed(contribution)}
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
