/**
 * A file of named typed arrays, in the byte order of the machine:
 * eight letters, version, bytes of the head; the head as JSON; the arrays, each at a multiple of eight bytes; two sums over all that.
 * Arrays are read where they lie in the bytes, without copying.
 */
import { Checksum } from './checksum.ts';

export type Section = Int8Array | Uint8Array | Uint16Array | Uint32Array | Float32Array;
type Kind = 'i8' | 'u8' | 'u16' | 'u32' | 'f32';

const MAGIC = 'CONCORDX';
/** Of the layout of this file; read by another byte order it is another number. */
const VERSION = 1;
const ALIGNMENT = 8;
const [VERSION_AT, HEAD_LENGTH_AT, HEAD_AT] = [8, 12, 16];
const SUM_BYTES = 8;

const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

function kindOf(section: Section): Kind {
  if (section instanceof Int8Array) return 'i8';
  if (section instanceof Uint8Array) return 'u8';
  if (section instanceof Uint16Array) return 'u16';
  return section instanceof Uint32Array ? 'u32' : 'f32';
}

const VIEWS = { i8: Int8Array, u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, f32: Float32Array } as const;

interface Head {
  /** What the writer says about the arrays. */
  readonly about: unknown;
  readonly sections: readonly { readonly name: string; readonly kind: Kind; readonly length: number }[];
}

/** Room for that many bytes; a shared buffer lets threads read them without copying. */
export type Allocate = (bytes: number) => Uint8Array;
const inMemory: Allocate = (bytes) => new Uint8Array(bytes);

/** Lays the arrays out after each other. `about` is anything that JSON can hold. */
export function writeSections(
  about: unknown,
  sections: ReadonlyMap<string, Section>,
  allocate: Allocate = inMemory,
): Uint8Array {
  const list = [...sections].map(([name, section]) => ({ name, kind: kindOf(section), length: section.length }));
  const head = new TextEncoder().encode(JSON.stringify({ about, sections: list } satisfies Head));
  const start = aligned(HEAD_AT + head.length);
  const size = [...sections.values()].reduce((sum, { byteLength }) => sum + aligned(byteLength), start) + SUM_BYTES;
  const bytes = allocate(size);
  bytes.set(new TextEncoder().encode(MAGIC));
  bytes.set(new Uint8Array(Uint32Array.of(VERSION, head.length).buffer), VERSION_AT);
  bytes.set(head, HEAD_AT);
  let at = start;
  for (const { buffer, byteOffset, byteLength } of sections.values()) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += aligned(byteLength);
  }
  bytes.set(new Uint8Array(Uint32Array.from(sumOf(bytes)).buffer), at);
  return bytes;
}

/** The sums of all but the last bytes, which hold them. */
function sumOf({ buffer, byteOffset, byteLength }: Uint8Array): readonly [number, number] {
  const sum = new Checksum();
  sum.addAll(new Uint32Array(buffer, byteOffset, (byteLength - SUM_BYTES) / 4));
  return sum.words;
}

function isWhole(bytes: Uint8Array, words: Uint32Array): boolean {
  if (bytes.byteLength % ALIGNMENT !== 0) return false;
  const [first, second] = sumOf(bytes);
  return words.at(-2) === first && words.at(-1) === second;
}

export interface ReadSections {
  readonly about: unknown;
  readonly sections: ReadonlyMap<string, Section>;
}

/** The arrays of a file, or one clause that says why it is none. `bytes` that do not lie at a multiple of eight are copied. */
export function readSections(bytes: Uint8Array): ReadSections | string {
  if (bytes.byteOffset % ALIGNMENT !== 0) return readSections(bytes.slice());
  const { buffer, byteOffset, byteLength } = bytes;
  if (byteLength < HEAD_AT + SUM_BYTES || new TextDecoder('latin1').decode(bytes.slice(0, MAGIC.length)) !== MAGIC)
    return 'it is no index of Concord';
  const words = new Uint32Array(buffer, byteOffset, Math.floor(byteLength / 4));
  if (words[VERSION_AT / 4] !== VERSION) return 'it was written in another layout';
  if (!isWhole(bytes, words)) return 'it is damaged or cut off';
  const headLength = words[HEAD_LENGTH_AT / 4] ?? 0;
  const head = JSON.parse(new TextDecoder().decode(bytes.slice(HEAD_AT, HEAD_AT + headLength))) as Head; // sums agree
  let at = aligned(HEAD_AT + headLength);
  const sections = head.sections.map(({ name, kind, length }): [string, Section] => {
    const section = new VIEWS[kind](buffer as ArrayBuffer, byteOffset + at, length); // or a shared one
    at += aligned(section.byteLength);
    return [name, section];
  });
  return { about: head.about, sections: new Map(sections) };
}
