/** What was found, in its groups: decided by people, likely, found by its words alone, refused before. */
import { useEffect, useRef } from 'react';
import { useIntl } from 'react-intl';
import { useSay } from '../../language.tsx';
import { exactNumber } from '../../parts/numbers.ts';
import styles from './courses.module.css';
import { creditsText, keyOf, MarkedTitle, RowEnd, RowSign } from './row.tsx';
import type { FoundCourse } from './search-query.ts';

export function Results({
  items,
  chosen,
  choose,
  step,
}: {
  readonly items: readonly FoundCourse[];
  readonly chosen: string | null;
  readonly choose: (key: string) => void;
  readonly step: (by: number) => void;
}) {
  const say = useSay();
  const intl = useIntl();
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
            <b>{say(`courses.group-${group}`)}</b>
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
                  <span className="small muted cut">
                    <span className="second">{item.catalogue.institution}</span>
                    {item.catalogue.academicYear && ` ${item.catalogue.academicYear}`}
                  </span>
                </span>
                <span className="small second numeric">{creditsText(item.credits, exactNumber(intl))}</span>
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
