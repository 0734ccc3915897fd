/** The chosen course beside the list: how sure, why, what is missing. */
import { Link, useSearch } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useSay } from '../../language.tsx';
import { Code, Quoted } from '../../parts/course.tsx';
import { CreditBars } from '../../parts/credit-bars.tsx';
import { useCreditsText } from '../../parts/credits.ts';
import { dayText } from '../../parts/dates.ts';
import { Icon } from '../../parts/icon.tsx';
import { fractionOf } from '../../parts/numbers.ts';
import { Probability, VerdictTag } from '../../parts/verdict.tsx';
import { stayWithPin } from '../board/last-stay.ts';
import { useEcts } from '../match/match-query.ts';
import styles from './courses.module.css';
import { verdictOf } from './row.tsx';
import { type CourseSearch, type FoundCourse, NAMED_LANGUAGES } from './search-query.ts';

/** Topics shown at once. */
const MOST_TOPICS = 12;

interface PeekProps {
  readonly item: FoundCourse;
  readonly home: CourseSearch['home'];
}

export function Peek({ item, home }: PeekProps) {
  const say = useSay();
  const creditsOf = useCreditsText();
  // What every comparison of its kind begins with speaks neither for nor against this one.
  const reasons = item.evidence.filter(({ key }) => key !== 'base');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which takes the keyboard too
    <aside className={styles.peek} aria-label={say('courses.peek')} tabIndex={0}>
      <div>
        <p className="row spread">
          <Code side="host">{item.code}</Code>
          <span className={`small muted ${styles.walk}`}>
            <kbd>↑</kbd> <kbd>↓</kbd> {say('courses.to-move')}
          </span>
        </p>
        <h2 className={styles.name}>
          <Quoted texts={item.titles} />
        </h2>
        <p className="small second">
          {item.catalogue.institution} {item.catalogue.academicYear}
        </p>
      </div>
      {item.probability !== null && (
        <div>
          <p className="row">
            <Probability value={item.probability} large />
            <VerdictTag verdict={verdictOf(item)} filled />
          </p>
          <p className="small second">{say('parts.of-100', { value: Math.round(item.probability * 100) })}</p>
        </div>
      )}
      <Worth item={item} home={home} />
      <Ways item={item} home={home} />
      <dl className={styles.facts}>
        {!home && (
          <>
            <dt>{say('courses.credits-host')}</dt>
            <dd className="host">{creditsOf(item.credits) ?? say('courses.unknown')}</dd>
          </>
        )}
        <dt>{say('courses.term')}</dt>
        <dd>{item.terms.map((term) => say(`courses.term-${term}`)).join(', ') || say('courses.unknown')}</dd>
        <dt>{say('courses.language')}</dt>
        <dd>
          {item.languages
            .map((one) => (NAMED_LANGUAGES.includes(one) ? say(`courses.language-${one}`) : one.toUpperCase()))
            .join(', ') || say('courses.unknown')}
        </dd>
      </dl>
      {item.precedents.length > 0 && (
        <section>
          <h3>{say('courses.decisions')}</h3>
          <ul>
            {item.precedents.map((decided) => (
              <li
                key={`${decided.homeCode} ${decided.hostCode} ${decided.decidedOn} ${decided.decision}`}
                className="row"
              >
                <VerdictTag verdict={decided.decision === 'approved' ? 'precedent' : 'refused'} />
                <span className="small second">
                  {decided.homeCode} – {decided.hostCode}
                  {decided.decidedOn && `, ${dayText(decided.decidedOn)}`}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Topics name={say('courses.both')} topics={item.shared} kind={styles.shared ?? ''} />
      <Topics name={say('courses.only-home')} topics={item.missing} kind={styles.missing ?? ''} />
      {reasons.length > 0 && (
        <section>
          <h3>{say('courses.why')}</h3>
          <ul className={styles.reasons}>
            {reasons.map(({ key, reason, contribution }) => (
              <li key={key}>
                <span className={contribution >= 0 ? 'ok' : 'bad'}>
                  <Icon
                    name={contribution >= 0 ? 'plus' : 'cross'}
                    size={12}
                    label={say(contribution >= 0 ? 'courses.speaks-for' : 'courses.speaks-against')}
                  />
                </span>
                {(reason as { text?: string }).text}
              </li>
            ))}
          </ul>
        </section>
      )}
      {item.notes.length > 0 && (
        <section>
          <h3>{say('courses.to-check')}</h3>
          <ul className={styles.reasons}>
            {item.notes.map((note) => (
              <li key={note.code}>
                <span className="warn">
                  <Icon name="warning" size={13} />
                </span>
                {(note as { text?: string }).text}
              </li>
            ))}
          </ul>
        </section>
      )}
    </aside>
  );
}

/** What both sides are worth, one width a credit. */
function Worth({ item, home }: PeekProps) {
  const say = useSay();
  const creditsOf = useCreditsText();
  const [ours, theirs] = [useEcts(home?.credits ?? undefined), useEcts(item.credits ?? undefined)];
  if (!home) return null;
  const unknown = say('courses.unknown');
  return (
    <div className={styles.worth}>
      {ours.data && theirs.data && (
        <CreditBars home={fractionOf(ours.data.credits)} host={fractionOf(theirs.data.credits)} unit={8} />
      )}
      <p className="small second">
        {say('match.worth-of', { home: creditsOf(home.credits) ?? unknown, host: creditsOf(item.credits) ?? unknown })}
      </p>
    </div>
  );
}

/** Where it leads for a home course: to both texts side by side, and into a plan. */
function Ways({ item: { catalogue, code }, home: replacedCourse }: PeekProps) {
  const say = useSay();
  const { for: replaced } = useSearch({ from: '/inside/courses' });
  const params = matchParams(replaced, { catalogue, code });
  if (!params) return null;
  return (
    <p className="row">
      <Link className="primary" to="/match/$curriculum/$home/$catalogue/$host" params={params}>
        {say('courses.open-match')} <kbd>↵</kbd>
      </Link>
      <Link className="secondary" to="/plans/board" search={stayWithPin(params, replacedCourse?.semester ?? null)}>
        <Icon name="pin" /> {say('courses.into-plan')} <kbd>P</kbd>
      </Link>
    </p>
  );
}

/** Of the address of the match with a found course; null where no home course is to be replaced. */
export function matchParams(
  replaced: string | undefined,
  { catalogue, code }: Pick<FoundCourse, 'catalogue' | 'code'>,
) {
  const [curriculum, home] = replaced?.split(':') ?? [];
  return curriculum && home ? { curriculum, home, catalogue: catalogue.list, host: code } : null;
}

function Topics({
  name,
  topics,
  kind,
}: {
  readonly name: string;
  readonly topics: readonly string[];
  readonly kind: string;
}) {
  if (topics.length === 0) return null;
  return (
    <section>
      <h3>{name}</h3>
      <p className={styles.topics}>
        {topics.slice(0, MOST_TOPICS).map((topic) => (
          <Fragment key={topic}>
            <span className={kind}>{topic}</span>{' '}
          </Fragment>
        ))}
      </p>
    </section>
  );
}
