/** Tables for a spreadsheet: as CSV, or as a workbook. */
import { type Sheet, writeCsv, writeXlsx } from '../../interchange/index.ts';

export { type Sheet, TEMPLATE_KINDS, type TemplateKind, writeTemplate } from '../../interchange/index.ts';

export const sheetToCsv = ({ columns, rows }: Sheet): string => writeCsv(columns, rows);
export const sheetToXlsx = (sheet: Sheet): Promise<Uint8Array> => writeXlsx([sheet]);
