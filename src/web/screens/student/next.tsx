/** The one thing that is wanted first. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSay } from '../../language.tsx';
import { dayText } from '../../parts/dates.ts';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { Due } from '../../parts/work.tsx';
import { languageWritten } from '../../parts/written.tsx';
import { useOpenCalls, useTitle } from '../calls/calls-query.ts';
import { BundleName } from './bundles.tsx';
import { type ChecklistItem, isWanted, type Own, type PlanInFull } from './own-query.ts';
import styles from './student.module.css';
import { SyllabusOf } from './syllabi.tsx';

interface Wanted {
  readonly icon: IconName;
  readonly title: string;
  /** Of what in particular. */
  readonly about?: ReactNode;
  readonly says?: ReactNode;
  /** What may be done besides. */
  readonly also?: ReactNode;
  readonly to: string;
  readonly go: string;
  readonly due: string | null;
  readonly daysLeft: number | null;
}

export function useWanted(
  { application, plan, recognition }: Own,
  more: {
    readonly plan: PlanInFull | undefined;
    readonly papers: readonly ChecklistItem[];
    readonly waits: { readonly due: string | null; readonly daysLeft: number | null } | null;
  },
): Wanted | null {
  const say = useSay();
  const titleOf = useTitle();
  const { data: calls } = useOpenCalls();
  const due = { due: more.waits?.due ?? null, daysLeft: more.waits?.daysLeft ?? null };
  const wanted = (what: string, to: string, icon: IconName): Wanted => ({
    ...{ icon, to, ...due },
    title: say(`student.do-${what}`),
    says: say(`student.do-${what}-what`),
    go: say(`student.do-${what}-go`),
  });
  if (recognition?.state === 'issued') return wanted('recognition', '/results', 'scales');
  if (plan?.state === 'asked') {
    const asked = more.plan?.standing.bundles.find(({ state }) => state === 'asked')?.decision;
    const question = asked && 'question' in asked ? `${asked.question}` : '';
    const bundle = more.plan?.plan.bundles.find(({ id }) => id === asked?.bundle);
    return {
      ...{ icon: 'question', title: say('student.do-question'), to: '/plan', go: say('student.do-question-go') },
      about: bundle && <BundleName bundle={bundle} />,
      says: <q lang={languageWritten(question)}>{question}</q>,
      also: bundle?.host.map(({ code }) => <SyllabusOf key={code} plan={plan.id} course={code} />),
      ...due,
    };
  }
  if (application?.state === 'awarded') return wanted('awarded', `/applications/${application.id}`, 'bookmark');
  if (plan?.state === 'draft') return wanted('plan-draft', '/plan', 'boards');
  if (application?.state === 'draft') {
    const call = calls?.items.find(({ id }) => id === application.call);
    return {
      ...wanted('draft', `/applications/${application.id}`, 'pencil'),
      says: call && say('student.do-draft-what', { day: dayText(call.deadline) }),
      due: call?.deadline ?? null,
      daysLeft: call?.daysLeft ?? null,
    };
  }
  const [paper] = more.papers
    .filter(isWanted)
    .toSorted(
      (a, b) =>
        Number(b.status === 'returned') - Number(a.status === 'returned') || (a.daysLeft ?? 999) - (b.daysLeft ?? 999),
    );
  if (!paper || ['ineligible', 'declined', 'completed'].includes(application?.state ?? '')) return null;
  return {
    icon: 'page',
    title: say(paper.status === 'returned' ? 'student.do-paper-returned' : 'student.do-paper', {
      paper: titleOf(paper.title),
    }),
    to: '/papers',
    go: say('student.do-paper-go'),
    due: paper.due,
    daysLeft: paper.daysLeft,
  };
}

export function NextStep({ icon, title, about, says, also, to, go, due, daysLeft }: Wanted) {
  return (
    <section className={styles.next} aria-label={title}>
      <div className="row spread wraps">
        <span className="row">
          <span className="warn">
            <Icon name={icon} />
          </span>
          {about}
        </span>
        {due && <Due due={due} daysLeft={daysLeft} />}
      </div>
      {says && <p className={styles.says}>{says}</p>}
      <div className={styles.steps}>
        <Link to={to} className="primary">
          {go}
        </Link>
        {also}
      </div>
    </section>
  );
}
