/** A page of a PDF that is a picture, where a program that reads pictures is installed. */
import type { getDocumentProxy } from 'unpdf';
import { type Reason, reason } from '../../../domain/index.ts';
import type { PageContent } from '../pdf/page.ts';
import { pixmapOf } from './pictures.ts';
import { readPicture, scanLanguages } from './tesseract.ts';

type PdfDocument = Awaited<ReturnType<typeof getDocumentProxy>>;

/** Null where nothing reads it: no program, no picture of a page's size, or no words in it. */
export async function readPicturePage(document: PdfDocument, number: number): Promise<PageContent | null> {
  const languages = await scanLanguages();
  if (languages === null) return null;
  const { extractImages } = await import('unpdf');
  const picture = pixmapOf(await extractImages(document, number).catch(() => []));
  const read = picture && (await readPicture(picture, languages));
  return read && read.words.length > 0 ? { ...read, rules: [] } : null;
}

/** That values come from pictures, with how many words may be wrong. */
export const scanReason = (pages: readonly Pick<PageContent, 'words' | 'unsure'>[]): Reason =>
  reason('file-scanned', {
    words: pages.reduce((sum, { words }) => sum + words.length, 0),
    unsure: pages.reduce((sum, { unsure = 0 }) => sum + unsure, 0),
  });
