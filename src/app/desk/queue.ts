/** What waits for the caller, and why: the earliest deadline first, of equal ones the greatest risk. */
import { z } from 'zod';
import {
  addDays,
  type CaseAbout,
  caseAboutSchema,
  groupBy,
  type QueueItem,
  queueItemSchema,
  type Result,
  reason,
} from '../../domain/index.ts';
import { byDeadlineAndRisk, precedentQueue, queueFor, type Waiting, waitingFor } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { aboutCases } from '../cases/about.ts';
import { reachFor } from '../service/authorise.ts';
import { ruleOn } from '../service/records.ts';
import { attempt, type Caller, dayAt, dayOf, type Service, type Work, workOf } from '../service/service.ts';
import { type PlanSummary, planSummarySchema } from './plan-summary.ts';
import { QUEUE_READERS, type Seen, type WaitingRequest, waitingPaperSchema } from './queue-readers.ts';

/** A queue item as it is shown. */
export const shownItemSchema = queueItemSchema.extend({
  about: caseAboutSchema.nullable(),
  plan: planSummarySchema.nullable().describe('of a submitted plan that waits for its directorate'),
  paper: waitingPaperSchema.nullable().describe('of a document: which it is, and of which application'),
});
type ShownItem = z.infer<typeof shownItemSchema>;

/** Cases of one kind and state that are looked at: those that have waited longest. */
const MOST_CASES = 500;

export const readQueue = (
  service: Service,
  caller: Caller,
  filter: {
    readonly kind?: QueueItem['kind'] | undefined;
    readonly inBulk?: boolean | undefined;
    readonly limit: number;
  },
): Promise<
  Result<{
    readonly items: ShownItem[];
    /** Of all that waits, not of what is shown. */
    readonly total: number;
  }>
> =>
  attempt(async () => {
    const work = workOf(service, caller);
    const { waiting, items: all } = await waitingItems(work, filter);
    const plans = new Map(
      waiting.flatMap((one): [string, PlanSummary][] =>
        'summary' in one && one.summary ? [[one.id, one.summary]] : [],
      ),
    );
    const papers = new Map(
      waiting.flatMap((one) => ('paper' in one && one.paper ? [[one.id, one.paper] as const] : [])),
    );
    const items = all.filter(({ inBulk }) => filter.inBulk === undefined || inBulk === filter.inBulk);
    return { items: await withPeople(work, items.slice(0, filter.limit), { plans, papers }), total: items.length };
  });

/** How much waits, for what stands beside the places of the pages. */
export const queueCountsSchema = z.object({
  total: z.number().int().describe('of what the queue lists'),
  kinds: z.partialRecord(queueItemSchema.shape.kind, z.number().int()),
  transcripts: z.number().int().describe('files with transcripts that a person has to say something of'),
});

export const countQueue = (service: Service, caller: Caller): Promise<Result<z.infer<typeof queueCountsSchema>>> =>
  attempt(async () => {
    const work = workOf(service, caller);
    const { items } = await waitingItems(work, { isCounted: true });
    const kinds = Object.fromEntries([...groupBy(items, ({ kind }) => kind)].map(([kind, of]) => [kind, of.length]));
    const files = reachFor(caller, 'transcript.import').all
      ? await store.list(work.connection, 'transcript-file', {
          where: { state: ['open', 'unread'] },
          limit: MOST_CASES,
        })
      : { items: [] };
    return { total: items.length, kinds, transcripts: files.items.length };
  });

/** Everything that waits for the caller, in its order, and the cases that were looked at. */
async function waitingItems(
  work: Work,
  { kind: wanted, isCounted }: { readonly kind?: QueueItem['kind'] | undefined; readonly isCounted?: boolean },
): Promise<{ readonly waiting: readonly Seen[]; readonly items: QueueItem[] }> {
  const { service, caller } = work;
  const isWanted = (kind: QueueItem['kind']): boolean => wanted === undefined || wanted === kind;
  const times = ruleOn(work, 'times');
  const waiting: Seen[] = [];
  for (const { kind, ...asked } of askedFor(caller))
    if (isWanted(kind))
      for (const one of await QUEUE_READERS[kind](work, { ...asked, isCounted }))
        waiting.push({ ...one, since: dayAt(service, one.since) });
  if (isWanted('plan')) waiting.push(...(await passedOn(work)));
  // A case may be within reach by two rights, and waits once.
  const cases = new Map(waiting.map((one) => [`${one.kind} ${one.id}`, one]));
  const items = queueFor(caller.actor, [...cases.values()], { times, today: dayOf(caller) })
    .concat(isWanted('mail') ? await mailGivenUp(work) : [])
    .concat(isWanted('precedent') ? await precedentsToLookAt(work) : [])
    .sort(byDeadlineAndRisk);
  return { waiting, items };
}

/** Each with whose case it is; of what was passed on, and of precedents and mail, nobody is shown. */
async function withPeople(
  work: Work,
  items: readonly QueueItem[],
  {
    plans,
    papers,
  }: {
    readonly plans?: ReadonlyMap<string, PlanSummary>;
    readonly papers?: ReadonlyMap<string, ShownItem['paper']>;
  } = {},
): Promise<ShownItem[]> {
  const about = new Map<string, CaseAbout>();
  for (const [kind, group] of groupBy(items, (one) => one.kind)) {
    if (kind === 'precedent' || kind === 'mail') continue;
    const ids = group.flatMap(({ id, isPassedOn }) => (isPassedOn ? [] : [id]));
    for (const [id, one] of await aboutCases(work, kind, ids)) about.set(`${kind} ${id}`, one);
  }
  return items.map((item) => ({
    ...item,
    about: about.get(`${item.kind} ${item.id}`) ?? null,
    plan: item.kind === 'plan' ? (plans?.get(item.id) ?? null) : null,
    paper: papers?.get(item.id) ?? null,
  }));
}

/** What may wait for the caller: states of one kind that are within the same reach are asked for together. */
function askedFor(caller: Caller): (WaitingRequest & { readonly kind: store.OwnedKind })[] {
  const asked = new Map<string, { kind: store.OwnedKind; states: string[]; reach: store.Reach; limit: number }>();
  for (const { kind, state, action } of waitingFor(caller.actor)) {
    const reach = reachFor(caller, action);
    const key = JSON.stringify([kind, reach]);
    const known = asked.get(key) ?? { kind, states: [], reach, limit: MOST_CASES };
    known.states.push(state);
    asked.set(key, known);
  }
  return [...asked.values()];
}

/** Mail that was tried for the last time, for whoever may revive it. */
async function mailGivenUp({ connection, caller }: Work): Promise<QueueItem[]> {
  if (!reachFor(caller, 'outbox.manage').all) return [];
  const { items } = await store.outbox.list(connection, { state: 'dead', limit: MOST_CASES });
  return items.map(({ id }) => ({
    kind: 'mail',
    id,
    role: 'administrator',
    institute: null,
    reason: 'mail.dead',
    explanation: reason('waits-mail-dead'),
    since: null,
    due: null,
    daysLeft: null,
    risk: 1,
    risks: ['mail-dead'],
    inBulk: false,
    isPassedOn: false,
  }));
}

/** Bundles that other institutes passed on to the caller's: each by the id of the decision that did, without whose plan it is. */
async function passedOn({ connection, caller }: Work): Promise<Waiting[]> {
  const { institutes } = reachFor(caller, 'plan.decide');
  const passed = await store.listPassedOn(connection, institutes);
  return passed.map(({ id, change, student, to, since }) => ({
    kind: change === null ? 'plan' : 'change',
    id,
    state: change === null ? 'submitted' : 'proposed',
    since,
    subject: { owner: student, institute: to },
    isPassedOn: true,
  }));
}

/** Precedents that the caller's directorate should look at: opened again, contradicting one another, or soon at their end. */
export const readPrecedentQueue = (service: Service, caller: Caller): Promise<Result<ShownItem[]>> =>
  attempt(async () => {
    const work = workOf(service, caller);
    return withPeople(work, await precedentsToLookAt(work));
  });

async function precedentsToLookAt(work: Work): Promise<QueueItem[]> {
  const { connection, caller } = work;
  const { all, institutes } = reachFor(caller, 'precedent.decide');
  if (!all && institutes.length === 0) return [];
  const policy = ruleOn(work, 'precedents');
  const today = dayOf(caller);
  const expiresBy = addDays(today, policy.warnDays);
  const precedents = await store.precedents.listToLookAt(connection, { today, expiresBy });
  return precedentQueue(caller.actor, precedents, { policy, today });
}
