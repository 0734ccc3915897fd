/** One event on a stored thing: what the machine says to it, for the person, the day and the reasons of the request. */
import {
  type Actor,
  failure,
  type MachineId,
  type Problem,
  type Result,
  type Subject,
  type TimesPolicy,
} from '../../domain/index.ts';
import { addDays, type Holds, type Machine, nextState, policyOn, type Step, validOn } from '../../mobility/index.ts';
import type { Caller, Service } from '../service/service.ts';
import { DEFAULT_POLICY } from '../tools/context.ts';

/** Who does it through which installation. */
export interface Doing {
  readonly service: Service;
  readonly caller: Caller;
}

/** The day of a request. */
export const dayOf = ({ at }: Caller): string => at.slice(0, 10);

interface Happening<S extends string, E extends string> {
  readonly machine: Machine<S, E>;
  readonly state: S;
  readonly event: E;
  readonly subject: Subject;
  readonly holds?: Holds | undefined;
  /** Code of the reason given. */
  readonly reason?: string | undefined;
  /** The caller when left out; somebody else where one event follows from another. */
  readonly actor?: Actor | 'clock';
}

export function takeStep<S extends string, E extends string>(
  { service, caller }: Doing,
  { machine, state, event, subject, holds = {}, reason, actor = caller.actor }: Happening<S, E>,
): Result<Step<S, E>> {
  const reasons = validOn(service.process.reasons, dayOf(caller));
  return nextState(machine, state, event, { actor, subject, holds, reasons, ...(reason !== undefined && { reason }) });
}

/** The times of the process on the day of the request. */
export const timesOf = ({ service, caller }: Doing): Result<TimesPolicy> =>
  policyOn(service.process.times, DEFAULT_POLICY, dayOf(caller));

/** The day by which a case that comes into a state today should leave it; null where the policy names none. */
export function stepEnd(doing: Doing, state: `${MachineId}.${string}`): string | null {
  const times = timesOf(doing);
  const days = times.ok ? times.value.steps[state] : undefined;
  return days === undefined ? null : addDays(dayOf(doing.caller), days);
}

export const problem = (code: Problem['code'], message: string, mend: string): Problem => ({
  code,
  severity: 'error',
  message,
  mend,
});

export const refuse = (...parts: Parameters<typeof problem>): Result<never> => failure(problem(...parts));
