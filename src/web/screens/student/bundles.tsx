/** What replaces what, with how the directorate stands to it; and what stays to be done at home. */
import { useIntl } from 'react-intl';
import { useSay } from '../../language.tsx';
import { Code, Quoted } from '../../parts/course.tsx';
import type { IconName } from '../../parts/icon.tsx';
import { exactNumber } from '../../parts/numbers.ts';
import { Tag, type Tone } from '../../parts/verdict.tsx';
import type { PlanInFull } from './own-query.ts';
import styles from './student.module.css';

export type BundleState = PlanInFull['standing']['bundles'][number]['state'];
export type PlannedBundle = PlanInFull['plan']['bundles'][number];

const SIGNS: Readonly<Record<BundleState, readonly [IconName, Tone]>> = {
  open: ['clock', 'plain'],
  approved: ['check', 'ok'],
  'approved-with-bridge': ['half', 'ok'],
  refused: ['refused', 'bad'],
  asked: ['question', 'warn'],
  'passed-on': ['share', 'plain'],
};

export function BundleTag({ state }: { readonly state: BundleState }) {
  const say = useSay();
  const [icon, tone] = SIGNS[state];
  return (
    <Tag icon={icon} tone={tone}>
      {say(`student.bundle-${state}`)}
    </Tag>
  );
}

export const homesOf = ({ home, fills = [] }: PlannedBundle) => (home.length > 0 ? home : fills);

/** Both sides in one line: what is replaced, and by which courses. */
export function BundleName({ bundle }: { readonly bundle: PlannedBundle }) {
  const say = useSay();
  const [first] = homesOf(bundle);
  return (
    <span>
      {first && (
        <b className="home">
          <Quoted texts={first.titles} />
        </b>
      )}{' '}
      {bundle.electiveBlock !== null && `(${say('student.elective')}) `}={' '}
      <Code side="host">{bundle.host.map(({ code }) => code).join(' + ')}</Code>
    </span>
  );
}

export function BundleLines({ of: { plan, standing } }: { readonly of: PlanInFull }) {
  const say = useSay();
  const number = exactNumber(useIntl());
  const stateOf = (id: string): BundleState =>
    standing.bundles.find(({ bundle }) => bundle === id)?.state ?? ('open' as const);
  const left = plan.uncovered.filter(({ reason }) => reason !== 'already-passed');
  const { hostEcts, homeEcts, uncoveredEcts } = plan.totals;
  return (
    <>
      <ul className={styles.bundles}>
        {plan.bundles.map((bundle) => (
          <li key={bundle.id}>
            <span>
              {homesOf(bundle).map(({ code, titles }) => (
                <b key={code} className={styles.course}>
                  <Quoted texts={titles} />
                </b>
              ))}
              <Code side="host">{bundle.host.map(({ code }) => code).join(' + ')}</Code>
              {bundle.electiveBlock !== null && <span className="small second"> {say('student.elective')}</span>}
            </span>
            <BundleTag state={stateOf(bundle.id)} />
          </li>
        ))}
        {left.map(({ home }) => (
          <li key={`${home.code} ${home.semester}`}>
            <span>
              <b className={styles.course}>
                <Quoted texts={home.titles} />
              </b>
              <span className="small second">{say('student.stays-to-do')}</span>
            </span>
            <Tag icon="ring" tone="bad">
              {say('student.not-covered')}
            </Tag>
          </li>
        ))}
      </ul>
      <p className="small second">
        {say('student.sum', { host: number(hostEcts), home: number(homeEcts), left: number(uncoveredEcts) })}
      </p>
    </>
  );
}
