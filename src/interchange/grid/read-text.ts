/** Separated text without waiting, for those who hold no other file. */
import { reason } from '../../domain/index.ts';
import { decodeFile } from '../decode.ts';
import type { ProblemLog } from '../problems.ts';
import { FileFault } from './fault.ts';
import { textKindOf } from './file-kind.ts';
import type { FileGrids, FileInput, TableLimits } from './grid.ts';
import { readCsv } from './read-csv.ts';

/** The one table of a separated text; null with the reason in the log, also when the bytes are of another format. */
export function readTextGrids(file: FileInput, limits: TableLimits, log: ProblemLog): FileGrids | null {
  try {
    const decoded = decodeText(file, limits, log);
    if (decoded === null) return null;
    const kind = textKindOf(decoded.text);
    if (kind === 'csv') return readCsv(decoded, limits);
    if (typeof kind === 'string') log.error('file-malformed', reason('file-no-table', { kind: 'markup' }));
    else log.error(kind.code, kind.refused);
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    log.error(error.code, error.reason, error.place);
  }
  return null;
}

/** The text of a file, with a warning when letters were lost on the way. */
export function decodeText(file: FileInput, limits: TableLimits, log: ProblemLog): ReturnType<typeof decodeFile> {
  const decoded = decodeFile(file, limits.bytes, log);
  const lost = decoded === null ? 0 : lettersLost(decoded.text);
  if (lost > 0) log.warn('file-encoding', reason('letters-lost', { count: lost }));
  return decoded;
}

/** Words in which a question mark stands between Cyrillic letters, or begins a word of them; one alone may be a slip. */
function lettersLost(text: string): number {
  const words = text.match(/[а-яёіӘ-ӿ]\?+(?=[а-яёі])|(?<![^\s,;"'(|])\?(?=[а-яё]{2})/giu) ?? [];
  return words.length > 1 ? words.length : 0;
}
