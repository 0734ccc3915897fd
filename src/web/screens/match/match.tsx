/** Is it the same, and why does the engine think so? One home course against one of the host, with other candidates beside. */
import { ActionIcon, SegmentedControl } from '@mantine/core';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useBasis } from '../../frame/basis.tsx';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useLanguage, useSay } from '../../language.tsx';
import { Code, Quoted } from '../../parts/course.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useShortcuts } from '../../parts/keys.ts';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { Probability } from '../../parts/verdict.tsx';
import { stayWithPin } from '../board/last-stay.ts';
import { CourseSyllabi } from '../plans/syllabi.tsx';
import styles from './match.module.css';
import { type Match, useCourse, useList, useMatches } from './match-query.ts';
import { Outcomes } from './outcomes.tsx';
import { SideText, shownLanguage } from './texts.tsx';
import { Topics } from './topics.tsx';
import { Why } from './why.tsx';

type View = 'texts' | 'topics';

export function MatchScreen() {
  const say = useSay();
  const navigate = useNavigate();
  const reader = useLanguage();
  const { curriculum, home, catalogue, host } = useParams({ from: '/inside/match/$curriculum/$home/$catalogue/$host' });
  const [view, setView] = useState<View>('texts');
  const [chosen, setChosen] = useState<string | null>(null);
  const [wantsEvery, setWantsEvery] = useState(false);
  const sides = { curriculum, home, catalogue };
  const run = useMatches(sides, { everyFeature: false });
  const detailed = useMatches(sides, { everyFeature: true, enabled: wantsEvery });
  const matches = run.data?.results[0]?.matches ?? [];
  const at = matches.findIndex(({ hostCode }) => hostCode === host);
  const match = matches[at];
  const every = detailed.data?.results[0]?.matches.find(({ hostCode }) => hostCode === host)?.evidence;
  const open = (next: Match | undefined): void => {
    if (next) void navigate({ to: '.', params: { curriculum, home, catalogue, host: next.hostCode }, replace: true });
  };
  const [ours, theirs] = [useCourse('home', curriculum, home), useCourse('host', catalogue, host)];
  const [own, written] = [useList('home', curriculum), useList('host', catalogue)];
  const inPlaceOf = (semester: number | null | undefined) =>
    stayWithPin({ curriculum, home, catalogue, host }, semester ?? null);
  // Whoever is quicker than the course waits for it: without its semester nothing can be planned.
  const intoPlan = async (): Promise<void> => {
    const { data } = ours.data ? ours : await ours.refetch();
    void navigate({ to: '/plans/board', search: inPlaceOf(semesterOf(data)) });
  };
  const [languages = []] = ours.data ? shownLanguage(ours.data, { side: 'home', match, chosen, reader }) : [];
  const toggleEvery = (): void => setWantsEvery((wants) => !wants);
  useShortcuts({
    j: () => open(matches[at + 1]),
    k: () => open(matches[at - 1]),
    p: () => void intoPlan(),
    t: () => setView(view === 'texts' ? 'topics' : 'texts'),
    e: toggleEvery,
    ...Object.fromEntries(languages.slice(0, 3).map((language, place) => [`${place + 1}`, () => setChosen(language)])),
  });
  useBasis(
    run.data?.basis.engine,
    run.data?.basis.model,
    own.data && say('match.basis-home', { number: own.data.version.number }),
    written.data && say('match.basis-host', { number: written.data.version.number }),
    say('match.same-answer'),
  );
  const text = (side: 'home' | 'host') => ({ side, match, chosen, choose: setChosen });
  return (
    <div className={styles.screen}>
      <Crumbs path={[{ name: say('frame.courses'), to: '/courses' }, { name: `${home} = ${host}` }]} />
      <header className={styles.head}>
        <h1>
          <Code side="home">{home}</Code>
          <Icon name="swap" label="=" />
          <Code side="host">{host}</Code>
        </h1>
        <p className={`second grow ${styles.where}`}>
          {theirs.data && <Quoted texts={theirs.data.titles} />} {written.data?.list.institution}
          {written.data?.list.academicYear && `, ${written.data.list.academicYear}`}
        </p>
        {at >= 0 && (
          <div className={styles.step}>
            <ActionIcon
              variant="subtle"
              disabled={at === 0}
              aria-label={say('match.previous')}
              onClick={() => open(matches[at - 1])}
            >
              <Icon name="left" />
            </ActionIcon>
            <span className="small muted">{say('match.place', { place: at + 1, count: matches.length })}</span>
            <ActionIcon
              variant="subtle"
              disabled={at === matches.length - 1}
              aria-label={say('match.next')}
              onClick={() => open(matches[at + 1])}
            >
              <Icon name="right" />
            </ActionIcon>
          </div>
        )}
        {!ours.isPending && (
          <Link className="primary" to="/plans/board" search={inPlaceOf(semesterOf(ours.data))}>
            <Icon name="pin" /> {say('match.into-plan')} <kbd>P</kbd>
          </Link>
        )}
      </header>
      {match && (
        <div className={styles.legend}>
          <span className="small grow">
            <span className={styles.found}>{say('match.both')}</span>{' '}
            <span className="numeric">{match.shared.length}</span>{' '}
            <span className={styles.missing}>{say('match.only-home')}</span>{' '}
            <span className="numeric">{match.missing.length}</span>{' '}
            <span className={styles.surplus}>{say('match.only-host')}</span>{' '}
            <span className="numeric">{match.surplus.length}</span>{' '}
            <span className="muted">{say('match.strongest')}</span>
          </span>
          <SegmentedControl
            size="xs"
            aria-label={say('match.view')}
            value={view}
            data={(['texts', 'topics'] as const).map((value) => ({ value, label: say(`match.view-${value}`) }))}
            onChange={(value) => setView(value as View)}
          />
        </div>
      )}
      {run.error && <Failed error={run.error} retry={() => void run.refetch()} />}
      {run.isPending && <Loading lines={12} />}
      {run.data && (
        <div className={styles.split}>
          <div className={styles.main}>
            {match && view === 'topics' ? (
              <Topics match={match} />
            ) : (
              <>
                <div className={styles.texts}>
                  <SideText id={curriculum} code={home} {...text('home')} />
                  <SideText id={catalogue} code={host} {...text('host')} />
                </div>
                <div className={styles.syllabi}>
                  <CourseSyllabi catalogue={catalogue} code={host} />
                </div>
                {match && ours.data && theirs.data && (
                  <Outcomes home={ours.data} host={theirs.data} match={match} reader={reader} />
                )}
              </>
            )}
          </div>
          <aside className={styles.side} aria-label={say('match.why')}>
            {match ? (
              <Why match={match} every={wantsEvery && every ? every : null} toggleEvery={toggleEvery} />
            ) : (
              <Empty>{say('match.shares-nothing')}</Empty>
            )}
            <section>
              <h2>{say('match.others')}</h2>
              <ul className={styles.others}>
                {matches
                  .filter(({ hostCode }) => hostCode !== host)
                  .map(({ hostCode, probability }) => (
                    <li key={hostCode}>
                      <Link
                        to="/match/$curriculum/$home/$catalogue/$host"
                        params={{ curriculum, home, catalogue, host: hostCode }}
                      >
                        {hostCode}
                      </Link>
                      <CandidateTitle catalogue={catalogue} code={hostCode} />
                      {probability !== undefined && <Probability value={probability} />}
                    </li>
                  ))}
              </ul>
            </section>
          </aside>
        </div>
      )}
    </div>
  );
}

const semesterOf = (course: object | undefined): number | null =>
  (course as { readonly semester?: number | null } | undefined)?.semester ?? null;

/** As the host writes it, so that the step to the next candidate finds its text at hand. */
function CandidateTitle({ catalogue, code }: { readonly catalogue: string; readonly code: string }) {
  const { data } = useCourse('host', catalogue, code);
  return data ? <Quoted texts={data.titles} className="cut grow" /> : <span className="grow" />;
}
