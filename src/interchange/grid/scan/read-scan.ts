/** A picture of a page as grids, where a program that reads pictures is installed. */
import { reason } from '../../../domain/index.ts';
import type { ProblemLog } from '../../problems.ts';
import { FileFault } from '../fault.ts';
import type { FileGrids, TableLimits } from '../grid.ts';
import { gridsOfPages } from '../pdf/join-pages.ts';
import { scanReason } from './picture-page.ts';
import { MOST_PIXELS, pixelsOf } from './pictures.ts';
import { readPicture, scanLanguages } from './tesseract.ts';

export async function readScan(bytes: Uint8Array, limits: TableLimits, log: ProblemLog): Promise<FileGrids> {
  const languages = await scanLanguages();
  if (languages === null) throw new FileFault('file-not-readable', reason('file-without-text'));
  const pixels = pixelsOf(bytes);
  if (pixels !== null && pixels > MOST_PIXELS)
    throw new FileFault('file-too-large', reason('picture-too-large', { most: MOST_PIXELS / 1_000_000 }));
  const page = await readPicture(bytes, languages);
  if (page === null || page.words.length === 0) throw new FileFault('file-not-readable', reason('picture-unread'));
  log.warn('value-unclear', scanReason([page]));
  return { kind: 'picture', grids: gridsOfPages([{ ...page, rules: [] }], limits) };
}
