/** A column of titles in two languages, one behind the other: "Қазақстан тарихы / История Казахстана" under a header that is printed so too. */
import { detectLanguage } from '../../domain/index.ts';
import { claimsOf, type Field } from '../columns.ts';

const PARTS = /\s*(?:\n|\s[/|]\s|\/(?=\p{Lu}))\s*/u;
const partsOf = (text: string): string[] => text.split(PARTS).filter((part) => part !== '');

/** The languages of the parts of its cells in turn; null for a column of one text a cell. */
export function languagesInTurn(
  { path, cells }: { readonly path: readonly string[]; readonly cells: readonly string[] },
  field: Field,
): readonly string[] | null {
  const heads = partsOf(path.at(-1) ?? '').map((part) =>
    claimsOf([part], [field]).find((claim) => claim.field === field && claim.strength !== 'within'),
  );
  const languages = heads.flatMap(
    (claim) => claim?.language ?? (claim?.languages.length === 1 ? claim.languages[0] : null) ?? [],
  );
  if (languages.length < 2 || new Set(languages).size < heads.length || languages.length < heads.length) return null;
  const whole = cells.map(partsOf).filter((parts) => parts.length === languages.length);
  // A choice of two courses is written so as well: the first languages must show in their letters.
  const telling = whole.filter((parts) => tells(parts, languages));
  return telling.length >= Math.max(1, whole.length * 0.4) && whole.every((parts) => allows(parts, languages))
    ? languages
    : null;
}

/** The texts of a cell by language; null where it has another number of parts. */
export function textsInTurn(text: string, languages: readonly string[]): Record<string, string> | null {
  const parts = partsOf(text);
  if (parts.length !== languages.length || !allows(parts, languages)) return null;
  return Object.fromEntries(parts.map((part, at) => [languages[at] ?? '', part]));
}

/** Whether each part is found to be of its language, so that they differ. */
const tells = (parts: readonly string[], languages: readonly string[]): boolean =>
  parts.every((part, at) => detectLanguage(part) === languages[at]);

/** Whether no part is surely of another language: letters of Kazakh in Russian, Latin ones in either, Cyrillic ones in English. */
const allows = (parts: readonly string[], languages: readonly string[]): boolean =>
  parts.every((part, at) => {
    const [found, wanted] = [detectLanguage(part), languages[at]];
    if (wanted === 'kk') return found === 'kk' || found === 'ru';
    if (wanted === 'ru') return found === 'ru';
    return wanted !== 'en' || found === 'en' || found === 'de';
  });
