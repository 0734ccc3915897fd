/** What was found, in its groups: decided by people, likely, found by its words alone, refused before. */
import { useEffect, useRef } from 'react';
import { useSay } from '../../language.tsx';
import { useCreditsText } from '../../parts/credits.ts';
import { VerdictHead } from '../../parts/verdict.tsx';
import styles from './courses.module.css';
import { keyOf, MarkedTitle, RowEnd, RowLine, RowSign } from './row.tsx';
import type { FoundCourse } from './search-query.ts';

export function Results({
  items,
  chosen,
  choose,
  step,
  open,
}: {
  readonly items: readonly FoundCourse[];
  readonly chosen: string | null;
  readonly choose: (key: string) => void;
  readonly step: (by: number) => void;
  /** Null: there is no home course to match it with. */
  readonly open: (() => void) | null;
}) {
  const say = useSay();
  const creditsOf = useCreditsText();
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row that is chosen now stays in sight
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  if (items.length === 0) return null;
  const groups = [...new Set(items.map(({ group }) => group))];
  return (
    <div
      ref={list}
      className={styles.list}
      role="listbox"
      tabIndex={0}
      aria-label={say('courses.results')}
      aria-activedescendant={chosen ?? undefined}
      onKeyDown={(event) => {
        if (event.key === 'Enter') open?.();
        const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (by === undefined) return;
        event.preventDefault();
        step(by);
      }}
    >
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options in a list that is walked by arrows
        <div key={group} role="group" aria-label={say(`courses.group-${group}`)}>
          <div className={styles.group} aria-hidden>
            {group === 'found' ? (
              <b>{say('courses.group-found')}</b>
            ) : (
              <VerdictHead verdict={group === 'likely' ? 'review' : group}>{say(`courses.group-${group}`)}</VerdictHead>
            )}
            <span className="small muted">{say(`courses.group-${group}-why`)}</span>
          </div>
          {items
            .filter((item) => item.group === group)
            .map((item) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys
              // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus, and names its active option
              <div
                key={keyOf(item)}
                id={keyOf(item)}
                role="option"
                aria-selected={keyOf(item) === chosen}
                className={styles.found}
                onClick={() => choose(keyOf(item))}
              >
                <RowSign item={item} />
                <span className="code host">{item.code}</span>
                <span className={styles.names}>
                  <MarkedTitle item={item} />
                  <RowLine item={item} />
                </span>
                <span className="small second numeric">{creditsOf(item.credits)}</span>
                <span className={styles.end}>
                  <RowEnd item={item} />
                </span>
              </div>
            ))}
        </div>
      ))}
    </div>
  );
}
