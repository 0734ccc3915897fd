/** What the home course promises, and where the host says it. */
import { useSay } from '../../language.tsx';
import { SideWord, textOf } from '../../parts/course.tsx';
import { Tag } from '../../parts/verdict.tsx';
import { closestOf, sentencesIn } from './closest.ts';
import styles from './match.module.css';
import type { Match, MatchedCourse } from './match-query.ts';

interface OutcomesProps {
  readonly home: MatchedCourse;
  readonly host: MatchedCourse;
  readonly match: Match;
  /** The reader's language, where nothing is quoted. */
  readonly reader: string;
}

export function Outcomes({ home, host, match, reader }: OutcomesProps) {
  const say = useSay();
  const quoted = match.shared.flatMap(({ quotes }) => quotes);
  const written = quoted.find(({ side }) => side === 'host')?.language ?? reader;
  const own = quoted.find(({ side }) => side === 'home')?.language ?? reader;
  const outcomes = home.outcomes[own] ?? [];
  if (outcomes.length === 0) return null;
  const [description] = textOf(host.descriptions, written);
  const sentences = [...(host.outcomes[written] ?? []), ...sentencesIn(description)];
  return (
    <section className={styles.outcomes} aria-label={say('match.outcomes')}>
      <div className="row spread wraps">
        <h2>{say('match.outcomes')}</h2>
        <span className="small muted">{say('match.outcomes-how')}</span>
      </div>
      <table className={`stacked ${styles.pairs}`}>
        <thead>
          <tr>
            <th scope="col">
              <SideWord side="home">{say('match.outcome')}</SideWord>
            </th>
            <th scope="col">{say('match.found')}</th>
            <th scope="col">
              <SideWord side="host">{say('match.closest')}</SideWord>
            </th>
          </tr>
        </thead>
        <tbody>
          {closestOf(outcomes, sentences, match.shared).map(({ outcome, sentence, words }) => (
            <tr key={outcome}>
              <td className="quoted" lang={own}>
                {outcome}
              </td>
              <td>
                {sentence === null ? (
                  <Tag icon="ring">{say('match.found-nothing')}</Tag>
                ) : (
                  <Tag icon={words.length > 1 ? 'done' : 'half'} tone={words.length > 1 ? 'ok' : 'warn'}>
                    {say('match.found-topics', { count: words.length })}
                  </Tag>
                )}
              </td>
              <td className="quoted" lang={written}>
                {sentence ?? <span className="muted">–</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
