/** Whether a study plan is of the place and the time that the student applied for. */
import {
  addMonths,
  closestName,
  type Plan,
  type Problem,
  problem,
  type Reason,
  reason,
  type Stay,
} from '../domain/index.ts';

/** What a plan that names an application has to keep to. */
export interface AppliedFor {
  /** Names of the host: as the call has it, and as the agreement behind the call has it. */
  readonly hosts: readonly string[];
  readonly stay: Stay;
}

/**
 * Another host, days outside the stay and courses of its other term are refused. A name that only may be the host's, or a list that does
 * not say which institution it is from, is a warning: a person compares them.
 */
export const checkAppliedFor = (plan: Plan, stay: Stay, applied: AppliedFor): Problem[] => [
  ...checkHost(plan, applied),
  ...checkDays(stay, applied.stay),
  ...checkTerm(plan, stay),
];

function checkHost({ host: { institution } }: Plan, { hosts }: AppliedFor): Problem[] {
  const [applied = ''] = hosts;
  if (institution === '') return [toCompare(reason('plan-host-unnamed', { applied }))];
  const likeness = closestName(hosts, [institution]);
  if (likeness === 'same') return [];
  const values = { planned: institution, applied };
  return likeness === 'different'
    ? [problem('value-invalid', reason('plan-host-not-applied-for', values))]
    : [toCompare(reason('plan-host-to-compare', values))];
}

const toCompare = (why: Reason): Problem => problem('value-unclear', why, { severity: 'warning' });

const checkDays = (stay: Stay, applied: Stay): Problem[] =>
  applied.start <= stay.start && stay.end <= applied.end
    ? []
    : [problem('value-invalid', reason('plan-stay-not-applied-for', { start: applied.start, end: applied.end }))];

/** Months that a stay of the term has at any host: a German winter lasts until March, a Korean spring begins in it. */
const CORE_MONTHS = { autumn: [9, 10, 11, 12], spring: [3, 4, 5, 6] } as const;

/** A plan of one term, of which the stay has no day while it has days of the other. */
function checkTerm({ request: { term, termLimits } }: Plan, stay: Stay): Problem[] {
  if (term === null || termLimits !== undefined) return [];
  const other = term === 'autumn' ? 'spring' : 'autumn';
  if (hasCore(stay, term) || !hasCore(stay, other)) return [];
  const values = { start: stay.start, end: stay.end };
  return [problem('value-invalid', reason(`plan-${term}-not-in-stay`, values))];
}

function hasCore({ start, end }: Stay, term: 'autumn' | 'spring'): boolean {
  for (let month = start.slice(0, 7); month <= end.slice(0, 7); month = monthAfter(month))
    if (CORE_MONTHS[term].some((core) => core === Number(month.slice(5)))) return true;
  return false;
}

const monthAfter = (month: string): string => addMonths(`${month}-01`, 1).slice(0, 7);
