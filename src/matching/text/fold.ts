/** Words as they are compared: without case, accents and look-alike letters. */
import { foldLookalikes } from '../../domain/index.ts';

const SCRIPTS = {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
  ascii: /^[\u0000-\u007f]*$/,
  cyrillic: /\p{Script=Cyrillic}/u,
  latin: /\p{Script=Latin}/u,
} as const;

/** Lower case, compatibility forms joined, accents off Latin letters, look-alike letters of a mixed word made Latin. */
export function foldWord(word: string): string {
  if (SCRIPTS.ascii.test(word)) return word.toLowerCase();
  const plain = word.normalize('NFKC');
  // The name of a language (С++, С#) is Latin whatever keyboard it was typed on.
  if (/^\p{L}(?:\+\+|#)$/u.test(plain)) return foldLookalikes(plain).toLowerCase();
  const isMixed = SCRIPTS.cyrillic.test(plain) && SCRIPTS.latin.test(plain);
  const lower = (isMixed ? foldLookalikes(plain) : plain).toLowerCase();
  if (SCRIPTS.cyrillic.test(lower)) return lower.replace(/ё/g, 'е');
  return lower.normalize('NFD').replace(/\p{M}/gu, '').replace(/ß/g, 'ss');
}
