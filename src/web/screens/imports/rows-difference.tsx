/** Decisions, calls and accounts beside what is there: what is new, what changes, what stays. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useSay } from '../../language.tsx';
import { dayText } from '../../parts/dates.ts';
import type { IconName } from '../../parts/icon.tsx';
import { Empty } from '../../parts/states.tsx';
import { Tag, type Tone } from '../../parts/verdict.tsx';
import { Shares } from '../../parts/work.tsx';
import { Written } from '../../parts/written.tsx';
import styles from './draft.module.css';
import type { ImportKind, RowsChange } from './import-query.ts';

type Row = RowsChange['rows'][number];
type Outcome = Row['outcome'];

const SIGNS: Readonly<Record<Outcome, readonly [IconName, Tone]>> = {
  new: ['plus', 'ok'],
  changed: ['pencil', 'home'],
  differs: ['warning', 'warn'],
  older: ['clock', 'plain'],
  same: ['check', 'plain'],
};
const OUTCOMES = Object.keys(SIGNS) as readonly Outcome[];
const AT_ONCE = 50;

export function RowsDifference({ kind, rows }: { readonly kind: ImportKind; readonly rows: RowsChange['rows'] }) {
  const say = useSay();
  const [most, setMost] = useState(AT_ONCE);
  const sorted = [...rows].sort((a, b) => OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome));
  return (
    <section aria-label={say('imports.difference')}>
      <header className={styles.head}>
        <h2>{say('imports.difference-rows')}</h2>
      </header>
      <Shares
        shares={OUTCOMES.map((outcome) => {
          const count = rows.filter((row) => row.outcome === outcome).length;
          return { key: outcome, count, tone: SIGNS[outcome][1], says: say(`imports.outcome-${outcome}`, { count }) };
        })}
      />
      {rows.length === 0 && <Empty>{say('imports.none-changed')}</Empty>}
      <ul className={styles.codes}>
        {sorted.slice(0, most).map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two rows of a file may be alike
          <li key={at} className={styles.course}>
            <span className="grow">
              <RowText row={row} />
            </span>
            <Tag icon={SIGNS[row.outcome][0]} tone={SIGNS[row.outcome][1]}>
              {say(`imports.is-${row.outcome}`)}
            </Tag>
          </li>
        ))}
      </ul>
      {sorted.length > most && (
        <Button size="compact-sm" variant="subtle" onClick={() => setMost(most + 10 * AT_ONCE)}>
          {say('imports.more', { count: sorted.length - most })}
        </Button>
      )}
      {kind === 'users' && <p className="small second">{say('imports.users-stay')}</p>}
    </section>
  );
}

function RowText({ row }: { readonly row: Row }) {
  const say = useSay();
  if ('email' in row)
    return (
      <>
        <Written>{row.name}</Written> <span className="second">{row.email}</span>
        <br />
        <span className="small second">
          {row.roles.map(({ role }) => say(`frame.role-${role}`)).join(', ')}
          {row.differs.length > 0 &&
            `; ${say('imports.differs-in', { what: row.differs.map((one) => say(`imports.differs-${one}`)).join(', ') })}`}
        </span>
      </>
    );
  if ('university' in row)
    return (
      <>
        <Written>{row.university}</Written> <span className="second">{dayText(row.deadline)}</span>
        <br />
        <span className="small">
          <Written>{row.specialty}</Written>
        </span>
        {row.changes.map(({ column, before, after }) => (
          <span key={column} className={`small ${styles.field}`}>
            <span className="second">{say(`imports.field-${column}`)}</span> {before !== '' && <del>{before}</del>}{' '}
            {after !== '' && <ins>{after}</ins>}
          </span>
        ))}
      </>
    );
  return (
    <>
      <span className="code home">{row.home}</span> = <span className="code host">{row.host}</span>
      <br />
      <span className="small second">
        {say(`imports.decided-${row.decision}`, { day: dayText(row.decidedOn), until: dayText(row.validUntil) })}
      </span>
    </>
  );
}
