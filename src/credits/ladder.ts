/** The rungs of the conversion ladder, one function each. A rung gives a home grade or the reason why it does not apply. */
import {
  type DerivationStep,
  type GradeScale,
  type HomeGrade,
  type LadderStep,
  type Policy,
  Rational,
  titleKey,
} from '../domain/index.ts';
import { step } from './derive.ts';
import {
  countPassingGrades,
  homeGradeByPercent,
  homeGradeByPoints,
  homeGradeBySymbol,
  isBetter,
  lowestPassingPercent,
  passedWithoutGrade,
} from './home-grade.ts';
import { type ParsedGrade, symbolKey } from './parse-grade.ts';

/** What a rung looks at. */
export interface Conversion {
  readonly grade: ParsedGrade;
  readonly hostScale: GradeScale;
  readonly homeScale: GradeScale;
  readonly policy: Policy;
  readonly hostInstitution?: string | null;
}

/** A rung's answer: the grade with its steps, or why the next rung is tried. */
export type Rung = { grade: HomeGrade; steps: DerivationStep[] } | { reason: string };

type StepOf<Method extends LadderStep['method']> = Extract<LadderStep, { method: Method }>;

/** Tries one rung. */
export function climb(rung: LadderStep, conversion: Conversion): Rung {
  switch (rung.method) {
    case 'same-scale':
      return sameScale(conversion);
    case 'fixed-table':
      return fixedTable(rung, conversion);
    case 'linear-percent':
      return linearPercent(rung, conversion);
    case 'modified-bavarian':
      return modifiedBavarian(rung, conversion);
    case 'credit-without-grade':
      return creditWithoutGrade(rung, conversion);
  }
}

/** `scale` is called so by its id or its family. */
const isCalled = (scale: GradeScale, name: string): boolean => scale.id === name || scale.family === name;

function sameScale({ grade, hostScale, homeScale, policy }: Conversion): Rung {
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

function fixedTable(rung: StepOf<'fixed-table'>, { grade, hostScale, homeScale, hostInstitution }: Conversion): Rung {
  if (!isCalled(hostScale, rung.hostScale)) return { reason: `the table is for the scale ${rung.hostScale}` };
  if (rung.hostInstitution !== undefined && titleKey(rung.hostInstitution) !== titleKey(hostInstitution ?? ''))
    return { reason: `the table is for ${rung.hostInstitution}` };
  const row = rung.table.find(({ host }) => isInRow(host, grade));
  if (!row) return { reason: `the table has no row for ${grade.printed}` };
  const found = homeGradeBySymbol(homeScale, row.home, row.percent);
  if (!found) return { reason: `${homeScale.id} has no grade ${row.home}` };
  const text = `${grade.printed} is ${found.letter} by the table${rung.conversion ? ` ${rung.conversion}` : ''}`;
  const inputs = { printed: grade.printed, row: row.host, table: rung.conversion ?? 'policy' };
  const output = found.letter ?? '';
  return { grade: found, steps: [step({ rule: 'grade.fixed-table', text, inputs, output, source: rung.source })] };
}

/** A row's host side: a symbol, a number, or a range of numbers `from..to` with both ends inside. */
function isInRow(host: string, { symbol, value }: ParsedGrade): boolean {
  const [from = '', to] = host.split('..');
  if (to === undefined && symbol !== null && symbolKey(host) === symbolKey(symbol)) return true;
  const low = Rational.parse(from);
  const high = Rational.parse(to ?? from);
  return value !== null && low !== null && high !== null && value.gte(low.min(high)) && value.lte(low.max(high));
}

interface Range {
  readonly value: Rational;
  readonly best: Rational;
  readonly pass: Rational;
  readonly note: string;
}

/** The host grade between pass and best, with the policy's practical ends; a grade beyond them counts as the end. */
function rangeOf(rung: StepOf<'linear-percent' | 'modified-bavarian'>, conversion: Conversion): Range | string {
  const { grade, hostScale } = conversion;
  if (grade.status === 'failed') return 'a fail is never converted by a formula';
  if (grade.value === null) return `${grade.printed} has no number on ${hostScale.id}`;
  const passing = countPassingGrades(hostScale);
  const needed = Rational.of(rung.minPassingGrades);
  if (passing === null && hostScale.kind === 'symbols') return `${hostScale.id} has no passing grades listed`;
  if (passing?.lt(needed)) return `${hostScale.id} has ${passing} passing grades, fewer than ${needed}`;
  const practical = rung.practical.find((range) => isCalled(hostScale, range.hostScale));
  const best = practical?.best ?? hostScale.best;
  const pass = practical?.pass ?? hostScale.pass;
  if (best.eq(pass)) return `best and lowest passing grade of ${hostScale.id} are the same`;
  const beyondBest = isBetter(hostScale, grade.value, best);
  const value = beyondBest ? best : isBetter(hostScale, pass, grade.value) ? pass : grade.value;
  const note = practical ? ` (practical range ${pass} to ${best}, ${practical.source})` : '';
  return { value, best, pass, note };
}

function linearPercent(rung: StepOf<'linear-percent'>, conversion: Conversion): Rung {
  const { grade, hostScale, homeScale } = conversion;
  const low = lowestPassingPercent(homeScale);
  if (low === null) return { reason: `${homeScale.id} has no percent bands` };
  const range = rangeOf(rung, conversion);
  if (typeof range === 'string') return { reason: range };
  const { value, best, pass, note } = range;
  const exact = low.add(Rational.of(100).sub(low).mul(value.sub(pass)).div(best.sub(pass)));
  const percent = exact.round(rung.rounding);
  const found = homeGradeByPercent(homeScale, percent);
  if (found?.status !== 'graded') return { reason: `${percent}% is no passing grade of ${homeScale.id}` };
  const formula = `${low} + (100 - ${low}) × (${value} - ${pass}) / (${best} - ${pass}) = ${exact}%`;
  const steps = [
    step({
      rule: 'grade.linear-percent',
      text: `${grade.printed} on ${hostScale.id}: ${formula}${note}, rounded ${rung.rounding} to ${percent}%`,
      inputs: { grade: value, best, pass, low, rounding: rung.rounding },
      output: percent,
      source: rung.source,
    }),
    step({
      rule: 'grade.letter',
      text: `${percent}% is ${found.letter} on ${homeScale.id}`,
      inputs: { percent, scale: homeScale.id },
      output: found.letter ?? '',
      source: homeScale.source,
    }),
  ];
  return { grade: found, steps };
}

/**
 * x = best' + (pass' - best') (Nmax - Nd) / (Nmax - Nmin) in the home scale's numbers; with a German home scale that is the KMK's
 * 1 + 3 (Nmax - Nd) / (Nmax - Nmin).
 */
function modifiedBavarian(rung: StepOf<'modified-bavarian'>, conversion: Conversion): Rung {
  const { grade, hostScale, homeScale } = conversion;
  const range = rangeOf(rung, conversion);
  if (typeof range === 'string') return { reason: range };
  const { value, best, pass, note } = range;
  const spread = homeScale.pass.sub(homeScale.best);
  const exact = homeScale.best.add(spread.mul(best.sub(value)).div(best.sub(pass)));
  const points = exact.round(rung.rounding, rung.step);
  const found = rung.snap === 'none' ? unsnapped(homeScale, points) : homeGradeByPoints(homeScale, points, rung.snap);
  if (!found) return { reason: `${points} is no passing grade of ${homeScale.id}` };
  const formula = `${homeScale.best} + (${spread}) × (${best} - ${value}) / (${best} - ${pass}) = ${exact}`;
  const steps = [
    step({
      rule: 'grade.modified-bavarian',
      text: `${grade.printed} on ${hostScale.id}: ${formula}${note}, rounded ${rung.rounding} to ${points}`,
      inputs: { grade: value, best, pass, rounding: rung.rounding, step: rung.step },
      output: points,
      source: rung.source,
    }),
  ];
  if (rung.snap !== 'none')
    steps.push(
      step({
        rule: 'grade.snap',
        text: `${points} becomes the ${rung.snap} grade of ${homeScale.id}: ${found.letter}`,
        inputs: { points, snap: rung.snap },
        output: found.letter ?? '',
        source: rung.source,
      }),
    );
  return { grade: found, steps };
}

/** A number of the home scale that stands as it is; null beyond the lowest pass. */
function unsnapped(homeScale: GradeScale, points: Rational): HomeGrade | null {
  if (isBetter(homeScale, homeScale.pass, points)) return null;
  const exact = homeScale.grades.find(({ value, passing }) => passing && value?.eq(points));
  return { ...passedWithoutGrade(homeScale), letter: exact?.symbol ?? null, points, status: 'graded' };
}

function creditWithoutGrade(rung: StepOf<'credit-without-grade'>, { grade, homeScale }: Conversion): Rung {
  if (grade.status === 'failed') return { reason: 'a fail earns no credit' };
  const text = `${grade.printed} is a pass; its credits count and it stays out of the average`;
  const inputs = { printed: grade.printed };
  const output = 'passed without grade';
  const steps = [step({ rule: 'grade.credit-without-grade', text, inputs, output, source: rung.source })];
  return { grade: passedWithoutGrade(homeScale), steps };
}
