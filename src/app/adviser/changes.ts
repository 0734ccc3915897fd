/** Changes to an agreed plan: proposed, answered, agreed with the host, withdrawn. Other content is another proposal. */
import {
  type ChangeProposal,
  type ChangeState,
  changeProposalSchema,
  type DecisionDraft,
  failure,
  type Plan,
  type Result,
} from '../../domain/index.ts';
import { checkChange, MACHINES } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { contentHashOf, lockPlanCase, type PlanCase, subjectOf } from '../cases/plan-case.ts';
import { takeDecisions } from '../cases/take-decisions.ts';
import { dayOf, refuse, takeStep } from '../moves/step.ts';
import { supersedeChanges } from '../moves/supersede-changes.ts';
import { tellOfChange } from '../moves/tell-of-change.ts';
import { found } from '../service/found.ts';
import { current } from '../service/problems.ts';
import { type Caller, type Service, write } from '../service/service.ts';
import { versionFrom } from './draft.ts';

export interface ChangeRequest {
  readonly studyPlan: string;
  /** The version that it is made against. */
  readonly baseVersion: number;
  readonly items: readonly ChangeProposal['items'][number][];
  /** The whole plan after it. */
  readonly plan: Plan;
}

/** `version-conflict` when the plan has moved on. The items must be exactly what the plans differ by, each with its reason. */
export const proposeChange = (
  service: Service,
  caller: Caller,
  asked: ChangeRequest,
): Promise<Result<ChangeProposal>> =>
  write(service, caller, { action: 'change.propose', answer: changeProposalSchema }, async (tx, act) => {
    const kase = await lockPlanCase(tx, asked.studyPlan);
    if (!kase.ok) return kase;
    const { plan, version } = kase.value;
    if (plan.state !== 'frozen')
      return refuse('event-not-possible', `the plan is "${plan.state}"`, 'Changes are proposed to an agreed plan');
    const date = dayOf(caller);
    const { problems } = checkChange({ ...asked, items: [...asked.items] }, version, {
      reasons: service.process.reasons,
      date,
    });
    if (problems.length > 0) return failure(...problems);
    const created = await store.createChangeProposal(
      tx,
      {
        ...asked,
        items: [...asked.items],
        state: 'proposed',
        contentHash: contentHashOf(asked.plan),
        proposedBy: caller.actor.user,
        proposedOn: date,
        reason: null,
      },
      act,
    );
    if (created.ok)
      await tellOfChange(tx, { service, caller }, { event: 'create', change: created.value, plan: kase.value.plan });
    return created;
  });

export const listChanges = (
  { store: { connection } }: Service,
  {
    studyPlan,
    state,
    ...page
  }: store.PageOptions & { readonly studyPlan: string; readonly state?: ChangeState | undefined },
): Promise<store.Page<ChangeProposal>> =>
  store.listChangeProposals(connection, { where: { studyPlan, state }, ...page });

export const readChange = async ({ store: { connection } }: Service, id: string): Promise<Result<ChangeProposal>> =>
  found('change proposal', id, await store.findChangeProposal(connection, id));

export interface ChangeCase {
  readonly change: ChangeProposal;
  readonly kase: PlanCase;
}

/** A change with its plan, which is locked. */
export async function lockChange(tx: store.Tx, id: string): Promise<Result<ChangeCase>> {
  const known = found('change proposal', id, await store.findChangeProposal(tx, id));
  if (!known.ok) return known;
  const kase = await lockPlanCase(tx, known.value.studyPlan);
  if (!kase.ok) return kase;
  // Read again: it may have moved on while the lock was waited for.
  const change = found('change proposal', id, await store.findChangeProposal(tx, id));
  return change.ok ? { ...change, value: { change: change.value, kase: kase.value } } : change;
}

export const baseHolds = ({ change, kase }: ChangeCase) => ({
  'base-current': change.baseVersion === kase.plan.version,
  'base-moved': change.baseVersion !== kase.plan.version,
});

export interface ChangeMove {
  readonly id: string;
  readonly revision: number;
  readonly event: 'host-agrees' | 'host-comments' | 'withdraw';
}

/** What the host agrees to becomes the version that counts, and every other open proposal falls. */
export const moveChange = (service: Service, caller: Caller, asked: ChangeMove): Promise<Result<ChangeProposal>> =>
  write(service, caller, { action: `change.${asked.event}`, answer: changeProposalSchema }, async (tx, act) => {
    const doing = { service, caller };
    const both = await lockChange(tx, asked.id);
    if (!both.ok) return both;
    const { change, kase } = both.value;
    const read = current('change proposal', change, asked.revision);
    if (!read.ok) return read;
    const { event } = asked;
    const happening = { state: change.state, event, subject: subjectOf(kase.plan), holds: baseHolds(both.value) };
    const step = takeStep(doing, { machine: MACHINES.change, ...happening });
    if (!step.ok) return step;
    const moved = await store.updateChangeProposal(
      tx,
      { ...change, revision: asked.revision, state: step.value.to },
      act,
    );
    if (!moved.ok) return moved;
    if (step.value.follows.includes('freeze-changed-version')) {
      const number = kase.plan.version + 1;
      const newVersion = versionFrom(change.plan, { number, kind: 'change', madeOn: dayOf(caller), change: change.id });
      const plan = await store.updateStudyPlan(tx, { plan: { ...kase.plan, version: number }, newVersion }, act);
      if (!plan.ok) return plan;
      await supersedeChanges(tx, doing, { plan: plan.value, act });
    }
    await tellOfChange(tx, doing, { event, change: moved.value, plan: kase.plan });
    return moved;
  });

export interface ChangeAnswers {
  readonly id: string;
  readonly answers: readonly Extract<DecisionDraft, { decision: 'answer' }>[];
}

/** The student's answers to questions about a change. */
export const answerOnChange = (
  service: Service,
  caller: Caller,
  asked: ChangeAnswers,
): Promise<Result<ChangeProposal>> =>
  write(service, caller, { action: 'change.answer', answer: changeProposalSchema }, async (tx, act) => {
    const doing = { service, caller };
    const both = await lockChange(tx, asked.id);
    if (!both.ok) return both;
    const { change, kase } = both.value;
    if (change.state !== 'asked')
      return refuse('event-not-possible', `the change is "${change.state}"`, 'No question is open');
    const decidable = { kase, plan: change.plan, change: change.id };
    const taken = await takeDecisions(tx, doing, { decidable, drafts: asked.answers, as: kase.plan.institute }, act);
    if (!taken.ok) return taken;
    const { holds } = taken.value.outcome;
    if (!holds['questions-answered']) return { ok: true, value: change, problems: [] };
    const happening = { state: change.state, event: 'answer', subject: subjectOf(kase.plan), holds } as const;
    const step = takeStep(doing, { machine: MACHINES.change, ...happening });
    if (!step.ok) return step;
    const moved = await store.updateChangeProposal(tx, { ...change, state: step.value.to }, act);
    if (moved.ok) await tellOfChange(tx, doing, { event: 'answer', change: moved.value, plan: kase.plan });
    return moved;
  });
