/** What transitions do besides: to the record before it is written, and to other records once it is. */
import { type Appeal, type MachineId, reason } from '../../domain/index.ts';
import type { Effect } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { checklistOf, eligibilityOf } from '../cases/application-case.ts';
import {
  asPlan,
  type Decidable,
  lockPlanCase,
  openChanges,
  roundsOf,
  standingsOf,
  versionFrom,
} from '../cases/plan-case.ts';
import { acting, dayOf, need, refuse, type Transaction } from '../service/service.ts';
import { missingDocument } from './application.ts';
import type { Consequences, Moving, Writes } from './kind.ts';
import { recordPrecedents, setAsideRefusals } from './precedents.ts';

type RunEffect<K extends MachineId, A> = (work: Transaction, moving: Moving<K>, on: Consequences) => Promise<A>;

export const EFFECTS: {
  readonly [E in Effect]: {
    readonly [K in MachineId]?: { readonly before: RunEffect<K, Writes<K>> } | { readonly after: RunEffect<K, void> };
  };
} = {
  'start-checklist': { application: { after: startChecklist } },
  'keep-eligibility': {
    application: {
      after: async (work, { found }) => {
        const act = acting(work, 'application.check').act;
        await store.results.save(
          work.tx,
          'eligibility',
          { owner: found.record.id, body: eligibilityOf(work, found) },
          act,
        );
      },
    },
  },
  'take-seat': {
    application: {
      after: async ({ tx, act }, { found: { record, call } }) => {
        const funding = record.award?.funding ?? 'own-expense';
        need(await store.seats.take(tx, { application: record.id, call: call.id, funding }, act));
      },
    },
  },
  'release-seat': {
    application: {
      after: async ({ tx, act }, { found }) => void need(await store.seats.release(tx, found.record.id, act)),
    },
  },
  'record-precedents': {
    plan: { after: async (work, { input }) => recordPrecedents(work, input.judged) },
    change: { after: async (work, { input }) => recordPrecedents(work, input.judged) },
  },
  'freeze-first-version': {
    plan: {
      before: async ({ caller }, { found: { record, version } }) => {
        const number = record.version + 1;
        const newVersion = versionFrom(version.plan, { number, kind: 'first', madeOn: dayOf(caller) });
        return { version: number, newVersion };
      },
    },
  },
  'freeze-changed-version': {
    change: {
      after: async (work, { found: { record: change, plan } }) => {
        const number = plan.record.version + 1;
        const made = { number, kind: 'change', madeOn: dayOf(work.caller), change: change.id } as const;
        const changed = { plan: { ...plan.record, version: number }, newVersion: versionFrom(change.plan, made) };
        need(await store.plans.update(work.tx, changed, work.act));
      },
    },
  },
  'supersede-changes': {
    plan: { after: (work, { found }, on) => supersedeChanges(work, found.record.id, on) },
    change: { after: (work, { found }, on) => supersedeChanges(work, found.record.studyPlan, on) },
  },
  'recognise-plan': {
    recognition: {
      after: async (work, { found }, { follow }) => {
        await follow(work, 'plan', { found: await lockPlanCase(work, found.record.studyPlan), event: 'recognise' });
      },
    },
  },
  'unrecognise-plan': {
    recognition: {
      after: async (work, { found }, { follow }) => {
        const plan = await lockPlanCase(work, found.record.studyPlan);
        await follow(work, 'plan', { found: plan, event: 'undo', holds: { 'grace-open': true } });
      },
    },
  },
  'take-back-decisions': {
    plan: { after: (work, { found, input }) => takeBack(work, asPlan(found), input.bundles) },
    change: {
      after: (work, { found: { record: change, plan }, input }) =>
        takeBack(work, { found: plan, plan: change.plan, change }, input.bundles),
    },
  },
  'reopen-plan': {
    recognition: {
      after: async (work, { found, reason }, { follow }) => {
        const plan = await lockPlanCase(work, found.record.studyPlan);
        await follow(work, 'plan', { found: plan, event: 'reopen', reason, holds: UPHELD });
      },
    },
  },
  'reopen-subject': {
    appeal: {
      before: async (work, moving, on) => {
        if (!work.held) return { outcome: await reopenSubject(work, moving, on) };
        work.held.reopens = { by: work.caller.actor.user, reason: moving.reason ?? '' };
        return {};
      },
    },
  },
};

/** Puts the word `take-back` above the decisions that count on these bundles, or on all: nothing is deleted. */
async function takeBack(work: Transaction, decidable: Decidable, bundles?: readonly string[]): Promise<void> {
  const { caller, tx, act } = work;
  const { record } = decidable.found;
  const decided = standingsOf(decidable).filter(
    ({ state, bundle }) =>
      state !== 'open' && roundsOf(decidable, bundle) > 0 && (bundles === undefined || bundles.includes(bundle)),
  );
  // A change that only takes bundles out is decided on as a whole.
  const isWhole = decidable.change !== null && bundles === undefined;
  if (decided.length === 0 && !isWhole) refuse('guard-not-met', reason('bundles-not-decided'));
  const { id: studyPlan, version: planVersion, institute } = record;
  const made = { by: caller.actor.user, institute, decidedOn: dayOf(caller), precedent: null, comment: '' };
  const decisions = decided.map(({ bundle, key: bundleKey }) => ({
    seen: roundsOf(decidable, bundle),
    decision: { decision: 'take-back' as const, bundle, bundleKey, ...made },
  }));
  need(await store.decisions.add(tx, { studyPlan, planVersion, change: decidable.change?.id ?? null, decisions }, act));
}

/** A document for each that is asked, or perhaps asked, of this student: what is missing can then be reminded of. */
async function startChecklist(work: Transaction, { found }: Moving<'application'>): Promise<void> {
  const { id } = found.record;
  const present = new Set((await store.documents.list(work.tx, [id])).map(({ type }) => type));
  for (const { type, required } of await checklistOf(work, found))
    if (required !== 'no' && !present.has(type))
      need(await store.create(work.tx, 'document', { ...missingDocument(id, type), files: [] }, work.act));
}

async function supersedeChanges(work: Transaction, studyPlan: string, { lock, follow }: Consequences): Promise<void> {
  for (const { id } of await openChanges(work.tx, studyPlan)) {
    const found = await lock(work, 'change', id, 'supersede');
    await follow(work, 'change', { found, event: 'supersede', holds: { 'base-moved': true } });
  }
}

/** States that an appeal may be about. */
const REFUSED: ReadonlySet<string> = new Set(['ineligible', 'declined', 'issued', 'closed']);

const UPHELD = { 'appeal-upheld': true } as const;

/**
 * What an upheld appeal opens again. The refusals of bundles that it is about are set aside; a plan that the directorate has, or that has
 * them in its draft, is the directorate's again, and one that has gone on without those bundles stays where it is.
 */
export async function reopenSubject(
  work: Transaction,
  { found: { record }, reason = '' }: Pick<Moving<'appeal'>, 'found' | 'reason'>,
  { lock, follow }: Consequences,
): Promise<Appeal['outcome']> {
  const { kind, id } = record.subject;
  if (kind === 'plan') {
    const plan = await lockPlanCase(work, id);
    const overturned = await setAsideRefusals(work, { found: plan, decidedOn: record.decidedOn, reason });
    const isConcerned = standingsOf(asPlan(plan)).some(({ key }) => overturned.includes(key));
    const { state } = plan.record;
    // Later on no bundle of a plan is refused any more; only a plan that was given up may still have one.
    if (!isConcerned || (state !== 'draft' && state !== 'submitted')) return { reopened: false, state };
  }
  const found = await lock(work, kind, id, 'reopen');
  // Decided anew meanwhile: what the appeal is about is gone.
  if (!REFUSED.has(found.record.state) && kind !== 'plan') return { reopened: false, state: found.record.state };
  const { state } = await follow(work, kind, { found, event: 'reopen', reason, holds: UPHELD });
  return { reopened: true, state };
}
