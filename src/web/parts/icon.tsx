/** The signs of the pages: 16 px, one stroke, of the text's colour. */

import styles from './icon.module.css';
import { type IconName, SIGNS } from './signs.ts';

export type { IconName };

/** A sign; without a label it only accompanies words and is not spoken. */
export function Icon({
  name,
  size = 16,
  label,
}: {
  readonly name: IconName;
  readonly size?: number;
  readonly label?: string;
}) {
  return (
    <svg
      className={name === 'done' ? styles.done : styles.icon}
      viewBox="0 0 16 16"
      width={size}
      height={size}
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined}
    >
      <path d={SIGNS[name]} />
      {name === 'half' && <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" />}
      {name === 'done' && <path className={styles.tick} d="m5.5 8.2 1.8 1.7 3.2-3.6" />}
    </svg>
  );
}
