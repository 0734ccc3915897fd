/** The last day of a call, and below it where the call stands: a sign and a word. */
import { useSay } from '../../language.tsx';
import { shortDay } from '../../parts/dates.ts';
import type { IconName } from '../../parts/icon.tsx';
import { Tag, type Tone } from '../../parts/verdict.tsx';
import { type OfficeCall, useToday } from './office-calls-query.ts';
import { type CallStage, daysUntil, stageOf } from './stage.ts';

const SIGNS: Readonly<Record<CallStage, readonly [IconName, Tone]>> = {
  draft: ['pencil', 'plain'],
  open: ['clock', 'plain'],
  'to-decide': ['half', 'warn'],
  awarded: ['lock', 'plain'],
  over: ['lock', 'plain'],
  closed: ['lock', 'plain'],
};
/** Days before its end from which an open call is marked. */
const SOON = 14;

export function Until({ call }: { readonly call: OfficeCall }) {
  const say = useSay();
  const today = useToday();
  const stage = stageOf(call, today);
  const days = daysUntil(call.deadline, today);
  const [icon, tone] = SIGNS[stage];
  return (
    <>
      <span className="numeric">{shortDay(call.deadline)}</span>
      <br />
      <Tag icon={icon} tone={stage === 'open' && days <= SOON ? 'warn' : tone}>
        {stage === 'open' ? say('parts.days-left', { days }) : say(`office-calls.is-${stage}`)}
      </Tag>
    </>
  );
}
