/** The rules of one day. */
import {
  type Conversion,
  type CreditUnit,
  codeKey,
  failure,
  type GradeScale,
  type GradingTable,
  memoise,
  type Policy,
  type Problem,
  type Result,
  type RuleBook,
  shown,
  success,
} from '../domain/index.ts';

/** What of a rule book is valid on `date` (ISO, both ends of a validity inclusive). */
export interface RulesAt {
  readonly date: string;
  readonly book: RuleBook;
  readonly units: readonly CreditUnit[];
  readonly scales: readonly GradeScale[];
  readonly conversions: readonly Conversion[];
  readonly policies: readonly Policy[];
  readonly gradingTables: readonly GradingTable[];
  /** Units by their names as written and by the {@link codeKey} of id, names and aliases. */
  readonly unitsByName: ReadonlyMap<string, readonly CreditUnit[]>;
  /** The same of scales, with their families. */
  readonly scalesByName: ReadonlyMap<string, readonly GradeScale[]>;
}

interface Dated {
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

const validOn =
  (date: string) =>
  ({ validFrom, validTo }: Dated): boolean =>
    (validFrom === null || validFrom <= date) && (validTo === null || date <= validTo);

const known = new WeakMap<RuleBook, Map<string, RulesAt>>();
/** Days that are kept of a book: a server asks for today again and again, a batch of transcripts for a few others. */
const MOST_DAYS = 100;

/** Units, scales, tables and policies valid on an ISO date. The date is an argument, never "today". */
export function rulesAt(book: RuleBook, date: string): RulesAt {
  const days = known.get(book) ?? new Map<string, RulesAt>();
  known.set(book, days);
  return memoise(days, date, () => makeRulesAt(book, date), MOST_DAYS);
}

function makeRulesAt(book: RuleBook, date: string): RulesAt {
  const valid = validOn(date);
  const units = book.units.filter(valid);
  const scales = book.scales.filter(valid);
  return {
    date,
    book,
    units,
    scales,
    conversions: book.conversions.filter(valid),
    policies: book.policies.filter(valid),
    gradingTables: book.gradingTables.filter(valid),
    unitsByName: indexByName(units),
    scalesByName: indexByName(scales),
  };
}

interface Named {
  readonly id: string;
  readonly family?: string | null;
  readonly name: Readonly<Record<string, string>>;
  readonly aliases: readonly string[];
}

const indexes = new WeakMap<readonly Named[], Map<string, Named[]>>();

/** Kept per list, because every row with an unknown name asks for the whole book's. */
function indexByName<T extends Named>(records: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const known = indexes.get(records);
  // The index of a list holds that list's own records.
  if (known) return known as Map<string, T[]>;
  const index = new Map<string, T[]>();
  for (const record of records) {
    const names = [record.id, record.family ?? record.id, ...record.aliases, ...Object.values(record.name)];
    for (const name of new Set([...names, ...names.map(codeKey)]))
      index.set(name, [...(index.get(name) ?? []), record]);
  }
  indexes.set(records, index);
  return index;
}

/** What a printed name means: as it is written, which spares folding it, else by letters and digits alone. */
const called = <T>(index: ReadonlyMap<string, readonly T[]>, printed: string): readonly T[] =>
  index.get(printed) ?? index.get(codeKey(printed)) ?? [];

/**
 * The unit that a printed name means on that day, compared by letters and digits alone. Fails with `unit-unknown` for no name, an unknown
 * one, one that several units share, or one of another time.
 */
export function resolveUnit(rules: RulesAt, printed: string | null): Result<CreditUnit> {
  const [only, second] = printed === null ? [] : called(rules.unitsByName, printed);
  return only && !second ? success(only) : failure(whyNone(printed, UNITS, { rules, all: rules.book.units }));
}

/**
 * The scale with this id, name or alias that is valid on the day of the rules; a family gives its member of that day. Fails with
 * `scale-unknown` as {@link resolveUnit} does.
 */
export function resolveScale(rules: RulesAt, printed: string | null): Result<GradeScale> {
  const [only, second] = printed === null ? [] : called(rules.scalesByName, printed);
  return only && !second ? success(only) : failure(whyNone(printed, SCALES, { rules, all: rules.book.scales }));
}

interface Kind {
  readonly code: 'unit-unknown' | 'scale-unknown';
  readonly noun: string;
  readonly folder: string;
  readonly column: string;
  readonly example: string;
}

const UNITS: Kind = {
  code: 'unit-unknown',
  noun: 'credit unit',
  folder: 'rules/credit-units',
  column: 'credit_system',
  example: 'ECTS',
};
const SCALES: Kind = {
  code: 'scale-unknown',
  noun: 'grade scale',
  folder: 'rules/scales',
  column: 'grade_scale',
  example: 'de or kz',
};

/** Why a name means no single record of the day: there is none, several, one of another time, or none at all. */
function whyNone(
  printed: string | null,
  { code, noun, folder, column, example }: Kind,
  { rules, all }: { readonly rules: RulesAt; readonly all: readonly (Named & Dated)[] },
): Problem {
  if (printed === null || codeKey(printed) === '')
    return problem(code, `no ${noun} is given`, `Name it in the column "${column}", for example ${example}`);
  const meant = called(indexByName(all), printed);
  const valid = meant.filter(validOn(rules.date)).map(({ id }) => id);
  if (valid.length > 1)
    return problem(code, `several ${noun}s are called so: ${valid.join(', ')}`, 'Name one of them', printed);
  const [other] = meant;
  if (!other) {
    const known = [...new Set(all.map(({ id, family }) => family ?? id))].sort();
    const mend = `Name one of those in ${folder}, or add it there: ${known.join(', ')}`;
    return problem(code, `this ${noun} is not known`, mend, printed);
  }
  const dates = `${other.id}: ${other.validFrom ?? '...'} to ${other.validTo ?? '...'}`;
  const family = other.family ? `name the family "${other.family}"` : `name the ${noun} of that day`;
  return problem(
    code,
    `this ${noun} is not valid on ${rules.date} (${dates})`,
    `Check the date, or ${family}`,
    printed,
  );
}

const problem = (code: Problem['code'], message: string, mend: string, value?: string): Problem => ({
  code,
  severity: 'error',
  message,
  mend,
  ...(value !== undefined && { value: shown(value) }),
});
