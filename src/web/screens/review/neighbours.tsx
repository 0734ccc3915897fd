/** The plans that need a judgement, one after the other, in the order of the queue. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSay } from '../../language.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useQueue } from '../queue/queue-query.ts';
import styles from './review.module.css';

/** `next`: the plan that is judged after this one; null on the last. */
export function useNeighbours([kind, id]: readonly [string, string]): {
  readonly next: string | null;
  readonly position: string | null;
  readonly arrows: ReactNode;
} {
  const say = useSay();
  const queue = useQueue();
  if (kind !== 'plan') return { next: null, position: null, arrows: null };
  const ids = (queue.data?.items ?? []).flatMap(({ plan, inBulk, id: one }) => (plan && !inBulk ? [one] : []));
  const at = ids.indexOf(id);
  const next = ids.filter((one) => one !== id)[Math.max(0, at)] ?? ids.find((one) => one !== id) ?? null;
  if (at < 0) return { next, position: null, arrows: null };
  const position = say('review.position', { at: at + 1, count: ids.length });
  const arrow = (plan: string | undefined, icon: 'left' | 'right') =>
    plan === undefined ? (
      <span className="muted">
        <Icon name={icon} size={14} />
      </span>
    ) : (
      <Link to="/review/$plan" params={{ plan }} className={styles.arrow} aria-label={say(`review.${icon}`)}>
        <Icon name={icon} size={14} />
      </Link>
    );
  const arrows = (
    <span className={styles.arrows}>
      {arrow(ids[at - 1], 'left')}
      <span className="small">{position}</span>
      {arrow(ids[at + 1], 'right')}
    </span>
  );
  return { next, position, arrows };
}
