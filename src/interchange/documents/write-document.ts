/** The door of the documents. The PDF library behind it takes a third of a second to load, so only a caller that prints loads it. */
import type { DocumentOptions } from './document-options.ts';
import type { Printable } from './documents.ts';

/**
 * A document as PDF on A4, complete in its language. The same content, language and date give the same bytes.
 * @throws RangeError when `date` is no date: that is a mistake of the program, not of its input.
 */
export async function writeDocument(document: Printable, options: DocumentOptions): Promise<Uint8Array> {
  const { printDocument } = await import('./documents.ts');
  return printDocument(document, options);
}
