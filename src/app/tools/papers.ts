/** Documents and files where the context has them done. */
import type { Result } from '../../domain/index.ts';
import { type FileInput, type Loaded, openFile, type ReadOptions, writeDocument } from '../../interchange/index.ts';
import type { AppContext } from './context.ts';
import { type ListTask, type Printable, type Printing, readList } from './paper-tasks.ts';

/** In the context's threads, or in this one where it has none. */
export const printWith = (
  { papers, texts }: Pick<AppContext, 'papers' | 'texts'>,
  document: Printable,
  printing: Printing,
): Promise<Uint8Array> => papers?.print(document, printing) ?? writeDocument(document, { ...printing, texts });

/** The same of a file with its tables. */
export const openWith = (
  { papers }: Pick<AppContext, 'papers'>,
  file: FileInput,
  reading: ReadOptions,
): Promise<Result<FileInput>> => papers?.open(file, reading) ?? openFile(file, reading);

/** The same of a file as a list. */
export const readListWith = (
  { papers }: Pick<AppContext, 'papers'>,
  task: ListTask,
): Promise<Result<Loaded<unknown>>> => papers?.readList(task) ?? readList(task);
