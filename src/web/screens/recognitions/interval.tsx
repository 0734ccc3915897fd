/** Between which grades of the home scale the foreign one lies, and which was taken. */

import { useSay } from '../../language.tsx';
import { fractionOf } from '../../parts/numbers.ts';
import { gradeStepOf, type Line, useScales } from './recognition-query.ts';

const WIDTH = 92;

export function Interval({ line }: { readonly line: Line }) {
  const say = useSay();
  const scales = useScales();
  const { grade } = line;
  const step = gradeStepOf(line);
  const scale = scales.data?.items.find(({ id }) => id === grade?.scale);
  const passing = (scale?.grades ?? []).filter((one) => one.passing && one.value !== null);
  if (!grade?.letter || passing.length === 0) return null;
  const values = passing.map(({ value }) => fractionOf(value ?? '0'));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const placeOf = (symbol: string): number | null => {
    const value = passing.find((one) => one.symbol === symbol)?.value;
    return value === undefined || value === null ? null : 4 + ((fractionOf(value) - low) / (high - low)) * (WIDTH - 8);
  };
  const [worst, best] = (step?.inputs.interval ?? '').split('..');
  const [from, to] = [placeOf(worst ?? ''), placeOf(best ?? '')];
  const at = placeOf(grade.letter);
  if (at === null) return null;
  const said =
    worst && best
      ? say('recognitions.between', { worst, best, taken: grade.letter })
      : say('recognitions.only', { taken: grade.letter });
  return (
    <svg width={WIDTH} height="14" role="img" aria-label={said}>
      <path d={`M4 7H${WIDTH - 4}`} stroke="var(--line-strong)" />
      {values.map((value) => (
        <path
          key={value}
          d={`M${4 + ((value - low) / (high - low)) * (WIDTH - 8)} 4.5v5`}
          stroke="var(--line-strong)"
        />
      ))}
      {from !== null && to !== null && (
        <rect x={Math.min(from, to)} y="5" width={Math.max(2, Math.abs(to - from))} height="4" fill="var(--home)" />
      )}
      <circle cx={at} cy="7" r="4" fill="var(--ink)" />
    </svg>
  );
}
