/** The level of a course for people. */
import { useSay } from '../language.tsx';

const CYCLES: readonly string[] = ['bachelor', 'master', 'doctorate'];

/** A cycle in the reader's language; any other word of the source as it stands there. */
export function useLevelName(): (level: string) => string {
  const say = useSay();
  return (level) => (CYCLES.includes(level) ? say(`courses.level-${level}`) : level);
}
