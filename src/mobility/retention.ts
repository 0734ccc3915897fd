/** When a case has ended, and what of it is erased, detached from its person or kept from then on. */

import {
  addMonths,
  type Localised,
  OF_CASE,
  type Retained,
  type RetentionPolicy,
  type StateOf,
  type TimesPolicy,
} from '../domain/index.ts';

import { AGREED, appealEnd, OPEN_APPEALS } from './holds.ts';
import { MACHINES } from './machines/index.ts';

/** A record that somebody's data are in. */
export interface Held {
  readonly of: Retained;
  readonly id: string;
  readonly created: string;
  /** The day its case came to an end, which may be still to come; null while nobody knows. */
  readonly caseClosed: string | null;
  readonly lastUse: string | null;
}

export interface Disposal {
  readonly of: Retained;
  readonly id: string;
  readonly action: RetentionPolicy['rules'][number]['action'];
  /** From this day on; null = never, or not while the case runs. */
  readonly due: string | null;
  readonly why: Localised;
}

/** What is to be erased or detached by a day. */
export const disposalsOn = (held: readonly Held[], policy: RetentionPolicy, today: string): Disposal[] =>
  held
    .flatMap((record) => disposalsOf(record, policy))
    .filter(({ action, due }) => action !== 'keep' && due !== null && due <= today);

/**
 * A person asks to be erased: what goes at once, and what stays until when and why. Nothing of a running case goes, because the case
 * could not be ended without it.
 */
export function eraseOnRequest(
  held: readonly Held[],
  policy: RetentionPolicy,
  today: string,
): { readonly now: Disposal[]; readonly later: Disposal[] } {
  const runs = ({ of, caseClosed }: Held): boolean =>
    OF_CASE.includes(of) && (caseClosed === null || today < caseClosed);
  const isRunning = held.some(runs);
  const all = held.flatMap((record) => disposalsOf(record, policy).map((disposal) => ({ record, disposal })));
  const goes = ({ record, disposal }: (typeof all)[number]): boolean => {
    if (disposal.action === 'keep') return false;
    if (disposal.due !== null && disposal.due <= today) return true;
    const rule = policy.rules.find(({ of }) => of === record.of);
    if (!rule?.onRequest || runs(record)) return false;
    // The account goes last: somebody with a running case must be able to sign in.
    return record.of !== 'user' || !isRunning;
  };
  return {
    now: all.filter(goes).map(({ disposal }) => disposal),
    later: all.filter((one) => !goes(one)).map(({ disposal }) => disposal),
  };
}

function disposalsOf({ of, id, created, caseClosed, lastUse }: Held, { rules }: RetentionPolicy): Disposal[] {
  return rules
    .filter((rule) => rule.of === of)
    .map(({ from, months, action, why }) => {
      const start = { created, 'case-closed': caseClosed, 'last-use': lastUse }[from];
      const due = months === null || start === null || action === 'keep' ? null : addMonths(start, months);
      return { of, id, action, due, why };
    });
}

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
