/** A host grade on the home scale, by the policy's ladder. */
import {
  type DerivationStep,
  type HomeGrade,
  type LadderStep,
  memoise,
  type Result,
  reason,
  refuse,
  success,
} from '../domain/index.ts';
import { type Conversion, printedGrade, type Rung } from './conversion.ts';
import { convertByEctsBands, convertByTables } from './convert-by-distribution.ts';
import { convertByBavarianFormula, convertLinearly } from './convert-by-formula.ts';
import { convertByInstalledTable, convertByTable, keepOnSameScale } from './convert-by-table.ts';
import { type Derived, step } from './derive.ts';
import { passedWithoutGrade } from './home-grade.ts';
import { memoryOf } from './memory.ts';

/**
 * Converts a parsed grade. Rungs are tried in the policy's order; one that does not apply stays in the derivation with its reason.
 * A fail stays a fail, a pass without a grade stays without one. Fails with `method-not-applicable` for a result that is neither
 * (withdrawn, incomplete, a conditional pass) or when no rung applies.
 */
export function convertGrade(conversion: Conversion): Result<Derived<HomeGrade>> {
  const { grade, hostScale, homeScale, policy, installed, hostInstitution, tables } = conversion;
  // Grading tables may be a row's own; without them the same grade converts the same way on every transcript.
  if (tables && tables.host.length + tables.home.length > 0) return climbLadder(conversion);
  // A grade that was read before is the same object; what is printed alike may have been read otherwise.
  const memory = memoryOf<Result<Derived<HomeGrade>>>(convertGrade, [policy, hostScale, homeScale, installed, grade]);
  // All else that a rung may look at. A field of study may hold any sign, so its length goes before it.
  const field = tables?.iscedF ?? '';
  const group = tables ? `${tables.level} ${field.length} ${field}` : '';
  return memoise(memory, `${group} ${hostInstitution ?? ''}`, () => climbLadder(conversion), 200);
}

function climbLadder(conversion: Conversion): Result<Derived<HomeGrade>> {
  const { grade, hostScale, homeScale, policy } = conversion;
  const [place, printed] = [{ value: grade.printed }, printedGrade(grade)];
  if (grade.status === 'passed-without-grade') return success(keepWithoutGrade(conversion, hostScale.source));
  if (grade.status !== 'graded' && grade.status !== 'failed')
    return refuse('method-not-applicable', reason('grade-no-result', { grade: printed, status: grade.status }), place);
  const derivation: DerivationStep[] = [];
  for (const rung of policy.grades.ladder) {
    const answer = climb(rung, conversion, derivation);
    // A table that turned a fail into a pass would be at fault; it is passed over like a rung that does not apply.
    const passesFail = 'grade' in answer && grade.status === 'failed' && answer.grade.status !== 'failed';
    if ('grade' in answer && !passesFail)
      return success({ value: answer.grade, derivation: [...derivation, ...answer.steps] });
    const why = 'why' in answer ? answer.why : reason('ladder-fail-to-pass');
    const source = 'source' in rung ? rung.source : policy.source;
    const tried = { rule: `grade.${rung.method}`, reason: reason('not-applied', { why }), output: null, source };
    derivation.push(step(tried));
  }
  if (grade.status === 'failed') {
    // A fail that no table gave a symbol for: no letter and no points are made up.
    const inputs = { printed: grade.printed };
    const why = reason('grade-fail', { grade: printed });
    const last = step({ rule: 'grade.fail', reason: why, inputs, output: reason('failed'), source: hostScale.source });
    const value = { ...passedWithoutGrade(homeScale), status: 'failed' as const };
    return success({ value, derivation: [...derivation, last] });
  }
  const tried = derivation.map((rung) => rung.reason);
  const why = reason('grade-not-converted', { policy: policy.id, grade: printed, tried });
  return refuse('method-not-applicable', why, place);
}

/** A scale with too few passing grades for a formula loses its grade by rule; any other graded pass would lose it without a word. */
const tooCoarse = (tried: readonly DerivationStep[]): boolean =>
  tried.some(({ reason: { values } }) => {
    const why = values.why;
    return typeof why === 'object' && 'code' in why && why.code === 'ladder-few-passing-grades';
  });

/** Tries one rung; `tried` are those before it, with why they did not apply. */
function climb(rung: LadderStep, conversion: Conversion, tried: readonly DerivationStep[]): Rung {
  switch (rung.method) {
    case 'same-scale':
      return keepOnSameScale(conversion);
    case 'grading-tables':
      return convertByTables(rung, conversion);
    case 'ects-bands':
      return convertByEctsBands(rung, conversion);
    case 'fixed-table':
      return convertByTable(rung, conversion);
    case 'partner-table':
    case 'national-table':
      return convertByInstalledTable(rung, conversion);
    case 'linear-percent':
      return convertLinearly(rung, conversion);
    case 'modified-bavarian':
      return convertByBavarianFormula(rung, conversion);
    case 'credit-without-grade': {
      if (conversion.grade.status === 'failed') return { why: reason('ladder-no-credit-for-fails') };
      if (rung.graded === 'person' && !tooCoarse(tried)) return { why: reason('ladder-grade-for-person') };
      const { derivation, value } = keepWithoutGrade(conversion, rung.source, 'grade.credit-without-grade');
      return { grade: value, steps: [...derivation] };
    }
  }
}

/** A pass without a grade, by the host's word, which needs no scale, or by the last rung of the ladder. */
export function keepWithoutGrade(
  { grade, homeScale }: Pick<Conversion, 'grade' | 'homeScale'>,
  source: DerivationStep['source'],
  rule: 'grade.pass-without-grade' | 'grade.credit-without-grade' = 'grade.pass-without-grade',
): Derived<HomeGrade> {
  const why =
    rule === 'grade.pass-without-grade'
      ? reason('grade-without-number', { grade: printedGrade(grade) })
      : reason('grade-credits-alone', { grade: grade.printed });
  const inputs = { printed: grade.printed };
  const only = step({ rule, reason: why, inputs, output: reason('passed-without-grade'), source });
  return { value: passedWithoutGrade(homeScale), derivation: [only] };
}
