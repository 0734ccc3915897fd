/** How far a case is, as far as its own records say: what no record tells of is not shown as done. */

export type StageName = 'apply' | 'check' | 'place' | 'accept' | 'plan' | 'approval' | 'stay' | 'result';

export interface Stage {
  readonly name: StageName;
  readonly is: 'done' | 'now' | 'later';
}

interface StudentCase {
  readonly application: { readonly state: string } | null;
  readonly plan: { readonly state: string } | null;
  readonly recognition: { readonly state: string } | null;
}

/** How many of its stages an application has behind it; one that has ended without a place has none to come. */
const APPLIED: Readonly<Record<string, number>> = {
  draft: 0,
  submitted: 1,
  eligible: 2,
  reserved: 2,
  awarded: 3,
  accepted: 4,
  away: 4,
  completed: 4,
};
const AGREED: ReadonlySet<string> = new Set(['frozen', 'reconciled', 'recognised', 'closed']);
const BACK: ReadonlySet<string> = new Set(['reconciled', 'recognised', 'closed']);

const split = (names: readonly StageName[], done: number, isOpen = true): Stage[] =>
  names.map((name, at) => ({ name, is: at < done ? 'done' : isOpen && at === done ? 'now' : 'later' }));

/** Those of the application only where there is one; none at all of a case that ended before it began. */
export function stagesOf({ application, plan, recognition }: StudentCase): Stage[] {
  const applied = application ? APPLIED[application.state] : undefined;
  if (application && applied === undefined && !plan) return [];
  const isBack = recognition !== null || BACK.has(plan?.state ?? '') || application?.state === 'completed';
  const isSettled = recognition?.state === 'closed' || plan?.state === 'closed' || application?.state === 'completed';
  const isAway = isBack || plan?.state === 'frozen' || application?.state === 'away';
  const planned = plan === null ? 0 : AGREED.has(plan.state) ? 2 : plan.state === 'draft' ? 0 : 1;
  return [
    ...(applied === undefined ? [] : split(['apply', 'check', 'place', 'accept'], applied)),
    ...split(['plan', 'approval'], planned, plan !== null || applied === 4),
    ...split(['stay', 'result'], isSettled ? 2 : isBack ? 1 : 0, isAway),
  ];
}
