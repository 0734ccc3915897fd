/** Bytes of an XML file to text: what the file says of its encoding is checked against its bytes. */
import { type Reason, reason } from '../../domain/index.ts';
import { type Decoded, decode } from '../decode.ts';
import type { ProblemLog } from '../problems.ts';

/** The text without a byte order mark, or null with the reason in the log. */
export function decodeXml(bytes: Uint8Array, log: ProblemLog): string | null {
  const refused = (why: Reason, value?: string): null => {
    log.error('file-encoding', why, { line: 1, ...(value !== undefined && { value }) });
    return null;
  };
  const found = decode(bytes);
  if ('reason' in found) {
    log.error(found.code, found.reason);
    return null;
  }
  const { encoding, damaged, text } = found;
  const declaration = /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(text.slice(0, 1000));
  const declared = declaration?.[1]?.toLowerCase() ?? null;
  if (declared === null || agrees(declared, found)) {
    if (declared === null && encoding.startsWith('windows')) return refused(reason('xml-encoding-undeclared'));
    return damaged ? refused(reason('xml-bytes-damaged', { encoding })) : text;
  }
  if (encoding.startsWith('utf') && !damaged) {
    log.warn('file-encoding', reason('xml-encoding-differs', { declared, encoding }), { line: 1, value: declared });
    return text;
  }
  return decodeDeclared(declared, bytes) ?? refused(reason('xml-encoding-wrong', { declared }), declared);
}

const SINGLE_BYTE = /^(?:iso-?8859-\d{1,2}|latin-?\d|windows-12\d\d|cp12\d\d|koi8-[ru]|us-ascii|ascii)$/;

/** Whether the declaration says what the bytes are; ASCII alone is every encoding but UTF-16. */
function agrees(declared: string, { encoding, text }: Decoded): boolean {
  if (declared === 'utf-8' || declared === 'utf8') return encoding === 'utf-8';
  if (declared.startsWith('utf-16') || declared.startsWith('iso-10646-ucs')) return encoding.startsWith('utf-16');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins with them
  return SINGLE_BYTE.test(declared) && encoding === 'utf-8' && /^[\u0000-\u007f]*$/.test(text);
}

/** Text by an encoding of single bytes; null for one that is not known here. */
function decodeDeclared(declared: string, bytes: Uint8Array): string | null {
  if (!SINGLE_BYTE.test(declared)) return null;
  try {
    return new TextDecoder(declared, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
