/** The rules of one day. */
import {
  type Conversion,
  type CreditUnit,
  codeKey,
  failure,
  type GradeScale,
  type GradingTable,
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

/** Units, scales, tables and policies valid on an ISO date. The date is an argument, never "today". */
export function rulesAt(book: RuleBook, date: string): RulesAt {
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
  if (printed === null || codeKey(printed) === '')
    return failure(
      problem('unit-unknown', 'no credit unit is given', 'Name it in the column "credit_system", for example ECTS'),
    );
  const words = { code: 'unit-unknown', kind: 'credit unit', folder: 'rules/credit-units', printed } as const;
  return theOne(called(rules.unitsByName, printed), { ...words, rules, all: rules.book.units });
}

/**
 * The scale with this id, name or alias that is valid on the day of the rules; a family gives its member of that day. Fails with
 * `scale-unknown` as {@link resolveUnit} does.
 */
export function resolveScale(rules: RulesAt, printed: string | null): Result<GradeScale> {
  if (printed === null || codeKey(printed) === '')
    return failure(
      problem('scale-unknown', 'no grade scale is given', 'Name it in the column "grade_scale", for example de or kz'),
    );
  const words = { code: 'scale-unknown', kind: 'grade scale', folder: 'rules/scales', printed } as const;
  return theOne(called(rules.scalesByName, printed), { ...words, rules, all: rules.book.scales });
}

interface Asked<T> {
  readonly code: 'unit-unknown' | 'scale-unknown';
  readonly kind: string;
  readonly folder: string;
  readonly printed: string;
  readonly rules: RulesAt;
  readonly all: readonly T[];
}

/** The only record of that name, or why there is not one: several, none of that day, none at all. */
function theOne<T extends Named & Dated>(found: readonly T[], asked: Asked<T>): Result<T> {
  const { code, kind, folder, printed, rules, all } = asked;
  const [only] = found;
  if (only && found.length === 1) return success(only);
  if (only) {
    const names = found.map(({ id }) => id).join(', ');
    return failure(problem(code, `several ${kind}s are called so: ${names}`, 'Name one of them', printed));
  }
  const [other] = called(indexByName(all), printed);
  if (!other) {
    const known = [...new Set(all.map(({ id, family }) => family ?? id))].join(', ');
    const mend = `Name one of those in ${folder}, or add it there: ${known}`;
    return failure(problem(code, `this ${kind} is not known`, mend, printed));
  }
  const dates = `${other.id}: ${other.validFrom ?? '...'} to ${other.validTo ?? '...'}`;
  const mend = other.family
    ? `Name the family "${other.family}", or check the date`
    : "Check the date, or name that day's";
  return failure(problem(code, `this ${kind} is not valid on ${rules.date} (${dates})`, mend, printed));
}

const problem = (code: Problem['code'], message: string, mend: string, value?: string): Problem => ({
  code,
  severity: 'error',
  message,
  mend,
  ...(value !== undefined && { value: shown(value) }),
});
