/** Documents and files in threads, so that a server keeps answering while one is laid out or read. */
import { MessageChannel } from 'node:worker_threads';
import { type Result, reason, refuse } from '../../domain/index.ts';
import { type FileInput, type Loaded, openFile, type ReadOptions } from '../../interchange/index.ts';
import {
  type ListTask,
  type Printable,
  type Printing,
  type PrintTask,
  readList,
  withRationals,
} from './paper-tasks.ts';
import { createThreadPool, Overrun, type ThreadPool } from './thread-pool.ts';

/** Where documents are laid out and files are read. The results are those of the calling thread, to the byte. */
export interface Papers {
  readonly print: (document: Printable, printing: Printing) => Promise<Uint8Array>;
  readonly open: (file: FileInput, reading: ReadOptions) => Promise<Result<FileInput>>;
  /** A file as a list of its kind, to the last row. */
  readonly readList: (task: ListTask) => Promise<Result<Loaded<unknown>>>;
}

/** A small file is read sooner than it is handed over. */
const LEAST_BYTES = 30_000;

/** What a thread may take for a file: a workbook of 100,000 rows is read in less. */
const PAPER_LIMITS = { megabytes: 512, seconds: 60 };

export function startPaperThreads({
  rules,
  line,
  most = PAPER_LIMITS,
}: {
  /** The folder of the rules. */
  readonly rules: string;
  readonly line?: Parameters<typeof createThreadPool>[1];
  /** Of one file; memory that strings and tables take, and seconds. */
  readonly most?: typeof PAPER_LIMITS;
}): { readonly papers: Papers; readonly stop: () => Promise<void>; readonly count: ThreadPool['count'] } {
  const pool = createThreadPool(1, line, { maxOldGenerationSizeMb: most.megabytes });
  /** A file that takes more ends its thread and nothing else. */
  const refuseTooMuch = (error: unknown, source: string): Result<never> => {
    const isOut = error instanceof Error && Reflect.get(error, 'code') === 'ERR_WORKER_OUT_OF_MEMORY';
    if (!isOut && !(error instanceof Overrun)) throw error;
    return refuse('file-too-large', reason('file-takes-too-much', { seconds: most.seconds }), { source });
  };
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
        .run<Result<FileInput>>('readTables', { name, bytes }, { limitSeconds: most.seconds })
        .catch((error: unknown) => refuseTooMuch(error, name));
      return read.ok ? { ...read, value: { ...read.value, bytes, reading } } : read;
    },
    readList: async (task) => {
      if (task.file.bytes.length < LEAST_BYTES || task.reading.limits) return readList(task);
      const { onRows, ...reading } = task.reading;
      const { port1, port2 } = new MessageChannel();
      port1.on('message', ([done, total]: [number, number]) => onRows?.(done, total));
      try {
        const aside = { ...task, reading, progress: port2 };
        return withRationals(
          await pool
            .run<Result<Loaded<unknown>>>('readListAside', aside, { limitSeconds: most.seconds, transferList: [port2] })
            .catch((error: unknown) => refuseTooMuch(error, task.file.name)),
        );
      } finally {
        port1.close();
      }
    },
  };
  return { papers, stop: pool.stop, count: pool.count };
}
