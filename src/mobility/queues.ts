/** What waits for whom: one queue a person, sorted by deadline and risk, each item with why it is there. */
import {
  type Action,
  type Actor,
  addDays,
  type BundlePrecedent,
  daysBetween,
  type Grant,
  type MachineId,
  machineIdSchema,
  may,
  type PrecedentPolicy,
  type QueueItem,
  type Reason,
  type ReasonCode,
  RIGHTS,
  type Role,
  reason,
  STATES,
  type Subject,
  type TimesPolicy,
} from '../domain/index.ts';
import { MACHINES } from './machines/index.ts';
import type { Waits } from './machines/machine.ts';
import { findContradictions, findExpiring } from './precedents.ts';
import { NO_RISK, type Risk } from './risk.ts';

/** A case that may wait for somebody. */
export interface Waiting {
  readonly kind: MachineId;
  readonly id: string;
  readonly state: string;
  /** The day on which it came into this state. */
  readonly since: string;
  readonly subject: Subject;
  /** A day that comes from elsewhere, such as the day a document is due; the policy's days for the step count beside it. */
  readonly deadline?: string | null;
  readonly risk?: Risk;
  readonly inBulk?: boolean;
  /** Only these roles, when the case itself says who: the one who provides a document. */
  readonly roles?: readonly Role[];
  /** Not these people: whoever signed cannot countersign. */
  readonly not?: readonly string[];
  /** A bundle that another institute passed on. */
  readonly isPassedOn?: boolean;
}

/** For whom a state waits, those who lead on first and those who help them, and why. */
function waitsOf(kind: MachineId, state: string): readonly { readonly action: Action; readonly why: Reason }[] {
  const waits: Partial<Readonly<Record<string, Waits>>> = MACHINES[kind].waits;
  const row = waits[state];
  if (!row) return [];
  const why = (code: string): Reason => ({ code: code as ReasonCode, values: {} });
  const led = { action: row.for, why: why(`waits-${kind}-${state}`) };
  return row.help ? [led, { action: row.help, why: why(`helps-${kind}-${state}`) }] : [led];
}

/** The roles that lead a case on from a state; none where nobody is waited for. */
export function awaitedRoles(kind: MachineId, state: string): Role[] {
  const [led] = waitsOf(kind, state);
  const grants: readonly Grant[] = led ? RIGHTS[led.action] : [];
  return grants.flatMap(({ role }) => (role === 'authenticated' ? [] : [role]));
}

/** For whom a case waits in a state, and why; null where it waits for nobody. */
export function waitFor(kind: MachineId, state: string): { readonly roles: Role[]; readonly why: Reason } | null {
  const [led] = waitsOf(kind, state);
  return led ? { roles: awaitedRoles(kind, state), why: led.why } : null;
}

/** What may wait for an actor at all, with the right that leads on from there: for asking a store for these cases and no others. */
export const waitingFor = ({ roles }: Actor): { kind: MachineId; state: string; action: Action }[] =>
  machineIdSchema.options.flatMap((kind) =>
    STATES[kind].options.flatMap((state) =>
      waitsOf(kind, state)
        .filter(({ action }) => RIGHTS[action].some((grant) => roles.some(({ role }) => role === grant.role)))
        .map(({ action }) => ({ kind, state, action })),
    ),
  );

/** The actor's queue of cases, in the order of {@link byDeadlineAndRisk}. */
export function queueFor(
  actor: Actor,
  cases: readonly Waiting[],
  { times, today }: { readonly times: TimesPolicy; readonly today: string },
): QueueItem[] {
  return cases
    .flatMap((waiting) => {
      if (waiting.not?.includes(actor.user)) return [];
      const found = waitsOf(waiting.kind, waiting.state)
        .map(({ action, why }) => ({ role: roleThatMay(actor, action, waiting), why }))
        .find(({ role }) => role !== null);
      if (!found?.role) return [];
      return [itemOf(waiting, { role: found.role, why: found.why, due: dueOf(waiting, times), today })];
    })
    .sort(byDeadlineAndRisk);
}

/** The first of the actor's roles through which the case is within reach. */
function roleThatMay(actor: Actor, action: Action, { subject, roles }: Waiting): Role | null {
  const held = actor.roles.filter(({ role }) => roles === undefined || roles.includes(role));
  const granted = held.filter(({ role }) => RIGHTS[action].some((grant) => grant.role === role));
  return granted.find((one) => may({ user: actor.user, roles: [one] }, action, subject))?.role ?? null;
}

function dueOf({ kind, state, since, deadline }: Waiting, { steps }: TimesPolicy): string | null {
  const days = steps[`${kind}.${state}`];
  const dates = [deadline, days === undefined ? null : addDays(since, days)].filter((date) => typeof date === 'string');
  return dates.sort()[0] ?? null;
}

function itemOf(
  { kind, id, state, since, subject, risk = NO_RISK, inBulk = false, isPassedOn = false }: Waiting,
  { role, why, due, today }: { role: Role; why: Reason; due: string | null; today: string },
): QueueItem {
  return {
    kind,
    id,
    role,
    institute: subject.institute ?? null,
    reason: `${kind}.${state}`,
    explanation: why,
    since,
    due,
    daysLeft: due === null ? null : daysBetween(today, due),
    risk: risk.value,
    risks: [...risk.keys],
    inBulk,
    isPassedOn,
  };
}

/** The earliest deadline first, of equal ones the greatest risk. */
export function byDeadlineAndRisk(a: QueueItem, b: QueueItem): number {
  const [left, right] = [a.due ?? '9999', b.due ?? '9999'];
  if (left !== right) return left < right ? -1 : 1;
  if (a.risk !== b.risk) return b.risk - a.risk;
  const [first, second] = [`${a.kind} ${a.id}`, `${b.kind} ${b.id}`];
  return first < second ? -1 : first > second ? 1 : 0;
}

/** Precedents that an institute's directorate should look at: opened again, contradicting one another, or soon at their end. */
export function precedentQueue(
  actor: Actor,
  precedents: readonly BundlePrecedent[],
  { policy, today }: { readonly policy: PrecedentPolicy; readonly today: string },
): QueueItem[] {
  const reopened = precedents.filter(({ status, validUntil }) => status === 'reopened' && today <= validUntil);
  const contradictory = findContradictions(precedents, today).flatMap(({ approved, refused }) => [
    ...approved,
    ...refused,
  ]);
  const expiring = findExpiring(precedents, policy, today);
  const lists = [
    { list: reopened, state: 'reopened', why: reason('waits-precedent-reopened'), risk: 0.8 },
    { list: contradictory, state: 'contradictory', why: reason('waits-precedent-contradictory'), risk: 0.9 },
    { list: expiring, state: 'expiring', why: reason('waits-precedent-expiring'), risk: 0 },
  ];
  return lists
    .flatMap(({ list, state, why, risk }) =>
      list
        .filter(({ institute }) => may(actor, 'precedent.decide', { institute }))
        .map(({ id, institute, validUntil }): QueueItem => {
          const due = list === expiring ? validUntil : null;
          return {
            kind: 'precedent',
            id,
            role: 'directorate',
            institute,
            reason: `precedent.${state}`,
            explanation: why,
            since: null,
            due,
            daysLeft: due === null ? null : daysBetween(today, due),
            risk,
            risks: risk > 0 ? [`precedent-${state}`] : [],
            inBulk: false,
            isPassedOn: false,
          };
        }),
    )
    .sort(byDeadlineAndRisk);
}
