/** What screens on which work is done together share: how it divides, what is due, and the bar that does it. */
import type { ReactNode } from 'react';
import { useSay } from '../language.tsx';
import { shortDay } from './dates.ts';
import { sentenceOf } from './sentence.ts';
import { Note } from './states.tsx';
import type { Tone } from './verdict.tsx';
import styles from './work.module.css';

export interface Share {
  readonly key: string;
  readonly count: number;
  readonly tone: Tone;
  readonly says: ReactNode;
}

/** How many of each, as lengths and as words; what there is none of is left out. */
export function Shares({ shares }: { readonly shares: readonly Share[] }) {
  const present = shares.filter(({ count }) => count > 0);
  return (
    <ul className={styles.shares}>
      {present.map(({ key, count, tone, says }) => (
        <li key={key} className={styles[`of-${tone}`]} style={{ flexGrow: count }}>
          <svg height="5" width="100%" preserveAspectRatio="none" viewBox={`0 0 ${count} 5`} aria-hidden>
            <rect width={count} height="5" fill="currentColor" />
          </svg>
          <span className="small second">{says}</span>
        </li>
      ))}
    </ul>
  );
}

/** Days first, then the day: "tomorrow 7 Apr"; nothing where nothing is due. */
export function Due({ due, daysLeft }: { readonly due: string | null; readonly daysLeft: number | null }) {
  const say = useSay();
  if (due === null || daysLeft === null) return <span className="muted">{say('parts.no-deadline')}</span>;
  const tone = daysLeft <= 1 ? 'bad' : daysLeft <= 3 ? 'warn' : '';
  return (
    <span className={styles.due}>
      <span className={`${tone} ${daysLeft <= 1 ? styles.soon : ''}`}>
        {daysLeft < 0 ? say('parts.days-late', { days: -daysLeft }) : say('parts.days-left', { days: daysLeft })}
      </span>{' '}
      <span className="small muted">{shortDay(due)}</span>
    </span>
  );
}

interface NotMoved {
  readonly id: string;
  readonly problems: readonly object[];
}

/** What an action on many left as it was, each with why; `children` begin it. */
export function LeftOut({
  left,
  nameOf,
  children,
}: {
  readonly left: readonly NotMoved[];
  readonly nameOf: (id: string) => string;
  readonly children?: ReactNode;
}) {
  if (left.length === 0) return null;
  return (
    <Note kind="warn" icon="info">
      {children}
      <ul>
        {left.map(({ id, problems }) => (
          <li key={id}>
            {nameOf(id)}: {problems.map((one) => sentenceOf(one)).join('; ')}
          </li>
        ))}
      </ul>
    </Note>
  );
}

/** Stands at the foot of a screen: what is chosen, what follows from it, and the one thing to do. */
export function ActionBar({ says, children }: { readonly says: ReactNode; readonly children: ReactNode }) {
  return (
    <div className={styles.bar}>
      <div className={styles.said}>{says}</div>
      <div className={styles.actions}>{children}</div>
    </div>
  );
}
