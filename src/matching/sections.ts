/**
 * A file of named typed arrays, in the byte order of the machine:
 * eight letters, version, bytes of the head; the head as JSON; the arrays, each at a multiple of eight bytes; two sums over all that.
 * Arrays are read where they lie in the bytes, without copying.
 */
import { type Reason, reason } from '../domain/index.ts';

const VIEWS = {
  i8: Int8Array,
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  f32: Float32Array,
  f64: Float64Array,
} as const;
export type Section = Int8Array | Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;

const LAYOUT = {
  magic: 'CONCORDX',
  /** Of this layout; read by another byte order it is another number. */
  version: 1,
  alignment: 8,
  /** Where version, length of the head and head stand. */
  ...{ versionAt: 8, headLengthAt: 12, headAt: 16 },
  sumBytes: 8,
} as const;

const aligned = (bytes: number): number => Math.ceil(bytes / LAYOUT.alignment) * LAYOUT.alignment;

const mixFirst = (sum: number, value: number): number => {
  const mixed = Math.imul(sum ^ value, 0x85ebca6b);
  return (mixed << 13) | (mixed >>> 19);
};
const mixSecond = (sum: number, value: number): number => {
  const mixed = Math.imul(sum ^ value, 0xc2b2ae35);
  return (mixed << 17) | (mixed >>> 15);
};

/**
 * Two sums of 32 bits each over numbers: they tell a change of a file or of a catalogue, not an attacker. Each step is a bijection of the
 * sum for a given number and of the number for a given sum: one changed number always changes both sums.
 */
export class Checksum {
  #first = 0x9e3779b9 | 0;
  #second = 0x7f4a7c15 | 0;

  add(...values: readonly number[]): void {
    this.addAll(values);
  }

  addAll(values: ArrayLike<number>): void {
    let [first, second] = [this.#first, this.#second];
    for (let at = 0; at < values.length; at += 1) {
      first = mixFirst(first, values[at] as number); // in range
      second = mixSecond(second, values[at] as number);
    }
    [this.#first, this.#second] = [first, second];
  }

  /** A text with its length, so that "a", "bc" is not "ab", "c". */
  addText(text: string): void {
    let [first, second] = [this.#first ^ text.length, this.#second ^ text.length];
    for (let at = 0; at <= text.length; at += 1) {
      const unit = text.charCodeAt(at); // NaN, taken for 0, after the end
      first = mixFirst(first, unit);
      second = mixSecond(second, unit);
    }
    [this.#first, this.#second] = [first, second];
  }

  /** Both sums. */
  get words(): readonly [number, number] {
    return [this.#first >>> 0, this.#second >>> 0];
  }

  /** 16 hexadecimal digits. */
  get text(): string {
    return this.words.map((word) => word.toString(16).padStart(8, '0')).join('');
  }

  /** The sums of all but a file's last bytes, which hold them. */
  static ofFile({ buffer, byteOffset, byteLength }: Uint8Array): readonly [number, number] {
    const sum = new Checksum();
    sum.addAll(new Uint32Array(buffer, byteOffset, (byteLength - LAYOUT.sumBytes) / 4));
    return sum.words;
  }
}

/** What stands before the arrays; `about` is what the writer says about them. */
interface Head {
  readonly about: unknown;
  readonly sections: readonly { readonly name: string; readonly kind: keyof typeof VIEWS; readonly length: number }[];
}

/** Room for that many bytes; a shared buffer lets threads read them without copying. */
export type Allocate = (bytes: number) => Uint8Array;

/** Lays the arrays out after each other. `about` is anything that JSON can hold. */
export function writeSections(
  about: unknown,
  sections: ReadonlyMap<string, Section>,
  allocate: Allocate = (bytes) => new Uint8Array(bytes),
): Uint8Array {
  const kindOf = (section: Section): keyof typeof VIEWS =>
    (Object.keys(VIEWS) as (keyof typeof VIEWS)[]).find((kind) => section instanceof VIEWS[kind]) ?? 'u8';
  const list = [...sections].map(([name, section]) => ({ name, kind: kindOf(section), length: section.length }));
  const head = new TextEncoder().encode(JSON.stringify({ about, sections: list } satisfies Head));
  const start = aligned(LAYOUT.headAt + head.length);
  const end = [...sections.values()].reduce((sum, { byteLength }) => sum + aligned(byteLength), start);
  const bytes = allocate(end + LAYOUT.sumBytes);
  bytes.set(new TextEncoder().encode(LAYOUT.magic));
  bytes.set(new Uint8Array(Uint32Array.of(LAYOUT.version, head.length).buffer), LAYOUT.versionAt);
  bytes.set(head, LAYOUT.headAt);
  let at = start;
  for (const { buffer, byteOffset, byteLength } of sections.values()) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += aligned(byteLength);
  }
  bytes.set(new Uint8Array(Uint32Array.from(Checksum.ofFile(bytes)).buffer), at);
  return bytes;
}

/** The arrays of a file, or why it is none. `bytes` that do not lie at a multiple of eight are copied. */
export function readSections(
  bytes: Uint8Array,
): { readonly about: unknown; readonly sections: ReadonlyMap<string, Section> } | Reason {
  if (bytes.byteOffset % LAYOUT.alignment !== 0) return readSections(bytes.slice());
  const { buffer, byteOffset, byteLength } = bytes;
  const magic = new TextDecoder('latin1').decode(bytes.slice(0, LAYOUT.magic.length));
  if (byteLength < LAYOUT.headAt + LAYOUT.sumBytes || magic !== LAYOUT.magic) return reason('index-foreign');
  const words = new Uint32Array(buffer, byteOffset, Math.floor(byteLength / 4));
  if (words[LAYOUT.versionAt / 4] !== LAYOUT.version) return reason('index-layout');
  if (byteLength % LAYOUT.alignment !== 0) return reason('index-damaged');
  const [first, second] = Checksum.ofFile(bytes);
  if (words.at(-2) !== first || words.at(-1) !== second) return reason('index-damaged');
  const headLength = words[LAYOUT.headLengthAt / 4] ?? 0;
  const head = JSON.parse(new TextDecoder().decode(bytes.slice(LAYOUT.headAt, LAYOUT.headAt + headLength))) as Head; // sums agree
  let at = aligned(LAYOUT.headAt + headLength);
  const sections = head.sections.map(({ name, kind, length }): [string, Section] => {
    const section = new VIEWS[kind](buffer as ArrayBuffer, byteOffset + at, length); // or a shared one
    at += aligned(section.byteLength);
    return [name, section];
  });
  return { about: head.about, sections: new Map(sections) };
}
