/** How likely the two are the same, what that is the sum of, what both are worth, and what people have decided. */
import { Button } from '@mantine/core';
import { useSay } from '../../language.tsx';
import { CreditBars } from '../../parts/credit-bars.tsx';
import { useCreditsText } from '../../parts/credits.ts';
import { dayText } from '../../parts/dates.ts';
import { useLevelName } from '../../parts/level.ts';
import { fractionOf } from '../../parts/numbers.ts';
import { Reasons } from '../../parts/reasons.tsx';
import { sentenceOf } from '../../parts/sentence.ts';
import { Probability, VerdictTag } from '../../parts/verdict.tsx';
import styles from './match.module.css';
import { type Match, useEcts } from './match-query.ts';
import { Waterfall } from './waterfall.tsx';

interface WhyProps {
  readonly match: Match;
  /** Of every feature, once somebody has asked for them. */
  readonly every: Match['evidence'] | null;
  readonly toggleEvery: () => void;
}

export function Why({ match, every, toggleEvery }: WhyProps) {
  const say = useSay();
  return (
    <>
      <section>
        <p className="row">
          {match.probability !== undefined && <Probability value={match.probability} large />}
          {match.verdict && <VerdictTag verdict={match.verdict} filled />}
        </p>
        {match.probability !== undefined && (
          <p className="small second">{say('parts.of-100', { value: Math.round(match.probability * 100) })}</p>
        )}
        {match.notes.map((note) => (
          <p key={note.code} className="small warn">
            {sentenceOf(note)}
          </p>
        ))}
      </section>
      <section>
        <h2>{say('match.why')}</h2>
        <Waterfall evidence={match.evidence} />
        <Button size="compact-xs" variant="default" aria-expanded={every !== null} onClick={toggleEvery}>
          {say('match.every-factor')} <kbd>E</kbd>
        </Button>
        {every && <Reasons evidence={every} />}
      </section>
      <Worth credits={match.credits} levels={match.levels} />
      <Decided precedents={match.precedents} />
    </>
  );
}

function Worth({ credits: { home, host }, levels }: Pick<Match, 'credits' | 'levels'>) {
  const say = useSay();
  const creditsOf = useCreditsText();
  const [ours, theirs] = [useEcts(home ?? undefined), useEcts(host ?? undefined)];
  const ects = [ours, theirs].map(({ data }) => (data ? fractionOf(data.credits) : null));
  const levelName = useLevelName();
  const levelOf = (level: string | null): string => (level ? levelName(level) : say('courses.unknown'));
  const [atHome = null, there = null] = ects;
  return (
    <section>
      <h2>{say('match.worth')}</h2>
      <div className={styles.worth}>
        {atHome !== null && there !== null && <CreditBars home={atHome} host={there} />}
        <p className="small second">
          {say('match.worth-of', {
            home: creditsOf(home) ?? say('courses.unknown'),
            host: creditsOf(host) ?? say('courses.unknown'),
          })}{' '}
          {levels.home === levels.host
            ? say('match.level-same', { level: levelOf(levels.home) })
            : say('match.level-differs', { home: levelOf(levels.home), host: levelOf(levels.host) })}
        </p>
      </div>
    </section>
  );
}

function Decided({ precedents }: Pick<Match, 'precedents'>) {
  const say = useSay();
  return (
    <section>
      <h2>{say('match.precedents')}</h2>
      {precedents.length === 0 && <p className="small second">{say('match.no-precedent')}</p>}
      <ul className={styles.decided}>
        {precedents.map((decided) => (
          <li key={`${decided.homeCode} ${decided.hostCode} ${decided.decidedOn} ${decided.decision}`}>
            <span className="row spread wraps">
              <VerdictTag verdict={decided.decision === 'approved' ? 'precedent' : 'refused'} />
              <span className="small muted">
                {decided.decidedOn && dayText(decided.decidedOn)}
                {decided.validUntil && ` · ${say('match.until', { day: dayText(decided.validUntil) })}`}
              </span>
            </span>
            <span className="small">
              <b>
                {decided.homeCode} = {decided.hostCode}
              </b>{' '}
              {decided.hostInstitution}
            </span>
            <span className="small second">{sentenceOf(decided.reason)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
