/**
 * Kazakh stems by stripping suffixes from the outside in: case, possessive, plural, then the adjective makers.
 * Kazakh is agglutinative and regular; the suffix agrees with the last vowel (harmony) and the last consonant of the stem.
 * First and second person possessives are left on: course texts hardly have them, and -ым/-ім end many nouns (ғылым, білім).
 */
import table from './kazakh-suffixes.json' with { type: 'json' };

const MIN_STEM = 3;
/** Noun roots whose end looks like a suffix and that course texts are full of. */
const ROOTS = new Set(table.roots.split(' '));
/** `и`, `у` and `ю` occur in words of both kinds, and foreign words take suffixes of either kind after them. */
const VOWELS = { back: /[аоұыёя]/, front: /[әөүіеэ]/, any: /[аәоөұүыіиуеёюяэ]/ } as const;

/** The suffixes of one slot, longest first. `after` is what the rest must end in, when the suffix is possible only there. */
type Slot = readonly { readonly text: string; readonly after: RegExp | null }[];
const PATTERN_OF = new Map(Object.entries(table.ends));
const readSlot = (rows: readonly string[][]): Slot =>
  rows
    .flatMap(([suffixes = '', after]) => {
      const pattern = after === undefined ? null : new RegExp(PATTERN_OF.get(after) ?? after);
      return suffixes.split(' ').map((text) => ({ text, after: pattern }));
    })
    .sort((a, b) => b.text.length - a.text.length || (a.text < b.text ? -1 : 1));

const PLURAL = readSlot(table.slots.plural);
/** From the outside in; an adjective may be of a noun in the plural. */
const SLOTS: readonly Slot[] = [
  ...[readSlot(table.slots.relative), readSlot(table.slots.case), readSlot(table.slots.possessive)],
  ...[PLURAL, readSlot(table.slots.adjective), PLURAL],
];

/** True when the vowels of suffix and stem agree, or when one of them has no vowel that tells. */
function isHarmonious(stem: string, suffix: string): boolean {
  const last = [...stem].reverse().find((letter) => VOWELS.any.test(letter));
  if (last === undefined) return false;
  if (VOWELS.back.test(suffix)) return !VOWELS.front.test(last);
  return !VOWELS.front.test(suffix) || !VOWELS.back.test(last);
}

/** A stem's last consonant is voiced before a vowel (құқық, құқығы; мектеп, мектебі): one letter for both. */
const devoice = (stem: string): string => stem.replace(/ғ$/, 'қ').replace(/г$/, 'к').replace(/б$/, 'п');

/** The word without its longest fitting suffix of one slot, or the word itself. */
function strip(word: string, slot: Slot): string {
  if (ROOTS.has(word)) return word;
  const fitting = slot.find(({ text, after }) => {
    if (!word.endsWith(text)) return false;
    const stem = word.slice(0, -text.length);
    return stem.length >= MIN_STEM && (after === null || after.test(stem)) && isHarmonious(stem, text);
  });
  return fitting === undefined ? word : devoice(word.slice(0, -fitting.text.length));
}

/**
 * The stem of a Kazakh word, lower case: `технологияларының` -> `технология`, `жүйелеріндегі` -> `жүйе`. At least three
 * letters stay. Not a dictionary form: the same stem for the forms of one word is all it is for.
 */
export const stemKazakh = (word: string): string => devoice(SLOTS.reduce(strip, word.toLowerCase()));
