/** Vectors on disk, one file each, so that a text is paid for once. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readFloats, writeFloats } from './vector.ts';

/** A cache in a folder that is created when the first vector is saved. Several processes may share it. */
export class VectorCache {
  readonly #folder: string;
  readonly #model: string;

  constructor(folder: string, model: string) {
    this.#folder = folder;
    this.#model = model;
  }

  /** The vectors that are there and whole, by text; damaged files count as absent. */
  async load(texts: readonly string[]): Promise<Map<string, Float32Array>> {
    const found = new Map<string, Float32Array>();
    await VectorCache.#inGroups(texts, async (text) => {
      const vector = await this.#read(text);
      if (vector !== null) found.set(text, vector);
    });
    return found;
  }

  /** Whether all could be written. */
  async save(vectors: ReadonlyMap<string, Float32Array>): Promise<boolean> {
    let complete = true;
    await VectorCache.#inGroups([...vectors], async ([text, vector]) => {
      if (!(await this.#write(text, vector))) complete = false;
    });
    return complete;
  }

  /** 64 files are open at the same time: far below any system's limit. */
  static async #inGroups<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
    for (let start = 0; start < items.length; start += 64) await Promise.all(items.slice(start, start + 64).map(work));
  }

  /** `ab/abcdef….f32`: folders of the first two digits, because folders of 100,000 files are slow. */
  #fileOf(text: string): string {
    const hash = createHash('sha256')
      .update(JSON.stringify([this.#model, text]))
      .digest('hex');
    return path.join(this.#folder, hash.slice(0, 2), `${hash}.f32`);
  }

  static #checksumOf(bytes: Buffer): Buffer {
    return createHash('sha256').update(bytes).digest();
  }

  /** The file is the SHA-256 of the numbers, then the numbers as little-endian 32-bit floats. */
  async #read(text: string): Promise<Float32Array | null> {
    const bytes = await readFile(this.#fileOf(text)).catch(() => null);
    if (bytes === null || bytes.length <= 32) return null;
    const numbers = bytes.subarray(32);
    if (!VectorCache.#checksumOf(numbers).equals(bytes.subarray(0, 32))) return null;
    return readFloats(numbers);
  }

  /** Written beside and renamed, so that nobody ever reads half a file. */
  async #write(text: string, vector: Float32Array): Promise<boolean> {
    const file = this.#fileOf(text);
    const numbers = writeFloats(vector);
    const draft = `${file}.${randomUUID()}.tmp`;
    try {
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(draft, Buffer.concat([VectorCache.#checksumOf(numbers), numbers]));
      await rename(draft, file);
      return true;
    } catch {
      await rm(draft, { force: true }).catch(() => undefined);
      return false;
    }
  }
}
