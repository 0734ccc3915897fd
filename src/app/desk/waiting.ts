/** How cases that wait are read: what all kinds have in common, and what applications, papers and plans are looked at for. */
import type { ChecklistItem, Role } from '../../domain/index.ts';
import {
  addDays,
  checkDocument,
  type DocumentRule,
  documentRisk,
  isFullyOnPrecedent,
  planRisk,
  type Waiting,
} from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { asPlan, decisionsOn, judge, loadPlanCases } from '../cases/plan-case.ts';
import { policyOfDay } from '../service/records.ts';
import { dayOf, type Work } from '../service/service.ts';

export type WaitingRequest = Omit<store.WaitingFilter, 'types'>;
export type Reader = (work: Work, asked: WaitingRequest) => Promise<Waiting[]>;

export const waitingOf = <K extends store.OwnedKind>(
  kind: K,
  { id, state, since, student, institute }: Omit<store.WaitingCase<K>, 'look'>,
): Waiting => ({ kind, id, state, since, subject: { owner: student, institute } });

/** Drafts until the call's deadline, and the next on the reserve list once a place is free. */
export const applicationsWaiting: Reader = async ({ connection }, asked) => {
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
};

/** Who hands a paper in that somebody outside has to give. */
const HANDED_IN_BY: Readonly<Record<ChecklistItem['providedBy'], readonly Role[]>> = {
  student: ['student'],
  parents: ['student'],
  teachers: ['student'],
  adviser: ['coordinator'],
  registrar: ['coordinator'],
  coordinator: ['coordinator'],
  host: ['coordinator'],
};

/**
 * Papers that the policy asks for, each with the day on which it is due. What was handed in waits for whoever checks; the rest for whoever
 * hands it in, and nobody else is asked for it.
 */
export const documentsWaiting: Reader = async (work, { states, ...asked }) => {
  const policy = policyOfDay(work, 'documents');
  if (!policy.ok) return [];
  const { documents: rules } = policy.value;
  const list = (isUploaded: boolean, types?: string[]) => {
    const wanted = states.filter((state) => (state === 'uploaded') === isUploaded);
    return store.listWaiting(work.connection, 'document', { ...asked, states: wanted, types });
  };
  const roles = work.caller.actor.roles.map(({ role }) => role);
  const isMine = ({ providedBy }: DocumentRule) => roles.some((role) => HANDED_IN_BY[providedBy].includes(role));
  const mine = rules.filter(isMine).map(({ type }) => type);
  const papers = [...(await list(true)), ...(await list(false, mine))];
  return papers.flatMap((one) => {
    const rule = rules.find(({ type }) => type === one.look.type);
    return rule ? (waitingPaper(work, one, rule) ?? []) : [];
  });
};

function waitingPaper({ caller }: Work, one: store.WaitingCase<'document'>, rule: DocumentRule): Waiting | null {
  const { callKind: kind, callDeadline, languages, stay, birthDate, ...document } = one.look;
  const today = dayOf(caller);
  const item = checkDocument(rule, { kind, callDeadline, languages, stay, birthDate, documents: [document], today });
  if (item.required === 'no') return null;
  const roles = HANDED_IN_BY[item.providedBy];
  const waiting = { ...waitingOf('document', one), deadline: item.due, risk: documentRisk(item) };
  return one.state === 'uploaded' ? waiting : { ...waiting, roles };
}

/** Submitted plans with their risk, agreed ones once the stay is over, by the day on which the transcript should be here. */
export const plansWaiting: Reader = async (work, asked) => {
  const cases = await store.listWaiting(work.connection, 'plan', asked);
  // The risk is worked out of so many at most.
  const submitted = cases.filter(({ state }) => state === 'submitted').slice(0, 100);
  const risks = await risksOf(
    work,
    submitted.map(({ id }) => id),
  );
  const times = policyOfDay(work, 'times');
  return cases.flatMap((one): Waiting[] => {
    const waiting = waitingOf('plan', one);
    if (one.state !== 'frozen') return [{ ...waiting, ...risks.get(one.id) }];
    const { stayEnd } = one.look;
    if (!times.ok || stayEnd === null || stayEnd >= dayOf(work.caller)) return [];
    return [{ ...waiting, deadline: addDays(stayEnd, times.value.transcriptDays) }];
  });
};

/** Of plans by their ids; all of them are read together. */
async function risksOf(work: Work, ids: readonly string[]): Promise<Map<string, Pick<Waiting, 'risk' | 'inBulk'>>> {
  const cases = await loadPlanCases(work.connection, ids, { isLean: true });
  const judged = await judge(
    work,
    cases.map((found) => ({ plan: found.version.plan, decisions: decisionsOn(asPlan(found)) })),
  );
  return new Map(
    judged.map((one, at) => {
      const look = { ...one, standings: one.outcome.standings, date: dayOf(work.caller) };
      return [cases[at]?.record.id ?? '', { risk: planRisk(look), inBulk: isFullyOnPrecedent(look) }];
    }),
  );
}
