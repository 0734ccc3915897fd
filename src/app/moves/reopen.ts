/** What an upheld appeal opens again. The right is the appeal's: whoever upheld it needs no other. */
import { type Actor, type Appeal, type PlanState, type Result, success } from '../../domain/index.ts';
import { MACHINES } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { lockPlanCase, subjectOf } from '../cases/plan-case.ts';
import { asPlan, standingsOf } from '../cases/take-decisions.ts';
import { found } from '../service/found.ts';
import { tellOfPlan } from './plan.ts';
import { tellOfRecognition } from './recognition.ts';
import { setAsideRefusals } from './set-aside.ts';
import { type Doing, takeStep } from './step.ts';

interface Reopened {
  readonly id: string;
  readonly reason: string;
}
type Outcome = NonNullable<Appeal['outcome']>;

const UPHELD = { 'appeal-upheld': true } as const;
const registrar = ({ caller }: Doing): Actor => ({
  user: caller.actor.user,
  roles: [{ role: 'registrar', institute: null }],
});

/** Prepared again, without its signatures; its plan is reconciled again. */
export async function reopenRecognition(
  tx: store.Tx,
  doing: Doing,
  { id, reason }: Reopened,
  act: store.Act,
): Promise<Result<Outcome>> {
  const stored = found('recognition', id, await store.findRecognition(tx, id));
  if (!stored.ok) return stored;
  const { value: recognition } = stored;
  const common = { event: 'reopen', holds: UPHELD, reason, actor: registrar(doing) } as const;
  const happening = { ...common, state: recognition.state, subject: subjectOf(recognition) };
  const step = takeStep(doing, { machine: MACHINES.recognition, ...happening });
  if (!step.ok) return step;
  const cleared = { signedBy: null, countersignedBy: null, issuedOn: null, acceptedByStudent: false };
  const next = { ...recognition, ...cleared, state: step.value.to };
  const moved = await store.updateRecognition(tx, next, { ...act, action: 'recognition.reopen' });
  if (!moved.ok) return moved;
  await tellOfRecognition(tx, doing, { event: 'reopen', recognition: moved.value, reason });
  const kase = await lockPlanCase(tx, recognition.studyPlan);
  if (!kase.ok) return kase;
  const { plan, version } = kase.value;
  const planStep = takeStep(doing, { machine: MACHINES.plan, ...common, state: plan.state, subject: subjectOf(plan) });
  if (!planStep.ok) return planStep;
  const reopened = { plan: { ...plan, state: planStep.value.to, reason } };
  const written = await store.updateStudyPlan(tx, reopened, { ...act, action: 'plan.reopen' });
  if (!written.ok) return written;
  await tellOfPlan(tx, doing, { event: 'reopen', plan: written.value, version, reason });
  return success({ reopened: true, state: moved.value.state });
}

/**
 * The refusals that the appeal is about are set aside. A plan that the directorate has, or that has them in its draft, is the directorate's
 * again; one that has gone on without those bundles stays where it is.
 */
export async function reopenPlan(
  tx: store.Tx,
  doing: Doing,
  { id, reason, decidedOn }: Reopened & { readonly decidedOn: string },
  act: store.Act,
): Promise<Result<Outcome>> {
  const kase = await lockPlanCase(tx, id);
  if (!kase.ok) return kase;
  const { plan, version } = kase.value;
  const overturned = await setAsideRefusals(tx, doing, { kase: kase.value, decidedOn, reason }, act);
  if (!overturned.ok) return overturned;
  const concerned = standingsOf(asPlan(kase.value)).some(({ key }) => overturned.value.includes(key));
  if (!concerned || !BEFORE_APPROVAL.has(plan.state)) return success({ reopened: false, state: plan.state });
  const happening = { state: plan.state, event: 'reopen', subject: subjectOf(plan), holds: UPHELD, reason } as const;
  const step = takeStep(doing, { machine: MACHINES.plan, ...happening });
  if (!step.ok) return step;
  const next = { plan: { ...plan, state: step.value.to, reason } };
  const written = await store.updateStudyPlan(tx, next, { ...act, action: 'plan.reopen' });
  if (!written.ok) return written;
  await tellOfPlan(tx, doing, { event: 'reopen', plan: written.value, version, reason });
  return success({ reopened: true, state: step.value.to });
}

/** Later on no bundle of a plan is refused any more; only a plan that was given up may still have one. */
const BEFORE_APPROVAL: ReadonlySet<PlanState> = new Set(['draft', 'submitted']);
