/** The groups of a queue as tables, each with the columns by which it is judged. */
import { Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSay } from '../../language.tsx';
import { dayText, shortDay } from '../../parts/dates.ts';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { sentenceOf } from '../../parts/sentence.ts';
import { type Tone, VerdictSign } from '../../parts/verdict.tsx';
import { Due } from '../../parts/work.tsx';
import { useTitle } from '../calls/calls-query.ts';
import { BundleBoxes, ChangedSince, Credits, Said, Weakest, WhereTo } from './cells.tsx';
import styles from './queue.module.css';
import type { PlanEntry, QueueEntry } from './queue-query.ts';

const SIGNS: Readonly<Record<string, readonly [IconName, Tone]>> = {
  judgement: ['half', 'warn'],
  blocked: ['refused', 'bad'],
  others: ['inbox', 'plain'],
  application: ['people', 'plain'],
  document: ['page', 'plain'],
  plan: ['boards', 'plain'],
  appeal: ['scales', 'plain'],
};

/** `left`: those that were unticked; without it nothing is ticked. */
export function PlansTable({
  of,
  entries,
  left,
  toggle,
}: {
  readonly of: 'precedent' | 'judgement' | 'blocked';
  readonly entries: readonly PlanEntry[];
  readonly left?: ReadonlySet<string>;
  readonly toggle?: (ids: readonly string[], isChosen: boolean) => void;
}) {
  const say = useSay();
  if (entries.length === 0) return null;
  const ids = entries.map(({ id }) => id);
  const count = ids.filter((id) => !left?.has(id)).length;
  return (
    <section className={`${styles.group} ${styles[of]}`}>
      <GroupHead of={of}>
        {left && toggle && (
          <Checkbox
            aria-label={say('queue.all-of-group')}
            checked={count === ids.length}
            indeterminate={count > 0 && count < ids.length}
            onChange={() => toggle(ids, count < ids.length)}
          />
        )}
      </GroupHead>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">{say('queue.choice')}</span>
            </th>
            <th scope="col">{say('queue.student')}</th>
            <th scope="col">{say('queue.host')}</th>
            <th scope="col">{say('queue.bundles')}</th>
            <th scope="col">{say('queue.credits')}</th>
            <th scope="col">{say(`queue.column-${of}`)}</th>
            <th scope="col">{say(of === 'precedent' ? 'queue.changed' : 'queue.why')}</th>
            <th scope="col">{say('queue.since')}</th>
            <th scope="col" className="right">
              {say('queue.due')}
            </th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id}>
              <td className={styles.box}>
                {left && toggle && (
                  <Checkbox
                    tabIndex={-1}
                    aria-label={say('queue.choose', { name: entry.about?.student?.name ?? entry.id })}
                    checked={!left.has(entry.id)}
                    onChange={({ currentTarget: { checked } }) => toggle([entry.id], checked)}
                  />
                )}
              </td>
              <td className={styles.student}>
                <Link to="/review/$plan" params={{ plan: entry.id }} data-row className={styles.name}>
                  {entry.about?.student?.name ?? say('queue.unnamed')}
                </Link>{' '}
                <span className="small muted">{entry.about?.student?.number}</span>
              </td>
              <td className={styles.host}>
                <WhereTo about={entry.about} />
              </td>
              <td>
                <BundleBoxes plan={entry.plan} />
              </td>
              <td className={styles.credits}>
                <Credits plan={entry.plan} />
              </td>
              <td className={styles.rests}>
                {of === 'precedent' ? <Oldest entry={entry} /> : <Weakest entry={entry} />}
              </td>
              <td className={styles.said}>
                {of === 'precedent' ? <ChangedSince entry={entry} /> : <Said entry={entry} />}
              </td>
              <Waits entry={entry} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function GroupHead({ of, children }: { readonly of: string; readonly children?: ReactNode }) {
  const say = useSay();
  const [icon, tone] = SIGNS[of] ?? ['bookmark', 'ok'];
  return (
    <div className={styles.groupHead}>
      {children ?? (
        <span className={tone}>
          <Icon name={icon} />
        </span>
      )}
      <h2>{say(`queue.group-${of}`)}</h2>
      <span className="small muted">{say(`queue.group-${of}-why`)}</span>
    </div>
  );
}

function Oldest({ entry: { plan } }: { readonly entry: PlanEntry }) {
  return plan.oldest && <span className="numeric">{dayText(plan.oldest.decidedOn)}</span>;
}

function Waits({ entry }: { readonly entry: QueueEntry }) {
  return (
    <>
      <td className={`${styles.since} small muted`}>{entry.since && shortDay(entry.since)}</td>
      <td className={`${styles.dueCell} right`}>
        <Due due={entry.due} daysLeft={entry.daysLeft} />
      </td>
    </>
  );
}

/** Where a case is worked on; null for what has no screen here. */
function placeOf({ kind, id, isPassedOn, paper }: QueueEntry): string | null {
  if (isPassedOn) return `/passed-on/${id}`;
  if (paper) return `/applications/${paper.application}?paper=${paper.type}`;
  if (kind === 'application') return `/applications/${id}`;
  if (kind === 'appeal') return `/appeals/${id}`;
  if (kind === 'plan') return `/plans/${id}`;
  if (kind === 'recognition') return `/recognitions/${id}`;
  if (kind === 'change') return `/changes/${id}`;
  return null;
}

/** What an office without plans to decide works on, each kind by itself. */
const KINDS = ['application', 'document', 'plan', 'appeal'] as const;
type OwnKind = (typeof KINDS)[number];

export function ByKind({ entries }: { readonly entries: readonly QueueEntry[] }) {
  const isOwn = ({ kind }: QueueEntry): boolean => KINDS.some((one) => one === kind);
  return (
    <>
      {KINDS.map((kind) => (
        <OthersTable key={kind} of={kind} entries={entries.filter((entry) => entry.kind === kind)} />
      ))}
      <OthersTable entries={entries.filter((entry) => !isOwn(entry))} />
    </>
  );
}

/** What waits beside plans: each with why, in the words of the process. */
export function OthersTable({
  entries,
  of = 'others',
}: {
  readonly entries: readonly QueueEntry[];
  readonly of?: 'others' | OwnKind;
}) {
  const say = useSay();
  const titleOf = useTitle();
  if (entries.length === 0) return null;
  return (
    <section className={`${styles.group} ${styles.others}`}>
      <GroupHead of={of} />
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">{say('queue.sign')}</span>
            </th>
            <th scope="col">{say('queue.student')}</th>
            <th scope="col">{say('queue.host')}</th>
            <th scope="col">{say('queue.why')}</th>
            <th scope="col">{say('queue.since')}</th>
            <th scope="col" className="right">
              {say('queue.due')}
            </th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => {
            const place = placeOf(entry);
            const name = entry.about?.student?.name ?? say(`queue.kind-${entry.kind}`);
            return (
              <tr key={`${entry.kind} ${entry.id} ${entry.reason}`}>
                <td className={styles.box}>{entry.risk >= 0.8 ? <VerdictSign verdict="review" /> : null}</td>
                <td className={styles.student}>
                  {place === null ? (
                    <b>{name}</b>
                  ) : (
                    <Link to={place} data-row className={styles.name}>
                      {name}
                    </Link>
                  )}{' '}
                  <span className="small muted">{entry.about?.student?.number}</span>
                </td>
                <td className={styles.host}>
                  <WhereTo about={entry.about} />
                </td>
                <td className={styles.said}>
                  {entry.paper && <b>{titleOf(entry.paper.title)}: </b>}
                  {sentenceOf(entry.explanation)}
                </td>
                <Waits entry={entry} />
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
