/** Vectors as directions and as bytes. */

/** The same direction at length 1, or null where there is none: all zeros, or a number that is not finite. */
export function normaliseVector(numbers: ArrayLike<number>): Float32Array | null {
  let squares = 0;
  for (let i = 0; i < numbers.length; i++) squares += (numbers[i] ?? 0) ** 2;
  const length = Math.sqrt(squares);
  if (!Number.isFinite(length) || length === 0) return null;
  return Float32Array.from(numbers, (number) => number / length);
}

/**
 * Cosine of the angle between two vectors, -1 to 1; 0 where one of them is all zeros (a blank text).
 * @throws RangeError when their dimensions differ: they come from different models.
 */
export function cosine(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) throw new RangeError(`vectors of ${a.length} and ${b.length} dimensions have no cosine`);
  let [dot, squaresOfA, squaresOfB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0];
    dot += x * y;
    squaresOfA += x * x;
    squaresOfB += y * y;
  }
  const lengths = Math.sqrt(squaresOfA * squaresOfB);
  return lengths === 0 ? 0 : Math.max(-1, Math.min(1, dot / lengths));
}

/** Little-endian 32-bit floats as numbers, or null when the last one is cut off. */
export function readFloats(bytes: Buffer): Float32Array | null {
  if (bytes.length % 4 !== 0) return null;
  const numbers = new Float32Array(bytes.length / 4);
  for (let i = 0; i < numbers.length; i++) numbers[i] = bytes.readFloatLE(i * 4);
  return numbers;
}

/** Numbers as little-endian 32-bit floats. */
export function writeFloats(numbers: Float32Array): Buffer {
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [i, number] of numbers.entries()) bytes.writeFloatLE(number, i * 4);
  return bytes;
}
