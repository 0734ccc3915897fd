/** Several files as one. */
import { zipSync } from 'fflate';

export interface NamedFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** Archives bear no day of their own: the same files give the same bytes. ZIP counts from this one. */
const FIRST_DAY = new Date(1980, 0, 1);

/** A ZIP archive of files whose names differ. */
export const zipFiles = (files: readonly NamedFile[]): Uint8Array =>
  zipSync(Object.fromEntries(files.map(({ name, content }) => [name, content])), { mtime: FIRST_DAY });
