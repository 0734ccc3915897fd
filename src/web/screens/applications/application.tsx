/** One application: whether it meets the conditions, its papers beside what is asked, what happened, and the step that comes next. */
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useIntl } from 'react-intl';
import { useBasis } from '../../frame/basis.tsx';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { dayText } from '../../parts/dates.ts';
import { exactNumber } from '../../parts/numbers.ts';
import { Failed, Loading } from '../../parts/states.tsx';
import { Written } from '../../parts/written.tsx';
import { useRole, useSignedIn } from '../../session.ts';
import { useLanguageName, useTitle } from '../calls/calls-query.ts';
import { EligibilityAnswers } from '../calls/eligibility.tsx';
import { Events, useTimeline, Waits } from '../plans/plan-state.tsx';
import { ApplicationStateTag } from './application-state.tsx';
import styles from './applications.module.css';
import { Facts } from './facts.tsx';
import { type OfficeApplication, useOfficeApplication } from './office-query.ts';
import { PaperDesk } from './paper-desk.tsx';
import { Steps } from './steps.tsx';

export function OfficeApplicationScreen() {
  const { id } = useParams({ from: '/inside/applications/$id' });
  const { data, error, refetch } = useOfficeApplication(id);
  // Who waits for what stands above the papers: they would move under the pointer if it came after them.
  const { isPending } = useTimeline('application', id);
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />;
  return data && !isPending ? <Desk key={id} {...data} /> : <Loading lines={12} />;
}

function Desk({ application, call, eligibility, checklist, documents, events }: OfficeApplication) {
  const say = useSay();
  const { paper } = useSearch({ from: '/inside/applications/$id' });
  const role = useRole(useSignedIn());
  const timeline = useTimeline('application', application.id);
  const { about, state } = application;
  const titleOf = useTitle();
  const paperNames = new Map(
    documents.flatMap(({ id, type }) => {
      const asked = checklist.items.find((item) => item.type === type);
      return asked ? [[id, titleOf(asked.title)] as const] : [];
    }),
  );
  const name = about.student?.name ?? say('queue.unnamed');
  useBasis(
    say('calls.basis', { day: dayText(eligibility.date) }),
    `${eligibility.policy.id} (${eligibility.policy.version})`,
  );
  return (
    <div className={styles.page}>
      <Crumbs path={[{ name: say('frame.applications'), to: '/applications' }, { name }]} />
      <div className={styles.work}>
        <header className={styles.head}>
          <h1>{name}</h1>
          <span className="muted">{about.student?.number}</span>
          <ApplicationStateTag state={state} />
          <span className="grow" />
          <Link to="/calls/$id" params={{ id: application.call }}>
            <Written>{call.university}</Written>
          </Link>
        </header>
        {timeline.data && <Waits waits={timeline.data.waits} />}
        <div className={styles.columns}>
          <PaperDesk
            application={application.id}
            checklist={checklist}
            documents={documents}
            opened={paper}
            mayCheck={role === 'coordinator'}
          />
          <aside className={styles.aside}>
            <Said application={application} />
            <EligibilityAnswers eligibility={eligibility} />
            {role === 'coordinator' && ['submitted', 'eligible'].includes(state) && (
              <Facts application={application} languages={(call.languages ?? []).map(({ language }) => language)} />
            )}
            {timeline.data && (
              <section>
                <h2>{say('plans.events')}</h2>
                <Events items={timeline.data.items} nameOf={({ id }) => paperNames.get(id)} />
              </section>
            )}
          </aside>
        </div>
      </div>
      <Steps application={application} call={call} eligibility={eligibility} events={events} />
    </div>
  );
}

/** What the student has asked for and said. */
function Said({
  application: { funding, stay, facts, submittedOn, award, reservePlace, about },
}: Pick<OfficeApplication, 'application'>) {
  const say = useSay();
  const nameOf = useLanguageName();
  const number = exactNumber(useIntl());
  const languages = facts.languages?.map(
    ({ language, level }) => `${nameOf(language)} ${level === 'native' ? say('calls.native') : level}`,
  );
  const rows = [
    ['submitted', submittedOn === null ? null : dayText(submittedOn)],
    ['stay', `${dayText(stay.start)} – ${dayText(stay.end)}`],
    ['funding', say(`applications.funding-${funding}`)],
    ['programme', about.programme],
    ['year', facts.yearOfStudy === null ? null : `${facts.yearOfStudy}`],
    ['gpa', facts.gpa === null ? null : number(facts.gpa)],
    ['languages', languages?.join(', ') ?? null],
    ['award', award && say(`ranking.is-${award.funding}`)],
    ['reserve', reservePlace === null ? null : say('ranking.is-reserve', { place: reservePlace })],
  ] as const;
  return (
    <dl className={styles.said}>
      {rows
        .filter(([name, value]) => value !== null || (name !== 'award' && name !== 'reserve'))
        .map(([name, value]) => (
          <div key={name}>
            <dt className="small muted">{say(`applications.said-${name}`)}</dt>
            <dd>{value ?? <span className="muted">{say('ranking.unknown')}</span>}</dd>
          </div>
        ))}
    </dl>
  );
}
