/** Separated text without waiting, for those who hold no other file. */
import { reason } from '../../domain/index.ts';
import { decodeFile } from '../decode.ts';
import type { ProblemLog } from '../problems.ts';
import { FileFault } from './fault.ts';
import { textKindOf } from './file-kind.ts';
import type { FileGrids, FileInput, TableLimits } from './grid.ts';
import { readCsv } from './read-csv.ts';

/** The one table of a separated text; null with the reason in the log, also when the bytes are of another format. */
export function readTextGrids(file: FileInput, limits: TableLimits, log: ProblemLog): FileGrids | null {
  try {
    const decoded = decodeText(file, limits, log);
    if (decoded === null) return null;
    const kind = textKindOf(decoded.text);
    if (kind === 'csv') return readCsv(decoded, limits, log);
    if (typeof kind === 'string') log.error('file-malformed', reason('file-no-table', { kind: 'markup' }));
    else log.error(kind.code, kind.refused);
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    log.error(error.code, error.reason, error.place);
  }
  return null;
}

/** The text of a file, with a warning when letters were lost or mistaken on the way. */
export function decodeText(file: FileInput, limits: TableLimits, log: ProblemLog): ReturnType<typeof decodeFile> {
  const decoded = decodeFile(file, limits.bytes, log);
  if (decoded === null) return null;
  const mended = decoded.damaged ? null : decodedTwice(decoded.text);
  if (mended !== null) log.warn('file-encoding', reason('letters-mended'));
  const text = mended ?? decoded.text;
  const lost = lettersLost(text, decoded.damaged);
  if (lost > 0) log.warn('file-encoding', reason('letters-lost', { count: lost }));
  return { ...decoded, text };
}

/**
 * Words in which a question mark stands between letters or begins a word, or in which a program put U+FFFD; one alone may be a slip. Of bytes
 * that are no text (`damaged`) each row says so by itself. Addresses may hold question marks.
 */
function lettersLost(text: string, damaged: boolean): number {
  if (!text.includes('?') && !text.includes('\ufffd')) return 0;
  const plain = text.replace(/\w+:\/\/\S+|\S+[?&]\w+=\S*/g, '');
  const marks = plain.match(/\p{L}\?+(?=\p{L})|(?<![^\s,;"'(|])\?+(?=\p{Ll}{2})/gu) ?? [];
  const signs = damaged ? [] : (plain.match(/\ufffd+/g) ?? []);
  const count = marks.length + signs.length;
  return count > 1 ? count : 0;
}

/** Bytes above ASCII by what Windows-1252 makes of them. */
const WESTERN = new Map(
  Array.from({ length: 128 }, (_, at) => [new TextDecoder('windows-1252').decode(Uint8Array.of(at + 128)), at + 128]),
);

/**
 * UTF-8 that a program took for Western European and saved as UTF-8 again, "Ð¤Ð¸Ð·Ð¸ÐºÐ°" for "Физика", as it was; null for any other text. No
 * text of a language is UTF-8 in this sense by chance.
 */
function decodedTwice(text: string): string | null {
  if (!/[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0192\u02c6-\u02dc\u2013-\u2122]/.test(text)) return null;
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const byte = unit < 0x80 || (at === 0 && unit === 0xfeff) ? unit & 0x7f : WESTERN.get(text.charAt(at));
    if (byte === undefined) return null;
    bytes[at] = byte;
  }
  try {
    const mended = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.length - mended.length > 1 ? mended : null;
  } catch {
    return null;
  }
}
