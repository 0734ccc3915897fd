/** Reads the text of a PDF back, page by page, with a reader that shares no code with the writer. */
import { extractText, getDocumentProxy } from 'unpdf';
import type { UiLanguage } from '../../../src/domain/index.ts';

/** White space is left out: where a line breaks is the layout's business. */
export const squeeze = (text: string): string => text.replace(/\s+/g, '');

/** A figure with the decimal sign of the language. */
export const figureIn = (figure: string, language: UiLanguage): string =>
  language === 'en' ? figure : figure.replace('.', ',');

const known = new WeakMap<Uint8Array, Promise<string[]>>();

/** One string per page, in the order in which it was drawn, squeezed. */
export function pagesOf(pdf: Uint8Array): Promise<string[]> {
  const pages = known.get(pdf) ?? readPages(pdf);
  known.set(pdf, pages);
  return pages;
}

async function readPages(pdf: Uint8Array): Promise<string[]> {
  const document = await getDocumentProxy(pdf.slice());
  const { text } = await extractText(document, { mergePages: false });
  return text.map(squeeze);
}

export const textOf = async (pdf: Uint8Array): Promise<string> => (await pagesOf(pdf)).join('');
