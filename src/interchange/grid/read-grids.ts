/** Any file of an office as tables: its kind is told by its bytes, and what cannot be read is refused with what to do instead. */
import { failure, type Reason, type Result, reason, success } from '../../domain/index.ts';
import { ProblemLog } from '../problems.ts';
import { openArchive } from './archive.ts';
import { FileFault } from './fault.ts';
import { fileKindOf, packedKindOf, textKindOf } from './file-kind.ts';
import { DEFAULT_LIMITS, type FileGrids, type FileInput, type TableLimits } from './grid.ts';
import { readCsv } from './read-csv.ts';
import { decodeText } from './read-text.ts';

/** The tables of a file. Fails when it is not a file of tables or goes beyond a limit; single bad rows carry their fault. */
export async function readGrids(file: FileInput, limits: TableLimits = DEFAULT_LIMITS): Promise<Result<FileGrids>> {
  const log = new ProblemLog(file.name);
  try {
    const grids = await readKind(file, limits, log);
    return grids ? success(grids, log.list()) : failure(...log.list());
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    log.error(error.code, error.reason, error.place);
    return failure(...log.list());
  }
}

/** Null with the reason in the log. */
async function readKind(file: FileInput, limits: TableLimits, log: ProblemLog): Promise<FileGrids | null> {
  const { bytes } = file;
  if (bytes.length > limits.bytes) {
    const values = { bytes: `${bytes.length}`, most: `${limits.bytes}` };
    throw new FileFault('file-too-large', reason('file-too-large', values));
  }
  const kind = fileKindOf(bytes);
  if (kind === 'zip') return readPacked(bytes, limits, log);
  if (kind === 'text') return readText(file, limits, log);
  if (kind === 'pdf') return (await import('./pdf/read-pdf.ts')).readPdf(bytes, limits, log);
  if (kind === 'picture') return (await import('./scan/read-scan.ts')).readScan(bytes, limits, log);
  throw unread(kind.refused);
}

const unread = (why: Reason): FileFault => new FileFault('file-not-readable', why);

async function readPacked(bytes: Uint8Array, limits: TableLimits, log: ProblemLog): Promise<FileGrids> {
  const archive = await openArchive(bytes, limits);
  const kind = packedKindOf(archive.names);
  if (kind === 'xlsx') return (await import('./xlsx/read-xlsx.ts')).readXlsx(archive, limits, log);
  if (kind === 'docx') return (await import('./read-docx.ts')).readDocx(archive, limits);
  if (kind !== 'ods') throw unread(kind.refused);
  const manifest = 'META-INF/manifest.xml';
  // The parts of an encrypted document are no XML; its manifest says so (ODF 1.3 part 2, 3.4).
  if (archive.has(manifest) && Buffer.from(archive.read(manifest)).includes('encryption-data'))
    throw unread(reason('file-password'));
  return (await import('./read-ods.ts')).readOds(archive.read('content.xml'), limits, log);
}

async function readText(file: FileInput, limits: TableLimits, log: ProblemLog): Promise<FileGrids | null> {
  const decoded = decodeText(file, limits, log);
  if (decoded === null) return null;
  const kind = textKindOf(decoded.text);
  if (kind === 'html') return (await import('./read-html.ts')).readHtml(decoded.text, limits);
  if (kind === 'flat-ods') return (await import('./read-ods.ts')).readOds(file.bytes, limits, log);
  if (kind !== 'csv') throw new FileFault(kind.code, kind.refused);
  return readCsv(decoded, limits, log);
}
