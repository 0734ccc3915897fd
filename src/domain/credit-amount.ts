/** Credits as files print them: figures with the name of their unit before or behind, in any language that the units' data has names in. */
import { memoise } from './memoise.ts';
import { Rational } from './rational.ts';
import type { CreditUnit } from './scales.ts';
import { nameKey, normaliseText } from './text.ts';

type NamedUnit = Pick<CreditUnit, 'id' | 'name' | 'aliases' | 'general'>;

/** An amount of credits with what is printed of its unit. */
export interface PrintedAmount {
  /** One figure, or both ends of a range such as `3-6` or `3 or 4`. */
  readonly amount: { readonly min: Rational; readonly max: Rational };
  /** Id of the unit when the printed name means one alone, whatever the day; null when it means several or names none. */
  readonly unit: string | null;
  /** Ids of every unit that the printed name may mean, of any time; empty when none is named ("5", "5 credits"). */
  readonly candidates: readonly string[];
  /** The name as printed, which `resolveUnit` reads on the day of the row; null when none stands there or a general word alone. */
  readonly printedUnit: string | null;
  /** What stands behind the amount and its unit: `/ 180 h`, `(3 US credits)`. Empty when there is nothing. */
  readonly rest: string;
}

const NUMBER = String.raw`(?:\d{1,3}(?: \d{3})+(?:[.,]\d+)?(?!\d)|\d+/\d+(?!\d*-)|\d+(?:[.,]\d+)?|[.,]\d+)`;
const JOIN = String.raw`\s*(?:-|\.{2,3}|…|(?<=\s)(?:to|or|bis|oder|до|или|немесе)(?=\s))\s*`;
const FIGURES = new RegExp(
  String.raw`^(?:(?:from|от|von) )?(?<figures>${NUMBER}(?:${JOIN}${NUMBER})*)(?![\d,.]*\d)`,
  'iu',
);
const JOINT = new RegExp(JOIN, 'iu');

/**
 * Reads `6 EC`, `7,5 hp`, `5 кр.`, `3学分`, `ECTS: 6`, `3-6 US credits`, `2½ credits (ECTS)`. Units are compared by {@link nameKey}, the longest
 * name first; a general word ("credits") is passed over for the unit that stands beside it. Null when the text begins with no amount.
 * `units` may be every unit of a rule book: what a name means on a day is decided where the day is known.
 */
export function parseAmountWithUnit(text: string, units: readonly NamedUnit[]): PrintedAmount | null {
  const cell = spellHalves(text.slice(0, 300));
  const names = namesOf(units);
  const before = /^\p{L}/u.test(cell) ? takeUnit(cell, names) : { units: [], printed: null, rest: cell };
  const figures = FIGURES.exec(before.rest.replace(/^\s*[:=]?\s*/, ''));
  if (!figures?.groups?.figures) return null;
  const numbers = figures.groups.figures.split(JOINT).map(readFigure);
  const known = numbers.filter((number) => number !== null);
  const [first] = known;
  if (!first || known.length < numbers.length) return null;
  const behind = takeUnit(figures.input.slice(figures[0].length), names);
  const { units: candidates, printed } = behind.units.length > 0 ? behind : before;
  return {
    amount: {
      min: known.reduce((least, next) => least.min(next), first),
      max: known.reduce((most, next) => most.max(next), first),
    },
    unit: candidates.length === 1 ? (candidates[0] ?? null) : null,
    candidates,
    printedUnit: printed,
    rest: behind.rest.trim(),
  };
}

/** Compatibility forms unified, and halves and quarters as decimals, but never so that "2½" becomes 21/2 or a footnote mark a digit. */
export function spellHalves(text: string): string {
  const parts: Readonly<Record<string, string>> = { '¼': '.25', '½': '.5', '¾': '.75' };
  const spelled = text
    .replace(/(\d)\s+1\/2(?!\d)/g, '$1½')
    .replace(/(\d*)\s*([¼½¾])/g, (_, whole: string, part: string) => `${whole || '0'}${parts[part] ?? ''}`)
    .replace(/[⁰¹²³⁴-⁹]+/g, '*');
  return normaliseText(spelled);
}

/** A decimal with point or comma and spaced thousands, or a fraction that no decimal can say (`4/3`, but not `5/150`). */
function readFigure(printed: string): Rational | null {
  const plain = printed.trim().replace(/ /g, '').replace(',', '.').replace(/^\./, '0.');
  const number = Rational.parse(plain);
  return number && plain.includes('/') && number.toString() !== plain ? null : number;
}

/** Ids by the key of each printed name; a general word stands for no unit. */
type UnitNames = ReadonlyMap<string, readonly string[]>;
const indexes = new WeakMap<readonly NamedUnit[], UnitNames>();

function namesOf(units: readonly NamedUnit[]): UnitNames {
  const index = indexes.get(units) ?? new Map<string, readonly string[]>();
  if (indexes.has(units)) return index;
  const names = new Map<string, string[]>();
  for (const { id, name, aliases, general } of units)
    for (const key of new Set([id, ...aliases, ...Object.values(name)].map(nameKey)))
      memoise(names, key, () => []).push(...(general ? [] : [id]));
  indexes.set(units, names);
  return names;
}

/** The longest name of a unit at the beginning of a text, general words beside it included. */
function takeUnit(
  text: string,
  names: UnitNames,
): { readonly units: readonly string[]; readonly printed: string | null; readonly rest: string } {
  let rest = text;
  let found: { units: readonly string[]; printed: string } | null = null;
  for (;;) {
    const end = endOfName(rest, names);
    if (end === 0) break;
    const units = names.get(nameKey(rest.slice(0, end))) ?? [];
    // A second unit is another amount's, or a contradiction: it stays in the rest for the reader to see.
    if (units.length > 0 && found) break;
    if (units.length > 0)
      found = { units, printed: rest.slice(0, end).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}.]+$/gu, '') };
    rest = rest.slice(end);
  }
  return { units: found?.units ?? [], printed: found?.printed ?? null, rest };
}

/** Where the longest known name at the beginning of the text ends; 0 when none begins it. */
function endOfName(text: string, names: UnitNames): number {
  const longest = Math.min(text.length, 60);
  for (let end = longest; end > 0; end -= 1) {
    const isInWord = /\p{L}/u.test(text.charAt(end - 1)) && /\p{L}/u.test(text.charAt(end));
    if (isInWord || !/[\p{L}).\]']/u.test(text.charAt(end - 1))) continue;
    const key = nameKey(text.slice(0, end));
    if (key !== '' && names.has(key)) return end;
  }
  return 0;
}
