/** What of each kind waits, as the queue looks at it: with its deadline and its risk. */
import type { z } from 'zod';
import { addDays, type ChecklistItem, documentSchema, localisedSchema, type Role } from '../../domain/index.ts';
import {
  checkDocument,
  type DocumentRule,
  documentRisk,
  isFullyOnPrecedent,
  planRisk,
  recognitionRisk,
  type Waiting,
} from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { asPlan, decisionsOn, judge, loadPlanCases } from '../cases/plan-case.ts';
import { policyOfDay, ruleOn } from '../service/records.ts';
import { dayOf, type Work } from '../service/service.ts';
import { type PlanSummary, summarise } from './plan-summary.ts';

/** Of a paper: which it is, and of which application. */
export const waitingPaperSchema = documentSchema
  .pick({ application: true, type: true })
  .extend({ title: localisedSchema });
type WaitingPaper = z.infer<typeof waitingPaperSchema> | null;

export type WaitingRequest = Omit<store.WaitingFilter, 'types'> & {
  /** Only how many there are is asked: no risk is worked out. */
  readonly isCounted?: boolean | undefined;
};
/** With what a plan rests on, where that was worked out, and of a document which it is. */
export type Seen = Waiting & { readonly summary?: PlanSummary | undefined; readonly paper?: WaitingPaper };
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

export const QUEUE_READERS: Readonly<Record<store.OwnedKind, Reader>> = {
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
  plan: async (work, { isCounted = false, ...asked }) => {
    const cases = await store.listWaiting(work.connection, 'plan', asked);
    // The risk is worked out of so many at most.
    const submitted = isCounted ? [] : cases.filter(({ state }) => state === 'submitted').slice(0, 100);
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
