/** Bytes to text: UTF-8, UTF-16 and Windows-1251 told apart by their bytes, because files rarely say what they are. */

export interface Decoded {
  readonly text: string;
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1251' | 'windows-1252';
  /** Some bytes could not be decoded and stand as U+FFFD. */
  readonly damaged: boolean;
}

/** Why bytes are no text, and what to do. */
export interface NotText {
  readonly code: 'file-not-readable' | 'file-encoding';
  readonly reason: string;
  readonly mend: string;
}

const SAVE_AS_CSV = 'Save the table as "CSV UTF-8" in the spreadsheet program and load that file';

/** First bytes of formats that people upload by mistake. */
const SIGNATURES: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ['an Excel workbook or another ZIP archive', [0x50, 0x4b, 0x03, 0x04]],
  ['an empty ZIP archive', [0x50, 0x4b, 0x05, 0x06]],
  ['an old Excel or Word document', [0xd0, 0xcf, 0x11, 0xe0]],
  ['a PDF document', [0x25, 0x50, 0x44, 0x46]],
  ['a gzip archive', [0x1f, 0x8b]],
  ['a 7z archive', [0x37, 0x7a, 0xbc, 0xaf]],
  ['a RAR archive', [0x52, 0x61, 0x72, 0x21]],
  ['a PNG image', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG image', [0xff, 0xd8, 0xff]],
  ['a rich text document', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
  ['text in UTF-32', [0xff, 0xfe, 0x00, 0x00]],
  ['text in UTF-32', [0x00, 0x00, 0xfe, 0xff]],
];

/** Decodes a whole file; a byte order mark is dropped. */
export function decode(bytes: Uint8Array): Decoded | NotText {
  const signature = SIGNATURES.find(([, start]) => start.every((byte, index) => bytes[index] === byte));
  if (signature)
    return { code: 'file-not-readable', reason: `this is ${signature[0]}, not a text file`, mend: SAVE_AS_CSV };
  const marked = markedEncoding(bytes);
  if (marked) return decodeAs(marked, bytes);
  const wide = bytes.includes(0) ? wideEncoding(bytes) : null;
  if (wide) return decodeAs(wide, bytes);
  if (controlShare(bytes) > 0.05)
    return { code: 'file-not-readable', reason: 'this is binary data, not a text file', mend: SAVE_AS_CSV };
  return decodeNarrow(bytes);
}

function markedEncoding(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | null {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return null;
}

function decodeAs(encoding: Decoded['encoding'], bytes: Uint8Array): Decoded {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding, damaged: false };
  } catch {
    return { text: new TextDecoder(encoding).decode(bytes), encoding, damaged: true };
  }
}

/** UTF-16 without a mark: nearly all units are Latin, Cyrillic or punctuation in one byte order and not in the other. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const sample = bytes.subarray(0, 8192);
  const units = Math.floor(sample.length / 2);
  let [little, big] = [0, 0];
  for (let at = 0; at < units * 2; at += 2) {
    const [even = 0, odd = 0] = [sample[at], sample[at + 1]];
    if (isCommonUnit(odd, even)) little += 1;
    if (isCommonUnit(even, odd)) big += 1;
  }
  if (Math.max(little, big) < units * 0.9) return null;
  return little > big ? 'utf-16le' : 'utf-16be';
}

const isCommonUnit = (high: number, low: number): boolean =>
  (high <= 0x05 || (high >= 0x1e && high <= 0x22)) && (high !== 0 || low >= 0x20 || isWhiteControl(low));

const isWhiteControl = (byte: number): boolean => byte >= 0x09 && byte <= 0x0d;

function controlShare(bytes: Uint8Array): number {
  let controls = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x20 && !isWhiteControl(byte)) controls += 1;
  }
  return bytes.length === 0 ? 0 : controls / bytes.length;
}

function decodeNarrow(bytes: Uint8Array): Decoded | NotText {
  const utf8 = decodeAs('utf-8', bytes);
  if (!utf8.damaged || isMostlyUtf8(utf8.text)) return utf8;
  const encoding = singleByteEncoding(bytes);
  if (encoding === 'windows-1252') return decodeWestern(bytes);
  if (encoding) return decodeAs(encoding, bytes);
  const reason = 'the text is neither UTF-8 nor UTF-16 nor Windows-1251';
  return { code: 'file-encoding', reason, mend: 'Save the file again as "CSV UTF-8"' };
}

/** Windows-1252 from 0x80 to 0x9f, which Node 20 decodes as Latin-1. */
const WESTERN_SIGNS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function decodeWestern(bytes: Uint8Array): Decoded {
  const { text } = decodeAs('windows-1252', bytes);
  const mended = text.replace(/[\u0080-\u009f]/g, (sign) => WESTERN_SIGNS[sign.charCodeAt(0) - 0x80] ?? sign);
  return { text: mended, encoding: 'windows-1252', damaged: false };
}

/** A damaged UTF-8 file still has more whole characters beyond ASCII than broken ones; text of another encoding has hardly any. */
function isMostlyUtf8(text: string): boolean {
  let [whole, broken] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 0xfffd) broken += 1;
    else if (unit > 0x7f) whole += 1;
  }
  return whole >= broken;
}

/**
 * Windows-1251 when letters stand next to letters, mostly lower case, as Cyrillic words do; Windows-1252 when they stand alone between
 * ASCII letters, as umlauts and accents do; null for anything else (KOI8-R and CP866 have their lower case elsewhere).
 */
function singleByteEncoding(bytes: Uint8Array): 'windows-1251' | 'windows-1252' | null {
  const high = countHigh(bytes);
  const letters = high.upper + high.lower;
  if (letters > 0 && high.joined >= letters * 0.7)
    return high.lower > high.upper && high.other < letters * 0.3 ? 'windows-1251' : null;
  return letters + high.other < bytes.length * 0.15 ? 'windows-1252' : null;
}

/** Bytes above ASCII by where Windows-1251 has its capitals, small letters and other signs; `joined` letters stand beside a letter. */
function countHigh(bytes: Uint8Array): { upper: number; lower: number; other: number; joined: number } {
  const high = { upper: 0, lower: 0, other: 0, joined: 0 };
  const isLetter = (byte: number | undefined): boolean => byte !== undefined && byte >= 0xc0;
  bytes.forEach((byte, at) => {
    if (byte < 0x80) return;
    if (byte < 0xc0) high.other += 1;
    else if (byte < 0xe0) high.upper += 1;
    else high.lower += 1;
    if (isLetter(byte) && (isLetter(bytes[at - 1]) || isLetter(bytes[at + 1]))) high.joined += 1;
  });
  return high;
}
