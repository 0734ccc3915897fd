/** What a plan leaves at home, with the reason of each, and its sums: the part that somebody signs for as much as for the bundles. */
import { useIntl } from 'react-intl';
import { useSay } from '../../language.tsx';
import { Code, Quoted } from '../../parts/course.tsx';
import { exactNumber } from '../../parts/numbers.ts';
import { sentenceOf } from '../../parts/sentence.ts';
import type { PlanContent } from './plan-query.ts';
import styles from './plans.module.css';

export function Sums({ totals: { hostEcts, homeEcts, uncoveredEcts } }: Pick<PlanContent, 'totals'>) {
  const say = useSay();
  const number = exactNumber(useIntl());
  const values = { host: number(hostEcts), home: number(homeEcts), left: number(uncoveredEcts) };
  return <p className={`numeric ${styles.sums}`}>{say('student.sum', values)}</p>;
}

export function Uncovered({ uncovered }: Pick<PlanContent, 'uncovered'>) {
  const say = useSay();
  if (uncovered.length === 0) return null;
  return (
    <section className={styles.part} aria-label={say('plans.not-covered')}>
      <h2>{say('plans.not-covered')}</h2>
      <ul className={styles.events}>
        {uncovered.map(({ home, explanation }) => (
          <li key={`${home.code} ${home.semester}`}>
            <Code side="home">{home.code}</Code>
            <Quoted texts={home.titles} />
            <span className="second grow">{sentenceOf(explanation)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
