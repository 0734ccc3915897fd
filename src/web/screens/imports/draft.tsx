/** What will change? The file as it was read, its columns, what is left out, and the difference to what is there; nothing is written before the last step. */
import { Button } from '@mantine/core';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useBasis } from '../../frame/basis.tsx';
import { Crumbs } from '../../frame/crumbs.tsx';
import { NotFound } from '../../frame/not-found.tsx';
import { useSay } from '../../language.tsx';
import { momentText } from '../../parts/dates.ts';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { useShortcuts } from '../../parts/keys.ts';
import { Failed, Loading, Note, ProblemList } from '../../parts/states.tsx';
import { ActionBar } from '../../parts/work.tsx';
import { languageWritten } from '../../parts/written.tsx';
import { ColumnTables } from './columns.tsx';
import { Difference } from './difference.tsx';
import styles from './draft.module.css';
import { type ImportKind, isKind, type ShownImport, useChange, useImport, useSteps } from './import-query.ts';
import { LeftRows } from './left-rows.tsx';
import { Outcome } from './outcome.tsx';
import { Questions } from './questions.tsx';
import { Reading } from './reading.tsx';

export function DraftScreen() {
  const { kind, draft } = useParams({ from: '/inside/import/$kind/$draft' });
  return isKind(kind) ? <Draft kind={kind} id={draft} /> : <NotFound />;
}

function Draft({ kind, id }: { readonly kind: ImportKind; readonly id: string }) {
  const { data, error, refetch } = useImport(kind, id);
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading lines={12} />;
  return <Shown one={data} />;
}

function Shown({ one }: { readonly one: ShownImport }) {
  const say = useSay();
  const navigate = useNavigate();
  const steps = useSteps(one);
  const change = useChange(one);
  const { kind, state, reading, institution, academicYear, name } = one;
  const isReady = state === 'ready' && !steps.answer.isPending;
  const commit = (): void => {
    if (isReady && !steps.commit.isPending) steps.commit.mutate();
  };
  const cancel = (): void =>
    steps.cancel.mutate(undefined, { onSuccess: () => void navigate({ to: '/import/$kind', params: { kind } }) });
  useShortcuts({ 'ctrl+enter': commit });
  useBasis(
    name === '' ? say('imports.earlier-version') : name,
    one.sentAt && say('imports.basis-sent', { at: momentText(one.sentAt) }),
    say('imports.basis-nothing'),
  );
  const title = [institution, academicYear].filter(Boolean).join(', ') || name || say('imports.earlier-version');
  const isOver = state === 'committed' || state === 'cancelled';
  const failed = steps.answer.error ?? steps.commit.error ?? steps.cancel.error;
  return (
    <div className={styles.screen}>
      <Crumbs
        path={[
          { name: say('frame.import'), to: '/import' },
          { name: say(`imports.kind-${kind}`), to: `/import/${kind}` },
          { name: title, lang: languageWritten(title) },
        ]}
      />
      <header className={styles.top}>
        <div className={styles.title}>
          <h1 className="grow">
            <span lang={institution ? languageWritten(title) : undefined}>{title}</span>{' '}
            <span className={styles.kind}>{say(`imports.kind-${kind}`)}</span>
          </h1>
          <span className={`second ${styles.file}`}>
            {name !== '' && <Icon name="page" />}
            <span className="cut" title={name}>
              {name}
            </span>
            {reading && <span>{say('imports.rows', { count: reading.rows })}</span>}
          </span>
        </div>
        <Steps state={state} />
      </header>
      <div className={styles.work}>
        {failed !== null && <Failed error={failed} />}
        {state === 'reading' && (
          <Reading progress={one.progress} cancel={cancel} isCancelling={steps.cancel.isPending} />
        )}
        {state === 'failed' && <NotRead one={one} />}
        {isOver && <Outcome one={one} />}
        {!isOver && (reading !== null || state === 'ready') && (
          <div className={styles.halves}>
            <div className={styles.half}>
              <Questions one={one} answer={steps.answer.mutate} isSaving={steps.answer.isPending} />
              <ColumnTables
                one={one}
                choose={(change) => steps.answer.mutate((now) => ({ ...now.said, columns: change(now) }))}
              />
              <LeftRows one={one} answer={steps.answer.mutate} change={change.data} isSaving={steps.answer.isPending} />
            </div>
            <div className={styles.half}>
              {state === 'ready' && <Difference kind={kind} change={change} />}
              {(state === 'needs-answers' || state === 'reading') && (
                <p className="lead">{say('imports.difference-later')}</p>
              )}
            </div>
          </div>
        )}
      </div>
      {!isOver && state !== 'reading' && (
        <ActionBar says={<Follows one={one} />}>
          <Button variant="subtle" loading={steps.cancel.isPending} onClick={cancel}>
            {say('imports.cancel')}
          </Button>
          {state !== 'failed' && (
            <Button
              variant="filled"
              disabled={!isReady}
              loading={steps.commit.isPending}
              rightSection={<kbd>Ctrl ↵</kbd>}
              onClick={commit}
            >
              {say(`imports.do-${kind}`, { count: taken(one) })}
            </Button>
          )}
        </ActionBar>
      )}
    </div>
  );
}

/** Rows that would be taken. */
const taken = ({ reading }: ShownImport): number => (reading ? reading.rows - reading.rejected : 0);

function Follows({ one }: { readonly one: ShownImport }) {
  const say = useSay();
  const { state, needs, kind } = one;
  if (state === 'failed') return say('imports.follows-failed');
  if (state === 'needs-answers') return <b>{say('imports.follows-needs', { count: needs.length })}</b>;
  return (
    <>
      <b className="ok">{say('imports.ready', { count: taken(one) })}</b>
      <span>
        {say(kind === 'catalogue' || kind === 'curriculum' ? 'imports.follows-list' : 'imports.follows-rows')}
      </span>
    </>
  );
}

const STEPS = ['file', 'columns', 'look', 'import'] as const;
/** The step at which an import is; those before it are done. */
const AT: Readonly<Record<ShownImport['state'], number>> = {
  reading: 0,
  failed: 0,
  'needs-answers': 1,
  ready: 2,
  committed: 4,
  cancelled: 0,
};

function Steps({ state }: { readonly state: ShownImport['state'] }) {
  const say = useSay();
  const at = AT[state];
  const sign = (step: number): IconName => (step < at ? 'check' : step === at ? 'half' : 'ring');
  return (
    <ol className={styles.steps}>
      {STEPS.map((step, index) => (
        <li
          key={step}
          className={index < at ? styles.done : index === at ? styles.now : ''}
          aria-current={index === at ? 'step' : undefined}
        >
          <Icon name={sign(index)} size={14} />
          {say(`imports.step-${step}`)}
        </li>
      ))}
    </ol>
  );
}

/** Why the file can not be read at all, and what to do. */
function NotRead({ one }: { readonly one: ShownImport }) {
  const say = useSay();
  return (
    <Note kind="bad" icon="warning">
      <p>{say('imports.not-read')}</p>
      <ProblemList problems={one.problems} />
      <Link to="/import/$kind" params={{ kind: one.kind }}>
        {say('imports.another')}
      </Link>
    </Note>
  );
}
