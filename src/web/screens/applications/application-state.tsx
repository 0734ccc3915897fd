/** Where an application stands: a sign and a word. */
import { useSay } from '../../language.tsx';
import type { IconName } from '../../parts/icon.tsx';
import { Tag, type Tone } from '../../parts/verdict.tsx';
import type { ApplicationState } from './applications-address.ts';

const SIGNS: Readonly<Record<ApplicationState, readonly [IconName, Tone]>> = {
  draft: ['pencil', 'plain'],
  submitted: ['half', 'warn'],
  eligible: ['clock', 'warn'],
  ineligible: ['refused', 'bad'],
  awarded: ['clock', 'ok'],
  reserved: ['clock', 'plain'],
  declined: ['refused', 'bad'],
  accepted: ['done', 'ok'],
  away: ['done', 'ok'],
  completed: ['lock', 'plain'],
  withdrawn: ['cross', 'plain'],
};

export function ApplicationStateTag({ state }: { readonly state: ApplicationState }) {
  const say = useSay();
  const [icon, tone] = SIGNS[state];
  return (
    <Tag icon={icon} tone={tone}>
      {say(`applications.is-${state}`)}
    </Tag>
  );
}
