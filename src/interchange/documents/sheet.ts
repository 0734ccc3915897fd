/** What every part of a document writes on: its words, its tables, and what it has to explain at its end. */
import type { Content } from 'pdfmake';
import type { Localised } from '../../domain/index.ts';
import { print } from './fonts.ts';
import { buildTable, INK, type TableRequest } from './table.ts';
import type { Words } from './words.ts';

export interface Sheet extends Words {
  /** A titled table, or its title and the word for none. */
  readonly table: (request: TableRequest) => Content;
  /** A home course's title; in square brackets where the curriculum has none in the language of the document, which {@link notes} explains. */
  readonly title: (titles: Localised) => string;
  /** What signs and brackets mean, of those that the document has used so far. */
  readonly notes: () => Content[];
}

/** `breaks`: rows that begin a page, by the name of their table. */
export function openSheet(
  words: Words,
  { pageWidth, breaks }: { readonly pageWidth: number; readonly breaks: ReadonlyMap<string, readonly number[]> },
  tables: Map<string, TableRequest>,
): Sheet {
  let isTitleMissing = false;
  return {
    ...words,
    table(request) {
      const { title, rows } = request;
      if (rows.length === 0 && title !== undefined) return titled(title, print(words.word('print-none')));
      const name = `table-${tables.size + 1}`;
      tables.set(name, request);
      return buildTable(request, { name, pageWidth, breaks: breaks.get(name) ?? [] });
    },
    title(titles) {
      const own = titles[words.language];
      if (own) return own;
      isTitleMissing = true;
      return `[${words.say(titles)}]`;
    },
    notes: () => (isTitleMissing ? [note(words.word('print-title-missing'))] : []),
  };
}

/** A remark in small letters. */
export const note = (text: string): Content => print(text, { color: INK.grey, fontSize: 7, margin: [0, 0, 0, 3] });

/** A title with the one thing below it, on the same page. */
export const titled = (title: string, content: Content): Content => ({
  stack: [print(title, { style: 'heading', margin: [0, 4, 0, 2] }), content],
  unbreakable: true,
  margin: [0, 0, 0, 6],
});
