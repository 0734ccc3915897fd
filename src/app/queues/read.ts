/** What waits for the caller, and why: the earliest deadline first, of equal ones the greatest risk. */
import { z } from 'zod';
import { type QueueItem, queueItemSchema, type Result, success } from '../../domain/index.ts';
import {
  addDays,
  byDeadlineAndRisk,
  isFullyOnPrecedent,
  planRisk,
  precedentQueue,
  queueFor,
  recognitionRisk,
  type Waiting,
  waitingFor,
} from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { reachFor } from '../access/authorise.ts';
import { precedentPolicy, precedentsToLookAt } from '../precedents/find.ts';
import type { Caller, Service } from '../service.ts';
import { type Doing, dayOf, timesOf } from '../step.ts';
import { decisionsOn, loadPlanCase } from '../study-plans/plan-case.ts';
import { outcomeOf } from '../study-plans/take-decisions.ts';
import { applicationsWaiting } from './applications.ts';
import { documentsWaiting } from './documents.ts';

/** Cases of one kind and state that are looked at: those that have waited longest. */
const MOST = 500;
/** Of how many submitted plans the risk is worked out. */
const MOST_RISKS = 100;

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
  for (const { kind, state, action } of waitingFor(caller.actor)) {
    if (filter.kind !== undefined && filter.kind !== kind) continue;
    const asked = { state, reach: reachFor(caller, action), limit: MOST };
    waiting.push(...(await READERS[kind](doing, asked)));
  }
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

interface Asked {
  readonly state: string;
  readonly reach: store.Reach;
  readonly limit: number;
}

type Reader = (doing: Doing, asked: Asked) => Promise<Waiting[]>;

/** Cases of a kind as they wait; `look` adds what only this kind has. */
const reader =
  <K extends keyof store.WaitingRecords>(
    kind: K,
    look: (record: store.WaitingRecords[K]) => Pick<Waiting, 'risk' | 'not' | 'inBulk'> = () => ({}),
  ): Reader =>
  async ({ service }, asked) => {
    const found = await store.listWaiting(service.store.connection, kind, asked);
    return found.map(({ record, student, institute, since }) => ({
      kind,
      id: record.id,
      state: asked.state,
      since,
      subject: { owner: student, institute },
      ...look(record),
    }));
  };

const plans: Reader = async (doing, asked) => {
  if (asked.state === 'frozen') return transcriptsDue(doing, asked);
  const found = await reader('plan')(doing, asked);
  if (asked.state !== 'submitted') return found;
  const looked: Waiting[] = [];
  for (const [index, waiting] of found.entries())
    looked.push(index < MOST_RISKS ? { ...waiting, ...(await lookAtPlan(doing, waiting.id)) } : waiting);
  return looked;
};

/** Agreed plans whose stay is over, by the day on which the transcript should be here. */
async function transcriptsDue({ service, caller }: Doing, asked: Asked): Promise<Waiting[]> {
  const times = timesOf({ service, caller });
  if (!times.ok) return [];
  const found = await store.listWaiting(service.store.connection, 'plan', asked);
  return found.flatMap(({ record, student, institute, since }): Waiting[] => {
    const end = record.stay?.end;
    if (end === undefined || end >= dayOf(caller)) return [];
    const deadline = addDays(end, times.value.transcriptDays);
    const subject = { owner: student, institute };
    return [{ kind: 'plan', id: record.id, state: asked.state, since, subject, deadline }];
  });
}

async function lookAtPlan(doing: Doing, id: string): Promise<Pick<Waiting, 'risk' | 'inBulk'>> {
  const { connection } = doing.service.store;
  const kase = await loadPlanCase(connection, id);
  if (!kase.ok) return {};
  const { plan } = kase.value.version;
  const decisions = decisionsOn(kase.value, null);
  const { outcome, precedents, verification } = await outcomeOf(connection, doing, { plan, decisions });
  const look = { plan, standings: outcome.standings, verification, precedents, date: dayOf(doing.caller) };
  return { risk: planRisk(look), inBulk: isFullyOnPrecedent(look) };
}

const READERS: Readonly<Record<keyof store.WaitingRecords, Reader>> = {
  application: applicationsWaiting,
  document: documentsWaiting,
  plan: plans,
  change: reader('change'),
  recognition: reader('recognition', ({ flagged, recognition, signedBy, state }) => ({
    risk: recognitionRisk(flagged, recognition.rows.length),
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
  const precedents = await precedentsToLookAt(service.store.connection, { today, expiresBy });
  const items = precedentQueue(caller.actor, precedents, { policy: policy.value, today });
  return success(items.map((item) => ({ ...item, href: hrefOf(item) })));
}
