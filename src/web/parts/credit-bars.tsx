/** Home above host, one width a credit: what is beyond is hatched, what lacks is dashed. */
import { useIntl } from 'react-intl';
import { useSay } from '../language.tsx';

export function CreditBars({
  home,
  host,
  unit = 6,
}: {
  readonly home: number;
  readonly host: number;
  readonly unit?: number;
}) {
  const say = useSay();
  const intl = useIntl();
  const both = Math.min(home, host);
  const said = say('parts.credits-both', { home: intl.formatNumber(home), host: intl.formatNumber(host) });
  return (
    <svg width={Math.max(home, host, 1) * unit} height="14" role="img" aria-label={said}>
      <rect width={home * unit} height="6" fill="var(--home)" />
      <rect y="8" width={both * unit} height="6" fill="var(--host)" />
      {host > home && <rect x={both * unit} y="8" width={(host - home) * unit} height="6" fill="url(#hatch-host)" />}
      {home > host && (
        <rect
          x={both * unit + 0.5}
          y="8.5"
          width={(home - host) * unit - 1}
          height="5"
          fill="none"
          stroke="var(--ink-3)"
          strokeDasharray="2 2"
        />
      )}
    </svg>
  );
}
