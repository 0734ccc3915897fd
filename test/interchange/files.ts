/** Small files for the tests of this folder. */

import { type Problem, problemText, type Result } from '../../src/domain/index.ts';
import type { FileInput, Loaded } from '../../src/interchange/index.ts';
import { TEXTS } from '../installed.ts';

/** A file of UTF-8 text. */
export const file = (text: string, name = 'courses.csv'): FileInput => ({
  name,
  bytes: new TextEncoder().encode(text),
});

/** A file of single bytes, one per character of `text`; for encodings that no encoder of the platform writes. */
export const bytesOf = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...part].map((letter) => letter.charCodeAt(0)) : part)),
  );

/** UTF-16 in either byte order, without a mark. */
export function utf16(text: string, order: 'le' | 'be'): Uint8Array {
  const little = Buffer.from(text, 'utf16le');
  return order === 'le' ? little : little.swap16();
}

/** A text in an encoding of one or two bytes a sign, by what the platform decodes. @throws when a sign is not in it. */
export function bytesIn(encoding: string, text: string): Uint8Array {
  const decoder = new TextDecoder(encoding);
  const single = Array.from({ length: 256 }, (_, byte) => [byte]);
  const double = Array.from({ length: 126 * 191 }, (_, at) => [0x81 + Math.floor(at / 191), 0x40 + (at % 191)]);
  const known = new Map([...double, ...single].map((bytes) => [decoder.decode(Uint8Array.from(bytes)), bytes]));
  return Uint8Array.from(
    [...text].flatMap((sign) => {
      const bytes = known.get(sign);
      if (bytes === undefined) throw new Error(`not in ${encoding}: ${sign}`);
      return bytes;
    }),
  );
}

const WINDOWS_1251 = new Map(
  Array.from(
    { length: 256 },
    (_, byte) => [new TextDecoder('windows-1251').decode(Uint8Array.of(byte)), byte] as const,
  ),
);

/** Windows-1251. @throws when a letter is not in it, because then the test would not test what it says. */
export const windows1251 = (text: string): Uint8Array =>
  Uint8Array.from(text, (letter) => {
    const byte = WINDOWS_1251.get(letter);
    if (byte === undefined) throw new Error(`not in Windows-1251: ${letter}`);
    return byte;
  });

/** The value of a result. @throws with its problems when it failed. */
export function loaded<T>(result: Result<Loaded<T>>): Loaded<T> {
  if (!result.ok) throw new Error(`not loaded: ${JSON.stringify(result.problems.slice(0, 5))}`);
  return result.value;
}

/** Problems with their English sentences. */
export const inEnglish = (problems: readonly Problem[]) =>
  problems.map((problem) => ({ ...problem, ...problemText(problem, TEXTS, 'en') }));

/** Problems as `code line column`, for short comparisons. */
export const places = (problems: readonly Problem[]): string[] =>
  problems.map(({ code, line, column }) => [code, line, column].filter((part) => part !== undefined).join(' '));
