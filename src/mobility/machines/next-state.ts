/** The interpreter of the machines: one event, one step, or the reasons why not. */
import {
  type Actor,
  failure,
  JUDGEMENTS,
  type MachineId,
  may,
  type Problem,
  problem,
  type Reason,
  type ReasonCode,
  type Result,
  reason,
  type StatedReason,
  type Subject,
  success,
} from '../../domain/index.ts';
import { type Effect, guardProblem, type Holds, type Machine, type Transition } from './machine.ts';

export interface EventContext {
  /** `clock`: a date has come; `consequence`: it follows from something that somebody had the right to. */
  readonly actor: Actor | 'clock' | 'consequence';
  readonly subject: Subject;
  readonly holds: Holds;
  /** Code of the reason given, and the reasons of the day. */
  readonly reason?: string;
  readonly reasons: readonly StatedReason[];
}

export interface Step<S extends string> {
  readonly to: S;
  readonly effects: readonly Effect[];
  readonly tells: boolean;
}

/** A state by its name. */
export const stateOf = (machine: MachineId, state: string): Reason => ({
  code: `state-${machine}-${state}` as ReasonCode,
  values: {},
});
/** An event by its name. */
const moveOf = (event: string): Reason => ({ code: `move-${event}` as ReasonCode, values: {} });

/**
 * The state that `event` leads to and what follows. Problems: `event-not-possible` in this state, `not-permitted` for this actor,
 * `guard-not-met` or `version-conflict` for each guard, `reason-missing`.
 */
export function nextState<S extends string, E extends string>(
  machine: Machine<S, E>,
  state: S,
  event: E,
  context: EventContext,
): Result<Step<S>> {
  const transition = transitionOf(machine, state, event);
  if (!transition) {
    const possible = machine.transitions.filter(({ from }) => from.includes(state)).map((one) => moveOf(one.event));
    const values = { event: moveOf(event), state: stateOf(machine.id, state) };
    const why =
      possible.length > 0 ? reason('event-not-possible', { ...values, possible }) : reason('state-final', values);
    return failure(problem('event-not-possible', why));
  }
  if (!isPermitted(transition, context)) return failure(notPermitted(transition, context));
  const problems = [...unmetGuards(transition, context.holds), ...missingReason(transition, context)];
  if (problems.length > 0) return failure(...problems);
  const { to, effects = [], tells = false } = transition;
  return success({ to, effects, tells });
}

/** What the actor could do with it now: every event that state and rights allow, with what still stands against it. */
export function eventsNow<S extends string, E extends string>(
  machine: Machine<S, E>,
  state: S,
  context: Omit<EventContext, 'reason' | 'reasons'>,
): { event: E; needsReason: boolean; problems: Problem[] }[] {
  return machine.transitions
    .filter((transition) => transition.from.includes(state) && isPermitted(transition, context))
    .map((transition) => ({
      event: transition.event,
      needsReason: transition.reason !== undefined,
      problems: unmetGuards(transition, context.holds),
    }));
}

export const transitionOf = <S extends string, E extends string>(
  { transitions }: Machine<S, E>,
  state: S,
  event: E,
): Transition<S, E> | undefined =>
  transitions.find((transition) => transition.event === event && transition.from.includes(state));

function isPermitted(
  { who, orClock }: Transition<string, string>,
  { actor, subject }: Pick<EventContext, 'actor' | 'subject'>,
): boolean {
  if (actor === 'consequence') return true;
  if (actor === 'clock') return who === 'clock' || orClock === true;
  return who !== 'clock' && may(actor, who, subject);
}

const unmetGuards = ({ needs = [] }: Transition<string, string>, holds: Holds): Problem[] =>
  needs.filter((guard) => holds[guard] !== true).map((guard) => guardProblem(guard, holds[guard]));

function missingReason({ reason: use }: Transition<string, string>, context: EventContext): Problem[] {
  if (use === undefined) return [];
  const possible = context.reasons.filter(({ uses }) => uses.includes(use)).map(({ id }) => id);
  const { reason: given } = context;
  if (given === undefined) return [problem('reason-missing', reason('stated-reason-missing', { possible }))];
  if (possible.includes(given)) return [];
  return [problem('reason-missing', reason('stated-reason-unknown', { reason: given, possible }))];
}

function notPermitted({ who, event }: Transition<string, string>, { actor, subject }: EventContext): Problem {
  if (who === 'clock') return problem('not-permitted', reason('event-of-clock', { event: moveOf(event) }));
  const isOwn = typeof actor !== 'string' && subject.owner === actor.user && JUDGEMENTS.has(who);
  return problem(
    'not-permitted',
    isOwn
      ? reason('own-case', { event: moveOf(event) })
      : reason('event-not-permitted', { event: moveOf(event), right: who }),
  );
}
