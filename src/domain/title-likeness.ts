/** Whether two printed titles name the same course. Titles in different languages cannot be compared by their words. */
import { memoise } from './memoise.ts';
import { titleKey } from './text.ts';

/** `near`: neither the same nor clearly another, such as a title with a word less; `unknown`: nothing to compare. */
type Likeness = 'same' | 'near' | 'different' | 'unknown';

type Titles = Readonly<Record<string, string>>;

/** Words that make no course another one: articles, conjunctions, prepositions, and what marks a second attempt. */
const EMPTY_WORDS = new Set(
  (
    'a an and at by for from in of on or the to with und der die das des dem den im in für von mit zur zum et de la le и в во на по для с со из к о об ' +
    'және мен пен бен үшін repeat repeated repetition resit retake attempt wiederholung wiederholt versuch пересдача повторно повторная қайта'
  ).split(' '),
);
const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii'];

const kept = new Map<string, readonly string[]>();

/** The words that tell a title from another one; part numbers as digits. */
function wordsOf(title: string): readonly string[] {
  // Transcripts ask for the same few titles again and again; a server must not keep them for good.
  return memoise(
    kept,
    title,
    () =>
      titleKey(title)
        .split(' ')
        .filter((word) => word !== '' && !EMPTY_WORDS.has(word))
        .map((word) => (ROMAN.includes(word) ? `${ROMAN.indexOf(word) + 1}` : word)),
    5000,
  );
}

const isNumber = (word: string): boolean => /^\d+$/.test(word);

/** The same word, a shortened one, or one with a slip of a letter. */
function isSameWord(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length < 3 || isNumber(short)) return false;
  if (long.startsWith(short)) return true;
  return short.length >= 6 && long.length - short.length <= 1 && differsByOne(short, long);
}

function differsByOne(short: string, long: string): boolean {
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  return short.slice(short.length === long.length ? at + 1 : at) === long.slice(at + 1);
}

/** Compares two titles by their words. */
function compareTexts(a: string, b: string): Likeness {
  if (a === b) return 'same';
  const [left, right] = [wordsOf(a), wordsOf(b)];
  if (left.length === 0 || right.length === 0) return 'unknown';
  const rest = [...right];
  const lacking = left.filter((word) => {
    const at = rest.findIndex((other) => isSameWord(word, other));
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
  if (lacking.length === 0 && rest.length === 0) return 'same';
  if (lacking.some(isNumber) && rest.some(isNumber)) return 'different';
  // Without a word in common one of them may be short for the other, or in another language than it was taken for.
  if (lacking.length === left.length) return 'unknown';
  return lacking.length > 0 && rest.length > 0 ? 'different' : 'near';
}

const RANKS: readonly Likeness[] = ['same', 'near', 'unknown', 'different'];

/**
 * The closest of all pairs of titles in a common language, or of all pairs where there is none: a file names no language, and the one that was
 * found from a short title may be wrong.
 */
export function compareTitles(a: Titles, b: Titles): Likeness {
  for (const language in a) if (a[language] === b[language]) return 'same';
  const pairs = Object.entries(a).flatMap(([language, left]) =>
    Object.entries(b).map(([other, right]) => ({ isCommon: language === other, likeness: compareTexts(left, right) })),
  );
  const common = closest(pairs.filter(({ isCommon }) => isCommon).map(({ likeness }) => likeness));
  if (common !== 'unknown') return common;
  const others = pairs.filter(({ isCommon }) => !isCommon).map(({ likeness }) => likeness);
  return closest(others.map((likeness) => (likeness === 'different' ? 'unknown' : likeness)));
}

const closest = (found: readonly Likeness[]): Likeness =>
  RANKS.find((likeness) => found.includes(likeness)) ?? 'unknown';
