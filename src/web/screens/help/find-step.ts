/** Whether a step of the guide is what somebody looks for. */

/** Endings differ by number and case in all three languages: a longer word is looked for without its last letters. */
const stemOf = (word: string): string => {
  if (word.length < 5) return word;
  return word.slice(0, word.length < 7 ? -1 : -2);
};

/** Every word that was typed begins a word of the step, in whatever order and ending. */
export function holdsWords(step: string, typed: string): boolean {
  const words = wordsOf(step);
  return wordsOf(typed).every((wanted) => words.some((word) => word.startsWith(stemOf(wanted))));
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
