/** A file made ready for its reader: formats that take their time are read before. */
import { type Result, success } from '../domain/index.ts';
import { fileKindOf, textKindOf } from './grid/file-kind.ts';
import type { FileInput, ReadOptions } from './grid/grid.ts';
import { readGrids } from './grid/read-grids.ts';

/**
 * The file with its tables, when it is a workbook, a document or a web page; XML, JSON and separated text stay as they are. `reading` goes with
 * it to whichever reader takes it.
 */
export async function openFile(file: FileInput, reading: ReadOptions = {}): Promise<Result<FileInput>> {
  const kind = fileKindOf(file.bytes);
  const isPacked = kind === 'zip' || kind === 'pdf' || kind === 'picture';
  const isPage = kind === 'text' && textKindOf(new TextDecoder().decode(file.bytes.subarray(0, 2000))) === 'html';
  if (!isPacked && !isPage) return success({ ...file, reading });
  const read = await readGrids(file, reading.limits);
  return read.ok ? success({ ...file, reading, grids: read.value }, read.problems) : read;
}
