/** How sure the engine is, and what people said: a sign and a word, never colour alone. */
import { useSay } from '../language.tsx';
import { Icon, type IconName } from './icon.tsx';
import styles from './verdict.module.css';

export type Tone = 'ok' | 'warn' | 'bad' | 'home' | 'plain';

/** A sign with its word; `filled` puts it on a tint of its tone. */
export function Tag({
  icon,
  tone = 'plain',
  filled = false,
  children,
}: {
  readonly icon: IconName;
  readonly tone?: Tone;
  readonly filled?: boolean;
  readonly children: React.ReactNode;
}) {
  return (
    <span className={`${styles.tag} ${tone === 'plain' ? styles.plain : tone} ${filled ? styles.filled : ''}`}>
      <Icon name={icon} size={13} />
      {children}
    </span>
  );
}

const VERDICTS = {
  precedent: ['bookmark', 'ok'],
  suggest: ['done', 'ok'],
  review: ['half', 'warn'],
  'no-safe-match': ['ring', 'plain'],
  refused: ['refused', 'bad'],
} as const satisfies Readonly<Record<string, readonly [IconName, Tone]>>;
export type Verdict = keyof typeof VERDICTS;

export function VerdictTag({ verdict, filled = false }: { readonly verdict: Verdict; readonly filled?: boolean }) {
  const say = useSay();
  const [icon, tone] = VERDICTS[verdict];
  return (
    <Tag icon={icon} tone={tone} filled={filled}>
      {say(`parts.verdict-${verdict}`)}
    </Tag>
  );
}

/** A verdict as the name of a group: its sign and another word. */
export function VerdictHead({ verdict, children }: { readonly verdict: Verdict; readonly children: React.ReactNode }) {
  const [icon, tone] = VERDICTS[verdict];
  return (
    <Tag icon={icon} tone={tone}>
      {children}
    </Tag>
  );
}

/** The sign alone, at the head of a row whose words say the rest. */
export function VerdictSign({ verdict }: { readonly verdict: Verdict }) {
  const say = useSay();
  const [icon, tone] = VERDICTS[verdict];
  return (
    <span className={tone}>
      <Icon name={icon} label={say(`parts.verdict-${verdict}`)} />
    </span>
  );
}

/** "91 %" and a bar with a tick at one half; below the half the bar is hatched. `value` is a probability, 0 to 1. */
export function Probability({ value, large = false }: { readonly value: number; readonly large?: boolean }) {
  const say = useSay();
  const per = Math.round(value * 100);
  const width = large ? 96 : 48;
  return (
    <span className={styles.probability}>
      <b className={large ? styles.large : ''}>{say('parts.per-cent', { value: per })}</b>
      <svg
        width={width}
        height="12"
        viewBox={`0 0 ${width} 12`}
        role="img"
        aria-label={say('parts.of-100', { value: per })}
      >
        <rect y="3.5" width={width} height="5" rx="1" fill="var(--sunken)" />
        <rect
          y="3.5"
          width={Math.max(1, value * width)}
          height="5"
          rx="1"
          fill={value >= 0.5 ? 'var(--ink)' : 'url(#hatch-ink)'}
        />
        <path d={`M${width / 2} 1v10`} stroke="var(--ink-3)" strokeWidth="1" />
      </svg>
    </span>
  );
}

/** The hatchings of all drawings; stands once on the page. */
export function Hatchings() {
  const hatch = (id: string, ground: string | null, stroke: string) => (
    <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      {ground && <rect width="5" height="5" fill={ground} />}
      <path d="M0 0v5" stroke={stroke} strokeWidth="2.4" />
    </pattern>
  );
  return (
    <svg width="0" height="0" className={styles.hatchings} aria-hidden>
      <defs>
        {hatch('hatch-home', 'var(--home-soft)', 'var(--home)')}
        {hatch('hatch-host', 'var(--host-soft)', 'var(--host)')}
        {hatch('hatch-ink', null, 'var(--ink-3)')}
        {hatch('hatch-bad', 'var(--bad-soft)', 'var(--bad)')}
      </defs>
    </svg>
  );
}
