/**
 * Comparison across languages. The home course is read into the catalogue's language: phrases by the glossary of the subjects, other words
 * by the learned table and by words that sound alike. Titles and texts are compared by how much of each the other one covers, everything
 * else as between courses of one language.
 */
import { memoise } from '../domain/index.ts';
import type { Scores } from './candidates.ts';
import type { HomeSide } from './home-course.ts';
import { createTranslator, scoreCoverage, sumWeights, type Translate } from './lexicon/index.ts';
import { READ } from './phrases.ts';
import { atLargeIn } from './prior.ts';
import type { CourseTerms } from './read-terms.ts';
import { dampen, inverseFrequency, type TermCounts } from './term-space.ts';
import type { View } from './view.ts';

/** A catalogue's view made ready for questions in another language. */
export interface Crossing {
  readonly view: View;
  /** Of a term of {@link readPhrases}. */
  readonly translate: Translate;
  readonly sums: Readonly<Record<'words' | 'title' | 'body', Float32Array>>;
}

/** Kept with the view, which outlives runs: linear in its vocabulary to make. */
const crossings = new WeakMap<View, Map<string, Crossing>>();

/** The crossing from a language into a view. */
export function openCrossing(from: string, view: View): Crossing {
  const known = crossings.get(view) ?? new Map<string, Crossing>();
  crossings.set(view, known);
  const { words, title, body } = view.spaces;
  return memoise(known, from, () => {
    const translate = createTranslator({ from, to: view.language, vocabulary: words.terms.keys() });
    return {
      view,
      translate: (term) => (term.startsWith(READ) ? [{ term: term.slice(READ.length), weight: 1 }] : translate(term)),
      sums: { words: sumWeights(words), title: sumWeights(title), body: sumWeights(body) },
    };
  });
}

/** The terms in the catalogue's language, each by its surest translation, and the share of them that has one. */
export function translateTerms(
  { translate }: Crossing,
  terms: CourseTerms,
): { readonly terms: CourseTerms; readonly understood: number } {
  const read = (counts: TermCounts): Map<string, number> => {
    const found = new Map<string, number>();
    for (const [term, count] of counts) {
      const [best] = translate(term);
      if (best) found.set(best.term, (found.get(best.term) ?? 0) + count);
    }
    return found;
  };
  const [title, body] = [read(terms.title), read(terms.body)];
  const known = [...terms.words.keys()].filter((term) => translate(term).length > 0).length;
  return {
    terms: {
      title,
      body,
      words: read(terms.words),
      letters: new Map(),
      sortedTitle: [...title.keys()].sort().join(' '),
    },
    understood: terms.words.size === 0 ? 0 : known / terms.words.size,
  };
}

/** Fills `scores` with coverages, 0 to 1, in the place of the cosines of titles and texts. */
export function scanAcross(
  { view, translate, sums }: Crossing,
  home: { readonly terms: CourseTerms; readonly backgrounds: HomeSide['backgrounds']; readonly language: string },
  { channels }: Scores,
): void {
  for (const part of ['words', 'title', 'body'] as const) {
    // How telling a term is comes from the home courses, whose language the catalogue does not share.
    const { size, frequencies } = home.backgrounds[part];
    const atLarge = atLargeIn(home.language);
    const query = new Map(
      [...home.terms[part]].map(([term, count]) => [
        term,
        dampen(count) * inverseFrequency(size + atLarge.size, (frequencies.get(term) ?? 0) + atLarge.having(term)),
      ]),
    );
    channels[part].set(scoreCoverage({ postings: view.spaces[part], sums: sums[part], query, translate }));
  }
}
