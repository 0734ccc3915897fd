/** Words of files for languages, terms, cycles, components, decisions and results, in the languages of rules/vocabulary. */
import words from '../../rules/vocabulary/words.json' with { type: 'json' };
import { foldLookalikes, type Term, titleKey } from '../domain/index.ts';

/** What a cell of several words means, and the words that mean nothing here. */
export interface ReadWords<T> {
  readonly value: T;
  readonly unread: readonly string[];
}

/**
 * A word or header for comparison: letters and digits alone, look-alike letters of the two scripts as one. Capitals, because more of them look
 * alike: "ВК" typed in Latin letters is "BK".
 */
export const wordKey = (word: string): string => {
  // Marks over Latin letters are often lost or typed apart: "Prüfung" and "Prufung", "İçerik" and "Icerik" are one.
  const plain = word
    .slice(0, 200)
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin}\p{M}*)\p{M}/gu, '')
    .normalize('NFC');
  return foldLookalikes(titleKey(plain).toUpperCase());
};

/** The meaning of a word in a list of meanings with their words; null when it has none there. */
function vocabulary<T extends string>(meanings: Readonly<Record<T, string>>): (word: string) => T | null {
  // The keys of such a list are its meanings.
  const entries = Object.entries<string>(meanings) as [T, string][];
  const known = new Map(entries.flatMap(([meaning, list]) => list.split(', ').map((word) => [wordKey(word), meaning])));
  return (word) => known.get(wordKey(word)) ?? null;
}

export const cycleNamed = vocabulary(words.cycles);
export const componentNamed = vocabulary(words.components);
export const statusNamed = vocabulary(words.statuses);
export const placeNamed = vocabulary(words.places);
export const decisionNamed = vocabulary(words.decisions);
const LANGUAGE_NAMES = { words: vocabulary(words.languages), codes: new Set(words.iso639.split(' ')) };

/** ISO 639-1 code of a language named by code, short or full name; null when the word names none. */
export function languageNamed(word: string): string | null {
  const code = word.trim().toLowerCase();
  return LANGUAGE_NAMES.words(word) ?? (LANGUAGE_NAMES.codes.has(code) ? code : null);
}

/** The meaning of which a heading holds the beginning of a word; the first of the list, because "Wahlpflicht" holds "Pflicht" too. */
function headingVocabulary<T extends string>(meanings: Readonly<Record<T, string>>): (heading: string) => T | null {
  const entries = Object.entries<string>(meanings) as [T, string][];
  const beginnings = entries.map(
    ([meaning, list]) => [meaning, list.split(', ').map((word) => word.toLowerCase())] as const,
  );
  return (heading) => {
    const text = ` ${heading.toLowerCase()}`;
    const holds = (word: string): boolean =>
      /\p{Script=Han}|\p{Script=Hangul}/u.test(word)
        ? text.includes(word)
        : new RegExp(`[^\\p{L}]${word}`, 'u').test(text);
    return beginnings.find(([, list]) => list.some(holds))?.[0] ?? null;
  };
}

export const headingComponent = headingVocabulary(words.heading_components);
export const headingCycle = headingVocabulary(words.heading_cycles);

const holdingOneOf = (list: string): ((text: string) => boolean) => {
  const known = list.split(', ').map((word) => word.toLowerCase());
  return (text) => {
    const words = text.slice(0, 200).toLowerCase();
    return known.some((word) => words.includes(word));
  };
};
/** Headings over the legend of a scale, and over how many got which grade. */
export const speaksOfLegend = holdingOneOf(words.legends);
export const speaksOfDistribution = holdingOneOf(words.distributions);

/** Each word of a cell such as `en/ru` or `осень и весна` with what it means; null when it means nothing here. */
function readEach<T>(text: string, meaningOf: (word: string) => readonly T[] | null): ReadWords<Set<T>> {
  const found = new Set<T>();
  const unread: string[] = [];
  for (const part of text.slice(0, 500).split(/\s*[/;|,&+]\s*|\s+(?:or|and|или|и|және|немесе|und|oder)\s+/iu)) {
    const word = part.trim();
    const meaning = word === '' ? [] : meaningOf(word);
    for (const each of meaning ?? []) found.add(each);
    if (meaning === null) unread.push(word);
  }
  return { value: found, unread };
}

/** Teaching languages of a cell such as `en/ru`, `казахский, русский` or "қазақ тілі". */
export function readLanguages(text: string): ReadWords<string[]> {
  const { value, unread } = readEach(text, (word) => {
    const language = languageNamed(word.replace(/\s+(?:language|язык|языке|тілі|тілінде)$/iu, ''));
    return language === null ? null : [language];
  });
  return { value: [...value], unread };
}

const roleNamed = vocabulary(words.roles);

/** Roles of a cell such as `adviser, coordinator` or "эдвайзер и член комиссии". */
export const readRoles = (text: string): ReadWords<Set<keyof typeof words.roles>> =>
  readEach(text, (word) => {
    const role = roleNamed(word);
    return role === null ? null : [role];
  });

/** Terms of a cell such as `autumn/spring`, `осенний`, `күзгі` or `Wintersemester`, in the order autumn, spring, year. */
export function readTerms(text: string): ReadWords<Term[]> {
  // "Winter" and "summer" alone are left out: a German winter semester is the autumn term, a Canadian winter term is the spring one.
  const meanings: readonly (readonly [readonly Term[], RegExp])[] = [
    [
      ['autumn', 'spring'],
      /(?:each|every|jedes|каждый|әр|chaque|cada|každý|her) (?:semester|term|семестр|semestre|semestr|yar[ıi]y[ıi]l|dönem)|both (?:semesters|terms)|оба семестра|半期ごと/,
    ],
    [
      ['autumn'],
      /\bautumn|\bfall\b|осен|күзгі|^күз$|winter ?semester|\bwise\b|^ws\b|güz|zimow|^zima$|^zimní|^z$|automne|otoño|autunno|rudens|kuzgi|秋|가을|осін|outono|sügis|الخريف|первый семестр|semestr zimowy|primer cuatrimestre|primo semestre|^zs$|後期|höst|høst|efterår|syksy|syys|najaar|herfst|toamn|ősz|őszi|χειμεριν|зимен|payız|күзгү/,
    ],
    [
      ['spring'],
      /\bspring|весен|^весна$|көктем|sommer ?semester|\bsose\b|^ss\b|bahar|\bletni|^lato$|^letní|^l$|printemps|primavera|pavasar|bahorgi|春|봄|весн|kevad|الربيع|segundo cuatrimestre|secondo semestre|^ls$|前期|vårtermin|^vår|forår|kevät|kevä|voorjaar|lente|primăvar|tavasz|εαριν|летен|yaz semestri|жазгы/,
    ],
    [
      ['year'],
      /^year|full year|whole year|all year|annual|^год|годовой|жыл бойы|^жыл|ganzjährig|y[ıi]ll[ıi]k|^roczny|celoroční|annuel|anual|annuale|学年|全年/,
    ],
  ];
  const { value, unread } = readEach(
    text,
    (word) => meanings.find(([, pattern]) => pattern.test(titleKey(word)))?.[0] ?? null,
  );
  return { value: (['autumn', 'spring', 'year'] as const).filter((term) => value.has(term)), unread };
}

/**
 * Without what stands in brackets, each from an opening one to the nearest closing one; a blank is left in its place. Linear in the length,
 * however many brackets are never closed.
 */
export function withoutBrackets(text: string): string {
  let [kept, from] = ['', 0];
  while (true) {
    const opening = indexOfAny(text, '([{', from);
    const closing = opening < 0 ? -1 : indexOfAny(text, ')]}', opening);
    if (closing < 0) return kept + text.slice(from);
    kept += `${text.slice(from, opening)} `;
    from = closing + 1;
  }
}

function indexOfAny(text: string, characters: string, from: number): number {
  for (let at = from; at < text.length; at += 1) if (characters.includes(text.charAt(at))) return at;
  return -1;
}
