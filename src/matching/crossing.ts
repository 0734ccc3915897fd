/**
 * Comparison across languages: the home course's words in its own language against a catalogue's words in another, by how much
 * of each text the other one covers in translation.
 */
import { memoise } from '../domain/index.ts';
import type { Scores } from './candidates.ts';
import type { HomeSide } from './home-course.ts';
import { createTranslator, scoreCoverage, sumWeights, type Translate } from './lexicon/index.ts';
import type { CourseTerms } from './read-terms.ts';
import { dampen, inverseFrequency } from './term-space.ts';
import type { View } from './view.ts';

/** A catalogue's view made ready for questions in another language. */
export interface Crossing {
  readonly view: View;
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
  return memoise(known, from, () => ({
    view,
    translate: createTranslator({ from, to: view.language, vocabulary: words.terms.keys() }),
    sums: { words: sumWeights(words), title: sumWeights(title), body: sumWeights(body) },
  }));
}

/** Fills `scores` with coverages, 0 to 1, in the place of the cosines of a view; what has no meaning across languages is 0. */
export function scanAcross(
  { view, translate, sums }: Crossing,
  home: { readonly terms: CourseTerms; readonly backgrounds: HomeSide['backgrounds'] },
  { channels }: Scores,
): void {
  for (const channel of Object.values(channels)) channel.fill(0);
  for (const part of ['words', 'title', 'body'] as const) {
    // How telling a term is comes from the home courses, whose language the catalogue does not share.
    const { size, frequencies } = home.backgrounds[part];
    const query = new Map(
      [...home.terms[part]].map(([term, count]) => [
        term,
        dampen(count) * inverseFrequency(size, frequencies.get(term) ?? 0),
      ]),
    );
    channels[part].set(scoreCoverage({ postings: view.spaces[part], sums: sums[part], query, translate }));
  }
}
