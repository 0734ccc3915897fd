/** Where words begin and end, without a regular expression: this is done for every letter of every text. */

/** Uzbek apostrophes (U+02BB, U+02BC) are letters to Unicode; typed as any other apostrophe they are none. */
const WORD_UNIT = /^(?![\u02bb\u02bc])[\p{L}\p{M}\p{N}]$/u;
/** By UTF-16 unit: 0 not looked at yet, 1 part of a word, 2 not. */
const kinds = new Uint8Array(0x1_0000);

/** Length of the letter, mark or digit at a place, in UTF-16 units; 0 when there is none. */
function partAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit >= 0xd800 && unit < 0xdc00) return WORD_UNIT.test(text.slice(at, at + 2)) ? 2 : 0; // the first of two units
  if (kinds[unit] === 0) kinds[unit] = WORD_UNIT.test(String.fromCharCode(unit)) ? 1 : 2;
  return kinds[unit] === 1 ? 1 : 0;
}

/** The end of the word that begins at `start` (letters, marks and digits, then `++` or `#`), or `start` when none does. */
export function endOfWord(text: string, start: number): number {
  let end = start;
  while (end < text.length) {
    const length = partAt(text, end);
    if (length === 0) break;
    end += length;
  }
  if (end === start || end === text.length) return end;
  if (text[end] === '#') return end + 1;
  return text.startsWith('++', end) ? end + 2 : end;
}
