/** What two courses share and what each has alone, by topic word, quoted from the texts. */
import type { Topic } from '../domain/index.ts';
import type { ReadCourse } from './catalogue-index.ts';
import { readTexts } from './read-course.ts';
import { tellingOf } from './term-space.ts';
import type { View } from './view.ts';

/** The terms of one side with their shares of its information and their places in its texts. */
export type SideTopics = ReadonlyMap<string, Topic>;

const TOPICS = {
  /** Topics of each kind, heaviest first, and quotes of each. */
  most: 12,
  quotes: 2,
  /** A term of the title says more than one of the description. */
  titleWeight: 3,
} as const;

/** The topic words of a course in a language; how telling a word is comes from the catalogue's view. Part numbers are no topics. */
export function topicsOf(
  side: 'home' | 'host',
  { course, stub }: ReadCourse,
  { language, view }: { readonly language: string; readonly view: View },
): SideTopics {
  const { title, body } = readTexts(course, language, stub?.descriptions[language]);
  const found = new Map<string, { count: number; term: string; quotes: Topic['quotes'] }>();
  for (const { field, text, tokens } of [title, ...body]) {
    for (const { term, start, end } of tokens) {
      if (term.startsWith('#')) continue;
      const quote = text.slice(start, end);
      const entry = found.get(term) ?? { count: 0, term: quote.toLowerCase(), quotes: [] };
      found.set(term, entry);
      entry.count += field === 'title' ? TOPICS.titleWeight : 1;
      if (entry.quotes.length < TOPICS.quotes) entry.quotes.push({ side, field, language, start, end, text: quote });
    }
  }
  const { words } = view.spaces;
  const weights = [...found].map(([term, { count }]) => (1 + Math.log(count)) * Math.max(0, tellingOf(words, term)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return new Map(
    [...found].map(([key, { term, quotes }], at) => [
      key,
      { term, quotes, weight: total > 0 ? (weights[at] ?? 0) / total : 0 },
    ]),
  );
}

/**
 * Shared topics carry quotes of both sides and the home weight. `counterpartsOf` gives the host terms that a home term may stand for,
 * the surest first.
 */
export function compareTopics(
  home: SideTopics,
  host: SideTopics,
  counterpartsOf: (term: string) => readonly string[],
): { readonly shared: Topic[]; readonly missing: Topic[]; readonly surplus: Topic[] } {
  const heaviest = (topics: Topic[]): Topic[] =>
    topics
      .sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : a.term > b.term ? 1 : 0))
      .slice(0, TOPICS.most);
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
