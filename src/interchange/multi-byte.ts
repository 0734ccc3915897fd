/** The encodings in which East Asian spreadsheets save text, told by where in them the common signs stand. */

export type EastAsianEncoding = 'gb18030' | 'euc-kr' | 'big5';

/** So many bytes decide; a longer text says nothing new. */
const SAMPLE_BYTES = 64 * 1024;

interface Range {
  readonly encoding: EastAsianEncoding;
  /** First bytes of the signs that texts mostly consist of, both ends included. */
  readonly lead: readonly [from: number, to: number];
  /** The share of signs that stand there in a text of the language. */
  readonly share: number;
}

/** Hangul; the 3,755 commonest signs of GB 2312; those of Big5. The narrower comes first, because a wider range holds it too. */
const RANGES: readonly Range[] = [
  { encoding: 'euc-kr', lead: [0xb0, 0xc8], share: 0.95 },
  { encoding: 'gb18030', lead: [0xb0, 0xd7], share: 0.85 },
  { encoding: 'big5', lead: [0xa4, 0xc6], share: 0.9 },
];

/** Null when the bytes are not signs of two bytes each, as accents between Latin letters and Cyrillic words are not. */
export function eastAsianEncoding(bytes: Uint8Array): EastAsianEncoding | null {
  const pairs = pairsOf(bytes.subarray(0, SAMPLE_BYTES));
  if (pairs === null) return null;
  // Punctuation and signs of full width stand below the letters in all three.
  const letters = pairs.filter(([lead]) => lead > 0xa3);
  const low = letters.filter(([, trail]) => trail < 0xa1).length;
  const found = RANGES.find(({ encoding, lead: [from, to], share }) => {
    const inside = letters.filter(([lead]) => lead >= from && lead <= to).length;
    // Only Big5 uses second bytes of ASCII, and uses them often.
    const isOwn = encoding === 'big5' ? low > letters.length * 0.1 : low === 0;
    return isOwn && letters.length > 1 && inside >= letters.length * share;
  });
  return found && decodes(found.encoding, bytes) ? found.encoding : null;
}

/** The signs of two bytes; null when a byte beyond ASCII begins none. */
function pairsOf(bytes: Uint8Array): (readonly [lead: number, trail: number])[] | null {
  const pairs: (readonly [number, number])[] = [];
  for (let at = 0; at < bytes.length; at += 1) {
    const [lead = 0, trail] = [bytes[at], bytes[at + 1]];
    if (lead < 0x80) continue;
    if (trail === undefined) return at + 1 === SAMPLE_BYTES ? pairs : null;
    if (lead < 0xa1 || trail < 0x40 || trail === 0x7f) return null;
    pairs.push([lead, trail]);
    at += 1;
  }
  return pairs;
}

function decodes(encoding: EastAsianEncoding, bytes: Uint8Array): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
