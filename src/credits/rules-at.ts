/** The rules of one day. */
import {
  type Conversion,
  type CreditUnit,
  codeKey,
  type Dated,
  datesOf,
  type GradeScale,
  type GradingTable,
  memoise,
  nameKey,
  overlap,
  type Policy,
  type Result,
  type RuleBook,
  reason,
  refuse,
  shown,
  success,
  titleKey,
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
  readonly general?: boolean;
  readonly askedAs?: readonly string[];
  readonly name: Readonly<Record<string, string>>;
  readonly aliases: readonly string[];
}

/** Records by their names as written, families included, and by the {@link nameKey} of each. */
type NameIndex<T> = ReadonlyMap<string, readonly T[]>;

/** By book: the days on which its rules begin and end, which are few, and its rules from each of these on. */
const periodsOf = new WeakMap<RuleBook, Periods>();
interface Periods {
  readonly days: readonly string[];
  readonly rules: Map<string, RulesAt>;
  /** The same by each day that was asked for. */
  readonly byDay: Map<string, RulesAt>;
}

/** Units, scales, tables and policies valid on an ISO date. The date is an argument, never "today". */
export function rulesAt(book: RuleBook, date: string): RulesAt {
  const periods = periodsOf.get(book) ?? { days: turningDays(book), rules: new Map(), byDay: new Map() };
  periodsOf.set(book, periods);
  return memoise(periods.byDay, date, () => ({ ...rulesOfPeriod(book, date, periods), date }), 1000);
}

function turningDays({ units, scales, conversions, policies, gradingTables }: RuleBook): string[] {
  const dated: Dated[] = [...units, ...scales, ...conversions, ...policies, ...gradingTables];
  // What ends on a day is over after it: the tilde sorts behind every sign of a date.
  const days = dated.flatMap(({ validFrom, validTo }) => [validFrom ?? '', validTo === null ? '' : `${validTo}~`]);
  return [...new Set(days)].sort();
}

function rulesOfPeriod(book: RuleBook, date: string, { days, rules }: Periods): RulesAt {
  const period = days.findLast((day) => day <= date) ?? '';
  return memoise(rules, period, () => ({
    date,
    book,
    conversions: validOn(book.conversions, date),
    policies: validOn(book.policies, date),
    gradingTables: validOn(book.gradingTables, date),
    unitsByName: indexByName(validOn(book.units, date)),
    scalesByName: indexByName(validOn(book.scales, date)),
  }));
}

const indexes = new WeakMap<readonly Nameable[], Map<string, Nameable[]>>();

/** Kept per list, because every row with an unknown name asks for the whole book's. */
function indexByName<T extends Nameable>(records: readonly T[]): NameIndex<T> {
  const known = indexes.get(records);
  // The index of a list holds that list's own records.
  if (known) return known as Map<string, T[]>;
  const index = new Map<string, T[]>();
  for (const record of records) {
    const { id, family, aliases, askedAs = [], name: texts } = record;
    const names = [id, family ?? id, ...aliases, ...askedAs, ...Object.values(texts)];
    for (const name of new Set([...names, ...names.map(nameKey)]))
      index.set(name, [...(index.get(name) ?? []), record]);
  }
  indexes.set(records, index);
  return index;
}

/** What a printed name means: as it is written, by letters and digits alone, or typed in look-alike letters of another script. */
const recordsCalled = <T>(index: NameIndex<T>, printed: string): readonly T[] =>
  index.get(printed) ?? index.get(nameKey(printed)) ?? index.get(codeKey(printed)) ?? [];

/** What else tells which of several records of one name is meant. */
export interface NameContext {
  /** True: the day of the course is not known, so every time at which the name meant something counts. */
  readonly undated?: boolean;
  /** The university whose own scale is meant where several in its country have one. */
  readonly institution?: string | null;
}

/**
 * The unit that a printed name means on that day, compared by {@link nameKey}. Fails with `unit-unknown` for no name, an unknown or a general
 * one, one that several units share, or one of another time; without a day, for one whose meanings have different ratios.
 */
export function resolveUnit(
  rules: RulesAt,
  printed: string | null,
  { undated = false }: NameContext = {},
): Result<CreditUnit> {
  const { date, book, unitsByName: index } = rules;
  const asked = { printed, index, all: book.units, date, kind: 'unit' as const };
  const meant = undated ? everCalled(asked) : [];
  const [only, second] = meant;
  if (only && !second && !only.general) return success(only);
  const unit = resolve(asked);
  if (!second || validOn(meant, date).length > 1) return unit;
  const hasRatioOfFirst = ({ ectsPerUnit: ratio }: CreditUnit): boolean =>
    ratio !== null && only?.ectsPerUnit?.value.eq(ratio.value) === true;
  return unit.ok && meant.every(hasRatioOfFirst) ? unit : refuseUndated(printed, meant);
}

/**
 * The scale with this id, name or alias that is valid on the day of the rules; a family gives its member of that day. Fails with
 * `scale-unknown` as {@link resolveUnit} does.
 */
export function resolveScale(rules: RulesAt, printed: string | null, context: NameContext = {}): Result<GradeScale> {
  const { date, book, scalesByName: index } = rules;
  const found = resolve({ printed, index, all: book.scales, date, kind: 'scale' });
  if (found.ok || !context.institution || printed === null) return found;
  const [own, another] = ownOf(context.institution, validOn(recordsCalled(index, printed), date));
  return own && !another ? success(own) : found;
}

/**
 * The scale of that name, or without a day every dated one that bore it, that of the rules' day first. Fails as {@link resolveScale}, and
 * where two that bear the name were valid at the same time.
 */
export function scalesMeant(
  rules: RulesAt,
  printed: string | null,
  context: NameContext,
): Result<readonly [GradeScale, ...GradeScale[]]> {
  const scale = resolveScale(rules, printed, context);
  const { date, book, scalesByName: index } = rules;
  const ever = context.undated ? everCalled({ printed, index, all: book.scales, date, kind: 'scale' }) : [];
  const atOnce = ever.some((one, at) => ever.slice(0, at).some((other) => overlap(one, other)));
  if (ever.length === 0 || atOnce) return scale.ok ? success([scale.value]) : scale;
  const [first, ...others] = scale.ok ? [scale.value, ...ever.filter((other) => other !== scale.value)] : ever;
  return first ? success([first, ...others]) : scale.ok ? success([scale.value]) : scale;
}

const ownOf = (institution: string, scales: readonly GradeScale[]): GradeScale[] =>
  scales.filter(({ institutions }) => institutions.some((name) => titleKey(name) === titleKey(institution)));

interface Naming<T> {
  readonly printed: string | null;
  readonly index: NameIndex<T>;
  readonly all: readonly T[];
  readonly date: string;
  readonly kind: 'unit' | 'scale';
}

/** The printed name is that of a country whose universities grade by scales of their own. */
const isAsked = ({ askedAs = [] }: Nameable, printed: string | null): boolean =>
  printed !== null && askedAs.some((name) => nameKey(name) === nameKey(printed));

/** Every record of any time that bears the name. */
const everCalled = <T extends Nameable>({ printed, all }: Naming<T>): readonly T[] =>
  printed === null ? [] : recordsCalled(indexByName(all), printed);

const CODES = { unit: 'unit-unknown', scale: 'scale-unknown' } as const;

/** The one record of that name, or why there is none: no name, several records, one of another time, or an unknown name. */
function resolve<T extends Nameable>(asked: Naming<T>): Result<T> {
  const { printed, index, all, date, kind } = asked;
  const code = CODES[kind];
  const [only, second] = printed === null ? [] : recordsCalled(index, printed);
  if (only && !second && !only.general && !isAsked(only, printed)) return success(only);
  if (printed === null || nameKey(printed) === '') return refuse(code, reason('name-missing', { kind }));
  const place = { value: shown(printed) };
  if (only?.general) return refuse(code, reason('unit-general', { word: shown(printed) }), place);
  const meant = everCalled(asked);
  const valid = validOn(meant, date).map(({ id, name }) => reason('record-of-name', { name, id }));
  if (only && isAsked(only, printed))
    return refuse(code, reason('scale-of-country', { country: shown(printed), known: valid }), place);
  if (valid.length > 1) return refuse(code, reason('name-ambiguous', { kind, known: valid }), place);
  const [other] = meant;
  if (other) {
    const values = { kind, day: date, record: other.name, dates: datesOf(other), family: other.family ?? 'none' };
    return refuse(code, reason('name-not-on-day', values), place);
  }
  const known = [...new Set(all.map(({ id, family }) => family ?? id))].sort();
  return refuse(code, reason('name-unknown', { kind, known }), place);
}

/** A name that meant several units at different times, where the day is not known. */
function refuseUndated(printed: string | null, meant: readonly CreditUnit[]): Result<never> {
  const known = meant.map((one) => reason('name-of-time', { record: one.name, dates: datesOf(one) }));
  return refuse('unit-unknown', reason('name-undated', { kind: 'unit', known }), { value: shown(printed ?? '') });
}
