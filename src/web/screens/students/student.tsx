/** One student: who, where in the studies, what was passed, and where each case waits and for whom. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { answerOf, api } from '../../api.ts';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { Columns } from '../../parts/columns.tsx';
import { Quoted } from '../../parts/course.tsx';
import { exactNumber } from '../../parts/numbers.ts';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { useRole, useSignedIn } from '../../session.ts';
import { useCurricula, useStudentRecord } from '../board/stay-query.ts';
import { useTimeline, Waits } from '../plans/plan-state.tsx';
import styles from '../plans/plans.module.css';
import { RecordForm } from './record-form.tsx';
import { useStudentName } from './student-picker.tsx';

export function StudentScreen() {
  const say = useSay();
  const { id } = useParams({ from: '/inside/students/$id' });
  const { data, error, refetch } = useStudentRecord(id);
  const name = useStudentName(id) ?? say('students.student');
  const curricula = useCurricula();
  const curriculum = curricula.data?.items.find(({ list }) => list.id === data?.curriculum)?.list.programme;
  const unknown = say('students.unknown');
  const role = useRole(useSignedIn());
  const mayEdit = role === 'adviser' || role === 'registrar';
  const [isEdited, setEdited] = useState(false);
  return (
    <div className="pad">
      <Crumbs path={[{ name: say('frame.students'), to: '/students' }, { name }]} />
      <header className="row wraps">
        <h1 className="grow">{name}</h1>
        <Link to="/compare" search={{ student: id }}>
          {say('students.compare')}
        </Link>
        <Link className="primary" to="/plans/board" search={{ student: id }}>
          {say('students.plan')}
        </Link>
      </header>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading lines={8} />}
      {data && (
        <>
          {isEdited && <RecordForm record={data} close={() => setEdited(false)} />}
          {!isEdited && (
            <dl className={styles.facts}>
              {(
                [
                  ['number', data.number],
                  ['programme', data.programme],
                  ['curriculum', curriculum],
                  ['semester', data.semester],
                ] as const
              ).map(([fact, value]) => (
                <div key={fact}>
                  <dt className="small muted">{say(`students.${fact}`)}</dt>
                  <dd>{value ?? unknown}</dd>
                </div>
              ))}
            </dl>
          )}
          {mayEdit && !isEdited && (
            <Button size="xs" variant="subtle" onClick={() => setEdited(true)}>
              {say('students.edit-record')}
            </Button>
          )}
          <Cases student={id} />
          <Results results={data.results} />
        </>
      )}
    </div>
  );
}

function Cases({ student }: { readonly student: string }) {
  const say = useSay();
  const query = { student, limit: '20' };
  const plans = useQuery({
    queryKey: ['study-plans', 'of', student],
    queryFn: () => answerOf(api['study-plans'].$get({ query })),
  });
  const recognitions = useQuery({
    queryKey: ['recognitions', 'of', student],
    queryFn: () => answerOf(api.recognitions.$get({ query })),
  });
  const applications = useQuery({
    queryKey: ['applications', 'of', student],
    queryFn: () => answerOf(api.applications.$get({ query })),
  });
  const cases = [
    ...(plans.data?.items ?? []).map((one) => ({ kind: 'plan' as const, id: one.id, host: one.about.host })),
    ...(recognitions.data?.items ?? []).map((one) => ({
      kind: 'recognition' as const,
      id: one.id,
      host: one.recognition.host.institution,
    })),
    ...(applications.data?.items ?? []).map((one) => ({
      kind: 'application' as const,
      id: one.id,
      host: one.about.host,
    })),
  ];
  const isRead = plans.data && recognitions.data && applications.data;
  return (
    <section className={styles.part} aria-label={say('students.cases')}>
      <h2>{say('students.cases')}</h2>
      {plans.error && <Failed error={plans.error} />}
      {!isRead && !plans.error && <Loading lines={3} />}
      {isRead && cases.length === 0 && <Empty>{say('students.no-cases')}</Empty>}
      {cases.length > 0 && (
        <table className="stacked">
          <tbody>
            {cases.map((one) => (
              <CaseLine key={one.id} {...one} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function CaseLine({
  kind,
  id,
  host,
}: {
  readonly kind: 'plan' | 'recognition' | 'application';
  readonly id: string;
  readonly host: string | null;
}) {
  const say = useSay();
  const { data } = useTimeline(kind, id);
  const name = say(`students.case-${kind}`);
  return (
    <tr>
      <td>
        {kind === 'plan' && (
          <Link to="/plans/$id" params={{ id }}>
            {name}
          </Link>
        )}
        {kind === 'recognition' && (
          <Link to="/recognitions/$id" params={{ id }}>
            {name}
          </Link>
        )}
        {kind === 'application' && name}
      </td>
      <td className="second">{host}</td>
      <td>{data && <Waits waits={data.waits} />}</td>
    </tr>
  );
}

function Results({
  results,
}: {
  readonly results: NonNullable<ReturnType<typeof useStudentRecord>['data']>['results'];
}) {
  const say = useSay();
  const number = exactNumber(useIntl());
  if (results === null)
    return (
      <section className={styles.part}>
        <h2>{say('students.results')}</h2>
        <p className="second">{say('students.no-results')}</p>
      </section>
    );
  return (
    <section className={styles.part} aria-label={say('students.results')}>
      <h2>{say('students.results-count', { count: results.rows.length })}</h2>
      <table className="stacked">
        <Columns names={['code', 'title', 'credits', 'grade']} id={(name) => `students.column-${name}`} />
        <tbody>
          {results.rows.map(({ line, code, titles, credits, grade }) => (
            <tr key={`${line} ${code}`}>
              <td className="code">{code}</td>
              <td>
                <Quoted texts={titles} />
              </td>
              <td className="numeric second">{credits !== null && number(credits)}</td>
              <td className="numeric">{grade}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
