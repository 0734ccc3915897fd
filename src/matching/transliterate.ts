/**
 * Keys that let a Cyrillic and a Latin spelling of one international word meet: `алгебра` and `algebra`, `философия` and
 * `philosophy`. For comparison across scripts only: within one script they lose more than they find.
 */

/** Readable Latin for Russian and Kazakh letters, close to BGN/PCGN without its diacritics. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ а: 'a', ә: 'a', б: 'b', в: 'v', г: 'g', ғ: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'i' },
  ...{ к: 'k', қ: 'k', л: 'l', м: 'm', н: 'n', ң: 'n', о: 'o', ө: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u' },
  ...{ ұ: 'u', ү: 'u', ф: 'f', х: 'kh', һ: 'h', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'y', і: 'i' },
  ...{ ь: '', э: 'e', ю: 'yu', я: 'ya', ß: 'ss', ı: 'i', ø: 'o', æ: 'ae', œ: 'oe', ł: 'l' },
};

/**
 * One letter per sound where the two scripts disagree: `h` is х and the Greek ch, `s` also ц, ш and з, `j` also ж.
 * Coarser than {@link LETTERS} on purpose.
 */
const SOUNDS: Readonly<Record<string, string>> = {
  ...LETTERS,
  ...{ ж: 'j', з: 's', х: 'h', ц: 's', ч: 'c', ш: 's', щ: 's', ы: 'i', ю: 'u', я: 'a' },
};

/** Latin spellings of those sounds. The order matters: `x` is spelt out before `ch` becomes `h`. */
const LATIN_SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/[ts]ions?$/, 'si'],
  [/x/g, 'ks'],
  [/^hi/, 'i'],
  [/^h(?=[aeouy])/, 'g'],
  [/qu/g, 'kv'],
  [/sch|sh/g, 's'],
  [/ph/g, 'f'],
  [/([trg])h/g, '$1'],
  [/ch/g, 'h'],
  [/ck/g, 'k'],
  [/c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/[ao]e/g, 'e'],
  [/ou/g, 'u'],
  [/eu/g, 'ev'],
  [/y/g, 'i'],
  [/w/g, 'v'],
  [/z/g, 's'],
  [/iks$/, 'ik'],
];

/** Endings that carry the part of speech and not the meaning; what stays must be at least four letters long. */
const LATIN_ENDING = /^(.{4,}?)(?:ik(?:al|s)?)$/;
const CYRILLIC_ENDING = /^(.{4,}?)(?:ik|(?:ic)?esk(?:ii|ogo|oi|ih|im|om|uu|imi)?)$/;
const FINAL_VOWELS = /^(.{3,}?)[aeiou]+$/;
const CYRILLIC = /\p{Script=Cyrillic}/u;
const MARKS = /\p{Mn}/gu;

/** Latin letters with their accents taken off; `й` and `ё` are letters of their own and are read by the tables. */
const withoutMarks = (word: string): string =>
  word.replace(/[^\u0400-\u04ff]+/gu, (latin) => latin.normalize('NFD').replace(MARKS, ''));

const spell = (word: string, table: Readonly<Record<string, string>>): string =>
  withoutMarks(word.normalize('NFC').toLowerCase()).replace(/\P{ASCII}/gu, (letter) => table[letter] ?? letter);

/** A word in lower-case Latin letters: `Информатика` -> `informatika`, `Жүйелер` -> `zhuieler`, `Größe` -> `grosse`. */
export function transliterate(word: string): string {
  return spell(word, LETTERS);
}

/**
 * A phonetic key that is equal for most international words of the two scripts: `философия` and `philosophy` both give
 * `filosof`, `информация` and `information` both `informas`. Give it words rather than stems: it takes endings off itself.
 * Kazakh suffixes must be taken off before (stemKazakh). A word of any other kind gets a key too, which then simply meets nothing.
 */
export function foldKey(word: string): string {
  const cyrillic = CYRILLIC.test(word);
  const sounds = cyrillic
    ? spell(word, SOUNDS)
    : LATIN_SPELLINGS.reduce((key, [pattern, sound]) => key.replace(pattern, sound), transliterate(word));
  return sounds
    .replace(/au/g, 'av')
    .replace(/(.)\1+/g, '$1')
    .replace(cyrillic ? CYRILLIC_ENDING : LATIN_ENDING, '$1')
    .replace(FINAL_VOWELS, '$1')
    .replace(cyrillic ? CYRILLIC_ENDING : LATIN_ENDING, '$1');
}
