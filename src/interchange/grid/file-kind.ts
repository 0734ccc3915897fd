/** What a file is by its bytes, whatever its name says. */
import { type Reason, reason } from '../../domain/index.ts';

/** A format that is read, or why it is not. `text` is separated text, HTML or something that is neither. */
export type FileKind = 'zip' | 'pdf' | 'picture' | 'text' | { readonly refused: Reason };

const SIGNATURES: readonly (readonly [string, readonly number[]])[] = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['ole', [0xd0, 0xcf, 0x11, 0xe0]],
  ['picture', [0x89, 0x50, 0x4e, 0x47]],
  ['picture', [0xff, 0xd8, 0xff]],
  ['picture', [0x49, 0x49, 0x2a, 0x00]],
  ['picture', [0x4d, 0x4d, 0x00, 0x2a]],
  ['gzip', [0x1f, 0x8b]],
  ['sevenzip', [0x37, 0x7a, 0xbc, 0xaf]],
  ['rar', [0x52, 0x61, 0x72, 0x21]],
  ['rtf', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
  // Excel 2 to 4 without a container, and the tables of 1C:Enterprise.
  ['xls', [0x09, 0x00, 0x04, 0x00]],
  ['xls', [0x09, 0x02, 0x06, 0x00]],
  ['xls', [0x09, 0x04, 0x06, 0x00]],
  ['xls', [0x09, 0x08]],
  ['mxl', [0x4d, 0x4f, 0x58, 0x43, 0x45, 0x4c]],
];

export function fileKindOf(bytes: Uint8Array): FileKind {
  // A PDF may have a kilobyte of other things before its mark.
  if (indexOfText(bytes.subarray(0, 1024), '%PDF-') !== -1) return 'pdf';
  const kind = SIGNATURES.find(([, signature]) => signature.every((byte, at) => bytes[at] === byte))?.[0];
  if (kind === undefined) return 'text';
  if (kind === 'zip' || kind === 'picture') return kind;
  if (kind === 'ole') return { refused: oleReason(bytes) };
  if (kind === 'gzip' || kind === 'sevenzip' || kind === 'rar') return { refused: reason('file-archive') };
  return { refused: reason('file-old-format', { format: kind }) };
}

/** Documents of Office before 2007, and encrypted ones since, are containers whose directory names their streams in UTF-16. */
function oleReason(bytes: Uint8Array): Reason {
  const names = (stream: string): boolean => indexOfText(bytes, [...stream].join('\0')) !== -1;
  if (names('EncryptedPackage')) return reason('file-password');
  return reason('file-old-format', { format: names('WordDocument') ? 'doc' : names('PowerPoint') ? 'ppt' : 'xls' });
}

/** Position of an ASCII text in bytes, or -1. */
function indexOfText(bytes: Uint8Array, text: string): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(text, 0, 'latin1');
}

/** The office format of a ZIP container by its parts, or why it is none that is read. */
export function packedKindOf(names: readonly string[]): 'xlsx' | 'ods' | 'docx' | { readonly refused: Reason } {
  const has = (part: RegExp): boolean => names.some((name) => part.test(name));
  if (has(/^xl\/workbook\.bin$/)) return { refused: reason('file-old-format', { format: 'xlsb' }) };
  if (has(/^xl\/.*\.xml$/i)) return 'xlsx';
  if (has(/^word\/.*\.xml$/i)) return 'docx';
  if (has(/^EncryptedPackage$/)) return { refused: reason('file-password') };
  if (has(/^ppt\//)) return { refused: reason('file-old-format', { format: 'ppt' }) };
  if (has(/^Index\/.*\.iwa$/)) return { refused: reason('file-old-format', { format: 'numbers' }) };
  if (has(/^content\.xml$/)) return 'ods';
  return { refused: reason('file-archive') };
}

/** What a text is by its beginning; `csv` when nothing tells otherwise. */
export function textKindOf(
  text: string,
): 'csv' | 'html' | 'flat-ods' | { readonly code: 'file-not-readable' | 'file-malformed'; readonly refused: Reason } {
  const start = text.slice(0, 2000).trimStart();
  const oldFormat = (format: string) =>
    ({ code: 'file-not-readable', refused: reason('file-old-format', { format }) }) as const;
  if (/^mime-version:/im.test(start) && /multipart\/related/i.test(start)) return oldFormat('mht');
  if (start.startsWith('<')) {
    if (start.includes('urn:schemas-microsoft-com:office:spreadsheet"') && !/<html/i.test(start))
      return oldFormat('xml');
    if (/<office:document[\s>]/.test(start)) return 'flat-ods';
    if (/<(?:!doctype\s+html|html|head|meta|body|table|div|style)\b/i.test(start)) return 'html';
  }
  const isMarkup = /^<(?:!doctype|\?xml|[\w:]+[\s>])/i.test(start);
  if (!isMarkup && !/^[{[]\s*["[{\]}]/.test(start)) return 'csv';
  return { code: 'file-malformed', refused: reason('file-no-table', { kind: isMarkup ? 'markup' : 'json' }) };
}
