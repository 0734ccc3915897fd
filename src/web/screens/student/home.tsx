/** What is wanted of me, and where does it wait? One sentence, one thing to do, the papers, the stages and the plan in short. */
import { Link } from '@tanstack/react-router';
import { useBasis } from '../../frame/basis.tsx';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { dayText } from '../../parts/dates.ts';
import { Icon } from '../../parts/icon.tsx';
import { sentenceOf } from '../../parts/sentence.ts';
import { Failed, Loading } from '../../parts/states.tsx';
import { Due } from '../../parts/work.tsx';
import { BundleLines } from './bundles.tsx';
import { NextStep, useWanted } from './next.tsx';
import { type Own, STAGES, stageOf, useChecklist, useOwn, usePlanInFull, useTimeline } from './own-query.ts';
import { Papers, SeeCalls } from './papers.tsx';
import styles from './student.module.css';

export function StudentHome() {
  const say = useSay();
  const { data, error, refetch } = useOwn();
  useBasis(say('student.basis-yours'));
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading lines={12} />;
  return data.application || data.plan || data.recognition ? <OwnCase own={data} /> : <Beginning />;
}

function Beginning() {
  const say = useSay();
  return (
    <div className="pad">
      <Crumbs path={[{ name: say('student.home') }]} />
      <h1>{say('student.nothing-title')}</h1>
      <p className={`lead ${styles.says}`}>{say('student.nothing')}</p>
      <SeeCalls />
    </div>
  );
}

function OwnCase({ own }: { readonly own: Own }) {
  const say = useSay();
  const { application, plan, recognition } = own;
  const inFull = usePlanInFull(plan?.id);
  const papers = useChecklist(application?.id);
  const timeline = useTimeline(own);
  const waits = timeline.data?.waits ?? null;
  const wanted = useWanted(own, { plan: inFull.data, papers: papers.data?.items ?? [], waits });
  const about = (recognition ?? plan ?? application)?.about;
  return (
    <div className={styles.home}>
      <Crumbs path={[{ name: say('student.home') }]} />
      <div className={styles.work}>
        <h1>{wanted?.title ?? say('student.no-action')}</h1>
        <p className="small second">
          {about?.host}
          {about?.stay && `, ${dayText(about.stay.start)} – ${dayText(about.stay.end)}`}
        </p>
        {wanted && <NextStep {...wanted} />}
        <Stages at={stageOf(own)} />
        {waits && !waits.for.includes('student') && (
          <p className="row wraps">
            <Icon name="clock" />
            <span className="grow">
              {say('student.waits-for', { who: waits.for.map((role) => say(`frame.role-${role}`)).join(', ') })},{' '}
              <span className="second">{sentenceOf(waits.why)}</span>
            </span>
            <Due due={waits.due} daysLeft={waits.daysLeft} />
          </p>
        )}
        {application && (
          <section>
            <div className="row spread">
              <h2>{say('student.papers')}</h2>
              <Link to="/applications/$id" params={{ id: application.id }}>
                {say('student.application')}
              </Link>
            </div>
            <Papers application={application.id} />
          </section>
        )}
      </div>
      <aside className={styles.aside}>
        {inFull.data && (
          <section>
            <div className="row spread">
              <h2>{say('student.plan')}</h2>
              <Link to="/plan">{say('student.do-plan-draft-go')}</Link>
            </div>
            <BundleLines of={inFull.data} />
          </section>
        )}
        {timeline.data && timeline.data.items.length > 0 && (
          <section>
            <h2>{say('student.happened')}</h2>
            <ol className={styles.happened}>
              {timeline.data.items.map(({ at, what, by }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the past does not change
                <li key={index}>
                  <span>
                    {by?.role && <b>{say(`frame.role-${by.role}`)}: </b>}
                    {sentenceOf(what)}
                  </span>
                  <span className="small muted">{dayText(at.slice(0, 10))}</span>
                </li>
              ))}
            </ol>
          </section>
        )}
      </aside>
    </div>
  );
}

/** How far it is: done, now, to come. */
function Stages({ at }: { readonly at: number }) {
  const say = useSay();
  const now = STAGES[Math.min(at, STAGES.length - 1)] ?? 'apply';
  return (
    <section className={styles.stages}>
      <p>
        <b>
          {say('student.stage', {
            at: Math.min(at + 1, STAGES.length),
            all: STAGES.length,
            name: say(`student.stage-${now}`),
          })}
        </b>
      </p>
      <ol>
        {STAGES.map((stage, index) => (
          <li key={stage} className={index < at ? styles.done : index === at ? styles.now : ''}>
            <svg width="100%" height="7" aria-hidden>
              <rect
                width="100%"
                height="7"
                fill={index < at ? 'var(--ok)' : index === at ? 'url(#hatch-home)' : 'var(--sunken)'}
              />
            </svg>
            <span className="small">
              <Icon
                name={index < at ? 'check' : index === at ? 'half' : 'ring'}
                size={11}
                label={say(
                  index < at ? 'student.stage-done' : index === at ? 'student.stage-now' : 'student.stage-later',
                )}
              />{' '}
              {say(`student.stage-${stage}`)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
