/**
 * Keys that let a Cyrillic and a Latin spelling of one international word meet: `алгебра` and `algebra`, `философия` and
 * `philosophy`. For comparison across scripts only: within one script they lose more than they find.
 */
import table from './transliteration.json' with { type: 'json' };

const TABLES = {
  letters: new Map(Object.entries(table.letters)),
  /** One letter per sound. */
  ofLetters: new Map([...Object.entries(table.letters), ...Object.entries(table.sounds)]),
  ofSpellings: table.latinSpellings.map(([pattern = '', sound = '']) => [new RegExp(pattern, 'g'), sound] as const),
};

/** Endings that carry the part of speech and not the meaning; what stays must be at least four letters long. */
const ENDINGS = {
  latin: /^(.{4,}?)(?:ik(?:al|s)?)$/,
  cyrillic: /^(.{4,}?)(?:ik|(?:ic)?esk(?:ii|ogo|oi|ih|im|om|uu|imi)?)$/,
  vowels: /^(.{3,}?)[aeiou]+$/,
} as const;

/** In Latin letters with their accents taken off; `й` and `ё` are letters of their own and are read by the tables. */
const spell = (word: string, letters: ReadonlyMap<string, string>): string =>
  word
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\u0400-\u04ff]+/gu, (latin) => latin.normalize('NFD').replace(/\p{Mn}/gu, ''))
    .replace(/\P{ASCII}/gu, (letter) => letters.get(letter) ?? letter);

/** A word in lower-case Latin letters: `Информатика` -> `informatika`, `Жүйелер` -> `zhuieler`, `Größe` -> `grosse`. */
export const transliterate = (word: string): string => spell(word, TABLES.letters);

/**
 * A phonetic key that is equal for most international words of the two scripts: `философия` and `philosophy` both give
 * `filosof`, `информация` and `information` both `informas`. Give it words rather than stems: it takes endings off itself.
 * Kazakh suffixes must be taken off before (stemKazakh). A word of any other kind gets a key too, which then simply meets nothing.
 */
export function foldKey(word: string): string {
  const isCyrillic = /\p{Script=Cyrillic}/u.test(word);
  const sounds = isCyrillic
    ? spell(word, TABLES.ofLetters)
    : TABLES.ofSpellings.reduce((key, [pattern, sound]) => key.replace(pattern, sound), transliterate(word));
  const ending = isCyrillic ? ENDINGS.cyrillic : ENDINGS.latin;
  return sounds
    .replace(/au/g, 'av')
    .replace(/(.)\1+/g, '$1')
    .replace(ending, '$1')
    .replace(ENDINGS.vowels, '$1')
    .replace(ending, '$1');
}
