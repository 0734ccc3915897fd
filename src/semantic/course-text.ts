/** What is embedded of a course. */
import { type Course, normaliseText } from '../domain/index.ts';

/** By language code, so that the order of a file's columns does not change the text and with it the cache's key. */
const inOrder = (texts: Readonly<Record<string, string>>): string[] =>
  Object.entries(texts)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, text]) => normaliseText(text));

/** The course's titles in all languages, then its descriptions, a line each: what is cut off at the end matters least. */
export function embeddingText(course: Course): string {
  const lines = [...inOrder(course.titles), ...inOrder(course.descriptions)];
  return [...new Set(lines)].filter((line) => line !== '').join('\n');
}

/**
 * A text as it is sent: trimmed, well-formed Unicode (a server refuses the whole batch for half a character), at most
 * `maxCharacters` UTF-16 units, cut between words where the second half has a gap, else within the word.
 */
export function fitText(text: string, maxCharacters: number): string {
  const whole = Buffer.from(text, 'utf8').toString('utf8').trim();
  if (whole.length <= maxCharacters) return whole;
  const gap = whole.slice(0, maxCharacters + 1).search(/\s\S*$/);
  if (gap > maxCharacters / 2) return whole.slice(0, gap).trimEnd();
  return whole.slice(0, maxCharacters).replace(/[\ud800-\udbff]$/, '');
}
