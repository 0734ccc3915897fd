/** Vectors on disk, one file each, so that a text is paid for once. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readFloats, writeFloats } from './vector.ts';

export interface VectorCache {
  /** The vectors that are there and whole, by text; damaged files count as absent. */
  load(texts: readonly string[]): Promise<Map<string, Float32Array>>;
  /** Whether all could be written. */
  save(vectors: ReadonlyMap<string, Float32Array>): Promise<boolean>;
}

/** A cache in a folder that is created when the first vector is saved. Several processes may share it. */
export function openVectorCache(folder: string, model: string): VectorCache {
  return {
    async load(texts) {
      const found = new Map<string, Float32Array>();
      await inGroups(texts, async (text) => {
        const vector = await readVector(fileOf(folder, model, text));
        if (vector !== null) found.set(text, vector);
      });
      return found;
    },
    async save(vectors) {
      let complete = true;
      await inGroups([...vectors], async ([text, vector]) => {
        if (!(await writeVector(fileOf(folder, model, text), vector))) complete = false;
      });
      return complete;
    },
  };
}

/** 64 files are open at the same time: far below any system's limit. */
async function inGroups<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += 64) {
    await Promise.all(items.slice(start, start + 64).map(work));
  }
}

/** `ab/abcdef….f32`: folders of the first two digits, because folders of 100,000 files are slow. */
function fileOf(folder: string, model: string, text: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([model, text]))
    .digest('hex');
  return path.join(folder, hash.slice(0, 2), `${hash}.f32`);
}

const checksumOf = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

/** The file is the SHA-256 of the numbers, then the numbers as little-endian 32-bit floats. */
async function readVector(file: string): Promise<Float32Array | null> {
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null || bytes.length <= 32) return null;
  const numbers = bytes.subarray(32);
  if (!checksumOf(numbers).equals(bytes.subarray(0, 32))) return null;
  return readFloats(numbers);
}

/** Written beside and renamed, so that nobody ever reads half a file. */
async function writeVector(file: string, vector: Float32Array): Promise<boolean> {
  const numbers = writeFloats(vector);
  const draft = `${file}.${randomUUID()}.tmp`;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(draft, Buffer.concat([checksumOf(numbers), numbers]));
    await rename(draft, file);
    return true;
  } catch {
    await rm(draft, { force: true }).catch(() => undefined);
    return false;
  }
}
