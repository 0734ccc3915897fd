export type { FileInput as InputFile } from '../../interchange/index.ts';

/** Largest file that is read at all: 64 MiB, several times the largest real catalogue seen (10,000 courses in 8 MB). */
export const MAX_INPUT_BYTES = 64 * 1024 * 1024;
