/** The signs of the pages: 16 px, one stroke, of the text's colour. */

import styles from './icon.module.css';

/** Paths by name; `dot` and `half` are drawn filled. */
const SIGNS = {
  info: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 7.3V11M8 5v.1',
  clock: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 4.5V8l2.5 1.5',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.5 10.5 14 14',
  inbox: 'M2 9h3.5l1 2h3l1-2H14M2 9l2-6h8l2 6v4H2z',
  scales: 'M8 2.5v11M4.5 13.5h7M3 5h10M3 5 1.5 9.5h3zM13 5l-1.5 4.5h3z',
  calendar: 'M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3',
  house: 'M2.5 7.5 8 2.5l5.5 5v6h-4v-4h-3v4h-4z',
  ring: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z',
  boards: 'M2 3h5v4H2zM2 10h5v3H2zM9 3h5v2.5H9zM9 8.5h5V13H9z',
  bars: 'M3 13V6M6.5 13V3M10 13V8M13.5 13V5',
  bell: 'M4 7a4 4 0 0 1 8 0c0 3 1.5 4 1.5 4h-11S4 10 4 7zM6.5 13.5h3',
  cross: 'm4 4 8 8M12 4l-8 8',
  down: 'm4 6 4 4 4-4',
  left: 'm10 4-4 4 4 4',
  right: 'm6 4 4 4-4 4',
  bookmark: 'M4 2h8v12l-4-3-4 3z',
  half: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z',
  refused: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zm-3.8 1.7 7.6 7.6',
  warning: 'M8 2 1.5 13.5h13zM8 6.5V10M8 11.9v.1',
  pin: 'M6 2h4l-.5 4L12 8.5H4L6.5 6zM8 8.5V14',
  lock: 'M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
  swap: 'M3 5.5h9M9.5 3 12 5.5 9.5 8M13 10.5H4M6.5 8 4 10.5 6.5 13',
  done: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z',
  pencil: 'm2.5 13.5.6-2.8L10.8 3 13 5.2l-7.7 7.7z',
  share: 'M6 5H3v8.5h8.5V10M8.5 2.5h5v5M13.5 2.5 7 9',
  plus: 'M8 3v10M3 8h10',
  link: 'M6.5 9.5a2.5 2.5 0 0 0 3.6 0l2.2-2.2a2.5 2.5 0 0 0-3.6-3.6l-.7.7M9.5 6.5a2.5 2.5 0 0 0-3.6 0L3.7 8.7a2.5 2.5 0 0 0 3.6 3.6l.7-.7',
  printer: 'M4.5 6V2h7v4M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7V14h-7z',
  page: 'M4 1.5h5.5l3 3v10H4zM9.5 1.5v3h3',
  report: 'M2 14h12M4 11V8M8 11V4M12 11V6',
  book: 'M2 3.5c2-1 4-1 6 .2 2-1.2 4-1.2 6-.2v9c-2-1-4-1-6 .2-2-1.2-4-1.2-6-.2zM8 3.7v9',
  check: 'm3 8.5 3.2 3L13 4.5',
  import: 'M8 2v8M5 7l3 3 3-3M2.5 12.5V14h11v-1.5',
  export: 'M8 10V2M5 5l3-3 3 3M2.5 12.5V14h11v-1.5',
  flag: 'M4 14V2.5h8.5L10.5 6l2 3.5H4',
  lines: 'M2 3.5h12M2 8h12M2 12.5h12',
  question: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM6.3 6.3A1.8 1.8 0 1 1 8 8.4v.8M8 11.3v.1',
  people:
    'M6 3a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM1.5 13.5c.5-3 2.2-4 4.5-4s4 1 4.5 4M10.5 3.3a2.5 2.5 0 0 1 0 4.4M12 9.9c1.4.5 2.2 1.7 2.5 3.6',
  sun: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1',
  leave: 'M6 3H3v10h3M10 5l3 3-3 3M13 8H6',
} as const;

export type IconName = keyof typeof SIGNS;

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
