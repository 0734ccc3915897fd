/** The parts of a ZIP container (XLSX, ODS, DOCX), unpacked one at a time when they are asked for. */
import { reason } from '../../domain/index.ts';
import { FileFault } from './fault.ts';
import type { TableLimits } from './grid.ts';

export interface Archive {
  readonly names: readonly string[];
  readonly has: (name: string) => boolean;
  /** @throws FileFault when the part is not there or damaged. */
  readonly read: (name: string) => Uint8Array;
}

/** A real workbook is 5 to 60 times its packed size; DEFLATE can do 1,032. Small files may be anything. */
const [MOST_TIMES, ANY_BELOW] = [250, 8 * 1024 * 1024];
const MOST_PARTS = 10_000;

/** Sizes are checked before anything is unpacked, and no part can unpack to more than it says. */
export async function openArchive(bytes: Uint8Array, limits: TableLimits): Promise<Archive> {
  const { unzipSync } = await import('fflate');
  const sizes = new Map<string, number>();
  const unpack = (wanted: string | null): Uint8Array | undefined => {
    try {
      const parts = unzipSync(bytes, {
        filter: ({ name, originalSize }) => {
          if (wanted === null) sizes.set(name, (sizes.get(name) ?? 0) + originalSize);
          if (sizes.size > MOST_PARTS)
            throw new FileFault('file-too-large', reason('file-too-many-parts', { most: MOST_PARTS }));
          return name === wanted;
        },
      });
      return wanted === null ? undefined : parts[wanted];
    } catch (error) {
      if (error instanceof FileFault) throw error;
      throw new FileFault('file-not-readable', reason('file-damaged', { part: wanted ?? 'ZIP' }));
    }
  };
  const tooLarge = (size: number): FileFault => {
    const values = { megabytes: Math.ceil(size / 1024 / 1024), most: Math.floor(limits.unpackedBytes / 1024 / 1024) };
    return new FileFault('file-too-large', reason('file-unpacks-too-large', values));
  };
  unpack(null);
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  if (total > limits.unpackedBytes || (total > ANY_BELOW && total > bytes.length * MOST_TIMES)) throw tooLarge(total);
  return {
    names: [...sizes.keys()],
    has: (name) => sizes.has(name),
    read: (name) => {
      const part = unpack(name);
      if (!part) throw new FileFault('file-not-readable', reason('file-damaged', { part: name }));
      return part;
    },
  };
}
