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
import { Side } from './side.tsx';
import { type StayAddress, toggled } from './stay-address.ts';
import {
  acceptedStay,
  type Plan,
  useCatalogues,
  useCurricula,
  usePlans,
  useStudentRecord,
  withRecord,
} from './stay-query.ts';
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
              replace={(home) => {
                const { curriculum = '', host } = stay;
                const search = { for: `${curriculum}:${home}`, ...(host !== undefined && { hosts: host }) };
                void navigate({ to: '/courses', search });
              }}
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

/** Whole numbers of ECTS that a term may be asked to have at least. */
const LEASTS = ['20', '25', '27', '30'];

const withoutLeast = ({ least: _, ...rest }: StayAddress): StayAddress => rest;

/** Those that a stay is mostly in place of, and those that the address names. */
const semestersFor = ({ semester }: StayAddress): string[] => {
  const usual = ['1,2', '3', '3,4', '4', '5', '5,6', '6', '7', '7,8'];
  return semester === undefined || usual.includes(semester) ? usual : [semester, ...usual];
};

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
  const intl = useIntl();
  const [copied, setCopied] = useState(false);
  const name = useStudentName(stay.student);
  const handOver = useMutation({
    mutationFn: async (given: Plan) => {
      const student = stay.student ?? '';
      const application = await acceptedStay(student, given.host.institution);
      return answerOf(
        api['study-plans'].$post({ json: { plan: given, student, ...(application && { application }) } }),
      );
    },
  });
  const catalogues = useCatalogues();
  const curricula = useCurricula();
  const host = catalogues.data?.items.find(({ list }) => list.id === stay.host)?.list.institution;
  const without = (field: keyof StayAddress): StayAddress => {
    const { [field]: _, pins: __, bans: ___, ...rest } = stay;
    return rest;
  };
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
          <Select
            size="xs"
            aria-label={say('courses.curriculum')}
            placeholder={say('courses.curriculum')}
            value={stay.curriculum ?? null}
            allowDeselect={false}
            data={
              curricula.data?.items.map(({ list }) => ({
                value: list.id,
                label: list.programme ?? list.institution,
              })) ?? []
            }
            onChange={(curriculum) => curriculum && change({ ...without('curriculum'), curriculum })}
          />
          <Select
            size="xs"
            aria-label={say('board.semesters')}
            placeholder={say('board.semesters')}
            value={stay.semester ?? null}
            allowDeselect={false}
            data={semestersFor(stay).map((value) => ({
              value,
              label: say('board.semester-list', { list: intl.formatList(value.split(',')) }),
            }))}
            onChange={(semester) => semester && change({ ...stay, semester })}
          />
          <Select
            size="xs"
            aria-label={say('board.host')}
            placeholder={say('board.host')}
            value={stay.host ?? null}
            allowDeselect={false}
            data={catalogues.data?.items.map(({ list }) => ({ value: list.id, label: list.institution })) ?? []}
            onChange={(chosen) => chosen && change({ ...without('host'), host: chosen })}
          />
          <Select
            size="xs"
            aria-label={say('board.credits')}
            value={stay.least ?? ''}
            allowDeselect={false}
            data={[
              { value: '', label: say('board.any-credits') },
              ...LEASTS.map((least) => ({ value: least, label: say('board.least-credits', { least }) })),
            ]}
            onChange={(least) => change(least ? { ...stay, least } : withoutLeast(stay))}
          />
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
