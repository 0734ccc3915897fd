/** Whether two names are of one university, as files, plans and agreements write them in several languages. */
import { type Reason, reason } from './reasons/index.ts';
import { titleKey } from './text.ts';

/** A host as a sentence names it; empty: neither its list nor who sent it says of which institution it is. */
export const hostNamed = (institution: string): string | Reason => institution || reason('host-not-named');

/** `similar`: a person says whether the two are one university. */
type NameLikeness = 'same' | 'similar' | 'different';

/** How close the closest of two lists of names and identifiers are; null where one side has none. */
export function closestName(names: readonly string[], planned: readonly string[]): NameLikeness | null {
  if (names.some((name) => planned.includes(name))) return 'same'; // the usual case
  const all = names.flatMap((name) => planned.map((other) => compareNames(name, other)));
  return (['same', 'similar', 'different'] as const).find((likeness) => all.includes(likeness)) ?? null;
}

/** What says that something is a university, in the languages of partners; it tells none from another. */
const UNIVERSITY_WORDS = new Set(
  (
    'university universitat universitaet universite universita universidad universidade universiteit universitet universitetet univerzita uniwersytet ' +
    'universiteti universitesi egyetem yliopisto universitatea universitas uni of the de der die di du des und and for fur at in la le imeni im i ' +
    'nao nekommercheskoe akcionernoe obshchestvo ao fgbou vo atyndagy'
  ).split(' '),
);
/** Kinds of university: the same town may have one of each. */
const KIND_WORDS =
  /^(?:te(?:ch|kh|k)n|polyte|polite|hochschul|fachhochschul|applied|angewandt|science|wissenschaft|medic|medizin|pedagog|agrar|agri|econom|ekonom|state|gosudarstven|national|nacional|memleket|ulttyq|institut|colleg|academ|akadem|school|shkol|federal)/;

/** A name without its remarks in parentheses, in Latin letters, by words. */
function ownWords(name: string): string[] {
  const bare = name.replace(/\([^)]*\)|\[[^\]]*\]/g, ' ').trim() || name;
  return toLatin(titleKey(bare))
    .split(' ')
    .filter((word) => word !== '' && !UNIVERSITY_WORDS.has(word));
}

const CYRILLIC: Readonly<Record<string, string>> = Object.fromEntries(
  [...'абвгдезийклмнопрстуфхцчшщъыьэюяіәғқңөұүһ'].map((letter, at) => [
    letter,
    'a b v g d e z i y k l m n o p r s t u f kh c ch sh shch  y  e yu ya i a g q n o u u h'.split(' ')[at] ?? '',
  ]),
);

const toLatin = (text: string): string =>
  text
    .replace(/ж/g, 'zh')
    .replace(/\p{Script=Cyrillic}/gu, (letter) => CYRILLIC[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/ı/g, 'i');

const isOneName = (a: string, b: string): boolean => {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  let shared = 0;
  while (shared < short.length && short[shared] === long[shared]) shared += 1;
  return shared >= 5 && shared >= long.length - 4;
};

/** By the words that are a university's own; one that lacks some of them is similar, and a person says whether it is the same. */
function compareNames(a: string, b: string): NameLikeness {
  if (titleKey(a) === titleKey(b)) return 'same';
  const [left, right] = [ownWords(a), ownWords(b)];
  if (left.join(' ') === right.join(' ')) return left.length > 0 ? 'same' : 'similar';
  const own = (words: readonly string[]) => words.filter((word) => !KIND_WORDS.test(word));
  const [leftOwn, rightOwn] = [own(left), own(right)];
  const shared = leftOwn.filter((word) => rightOwn.some((other) => isOneName(word, other)));
  if (shared.length === 0) return isAcronym(a, right) || isAcronym(b, left) ? 'similar' : 'different';
  const lacks = (words: readonly string[], others: readonly string[]) =>
    words.some((word) => !others.some((other) => isOneName(word, other)));
  return lacks(left, right) || lacks(right, left) ? 'similar' : 'same';
}

/** "TUM" for Technische Universität München: short names are of the first letters, and of no use to tell two hosts apart. */
const isAcronym = (name: string, words: readonly string[]): boolean =>
  /^\p{Lu}{2,8}$/u.test(name.trim()) && words.length > 0;
