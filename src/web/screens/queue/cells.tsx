/** The cells of a plan in the queue. */
import { useIntl } from 'react-intl';
import { useSay } from '../../language.tsx';
import { dayText } from '../../parts/dates.ts';
import { exactNumber, fractionOf } from '../../parts/numbers.ts';
import { sentenceOf } from '../../parts/sentence.ts';
import { Probability, Tag } from '../../parts/verdict.tsx';
import styles from './queue.module.css';
import type { PlanEntry, QueueEntry } from './queue-query.ts';

/** The host, which keeps its own name, and the term of the stay. */
export function WhereTo({ about }: { readonly about: QueueEntry['about'] }) {
  const say = useSay();
  if (!about?.host) return null;
  const { term, academicYear } = about;
  return (
    <span className={styles.where}>
      <span
        className="cut"
        title={[about.host, term && say(`parts.term-${term}`), academicYear].filter(Boolean).join(', ')}
      >
        {about.host}
      </span>
      {term && (
        <span className="small muted" title={academicYear ?? undefined}>
          {say(`parts.term-${term}`)}
        </span>
      )}
    </span>
  );
}

type Bundle = PlanEntry['plan']['bundles'][number];
/** Full: decided, or on a precedent; half: to judge; a cross: refused before. */
function signOf({ state, says }: Bundle): 'full' | 'half' | 'cross' {
  if (state.startsWith('approved') || says === 'approved') return 'full';
  return state === 'refused' || says === 'refused' ? 'cross' : 'half';
}

/** A box for each bundle; spoken as numbers. */
export function BundleBoxes({ plan: { bundles } }: Pick<PlanEntry, 'plan'>) {
  const say = useSay();
  const signs = bundles.map(signOf);
  const count = (sign: string): number => signs.filter((one) => one === sign).length;
  const spoken = say('queue.boxes', { full: count('full'), half: count('half'), cross: count('cross') });
  return (
    <svg
      className={styles.boxes}
      width={signs.length * 11}
      height="10"
      viewBox={`0 0 ${signs.length * 11} 10`}
      preserveAspectRatio="xMinYMid"
      role="img"
      aria-label={spoken}
    >
      {signs.map((sign, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: boxes stay in the order of the bundles
        <g key={at} transform={`translate(${at * 11} 1)`}>
          {sign === 'full' && <rect width="8" height="8" fill="var(--ok)" />}
          {sign === 'half' && (
            <>
              <path d="M0 0h8L0 8z" fill="var(--warn)" />
              <rect x=".5" y=".5" width="7" height="7" fill="none" stroke="var(--warn)" />
            </>
          )}
          {sign === 'cross' && <path d="m.5.5 7 7m0-7-7 7" stroke="var(--bad)" strokeWidth="1.8" />}
        </g>
      ))}
    </svg>
  );
}

/** What is taken there, and what it replaces here. */
export function Credits({ plan: { hostEcts, homeEcts } }: Pick<PlanEntry, 'plan'>) {
  const number = exactNumber(useIntl());
  return (
    <span className="numeric">
      {number(hostEcts)} → {number(homeEcts)}
    </span>
  );
}

/** What moved since the decisions that it rests on. */
export function ChangedSince({ entry: { plan } }: { readonly entry: PlanEntry }) {
  const say = useSay();
  const [moved] = plan.moved;
  if (moved)
    return (
      <Tag icon="swap">
        {say('queue.text-moved', {
          code: moved.code,
          share: Math.max(1, Math.round(fractionOf(moved.distance) * 100)),
        })}
      </Tag>
    );
  if (plan.endsOn)
    return (
      <Tag icon="clock" tone="warn">
        {say('queue.ends', { day: dayText(plan.endsOn) })}
      </Tag>
    );
  return <span className="small muted">{say('queue.unchanged')}</span>;
}

/** The open bundle of the greatest risk: two sides, one link, and how sure the engine is. */
export function Weakest({ entry: { plan } }: { readonly entry: PlanEntry }) {
  const bundle = plan.bundles.find((one) => one.bundle === plan.weakest?.bundle);
  if (!bundle) return null;
  return (
    <span className={styles.weakest}>
      <span className="cut code">
        {bundle.home.join(' + ')} = {bundle.host.join(' + ')}
      </span>
      {bundle.probability !== null && <Probability value={bundle.probability} />}
    </span>
  );
}

/** Why it needs somebody: the rule that it breaks, what speaks against its weakest bundle, or that nobody has decided on it. */
export function Said({ entry: { plan, explanation } }: { readonly entry: PlanEntry }) {
  const say = useSay();
  const [broken] = plan.broken;
  const [note] = plan.weakest?.notes ?? [];
  const [risk] = plan.weakest?.risks.filter((one) => one !== 'no-precedent') ?? [];
  const said =
    sentenceOf(broken) ??
    (risk === undefined ? null : say(`queue.risk-${risk}`)) ??
    sentenceOf(note) ??
    (plan.weakest ? say('queue.risk-no-precedent') : sentenceOf(explanation));
  return (
    <span className="small second cut" title={said ?? undefined}>
      {said}
    </span>
  );
}
