/** The strongest topics of the two as lists: on both sides, only at home, only at the host. */
import { useSay } from '../../language.tsx';
import styles from './match.module.css';
import type { Match } from './match-query.ts';

const LISTS = [
  ['shared', 'both', 'found'],
  ['missing', 'only-home', 'missing'],
  ['surplus', 'only-host', 'surplus'],
] as const;

export function Topics({ match }: { readonly match: Match }) {
  const say = useSay();
  return (
    <div className={styles.topics}>
      {LISTS.map(([key, name, kind]) => (
        <section key={key} aria-label={say(`match.${name}`)}>
          <h2>{say(`match.${name}`)}</h2>
          {match[key].length === 0 && <p className="small second">{say('match.no-topic')}</p>}
          <ul>
            {match[key].map(({ term, quotes }) => (
              <li key={term}>
                <span className={`quoted ${styles[kind]}`}>{quotes[0]?.text ?? term}</span>
                {/* As the other side writes it. */}
                <span className="quoted second">{otherWord(quotes)}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function otherWord(quotes: Match['shared'][number]['quotes']): string {
  const [first] = quotes;
  const other = quotes.find(({ side }) => side !== first?.side)?.text ?? '';
  return other.toLowerCase() === first?.text.toLowerCase() ? '' : other;
}
