import { useEffect, useRef, useState } from 'react';
import { useSay } from '../../language.tsx';
import { keyOfBundle, type Plan } from './stay-query.ts';

/** What a step has changed on the board: which bundles came, and which went. */
export function useChanged(plan: Plan | undefined, isOld: boolean): string {
  const say = useSay();
  const before = useRef<readonly string[] | null>(null);
  const [changed, setChanged] = useState('');
  const keys = plan?.bundles.map(keyOfBundle).sort().join(';') ?? '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of language says nothing new
  useEffect(() => {
    if (isOld || keys === '') return;
    const now = keys.split(';');
    const last = before.current;
    before.current = now;
    if (last === null) return;
    const [came, went] = [now.filter((one) => !last.includes(one)), last.filter((one) => !now.includes(one))];
    if (came.length + went.length === 0) return setChanged(say('board.nothing-changed'));
    setChanged(
      say('board.changed', { came: came.length, went: went.length, new: came.join(', '), old: went.join(', ') }),
    );
  }, [keys, isOld]);
  return changed;
}
