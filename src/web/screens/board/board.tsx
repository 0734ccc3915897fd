/** Which plan, and what falls out? Plans of a stay with pins, bans, what-if and why-not; a step back is the browser's. */
import { Button, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useIntl } from 'react-intl';
import { answerOf, api } from '../../api.ts';
import { useBasis } from '../../frame/basis.tsx';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useShortcuts } from '../../parts/keys.ts';
import { Empty, Failed, Loading, Note } from '../../parts/states.tsx';
import { PlanStateTag } from '../plans/plan-state.tsx';
import { StudentPicker, useStudentName } from '../students/student-picker.tsx';
import styles from './board.module.css';
import { Cards } from './cards.tsx';
import { NoPlan } from './conflict.tsx';
import { HomeList } from './home-list.tsx';
import { rememberStay } from './last-stay.ts';
import { Side } from './side.tsx';
import { type StayAddress, toggled } from './stay-address.ts';
import { elsewhere, LeastCredits, StayChoices, withoutLeast } from './stay-choices.tsx';
import { type Plan, useCatalogues, usePlans, useStudentRecord, withRecord } from './stay-query.ts';
import { TermBars } from './term-bars.tsx';
import { useChanged } from './use-changed.ts';

export function BoardScreen() {
  const say = useSay();
  const navigate = useNavigate();
  const address = useSearch({ from: '/inside/plans/board' });
  const record = useStudentRecord(address.student);
  const stay = withRecord(address, record.data);
  const isReady = address.student === undefined || record.data !== undefined;
  const plans = usePlans(stay, record.data, isReady);
  const [shown, setShown] = useState(0);
  const found = plans.data?.plans ?? [];
  /** A plan that gives up a rule, laid on the board by hand. */
  const [near, setNear] = useState<Plan | null>(null);
  const plan = near ?? (found[shown] ?? found[0])?.plan;
  /** Steps on this board that a step back undoes. */
  const [steps, setSteps] = useState(0);
  const change = (next: StayAddress): void => {
    setShown(0);
    setNear(null);
    setSteps(steps + 1);
    void navigate({ to: '/plans/board', search: next });
  };
  const undo = (): void => {
    if (steps === 0) return;
    setSteps(steps - 1);
    setNear(null);
    history.back();
  };
  const whyNot = useRef<HTMLInputElement>(null);
  const intl = useIntl();
  useShortcuts({
    w: () => whyNot.current?.focus(),
    'ctrl+z': steps > 0 && undo,
    ...Object.fromEntries(found.map((_, at) => [`${at + 1}`, () => setShown(at)])),
  });
  useBasis(
    plan && say(`board.status-${plan.solver.status}`),
    plan && `${plan.basis.policy} (${plan.basis.policyVersion})`,
    plan?.basis.model,
    plans.data && say('board.solved', { seconds: intl.formatNumber(plans.data.seconds, { maximumFractionDigits: 1 }) }),
  );
  const changed = useChanged(plan, plans.isPlaceholderData);
  useEffect(() => {
    if (stay.curriculum !== undefined && stay.host !== undefined) rememberStay(stay);
  });
  /** Looks for what else the host has, for a home course or for any; what is found goes onto this board. */
  const seek = (home?: string): void => {
    const { curriculum = '', host } = stay;
    const search = {
      ...(home !== undefined && { for: `${curriculum}:${home}` }),
      ...(host !== undefined && { hosts: host }),
    };
    void navigate({ to: '/courses', search });
  };
  return (
    <div className={styles.screen}>
      <Crumbs path={[{ name: say('frame.students'), to: '/students' }, { name: say('frame.board') }]} />
      <Head stay={stay} plan={plan} change={change} />
      {plans.error && (
        <NoPlan
          error={plans.error}
          retry={() => void plans.refetch()}
          show={setNear}
          giveUpLeast={stay.least === undefined ? null : () => change(withoutLeast(address))}
        />
      )}
      {!plan && !plans.error && plans.fetchStatus === 'idle' && <Empty>{say('board.begin')}</Empty>}
      {!plan && plans.fetchStatus !== 'idle' && <Loading lines={10} />}
      {plans.fetchStatus !== 'idle' && !plan && <Solving />}
      {plan && (!plans.error || near) && (
        <>
          <TermBars plan={plan} />
          <div className={`small ${styles.changed}`}>
            <span role="status">{plans.isPlaceholderData ? say('board.solving') : changed}</span>
            {changed === '' && !plans.isPlaceholderData && <CardKeys />}
            {plans.isPlaceholderData && <Solving />}
            {steps > 0 && !plans.isPlaceholderData && (
              <Button size="compact-xs" variant="subtle" onClick={undo}>
                {say('board.undo')} <kbd>Ctrl Z</kbd>
              </Button>
            )}
          </div>
          <div className={styles.board} aria-busy={plans.isPlaceholderData}>
            <HomeList plan={plan} />
            <Cards
              plan={plan}
              stay={stay}
              pin={(entry) => change(toggled(address, 'pins', entry))}
              ban={(code) => change(toggled(address, 'bans', code))}
              seek={seek}
            />
            <Side
              stay={stay}
              record={record.data}
              plans={found}
              shown={shown}
              show={setShown}
              change={change}
              whyNot={whyNot}
            />
          </div>
        </>
      )}
    </div>
  );
}

/** Before the first step: what can be done with a card. */
function CardKeys() {
  const say = useSay();
  return (
    <span className={`muted ${styles.keys}`}>
      {(['p', 'b', 'r', 'w'] as const).map((key) => (
        <span key={key}>
          <kbd>{key.toUpperCase()}</kbd> {say(`board.key-${key}`)}
        </span>
      ))}
    </span>
  );
}

/** Plans of the student that are stored: whoever was faster is seen before there are two for one stay. */
function PlansThere({ student }: { readonly student: string }) {
  const say = useSay();
  const { data } = useQuery({
    queryKey: ['plans-of', student],
    queryFn: () => answerOf(api['study-plans'].$get({ query: { student, limit: '5' } })),
    refetchInterval: 30_000,
  });
  const items = (data?.items ?? []).filter(({ state }) => state !== 'withdrawn');
  if (items.length === 0) return null;
  return (
    <Note icon="boards">
      {say('board.has-plans')}{' '}
      {items.map(({ id, about, state }) => (
        <span key={id} className="row wraps">
          <Link to="/plans/$id" params={{ id }}>
            {about.host ?? say('frame.plans')}
          </Link>
          <PlanStateTag state={state} />
        </span>
      ))}
    </Note>
  );
}

/** After a second of solving: how long it has taken, and a way to give it up. */
function Solving() {
  const say = useSay();
  const queries = useQueryClient();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  if (seconds < 1) return null;
  return (
    <span className={styles.solving}>
      <span className="numeric">{say('board.since', { seconds })}</span>
      <Button size="compact-xs" onClick={() => void queries.cancelQueries({ queryKey: ['plans'] })}>
        {say('board.cancel')}
      </Button>
    </span>
  );
}

/** Whose plan, in place of what and where; and what is done with it. */
function Head({
  stay,
  plan,
  change,
}: {
  readonly stay: StayAddress;
  readonly plan: Plan | undefined;
  readonly change: (next: StayAddress) => void;
}) {
  const say = useSay();
  const [copied, setCopied] = useState(false);
  const name = useStudentName(stay.student);
  const handOver = useMutation({
    mutationFn: (given: Plan) =>
      answerOf(api['study-plans'].$post({ json: { plan: given, student: stay.student ?? '' } })),
  });
  const catalogues = useCatalogues();
  const host = catalogues.data?.items.find(({ list }) => list.id === stay.host)?.list.institution;
  return (
    <header className={styles.head}>
      <div className="grow">
        <h1>{say(name ? 'board.title-of' : 'board.title', { name: name ?? '', host: host ?? '…' })}</h1>
        <div className={styles.choices}>
          <StudentPicker
            value={stay.student}
            choose={(student) => {
              const { student: _, ...rest } = stay;
              change(student === null ? rest : { ...rest, student });
            }}
          />
          <StayChoices stay={stay} change={change} />
          <Select
            size="xs"
            aria-label={say('board.host')}
            placeholder={say('board.host')}
            value={stay.host ?? null}
            allowDeselect={false}
            data={catalogues.data?.items.map(({ list }) => ({ value: list.id, label: list.institution })) ?? []}
            onChange={(chosen) => chosen && change({ ...elsewhere(stay, 'host'), host: chosen })}
          />
          <LeastCredits stay={stay} change={change} />
        </div>
        {stay.student !== undefined && !handOver.isSuccess && <PlansThere student={stay.student} />}
        {handOver.isSuccess && (
          <Note kind="ok" icon="done">
            {say('board.handed-over', { name: name ?? '' })}
          </Note>
        )}
        {handOver.error && <Failed error={handOver.error} />}
      </div>
      <Button
        leftSection={<Icon name="share" />}
        onClick={() => void navigator.clipboard?.writeText(location.href).then(() => setCopied(true))}
      >
        {say(copied ? 'board.copied' : 'board.share')}
      </Button>
      <Button
        variant="filled"
        disabled={!plan || stay.student === undefined || handOver.isSuccess}
        loading={handOver.isPending}
        onClick={() => plan && handOver.mutate(plan)}
      >
        {say('board.hand-over')}
      </Button>
    </header>
  );
}
