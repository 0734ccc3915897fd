/** What waits for the caller, and why: the earliest deadline first, of equal ones the greatest risk. */

import type { z } from 'zod';
import {
  addDays,
  type CaseAbout,
  type ChecklistItem,
  caseAboutSchema,
  documentSchema,
  groupBy,
  localisedSchema,
  type QueueItem,
  queueItemSchema,
  type Result,
  type Role,
  reason,
} from '../../domain/index.ts';

import {
  byDeadlineAndRisk,
  checkDocument,
  type DocumentRule,
  documentRisk,
  isFullyOnPrecedent,
  planRisk,
  precedentQueue,
  queueFor,
  recognitionRisk,
  type Waiting,
  waitingFor,
} from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { aboutCases } from '../cases/about.ts';
import { asPlan, decisionsOn, judge, loadPlanCases } from '../cases/plan-case.ts';
import { reachFor } from '../service/authorise.ts';
import { policyOfDay, ruleOn } from '../service/records.ts';
import { attempt, type Caller, dayAt, dayOf, type Service, type Work, workOf } from '../service/service.ts';
import { type PlanSummary, planSummarySchema, summarise } from './plan-summary.ts';

/** A queue item as it is shown. */
export const shownItemSchema = queueItemSchema.extend({
  about: caseAboutSchema.nullable(),
  plan: planSummarySchema.nullable().describe('of a submitted plan that waits for its directorate'),
  paper: documentSchema
    .pick({ application: true, type: true })
    .extend({ title: localisedSchema })
    .nullable()
    .describe('of a document: which it is, and of which application'),
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
    const times = ruleOn(work, 'times');
    const waiting: Seen[] = [];
    for (const { kind, ...asked } of askedFor(caller))
      if (filter.kind === undefined || filter.kind === kind)
        for (const one of await QUEUE_READERS[kind](work, asked))
          waiting.push({ ...one, since: dayAt(service, one.since) });
    if (filter.kind === undefined || filter.kind === 'plan') waiting.push(...(await passedOn(work)));
    // A case may be within reach by two rights, and waits once.
    const cases = new Map(waiting.map((one) => [`${one.kind} ${one.id}`, one]));
    const plans = new Map(
      waiting.flatMap((one): [string, PlanSummary][] =>
        'summary' in one && one.summary ? [[one.id, one.summary]] : [],
      ),
    );
    const papers = new Map(
      waiting.flatMap((one) => ('paper' in one && one.paper ? [[one.id, one.paper] as const] : [])),
    );
    const items = queueFor(caller.actor, [...cases.values()], { times, today: dayOf(caller) })
      .concat(filter.kind === undefined || filter.kind === 'mail' ? await mailGivenUp(work) : [])
      .concat(filter.kind === undefined || filter.kind === 'precedent' ? await precedentsToLookAt(work) : [])
      .filter(({ inBulk }) => filter.inBulk === undefined || inBulk === filter.inBulk)
      .sort(byDeadlineAndRisk);
    return { items: await withPeople(work, items.slice(0, filter.limit), { plans, papers }), total: items.length };
  });

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

type WaitingRequest = Omit<store.WaitingFilter, 'types'>;
/** With what a plan rests on, where that was worked out, and of a document which it is. */
type Seen = Waiting & { readonly summary?: PlanSummary | undefined; readonly paper?: ShownItem['paper'] };
type Reader = (work: Work, asked: WaitingRequest) => Promise<Seen[]>;

const waitingOf = <K extends store.OwnedKind>(
  kind: K,
  { id, state, since, student, institute }: Omit<store.WaitingCase<K>, 'look'>,
): Waiting => ({ kind, id, state, since, subject: { owner: student, institute } });

/** Who hands a paper in that somebody outside has to give. */
const handsIn = ({ providedBy }: Pick<ChecklistItem, 'providedBy'>): Role =>
  ['student', 'parents', 'teachers'].includes(providedBy) ? 'student' : 'coordinator';

function waitingPaper({ caller }: Work, one: store.WaitingCase<'document'>, rule: DocumentRule): Seen | null {
  const { application, callKind: kind, callDeadline, languages, stay, birthDate, ...document } = one.look;
  const today = dayOf(caller);
  const item = checkDocument(rule, { kind, callDeadline, languages, stay, birthDate, documents: [document], today });
  if (item.required === 'no') return null;
  const paper = { application, type: item.type, title: item.title };
  const waiting = { ...waitingOf('document', one), deadline: item.due, risk: documentRisk(item), paper };
  return one.state === 'uploaded' ? waiting : { ...waiting, roles: [handsIn(item)] };
}

/** Of plans by their ids; all of them are read together. */
async function risksOf(
  work: Work,
  ids: readonly string[],
): Promise<Map<string, Pick<Seen, 'risk' | 'inBulk' | 'summary'>>> {
  const cases = await loadPlanCases(work.connection, ids, { isLean: true });
  const judged = await judge(
    work,
    cases.map((found) => ({ plan: found.version.plan, decisions: decisionsOn(asPlan(found)) })),
  );
  const warnDays = judged.length > 0 ? ruleOn(work, 'precedents').warnDays : 0;
  return new Map(
    judged.flatMap((one, at) => {
      const record = cases[at]?.record;
      if (!record) return [];
      const look = { ...one, standings: one.outcome.standings, date: dayOf(work.caller) };
      const summary = summarise({ ...look, version: record.version }, warnDays);
      return [[record.id, { risk: planRisk(look), inBulk: isFullyOnPrecedent(look), summary }] as const];
    }),
  );
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

const QUEUE_READERS: Readonly<Record<store.OwnedKind, Reader>> = {
  /** Drafts until the call's deadline, and the next on the reserve list once a place is free. */
  application: async ({ connection }, asked) => {
    const cases = await store.listWaiting(connection, 'application', asked);
    const reserved = cases.filter(({ state }) => state === 'reserved');
    const placeOf = ({ look }: store.WaitingCase<'application'>) => look.reservePlace ?? Number.POSITIVE_INFINITY;
    // Of each call with a free place the first on its list, or several of the same place.
    const first = new Map<string, number>();
    for (const one of reserved)
      first.set(one.look.call, Math.min(placeOf(one), first.get(one.look.call) ?? placeOf(one)));
    return cases
      .filter((one) => one.state !== 'reserved' || (one.look.seatFree && placeOf(one) === first.get(one.look.call)))
      .map((one) => ({
        ...waitingOf('application', one),
        ...(one.state === 'draft' && { deadline: one.look.callDeadline }),
      }));
  },
  /**
   * Papers that the policy asks for, each with the day on which it is due. What was handed in waits for whoever checks; the rest for whoever
   * hands it in, and nobody else is asked for it.
   */
  document: async (work, { states, ...asked }) => {
    const policy = policyOfDay(work, 'documents');
    if (!policy.ok) return [];
    const { documents: rules } = policy.value;
    const list = (isUploaded: boolean, types?: string[]) => {
      const wanted = states.filter((state) => (state === 'uploaded') === isUploaded);
      return store.listWaiting(work.connection, 'document', { ...asked, states: wanted, types });
    };
    const roles = work.caller.actor.roles.map(({ role }) => role);
    const mine = rules.filter((rule) => roles.includes(handsIn(rule))).map(({ type }) => type);
    const papers = [...(await list(true)), ...(await list(false, mine))];
    return papers.flatMap((one) => {
      const rule = rules.find(({ type }) => type === one.look.type);
      return rule ? (waitingPaper(work, one, rule) ?? []) : [];
    });
  },
  /** Submitted plans with their risk, agreed ones once the stay is over, by the day on which the transcript should be here. */
  plan: async (work, asked) => {
    const cases = await store.listWaiting(work.connection, 'plan', asked);
    // The risk is worked out of so many at most.
    const submitted = cases.filter(({ state }) => state === 'submitted').slice(0, 100);
    const risks = await risksOf(
      work,
      submitted.map(({ id }) => id),
    );
    const times = policyOfDay(work, 'times');
    return cases.flatMap((one): Seen[] => {
      const waiting = waitingOf('plan', one);
      if (one.state !== 'frozen') return [{ ...waiting, ...risks.get(one.id) }];
      const { stayEnd } = one.look;
      if (!times.ok || stayEnd === null || stayEnd >= dayOf(work.caller)) return [];
      return [{ ...waiting, deadline: addDays(stayEnd, times.value.transcriptDays) }];
    });
  },
  change: reader('change'),
  recognition: reader('recognition', ({ state, look: { flagged, signedBy, rows } }) => ({
    risk: recognitionRisk(flagged, rows),
    // Whoever signed cannot be the second person.
    not: state === 'second-look' && signedBy !== null ? [signedBy] : [],
    inBulk: state === 'prepared' && flagged.length === 0,
  })),
  appeal: reader('appeal'),
};
