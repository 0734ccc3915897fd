/** Where words begin and end, without a regular expression: this is done for every letter of every text. */

const WORD_UNIT = /^[\p{L}\p{M}\p{N}]$/u;
/** By UTF-16 unit: not looked at yet, part of a word, or not. */
const kinds = new Uint8Array(0x1_0000);
const [PART, OTHER] = [1, 2];

function kindOf(unit: number): number {
  const kind = WORD_UNIT.test(String.fromCharCode(unit)) ? PART : OTHER;
  kinds[unit] = kind;
  return kind;
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;

/** Length of the letter, mark or digit at a place, in UTF-16 units; 0 when there is none. */
function partAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (isHighSurrogate(unit)) return WORD_UNIT.test(text.slice(at, at + 2)) ? 2 : 0;
  return (kinds[unit] || kindOf(unit)) === PART ? 1 : 0;
}

const [PLUS, SHARP] = [0x2b, 0x23];

/** The end of the word that begins at `start` (letters, marks and digits, then `++` or `#`), or `start` when none does. */
export function endOfWord(text: string, start: number): number {
  let end = start;
  while (end < text.length) {
    const length = partAt(text, end);
    if (length === 0) break;
    end += length;
  }
  if (end === start || end === text.length) return end;
  if (text.charCodeAt(end) === SHARP) return end + 1;
  return text.charCodeAt(end) === PLUS && text.charCodeAt(end + 1) === PLUS ? end + 2 : end;
}
