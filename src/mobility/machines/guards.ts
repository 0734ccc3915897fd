/** The conditions that transitions name. Whether one holds is told by the caller; what it says, and its remedy, stand in rules/texts. */
import { type Problem, problem, type Reason, type ReasonCode, reason } from '../../domain/index.ts';

/** Each has its text `guard-...`. */
export type Guard = ReasonCode extends infer C ? (C extends `guard-${infer G}` ? G : never) : never;
/** What is known of the guards; one that is left out is not known, and then it does not hold. */
export type Holds = Partial<Readonly<Record<Guard, boolean>>>;

/** Where somebody was faster. */
const OVERTAKEN: ReadonlySet<Guard> = new Set(['seat-free', 'proposal-current', 'base-current']);

/** The condition, and what is known of it: `no`, `unknown`, or `asked` where it is only named. */
export const guardReason = (guard: Guard, known: 'no' | 'unknown' | 'asked'): Reason =>
  reason(`guard-${guard}`, { known });

export const guardProblem = (guard: Guard, holds: boolean | undefined): Problem =>
  problem(
    OVERTAKEN.has(guard) ? 'version-conflict' : 'guard-not-met',
    guardReason(guard, holds === false ? 'no' : 'unknown'),
    { value: guard },
  );
