/** From what is usual to what is likely: each family of reasons pushes the chance to the right or to the left, on an axis of log-odds. */
import { useIntl } from 'react-intl';
import { useSay } from '../../language.tsx';
import { signedNumber } from '../../parts/numbers.ts';
import { Told } from '../../parts/told.tsx';
import styles from './match.module.css';
import type { Match } from './match-query.ts';

/** Width of the axis, and of a row, in pixels. */
const [WIDTH, HEIGHT] = [132, 40];
const FAMILIES = ['base', 'subject', 'texts', 'titles', 'form', 'decisions', 'rivals'];
/** Chances that the axis may name, in per cent; those that would touch one another are left out. */
const MARKS = [50, 5, 95, 20, 80, 1, 99, 99.9];
const APART = 30;

const logit = (chance: number): number => Math.log(chance / (1 - chance));
const chanceOf = (score: number): number => 1 / (1 + Math.exp(-score));

interface Step extends Pick<Match['evidence'][number], 'key' | 'reason' | 'contribution'> {
  readonly from: number;
  readonly to: number;
}

/** Where each family begins and ends; the last ends at the score. */
function stepsOf(evidence: Match['evidence']): Step[] {
  let at = 0;
  return evidence.map(({ key, reason, contribution }) => {
    const from = at;
    at += contribution;
    return { key, reason, contribution, from, to: at };
  });
}

function axisOf(steps: readonly Step[]) {
  const ends = steps.map(({ to }) => to);
  const [low, high] = [Math.min(...ends) - 0.4, Math.max(...ends) + 0.4];
  const x = (score: number): number => ((score - low) / (high - low)) * WIDTH;
  const marks: { readonly chance: number; readonly x: number }[] = [];
  for (const chance of MARKS) {
    const place = x(logit(chance / 100));
    const isFree = marks.every((other) => Math.abs(other.x - place) >= APART);
    if (place >= 10 && place <= WIDTH - 14 && isFree) marks.push({ chance, x: place });
  }
  return { x, marks };
}

export function Waterfall({ evidence }: { readonly evidence: Match['evidence'] }) {
  const say = useSay();
  const intl = useIntl();
  const steps = stepsOf(evidence);
  const { x, marks } = axisOf(steps);
  const score = steps.at(-1)?.to ?? 0;
  const percent = (chance: number): string => say('parts.per-cent', { value: intl.formatNumber(chance) });
  const lines = marks.map((mark) => (
    <path key={mark.chance} d={`M${mark.x} 0V${HEIGHT}`} stroke="var(--line)" strokeWidth="1" />
  ));
  const axis = (children: React.ReactNode) => (
    <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden>
      {lines}
      {children}
    </svg>
  );
  return (
    <ul className={styles.waterfall}>
      <li aria-hidden className={styles.axis}>
        <span />
        <svg width={WIDTH} height="14" viewBox={`0 0 ${WIDTH} 14`} aria-hidden>
          {marks.map((mark) => (
            <text key={mark.chance} x={mark.x} y="10" textAnchor="middle" fill="var(--ink-3)" fontSize="11">
              {percent(mark.chance)}
            </text>
          ))}
        </svg>
        <span />
      </li>
      {steps.map(({ key, reason, contribution, from, to }) => {
        const isBase = key === 'base';
        const [left, right] = [Math.min(x(from), x(to)), Math.max(x(from), x(to))];
        return (
          <li key={key}>
            <span className="cut">{FAMILIES.includes(key) && say(`match.family-${key}`)}</span>
            {axis(
              isBase ? (
                <>
                  <circle cx={x(to)} cy="12" r="4.5" fill="var(--surface)" stroke="var(--ink)" strokeWidth="2" />
                  <path d={`M${x(to)} 17V${HEIGHT}`} stroke="var(--ink-3)" strokeDasharray="2 2" />
                </>
              ) : (
                <>
                  <rect
                    x={left}
                    y="6"
                    width={Math.max(1, right - left)}
                    height="12"
                    fill={contribution >= 0 ? 'var(--home)' : 'url(#hatch-bad)'}
                  />
                  <path d={`M${x(from)} 0V6M${x(to)} 18V${HEIGHT}`} stroke="var(--ink-3)" strokeDasharray="2 2" />
                </>
              ),
            )}
            <span className={`numeric right ${contribution <= -0.005 && !isBase ? 'bad' : ''}`}>
              {isBase ? percent(Math.round(chanceOf(to) * 100)) : signedNumber(intl)(contribution)}
            </span>
            <span className={`small second ${styles.said}`}>
              <span className={styles.told}>
                <Told reason={reason} />
              </span>
            </span>
          </li>
        );
      })}
      <li className={styles.sum}>
        <b>{say('match.chance')}</b>
        <svg width={WIDTH} height="24" viewBox={`0 0 ${WIDTH} 24`} aria-hidden>
          <circle cx={x(score)} cy="12" r="4.5" fill="var(--ink)" />
        </svg>
        <b className="numeric right">{percent(Math.round(chanceOf(score) * 100))}</b>
      </li>
    </ul>
  );
}
