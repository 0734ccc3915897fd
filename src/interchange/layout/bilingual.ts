/** A column of titles in several languages, one behind the other: "Қазақстан тарихы / История Казахстана", "Fizyka (Physics)". */
import { detectLanguage } from '../../domain/index.ts';
import { claimsOf, type Field } from '../columns.ts';
import { fitsScript, markedLanguage } from '../text-language.ts';

/** What stands between the languages; `any` mixes those of one column. */
const SEPARATORS = {
  stroke: /\s\/\s*|\/\s+/u,
  // "Physik/Physics", and neither "TCP/IP" nor "C/C++".
  tight: /\/(?=\p{Lu}\p{Ll})/u,
  bar: /\|/u,
  line: /\n/u,
  any: /\n|\s[/|]\s|\/(?=\p{Lu})/u,
};
type Separator = keyof typeof SEPARATORS | 'bracket';
const IN_CELLS: readonly Separator[] = ['stroke', 'tight', 'bar', 'line', 'bracket', 'any'];

/** How the cells of a column hold their text in several languages. */
export interface InTurn {
  readonly separator: Separator;
  readonly languages: readonly string[];
}

/** The texts of a cell between its separators, in their order; the cell alone where there is none. */
export function partsOf(text: string, separator: Separator): string[] {
  const parts = separator === 'bracket' ? bracketApart(text) : text.split(SEPARATORS[separator]);
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** "Physik (für Ingenieure) (Physics (for engineers))": the last bracket with all that stands in it. */
function bracketApart(text: string): string[] {
  if (!text.endsWith(')')) return [text];
  let depth = 0;
  for (let at = text.length - 1; at > 0; at -= 1) {
    if (text[at] === ')') depth += 1;
    else if (text[at] === '(') depth -= 1;
    if (depth === 0) return [text.slice(0, at), text.slice(at + 1, -1)];
  }
  return [text];
}

interface TitleColumn {
  readonly path: readonly string[];
  readonly cells: readonly string[];
}

/** The languages of the parts of its cells, by its header or by the parts alone; null for a column of one text a cell. */
export function languagesInTurn(column: TitleColumn, field: Field, printedIn: string | null): InTurn | null {
  return namedByHeader(column, field) ?? toldByCells(column.cells, printedIn);
}

function namedByHeader({ path, cells }: TitleColumn, field: Field): InTurn | null {
  const heads = partsOf(path.at(-1) ?? '', 'any').map((part) =>
    claimsOf([part], [field]).find((claim) => claim.field === field && claim.strength !== 'within'),
  );
  const languages = heads.flatMap(
    (claim) => claim?.language ?? (claim?.languages.length === 1 ? claim.languages[0] : null) ?? [],
  );
  if (languages.length < 2 || new Set(languages).size < heads.length || languages.length < heads.length) return null;
  const whole = cells.map((cell) => partsOf(cell, 'any')).filter((parts) => parts.length === languages.length);
  // A choice of two courses is written so as well: the first languages must show in their letters.
  const telling = whole.filter((parts) => parts.every((part, at) => detectLanguage(part) === languages[at]));
  return telling.length >= Math.max(1, whole.length * 0.4) && whole.every((parts) => allows(parts, languages))
    ? { separator: 'any', languages }
    : null;
}

/** Where most cells have as many parts and these differ in language throughout: the most parts that do. */
function toldByCells(cells: readonly string[], printedIn: string | null): InTurn | null {
  const filled = cells.filter((cell) => cell !== '');
  for (const count of [3, 2])
    for (const separator of IN_CELLS) {
      const whole = filled.map((cell) => partsOf(cell, separator)).filter((parts) => parts.length === count);
      if (whole.length < Math.max(3, filled.length * 0.6)) continue;
      const languages = languagesOfParts(whole, printedIn);
      if (languages === null) continue;
      const fitting = whole.filter((parts) => allows(parts, languages)).length;
      if (fitting >= whole.length * 0.8 && fitting >= 3) return { separator, languages };
    }
  return null;
}

/** One language for each place in the cells; null unless each is told and they differ. */
function languagesOfParts(rows: readonly (readonly string[])[], printedIn: string | null): readonly string[] | null {
  const places = (rows[0] ?? []).map((_, at) => rows.map((parts) => parts[at] ?? ''));
  const scripts = places.map(scriptOf);
  const latin = scripts.filter((script) => script === 'latin').length;
  const languages = places.flatMap((parts, at) => {
    if (scripts[at] === 'latin') return latinLanguage(parts, { printedIn, isAlone: latin === 1 }) ?? [];
    if (scripts[at] === 'cyrillic') return cyrillicLanguage(parts, printedIn) ?? [];
    return [];
  });
  return languages.length === places.length && new Set(languages).size === places.length ? languages : null;
}

function scriptOf(parts: readonly string[]): 'latin' | 'cyrillic' | null {
  const found = parts.map(detectLanguage);
  const share = (...languages: readonly (string | null)[]): number =>
    found.filter((language) => languages.includes(language)).length / parts.length;
  if (share('en', 'de') >= 0.8) return 'latin';
  return share('kk', 'ru') >= 0.8 ? 'cyrillic' : null;
}

/** A title such as "Философия" is Kazakh too, but few titles of Russian have Kazakh letters, and those by mistake. */
function cyrillicLanguage(parts: readonly string[], printedIn: string | null): string | null {
  const kazakh = parts.filter((part) => detectLanguage(part) === 'kk').length / parts.length;
  if (kazakh >= 0.3) return 'kk';
  if (kazakh > 0.1) return null;
  return printedIn !== null && printedIn !== 'kk' && fitsScript('Я', printedIn) ? printedIn : 'ru';
}

/** By the marks of its titles; beside titles of another script fewer will do, and where the header is printed in that language, one. */
function latinLanguage(
  parts: readonly string[],
  { printedIn, isAlone }: { readonly printedIn: string | null; readonly isAlone: boolean },
): string | null {
  const counts = new Map<string, number>();
  for (const part of parts) {
    const language = markedLanguage(part);
    if (language !== null) counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  const [[first, most] = ['', 0], [, next] = ['', 0]] = [...counts].sort((a, b) => b[1] - a[1]);
  if (most < next * 2 || most === 0) return null;
  return most >= parts.length * (isAlone ? 0.25 : 0.4) || first === printedIn ? first : null;
}

/** The texts of a cell by language; null where it has another number of parts, or one that is surely of another language. */
export function textsInTurn(text: string, { separator, languages }: InTurn): Record<string, string> | null {
  const parts = partsOf(text, separator);
  if (parts.length !== languages.length || !allows(parts, languages)) return null;
  return Object.fromEntries(parts.map((part, at) => [languages[at] ?? '', part]));
}

/** Whether no part is surely of another language: letters of Kazakh in Russian, another script, marks of the language beside it. */
const allows = (parts: readonly string[], languages: readonly string[]): boolean =>
  parts.every((part, at) => {
    const wanted = languages[at] ?? '';
    // "Сети TCP/IP" is Russian with more Latin letters than others.
    if (fitsScript('Я', wanted))
      return /\p{Script=Cyrillic}/u.test(part) && !(wanted === 'ru' && detectLanguage(part) === 'kk');
    if (!/\p{L}/u.test(part) || !fitsScript(part, wanted)) return false;
    const marked = markedLanguage(part);
    return marked === null || marked === wanted || !languages.includes(marked);
  });
