import { useSay } from '../../language.tsx';

/** Invented courses of both sides and what replaces what: the thought of Concord in one drawing. Credits are ECTS. */
const HOME = [
  { title: 'electrical-machines', credits: 6, y: 20 },
  { title: 'power-electronics', credits: 5, y: 80 },
  { title: 'power-plants', credits: 5, y: 140 },
  { title: 'high-voltage', credits: 5, y: 200 },
] as const;
const HOST = [
  { title: 'electrical-machines', credits: 7.5, y: 16, from: 20 },
  { title: 'power-electronics', credits: 7.5, y: 64, from: 80 },
  { title: 'hydropower', credits: 2.5, y: 112, from: 140 },
  { title: 'thermal-power', credits: 2.5, y: 160, from: 140 },
  { title: 'high-voltage', credits: 5, y: 208, from: 200 },
] as const;
/** Units of the drawing a credit. */
const CREDIT = 9;

export function Journey() {
  const say = useSay();
  return (
    <svg viewBox="0 0 840 240" width="100%" role="img" aria-label={say('sign-in.drawing')}>
      <g fontSize="13.5" fontFamily="var(--sans)" fill="var(--ink-2)">
        {HOME.map(({ title, credits, y }) => (
          <g key={title}>
            <text x="0" y={y + 5}>
              {say(`sign-in.course-${title}`)}
            </text>
            <rect x={240 - credits * CREDIT} y={y - 6} width={credits * CREDIT} height="12" fill="var(--home)" />
          </g>
        ))}
        {HOST.map(({ title, credits, y, from }) => (
          <g key={title}>
            <path d={`M244 ${from}C400 ${from} 420 ${y} 576 ${y}`} fill="none" stroke="var(--ink)" strokeWidth="1.3" />
            <rect x="580" y={y - 6} width={credits * CREDIT} height="12" fill="var(--host)" />
            <text x="840" y={y + 5} textAnchor="end">
              {say(`sign-in.course-${title}`)}
            </text>
          </g>
        ))}
      </g>
    </svg>
  );
}
