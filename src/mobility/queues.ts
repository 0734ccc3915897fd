/** What waits for whom: one queue a person, sorted by deadline and risk, each item with why it is there. */
import {
  type Action,
  type Actor,
  type BundlePrecedent,
  type Grant,
  type MachineId,
  machineIdSchema,
  may,
  type PrecedentPolicy,
  type QueueItem,
  RIGHTS,
  type Role,
  STATES_OF,
  type Subject,
  type TimesPolicy,
} from '../domain/index.ts';
import { addDays, daysBetween } from './calendar.ts';
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
  /** Not these people: whoever signed can not countersign. */
  readonly not?: readonly string[];
}

type Wait = readonly [action: Action, why: string];

/** For whom a state waits, by the right that leads on, and why. States that are left out wait for nobody. */
const WAITS: Readonly<Record<string, Wait>> = {
  'application.draft': ['application.submit', 'it is not submitted yet'],
  'application.submitted': ['application.check', 'the conditions are to be checked'],
  'application.eligible': ['application.decide', 'the commission decides on the place'],
  'application.awarded': ['application.accept', 'the place is to be accepted'],
  'application.reserved': ['application.rank', 'a place is free for the next on the reserve list'],
  'application.accepted': ['application.send', 'documents, plan and order lead to the departure'],
  'document.missing': ['document.upload', 'it is missing'],
  'document.returned': ['document.upload', 'it was returned'],
  'document.expired': ['document.upload', 'it is no longer valid'],
  'document.uploaded': ['document.check', 'it is to be checked'],
  'plan.draft': ['plan.submit', 'it is not submitted yet'],
  'plan.submitted': ['plan.decide', 'its bundles are to be decided on'],
  'plan.asked': ['plan.answer', 'a question is open'],
  'plan.pre-approved': ['plan.host', 'it is to be sent to the host'],
  'plan.with-host': ['plan.host', 'the host has not answered yet'],
  'plan.frozen': ['transcript.import', 'the stay is over and the transcript is not here'],
  'plan.returned': ['recognition.prepare', 'the transcript is to be reconciled'],
  'plan.recognised': ['plan.close', 'it is to be closed'],
  'change.proposed': ['change.decide', 'the change is to be decided on'],
  'change.asked': ['plan.answer', 'a question is open'],
  'change.pre-approved': ['change.host', 'the host has not answered yet'],
  'recognition.prepared': ['recognition.sign', 'it is to be signed'],
  'recognition.second-look': ['recognition.countersign', 'flagged rows need a second person'],
  'recognition.confirmed': ['recognition.sign', 'it is to be issued'],
  'recognition.issued': ['recognition.accept', 'it can be accepted or appealed against'],
  'appeal.lodged': ['appeal.admit', 'it is to be admitted or not'],
  'appeal.admitted': ['appeal.decide', 'the commission decides on it'],
};

/** Beside those who lead on: who helps them. */
const HELPS: Readonly<Record<string, Wait>> = {
  'plan.draft': ['plan.edit', 'the student is at work on it'],
  'plan.asked': ['plan.edit', 'the student has a question to answer'],
};

const waitsOf = (kind: MachineId, state: string): readonly Wait[] =>
  [WAITS, HELPS].flatMap((table) => {
    const wait = table[`${kind}.${state}`];
    return wait ? [wait] : [];
  });

/** The roles that lead a case on from a state; none where nobody is waited for. */
export function awaitedRoles(kind: MachineId, state: string): Role[] {
  const [action] = WAITS[`${kind}.${state}`] ?? [];
  const grants: readonly Grant[] = action === undefined ? [] : RIGHTS[action];
  return grants.flatMap(({ role }) => (role === 'authenticated' ? [] : [role]));
}

/** What may wait for an actor at all, with the right that leads on from there: for asking a store for these cases and no others. */
export const waitingFor = ({ roles }: Actor): { kind: MachineId; state: string; action: Action }[] =>
  machineIdSchema.options.flatMap((kind) =>
    STATES_OF[kind].flatMap((state) =>
      waitsOf(kind, state)
        .filter(([action]) => RIGHTS[action].some((grant) => roles.some(({ role }) => role === grant.role)))
        .map(([action]) => ({ kind, state, action })),
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
        .map(([action, why]) => ({ role: roleThatMay(actor, action, waiting), why }))
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
  { kind, id, state, subject, risk = NO_RISK, inBulk = false }: Waiting,
  { role, why, due, today }: { role: Role; why: string; due: string | null; today: string },
): QueueItem {
  return {
    kind,
    id,
    role,
    institute: subject.institute ?? null,
    reason: `${kind}.${state}`,
    explanation: why,
    due,
    daysLeft: due === null ? null : daysBetween(today, due),
    risk: risk.value,
    risks: [...risk.keys],
    inBulk,
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
  const lists = [
    { list: reopened, state: 'reopened', why: 'the text of a course has moved', risk: 0.8, hasEnd: false },
    {
      list: contradictory,
      state: 'contradictory',
      why: 'decisions on the same courses disagree',
      risk: 0.9,
      hasEnd: false,
    },
    { list: findExpiring(precedents, policy, today), state: 'expiring', why: 'it ends soon', risk: 0, hasEnd: true },
  ];
  return lists
    .flatMap(({ list, state, why, risk, hasEnd }) =>
      list
        .filter(({ institute }) => may(actor, 'precedent.decide', { institute }))
        .map(({ id, institute, validUntil }): QueueItem => {
          const due = hasEnd ? validUntil : null;
          const daysLeft = due === null ? null : daysBetween(today, due);
          const reason = `precedent.${state}`;
          return {
            kind: 'precedent',
            id,
            role: 'directorate',
            institute,
            reason,
            explanation: why,
            due,
            daysLeft,
            risk,
            risks: risk > 0 ? [`precedent-${state}`] : [],
            inBulk: false,
          };
        }),
    )
    .sort(byDeadlineAndRisk);
}
