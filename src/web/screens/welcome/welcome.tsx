/** The first plan: a curriculum and a catalogue of one's own, what has to be said of them, and what the planner makes of both. */
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { answerOf, api } from '../../api.ts';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { useShortcuts } from '../../parts/keys.ts';
import { Failed, Note } from '../../parts/states.tsx';
import { ActionBar } from '../../parts/work.tsx';
import { ME, useSignedIn } from '../../session.ts';
import { type Import, type ListKind, OPEN, readAgain, readSemesters, takeOver } from './import-query.ts';
import { ListFile } from './list-file.tsx';
import { Semesters } from './semesters.tsx';
import styles from './welcome.module.css';
import type { WelcomeAddress } from './welcome-address.ts';

const SIDES = ['curriculum', 'catalogue'] as const satisfies readonly ListKind[];

const keyOf = (kind: ListKind, id: string | undefined) => ['welcome-list', kind, id];

/** A list that is on its way in; one that was taken over or given up elsewhere is none. */
function useList(kind: ListKind, id: string | undefined): Import | undefined {
  const { data } = useQuery({
    queryKey: keyOf(kind, id),
    queryFn: () => readAgain(kind, { id: id ?? '' }),
    enabled: id !== undefined,
  });
  return data && OPEN.includes(data.state) ? data : undefined;
}

export function WelcomeScreen() {
  const say = useSay();
  const me = useSignedIn();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const address = useSearch({ from: '/inside/welcome' });
  const { semester = null } = address;
  const lists = {
    curriculum: useList('curriculum', address.curriculum),
    catalogue: useList('catalogue', address.catalogue),
  };
  const { curriculum, catalogue } = lists;
  /** Two files may be read at once: each says its own part of the address. */
  const goTo = (search: (before: WelcomeAddress) => WelcomeAddress): void =>
    void navigate({ to: '/welcome', search, replace: true });
  const readiness = SIDES.filter((kind) => lists[kind]?.state === 'ready');
  const semesters = useQuery({
    queryKey: ['welcome-semesters', curriculum?.id, curriculum?.revision],
    queryFn: () => readSemesters({ id: curriculum?.id ?? '' }),
    enabled: curriculum?.state === 'ready',
  });
  const propose = useMutation({
    mutationFn: async () => {
      if (!curriculum || !catalogue || semester === null) return null;
      const home = await takeOver('curriculum', curriculum);
      const host = await takeOver('catalogue', catalogue);
      return { curriculum: home, host, semester };
    },
    onSuccess: (stay) => {
      void queries.invalidateQueries();
      if (stay) void navigate({ to: '/plans/board', search: stay });
    },
  });
  const may = me.roles.some(({ role }) => role === 'registrar');
  const isReady = readiness.length === SIDES.length && semester !== null;
  const next = readiness.length === SIDES.length ? 'choose-semester' : 'nothing-written';
  useShortcuts({ 'ctrl+enter': isReady && !propose.isPending && (() => propose.mutate()) });
  return (
    <div className={styles.screen}>
      <Crumbs path={[{ name: say('welcome.title') }]} />
      <div className={styles.work}>
        <h1>{say('welcome.title')}</h1>
        <p className="lead">{say('welcome.lead')}</p>
        {!may && <BecomeRegistrar />}
        {may && (
          <>
            <div className={styles.sides}>
              {SIDES.map((kind) => (
                <ListFile
                  key={kind}
                  kind={kind}
                  list={lists[kind]}
                  change={(list) => {
                    if (list) queries.setQueryData(keyOf(kind, list.id), list);
                    goTo(({ [kind]: before, semester: chosen, ...rest }) => ({
                      ...rest,
                      ...(list && { [kind]: list.id }),
                      // Another curriculum has other semesters.
                      ...((kind === 'catalogue' || before === list?.id) &&
                        chosen !== undefined && { semester: chosen }),
                    }));
                  }}
                />
              ))}
            </div>
            {curriculum?.state === 'ready' && semesters.data && (
              <Semesters
                counts={semesters.data}
                value={semester}
                choose={(chosen) => goTo({ ...address, semester: chosen })}
              />
            )}
            {propose.error && <Failed error={propose.error} />}
          </>
        )}
      </div>
      <ActionBar
        says={
          <>
            <b>{say('welcome.ready', { count: readiness.length })}</b>
            <span>{say(`welcome.${isReady ? 'will-write' : next}`)}</span>
          </>
        }
      >
        <Button variant="filled" disabled={!isReady} loading={propose.isPending} onClick={() => propose.mutate()}>
          {say('welcome.propose')} <kbd className={styles.key}>Ctrl ↵</kbd>
        </Button>
      </ActionBar>
    </div>
  );
}

/** Lists are the registrar's to bring in. Whoever administers may take that role, and the audit keeps it. */
function BecomeRegistrar() {
  const say = useSay();
  const me = useSignedIn();
  const queries = useQueryClient();
  const become = useMutation({
    mutationFn: () => {
      const { id, revision, ...draft } = me;
      const roles = [...me.roles, { role: 'registrar' as const, institute: null }];
      return answerOf(
        api.users[':id'].$put({ param: { id }, header: { 'if-match': `"${revision}"` }, json: { ...draft, roles } }),
      );
    },
    onSuccess: (changed) => queries.setQueryData(ME, changed),
    onError: () => queries.invalidateQueries({ queryKey: ME }),
  });
  if (!me.roles.some(({ role }) => role === 'administrator'))
    return (
      <Note icon="lock">
        <p>{say('welcome.registrar-only')}</p>
      </Note>
    );
  return (
    <div className={`box ${styles.become}`}>
      <h2>{say('welcome.become-title')}</h2>
      <p className="second">{say('welcome.become-why')}</p>
      {become.error && <Failed error={become.error} />}
      <Button loading={become.isPending} onClick={() => become.mutate()}>
        {say('welcome.become')}
      </Button>
    </div>
  );
}
