/** Lays a document out on A4 and gives its bytes. */
import pdfmake, { type Content } from 'pdfmake';
import { reason } from '../../domain/index.ts';
import type { DocumentOptions } from './document-options.ts';
import { brief, FONTS, print, printable } from './fonts.ts';
import { keepTogether, type Placed } from './keep-together.ts';
import { note, openSheet, type Sheet } from './sheet.ts';
import { INK, rowId, type TableRequest } from './table.ts';
import { type Words, wordsIn } from './words.ts';

/** A document ready to be laid out. */
export interface PdfPaper {
  readonly orientation: 'portrait' | 'landscape';
  /** Of the document and whom it is about: they head every page after the first. */
  readonly title: string;
  readonly about: readonly string[];
  /** What it rests on, at the foot of every page. */
  readonly basis: readonly string[];
  /** Across every page. */
  readonly watermark?: string | undefined;
  readonly content: (sheet: Sheet) => Content[];
}

/** Left, top, right and bottom in points: room for a binder on the left, for the running head and the foot. */
const MARGINS: Readonly<Record<PdfPaper['orientation'], [number, number, number, number]>> = {
  landscape: [42, 40, 34, 40],
  portrait: [62, 46, 42, 46],
};
/** Width and height of a page in points. */
const SIZE = { landscape: [841.89, 595.28], portrait: [595.28, 841.89] } as const;

/** Rows of a table that belong together are pulled over to the next page; each pass may bring others into such a place. */
const MOST_PASSES = 4;

export async function render(paper: (words: Words) => PdfPaper, options: DocumentOptions): Promise<Uint8Array> {
  const words = wordsIn(options.texts, options.language);
  const made = paper(words);
  // The library may read the font files and nothing else, neither from the disk nor from the network.
  const files: readonly string[] = Object.values(FONTS).flatMap((faces) => Object.values(faces));
  pdfmake.setFonts(FONTS);
  pdfmake.setLocalAccessPolicy((path) => files.includes(path));
  pdfmake.setUrlAccessPolicy(() => false);
  const breaks = new Map<string, number[]>();
  const heights = new Map<string, Map<number, number>>();
  for (let pass = 1; ; pass += 1) {
    const { bytes, torn } = await layOut(made, { words, breaks, heights, date: options.date });
    if (torn.size === 0 || pass === MOST_PASSES) return bytes;
    for (const [table, rows] of torn) breaks.set(table, rows);
  }
}

interface Layout {
  readonly words: Words;
  /** Rows that begin a page, by their table. */
  readonly breaks: ReadonlyMap<string, readonly number[]>;
  readonly heights: Map<string, Map<number, number>>;
  readonly date: string;
}

async function layOut(paper: PdfPaper, { words, breaks, heights, date }: Layout) {
  const { orientation } = paper;
  const [left, , right, foot] = MARGINS[orientation];
  const tables = new Map<string, TableRequest>();
  const [width, height] = SIZE[orientation];
  const sheet = openSheet(words, { pageWidth: width - left - right, breaks }, tables);
  const places = new Map<string, Placed>();
  const pdf = await pdfmake
    .createPdf({
      ...definitionOf(paper, paper.content(sheet), { words, date }),
      pageBreakBefore: ({ id, pageNumbers: [page = 0], startPosition: { top } }) => {
        if (id !== undefined) places.set(id, { page, top });
        return false;
      },
    })
    .getBuffer();
  const torn = new Map<string, number[]>();
  for (const [table, request] of tables) {
    const known = heights.get(table) ?? new Map<number, number>();
    heights.set(table, known);
    const rows = Array.from({ length: request.rows.length + 1 }, (_, row) => places.get(rowId(table, row)));
    const laid = { places: rows, breaks: breaks.get(table) ?? [], bottom: height - foot, heights: known };
    const wanted = keepTogether(request, laid);
    if (wanted) torn.set(table, wanted);
  }
  return { bytes: new Uint8Array(pdf), torn };
}

function definitionOf(paper: PdfPaper, content: Content[], { words, date }: Pick<Layout, 'words' | 'date'>) {
  const { orientation, title, about, watermark } = paper;
  const isReplaced = JSON.stringify(content).includes('\uFFFD');
  return {
    pageSize: 'A4' as const,
    pageOrientation: orientation,
    pageMargins: MARGINS[orientation],
    language: words.language,
    displayTitle: true,
    version: '1.7' as const,
    info: { title: [title, ...about].map(printable).join(' · '), creator: 'Concord', creationDate: startOfDay(date) },
    defaultStyle: { font: 'Sans', fontSize: 8, lineHeight: 1.08 },
    styles: { heading: { font: 'Serif', fontSize: 10, bold: true } },
    ...(watermark !== undefined && {
      watermark: { text: watermark, color: '#000000', opacity: 0.07, bold: true, font: 'Sans', fontSize: 120 },
    }),
    content: isReplaced ? [...content, note(words.word('print-unprintable'))] : content,
    header: (page: number) => (page === 1 ? null : runningHead(paper)),
    footer: (page: number, pages: number) => foot(paper, words.say(reason('print-page', { page, pages }))),
  };
}

function runningHead({ orientation, title, about }: PdfPaper): Content {
  const [left, , right] = MARGINS[orientation];
  const style = { color: INK.grey, fontSize: 7 };
  return {
    columns: [
      print(brief(title, 90), { ...style, width: '*' }),
      print(brief(about.join(' · '), 90), { ...style, width: '*', alignment: 'right' }),
    ],
    columnGap: 12,
    margin: [left, 20, right, 0],
  };
}

function foot({ orientation, basis }: PdfPaper, page: string): Content {
  const [left, , right] = MARGINS[orientation];
  return {
    columns: [
      print(brief(basis.join(' · '), 150), { width: '*', color: INK.grey, fontSize: 6.5 }),
      print(page, { width: 90, alignment: 'right', fontSize: 7.5 }),
    ],
    margin: [left, 12, right, 0],
  };
}

function startOfDay(date: string): Date {
  const day = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || !day.toISOString().startsWith(`${date}T`))
    throw new RangeError(`not a date (YYYY-MM-DD): ${date}`);
  return day;
}
