/** Where an appeal stands: a sign and a word. */
import { useSay } from '../../language.tsx';
import type { IconName } from '../../parts/icon.tsx';
import { Tag, type Tone } from '../../parts/verdict.tsx';
import type { AppealState } from './appeals-address.ts';

const SIGNS: Readonly<Record<AppealState, readonly [IconName, Tone]>> = {
  lodged: ['half', 'warn'],
  admitted: ['clock', 'warn'],
  inadmissible: ['refused', 'plain'],
  upheld: ['done', 'ok'],
  dismissed: ['refused', 'bad'],
  withdrawn: ['cross', 'plain'],
};

export function AppealStateTag({ state }: { readonly state: AppealState }) {
  const say = useSay();
  const [icon, tone] = SIGNS[state];
  return (
    <Tag icon={icon} tone={tone}>
      {say(`appeals.is-${state}`)}
    </Tag>
  );
}
