/** What an upheld appeal opens again. The right is the appeal's: whoever upheld it needs no other. */
import { type Actor, type Result, success } from '../../domain/index.ts';
import { MACHINES } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { found } from '../found.ts';
import { type Doing, dayOf, takeStep } from '../step.ts';
import { tellOfPlan } from '../study-plans/move.ts';
import { lockPlanCase, roundsOf, subjectOf } from '../study-plans/plan-case.ts';
import { asPlan, standingsOf } from '../study-plans/take-decisions.ts';
import { tellOfRecognition } from './sign.ts';

interface Reopened {
  readonly id: string;
  readonly reason: string;
}

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
): Promise<Result<null>> {
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
  return success(null);
}

/** A refused plan is the directorate's again; its refusals are set aside. */
export async function reopenPlan(
  tx: store.Tx,
  doing: Doing,
  { id, reason }: Reopened,
  act: store.Act,
): Promise<Result<null>> {
  const kase = await lockPlanCase(tx, id);
  if (!kase.ok) return kase;
  const { plan, version } = kase.value;
  const happening = { state: plan.state, event: 'reopen', subject: subjectOf(plan), holds: UPHELD, reason } as const;
  const step = takeStep(doing, { machine: MACHINES.plan, ...happening });
  if (!step.ok) return step;
  const refused = standingsOf(asPlan(kase.value)).filter(({ state }) => state === 'refused');
  const decisions = refused.map(({ bundle, key }) => ({
    seen: roundsOf(kase.value, { bundle, change: null }),
    decision: {
      decision: 'set-aside' as const,
      bundle,
      bundleKey: key,
      by: doing.caller.actor.user,
      institute: plan.institute,
      decidedOn: dayOf(doing.caller),
      precedent: null,
      comment: '',
      reason,
    },
  }));
  const place = { studyPlan: plan.id, planVersion: plan.version, change: null };
  const setAside = await store.decideBundles(tx, { ...place, decisions }, act);
  if (!setAside.ok) return setAside;
  const next = { plan: { ...plan, state: step.value.to, reason } };
  const written = await store.updateStudyPlan(tx, next, { ...act, action: 'plan.reopen' });
  if (!written.ok) return written;
  await tellOfPlan(tx, doing, { event: 'reopen', plan: written.value, version, reason });
  return success(null);
}
