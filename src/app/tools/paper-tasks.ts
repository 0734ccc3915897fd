/** What a thread does with files: it lays documents out, and reads the tables of workbooks, documents and pages, and the lists in them. */
import type { MessagePort } from 'node:worker_threads';
import { type ImportKind, memoise, Rational, type Result, type Texts } from '../../domain/index.ts';
import {
  type FileInput,
  type Loaded,
  openFile,
  type ReadOptions,
  readCalls,
  readCatalogue,
  readCurriculum,
  readPrecedents,
  readTranscript,
  readUsers,
  writeDocument,
} from '../../interchange/index.ts';
import { loadTexts } from './rules.ts';

export type Printable = Parameters<typeof writeDocument>[0];
export type Printing = Omit<Parameters<typeof writeDocument>[1], 'texts'>;

export interface PrintTask {
  readonly document: Printable;
  readonly printing: Printing;
  /** The folder of the rules, from which the thread reads the sentences. */
  readonly rules: string;
}

/** Read once for a thread: it is asked by one installation. */
const sentences = new Map<string, Texts>();

export const printPaper = ({ document, printing, rules }: PrintTask): Promise<Uint8Array> =>
  writeDocument(withRationals(document), { ...printing, texts: memoise(sentences, rules, () => loadTexts(rules)) });

/** The tables of a file; what is known of it besides stays with whoever asked. */
export const readTables = (file: Pick<FileInput, 'name' | 'bytes'>): Promise<Result<FileInput>> => openFile(file);

const LIST_READERS = {
  catalogue: readCatalogue,
  curriculum: readCurriculum,
  precedents: readPrecedents,
  calls: readCalls,
  users: readUsers,
  transcript: readTranscript,
} as const satisfies Readonly<Record<ImportKind | 'transcript', (file: FileInput) => Result<Loaded<unknown>>>>;

/** A file of an office, or the text of one in a request, that is read as a list of its kind. */
export interface ListTask {
  readonly kind: keyof typeof LIST_READERS;
  readonly file: Pick<FileInput, 'name' | 'bytes'>;
  readonly reading: ReadOptions;
}

export async function readList({ kind, file, reading }: ListTask): Promise<Result<Loaded<unknown>>> {
  const opened = await openFile(file, reading);
  if (!opened.ok) return opened;
  const read: Result<Loaded<unknown>> = LIST_READERS[kind](opened.value);
  return { ...read, problems: [...opened.problems, ...read.problems] };
}

/** The same in a thread; how many rows are read goes through the port. */
export const readListAside = ({
  progress,
  reading,
  ...task
}: ListTask & { readonly progress: MessagePort }): Promise<Result<Loaded<unknown>>> =>
  readList({
    ...task,
    reading: { ...withRationals(reading), onRows: (done, total) => progress.postMessage([done, total]) },
  });

/** A copied value with its exact numbers as they were: a copy has their parts alone. */
export function withRationals<T>(copied: T): T {
  if (typeof copied !== 'object' || copied === null || copied instanceof Uint8Array) return copied;
  if (Array.isArray(copied)) return copied.map(withRationals) as T;
  if ('num' in copied && typeof copied.num === 'bigint' && 'den' in copied && typeof copied.den === 'bigint')
    return Rational.of(copied.num, copied.den) as T;
  return Object.fromEntries(Object.entries(copied).map(([name, value]) => [name, withRationals(value)])) as T;
}
