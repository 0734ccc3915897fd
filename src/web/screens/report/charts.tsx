/** The drawings of the month; each says in words what it shows. */

import { useSay } from '../../language.tsx';
import { fractionOf } from '../../parts/numbers.ts';
import styles from './report.module.css';
import type { Report } from './report.tsx';

const FILLS = {
  onPrecedent: 'var(--ok)',
  approved: 'url(#hatch-home)',
  withBridge: 'var(--home-line)',
  refused: 'url(#hatch-bad)',
  asked: 'var(--line-strong)',
  passedOn: 'var(--edge)',
} as const;
type Kind = keyof typeof FILLS;
const ORDER = Object.keys(FILLS) as Kind[];

/** What was decided, as one bar. */
export function Kinds({ report: { kinds, plans } }: { readonly report: Report }) {
  const say = useSay();
  const present = ORDER.filter((kind) => kinds[kind] > 0);
  const all = present.reduce((sum, kind) => sum + kinds[kind], 0);
  return (
    <section>
      <h2>{say('report.what')}</h2>
      <p className="small muted">{say('report.of', { bundles: all, plans })}</p>
      {all > 0 && (
        <>
          <svg width="100%" height="20" aria-hidden>
            {present.map((kind, at) => {
              const start = present.slice(0, at).reduce((sum, one) => sum + kinds[one], 0);
              const [x, width] = [start, kinds[kind]].map((count) => `${(100 * count) / all}%`);
              return <rect key={kind} x={x} width={width} height="20" fill={FILLS[kind]} />;
            })}
          </svg>
          <ul className={styles.legend}>
            {present.map((kind) => (
              <li key={kind}>
                <svg width="10" height="10" aria-hidden>
                  <rect width="10" height="10" fill={FILLS[kind]} />
                </svg>
                <b>{kinds[kind]}</b> {say(`report.kind-${kind}`)}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** Days until the decision; beyond the days of the policy hatched. */
export function Bars({ report: { waits, allowedDays } }: { readonly report: Report }) {
  const say = useSay();
  if (waits.length === 0) return null;
  const last = Math.max(9, allowedDays ?? 0);
  const countOf = (days: number): number =>
    waits
      .filter((one) => (days === last ? one.days >= last : one.days === days))
      .reduce((sum, { count }) => sum + count, 0);
  const columns = Array.from({ length: last + 1 }, (_, days) => ({ days, count: countOf(days) }));
  const most = Math.max(...columns.map(({ count }) => count), 1);
  const said = waits.map(({ days, count }) => say('report.wait', { days, count })).join(', ');
  return (
    <section>
      <h2>{say('report.waits')}</h2>
      <svg viewBox={`0 0 ${columns.length * 46} 132`} width="100%" role="img" aria-label={said}>
        {columns.map(({ days, count }) => {
          const height = (count / most) * 86;
          const isLate = allowedDays !== null && days > allowedDays;
          return (
            <g key={days} transform={`translate(${days * 46} 0)`}>
              <rect
                x="3"
                y={110 - height}
                width="38"
                height={height}
                fill={isLate ? 'url(#hatch-bad)' : 'var(--home)'}
              />
              {count > 0 && (
                <text x="22" y={104 - height} textAnchor="middle" fontSize="12" fontWeight="600" fill="var(--ink)">
                  {count}
                </text>
              )}
              <text x="22" y="126" textAnchor="middle" fontSize="11" fill="var(--ink-2)">
                {days === last ? `${days}+` : days}
              </text>
            </g>
          );
        })}
        <path d={`M0 110H${columns.length * 46}`} stroke="var(--line-strong)" />
        {allowedDays !== null && (
          <path d={`M${(allowedDays + 1) * 46 - 1} 6V110`} stroke="var(--ink-2)" strokeDasharray="3 3" />
        )}
      </svg>
      {allowedDays !== null && <p className="small muted">{say('report.allowed', { days: allowedDays })}</p>}
    </section>
  );
}

/** Recognised of planned credits: a dot for the middle, a bar for the middle half. */
export function Hosts({ report: { hosts } }: { readonly report: Report }) {
  const say = useSay();
  if (hosts.length === 0) return null;
  const x = (share: string): number => Math.max(0, Math.min(1, fractionOf(share))) * 200;
  return (
    <section>
      <h2>{say('report.hosts')}</h2>
      <p className="small muted">{say('report.hosts-how')}</p>
      <table className={styles.bars}>
        <tbody>
          {hosts.map(({ host, stays, shares }) => (
            <tr key={host}>
              <th scope="row">{host}</th>
              <td>
                {shares ? (
                  <svg
                    viewBox="-6 0 212 18"
                    width="100%"
                    height="18"
                    role="img"
                    aria-label={say('report.share', { value: Math.round(fractionOf(shares.middle) * 100) })}
                  >
                    <path d="M0 9H200" stroke="var(--line)" />
                    <rect
                      x={x(shares.low)}
                      y="6"
                      width={Math.max(2, x(shares.high) - x(shares.low))}
                      height="6"
                      fill="var(--host-line)"
                    />
                    <circle cx={x(shares.middle)} cy="9" r="5" fill="var(--host)" />
                  </svg>
                ) : (
                  <span className="small muted">{say('report.too-few')}</span>
                )}
              </td>
              <td className="numeric small">{say('report.stays', { count: stays })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
