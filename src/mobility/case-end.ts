/** When a case came to its end, from which the time of keeping counts. */
import type { StateOf, TimesPolicy } from '../domain/index.ts';
import { AGREED, appealEnd, OPEN_APPEALS } from './holds.ts';
import { MACHINES } from './machines/index.ts';

/** A part of a case with the day of its last change. */
interface CaseStage<S> {
  readonly state: S;
  readonly changedOn: string;
}

/** An application, with the deadline of its call, and what came of it; null: a study plan without one. */
export interface WholeCase {
  readonly application: (CaseStage<StateOf<'application'>> & { readonly deadline: string }) | null;
  readonly plans: readonly CaseStage<StateOf<'plan'>>[];
  readonly recognitions: readonly (CaseStage<StateOf<'recognition'>> & { readonly issuedOn: string | null })[];
  readonly appeals: readonly CaseStage<StateOf<'appeal'>>[];
}

/** States in which an application has ended, or ends by itself. */
export const ENDING: readonly StateOf<'application'>[] = ['draft', ...MACHINES.application.final];

/**
 * The day on which its last part was settled and its last time for appeals had passed, which may be still to come; null while it runs.
 * A draft ends with its call, after which nobody can submit it, and a plan that was never agreed with its application: nobody withdraws
 * the plan of a stay that was refused.
 */
export function caseEnd({ application, plans, recognitions, appeals }: WholeCase, times: TimesPolicy): string | null {
  const isRunning =
    (application !== null && application.state !== 'draft' && !isFinal('application', application)) ||
    plans.some((plan) => !isFinal('plan', plan) && (application === null || AGREED.has(plan.state))) ||
    recognitions.some((recognition) => !isFinal('recognition', recognition)) ||
    appeals.some(({ state }) => OPEN_APPEALS.has(state));
  if (isRunning) return null;
  const changes = [application, ...plans, ...recognitions, ...appeals].flatMap((part) => part?.changedOn ?? []);
  const decisions = [
    // Refusals that can be appealed against.
    ...(application?.state === 'ineligible' || application?.state === 'declined' ? [application.changedOn] : []),
    ...recognitions.flatMap(({ issuedOn }) => issuedOn ?? []),
  ];
  const deadlines = application?.state === 'draft' ? [application.deadline] : [];
  return [...changes, ...deadlines, ...decisions.map((day) => appealEnd(day, times))].sort().at(-1) ?? null;
}

const isFinal = (machine: 'application' | 'plan' | 'recognition', { state }: CaseStage<string>): boolean =>
  MACHINES[machine].final.some((one) => one === state);
