/** Bytes to text: UTF-8, UTF-16, and the Cyrillic, Latin and East Asian encodings told apart by their bytes, because files rarely say what they are. */
import { type ProblemCode, type Reason, reason } from '../domain/index.ts';
import type { FileInput } from './grid/grid.ts';
import { type EastAsianEncoding, eastAsianEncoding } from './multi-byte.ts';
import type { ProblemLog } from './problems.ts';
import {
  decodeLatin,
  type LatinEncoding,
  latinEncoding,
  type OldCyrillicEncoding,
  oldCyrillicEncoding,
} from './single-byte.ts';

export interface Decoded {
  readonly text: string;
  readonly encoding:
    | 'utf-8'
    | 'utf-16le'
    | 'utf-16be'
    | 'windows-1251'
    | LatinEncoding
    | OldCyrillicEncoding
    | EastAsianEncoding;
  /** Some bytes could not be decoded and stand as U+FFFD. */
  readonly damaged: boolean;
}

/** Decodes a whole file, or says why its bytes are no text; a byte order mark is dropped. */
export function decode(
  bytes: Uint8Array,
): Decoded | { readonly code: 'file-not-readable' | 'file-encoding'; readonly reason: Reason } {
  const begins = ([, start]: readonly [string, readonly number[]]): boolean =>
    start.every((byte, index) => bytes[index] === byte);
  // First bytes of formats that people upload by mistake.
  const signatures = [
    ['zip', [0x50, 0x4b, 0x03, 0x04]],
    ['zip', [0x50, 0x4b, 0x05, 0x06]],
    ['office', [0xd0, 0xcf, 0x11, 0xe0]],
    ['pdf', [0x25, 0x50, 0x44, 0x46]],
    ['gzip', [0x1f, 0x8b]],
    ['sevenzip', [0x37, 0x7a, 0xbc, 0xaf]],
    ['rar', [0x52, 0x61, 0x72, 0x21]],
    ['image', [0x89, 0x50, 0x4e, 0x47]],
    ['image', [0xff, 0xd8, 0xff]],
    ['rtf', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
    ['utf32', [0xff, 0xfe, 0x00, 0x00]],
    ['utf32', [0x00, 0x00, 0xfe, 0xff]],
  ] as const;
  const signature = signatures.find(begins);
  if (signature) return { code: 'file-not-readable', reason: reason('file-of-format', { format: signature[0] }) };
  const marks = [
    ['utf-8', [0xef, 0xbb, 0xbf]],
    ['utf-16le', [0xff, 0xfe]],
    ['utf-16be', [0xfe, 0xff]],
  ] as const;
  const [marked] = marks.find(begins) ?? [];
  if (marked) return decodeAs(marked, bytes);
  const wide = bytes.includes(0) ? wideEncoding(bytes) : null;
  if (wide) return decodeAs(wide, bytes);
  let controls = 0;
  // By index: an iterator or a function for each byte takes eight times as long, a second for a large file.
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    if (byte < 0x20 && !isWhiteControl(byte)) controls += 1;
  }
  if (controls > bytes.length * 0.05) return { code: 'file-not-readable', reason: reason('file-binary') };
  return decodeNarrow(bytes);
}

function decodeAs(encoding: Decoded['encoding'], bytes: Uint8Array): Decoded {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding, damaged: false };
  } catch {
    return { text: new TextDecoder(encoding).decode(bytes), encoding, damaged: true };
  }
}

/**
 * UTF-16 without a mark: nearly all units are Latin, Cyrillic, Chinese, Korean or punctuation in one byte order and fewer in the other. Half of all
 * units are Chinese or Korean characters, those of a program too: they count beside signs that part words or lines.
 */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const sample = bytes.subarray(0, 8192);
  const units = Math.floor(sample.length / 2);
  const [little, big] = ([1, 0] as const).map((high) => {
    let [near, eastern, parting] = [0, 0, 0];
    for (let at = 0; at < units * 2; at += 2) {
      const [upper = 0, lower = 0] = [sample[at + high], sample[at + 1 - high]];
      if (isNearUnit(upper, lower)) near += 1;
      else if (isEasternUnit(upper)) eastern += 1;
      if (upper === 0 && PARTING.has(lower)) parting += 1;
    }
    return near + (parting > 0 ? eastern : 0);
  }) as [number, number];
  if (Math.max(little, big) < units * 0.9) return null;
  return little > big ? 'utf-16le' : 'utf-16be';
}

const isNearUnit = (upper: number, lower: number): boolean =>
  (upper <= 0x05 || (upper >= 0x1e && upper <= 0x22)) && (upper !== 0 || lower >= 0x20 || isWhiteControl(lower));
const isEasternUnit = (upper: number): boolean => (upper >= 0x4e && upper <= 0x9f) || (upper >= 0xac && upper <= 0xd7);
const PARTING = new Set(Buffer.from('\t\n\r ,;|'));

const isWhiteControl = (byte: number): boolean => byte >= 0x09 && byte <= 0x0d;

function decodeNarrow(bytes: Uint8Array): ReturnType<typeof decode> {
  const utf8 = decodeAs('utf-8', bytes);
  // A damaged UTF-8 file still has more whole characters beyond ASCII than broken ones; text of another encoding has hardly any.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins with them
  const beyond = utf8.text.replace(/[\u0000-\u007f]+/g, '');
  const broken = beyond.split('\ufffd').length - 1;
  if (!utf8.damaged || beyond.length - broken >= broken) return utf8;
  const wide = eastAsianEncoding(bytes);
  if (wide) return decodeAs(wide, bytes);
  const encoding = singleByteEncoding(bytes) ?? oldCyrillicEncoding(bytes);
  if (encoding !== null && encoding !== 'latin') return decodeAs(encoding, bytes);
  if (encoding === null) return { code: 'file-encoding', reason: reason('file-of-no-encoding') };
  const latin = latinEncoding(bytes);
  return { text: decodeLatin(latin, bytes), encoding: latin, damaged: false };
}

/**
 * Windows-1251 when letters stand next to letters, mostly lower case, as Cyrillic words do; one of the Latin ones when they stand alone between
 * ASCII letters, as umlauts and accents do; null for anything else. Letters are told
 * by where Windows-1251 has its capitals, small letters and other signs.
 */
function singleByteEncoding(bytes: Uint8Array): 'windows-1251' | 'latin' | null {
  let [upper, lower, other, joined] = [0, 0, 0, 0];
  const isLetter = (byte: number | undefined): boolean => byte !== undefined && byte >= 0xc0;
  bytes.forEach((byte, at) => {
    if (byte < 0x80) return;
    if (byte < 0xc0) other += 1;
    else if (byte < 0xe0) upper += 1;
    else lower += 1;
    if (isLetter(byte) && (isLetter(bytes[at - 1]) || isLetter(bytes[at + 1]))) joined += 1;
  });
  const letters = upper + lower;
  if (letters > 0 && joined >= letters * 0.7) return lower > upper && other < letters * 0.3 ? 'windows-1251' : null;
  return letters + other < bytes.length * 0.15 ? 'latin' : null;
}

/** Size, emptiness and encoding of any text file, checked in that order; null with the reason in the log. */
export function decodeFile(
  { bytes }: FileInput,
  most: number,
  log: ProblemLog,
): { text: string; damaged: boolean } | null {
  const refused = (code: ProblemCode, why: Reason): null => {
    log.error(code, why);
    return null;
  };
  if (bytes.length > most)
    return refused('file-too-large', reason('file-too-large', { bytes: `${bytes.length}`, most: `${most}` }));
  const decoded = decode(bytes);
  if ('reason' in decoded) return refused(decoded.code, decoded.reason);
  if (decoded.text.trim() === '') return refused('file-empty', reason('file-empty'));
  const { encoding } = decoded;
  if (encoding !== 'windows-1251' && !encoding.startsWith('utf'))
    log.warn('file-encoding', reason('file-read-as', { encoding }));
  return decoded;
}
