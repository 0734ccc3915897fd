/** The rules of one day. */
import {
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
  readonly policies: readonly Policy[];
  readonly gradingTables: readonly GradingTable[];
  /** Units by {@link codeKey} of their id, names and aliases. */
  readonly unitsByName: ReadonlyMap<string, readonly CreditUnit[]>;
}

interface Dated {
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

const validOn =
  (date: string) =>
  ({ validFrom, validTo }: Dated): boolean =>
    (validFrom === null || validFrom <= date) && (validTo === null || date <= validTo);

/** Units, scales and policies valid on an ISO date. The date is an argument, never "today". */
export function rulesAt(book: RuleBook, date: string): RulesAt {
  const valid = validOn(date);
  const units = book.units.filter(valid);
  return {
    date,
    book,
    units,
    scales: book.scales.filter(valid),
    policies: book.policies.filter(valid),
    gradingTables: book.gradingTables.filter(valid),
    unitsByName: indexByName(units),
  };
}

function indexByName(units: readonly CreditUnit[]): Map<string, CreditUnit[]> {
  const index = new Map<string, CreditUnit[]>();
  for (const unit of units) {
    const names = new Set([unit.id, ...unit.aliases, ...Object.values(unit.name)].map(codeKey));
    for (const name of names) index.set(name, [...(index.get(name) ?? []), unit]);
  }
  return index;
}

/**
 * The unit that a printed name means on that day, compared by letters and digits alone. Fails with `unit-unknown` for no name, an unknown
 * one, one that several units share, or one of another time.
 */
export function resolveUnit(rules: RulesAt, printed: string | null): Result<CreditUnit> {
  if (printed === null || codeKey(printed) === '')
    return failure(
      unitProblem('no credit unit is given', 'Name the unit in the column "credit_system", for example ECTS'),
    );
  const found = rules.unitsByName.get(codeKey(printed)) ?? [];
  const [unit] = found;
  if (unit && found.length === 1) return success(unit);
  const names = found.map(({ id }) => id).join(', ');
  if (unit) return failure(unitProblem(`several credit units are called so: ${names}`, 'Name one of them', printed));
  const other = indexByName(rules.book.units).get(codeKey(printed))?.[0];
  if (other)
    return failure(
      unitProblem(
        `this credit unit is not valid on ${rules.date} (${other.id}: ${other.validFrom ?? '...'} to ${other.validTo ?? '...'})`,
        'Give the date of completion, or name the unit of that day',
        printed,
      ),
    );
  return failure(
    unitProblem('this credit unit is not known', 'Name a unit of rules/credit-units, or add it there', printed),
  );
}

const unitProblem = (message: string, mend: string, value?: string): Problem => ({
  code: 'unit-unknown',
  severity: 'error',
  message,
  mend,
  ...(value !== undefined && { value: shown(value) }),
});

/** The scale with this id, or the member of this family, that is valid on the day of the rules; `scale-unknown` else. */
export function resolveScale(rules: RulesAt, name: string | null): Result<GradeScale> {
  if (name === null)
    return failure(
      scaleProblem('no grade scale is given', 'Name it in the column "grade_scale", for example de or kz'),
    );
  const scale = rules.scales.find(({ id, family }) => id === name || family === name);
  if (scale) return success(scale);
  const other = rules.book.scales.find(({ id, family }) => id === name || family === name);
  if (!other)
    return failure(
      scaleProblem('this grade scale is not known', 'Name a scale of rules/scales, or add it there', name),
    );
  const dates = `${other.validFrom ?? '...'} to ${other.validTo ?? '...'}`;
  const mend = other.family === null ? 'Check the date' : `Name the family "${other.family}", or check the date`;
  return failure(scaleProblem(`the scale ${other.id} (${dates}) is not valid on ${rules.date}`, mend, name));
}

const scaleProblem = (message: string, mend: string, value?: string): Problem => ({
  code: 'scale-unknown',
  severity: 'error',
  message,
  mend,
  ...(value !== undefined && { value: shown(value) }),
});
