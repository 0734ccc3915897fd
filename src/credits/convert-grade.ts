/** A host grade on the home scale, by the policy's ladder. */
import {
  type DerivationStep,
  failure,
  type GradeScale,
  type HomeGrade,
  NOT_APPLIED,
  type Result,
  success,
} from '../domain/index.ts';
import type { Conversion } from './conversion.ts';
import { type Derived, step } from './derive.ts';
import { failedGrade, passedWithoutGrade } from './home-grade.ts';
import { climb } from './ladder.ts';
import type { ParsedGrade } from './parse-grade.ts';

/**
 * Converts a parsed grade. Rungs are tried in the policy's order; one that does not apply stays in the derivation with its reason.
 * A fail stays a fail, a pass without a grade stays without one. Fails with `method-not-applicable` for a result that is neither
 * (withdrawn, incomplete, a conditional pass) or when no rung applies.
 */
export function convertGrade(conversion: Conversion): Result<Derived<HomeGrade>> {
  const { grade, homeScale, hostScale, policy } = conversion;
  if (grade.status === 'passed-without-grade') return success(keepWithoutGrade(grade, homeScale, hostScale.source));
  if (grade.status !== 'graded' && grade.status !== 'failed')
    return failure({
      code: 'method-not-applicable',
      severity: 'error',
      message: `${grade.printed} on ${hostScale.id} is ${grade.status}, neither a pass nor a fail`,
      mend: 'Ask the host for the final result',
      value: grade.printed,
    });
  const derivation: DerivationStep[] = [];
  for (const rung of policy.grades.ladder) {
    const answer = climb(rung, conversion);
    const rule = `grade.${rung.method}`;
    // A table that turned a fail into a pass would be at fault; it is passed over like a rung that does not apply.
    const passesFail = 'grade' in answer && grade.status === 'failed' && answer.grade.status !== 'failed';
    if ('grade' in answer && !passesFail)
      return success({ value: answer.grade, derivation: [...derivation, ...answer.steps] });
    const reason = 'reason' in answer ? answer.reason : 'it would turn a fail into a pass';
    const source = 'source' in rung ? rung.source : policy.source;
    derivation.push(step({ rule, text: `Not applied: ${reason}`, output: NOT_APPLIED, source }));
  }
  if (grade.status === 'failed') return success(failed(conversion, derivation));
  return failure({
    code: 'method-not-applicable',
    severity: 'error',
    message: `no step of policy ${policy.id} converts ${grade.printed} on ${hostScale.id}`,
    mend: `Add a step to its ladder. ${derivation.map(({ text }) => text).join('. ')}`,
    value: grade.printed,
  });
}

/** A pass without a grade stays one; it needs no scale. */
export function keepWithoutGrade(
  { printed, scale }: ParsedGrade,
  homeScale: GradeScale,
  source: string,
): Derived<HomeGrade> {
  const text = `${printed} on ${scale} is a pass without a grade and is not turned into a number`;
  const output = 'passed without grade';
  const only = step({ rule: 'grade.pass-without-grade', text, inputs: { printed }, output, source });
  return { value: passedWithoutGrade(homeScale), derivation: [only] };
}

function failed({ grade, hostScale, homeScale }: Conversion, before: readonly DerivationStep[]): Derived<HomeGrade> {
  const text = `${grade.printed} on ${hostScale.id} is a fail; it earns no credit and no formula is applied`;
  const inputs = { printed: grade.printed };
  const last = step({ rule: 'grade.fail', text, inputs, output: 'failed', source: hostScale.source });
  return { value: failedGrade(homeScale), derivation: [...before, last] };
}
