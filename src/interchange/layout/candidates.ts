/** The columns of a table with what their headers may mean and what their cells look like. */
import { detectLanguage, namedLanguages, parseAmountWithUnit, type Reason, reason } from '../../domain/index.ts';
import { type Claim, claimsOf, type Field, scriptsApart } from '../columns.ts';
import { columnLetter } from '../grid/grid.ts';
import { wordKey } from '../vocabulary.ts';
import { SUM_START } from './classify.ts';
import { type Content, contentOf, fits } from './content.ts';
import type { FoundTable, HeadedColumn } from './find-tables.ts';

export type NamedUnits = Parameters<typeof parseAmountWithUnit>[1];

export interface ColumnCandidate extends HeadedColumn {
  readonly name: string;
  readonly claims: readonly Claim[];
  readonly content: Content;
  readonly samples: readonly string[];
  /** Of the rows that were looked at, empty ones included. */
  readonly cells: readonly string[];
}

/** A column for a field, by one of the meanings of its header. */
export interface Rival {
  readonly candidate: ColumnCandidate;
  readonly claim: Claim;
}

const SAMPLED = 300;

export function candidatesOf({ columns, body }: FoundTable, fields: readonly Field[]): ColumnCandidate[] {
  // Headings and sums say nothing of what the columns hold.
  const rows = body
    .slice(0, SAMPLED)
    .filter(
      ({ cells }) =>
        cells.filter(({ text }) => text !== '').length > 1 && !cells.some(({ text }) => SUM_START.test(text)),
    );
  const names = new Set<string>();
  return columns.map(({ index, path }) => {
    const base = path.join(' / ') || columnLetter(index);
    let name = base;
    for (let copy = 2; names.has(name); copy += 1) name = `${base} (${copy})`;
    names.add(name);
    const cells = rows.map(({ cells: row }) => row[index]?.text ?? '');
    const samples = [...new Set(cells.filter((cell) => cell !== ''))].slice(0, 3);
    const claims = path.length === 0 ? [] : claimsOf(path, fields);
    return { index, path, name, claims, content: contentOf(cells), samples, cells };
  });
}

/** Whether the header of credits names ECTS, by whatever name. */
export function isEcts(candidate: ColumnCandidate, units: NamedUnits | undefined): boolean {
  const named = units && parseAmountWithUnit(`1 ${unitOf(candidate, units) ?? ''}`, units);
  return named?.unit === 'ects' || speaksOfEcts(candidate.path);
}

/** The unit that a header names, as printed. */
export function unitOf({ path }: ColumnCandidate, units: NamedUnits | undefined): string | null {
  if (speaksOfEcts(path)) return 'ECTS';
  const parts = path
    .flatMap((text) => [text, ...text.split(/[()[\],/|\n]/), ...endings(text)])
    .map((part) => part.trim());
  for (const part of parts.filter((each) => each !== '' && units !== undefined)) {
    const printed = parseAmountWithUnit(`1 ${part}`, units ?? []);
    if (printed?.printedUnit && printed.rest === '') return printed.printedUnit;
  }
  return null;
}

/** The language of a header that is printed so in one alone; the field's own name is English, whoever else calls it so too. */
export function printedIn({ claims, path }: ColumnCandidate, field: Field): string | null {
  if (path.some((text) => text.trim().toLowerCase().replaceAll(/\s+/g, '_') === field)) return null;
  const languages = claims.find((claim) => claim.field === field)?.languages ?? [];
  return languages.length === 1 ? (languages[0] ?? null) : null;
}

/** Different titles of each code, on the mean; 1 when a code stands for one title. */
function titlesPerCode(code: ColumnCandidate, title: ColumnCandidate): number {
  const pairs = code.cells.flatMap((cell, at) => (cell === '' ? [] : [`${cell}\n${title.cells[at]}`]));
  return new Set(pairs).size / Math.max(1, code.content.distinct);
}

/** A field in the reader's words. */
export const fieldName = (field: Field): Reason => reason('file-field', { field });

/** The last words of a header, where a unit may stand: "Трудоёмкость в з.е.". */
const endings = (text: string): string[] => {
  const words = text.split(/\s+/);
  return [3, 2, 1].flatMap((count) => (words.length > count ? [words.slice(-count).join(' ')] : []));
};

const speaksOfEcts = (path: readonly string[]): boolean =>
  path.some((text) =>
    scriptsApart(wordKey(text))
      .split(' ')
      .some((word) => ['ECTS', 'AKTS', wordKey('ЄКТС'), wordKey('ЕКТС')].includes(word)),
  );

/** Stronger than {@link fits}: so much alike that a column without a telling header may be proposed. */
export function looksLike(field: Field, content: Content): boolean {
  if (content.filled < 1) return false;
  if (field === 'code') return content.codes > 0.7 && content.distinct > content.filled * 0.7;
  if (field === 'title') return fits('title', content) === true && content.letters > 6 && content.codes < 0.5;
  if (field === 'credits') return content.amounts > 0.9 && !content.running && content.largest <= 60;
  return field === 'grade' && content.grades > 0.9 && content.numbers < 0.5;
}

/** Of rivals the one whose cells fit best: codes with most codes, titles with most letters, grades in letters. */
export function bestOf<T extends { readonly candidate: ColumnCandidate }>(rivals: readonly T[], field: Field): T {
  const merit = ({
    candidate: {
      content,
      cells: { length: cells },
    },
  }: T): number => {
    const fit = fits(field, content) === true ? 10 : 0;
    if (field === 'code') return fit + content.codes + content.distinct / Math.max(content.filled, 1);
    if (field === 'title')
      // Of all rows: a module stands in the first of its courses alone.
      return fit + Math.min(content.letters, 60) / 60 + content.distinct / Math.max(cells, 1);
    return field === 'grade' ? fit + 1 - content.numbers : fit;
  };
  return rivals.reduce((best, next) => (merit(next) > merit(best) ? next : best));
}

/** Whether a column counts the rows and its header may say so: "Lp." is the number of a line in Polish and of credits in German. */
export const isNumbering = ({ content, claims }: ColumnCandidate): boolean =>
  content.running && claims.some(({ field }) => field === 'row_number');

/** Whether a person's word for a column means this one: its letter, its number from 1, or its header. */
export const isMeant = ({ index, name }: ColumnCandidate, place: string): boolean =>
  place === name ||
  (/^[A-Za-z]{1,3}$/.test(place) && columnLetter(index) === place.toUpperCase()) ||
  place === String(index + 1) ||
  wordKey(place) === wordKey(name);

/** Subject and number, when no column has whole codes: `CS` and `240`; none when they stand in one. */
export function partsOfCode(
  open: readonly ColumnCandidate[],
  code: ColumnCandidate | undefined,
  fieldOf: (index: number) => Field | undefined,
): ColumnCandidate[] {
  if (code && !(fits('subject_number', code.content) && code.content.codes === 0)) return [];
  const find = (field: Field, meanings: readonly Field[]): ColumnCandidate | undefined =>
    open.find(
      ({ index, content, claims }) =>
        fits(field, content) === true &&
        (fieldOf(index) ?? field) === field &&
        claims.some((claim) => meanings.includes(claim.field)),
    );
  const prefix = find('subject_prefix', ['subject_prefix', 'title', 'department']);
  const number = code ?? find('subject_number', ['subject_number', 'code']);
  return prefix && number && prefix !== number ? [prefix, number] : [];
}

/** Whether it is all one which of the columns is read. */
export const sayTheSame = (rivals: readonly Pick<Rival, 'candidate'>[]): boolean =>
  new Set(rivals.map(({ candidate }) => candidate.cells.join('\n'))).size === 1;

/** The chosen column of credits and those beside it whose headers speak of credits and whose cells may be some; none when it stands alone. */
export function creditsBeside(
  chosen: ColumnCandidate,
  claims: readonly Rival[],
  open: readonly Rival[],
): readonly Rival[] {
  const isCredits = ({ candidate, claim }: Rival): boolean =>
    claim.field === 'credits' && fits('credits', candidate.content) === true;
  const [own] = claims.filter((rival) => rival.candidate === chosen && isCredits(rival));
  const others = open.filter(isCredits);
  const isTold = claims.some(({ claim }) => claim.field === 'credit_system' && claim.strength === 'exact');
  return own && others.length > 0 && !isTold ? [own, ...others] : [];
}

/** "Course" beside "Title" over cells such as "CS 101" holds the codes. */
export const codeUnderTitleWord = (open: readonly ColumnCandidate[]): ColumnCandidate | undefined =>
  open.find(
    ({ claims, content }) =>
      claims.some(({ field, strength }) => field === 'title' && strength !== 'within') && looksLike('code', content),
  );

/** A language for each column of titles, which tells them apart; null when two are of one language or one holds no titles. */
export function languagesOfTitles(rivals: readonly Rival[]): readonly string[] | null {
  const languages = rivals.flatMap(({ candidate, claim }) => {
    const [only, more] = claim.languages;
    return (more === undefined ? only : null) ?? detectLanguage(candidate.samples.join(' ')) ?? [];
  });
  const differs = new Set(languages).size === rivals.length && languages.length === rivals.length;
  return differs && rivals.every(({ candidate }) => fits('title', candidate.content) !== false) ? languages : null;
}

/** The columns that may hold the titles, the likeliest first: the one of which the codes speak, as "Modulnummer" does of "Modul", else the chosen one. */
export function likelyTitles(
  title: ColumnCandidate,
  open: readonly ColumnCandidate[],
  code: ColumnCandidate | undefined,
): ColumnCandidate[] {
  const means = ({ claims }: ColumnCandidate, test: (strength: Claim['strength']) => boolean): boolean =>
    claims.some(({ field, strength }) => field === 'title' && test(strength));
  if (means(title, (strength) => strength === 'exact')) return [title];
  const others = open.filter(
    (other) =>
      means(other, (strength) => strength !== 'within') &&
      fits('title', other.content) === true &&
      other.content.distinct > other.content.filled * 0.8,
  );
  const isOfCode = ({ path }: ColumnCandidate): boolean =>
    wordKey(code?.path.at(-1) ?? '').startsWith(wordKey(path.at(-1) ?? ''));
  const all = [title, ...others];
  return [...all.filter(isOfCode), ...all.filter((each) => !isOfCode(each))];
}

/** A column that goes with each title where the chosen code stands for several; null when there is none. */
export function betterCode(
  open: readonly ColumnCandidate[],
  code: ColumnCandidate,
  title: ColumnCandidate,
): ColumnCandidate | null {
  if (titlesPerCode(code, title) <= 1.2) return null;
  const better = open.find(
    (candidate) =>
      candidate.claims.some(({ field }) => field === 'code') &&
      !candidate.content.running &&
      candidate.content.distinct > code.content.distinct &&
      titlesPerCode(candidate, title) <= 1.05,
  );
  return better ?? null;
}

/**
 * Whether a claim counts at a strength: its own, but that credits named in whatever words stand beside the exact name, because the unit decides
 * between them, unless the table tells the unit of the exact one.
 */
export function ranksAs(
  { field, strength: own }: Claim,
  strength: Claim['strength'],
  claims: readonly { readonly claim: Claim }[],
): boolean {
  if (own === strength) return true;
  const isTold = claims.some(({ claim }) => claim.field === 'credit_system' && claim.strength === 'exact');
  return field === 'credits' && own === 'name' && strength === 'exact' && !isTold;
}

/** Why a header is taken for its field; `read`: whether the kind of table reads the field at all. */
export function reasonOfClaim({ field: of, strength, languages }: Claim, header: string, read: boolean): Reason {
  const field = fieldName(of);
  if (!read) return reason('header-beside', { field });
  if (strength === 'within') return reason('header-within', { field, header });
  if (strength === 'exact') return reason('header-exact', { field });
  return reason('header-named', { field, header, languages: namedLanguages(languages.slice(0, 3)) });
}

/** A column whose header speaks of the field among other words, or with a word of several meanings. */
export const reasonWithin = (of: Field, { name }: ColumnCandidate): Reason =>
  reason('header-within', { field: fieldName(of), header: name });

/** Why a column is what a person said: now, or on a day for a file of the same form. */
export function reasonOfGiven(of: Field, chosenOn: string | undefined): Reason {
  const field = fieldName(of);
  return chosenOn === undefined
    ? reason('header-given', { field })
    : reason('header-remembered', { field, date: chosenOn });
}
