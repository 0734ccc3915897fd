/** The first plan: a curriculum and a catalogue of one's own, what has to be said of them, and what the planner makes of both. */
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { answerOf, api } from '../../api.ts';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { useShortcuts } from '../../parts/keys.ts';
import { Failed, Note } from '../../parts/states.tsx';
import { ActionBar } from '../../parts/work.tsx';
import { ME, useSignedIn } from '../../session.ts';
import { type Import, type ListKind, readSemesters, takeOver } from './import-query.ts';
import { ListFile } from './list-file.tsx';
import { Semesters } from './semesters.tsx';
import styles from './welcome.module.css';

const SIDES = ['curriculum', 'catalogue'] as const satisfies readonly ListKind[];
type Lists = Readonly<Partial<Record<ListKind, Import>>>;

export function WelcomeScreen() {
  const say = useSay();
  const me = useSignedIn();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [lists, setLists] = useState<Lists>({});
  const [semester, setSemester] = useState<string | null>(null);
  const { curriculum, catalogue } = lists;
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
                    if (kind === 'curriculum') setSemester(null);
                    setLists((before) => {
                      const { [kind]: _, ...rest } = before;
                      return list ? { ...rest, [kind]: list } : rest;
                    });
                  }}
                />
              ))}
            </div>
            {curriculum?.state === 'ready' && semesters.data && (
              <Semesters counts={semesters.data} value={semester} choose={setSemester} />
            )}
            {propose.error && <Failed error={propose.error} />}
          </>
        )}
      </div>
      <ActionBar
        says={
          <>
            <b>{say('welcome.ready', { count: readiness.length })}</b>
            <span>{say(isReady ? 'welcome.will-write' : 'welcome.nothing-written')}</span>
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
