/** Rungs of the ladder that look up: the same scale on both sides, and fixed tables. */
import { type ConversionRow, type GradeScale, type HomeGrade, Rational, titleKey } from '../domain/index.ts';
import { type Conversion, isCalled, type Rung, type StepOf } from './conversion.ts';
import { step } from './derive.ts';
import { homeGradeBySymbol, isBetter, passedWithoutGrade } from './home-grade.ts';
import { type ParsedGrade, symbolKey } from './parse-grade.ts';

/** The home scale itself, or another dated member of its family: the symbol stays. */
export function keepOnSameScale({ grade, hostScale, homeScale, policy }: Conversion): Rung {
  const same = hostScale.id === homeScale.id || (hostScale.family !== null && hostScale.family === homeScale.family);
  if (!same) return { reason: `${hostScale.id} is not the home scale ${homeScale.id}` };
  if (grade.symbol === null) return { reason: `${grade.printed} has no symbol on ${homeScale.id}` };
  const percent = grade.percent?.round(policy.grades.percentRounding) ?? null;
  const found = homeGradeBySymbol(homeScale, grade.symbol, percent);
  if (!found) return { reason: `${homeScale.id} has no grade ${grade.symbol}` };
  const rounded = grade.percent !== null && percent !== null && !grade.percent.eq(percent);
  const text = rounded
    ? `${grade.percent}% rounded ${policy.grades.percentRounding} is ${percent}%, which is ${found.letter}`
    : `${grade.printed} stays ${found.letter}`;
  const inputs = {
    printed: grade.printed,
    hostScale: hostScale.id,
    rounding: rounded ? policy.grades.percentRounding : null,
  };
  const output = found.letter ?? '';
  return { grade: found, steps: [step({ rule: 'grade.same-scale', text, inputs, output, source: homeScale.source })] };
}

/** The table that a policy names or writes out. */
export function convertByTable(rung: StepOf<'fixed-table'>, conversion: Conversion): Rung {
  const { hostScale, hostInstitution } = conversion;
  if (!isCalled(hostScale, rung.hostScale)) return { reason: `the table is for the scale ${rung.hostScale}` };
  if (rung.hostInstitution !== undefined && titleKey(rung.hostInstitution) !== titleKey(hostInstitution ?? ''))
    return { reason: `the table is for ${rung.hostInstitution}` };
  return lookUp({ ...rung, name: rung.conversion ?? 'policy' }, conversion);
}

/** The installed table of the host institution, or of its country, from the host scale to the home scale. */
export function convertByInstalledTable(
  { method, choose }: StepOf<'partner-table'> | StepOf<'national-table'>,
  conversion: Conversion,
): Rung {
  const { hostScale, homeScale, hostInstitution, installed } = conversion;
  const partner = method === 'partner-table' ? titleKey(hostInstitution ?? '') : null;
  if (partner === '') return { reason: 'the host institution is not named' };
  const found = installed.find(
    (table) =>
      !table.onlyNamed &&
      isCalled(hostScale, table.hostScale) &&
      isCalled(homeScale, table.homeScale) &&
      (table.institution === null ? null : titleKey(table.institution)) === partner,
  );
  const whose = partner === null ? '' : ` of ${hostInstitution}`;
  if (!found) return { reason: `no table${whose} from ${hostScale.id} to ${homeScale.id} is installed` };
  return lookUp({ method, table: found.table, choose, name: found.id, source: found.source }, conversion);
}

interface Lookup {
  readonly method: 'fixed-table' | 'partner-table' | 'national-table';
  readonly table: readonly ConversionRow[];
  readonly choose: 'minimum' | 'maximum';
  readonly name: string;
  readonly source: string;
}

function lookUp({ method, table, choose, name, source }: Lookup, { grade, homeScale }: Conversion): Rung {
  const row = table.find(({ host }) => isInRow(host, grade));
  if (!row) return { reason: `the table ${name} has no row for ${grade.printed}` };
  const found = row.formula ? byFormula(homeScale, row.formula, grade) : homeEnd(homeScale, row, choose);
  if (!found) return { reason: `${homeScale.id} has no grade ${row.home}` };
  const output = found.letter ?? found.points ?? '';
  const formula = row.formula ? `, whose coefficients are ${row.formula.join(', ')}` : '';
  const text = `${grade.printed} is ${output} by the row ${row.host} of the table ${name}${formula}`;
  const inputs = { printed: grade.printed, row: row.host, table: name };
  return { grade: found, steps: [step({ rule: `grade.${method}`, text, inputs, output, source })] };
}

/** The number that a polynomial gives, exact; null when it is no pass of the home scale. */
function byFormula(scale: GradeScale, coefficients: readonly Rational[], { value }: ParsedGrade): HomeGrade | null {
  if (value === null) return null;
  const points = coefficients.reduceRight((sum, coefficient) => sum.mul(value).add(coefficient), Rational.ZERO);
  return isBetter(scale, scale.pass, points) ? null : { ...passedWithoutGrade(scale), points, status: 'graded' };
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
