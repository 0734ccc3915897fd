/** What two courses share and what each has alone, by topic word, quoted from the texts. */
import type { Topic } from '../domain/index.ts';
import type { SourceText } from './read-course.ts';

/** A term of one side with its weight and its places. */
interface SideTerm {
  readonly term: string;
  readonly weight: number;
  readonly quotes: Topic['quotes'];
}

/** One course's texts for comparison. */
export interface TopicSide {
  readonly side: 'home' | 'host';
  readonly language: string;
  readonly texts: readonly SourceText[];
}

export interface Topics {
  readonly shared: Topic[];
  readonly missing: Topic[];
  readonly surplus: Topic[];
}

const MOST_TOPICS = 12;
const MOST_QUOTES = 2;
/** A term of the title says more than one of the description. */
const TITLE_WEIGHT = 3;

/** Terms by key with their share of the side's information. Part numbers are no topics. */
export function termsOf(side: TopicSide, informationOf: (key: string) => number): Map<string, SideTerm> {
  const found = new Map<string, { count: number; term: string; quotes: Topic['quotes'] }>();
  for (const text of side.texts) {
    for (const token of text.tokens) {
      if (token.term.startsWith('#')) continue;
      const key = token.term;
      const quote = text.text.slice(token.start, token.end);
      const entry = found.get(key) ?? { count: 0, term: quote.toLowerCase(), quotes: [] };
      entry.count += text.field === 'title' ? TITLE_WEIGHT : 1;
      if (entry.quotes.length < MOST_QUOTES) {
        const { field } = text;
        entry.quotes.push({
          side: side.side,
          field,
          language: side.language,
          start: token.start,
          end: token.end,
          text: quote,
        });
      }
      found.set(key, entry);
    }
  }
  const weights = [...found].map(([key, { count }]) => (1 + Math.log(count)) * Math.max(0, informationOf(key)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return new Map(
    [...found].map(([key, { term, quotes }], at) => [
      key,
      { term, quotes, weight: total > 0 ? (weights[at] ?? 0) / total : 0 },
    ]),
  );
}

const heaviest = (topics: Topic[]): Topic[] =>
  topics.sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : a.term > b.term ? 1 : 0)).slice(0, MOST_TOPICS);

/** The host terms that a home term may stand for, the surest first: itself, or its translations. */
export type Counterparts = (term: string) => readonly string[];

/** Shared topics carry quotes of both sides and the home weight; at most twelve of each kind, heaviest first. */
export function compareTopics(
  home: ReadonlyMap<string, SideTerm>,
  host: ReadonlyMap<string, SideTerm>,
  counterpartsOf: Counterparts = (term) => [term],
): Topics {
  const shared: Topic[] = [];
  const missing: Topic[] = [];
  const met = new Set<string>();
  for (const [key, mine] of home) {
    const found = counterpartsOf(key).filter((term) => host.has(term));
    const theirs = host.get(found[0] ?? '');
    for (const term of found) met.add(term);
    if (theirs) shared.push({ term: mine.term, weight: mine.weight, quotes: [...mine.quotes, ...theirs.quotes] });
    else missing.push({ ...mine });
  }
  const surplus = [...host].filter(([key]) => !met.has(key)).map(([, theirs]) => ({ ...theirs }));
  return { shared: heaviest(shared), missing: heaviest(missing), surplus: heaviest(surplus) };
}
