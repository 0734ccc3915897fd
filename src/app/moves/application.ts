/** How applications move: what the events of the commission and the office write, and what is told of them. */
import { type Application, type DocumentType, type EventOf, type Funding, reason } from '../../domain/index.ts';
import { appealEnd } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { guardsOfApplication, loadApplicationCase } from '../cases/application-case.ts';
import { everyPage, policyOfDay, ruleOn, stepEnd } from '../service/records.ts';
import { dayOf, refuse, type Transaction, type Work } from '../service/service.ts';
import type { Moving, Rules } from './kind.ts';
import { reasonTitle } from './tell.ts';

export const APPLICATION: Rules<'application'> = {
  // Whoever gives a place waits at the call for those who do so too, and sees what they left.
  lock: async ({ tx }, id, event) => {
    const found = await loadApplicationCase(tx, id);
    if (event !== 'award' && event !== 'reserve' && event !== 'promote') return found;
    await store.lock(tx, 'call', found.call.id);
    return loadApplicationCase(tx, id);
  },
  // The store finds out whether a seat is free as it gives it.
  guards: async (work, { found }) => ({ ...(await guardsOfApplication(work, found)), 'seat-free': true }),
  writes: {
    submit: ({ caller }) => ({ submittedOn: dayOf(caller) }),
    'take-back': () => ({ submittedOn: null }),
    'find-ineligible': (work) => ({ refusal: refusedOn(work) }),
    award,
    promote: award,
    reserve,
    decline: (work) => ({ reservePlace: null, refusal: refusedOn(work) }),
    withdraw: () => ({ reservePlace: null }),
    reopen: () => ({ refusal: null }),
    undo: () => UNDECIDED,
    'undo-check': () => UNDECIDED,
    revoke: () => UNDECIDED,
  },
  tells: async (work, { found: { record, subject, call }, event }) => [
    {
      subject,
      occurrence: record.revision,
      values: { host: call.university, ...reasonTitle(work, record.reason), ...deadlineAfter(work, event) },
    },
  ],
};

/** As before the commission looked at it. */
const UNDECIDED = { award: null, reservePlace: null, refusal: null };

/** Whoever refuses it, and when: what can be appealed against. */
async function award(
  { tx, caller }: Transaction,
  { found: { record, call }, input: { funding: wanted } }: Moving<'application'>,
): Promise<Partial<Application>> {
  const { id, funding: wish, reservePlace } = record;
  const ranked = (await store.results.find(tx, 'ranking', call.id))?.body.ranked.find((one) => one.application === id);
  const rank = ranked?.rank ?? reservePlace;
  if (rank === null || rank === undefined) return refuse('guard-not-met', reason('applicant-not-ranked'));
  const funding: Funding = wanted ?? (wish === 'own-expense' ? wish : 'grant');
  if (wish !== 'either' && wish !== funding)
    refuse('request-invalid', reason('funding-not-wished', { wish }), { column: 'funding' });
  return { award: { funding, decidedOn: dayOf(caller), rank }, reservePlace: null };
}

async function reserve(
  work: Transaction,
  { found: { call }, input: { place } }: Moving<'application'>,
): Promise<Partial<Application>> {
  const places = (await applicationsOf(work.tx, call.id, 'reserved')).map(({ reservePlace }) => reservePlace ?? 0);
  const { reserve: most } = ruleOn(work, 'competitions');
  if (most !== null && places.length >= most) refuse('event-not-possible', reason('reserve-full', { count: most }));
  return { reservePlace: place ?? Math.max(0, ...places) + 1 };
}

export const applicationsOf = (
  connection: store.Connection,
  call: string,
  state: Application['state'],
): Promise<Application[]> =>
  everyPage((after) => store.list(connection, 'application', { where: { call, state }, after, limit: 500 }));

export const missingDocument = (application: string, type: DocumentType) =>
  ({ application, type, state: 'missing', copies: 1, issuedOn: null, validUntil: null, reason: null }) as const;

/** Until when a place is to be accepted, or a refusal can be appealed against. */
function deadlineAfter(work: Work, event: EventOf<'application'> | 'create'): { readonly deadline?: string } {
  if (event === 'award' || event === 'promote') {
    const end = stepEnd(work, 'application.awarded');
    return end === null ? {} : { deadline: end };
  }
  const times = policyOfDay(work, 'times');
  const isRefusal = event === 'decline' || event === 'find-ineligible';
  return isRefusal && times.ok ? { deadline: appealEnd(dayOf(work.caller), times.value) } : {};
}

const refusedOn = ({ caller }: Work) => ({ on: dayOf(caller), by: caller.actor.user });
