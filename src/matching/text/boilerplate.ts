/** Administrative sentences of a description: prerequisites, credit rules, grading. They say nothing about the topic. */
import patterns from './boilerplate.json' with { type: 'json' };

const PATTERNS = {
  /** Of lower-case sentences: folding case in the pattern was measured ten times slower. */
  administrative: new RegExp(patterns.administrative.join('|')),
  hint: new RegExp(`${patterns.hints.parts}|^(?:${patterns.hints.beginnings.join('|')})|${patterns.hints.words}`),
  /** There the pattern of sentences, which knows ASCII alone, sees several words. */
  mixed: /[a-z][^a-z]*[^\0-\x7f]|[^\0-\x7f][^a-z]*[a-z]/,
  suffix: /[#+]+$/,
  /** Course codes ("MATH 101") and time tables ("[3-0-1]") inside a sentence that is read. */
  codes: /\b[A-Z]{2,5}[ -]?\d{3,4}[A-Z]{0,2}\b|\[[\d\s-]+\]/g,
  sentence: /[^.;!?\n]+[.;!?\n]*/g,
} as const;

/** False for a printed word that no administrative sentence needs: a sentence of such words alone need not be asked about. */
export function hintsAtAdministration(printed: string): boolean {
  const word = printed.toLowerCase().replace(PATTERNS.suffix, '');
  return PATTERNS.hint.test(word) || PATTERNS.mixed.test(word);
}

export const isAdministrative = (sentence: string): boolean => PATTERNS.administrative.test(sentence.toLowerCase());

/** Where codes and time tables stand, as `[start, end)`. */
export function codeSpansOf(text: string): (readonly [start: number, end: number])[] {
  if (!/\d/.test(text)) return [];
  return [...text.matchAll(PATTERNS.codes)].map(({ 0: code, index }) => [index, index + code.length] as const);
}

/** The parts of a description that carry no topic. */
export const boilerplateOf = (text: string): (readonly [start: number, end: number])[] => [
  ...[...text.matchAll(PATTERNS.sentence)]
    .filter(([sentence]) => isAdministrative(sentence))
    .map(({ 0: sentence, index }) => [index, index + sentence.length] as const),
  ...codeSpansOf(text),
];
