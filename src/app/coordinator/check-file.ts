/** What may be uploaded: judged by its bytes, whatever its name and its sender say. */
import { type Result, reason, refuse, success } from '../../domain/index.ts';
import type { CheckedFile } from '../moves/kind.ts';

export type UploadedFile = Omit<CheckedFile, 'mediaType'>;

/** 10 MiB: scans of papers are smaller. */
export const MAX_DOCUMENT_BYTES = 10 * 1024 * 1024;

/** What papers are scanned to, with the endings that their names may have. None of them runs in a browser that gets it as a download. */
const TAKEN: ReadonlyMap<string, readonly [string, ...string[]]> = new Map([
  ['application/pdf', ['.pdf']],
  ['image/jpeg', ['.jpg', '.jpeg']],
  ['image/png', ['.png']],
]);

export async function checkFile({ name, content }: UploadedFile): Promise<Result<CheckedFile>> {
  if (content.byteLength === 0) return refuse('file-empty', reason('document-empty'));
  if (content.byteLength > MAX_DOCUMENT_BYTES)
    return refuse('file-too-large', reason('document-too-large', { bytes: MAX_DOCUMENT_BYTES }));
  const { fileTypeFromBuffer } = await import('file-type');
  const mediaType = (await fileTypeFromBuffer(content))?.mime ?? '';
  const endings = TAKEN.get(mediaType);
  if (!endings) return refuse('file-not-readable', reason('document-of-other-type'));
  return success({ name: shownName(name, endings), content, mediaType });
}

/** The last part of a name, fit to be shown; empty when nothing of it is. */
export function plainName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  // Control characters, those that turn the direction of writing, and what file systems and headers take for more than a letter.
  const unshown = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}"<>|:*?]/gu;
  return [...last.replace(unshown, '').trim().replace(/^\.+/, '')].slice(0, 120).join('');
}

/** The last part of the name, fit to be shown, with an ending that tells the truth. */
export function shownName(name: string, [ending, ...others]: readonly [string, ...string[]]): string {
  const plain = plainName(name);
  if (plain === '') return `document${ending}`;
  return [ending, ...others].some((one) => plain.toLowerCase().endsWith(one)) ? plain : `${plain}${ending}`;
}
