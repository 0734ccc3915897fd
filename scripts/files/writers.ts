/** Tables as the files of offices: the bytes of each form, made without Concord's own writers so that they say nothing of themselves. */
import Papa from 'papaparse';
import pdfmake, { type Content } from 'pdfmake';
import { FONTS } from '../../src/interchange/documents/fonts.ts';
import { workbookParts, zip } from '../../test/interchange/grid/office-files.ts';

export type Cell = string | number;

/** Rows from the top, letterhead and header included; empty cells are empty texts. */
export interface Sheet {
  readonly name?: string;
  readonly rows: readonly (readonly Cell[])[];
  /** Rectangles by row and column from 0, both ends included; their text stands in the first cell. */
  readonly merges?: readonly (readonly [top: number, left: number, bottom: number, right: number])[];
}

export const FORMS = ['csv', 'tsv', 'csv-1251', 'csv-1250', 'xlsx', 'ods', 'docx', 'html', 'pdf'] as const;
export type Form = (typeof FORMS)[number];
export const endingOf = (form: Form): string => form.replace(/-\d+$/, '');

const markup = (text: Cell): string =>
  String(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
const letter = (column: number): string => String.fromCharCode(65 + column);

export async function bytesOf(form: Form, sheets: readonly Sheet[]): Promise<Uint8Array> {
  const [first = { rows: [] }] = sheets;
  if (form === 'xlsx') return xlsx(sheets);
  if (form === 'ods') return ods(sheets);
  if (form === 'docx') return docx(first);
  if (form === 'html') return new TextEncoder().encode(html(first));
  if (form === 'pdf') return pdf(first);
  const text = Papa.unparse(first.rows as string[][], { delimiter: form === 'tsv' ? '\t' : ';', newline: '\r\n' });
  return form === 'csv' || form === 'tsv' ? new TextEncoder().encode(text) : singleBytes(text, form);
}

function singleBytes(text: string, form: 'csv-1251' | 'csv-1250'): Uint8Array {
  const decoder = new TextDecoder(form === 'csv-1251' ? 'windows-1251' : 'windows-1250');
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
  return Uint8Array.from(text, (sign) => {
    const byte = bytes.get(sign);
    if (byte === undefined) throw new Error(`${form} has no ${sign}`);
    return byte;
  });
}

function xlsx(sheets: readonly Sheet[]): Uint8Array {
  const parts = sheets.map(({ name, rows, merges = [] }) => ({
    ...(name !== undefined && { name }),
    data: rows
      .map((cells, row) => {
        const written = cells.map((cell, column) => {
          const at = `${letter(column)}${row + 1}`;
          if (cell === '') return '';
          if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
          return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${markup(cell)}</t></is></c>`;
        });
        return `<row r="${row + 1}">${written.join('')}</row>`;
      })
      .join(''),
    after:
      merges.length === 0
        ? ''
        : `<mergeCells>${merges.map(([top, left, bottom, right]) => `<mergeCell ref="${letter(left)}${top + 1}:${letter(right)}${bottom + 1}"/>`).join('')}</mergeCells>`,
  }));
  return zip(workbookParts({ sheets: parts }));
}

function ods(sheets: readonly Sheet[]): Uint8Array {
  const tables = sheets.map(({ name = 'Sheet1', rows, merges = [] }) => {
    const body = rows.map((cells, row) => {
      const written = cells.map((cell, column) => {
        const start = merges.find(([top, left]) => top === row && left === column);
        const span = start
          ? ` table:number-rows-spanned="${start[2] - start[0] + 1}" table:number-columns-spanned="${start[3] - start[1] + 1}"`
          : '';
        if (cell === '') return `<table:table-cell${span}/>`;
        const value =
          typeof cell === 'number' ? `office:value-type="float" office:value="${cell}"` : 'office:value-type="string"';
        return `<table:table-cell ${value}${span}><text:p>${markup(cell)}</text:p></table:table-cell>`;
      });
      return `<table:table-row>${written.join('')}</table:table-row>`;
    });
    return `<table:table table:name="${markup(name)}">${body.join('')}</table:table>`;
  });
  const names = ['office', 'table', 'text'].map(
    (part) => `xmlns:${part}="urn:oasis:names:tc:opendocument:xmlns:${part}:1.0"`,
  );
  const content = `<?xml version="1.0" encoding="UTF-8"?><office:document-content ${names.join(' ')}><office:body><office:spreadsheet>${tables.join('')}</office:spreadsheet></office:body></office:document-content>`;
  return zip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': content });
}

/** Rows of one cell above the table are paragraphs, as in letters. */
function docx({ rows }: Sheet): Uint8Array {
  const start = rows.findIndex((cells) => cells.filter((cell) => cell !== '').length > 2);
  const paragraph = (text: Cell): string => `<w:p><w:r><w:t xml:space="preserve">${markup(text)}</w:t></w:r></w:p>`;
  const above = rows.slice(0, start).map((cells) => paragraph(cells.filter((cell) => cell !== '').join(' ')));
  const table = rows
    .slice(start)
    .map((cells) => `<w:tr>${cells.map((cell) => `<w:tc>${paragraph(cell)}</w:tc>`).join('')}</w:tr>`);
  const document = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${above.join('')}<w:tbl>${table.join('')}</w:tbl></w:body></w:document>`;
  const types =
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
  const relations =
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>';
  return zip({ '[Content_Types].xml': types, '_rels/.rels': relations, 'word/document.xml': document });
}

function html({ rows, merges = [] }: Sheet): string {
  const body = rows.map((cells, row) => {
    const written = cells.map((cell, column) => {
      const inside = merges.some(
        ([top, left, bottom, right]) =>
          row >= top && row <= bottom && column >= left && column <= right && !(row === top && column === left),
      );
      if (inside) return '';
      const start = merges.find(([top, left]) => top === row && left === column);
      const span = start ? ` rowspan="${start[2] - start[0] + 1}" colspan="${start[3] - start[1] + 1}"` : '';
      return `<td${span}>${markup(cell)}</td>`;
    });
    return `<tr>${written.join('')}</tr>`;
  });
  return `<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>Export</title></head><body><table border="1">\n${body.join('\n')}\n</table></body></html>\n`;
}

/** Lines above the table are text; the table has rules, or none when its sheet is called "plain". */
async function pdf({ name, rows }: Sheet): Promise<Uint8Array> {
  const start = rows.findIndex((cells) => cells.filter((cell) => cell !== '').length > 2);
  const end = rows.findLastIndex((cells) => cells.filter((cell) => cell !== '').length > 1) + 1;
  const line = (cells: readonly Cell[]): Content => ({
    text: cells.filter((cell) => cell !== '').join('   '),
    margin: [0, 2, 0, 6],
  });
  const body = rows.slice(start, end).map((cells) => cells.map(String));
  const table: Content = { ...(name === 'plain' && { layout: 'noBorders' }), table: { body } };
  pdfmake.setFonts({ DejaVu: { ...FONTS.Wide } });
  pdfmake.setLocalAccessPolicy((path) => (Object.values(FONTS.Wide) as string[]).includes(path));
  pdfmake.setUrlAccessPolicy(() => false);
  const made = pdfmake.createPdf({
    content: [...rows.slice(0, start).map(line), table, ...rows.slice(end).map(line)],
    defaultStyle: { font: 'DejaVu', fontSize: 8 },
    info: { creationDate: new Date('2026-11-30T00:00:00Z') },
  });
  return new Uint8Array(await made.getBuffer());
}
