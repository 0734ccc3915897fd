/** Documents and files in threads, so that a server keeps answering while one is laid out or read. */
import { type Result, reason, refuse } from '../../domain/index.ts';
import { type FileInput, openFile, type ReadOptions } from '../../interchange/index.ts';
import type { Printable, Printing, PrintTask } from './paper-tasks.ts';
import { createThreadPool, Overrun, type ThreadPool } from './thread-pool.ts';

/** Where documents are laid out and files are read. The results are those of the calling thread, to the byte. */
export interface Papers {
  readonly print: (document: Printable, printing: Printing) => Promise<Uint8Array>;
  readonly open: (file: FileInput, reading: ReadOptions) => Promise<Result<FileInput>>;
}

/** A small file is read sooner than it is handed over. */
const LEAST_BYTES = 30_000;

/** What the largest workbook that is read takes, twice over and more. */
const MOST = { megabytes: 1024, seconds: 60 };

/** A file that takes more ends its thread and nothing else. */
function refuseTooMuch(error: unknown, source: string): Result<FileInput> {
  const isOut = error instanceof Error && Reflect.get(error, 'code') === 'ERR_WORKER_OUT_OF_MEMORY';
  if (!isOut && !(error instanceof Overrun)) throw error;
  return refuse('file-too-large', reason('file-takes-too-much', { seconds: MOST.seconds }), { source });
}

export function startPaperThreads({
  rules,
  line,
}: {
  /** The folder of the rules. */
  readonly rules: string;
  readonly line?: Parameters<typeof createThreadPool>[1];
}): { readonly papers: Papers; readonly stop: () => Promise<void>; readonly count: ThreadPool['count'] } {
  const pool = createThreadPool(1, line, { maxOldGenerationSizeMb: MOST.megabytes });
  const papers: Papers = {
    print: (document, printing) => {
      const task: PrintTask = { document, printing, rules };
      return pool.run<Uint8Array>('printPaper', task);
    },
    open: async (file, reading) => {
      // Limits of its own are given by nobody who asks a server.
      if (file.bytes.length < LEAST_BYTES || reading.limits) return openFile(file, reading);
      const { name, bytes } = file;
      const read = await pool
        .run<Result<FileInput>>('readTables', { name, bytes }, { limitSeconds: MOST.seconds })
        .catch((error: unknown) => refuseTooMuch(error, name));
      return read.ok ? { ...read, value: { ...read.value, bytes, reading } } : read;
    },
  };
  return { papers, stop: pool.stop, count: pool.count };
}
