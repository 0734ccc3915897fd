/** Where a plan stands and with whom it is; and of any case what happened and who waits for whom. */
import { useQuery } from '@tanstack/react-query';
import { type AnswerOf, answerOf, api } from '../../api.ts';
import { useSay } from '../../language.tsx';
import { momentText } from '../../parts/dates.ts';
import type { IconName } from '../../parts/icon.tsx';
import { sentenceOf } from '../../parts/sentence.ts';
import { Tag, type Tone } from '../../parts/verdict.tsx';
import { Due } from '../../parts/work.tsx';
import styles from './plans.module.css';
import type { PlanState } from './plans-address.ts';

const SIGNS: Readonly<Record<PlanState, readonly [IconName, Tone]>> = {
  draft: ['half', 'plain'],
  submitted: ['clock', 'warn'],
  asked: ['question', 'warn'],
  'pre-approved': ['done', 'ok'],
  'with-host': ['clock', 'warn'],
  frozen: ['done', 'ok'],
  returned: ['clock', 'warn'],
  reconciled: ['clock', 'warn'],
  recognised: ['done', 'ok'],
  closed: ['done', 'plain'],
  withdrawn: ['refused', 'bad'],
};

export function PlanStateTag({ state }: { readonly state: PlanState }) {
  const say = useSay();
  const [icon, tone] = SIGNS[state];
  return (
    <Tag icon={icon} tone={tone}>
      {say(`plans.is-${state}`)}
    </Tag>
  );
}

export type Timeline = AnswerOf<(typeof api)['study-plans'][':id']['timeline']['$get']>;
type TimedKind = 'plan' | 'application' | 'recognition';

/** Nothing is asked while it is not known of which. */
export const useTimeline = (kind: TimedKind, id: string | undefined) =>
  useQuery({
    queryKey: ['timeline', kind, id],
    enabled: id !== undefined,
    queryFn: (): Promise<Timeline> => {
      const asked = { param: { id: id ?? '' } };
      if (kind === 'application') return answerOf(api.applications[':id'].timeline.$get(asked));
      if (kind === 'recognition') return answerOf(api.recognitions[':id'].timeline.$get(asked));
      return answerOf(api['study-plans'][':id'].timeline.$get(asked));
    },
    refetchInterval: 30_000,
  });

/** Who waits for whom, why, and until when. */
export function Waits({ waits }: Pick<Timeline, 'waits'>) {
  const say = useSay();
  if (!waits) return <span className="second">{say('plans.waits-for-nobody')}</span>;
  return (
    <span className={styles.waits}>
      <Tag icon="clock" tone="warn">
        {waits.for.map((role) => say(`frame.role-${role}`)).join(', ')}
      </Tag>{' '}
      <span>{sentenceOf(waits.why)}</span> <Due due={waits.due} daysLeft={waits.daysLeft} />
    </span>
  );
}

export function Events({
  items,
  nameOf,
}: Pick<Timeline, 'items'> & {
  /** What a part of the case is called, where several are alike: its papers. */
  readonly nameOf?: (part: Timeline['items'][number]['of']) => string | undefined;
}) {
  const say = useSay();
  return (
    <ol className={styles.events}>
      {items.map(({ at, what, by, of }) => (
        <li key={`${at} ${what.code} ${of.id}`}>
          <span className="small muted">{momentText(at)}</span>
          <span className="grow">
            {nameOf?.(of) && <b>{nameOf(of)}: </b>}
            {sentenceOf(what)}
          </span>
          <span className="small second">{by ? (by.name ?? (by.role && say(`frame.role-${by.role}`))) : null}</span>
        </li>
      ))}
    </ol>
  );
}
