/** Tables of PDF files, drawn with and without lines. */
import pdfmake, { type Content } from 'pdfmake';
import { describe, expect, it } from 'vitest';
import { FONTS } from '../../../src/interchange/documents/fonts.ts';
import { printedLines } from '../../../src/interchange/grid/pdf/lines.ts';
import { ruledTables } from '../../../src/interchange/grid/pdf/ruled-tables.ts';
import { DEFAULT_LIMITS, readGrids } from '../../../src/interchange/index.ts';
import { gridsIn, textsOf } from './office-files.ts';

async function pdfOf(
  content: Content,
  more: Partial<Parameters<typeof pdfmake.createPdf>[0]> = {},
): Promise<Uint8Array> {
  pdfmake.setFonts({ DejaVu: { ...FONTS.Wide } });
  pdfmake.setLocalAccessPolicy((path) => (Object.values(FONTS.Wide) as string[]).includes(path));
  pdfmake.setUrlAccessPolicy(() => false);
  const pdf = pdfmake.createPdf({ content, defaultStyle: { font: 'DejaVu', fontSize: 9 }, ...more });
  return new Uint8Array(await pdf.getBuffer());
}

const HEADER = ['Code', 'Title', 'ECTS', 'Grade'];
const rows = (count: number): string[][] =>
  Array.from({ length: count }, (_, at) => [`EE ${100 + at}`, `Электр машиналары ${at + 1}`, `${3 + (at % 4)}`, 'B+']);

describe('a PDF', () => {
  it('gives a table with lines as it is drawn: wrapped cells whole, merged cells, the lines above', async () => {
    const title = 'A title so long that it goes on in the second line of its cell and in the third one as well';
    const body = [
      [{ text: 'Code', rowSpan: 2 }, { text: 'Title', rowSpan: 2 }, { text: 'Result', colSpan: 2 }, ''],
      ['', '', 'ECTS', 'Grade'],
      ['EE 1', title, '5', 'A'],
      ...rows(2),
    ];
    const grids = await gridsIn(await pdfOf(['Transcript of records', { table: { widths: [60, 150, 40, 40], body } }]));
    const [table] = textsOf(grids);
    expect(table?.[1]).toEqual(['Code', 'Title', 'Result', '']);
    expect(table?.[2]).toEqual(['', '', 'ECTS', 'Grade']);
    expect(table?.[3]?.map((text) => text.replaceAll('\n', ' '))).toEqual(['EE 1', title, '5', 'A']);
    expect(table?.[4]).toEqual(['EE 100', 'Электр машиналары 1', '3', 'B+']);
    expect(grids.grids[0]?.merges).toEqual([
      { top: 1, left: 0, bottom: 2, right: 0 },
      { top: 1, left: 1, bottom: 2, right: 1 },
      { top: 1, left: 2, bottom: 1, right: 3 },
    ]);
    expect(grids.grids[0]?.lines.map(({ text }) => text)).toEqual(['Transcript of records']);
  });

  it.each([
    ['with lines', undefined],
    ['without lines', 'noBorders'],
  ])('gives a table %s over pages as one, each row with its page', async (_, layout) => {
    const table = { ...(layout && { layout }), table: { headerRows: 1, body: [HEADER, ...rows(120)] } };
    const { grids } = await gridsIn(await pdfOf(['Course list', table, { text: 'Signed', margin: [0, 30, 0, 0] }]));
    const texts = (grids[0]?.rows ?? []).map(({ cells }) => cells.map(({ text }) => text));
    expect(texts.filter(([code]) => code !== 'Code')).toEqual(rows(120));
    expect(new Set(grids[0]?.rows.map(({ page }) => page)).size).toBeGreaterThan(1);
    expect(grids.at(-1)?.lines.map(({ text }) => text)).toEqual(['Signed']);
  });

  it('without a table gives its lines', async () => {
    const { grids } = await gridsIn(await pdfOf(['Dear colleague,', 'please find the courses attached.']));
    expect(grids.map(({ rows: found, lines }) => [found.length, lines.length])).toEqual([[0, 2]]);
  });

  it.each([
    [
      'a drawing alone, as a scan is',
      [{ canvas: [{ type: 'rect', x: 0, y: 0, w: 100, h: 100 }] }] as Content,
      {},
      'file-without-text',
    ],
    ['a password', ['text'] as Content, { userPassword: 'secret' }, 'file-password'],
  ])('with %s is refused', async (_, content, more, reason) => {
    const read = await readGrids({ name: 'a.pdf', bytes: await pdfOf(content, more) });
    expect(read.problems.map((found) => found.reason.code)).toEqual([reason]);
  });

  it('cut off, or of too many pages, is refused', async () => {
    const whole = await pdfOf([{ text: 'a', pageBreak: 'after' }, 'b']);
    const cut = await readGrids({ name: 'a.pdf', bytes: whole.slice(0, 200) });
    expect(cut.problems.map((found) => found.reason.code)).toEqual(['file-damaged']);
    const long = await readGrids({ name: 'a.pdf', bytes: whole }, { ...DEFAULT_LIMITS, pages: 1 });
    expect(long.problems.map((found) => found.reason.code)).toEqual(['file-too-many-pages']);
  });
});

it('words on a line join by their blanks, and pieces part where columns may', () => {
  const word = (text: string, left: number, right: number, base = 10) => ({ text, left, right, base, size: 10 });
  const [line] = printedLines([
    word('b', 33, 40),
    word('Mathe', 0, 20),
    word('matics', 20.5, 30),
    word('5', 60, 65, 10.4),
  ]);
  expect(line?.pieces.map(({ text }) => text)).toEqual(['Mathematics b', '5']);
});

it('lines that make no grid leave the words alone', () => {
  const words = [{ text: 'a', left: 1, right: 5, base: 10, size: 8 }];
  const underline = { left: 0, right: 100, top: 12, bottom: 12 };
  expect(ruledTables(words, [underline])).toEqual({ tables: [], rest: words });
});
