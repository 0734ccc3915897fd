/** Text as it is compared: the original is always kept beside what these functions return. */
import { z } from 'zod';

/** ISO 639-1 code, lower case. */
export const languageSchema = z.string().regex(/^[a-z]{2}$/, 'expected a two-letter language code such as "kk"');

/** One text in several languages, `{ kk: ..., ru: ..., en: ... }`; at least one. */
export const localisedSchema = z
  .record(languageSchema, z.string().min(1))
  .refine((texts) => Object.keys(texts).length > 0, {
    error: 'at least one language is needed',
    params: { reason: 'api-no-language' },
  });
export type Localised = z.infer<typeof localisedSchema>;

/** Cyrillic letters that look like Latin ones. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  [...'АВЕКМНОРСТУХІЅЈаеорсухіѕј'].map((letter, at) => [letter, 'ABEKMHOPCTYXISJaeopcyxisj'.charAt(at)]),
);

/** Printable ASCII without a space at an end and without two together. */
const PLAIN = /^(?:[!-~]+(?: [!-~]+)*)?$/;

/** NFKC, every kind of dash and minus as `-`, every kind of quote as `'` or `"`, runs of white space as one space. */
export function normaliseText(text: string): string {
  // Plain ASCII holds none of what is folded below; most codes and symbols are that.
  if (PLAIN.test(text)) return text;
  return text
    .normalize('NFKC')
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/(?<=\d)\u066b(?=\d)/g, '.')
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[\u2010-\u2015\u2212\u2043\ufe58\ufe63\uff0d]/g, '-')
    .replace(/[\u2018\u2019\u201a\u2032\u02bc]/g, "'")
    .replace(/[\u201c\u201d\u201e\u00ab\u00bb\u2033]/g, '"')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Cyrillic look-alikes as Latin letters: for codes and grade symbols, never for prose. */
export function foldLookalikes(text: string): string {
  return text.replace(/[\u0400-\u04ff]/g, (letter) => LOOKALIKES.get(letter) ?? letter);
}

const PLAIN_CODE = /^[A-Za-z0-9 -]*$/;

/** A course code for comparison: `"СМРТ 120"` typed in Cyrillic and `"cmpt-120"` give the same key `"CMPT120"`. */
export function codeKey(code: string): string {
  if (PLAIN_CODE.test(code)) return code.replace(/[ -]/g, '').toUpperCase(); // the usual case, and catalogues are long
  return foldLookalikes(normaliseText(code).toUpperCase()).replace(/[^\p{L}\p{N}]/gu, '');
}

/** The keys of the codes in one cell: `EE302 / MATH402` are two, `CS/ECE 438` too; a code with a single name is none but itself. */
export function codesIn(code: string): string[] {
  if (!/[/|;,]/.test(code)) return [];
  const parts = code.split(/\s*[/|;,]\s*/).filter((part) => part !== '');
  const last = parts.at(-1) ?? '';
  const isCode = (part: string): boolean => /\p{L}/u.test(part) && /\d/.test(part);
  if (parts.length < 2 || !isCode(last)) return [];
  if (parts.every(isCode)) return parts.map(codeKey);
  const number = last.replace(/^\P{N}+/u, '');
  return parts.every((part, at) => at === parts.length - 1 || /^\p{L}+$/u.test(part))
    ? parts.map((part) => codeKey(part === last ? last : `${part}${number}`))
    : [];
}

/** The keys of every code under which a course stands, its further codes included; empty ones are left out. */
export const codeKeys = (code: string, further: readonly string[] = []): string[] =>
  [code, ...further].flatMap((one) => [codeKey(one), ...codesIn(one)]).filter((key) => key !== '');

/**
 * The name of a unit or scale for comparison: letters and digits alone, any case. Look-alike letters are folded only in a word of two
 * scripts ("ЕСТS" with Cyrillic letters): "кр." is Russian for credit, and no Latvian "KP".
 */
export function nameKey(name: string): string {
  if (PLAIN_CODE.test(name)) return codeKey(name);
  const letters = normaliseText(name)
    .toUpperCase()
    .replace(/Ё/g, 'Е')
    .replace(/[^\p{L}\p{N}]/gu, '');
  return /\p{Script=Latin}/u.test(letters) ? foldLookalikes(letters) : letters;
}

const PLAIN_TITLE = /^[A-Za-z0-9]+(?: [A-Za-z0-9]+)*$/;

/** A title for comparison of sameness: normalised, lower case, letters and digits of any script, single spaces. */
export function titleKey(title: string): string {
  if (PLAIN_TITLE.test(title)) return title.toLowerCase(); // the usual case, and every row is compared by its title
  return normaliseText(title)
    .toLowerCase()
    .replace(/ё/g, 'е')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Tell-tale letters and words. */
const MARKS = {
  kazakh: /[әғқңөұүһ]/giu,
  cyrillic: /\p{Script=Cyrillic}/gu,
  latin: /\p{Script=Latin}/gu,
  german: /[äöüß]|\b(und|der|die|das|von|für|mit|eine?|im|zur|des|werden|sowie|den)\b/giu,
  english: /\b(and|the|of|for|with|an?|in|to|on|by|are|is|from|this)\b/giu,
};

/**
 * Language of a text by script and tell-tale letters and words: `kk`, `ru`, `de` or `en`. A guess, good for choosing a stemmer.
 * Latin text without any mark counts as English; text with no letters gives `null`.
 */
export function detectLanguage(text: string): 'kk' | 'ru' | 'de' | 'en' | null {
  const sample = text.slice(0, 2000);
  const count = (marks: RegExp): number => sample.match(marks)?.length ?? 0;
  const cyrillic = count(MARKS.cyrillic);
  const latin = count(MARKS.latin);
  if (cyrillic + latin === 0) return null;
  if (cyrillic >= latin) return count(MARKS.kazakh) * 50 >= cyrillic ? 'kk' : 'ru';
  return count(MARKS.german) > count(MARKS.english) ? 'de' : 'en';
}

/** The text in the first of the wanted languages that it has, else in its first language. Never empty for a valid text. */
export function textIn(texts: Localised, ...wanted: readonly string[]): string {
  for (const language of wanted) if (texts[language]) return texts[language];
  return Object.values(texts).find((text) => text !== '') ?? '';
}
