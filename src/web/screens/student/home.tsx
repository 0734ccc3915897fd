/** What is wanted of me, and where does it wait? One sentence, one thing to do, the papers, the stages and the plan in short. */
import { Link } from '@tanstack/react-router';
import { useBasis } from '../../frame/basis.tsx';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { dayText } from '../../parts/dates.ts';
import { Icon } from '../../parts/icon.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { Events, Waits } from '../plans/plan-state.tsx';
import { BundleLines } from './bundles.tsx';
import { NextStep, useWanted } from './next.tsx';
import { type Own, useChecklist, useOwn, useOwnTimeline, usePlanInFull } from './own-query.ts';
import { Papers, SeeCalls } from './papers.tsx';
import { type Stage, stagesOf } from './stages.ts';
import styles from './student.module.css';

export function StudentHome() {
  const say = useSay();
  const { data, error, refetch } = useOwn();
  useBasis(say('student.basis-yours'));
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />;
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
  const timeline = useOwnTimeline(own);
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
        <Stages stages={stagesOf(own)} />
        {waits && !waits.for.includes('student') && <Waits waits={waits} />}
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
            <Events items={timeline.data.items} />
          </section>
        )}
      </aside>
    </div>
  );
}

const SIGNS = { done: 'check', now: 'half', later: 'ring' } as const;
const FILLS = { done: 'var(--ok)', now: 'url(#hatch-home)', later: 'var(--sunken)' } as const;

/** How far it is: done, now, to come. */
function Stages({ stages }: { readonly stages: readonly Stage[] }) {
  const say = useSay();
  if (stages.length === 0) return null;
  const at = stages.findLastIndex(({ is }) => is === 'now');
  const now = stages[at] ?? stages.at(-1);
  return (
    <section className={styles.stages}>
      {now && (
        <p>
          <b>
            {say('student.stage', {
              at: at < 0 ? stages.length : at + 1,
              all: stages.length,
              name: say(`student.stage-${now.name}`),
            })}
          </b>
        </p>
      )}
      <ol>
        {stages.map(({ name, is }) => (
          <li key={name} className={styles[is] ?? ''}>
            <svg width="100%" height="7" aria-hidden>
              <rect width="100%" height="7" fill={FILLS[is]} />
            </svg>
            <span className="small">
              <Icon name={SIGNS[is]} size={11} label={say(`student.stage-${is}`)} /> {say(`student.stage-${name}`)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
