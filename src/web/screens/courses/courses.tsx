/** What replaces this? Search as one types over all stored courses, in any of the languages, for a home course or for none. */
import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useIntl } from 'react-intl';
import { useBasis } from '../../frame/basis.tsx';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useShortcuts } from '../../parts/keys.ts';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { stayWithPin } from '../board/last-stay.ts';
import styles from './courses.module.css';
import { Filters } from './filters.tsx';
import { matchParams, Peek } from './peek.tsx';
import { Results } from './results.tsx';
import { keyOf } from './row.tsx';
import { type SearchAddress, useCourseSearch } from './search-query.ts';

export function CoursesScreen() {
  const say = useSay();
  const intl = useIntl();
  const navigate = useNavigate();
  const address = useSearch({ from: '/inside/courses' });
  const [typed, setTyped] = useState(address.q ?? '');
  const [settled] = useDebouncedValue(typed, 120);
  const field = useRef<HTMLInputElement>(null);
  const change = (next: SearchAddress): void => void navigate({ to: '/courses', search: next, replace: true });
  // The address is the search: it can be sent to a colleague, and the browser's way back leads to it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was typed moves the address, not the other way round
  useEffect(() => {
    const { q: _, ...rest } = address;
    if (settled.trim() !== (address.q ?? '')) change(settled.trim() === '' ? rest : { ...rest, q: settled });
  }, [settled]);
  const found = useCourseSearch(address);
  const items = found.data?.items ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const at = Math.max(
    0,
    items.findIndex((item) => keyOf(item) === chosen),
  );
  const current = items[at];
  const step = (by: number): void => {
    const next = items[Math.max(0, Math.min(items.length - 1, at + by))];
    if (next) setChosen(keyOf(next));
  };
  const home = found.data?.home ?? null;
  const params = current ? matchParams(address.for, current) : null;
  const openMatch = params && (() => void navigate({ to: '/match/$curriculum/$home/$catalogue/$host', params }));
  const comparison = {
    ...(address.for !== undefined && { curriculum: address.for.split(':')[0] ?? '' }),
    ...(home?.semester != null && { semester: String(home.semester) }),
  };
  const timeOf = (milliseconds: number): string =>
    milliseconds < 1000
      ? say('courses.milliseconds', { count: milliseconds })
      : say('courses.seconds', {
          count: intl.formatNumber(milliseconds / 1000, { maximumFractionDigits: 1 }),
        });
  useShortcuts({
    p: params && (() => void navigate({ to: '/plans/board', search: stayWithPin(params, home?.semester ?? null) })),
    c: () => void navigate({ to: '/compare', search: comparison }),
  });
  useBasis(
    found.data?.basis?.engine,
    found.data?.basis?.model,
    found.data && say('courses.searched', { ...found.data.searched }),
  );
  return (
    <div className={styles.screen}>
      <Crumbs path={[{ name: say('frame.courses') }]} />
      <h1 className="unseen">{say('frame.courses')}</h1>
      <div className={styles.head}>
        <TextInput
          ref={field}
          className={styles.field}
          size="lg"
          type="search"
          autoFocus
          value={typed}
          aria-label={say('courses.field')}
          placeholder={say('courses.field')}
          leftSection={<Icon name="search" />}
          rightSectionWidth={230}
          rightSection={
            found.data &&
            !found.isPlaceholderData && (
              <span className="small muted numeric">
                {say('courses.found', {
                  count: items.length,
                  courses: found.data.searched.courses,
                  time: timeOf(found.data.milliseconds),
                })}
              </span>
            )
          }
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
            if (by !== undefined) {
              event.preventDefault();
              step(by);
            }
            if (event.key === 'Escape') setTyped('');
            if (event.key === 'Enter') openMatch?.();
          }}
        />
        <Link to="/compare" search={comparison} className={styles.compare}>
          {say('courses.compare')}
        </Link>
        <Filters address={address} home={home} change={change} />
        {found.data && <SubjectReading reading={found.data.reading} />}
      </div>
      <div className={styles.split}>
        <section className={styles.results} aria-label={say('courses.results')} aria-busy={found.isFetching}>
          {found.error ? <Failed error={found.error} retry={() => void found.refetch()} /> : null}
          {found.isPending && found.fetchStatus !== 'idle' && <Loading lines={9} />}
          {found.fetchStatus === 'idle' && !found.data && !found.error && <Empty>{say('courses.begin')}</Empty>}
          {found.data && items.length === 0 && <Empty>{say('courses.none')}</Empty>}
          <Results
            items={items}
            chosen={current ? keyOf(current) : null}
            choose={setChosen}
            step={step}
            open={openMatch}
          />
        </section>
        {current && <Peek item={current} home={home} />}
      </div>
    </div>
  );
}

/** How the words were read, where that is not what was typed. */
function SubjectReading({
  reading,
}: {
  readonly reading: NonNullable<ReturnType<typeof useCourseSearch>['data']>['reading'];
}) {
  const say = useSay();
  const others = reading.also.filter(({ text }) => text.toLowerCase() !== reading.text.toLowerCase());
  if (!reading.corrected && others.length === 0) return null;
  return (
    <p className={`small second ${styles.reading}`}>
      {say('courses.read-as')} <b>{reading.text}</b>
      {others.length > 0 && (
        <>
          {', '}
          {say('courses.also')}{' '}
          {others.map(({ language, text }, at) => (
            <span key={language}>
              {at > 0 && ', '}
              <b lang={language}>{text}</b>
            </span>
          ))}
        </>
      )}
    </p>
  );
}
