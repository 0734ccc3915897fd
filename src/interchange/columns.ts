/** What a printed header may mean: its words in all languages, alone or with a language, a unit or a second language beside them. */
import { titleKey } from '../domain/index.ts';
import { type Field, headerWords, type Strength } from './header-words.ts';
import { languageNamed, withoutBrackets, wordKey } from './vocabulary.ts';

export type { Field } from './header-words.ts';

/** A recognised column: its field, and the language its header names (always null for fields of one language). */
export interface Column {
  readonly field: Field;
  readonly language: string | null;
}

/** `within`: the words stand among others, which the content of the column has to confirm. */
export interface Claim extends Column {
  readonly strength: Strength | 'within';
  /** Languages in which the header is printed so. */
  readonly languages: readonly string[];
}

/** Columns that every kind of table may have and that no reader asks for. They are named, so that nothing else is taken for them. */
export const BESIDE: readonly Field[] = [
  'row_number',
  'hours',
  'weekly_hours',
  'control',
  'teacher',
  'department',
  'study_year',
  'remark',
  'ects_grade',
  'grade_points',
  'attempted_credits',
  'student_name',
  'birth_date',
  'personal_number',
  'issued_on',
  'subject_prefix',
  'subject_number',
];
/** Fields that may come in several languages, one column each: `title_en`, `Название (рус)`, `Атауы (қаз)`. */
const LOCALISED: readonly Field[] = ['title', 'description', 'outcomes'];

/** Columns and particulars of persons, which are not kept. */
export const PERSONAL: readonly Field[] = ['student_name', 'birth_date', 'personal_number'];

/** How surely a header names a field, the surest highest. */
export const CLAIM_RANK = { exact: 3, name: 2, word: 1, within: 0 } as const;

/** What a header means among the wanted fields, the earlier field first where a word fits two; null when it means none. */
export function recogniseColumn(header: string, wanted: readonly Field[]): Column | null {
  const [claim] = claimsOf([header], wanted);
  if (!claim || claim.strength === 'within' || !wanted.includes(claim.field)) return null;
  return { field: claim.field, language: claim.language };
}

/**
 * All that a header may mean, the likeliest first: whole words before parts, exact names before printed ones before words of several
 * meanings, wanted fields before those that stand beside. `path`: the header under the heads of its groups, outermost first.
 */
export function claimsOf(path: readonly string[], wanted: readonly Field[]): Claim[] {
  const known = [...wanted, ...BESIDE.filter((field) => !wanted.includes(field))];
  const leaf = path.at(-1) ?? '';
  const readings = [leaf, ...(path.length > 1 ? [path.join(' '), ...path.slice(0, -1).reverse()] : [])];
  // A number under a head is the number of what the head names: "Modul | Nr.".
  const isNumber = claimsOfText(leaf, known).every(({ field }) => field === 'row_number' || field === 'code');
  if (path.length > 1 && isNumber) readings.splice(0, 2, path.join(' '), leaf);
  for (const reading of readings) {
    const claims = claimsOfText(reading, known);
    if (claims.length > 0) return claims;
  }
  return readings.slice(0, 1).flatMap((reading) => claimsWithin(reading, known));
}

function claimsOfText(text: string, known: readonly Field[]): Claim[] {
  const whole = claimsOfKey(wordKey(text), known);
  if (whole.length > 0) return whole;
  const localised = claimsWithLanguage(text, known);
  if (localised.length > 0) return localised;
  // A unit or a remark in brackets; the same header in two languages on both sides of a stroke or on two lines.
  const withoutRemark = (part: string): string => withoutBrackets(part.replace(/\*+$/, ' ')).trim();
  const claimsOfPart = (part: string): Claim[] => [
    ...claimsOfKey(wordKey(part), known),
    ...claimsWithLanguage(part, known),
  ];
  const bare = withoutRemark(text);
  const plain = bare === text ? [] : claimsOfPart(bare);
  if (plain.length > 0) return plain;
  const parts = text
    .split(/[/|\n;]|\s[-–—]\s/)
    .map(withoutRemark)
    .filter((part) => /\p{L}/u.test(part));
  const claims = parts.length > 1 ? parts.map(claimsOfPart) : [];
  return claims.every((each) => each.length > 0) ? (claims[0] ?? []) : [];
}

function claimsOfKey(key: string, known: readonly Field[]): Claim[] {
  return headerWords(key)
    .filter(({ field }) => known.includes(field))
    .map((word): Claim => ({ ...word, language: null }))
    .sort((a, b) => CLAIM_RANK[b.strength] - CLAIM_RANK[a.strength] || known.indexOf(a.field) - known.indexOf(b.field));
}

/** `title_en`, `Название на русском языке`, `English title`; "no" is Norwegian after `title_`, and a number after "module". */
function claimsWithLanguage(text: string, known: readonly Field[]): Claim[] {
  // Words that only join a field with its language do not count.
  const joining = [
    'на',
    'in',
    'en',
    'auf',
    'языке',
    'язык',
    'language',
    'тілінде',
    'тілі',
    'dilinde',
    'języku',
    'мовою',
  ];
  const words = titleKey(text.slice(0, 200)).split(' ');
  const telling = words.filter((word, at) => !joining.includes(word) || (word === 'en' && at === words.length - 1));
  for (const [languageWord, rest] of [
    [telling.at(-1), telling.slice(0, -1)],
    [telling[0], telling.slice(1)],
  ] as const) {
    const language = languageNamed(languageWord ?? '');
    if (!language) continue;
    const claims = claimsOfKey(wordKey(rest.join(' ')), known).filter(({ field }) => LOCALISED.includes(field));
    if (claims.length > 0 && (language !== 'no' || rest[0] === claims[0]?.field))
      return claims.map((claim) => ({ ...claim, language }));
  }
  return [];
}

/** "ECTS学分" is two words. */
export const scriptsApart = (key: string): string =>
  key.replace(
    /(?<=\p{Script=Latin})(?=[\p{Script=Han}\p{Script=Hangul}\p{Script=Katakana}])|(?<=[\p{Script=Han}\p{Script=Hangul}\p{Script=Katakana}])(?=\p{Script=Latin})/gu,
    ' ',
  );

/** Printed names that stand among other words, the longest first: "Наименование модулей, дисциплин и практик по учебному плану". */
function claimsWithin(text: string, known: readonly Field[]): Claim[] {
  const words = scriptsApart(wordKey(text)).split(' ');
  const found: (Claim & { readonly length: number })[] = [];
  for (let from = 0; from < words.length; from += 1)
    for (let to = Math.min(words.length, from + 6); to > from; to -= 1) {
      const key = words.slice(from, to).join(' ');
      // Short words alone are too common to mean anything among others.
      const isTelling =
        key.length >= 5 ||
        ['ECTS', 'AKTS'].includes(key) ||
        /\p{Script=Han}|\p{Script=Hangul}|\p{Script=Arabic}/u.test(key);
      if (!isTelling) continue;
      for (const { field, strength, languages } of headerWords(key))
        if (strength !== 'word' && known.includes(field))
          found.push({ field, language: null, strength: 'within', languages, length: key.length });
    }
  const longest = Math.max(0, ...found.map(({ length }) => length));
  return found.filter(({ length }) => length === longest).map(({ length: _, ...claim }) => claim);
}

/** Whether a head of a group or a header speaks of the field, in whatever words. */
export function speaksOf(text: string, field: Field): boolean {
  return [...claimsOfText(text, [field]), ...claimsWithin(text, [field])].length > 0;
}
