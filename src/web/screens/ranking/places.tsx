/** A box a place: a dot in it comes with a grant, full is taken. */
import { useSay } from '../../language.tsx';

export interface Seats {
  readonly quantity: number;
  readonly grantPlaces: number;
  readonly taken: number;
  readonly grantsTaken: number;
}

/** More than fit into a column are told by their number alone. */
const MOST = 12;

/** What the three boxes mean. */
export function PlacesLegend() {
  const say = useSay();
  const one = { quantity: 1, grantPlaces: 0, taken: 0, grantsTaken: 0 };
  const signs = [
    ['place', one],
    ['grant', { ...one, grantPlaces: 1 }],
    ['taken', { ...one, taken: 1 }],
  ] as const;
  return (
    <span className="row small second wraps">
      {signs.map(([name, seats]) => (
        <span key={name} className="row">
          <span aria-hidden>
            <PlaceBoxes seats={seats} />
          </span>
          {say(`ranking.legend-${name}`)}
        </span>
      ))}
    </span>
  );
}

export function PlaceBoxes({ seats, size }: { readonly seats: Seats; readonly size?: 'large' }) {
  const say = useSay();
  const { quantity, grantPlaces, taken, grantsTaken } = seats;
  const [step, side] = size === 'large' ? [32, 24] : [13, 10];
  const boxes = Array.from({ length: Math.min(quantity, MOST) }, (_, at) => {
    const isGrant = at < grantPlaces;
    return { isGrant, isTaken: isGrant ? at < grantsTaken : at - grantPlaces < taken - grantsTaken };
  });
  const width = Math.max(1, boxes.length) * step;
  return (
    <svg
      width={width}
      height={side + 2}
      viewBox={`0 0 ${width} ${side + 2}`}
      role="img"
      aria-label={say('ranking.places-said', { taken, count: quantity, grants: grantPlaces })}
    >
      {boxes.map(({ isGrant, isTaken }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the boxes stay in their order
        <g key={at} transform={`translate(${at * step + 1} 1)`}>
          <rect
            width={side - 1}
            height={side - 1}
            rx={side / 8}
            fill={isTaken ? 'var(--home)' : 'none'}
            stroke="var(--home)"
            strokeWidth="1.5"
          />
          {isGrant && (
            <circle
              cx={(side - 1) / 2}
              cy={(side - 1) / 2}
              r={side / 6}
              fill={isTaken ? 'var(--surface)' : 'var(--home)'}
            />
          )}
        </g>
      ))}
    </svg>
  );
}
