/** Passed work of a stay that replaces no home course. */
import { type Plan, type Recognition, reason } from '../domain/index.ts';
import { step } from './derive.ts';
import { passedWithoutGrade } from './home-grade.ts';
import type { JudgedRow } from './judge-rows.ts';
import type { Settlement, Settling } from './settlement.ts';

/**
 * Passed work that replaces no home course:
 * elective blocks, rows of bundles that failed, rows outside the plan, remainders.
 */
export function gatherAdditional(
  judged: readonly JudgedRow[],
  settlements: readonly Settlement[],
  { plan, settling }: { readonly plan: Plan; readonly settling: Settling },
): Recognition['additional'] {
  const { recognition, credits } = settling.policy;
  const { notInPlan, electiveBlock } = recognition;
  const places = new Map(
    settlements.map((settlement, at) => [settlement.settled.bundle, { settlement, planned: plan.bundles[at] }]),
  );
  const items = judged.flatMap((row): Recognition['additional'] => {
    const { read, passed, assignment } = row;
    if (!passed) return [];
    const { ects, grade, derivation } = passed;
    const asAdditional = (block: string | null): Recognition['additional'] => [
      { line: read.row.line, title: read.title, block, ects, grade, derivation: [...derivation] },
    ];
    if (read.said?.resolution === 'counted-as-additional') return asAdditional(null);
    const { settlement, planned } = (assignment && places.get(assignment.place.bundle)) ?? {};
    if (planned?.home.length === 0) return asAdditional(planned.electiveBlock ?? electiveBlock);
    const released = settlement?.released.some((candidate) => candidate === row) ?? false;
    if ((settlement && !released) || (!settlement && notInPlan === 'refuse')) return [];
    return asAdditional(notInPlan === 'elective-block' ? electiveBlock : null);
  });
  if (credits.surplus !== 'elective-block') return items;
  return [...items, ...settlements.flatMap((settlement) => remainderOf(settlement, settling))];
}

/** Host credits beyond the home credits, as credit without a grade in the elective block. */
function remainderOf(
  { settled, credited, used }: Settlement,
  { policy, homeScale }: Settling,
): Recognition['additional'] {
  const [first] = used;
  if (!first || credited.length === 0 || settled.remainderEcts.isZero()) return [];
  const { bundle, remainderEcts: ects, hostEcts, usedEcts } = settled;
  const { electiveBlock: block } = policy.recognition;
  const why = reason('credits-remainder', { earned: hostEcts, used: usedEcts, remainder: ects, block });
  const only = step({
    rule: 'credits.remainder',
    reason: why,
    inputs: { bundle },
    output: ects,
    source: policy.source,
  });
  const title = reason('remainder-of-bundle', { bundle });
  const grade = passedWithoutGrade(homeScale);
  return [{ line: first.read.row.line, title, ects, block, grade, derivation: [only] }];
}
