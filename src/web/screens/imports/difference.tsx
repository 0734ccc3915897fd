/** What committing would change: courses word by word with the precedents that open again, or rows beside what is there. */
import { SegmentedControl } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useSay } from '../../language.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { Shares } from '../../parts/work.tsx';
import { PlanStateTag } from '../plans/plan-state.tsx';
import { AddedCourses, ChangedCourses } from './changed-course.tsx';
import styles from './draft.module.css';
import type { Change, CourseChange, ImportKind } from './import-query.ts';
import { RowsDifference } from './rows-difference.tsx';

export function Difference({ kind, change }: { readonly kind: ImportKind; readonly change: UseQueryResult<Change> }) {
  if (change.error && !change.data) return <Failed error={change.error} retry={() => void change.refetch()} />;
  if (!change.data) return <Loading lines={8} />;
  if ('rows' in change.data) return <RowsDifference kind={kind} rows={change.data.rows} />;
  return <CourseDifference change={change.data} side={kind === 'curriculum' ? 'home' : 'host'} />;
}

const PARTS = ['changed', 'added', 'removed'] as const;

function CourseDifference({ change, side }: { readonly change: CourseChange; readonly side: 'home' | 'host' }) {
  const say = useSay();
  const { difference, comparedWith, precedents, titles, plans } = change;
  const { added, changed, removed, unchanged } = difference;
  const counts = { changed: changed.length, added: added.length, removed: removed.length };
  const [chosen, choose] = useState<(typeof PARTS)[number] | null>(null);
  const part = chosen ?? PARTS.find((one) => counts[one] > 0) ?? 'changed';
  const reopened = new Set(precedents.filter(({ reopens }) => reopens).map(({ precedent }) => precedent)).size;
  return (
    <section aria-label={say('imports.difference')}>
      <header className={styles.head}>
        <h2>
          {comparedWith
            ? say('imports.difference-to', {
                number: comparedWith.version.number,
                of: comparedWith.list.academicYear ?? comparedWith.list.programme ?? '',
              })
            : say('imports.difference-first')}
        </h2>
        <SegmentedControl
          size="xs"
          aria-label={say('imports.difference')}
          value={part}
          data={PARTS.map((value) => ({ value, label: say(`imports.part-${value}`, { count: counts[value] }) }))}
          onChange={(value) => choose(value as (typeof PARTS)[number])}
        />
      </header>
      <Shares
        shares={[
          { key: 'unchanged', count: unchanged, tone: 'plain', says: say('imports.unchanged', { count: unchanged }) },
          {
            key: 'changed',
            count: changed.length,
            tone: 'home',
            says: say('imports.part-changed', { count: changed.length }),
          },
          { key: 'added', count: added.length, tone: 'ok', says: say('imports.part-added', { count: added.length }) },
          {
            key: 'removed',
            count: removed.length,
            tone: 'bad',
            says: say('imports.part-removed', { count: removed.length }),
          },
        ]}
      />
      {reopened > 0 && <p className={`warn ${styles.reopened}`}>{say('imports.reopened', { count: reopened })}</p>}
      <PlansInUse plans={plans} />
      {part === 'changed' ? (
        <ChangedCourses changed={changed} titles={titles} precedents={precedents} side={side} />
      ) : (
        <AddedCourses
          key={part}
          codes={difference[part]}
          part={part}
          titles={titles}
          precedents={precedents}
          side={side}
        />
      )}
    </section>
  );
}

/** Plans of students that have courses which change or go: whoever made them should hear of it. */
function PlansInUse({ plans: { count, items } }: Pick<CourseChange, 'plans'>) {
  const say = useSay();
  if (count === 0) return null;
  return (
    <details className={styles.plans}>
      <summary>{say('imports.plans-in-use', { count })}</summary>
      <ul>
        {items.map(({ id, state, codes }) => (
          <li key={id}>
            <PlanStateTag state={state} />{' '}
            <Link to="/plans/$id" params={{ id }}>
              {say('imports.plan-with', { codes: codes.slice(0, 6).join(', '), more: Math.max(0, codes.length - 6) })}
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}
