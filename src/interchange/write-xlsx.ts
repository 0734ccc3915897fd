/** Tables to XLSX workbooks (ECMA-376 part 1): the least that spreadsheet programs open without a question. */
import { Rational } from '../domain/index.ts';
import { cellName } from './grid/grid.ts';
import { type Cell, neutralise } from './write.ts';

/** One table of a workbook. */
export interface Sheet {
  /** At most 31 characters; what spreadsheets forbid in it is replaced. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** Words that a column takes, for its list to choose from; a word that is not in it is warned of, not refused. */
  readonly choices?: Readonly<Record<string, readonly string[]>>;
}

/**
 * The bytes of a workbook; the same tables give the same bytes. Text stays text: nothing of it is a formula, and what would become one when
 * the sheet is saved as CSV has an apostrophe in front, as in `writeCsv`. Numbers that a double cannot hold are written as text.
 */
export async function writeXlsx(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const { zipFiles } = await import('./zip.ts');
  const parts = [
    ['[Content_Types].xml', contentTypes(sheets.length)],
    [
      '_rels/.rels',
      `<Relationships xmlns="${PACKAGE}/relationships">${relation(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    ],
    ['xl/workbook.xml', workbook(sheets)],
    ['xl/_rels/workbook.xml.rels', workbookRelations(sheets.length)],
    ['xl/styles.xml', STYLES],
    ...sheets.map((sheet, at) => [`xl/worksheets/sheet${at + 1}.xml`, worksheet(sheet)]),
  ];
  const encoder = new TextEncoder();
  return zipFiles(parts.map(([name = '', xml = '']) => ({ name, content: encoder.encode(DECLARATION + xml) })));
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MEDIA = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Style 1 is that of headers: bold, wrapped, on grey. */
const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE7E6E6"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf fontId="1" fillId="2" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`;

const relation = (id: number, kind: string, target: string): string =>
  `<Relationship Id="r${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;

function contentTypes(sheets: number): string {
  const part = (name: string, kind: string): string =>
    `<Override PartName="/xl/${name}.xml" ContentType="${MEDIA}.${kind}+xml"/>`;
  const list = Array.from({ length: sheets }, (_, at) => part(`worksheets/sheet${at + 1}`, 'worksheet'));
  return `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part('workbook', 'sheet.main')}${part('styles', 'styles')}${list.join('')}</Types>`;
}

function workbook(sheets: readonly Sheet[]): string {
  const taken = new Set<string>();
  const list = sheets.map(({ name }, at) => {
    const base =
      name
        .replace(/[[\]:*?/\\']/g, ' ')
        .trim()
        .slice(0, 28) || 'Sheet';
    let unique = base;
    for (let copy = 2; taken.has(unique.toLowerCase()); copy += 1) unique = `${base} ${copy}`;
    taken.add(unique.toLowerCase());
    return `<sheet name="${escaped(unique)}" sheetId="${at + 1}" r:id="r${at + 1}"/>`;
  });
  return `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${list.join('')}</sheets></workbook>`;
}

function workbookRelations(sheets: number): string {
  const list = Array.from({ length: sheets }, (_, at) =>
    relation(at + 1, 'worksheet', `worksheets/sheet${at + 1}.xml`),
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${list.join('')}${relation(sheets + 1, 'styles', 'styles.xml')}</Relationships>`;
}

function worksheet({ columns, rows, choices = {} }: Sheet): string {
  const lines = [columns, ...rows].map((cells, at) => {
    const written = cells.map((cell, column) => cellXml(cell, cellName(column, at + 1), at === 0 ? 1 : 2));
    return `<row r="${at + 1}">${written.join('')}</row>`;
  });
  const widths = columns.map((header, at) => {
    const longest = Math.max(header.length, ...rows.slice(0, 200).map((cells) => String(cells[at] ?? '').length));
    return `<col min="${at + 1}" max="${at + 1}" width="${Math.min(60, Math.max(10, longest + 2))}" customWidth="1"/>`;
  });
  const last = `${cellName(columns.length - 1, rows.length + 1)}`;
  const head =
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews>';
  const cols = columns.length === 0 ? '' : `<cols>${widths.join('')}</cols>`;
  const filter = columns.length === 0 ? '' : `<autoFilter ref="A1:${last}"/>`;
  return `<worksheet xmlns="${MAIN}">${head}${cols}<sheetData>${lines.join('')}</sheetData>${filter}${validations(columns, choices)}</worksheet>`;
}

/** Excel takes lists of 255 characters in a cell's rule; longer ones are left out. */
function validations(columns: readonly string[], choices: NonNullable<Sheet['choices']>): string {
  const rules = columns.flatMap((column, at) => {
    const list = (choices[column] ?? []).join(',');
    if (list === '' || list.length > 255) return [];
    const range = `${cellName(at, 2)}:${cellName(at, 10_000)}`;
    return `<dataValidation type="list" errorStyle="warning" allowBlank="1" showErrorMessage="1" sqref="${range}"><formula1>"${escaped(list)}"</formula1></dataValidation>`;
  });
  return rules.length === 0 ? '' : `<dataValidations count="${rules.length}">${rules.join('')}</dataValidations>`;
}

function cellXml(cell: Cell, ref: string, style: number): string {
  const number = cell instanceof Rational ? numberOf(cell) : cell;
  if (typeof number === 'number' && Number.isFinite(number)) return `<c r="${ref}" s="${style}"><v>${number}</v></c>`;
  const text = number === null || typeof number === 'number' ? '' : neutralise(number).slice(0, 32_767);
  return text === ''
    ? ''
    : `<c r="${ref}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

/** The number, or its exact text where the number would be another one (one third). */
function numberOf(rational: Rational): number | string {
  const text = rational.toString();
  return /^-?\d{1,15}(?:\.\d{1,10})?$/.test(text) && text.length <= 16 ? Number(text) : text;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
const UNWRITABLE = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g;

/** For XML; signs that it cannot hold are written as spreadsheets do, and so is what looks like that. */
const escaped = (text: string): string =>
  text
    .replace(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')
    .replace(UNWRITABLE, (sign) => `_x${sign.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}_`)
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? '&quot;');
