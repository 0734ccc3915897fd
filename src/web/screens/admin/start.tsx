/** Where the administrator begins: what the office has yet to have, and what needs a look. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { answerOf, api } from '../../api.ts';
import { useInstallation } from '../../frame/installation.ts';
import { useSay } from '../../language.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import styles from './admin.module.css';
import { Findings, useFindings } from './findings.tsx';
import { AdminPage } from './pages.tsx';

/** Offices without whom a case cannot go its way. */
const OFFICES = ['adviser', 'directorate', 'registrar', 'coordinator', 'commission'] as const;

/** How much there is of what an office begins with. */
async function readOffice() {
  const one = { query: { limit: '1' } };
  const [curricula, catalogues, institutes, calls, ...held] = await Promise.all([
    answerOf(api.curricula.$get({ query: {} })),
    answerOf(api.catalogues.$get({ query: {} })),
    answerOf(api.institutes.$get({})),
    answerOf(api.calls.$get(one)),
    ...OFFICES.map((role) => answerOf(api.users.$get({ query: { role, limit: '1' } }))),
  ]);
  return {
    curricula: curricula.items.length,
    catalogues: catalogues.items.length,
    institutes: institutes.items.length,
    calls: calls.items.length,
    missing: OFFICES.filter((_, at) => held[at]?.items.length === 0),
  };
}

export function AdminStart() {
  const say = useSay();
  const { data: installation } = useInstallation();
  const office = useQuery({ queryKey: ['office'], queryFn: readOffice });
  const findings = useFindings();
  const mail = useQuery({
    queryKey: ['outbox', 'dead', 'any'],
    queryFn: () => answerOf(api.outbox.$get({ query: { state: 'dead', limit: '1' } })),
  });
  const look = findings.data?.items.filter(({ severity }) => severity !== 'fine') ?? [];
  const { data } = office;
  return (
    <AdminPage name={installation?.home || say('admin.start')}>
      {office.error && <Failed error={office.error} retry={() => void office.refetch()} />}
      {office.isPending && <Loading lines={6} />}
      {data && (
        <section className={styles.part} aria-labelledby="grows">
          <h2 id="grows">{say('admin.grows')}</h2>
          <ol className={styles.steps}>
            <Step
              step="lists"
              isDone={data.curricula > 0 && data.catalogues > 0}
              has={say('admin.has-lists', { curricula: data.curricula, catalogues: data.catalogues })}
              todo={<Link to="/welcome">{say('admin.do-lists')}</Link>}
            />
            <Step
              step="institutes"
              isDone={data.institutes > 0}
              has={say('admin.has-institutes', { count: data.institutes })}
              todo={<Link to="/admin/institutes">{say('admin.do-institutes')}</Link>}
            />
            <Step
              step="people"
              isDone={data.missing.length === 0}
              has={
                data.missing.length === 0
                  ? say('admin.has-people')
                  : say('admin.lacks-people', {
                      roles: data.missing.map((role) => say(`frame.role-${role}`)).join(', '),
                    })
              }
              todo={<Link to="/admin/accounts">{say('admin.do-people')}</Link>}
            />
            <Step
              step="decisions"
              isDone={null}
              has={say('admin.has-decisions')}
              todo={<a href="/import/precedents">{say('admin.do-decisions')}</a>}
            />
            <Step
              step="calls"
              isDone={data.calls > 0}
              has={say(data.calls > 0 ? 'admin.has-calls' : 'admin.lacks-calls')}
              todo={<a href="/import/calls">{say('admin.do-calls')}</a>}
            />
          </ol>
        </section>
      )}
      <section className={styles.part} aria-labelledby="look">
        <h2 id="look">{say('admin.look')}</h2>
        {findings.error && <Failed error={findings.error} retry={() => void findings.refetch()} />}
        {findings.isPending && <Loading lines={3} />}
        {mail.data && mail.data.items.length > 0 && (
          <p className="row">
            <Icon name="warning" />
            <Link to="/admin/mail" search={{ state: 'dead' }}>
              {say('admin.dead-mail')}
            </Link>
          </p>
        )}
        {findings.data && look.length === 0 && <p className="second">{say('admin.nothing-to-look-at')}</p>}
        <Findings findings={look} />
        <p>
          <Link to="/admin/installation">{say('admin.all-findings')}</Link>
        </p>
      </section>
    </AdminPage>
  );
}

/** `isDone` null: it helps, and nobody has to. */
function Step({
  step,
  isDone,
  has,
  todo,
}: {
  readonly step: string;
  readonly isDone: boolean | null;
  readonly has: string;
  readonly todo: ReactNode;
}) {
  const say = useSay();
  return (
    <li>
      <Icon
        name={isDone === null ? 'plus' : isDone ? 'done' : 'ring'}
        label={say(isDone === null ? 'admin.step-helps' : isDone ? 'admin.step-done' : 'admin.step-open')}
      />
      <div>
        <b>{say(`admin.step-${step}`)}</b>
        <p className="small second">{has}</p>
      </div>
      <span>{todo}</span>
    </li>
  );
}
