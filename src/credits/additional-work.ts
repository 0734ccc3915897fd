/** Passed work of a stay that replaces no home course. */
import type { Plan, Policy, Recognition } from '../domain/index.ts';
import { step } from './derive.ts';
import { passedWithoutGrade } from './home-grade.ts';
import type { JudgedRow, PassedRow } from './judge-rows.ts';
import type { Settlement, Settling } from './settle-bundles.ts';

export type Additional = Recognition['additional'][number];

interface Gathering {
  readonly judged: readonly JudgedRow[];
  readonly settlements: readonly Settlement[];
  readonly policy: Policy;
  readonly plan: Plan;
  readonly settling: Settling;
}

/**
 * Passed work that replaces no home course:
 * elective blocks, rows of bundles that failed, rows outside the plan, remainders.
 */
export function gatherAdditional({ judged, settlements, policy, plan, settling }: Gathering): Additional[] {
  const { notInPlan, electiveBlock } = policy.recognition;
  const places = new Map(
    settlements.map((settlement, at) => [settlement.settled.bundle, { settlement, planned: plan.bundles[at] }]),
  );
  const items = judged.flatMap((row): Additional[] => {
    if (!row.passed) return [];
    const { settlement, planned } = (row.assignment && places.get(row.assignment.place.bundle)) ?? {};
    if (planned?.home.length === 0) return [asAdditional(row, row.passed, planned.electiveBlock ?? electiveBlock)];
    const released = settlement?.released.some((candidate) => candidate === row) ?? false;
    if ((settlement && !released) || (!settlement && notInPlan === 'refuse')) return [];
    return [asAdditional(row, row.passed, notInPlan === 'elective-block' ? electiveBlock : null)];
  });
  if (policy.credits.surplus !== 'elective-block') return items;
  return [...items, ...settlements.flatMap((settlement) => remainderOf(settlement, settling))];
}

const asAdditional = ({ read }: JudgedRow, passed: PassedRow, block: string | null): Additional => ({
  line: read.row.line,
  title: read.title,
  ects: passed.ects,
  block,
  grade: passed.grade,
  derivation: [...passed.derivation],
});

/** Host credits beyond the home credits, as credit without a grade in the elective block. */
function remainderOf({ settled, credited, used }: Settlement, { policy, homeScale }: Settling): Additional[] {
  const first = used[0];
  if (!first || credited.length === 0 || settled.remainderEcts.isZero()) return [];
  const { bundle, remainderEcts, hostEcts, usedEcts } = settled;
  const text = `${hostEcts} ECTS earned less ${usedEcts} used for the home courses leave ${remainderEcts} for ${policy.recognition.electiveBlock}`;
  const derivation = [
    step({ rule: 'credits.remainder', text, inputs: { bundle }, output: remainderEcts, source: policy.source }),
  ];
  const title = `Remainder of bundle ${bundle}`;
  const { electiveBlock: block } = policy.recognition;
  return [
    { line: first.read.row.line, title, ects: remainderEcts, block, grade: passedWithoutGrade(homeScale), derivation },
  ];
}
