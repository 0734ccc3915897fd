/** Any file of an office as tables: its kind is told by its bytes, and what cannot be read is refused with what to do instead. */
import { failure, type ProblemCode, type Reason, type Result, reason, success } from '../../domain/index.ts';
import { decodeFile } from '../decode.ts';
import { ProblemLog } from '../problems.ts';
import { DEFAULT_LIMITS, type FileGrids, type FileInput, type TableLimits } from './grid.ts';
import { readCsv } from './read-csv.ts';

/** The tables of a file. Fails when it is not a file of tables or goes beyond a limit; single bad rows carry their fault. */
export async function readGrids(file: FileInput, limits: TableLimits = DEFAULT_LIMITS): Promise<Result<FileGrids>> {
  const log = new ProblemLog(file.name);
  const grids = readText(file, limits, log);
  return grids ? success(grids, log.list()) : failure(...log.list());
}

function readText(file: FileInput, limits: TableLimits, log: ProblemLog): FileGrids | null {
  const refused = (code: ProblemCode, why: Reason): null => {
    log.error(code, why);
    return null;
  };
  const decoded = decodeFile(file, limits.bytes, log);
  if (decoded === null) return null;
  if (/^\s*(?:<(?:!doctype|html|\?xml)|[{[]\s*["[{\]}])/i.test(decoded.text.slice(0, 1000))) {
    const kind = decoded.text.trimStart().startsWith('<') ? 'markup' : 'json';
    return refused('file-malformed', reason('file-no-table', { kind }));
  }
  return readCsv(decoded, limits) ?? refused('too-many-rows', reason('too-many-rows', { most: `${limits.rows}` }));
}
