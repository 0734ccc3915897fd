/** What a state machine is: rows of data, drawn in docs/states.md and walked by {@link nextState}. */
import {
  type Action,
  type MachineId,
  type Problem,
  problem,
  type Reason,
  type ReasonCode,
  type ReasonUse,
  reason,
} from '../../domain/index.ts';

export interface Transition<S extends string, E extends string> {
  readonly from: readonly S[];
  readonly event: E;
  readonly to: S;
  /** The right that the actor needs; `clock`: a date does it, and nobody else. */
  readonly who: Action | 'clock';
  /** A date does it too, where no person has. */
  readonly orClock?: true;
  /** Guards, all of which must hold. */
  readonly needs?: readonly Guard[];
  /** A coded reason of this use must be given. */
  readonly reason?: ReasonUse;
  /** What it does to other records. */
  readonly effects?: readonly Effect[];
  /** Those whom it concerns are told, as rules/process/notices.yaml says. */
  readonly tells?: true;
}

/** For whom a case waits in a state; states without a row wait for nobody. */
export interface Waits {
  /** The right that leads on from there. How many days it may take is a dated rule of rules/process. */
  readonly for: Action;
  /** The right of those who help. */
  readonly help?: Action;
}

export interface Machine<S extends string, E extends string> {
  readonly id: MachineId;
  readonly states: readonly S[];
  readonly initial: S;
  /** Where a life may end. */
  readonly final: readonly S[];
  readonly waits: Partial<Readonly<Record<S, Waits>>>;
  /** At most one per state and event. */
  readonly transitions: readonly Transition<S, E>[];
  /** States that no way reaches without, for each group, one of its events: the approvals that cannot be skipped. */
  readonly approvals: readonly { readonly state: S; readonly events: readonly (readonly E[])[] }[];
}

/** What transitions do to other records; `src/app/moves` does it in the same transaction, and a test finds each name there. */
export const EFFECTS = {
  'start-checklist': 'each paper that is asked of the student stands on the checklist as missing',
  'take-seat': 'the call has a place less',
  'release-seat': 'the call has a place more; the office that is told promotes the next on the reserve list',
  'keep-eligibility': 'the answers that the decision rests on are kept',
  'record-precedents': 'approvals and refusals of bundles are remembered',
  'freeze-first-version': 'what was agreed is a version of its own, from which changes are counted',
  'freeze-changed-version': 'the changed plan is the version that counts',
  'supersede-changes': 'every other open proposal of change ends',
  'recognise-plan': 'the study plan is recognised',
  'unrecognise-plan': 'the study plan waits for its recognition again',
  'take-back-decisions': 'the bundles that were decided on are open again',
  'reopen-plan': 'the study plan is reconciled again',
  'reopen-subject':
    'what the appeal is about is opened again where its state still allows it; refusals of bundles no longer count, nor do their precedents',
} as const;

export type Effect = keyof typeof EFFECTS;

/** Each has its text `guard-...`. */
export type Guard = ReasonCode extends infer C ? (C extends `guard-${infer G}` ? G : never) : never;
/** What is known of the guards; one that is left out is not known, and then it does not hold. */
export type Holds = Partial<Readonly<Record<Guard, boolean>>>;

/** The condition, and what is known of it: `no`, `unknown`, or `asked` where it is only named. */
export const guardReason = (guard: Guard, known: 'no' | 'unknown' | 'asked'): Reason =>
  reason(`guard-${guard}`, { known });

export function guardProblem(guard: Guard, holds: boolean | undefined): Problem {
  // Where somebody was faster.
  const isOvertaken = guard === 'seat-free' || guard === 'proposal-current' || guard === 'base-current';
  const why = guardReason(guard, holds === false ? 'no' : 'unknown');
  return problem(isOvertaken ? 'version-conflict' : 'guard-not-met', why, { value: guard });
}
