/** The bundles of what is judged, the weakest first; what was decided here and not sent yet stands beside each. */
import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { useSay } from '../../language.tsx';
import { Quoted } from '../../parts/course.tsx';
import { dayText } from '../../parts/dates.ts';
import { Icon } from '../../parts/icon.tsx';
import { exactNumber } from '../../parts/numbers.ts';
import { useStatedReasons } from '../../parts/stated-reasons.ts';
import { Tag, VerdictSign } from '../../parts/verdict.tsx';
import styles from './review.module.css';
import type { Judged, ReviewCase } from './review-case.ts';
import type { useDrafts } from './staged.ts';

export function BundleList({
  of,
  name,
  sorted,
  current,
  drafts,
  choose,
  arrows,
}: {
  readonly of: ReviewCase;
  readonly name: string;
  readonly sorted: readonly Judged[];
  readonly current: Judged | undefined;
  readonly drafts: ReturnType<typeof useDrafts>;
  readonly choose: (bundle: string) => void;
  readonly arrows: ReactNode;
}) {
  const say = useSay();
  const { about, takenOut } = of;
  const stated = useStatedReasons('change-deleted');
  return (
    <section className={styles.list} aria-label={say('review.bundles')}>
      <div className={styles.whose}>
        {arrows}
        <p>
          <b>{name}</b> <span className="muted">{about?.student?.number}</span>
        </p>
        <p className="small second">
          {of.host}
          {about?.term && `, ${say(`parts.term-${about.term}`)} ${about.academicYear ?? ''}`}
          {of.version !== null && `, ${say('review.version', { version: of.version })}`}
        </p>
        {about?.stay && (
          <p className="small muted">
            {say('review.stay', { start: dayText(about.stay.start), end: dayText(about.stay.end) })}
          </p>
        )}
      </div>
      <ol className={styles.bundles}>
        {sorted.map((judged) => (
          <li key={judged.bundle.id}>
            <UnstyledButton
              className={styles.bundle}
              aria-current={judged === current || undefined}
              onClick={() => choose(judged.bundle.id)}
            >
              <VerdictSign verdict={verdictOf(judged)} />
              <span className={styles.sides}>
                <HomeName {...judged} />
                <span className="cut host code">= {judged.bundle.host.map(({ code }) => code).join(' + ')}</span>
              </span>
              <Stands judged={judged} drafts={drafts} />
            </UnstyledButton>
          </li>
        ))}
        {takenOut.map(({ bundle, reason }) => (
          <li key={bundle.id} className={styles.takenOut}>
            <del className="code">
              {bundle.home.map(({ code }) => code).join(' + ')} = {bundle.host.map(({ code }) => code).join(' + ')}
            </del>
            <span className="small bad">
              {say('review.taken-out', { reason: stated.find(({ value }) => value === reason)?.label ?? reason })}
            </span>
          </li>
        ))}
      </ol>
      {of.totals && <Totals totals={of.totals} />}
    </section>
  );
}

function verdictOf({ state, says, bundle }: Judged) {
  if (state === 'refused' || says === 'refused') return 'refused' as const;
  if (state.startsWith('approved') || says === 'approved') return 'precedent' as const;
  return bundle.verdict ?? ('review' as const);
}

function HomeName({ bundle }: Pick<Judged, 'bundle'>) {
  const say = useSay();
  const courses = bundle.home.length > 0 ? bundle.home : (bundle.fills ?? []);
  const [first] = courses;
  return (
    <span className="cut">
      <b className="code home">{courses.map(({ code }) => code).join(' + ') || bundle.electiveBlock}</b>{' '}
      {first ? <Quoted texts={first.titles} /> : say('review.elective')}
    </span>
  );
}

/** What was decided before, or is staged, or how sure the engine is. */
function Stands({ judged, drafts }: { readonly judged: Judged; readonly drafts: ReturnType<typeof useDrafts> }) {
  const say = useSay();
  const draft = drafts.draftOf(judged);
  if (judged.state !== 'open') return <span className="small">{say(`review.state-${judged.state}`)}</span>;
  if (draft.isStaged && draft.choice)
    return judged.says === 'approved' && draft.choice === 'approve' ? (
      <span className="small ok">{say('review.on-precedent')}</span>
    ) : (
      <Tag icon="pencil" tone="home">
        {say(`review.staged-${draft.choice}`)}
      </Tag>
    );
  const { probability } = judged.bundle;
  return (
    <span className="small numeric">
      {probability === undefined ? (
        <Icon name="question" label={say('review.unknown')} />
      ) : (
        say('parts.per-cent', { value: Math.round(probability * 100) })
      )}
    </span>
  );
}

function Totals({ totals }: { readonly totals: NonNullable<ReviewCase['totals']> }) {
  const say = useSay();
  const number = exactNumber(useIntl());
  return (
    <dl className={styles.totals}>
      <dt>{say('review.at-host')}</dt>
      <dd>{say('review.ects', { amount: number(totals.hostEcts) })}</dd>
      <dt>{say('review.replaced')}</dt>
      <dd>{number(totals.homeEcts)}</dd>
      <dt>{say('review.difference')}</dt>
      <dd>{number(totals.uncoveredEcts)}</dd>
    </dl>
  );
}
