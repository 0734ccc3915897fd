/** The interpreter of the machines: one event, one step, or the reasons why not. */
import {
  type Actor,
  failure,
  JUDGEMENTS,
  may,
  type Problem,
  type Result,
  type StatedReason,
  type Subject,
  success,
} from '../../domain/index.ts';
import type { Effect } from './effects.ts';
import { guardText, type Holds } from './guards.ts';
import type { Machine, Transition } from './machine.ts';

export interface EventContext {
  /** `clock`: a date has come. */
  readonly actor: Actor | 'clock';
  readonly subject: Subject;
  readonly holds: Holds;
  /** Code of the reason given, and the reasons of the day. */
  readonly reason?: string;
  readonly reasons: readonly StatedReason[];
}

export interface Step<S extends string, E extends string> {
  readonly from: S;
  readonly event: E;
  readonly to: S;
  readonly follows: readonly Effect[];
}

/**
 * The state that `event` leads to and what follows. Problems: `event-not-possible` in this state, `not-permitted` for this actor,
 * `guard-not-met` or `version-conflict` for each guard, `reason-missing`.
 */
export function nextState<S extends string, E extends string>(
  machine: Machine<S, E>,
  state: S,
  event: E,
  context: EventContext,
): Result<Step<S, E>> {
  const transition = transitionOf(machine, state, event);
  if (!transition) return failure(notPossible(machine, state, event));
  if (!isPermitted(transition, context)) return failure(notPermitted(machine, transition, context));
  const problems = [...unmetGuards(transition, context.holds), ...missingReason(transition, context)];
  if (problems.length > 0) return failure(...problems);
  return success({ from: state, event, to: transition.to, follows: transition.follows ?? [] });
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
  { by, orClock }: Transition<string, string>,
  { actor, subject }: Pick<EventContext, 'actor' | 'subject'>,
): boolean {
  if (actor === 'clock') return by === 'clock' || orClock === true;
  return by !== 'clock' && may(actor, by, subject);
}

function unmetGuards({ guards = [] }: Transition<string, string>, holds: Holds): Problem[] {
  return guards
    .filter((guard) => holds[guard] !== true)
    .map((guard) => {
      const { says, mend, code = 'guard-not-met' } = guardText(guard);
      const why = holds[guard] === false ? 'it is not so that' : 'it is not known that';
      return { code, severity: 'error', message: `${why} ${says}`, mend, value: guard };
    });
}

function missingReason({ reason: use }: Transition<string, string>, { reason, reasons }: EventContext): Problem[] {
  if (use === undefined) return [];
  const possible = reasons.filter(({ uses }) => uses.includes(use)).map(({ id }) => id);
  if (reason !== undefined && possible.includes(reason)) return [];
  const message = reason === undefined ? 'this needs a coded reason' : `"${reason}" is no reason for this`;
  return [{ code: 'reason-missing', severity: 'error', message, mend: `Give one of: ${possible.join(', ')}` }];
}

function notPossible(machine: Machine<string, string>, state: string, event: string): Problem {
  const possible = machine.transitions.filter(({ from }) => from.includes(state)).map((one) => one.event);
  return {
    code: 'event-not-possible',
    severity: 'error',
    message: `"${event}" is not possible: the ${machine.id} is "${state}"`,
    mend: possible.length > 0 ? `Possible now: ${possible.join(', ')}` : 'Nothing leads on from there',
  };
}

function notPermitted(
  { id }: Machine<string, string>,
  { by, event }: Transition<string, string>,
  { actor, subject }: EventContext,
): Problem {
  const isOwn = actor !== 'clock' && subject.owner === actor.user && by !== 'clock' && JUDGEMENTS.has(by);
  return {
    code: 'not-permitted',
    severity: 'error',
    message:
      by === 'clock' ? `"${event}" happens by itself, on its date` : `"${event}" of this ${id} needs the right "${by}"`,
    mend: isOwn ? 'Nobody judges the own case: ask a colleague' : 'Ask somebody whose role and institute allow it',
  };
}
