/** What the sheets of an XLSX workbook share (ECMA-376 part 1, 18.2-18.8): their list, the texts, the number formats. */
import { reason } from '../../../domain/index.ts';
import type { Archive } from '../archive.ts';
import { FileFault } from '../fault.ts';
import { attributeNamed, scanXml } from '../xml.ts';

export interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly part: string; readonly hidden: boolean }[];
  /** By their number in the table of shared texts. */
  readonly texts: readonly string[];
  /** Number format of each cell style. */
  readonly patterns: readonly string[];
  readonly date1904: boolean;
}

export function openWorkbook(archive: Archive): Workbook {
  const main = [...relations(archive, '').values()].find(({ kind }) => kind === 'officeDocument')?.part;
  const part = main && archive.has(main) ? main : 'xl/workbook.xml';
  const related = relations(archive, part);
  const shared = [...related.values()];
  const texts = shared.find(({ kind }) => kind === 'sharedStrings')?.part;
  const styles = shared.find(({ kind }) => kind === 'styles')?.part;
  const sheets: Workbook['sheets'][number][] = [];
  let date1904 = false;
  scanXml(archive.read(part), part, {
    open: (name, attributes) => {
      if (name === 'workbookPr') date1904 = isTrue(attributes.date1904);
      if (name !== 'sheet') return;
      const target = related.get(attributeNamed(attributes, 'id') ?? '');
      // Sheets that are charts or old macros have no cells.
      if (target?.kind !== 'worksheet') return;
      const hidden = attributes.state === 'hidden' || attributes.state === 'veryHidden';
      sheets.push({ name: attributes.name ?? '', part: target.part, hidden });
    },
  });
  return {
    sheets,
    texts: texts && archive.has(texts) ? readTexts(archive.read(texts), texts) : [],
    patterns: styles && archive.has(styles) ? readPatterns(archive.read(styles), styles) : [],
    date1904,
  };
}

export const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';

/** The parts that a part names, by id. */
function relations(
  archive: Archive,
  part: string,
): ReadonlyMap<string, { readonly kind: string; readonly part: string }> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const name = `${folder}_rels/${part.slice(folder.length)}.rels`;
  const found = new Map<string, { kind: string; part: string }>();
  if (!archive.has(name)) return found;
  scanXml(archive.read(name), name, {
    open: (element, { Id, Type, Target, TargetMode }) => {
      if (element !== 'Relationship' || !Id || !Type || !Target || TargetMode === 'External') return;
      found.set(Id, { kind: Type.slice(Type.lastIndexOf('/') + 1), part: resolveTarget(folder, Target) });
    },
  });
  return found;
}

/** A target as the name of a part: from the root, or from the folder of the part that names it. */
function resolveTarget(folder: string, target: string): string {
  const steps: string[] = [];
  for (const step of `${target.startsWith('/') ? '' : folder}${target}`.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}

/** The table of shared texts: runs of one text joined, readings of Japanese left out. */
function readTexts(bytes: Uint8Array, part: string): string[] {
  const texts: string[] = [];
  let [text, inText, inReading] = ['', false, false];
  scanXml(bytes, part, {
    open: (name) => {
      if (name === 'si') text = '';
      else if (name === 'rPh') inReading = true;
      else if (name === 't') inText = !inReading;
    },
    text: (piece) => {
      if (inText) text += piece;
    },
    close: (name) => {
      if (name === 'si') texts.push(unescaped(text));
      else if (name === 'rPh') inReading = false;
      else if (name === 't') inText = false;
    },
  });
  return texts;
}

/** `_x000D_` stands for a sign that XML cannot hold (ECMA-376 part 1, 22.9.2.19). */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([\dA-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;

/** Number formats that files name by number alone (ECMA-376 part 1, 18.8.30); 27 to 36 and 50 to 58 are dates of East Asian systems. */
const EAST_ASIAN_DATES = [27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58];
const BUILT_IN: Readonly<Record<number, string>> = {
  ...Object.fromEntries(EAST_ASIAN_DATES.map((id) => [id, 'm/d/yyyy'])),
  ...{ 1: '0', 2: '0.00', 3: '#,##0', 4: '#,##0.00', 9: '0%', 10: '0.00%', 11: '0.00E+00', 12: '# ?/?', 13: '# ??/??' },
  ...{ 14: 'm/d/yyyy', 15: 'd-mmm-yy', 16: 'd-mmm', 17: 'mmm-yy', 18: 'h:mm AM/PM', 19: 'h:mm:ss AM/PM' },
  ...{ 20: 'h:mm', 21: 'h:mm:ss', 22: 'm/d/yyyy h:mm', 37: '#,##0;(#,##0)', 38: '#,##0;(#,##0)' },
  ...{ 39: '#,##0.00;(#,##0.00)', 40: '#,##0.00;(#,##0.00)', 45: 'mm:ss', 46: '[h]:mm:ss', 47: 'mm:ss.0' },
  ...{ 48: '##0.0E+0', 49: '@' },
};

function readPatterns(bytes: Uint8Array, part: string): string[] {
  const own = new Map<number, string>();
  const ids: number[] = [];
  let inCellStyles = false;
  scanXml(bytes, part, {
    open: (name, { numFmtId, formatCode }) => {
      if (name === 'numFmt' && formatCode !== undefined) own.set(Number(numFmtId), formatCode);
      else if (name === 'cellXfs') inCellStyles = true;
      else if (name === 'xf' && inCellStyles) ids.push(Number(numFmtId ?? 0));
      if (ids.length > 100_000) throw new FileFault('file-too-large', reason('file-too-many-parts', { most: 100_000 }));
    },
    close: (name) => {
      if (name === 'cellXfs') inCellStyles = false;
    },
  });
  return ids.map((id) => own.get(id) ?? BUILT_IN[id] ?? 'General');
}
