/** The rules of one day. */
import {
  type Conversion,
  type CreditUnit,
  type Dated,
  datesOf,
  type GradeScale,
  type GradingTable,
  memoise,
  nameKey,
  type Policy,
  type Result,
  type RuleBook,
  reason,
  refuse,
  shown,
  success,
  validOn,
} from '../domain/index.ts';

/** What of a rule book is valid on `date` (ISO, both ends of a validity inclusive). */
export interface RulesAt {
  readonly date: string;
  readonly book: RuleBook;
  readonly conversions: readonly Conversion[];
  readonly policies: readonly Policy[];
  readonly gradingTables: readonly GradingTable[];
  readonly unitsByName: NameIndex<CreditUnit>;
  readonly scalesByName: NameIndex<GradeScale>;
}

interface Nameable extends Dated {
  readonly id: string;
  readonly family?: string | null;
  readonly name: Readonly<Record<string, string>>;
  readonly aliases: readonly string[];
}

/** Records by their names as written, families included, and by the {@link nameKey} of each. */
type NameIndex<T> = ReadonlyMap<string, readonly T[]>;

/** By book: the days on which its rules begin and end, which are few, and its rules from each of these on. */
const periodsOf = new WeakMap<RuleBook, { readonly days: readonly string[]; readonly rules: Map<string, RulesAt> }>();

/** Units, scales, tables and policies valid on an ISO date. The date is an argument, never "today". */
export function rulesAt(book: RuleBook, date: string): RulesAt {
  const turningDays = (): string[] => {
    const { units, scales, conversions, policies, gradingTables } = book;
    const dated: Dated[] = [...units, ...scales, ...conversions, ...policies, ...gradingTables];
    // What ends on a day is over after it: the tilde sorts behind every sign of a date.
    return dated.flatMap(({ validFrom, validTo }) => [validFrom ?? '', validTo === null ? '' : `${validTo}~`]);
  };
  const periods = periodsOf.get(book) ?? {
    days: [...new Set(turningDays())].sort(),
    rules: new Map<string, RulesAt>(),
  };
  periodsOf.set(book, periods);
  const period = periods.days.findLast((day) => day <= date) ?? '';
  const rules = memoise(periods.rules, period, () => ({
    date,
    book,
    conversions: validOn(book.conversions, date),
    policies: validOn(book.policies, date),
    gradingTables: validOn(book.gradingTables, date),
    unitsByName: indexByName(validOn(named(book), date)),
    scalesByName: indexByName(validOn(book.scales, date)),
  }));
  return { ...rules, date };
}

const namedUnits = new WeakMap<RuleBook, readonly CreditUnit[]>();

/** The units of a book without the general words, which name none. */
function named(book: RuleBook): readonly CreditUnit[] {
  const units = namedUnits.get(book) ?? book.units.filter(({ general }) => !general);
  namedUnits.set(book, units);
  return units;
}

const indexes = new WeakMap<readonly Nameable[], Map<string, Nameable[]>>();

/** Kept per list, because every row with an unknown name asks for the whole book's. */
function indexByName<T extends Nameable>(records: readonly T[]): NameIndex<T> {
  const known = indexes.get(records);
  // The index of a list holds that list's own records.
  if (known) return known as Map<string, T[]>;
  const index = new Map<string, T[]>();
  for (const record of records) {
    const names = [record.id, record.family ?? record.id, ...record.aliases, ...Object.values(record.name)];
    for (const name of new Set([...names, ...names.map(nameKey)]))
      index.set(name, [...(index.get(name) ?? []), record]);
  }
  indexes.set(records, index);
  return index;
}

/** What a printed name means: as it is written, which spares folding it, else by letters and digits alone. */
const recordsCalled = <T>(index: NameIndex<T>, printed: string): readonly T[] =>
  index.get(printed) ?? index.get(nameKey(printed)) ?? [];

/**
 * The unit that a printed name means on that day, compared by letters and digits alone. Fails with `unit-unknown` for no name, an unknown
 * one, one that several units share, or one of another time.
 */
export const resolveUnit = (rules: RulesAt, printed: string | null): Result<CreditUnit> =>
  resolve(printed, { index: rules.unitsByName, all: named(rules.book), date: rules.date, kind: 'unit' });

/**
 * The scale with this id, name or alias that is valid on the day of the rules; a family gives its member of that day. Fails with
 * `scale-unknown` as {@link resolveUnit} does.
 */
export const resolveScale = (rules: RulesAt, printed: string | null): Result<GradeScale> =>
  resolve(printed, { index: rules.scalesByName, all: rules.book.scales, date: rules.date, kind: 'scale' });

/** The one record of that name, or why there is none: no name, several records, one of another time, or an unknown name. */
function resolve<T extends Nameable>(
  printed: string | null,
  {
    index,
    all,
    date,
    kind,
  }: {
    readonly index: NameIndex<T>;
    readonly all: readonly T[];
    readonly date: string;
    readonly kind: 'unit' | 'scale';
  },
): Result<T> {
  const code = kind === 'unit' ? 'unit-unknown' : 'scale-unknown';
  const [only, second] = printed === null ? [] : recordsCalled(index, printed);
  if (only && !second) return success(only);
  if (printed === null || nameKey(printed) === '') return refuse(code, reason('name-missing', { kind }));
  const place = { value: shown(printed) };
  const meant = recordsCalled(indexByName(all), printed);
  const valid = validOn(meant, date).map(({ id }) => id);
  if (valid.length > 1) return refuse(code, reason('name-ambiguous', { kind, known: valid }), place);
  const [other] = meant;
  if (other) {
    const values = { kind, day: date, record: other.id, dates: datesOf(other), family: other.family ?? 'none' };
    return refuse(code, reason('name-not-on-day', values), place);
  }
  const known = [...new Set(all.map(({ id, family }) => family ?? id))].sort();
  return refuse(code, reason('name-unknown', { kind, known }), place);
}
