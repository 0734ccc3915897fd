/** What a state machine is: data, drawn in docs/states.md and walked by {@link nextState}. */
import type { Action, Localised, MachineId, ReasonUse } from '../../domain/index.ts';
import type { Effect } from './effects.ts';
import type { Guard } from './guards.ts';

export interface Transition<S extends string, E extends string> {
  readonly from: readonly S[];
  readonly event: E;
  readonly to: S;
  /** The right that the actor needs; `clock`: a date does it, and nobody else. */
  readonly by: Action | 'clock';
  /** A date does it too, where no person has. */
  readonly orClock?: true;
  /** All must hold. */
  readonly guards?: readonly Guard[];
  /** A coded reason of this use must be given. */
  readonly reason?: ReasonUse;
  readonly follows?: readonly Effect[];
}

export interface Machine<S extends string, E extends string> {
  readonly id: MachineId;
  readonly title: Localised;
  readonly initial: S;
  /** Where a life may end. */
  readonly final: readonly S[];
  readonly states: Readonly<Record<S, Localised>>;
  /** At most one per state and event. */
  readonly transitions: readonly Transition<S, E>[];
  /** States that no way reaches without, for each group, one of its events: the approvals that can not be skipped. */
  readonly needs: readonly { readonly state: S; readonly events: readonly (readonly E[])[] }[];
}

/** A text in the three languages of the application. */
export const inThree = (en: string, ru: string, kk: string): Localised => ({ en, ru, kk });
