/** Which plan, and what falls out? Plans of a stay with pins, bans, what-if and why-not; a step back is the browser's. */
import { Button, Select } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useIntl } from 'react-intl';
import { answerOf, api } from '../../api.ts';
import { useBasis } from '../../frame/basis.tsx';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useShortcuts } from '../../parts/keys.ts';
import { Empty, Failed, Loading, Note } from '../../parts/states.tsx';
import { StudentPicker, useStudentName } from '../students/student-picker.tsx';
import styles from './board.module.css';
import { Cards } from './cards.tsx';
import { HomeList } from './home-list.tsx';
import { Side } from './side.tsx';
import { type StayAddress, toggled } from './stay-address.ts';
import { type Plan, useCatalogues, useCurricula, usePlans, useStudentRecord, withRecord } from './stay-query.ts';
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
  const plan = (found[shown] ?? found[0])?.plan;
  const change = (next: StayAddress): void => {
    setShown(0);
    void navigate({ to: '/plans/board', search: next });
  };
  const whyNot = useRef<HTMLInputElement>(null);
  const intl = useIntl();
  useShortcuts({
    w: () => whyNot.current?.focus(),
    'ctrl+z': () => history.back(),
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
      {plans.error && <Failed error={plans.error} retry={() => void plans.refetch()} />}
      {!plan && !plans.error && plans.fetchStatus === 'idle' && <Empty>{say('board.begin')}</Empty>}
      {!plan && plans.fetchStatus !== 'idle' && <Loading lines={10} />}
      {plan && !plans.error && (
        <>
          <TermBars plan={plan} />
          <p className={`small ${styles.changed}`} role="status">
            {plans.isPlaceholderData ? say('board.solving') : changed}
          </p>
          <div className={styles.board} aria-busy={plans.isPlaceholderData}>
            <HomeList plan={plan} />
            <Cards
              plan={plan}
              stay={stay}
              pin={(entry) => change(toggled(address, 'pins', entry))}
              ban={(code) => change(toggled(address, 'bans', code))}
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
    mutationFn: (given: Plan) =>
      answerOf(api['study-plans'].$post({ json: { plan: given, student: stay.student ?? '' } })),
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
            choose={(student) => change(student === null ? without('student') : { ...without('curriculum'), student })}
          />
          <Select
            size="xs"
            aria-label={say('courses.curriculum')}
            placeholder={say('courses.curriculum')}
            value={stay.curriculum ?? null}
            allowDeselect={false}
            data={curricula.data?.items.map(({ list }) => ({ value: list.id, label: list.programme ?? '' })) ?? []}
            onChange={(curriculum) => curriculum && change({ ...without('curriculum'), curriculum })}
          />
          <Select
            size="xs"
            aria-label={say('board.semesters')}
            placeholder={say('board.semesters')}
            value={stay.semester ?? null}
            allowDeselect={false}
            data={['1,2', '3', '3,4', '4', '5', '5,6', '6', '7', '7,8'].map((value) => ({
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
        </div>
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
