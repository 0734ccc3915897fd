/** What waits for the caller, and why: the earliest deadline first, of equal ones the greatest risk. */
import { z } from 'zod';
import { type QueueItem, queueItemSchema, type Result, success } from '../../domain/index.ts';
import {
  addDays,
  byDeadlineAndRisk,
  precedentQueue,
  queueFor,
  recognitionRisk,
  type Waiting,
  waitingFor,
} from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { precedentPolicy } from '../cases/precedents.ts';
import { type Doing, dayOf, timesOf } from '../moves/step.ts';
import { reachFor } from '../service/authorise.ts';
import type { Caller, Service } from '../service/service.ts';
import { applicationsWaiting } from './applications.ts';
import { documentsWaiting } from './documents.ts';
import { plansWaiting } from './plans.ts';
import { type Asked, type Reader, waitingOf } from './waiting.ts';

/** Cases of one kind and state that are looked at: those that have waited longest. */
const MOST = 500;

export const queueEntrySchema = queueItemSchema.extend({
  href: z.string().describe('where it is read: of a bundle that was passed on, by its own id'),
});
export type QueueEntry = z.infer<typeof queueEntrySchema>;

export interface QueueFilter {
  readonly kind?: QueueItem['kind'] | undefined;
  readonly inBulk?: boolean | undefined;
  readonly limit: number;
}

export interface Queue {
  readonly items: QueueEntry[];
  /** Of all that waits, not of what is shown. */
  readonly total: number;
}

type Linked = Waiting & { readonly href?: string };

export async function readQueue(service: Service, caller: Caller, filter: QueueFilter): Promise<Result<Queue>> {
  const doing = { service, caller };
  const times = timesOf(doing);
  if (!times.ok) return times;
  const waiting: Linked[] = [];
  for (const { kind, ...asked } of askedFor(caller))
    if (filter.kind === undefined || filter.kind === kind) waiting.push(...(await READERS[kind](doing, asked)));
  if (filter.kind === undefined || filter.kind === 'plan') waiting.push(...(await passedOnTo(doing)));
  // A case may be within reach by two rights, and waits once.
  const cases = new Map(waiting.map((one) => [`${one.kind} ${one.id}`, one]));
  const hrefs = new Map(waiting.map(({ id, href }) => [id, href]));
  const items = queueFor(caller.actor, [...cases.values()], { times: times.value, today: dayOf(caller) })
    .map((item) => ({ ...item, href: hrefs.get(item.id) ?? hrefOf(item) }))
    .concat(await besideCases(doing, filter))
    .filter(({ inBulk }) => filter.inBulk === undefined || inBulk === filter.inBulk)
    .sort(byDeadlineAndRisk);
  return success({ items: items.slice(0, filter.limit), total: items.length });
}

/** What may wait for the caller: states of one kind that are within the same reach are asked for together. */
function askedFor(caller: Caller): (Asked & { readonly kind: store.OwnedKind })[] {
  const asked = new Map<string, { kind: store.OwnedKind; states: string[]; reach: store.Reach; limit: number }>();
  for (const { kind, state, action } of waitingFor(caller.actor)) {
    const reach = reachFor(caller, action);
    const key = JSON.stringify([kind, reach]);
    const known = asked.get(key) ?? { kind, states: [], reach, limit: MOST };
    known.states.push(state);
    asked.set(key, known);
  }
  return [...asked.values()];
}

/** What waits and is no case of a student. */
async function besideCases(doing: Doing, { kind }: QueueFilter): Promise<QueueEntry[]> {
  const items: QueueEntry[] = [];
  if (kind === undefined || kind === 'mail') items.push(...(await mailGivenUp(doing)));
  if (kind === undefined || kind === 'precedent') {
    const precedents = await readPrecedentQueue(doing.service, doing.caller);
    if (precedents.ok) items.push(...precedents.value);
  }
  return items;
}

/** Mail that was tried for the last time, for whoever may revive it. */
async function mailGivenUp({ service, caller }: Doing): Promise<QueueEntry[]> {
  if (!reachFor(caller, 'outbox.manage').all) return [];
  const { items } = await store.listMessages(service.store.connection, { state: 'dead', limit: MOST });
  return items.map(({ id }) => ({
    kind: 'mail',
    id,
    role: 'administrator',
    institute: null,
    reason: 'mail.dead',
    explanation: 'it could not be sent and is not tried again',
    due: null,
    daysLeft: null,
    risk: 1,
    risks: ['mail-dead'],
    inBulk: false,
    href: '/api/v1/outbox?state=dead',
  }));
}

const PATHS: Readonly<Record<QueueItem['kind'], string>> = {
  application: 'applications',
  document: 'documents',
  plan: 'study-plans',
  change: 'changes',
  recognition: 'recognitions',
  appeal: 'appeals',
  precedent: 'precedents',
  mail: 'outbox',
};

const hrefOf = ({ kind, id }: Pick<QueueItem, 'kind' | 'id'>): string => `/api/v1/${PATHS[kind]}/${id}`;

/** Cases of a kind as they wait; `look` adds what only this kind has. */
const reader =
  <K extends store.OwnedKind>(
    kind: K,
    look: (one: store.WaitingCase<K>) => Pick<Waiting, 'risk' | 'not' | 'inBulk'> = () => ({}),
  ): Reader =>
  async ({ service }, asked) => {
    const found = await store.listWaiting(service.store.connection, kind, asked);
    return found.map((one) => ({ ...waitingOf(kind, one), ...look(one) }));
  };

const READERS: Readonly<Record<store.OwnedKind, Reader>> = {
  application: applicationsWaiting,
  document: documentsWaiting,
  plan: plansWaiting,
  change: reader('change'),
  recognition: reader('recognition', ({ state, look: { flagged, signedBy, rows } }) => ({
    risk: recognitionRisk(flagged, rows),
    // Whoever signed can not be the second person.
    not: state === 'second-look' && signedBy !== null ? [signedBy] : [],
    inBulk: state === 'prepared' && flagged.length === 0,
  })),
  appeal: reader('appeal'),
};

/** Bundles that other institutes passed on to the caller's: each by the id of the decision that did, without whose plan it is. */
async function passedOnTo({ service, caller }: Doing): Promise<Linked[]> {
  const { institutes } = reachFor(caller, 'plan.decide');
  const passed = await store.listPassedOn(service.store.connection, institutes);
  return passed.map(({ id, change, student, to, since }) => ({
    kind: change === null ? 'plan' : 'change',
    id,
    state: change === null ? 'submitted' : 'proposed',
    since,
    subject: { owner: student, institute: to },
    href: `/api/v1/passed-on/${id}`,
  }));
}

/** Precedents that the caller's directorate should look at: opened again, contradicting one another, or soon at their end. */
export async function readPrecedentQueue(service: Service, caller: Caller): Promise<Result<QueueEntry[]>> {
  const { all, institutes } = reachFor(caller, 'precedent.decide');
  if (!all && institutes.length === 0) return success([]);
  const policy = precedentPolicy({ service, caller });
  if (!policy.ok) return policy;
  const today = dayOf(caller);
  const expiresBy = addDays(today, policy.value.warnDays);
  const precedents = await store.listPrecedentsToLookAt(service.store.connection, { today, expiresBy });
  const items = precedentQueue(caller.actor, precedents, { policy: policy.value, today });
  return success(items.map((item) => ({ ...item, href: hrefOf(item) })));
}
