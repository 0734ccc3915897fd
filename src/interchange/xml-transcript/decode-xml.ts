/** Bytes of an XML file to text: what the file says of its encoding is checked against its bytes. */
import { type Decoded, decode } from '../decode.ts';
import type { ProblemLog } from '../problems.ts';

const ENCODING_MEND = 'Ask the sender for the file again, or save it as UTF-8';
const DECLARATION = /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})["']/;

/** The text without a byte order mark, or null with the reason in the log. */
export function decodeXml(bytes: Uint8Array, log: ProblemLog): string | null {
  const refuse = (message: string, value?: string): null => {
    log.error('file-encoding', { message, mend: ENCODING_MEND, line: 1, ...(value !== undefined && { value }) });
    return null;
  };
  const found = decode(bytes);
  if ('reason' in found) {
    log.error(found.code, { message: found.reason, mend: ENCODING_MEND });
    return null;
  }
  const declared = DECLARATION.exec(found.text.slice(0, 1000))?.[1]?.toLowerCase() ?? null;
  if (declared === null || agrees(declared, found)) {
    if (declared === null && found.encoding.startsWith('windows'))
      return refuse('the file names no encoding, so it should be UTF-8, and its bytes are not');
    return found.damaged ? refuse(`some bytes of the file are not ${found.encoding}`) : found.text;
  }
  if (found.encoding.startsWith('utf') && !found.damaged) {
    const message = `the file says that it is ${declared} and is ${found.encoding}, and was read so`;
    log.warn('file-encoding', { message, mend: 'Look at letters beyond A to Z', line: 1, value: declared });
    return found.text;
  }
  return decodeDeclared(declared, bytes) ?? refuse(`the file says that it is ${declared} and is not`, declared);
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
