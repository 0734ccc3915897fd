/** XLSX workbooks as grids: what a person sees in each cell, and what is stored behind it. Nothing is calculated, run or fetched. */
import { reason } from '../../../domain/index.ts';
import type { ProblemLog } from '../../problems.ts';
import type { Archive } from '../archive.ts';
import { FileFault } from '../fault.ts';
import type { FileGrids, TableLimits } from '../grid.ts';
import { Tally } from '../grid-builder.ts';
import { noteSheets } from '../note-sheets.ts';
import { readSheet } from './read-sheet.ts';
import { numberShower } from './shown.ts';
import { openWorkbook } from './workbook.ts';

export async function readXlsx(archive: Archive, limits: TableLimits, log: ProblemLog): Promise<FileGrids> {
  const workbook = openWorkbook(archive);
  if (workbook.sheets.length > limits.sheets)
    throw new FileFault('file-too-large', reason('file-too-many-sheets', { most: limits.sheets }));
  const [show, tally] = [await numberShower(workbook.date1904), new Tally(limits)];
  const grids = workbook.sheets.map((sheet) => readSheet(archive.read(sheet.part), sheet, { workbook, show, tally }));
  if (archive.names.some((name) => /vbaProject\.bin$/i.test(name)))
    log.note('file-malformed', reason('workbook-macros'));
  if (archive.names.some((name) => name.includes('/externalLinks/')))
    log.note('file-malformed', reason('workbook-external'));
  noteSheets(grids, log);
  return { kind: 'xlsx', grids };
}
