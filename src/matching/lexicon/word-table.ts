/** Learned word translations: pairs of stems with a weight from 0 to 1, trained by `npm run train:lexicon`. */
import { memoise } from '../../domain/index.ts';
import { LEXICON_LANGUAGES, type LexiconLanguage } from './concepts.ts';
import learned from './learned.json' with { type: 'json' };

/** Weights by stem of the source language, then by stem of the target language; see {@link pairName} for the directions. */
export type WordTable = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** The name under which both directions of two languages are kept: `en-ru` for ru -> en as well. */
export function pairName(from: LexiconLanguage, to: LexiconLanguage): string {
  return LEXICON_LANGUAGES.indexOf(from) < LEXICON_LANGUAGES.indexOf(to) ? `${from}-${to}` : `${to}-${from}`;
}

/** The table read in the other direction; the weights are symmetric. */
export function invertTable(table: WordTable): WordTable {
  const inverted = new Map<string, Map<string, number>>();
  for (const [source, targets] of table) {
    for (const [target, weight] of targets) {
      inverted.set(target, (inverted.get(target) ?? new Map<string, number>()).set(source, weight));
    }
  }
  return inverted;
}

const loaded = new Map<string, WordTable>();

/** The shipped translations from one language into another; empty when none were learned. */
export function wordTable(from: LexiconLanguage, to: LexiconLanguage): WordTable {
  const name = pairName(from, to);
  return memoise(loaded, `${from}>${to}`, () => {
    const tables: Readonly<Record<string, Readonly<Record<string, string>>>> = learned.tables;
    const forward = new Map(
      Object.entries(tables[name] ?? {}).map(([stem, row]) => {
        // "alpha 93 beta 12" are two targets with weights in hundredths.
        const cells = [...row.matchAll(/(\S+) (\d+)/g)];
        return [stem, new Map(cells.map(([, target = '', weight]) => [target, Number(weight) / 100]))];
      }),
    );
    return name === `${from}-${to}` ? forward : invertTable(forward);
  });
}
