/** Rungs of the ladder that look up: the same scale on both sides, and fixed tables. */
import {
  type ConversionRow,
  type GradeScale,
  type HomeGrade,
  type Localised,
  Rational,
  reason,
  titleKey,
} from '../domain/index.ts';
import { type Conversion, isCalled, type Rung, type StepOf } from './conversion.ts';
import { step } from './derive.ts';
import { homeGradeBySymbol, passedWithoutGrade } from './home-grade.ts';
import { isBetter, symbolKey } from './parse-grade.ts';
import type { ParsedGrade } from './parsed-grade.ts';

/** The home scale itself, or another dated member of its family: the symbol stays. */
export function keepOnSameScale({ grade, hostScale, homeScale, policy }: Conversion): Rung {
  const same = hostScale.id === homeScale.id || (hostScale.family !== null && hostScale.family === homeScale.family);
  if (!same) return { why: reason('ladder-other-scale', { host: hostScale.name, home: homeScale.name }) };
  const { printed, symbol, percent: exact } = grade;
  if (symbol === null) return { why: reason('ladder-no-symbol', { grade: printed, scale: homeScale.name }) };
  const mode = policy.grades.percentRounding;
  const percent = exact?.round(mode) ?? null;
  const kept = homeGradeBySymbol(homeScale, symbol, percent);
  if (!kept) return { why: reason('ladder-no-grade', { scale: homeScale.name, grade: symbol }) };
  const found = exact ? { ...kept, exactPercent: exact } : kept;
  const output = found.letter ?? '';
  const rounded = exact && percent && !exact.eq(percent) ? reason('rounding', { mode }) : null;
  const why =
    rounded && exact && percent
      ? reason('grade-kept-rounded', { percent: exact, rounding: rounded, rounded: percent, letter: output })
      : reason('grade-kept', { grade: printed, letter: output });
  const inputs = { printed, hostScale: hostScale.id, rounding: rounded && mode };
  const only = step({ rule: 'grade.same-scale', reason: why, inputs, output, source: homeScale.source });
  return { grade: found, steps: [only] };
}

/** The table that a policy names or writes out. */
export function convertByTable(rung: StepOf<'fixed-table'>, conversion: Conversion): Rung {
  const { hostScale, hostInstitution } = conversion;
  if (!isCalled(hostScale, rung.hostScale)) return { why: reason('ladder-table-of-scale', { scale: hostScale.name }) };
  if (rung.hostInstitution !== undefined && titleKey(rung.hostInstitution) !== titleKey(hostInstitution ?? ''))
    return { why: reason('ladder-table-of-host', { host: rung.hostInstitution }) };
  const named = conversion.installed.find(({ id }) => id === rung.conversion);
  return lookUp({ ...rung, id: rung.conversion ?? null, called: named?.name ?? rung.conversion ?? null }, conversion);
}

/** The installed table of the host institution, or of its country, from the host scale to the home scale. */
export function convertByInstalledTable(
  { method, choose }: StepOf<'partner-table'> | StepOf<'national-table'>,
  conversion: Conversion,
): Rung {
  const { hostScale, homeScale, hostInstitution, installed } = conversion;
  const partner = method === 'partner-table' ? titleKey(hostInstitution ?? '') : null;
  if (partner === '') return { why: reason('ladder-host-unnamed') };
  const found = installed.find(
    (table) =>
      !table.onlyNamed &&
      isCalled(hostScale, table.hostScale) &&
      isCalled(homeScale, table.homeScale) &&
      (table.institution === null ? null : titleKey(table.institution)) === partner,
  );
  if (found) {
    const { id, name: called, table, source } = found;
    return lookUp({ method, table, choose, id, called, source }, conversion);
  }
  const whose = partner !== null && hostInstitution;
  return { why: whose ? reason('ladder-no-table-of-host', { host: whose }) : reason('ladder-no-table') };
}

/** The table's row for the grade, and the home grade that it names or computes; a table without a name stands in the policy itself. */
function lookUp(
  {
    method,
    table,
    choose,
    id,
    called,
    source,
  }: Pick<StepOf<'fixed-table'>, 'table' | 'choose' | 'source'> & {
    readonly method: string;
    readonly id: string | null;
    readonly called: string | Localised | null;
  },
  { grade, homeScale }: Conversion,
): Rung {
  const row = table.find(({ host }) => isInRow(host, grade));
  const named = called === null ? reason('table-of-policy') : reason('table-named', { name: called });
  if (!row) return { why: reason('ladder-no-row', { table: named, grade: grade.printed }) };
  const { value } = grade;
  // The number that a polynomial gives is exact; it must be a pass of the home scale.
  const points =
    value && row.formula?.reduceRight((sum, coefficient) => sum.mul(value).add(coefficient), Rational.ZERO);
  const computed = points && !isBetter(homeScale, homeScale.pass, points) ? points : null;
  const byFormula = computed && { ...passedWithoutGrade(homeScale), points: computed, status: 'graded' as const };
  const found = row.formula ? byFormula : homeEnd(homeScale, row, choose);
  if (!found) return { why: reason('ladder-no-grade', { scale: homeScale.name, grade: row.home }) };
  const output = found.letter ?? found.points ?? '';
  const values = { grade: grade.printed, result: output, row: row.host, table: named };
  const why = row.formula
    ? reason('grade-by-table-formula', { ...values, coefficients: row.formula.join('; ') })
    : reason('grade-by-table', values);
  const inputs = { printed: grade.printed, row: row.host, table: id ?? 'policy' };
  return { grade: found, steps: [step({ rule: `grade.${method}`, reason: why, inputs, output, source })] };
}

/** The home grade of a row, or the end of its range that the policy takes. */
function homeEnd(scale: GradeScale, { home, percent }: ConversionRow, choose: 'minimum' | 'maximum'): HomeGrade | null {
  const [first, second] = home.split('..').map((symbol) => homeGradeBySymbol(scale, symbol, percent));
  if (!first || !second) return second === undefined ? (first ?? null) : null;
  const ordered =
    first.points && second.points && isBetter(scale, first.points, second.points) ? [first, second] : [second, first];
  return (choose === 'maximum' ? ordered[0] : ordered[1]) ?? null;
}

/** A row's host side: a symbol, a number, or a range of numbers `from..to` with both ends inside. */
function isInRow(host: string, { symbol, value }: ParsedGrade): boolean {
  const [from = '', to] = host.split('..');
  if (to === undefined && symbol !== null && symbolKey(host) === symbolKey(symbol)) return true;
  const low = Rational.parse(from);
  const high = Rational.parse(to ?? from);
  return value !== null && low !== null && high !== null && value.gte(low.min(high)) && value.lte(low.max(high));
}
