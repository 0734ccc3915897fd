/** Office files made in code from the XML of their parts. */
import { strToU8, zipSync } from 'fflate';
import type { FileGrids } from '../../../src/interchange/index.ts';
import { readGrids } from '../../../src/interchange/index.ts';

export const zip = (parts: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));

const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

interface SheetParts {
  readonly name?: string;
  readonly state?: string;
  /** Rows as XML. */
  readonly data: string;
  /** What follows the rows, as XML. */
  readonly after?: string;
}

interface WorkbookParts {
  readonly sheets: readonly SheetParts[];
  readonly texts?: readonly string[];
  /** Format codes; style `n` has the one at `n`. */
  readonly formats?: readonly (string | number)[];
  readonly date1904?: boolean;
  readonly more?: Readonly<Record<string, string>>;
}

/** The parts of a workbook, for tests that break one of them. */
export function workbookParts({
  sheets,
  texts = [],
  formats = [],
  date1904,
  more,
}: WorkbookParts): Record<string, string> {
  const own = formats.map((format, at) => (typeof format === 'number' ? null : { id: 164 + at, format }));
  const list = sheets.map(
    ({ name, state }, at) =>
      `<sheet name="${name ?? `Sheet${at + 1}`}" sheetId="${at + 1}"${state ? ` state="${state}"` : ''} r:id="s${at}"/>`,
  );
  const related = sheets.map(
    (_, at) => `<Relationship Id="s${at}" Type="${REL}/worksheet" Target="/xl/worksheets/sheet${at + 1}.xml"/>`,
  );
  return {
    '_rels/.rels': `<Relationships><Relationship Id="w" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="${MAIN}" xmlns:r="${REL}"><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${related.join('')}<Relationship Id="t" Type="${REL}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="f" Type="${REL}/styles" Target="styles.xml"/></Relationships>`,
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${texts.map((text) => `<si>${text.startsWith('<') ? text : `<t>${text}</t>`}</si>`).join('')}</sst>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><numFmts>${own
      .map((each) => each && `<numFmt numFmtId="${each.id}" formatCode="${each.format.replaceAll('"', '&quot;')}"/>`)
      .join('')}</numFmts><cellXfs>${formats
      .map((format, at) => `<xf numFmtId="${typeof format === 'number' ? format : 164 + at}"/>`)
      .join('')}</cellXfs></styleSheet>`,
    ...Object.fromEntries(
      sheets.map(({ data, after = '' }, at) => [
        `xl/worksheets/sheet${at + 1}.xml`,
        `<worksheet xmlns="${MAIN}"><sheetData>${data}</sheetData>${after}</worksheet>`,
      ]),
    ),
    ...more,
  };
}

export const xlsx = (parts: WorkbookParts): Uint8Array => zip(workbookParts(parts));

export async function gridsIn(bytes: Uint8Array, name = 'file'): Promise<FileGrids> {
  const read = await readGrids({ name, bytes });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

/** The texts of each table's rows, by row number. */
export const textsOf = ({ grids }: FileGrids): Record<number, string[]>[] =>
  grids.map(({ rows }) => Object.fromEntries(rows.map(({ number, cells }) => [number, cells.map(({ text }) => text)])));
