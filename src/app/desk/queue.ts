/** What waits for the caller, and why: the earliest deadline first, of equal ones the greatest risk. */
import { type QueueItem, type Result, reason } from '../../domain/index.ts';
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
import { reachFor } from '../service/authorise.ts';
import { ruleOn } from '../service/records.ts';
import { attempt, type Caller, dayAt, dayOf, type Service, type Work, workOf } from '../service/service.ts';
import {
  applicationsWaiting,
  documentsWaiting,
  plansWaiting,
  type Reader,
  type WaitingRequest,
  waitingOf,
} from './waiting.ts';

/** Cases of one kind and state that are looked at: those that have waited longest. */
const MOST_CASES = 500;

export interface QueueFilter {
  readonly kind?: QueueItem['kind'] | undefined;
  readonly inBulk?: boolean | undefined;
  readonly limit: number;
}

export const readQueue = (
  service: Service,
  caller: Caller,
  filter: QueueFilter,
): Promise<
  Result<{
    readonly items: QueueItem[];
    /** Of all that waits, not of what is shown. */
    readonly total: number;
  }>
> =>
  attempt(async () => {
    const work = workOf(service, caller);
    const times = ruleOn(work, 'times');
    const waiting: Waiting[] = [];
    for (const { kind, ...asked } of askedFor(caller))
      if (filter.kind === undefined || filter.kind === kind)
        for (const one of await READERS[kind](work, asked)) waiting.push({ ...one, since: dayAt(service, one.since) });
    if (filter.kind === undefined || filter.kind === 'plan') waiting.push(...(await passedOn(work)));
    // A case may be within reach by two rights, and waits once.
    const cases = new Map(waiting.map((one) => [`${one.kind} ${one.id}`, one]));
    const items = queueFor(caller.actor, [...cases.values()], { times, today: dayOf(caller) })
      .concat(filter.kind === undefined || filter.kind === 'mail' ? await mailGivenUp(work) : [])
      .concat(filter.kind === undefined || filter.kind === 'precedent' ? await precedentsToLookAt(work) : [])
      .filter(({ inBulk }) => filter.inBulk === undefined || inBulk === filter.inBulk)
      .sort(byDeadlineAndRisk);
    return { items: items.slice(0, filter.limit), total: items.length };
  });

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
    due: null,
    daysLeft: null,
    risk: 1,
    risks: ['mail-dead'],
    inBulk: false,
    isPassedOn: false,
  }));
}

/** Cases of a kind as they wait; `look` adds what only this kind has. */
const reader =
  <K extends store.OwnedKind>(
    kind: K,
    look: (one: store.WaitingCase<K>) => Pick<Waiting, 'risk' | 'not' | 'inBulk'> = () => ({}),
  ): Reader =>
  async ({ connection }, asked) => {
    const cases = await store.listWaiting(connection, kind, asked);
    return cases.map((one) => ({ ...waitingOf(kind, one), ...look(one) }));
  };

const READERS: Readonly<Record<store.OwnedKind, Reader>> = {
  application: applicationsWaiting,
  document: documentsWaiting,
  plan: plansWaiting,
  change: reader('change'),
  recognition: reader('recognition', ({ state, look: { flagged, signedBy, rows } }) => ({
    risk: recognitionRisk(flagged, rows),
    // Whoever signed cannot be the second person.
    not: state === 'second-look' && signedBy !== null ? [signedBy] : [],
    inBulk: state === 'prepared' && flagged.length === 0,
  })),
  appeal: reader('appeal'),
};

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
export const readPrecedentQueue = (service: Service, caller: Caller): Promise<Result<QueueItem[]>> =>
  attempt(() => precedentsToLookAt(workOf(service, caller)));

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
