/** PDF with text as grids: tables by their lines or by the places of the words, joined over pages. Nothing in the file is run or fetched. */
import { reason } from '../../../domain/index.ts';
import type { ProblemLog } from '../../problems.ts';
import { FileFault } from '../fault.ts';
import type { FileGrids, TableLimits } from '../grid.ts';
import { readPicturePage, scanReason } from '../scan/picture-page.ts';
import { gridsOfPages } from './join-pages.ts';
import { type PageContent, readPage } from './page.ts';

export async function readPdf(bytes: Uint8Array, limits: TableLimits, log: ProblemLog): Promise<FileGrids> {
  const pages = await pagesOf(bytes, limits);
  const silent = pages.flatMap(({ words }, at) => (words.length === 0 ? [at + 1] : []));
  if (silent.length === pages.length) throw new FileFault('file-not-readable', reason('file-without-text'));
  if (silent.length > 0) {
    const values = { count: silent.length, pages: silent.slice(0, 12).join(', ') };
    log.warn('file-not-readable', reason('file-pages-without-text', values));
  }
  const scanned = pages.filter((page) => page.unsure !== undefined);
  if (scanned.length > 0) log.warn('value-unclear', scanReason(scanned));
  return { kind: 'pdf', grids: gridsOfPages(pages, limits) };
}

async function pagesOf(bytes: Uint8Array, limits: TableLimits): Promise<PageContent[]> {
  provideTransfer();
  const { getDocumentProxy, getResolvedPDFJS } = await import('unpdf');
  const damaged =
    (part: string) =>
    (error: unknown): never => {
      const isLocked = error instanceof Error && error.name === 'PasswordException';
      throw new FileFault('file-not-readable', isLocked ? reason('file-password') : reason('file-damaged', { part }));
    };
  // A copy, because the reader takes the bytes with it.
  const options = { verbosity: 0, isEvalSupported: false, disableFontFace: true, stopAtErrors: false };
  const document = await getDocumentProxy(new Uint8Array(bytes), options).catch(damaged('PDF'));
  try {
    if (document.numPages > limits.pages)
      throw new FileFault('file-too-large', reason('file-too-many-pages', { most: limits.pages }));
    const { OPS } = await getResolvedPDFJS();
    const pages: PageContent[] = [];
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number).catch(damaged(`${number}`));
      const read = await readPage(page, OPS).catch(damaged(`${number}`));
      const picture = read.words.length === 0 ? await readPicturePage(document, number) : null;
      pages.push(picture ?? read);
      page.cleanup();
    }
    return pages;
  } finally {
    await document.destroy();
  }
}

/** What the PDF reader asks of its engine, and Node before 22 does not have: a buffer of another length. */
function provideTransfer(): void {
  const prototype = ArrayBuffer.prototype as { transferToFixedLength?: unknown };
  prototype.transferToFixedLength ??= function (this: ArrayBuffer, length = this.byteLength): ArrayBuffer {
    const copy = new Uint8Array(length);
    copy.set(new Uint8Array(this, 0, Math.min(length, this.byteLength)));
    return copy.buffer;
  };
}
