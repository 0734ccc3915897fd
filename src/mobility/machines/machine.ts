/** What a state machine is: rows of data, drawn in docs/states.md and walked by {@link nextState}. */
import type { Action, MachineId, ReasonUse } from '../../domain/index.ts';
import type { Effect } from './effects.ts';
import type { Guard } from './guards.ts';

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
