/** The steps of a study plan that are no decision on its bundles: submitted, taken back, sent, answered by the host, withdrawn, closed. */
import {
  type PlanEvent,
  type PlanVersion,
  type RecognitionCase,
  type Result,
  type StudyPlan,
  studyPlanSchema,
} from '../../domain/index.ts';
import { type Holds, MACHINES, planHolds } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { versionFrom } from '../adviser/draft.ts';
import { lockPlanCase, subjectOf } from '../cases/plan-case.ts';
import { current } from '../service/problems.ts';
import { type Caller, type Service, write } from '../service/service.ts';
import { type Doing, dayOf, stepEnd, takeStep } from './step.ts';
import { supersedeChanges } from './supersede-changes.ts';
import { tell } from './tell.ts';

export interface PlanMove {
  readonly id: string;
  /** The revision that was looked at. */
  readonly revision: number;
  readonly event: Extract<
    PlanEvent,
    'submit' | 'take-back' | 'send-to-host' | 'host-comments' | 'host-agrees' | 'withdraw' | 'close'
  >;
  /** Code of the reason, where the event asks for one. */
  readonly reason?: string | undefined;
  /** Content hash of the version that the host answers. */
  readonly answered?: string | undefined;
}

export const moveStudyPlan = (service: Service, caller: Caller, asked: PlanMove): Promise<Result<StudyPlan>> =>
  write(service, caller, { action: `plan.${asked.event}`, answer: studyPlanSchema }, async (tx, act) => {
    const doing = { service, caller };
    const kase = await lockPlanCase(tx, asked.id);
    if (!kase.ok) return kase;
    const { plan, version } = kase.value;
    const read = current('study plan', plan, asked.revision);
    if (!read.ok) return read;
    const holds = await holdsOf(tx, { plan, version, answered: asked.answered ?? null });
    const { event, reason } = asked;
    const step = takeStep(doing, {
      machine: MACHINES.plan,
      state: plan.state,
      event,
      subject: subjectOf(plan),
      holds,
      reason,
    });
    if (!step.ok) return step;
    const next = { ...plan, revision: asked.revision, state: step.value.to, reason: reason ?? null };
    const freezes = step.value.follows.includes('freeze-first-version');
    const moved = freezes
      ? await freeze(tx, { plan: next, version, madeOn: dayOf(caller) }, act)
      : await store.updateStudyPlan(tx, { plan: next }, act);
    if (!moved.ok) return moved;
    if (step.value.follows.includes('supersede-changes')) await supersedeChanges(tx, doing, { plan: moved.value, act });
    await tellOfPlan(tx, doing, { event, plan: moved.value, version });
    return moved;
  });

/** What was agreed becomes a version of its own, from which changes are counted. */
const freeze = (
  tx: store.Tx,
  { plan, version, madeOn }: { readonly plan: StudyPlan; readonly version: PlanVersion; readonly madeOn: string },
  act: store.Act,
): Promise<Result<StudyPlan>> => {
  const newVersion = versionFrom(version.plan, { number: plan.version + 1, kind: 'first', madeOn });
  return store.updateStudyPlan(tx, { plan: { ...plan, version: newVersion.number }, newVersion }, act);
};

/** The guards of a plan that do not rest on its decisions. */
export async function holdsOf(
  connection: store.Connection,
  {
    plan,
    version,
    answered,
  }: { readonly plan: StudyPlan; readonly version: PlanVersion; readonly answered: string | null },
): Promise<Holds> {
  const open = await store.listChangeProposals(connection, {
    where: { studyPlan: plan.id, state: ['proposed', 'asked', 'pre-approved'] },
    limit: 1,
  });
  return planHolds({
    sent: version.contentHash,
    answered,
    openChanges: open.items.length,
    hasTranscript: (await store.findTranscript(connection, plan.id)) !== null,
    recognition: (await latestRecognition(connection, plan.id))?.state ?? null,
  });
}

/** The recognition of a plan that counts: the newest that no other has taken the place of. */
export async function latestRecognition(
  connection: store.Connection,
  studyPlan: string,
): Promise<RecognitionCase | null> {
  const { items } = await store.listRecognitions(connection, { where: { studyPlan }, order: 'newest', limit: 500 });
  return items.find(({ state }) => state !== 'superseded') ?? null;
}

export async function tellOfPlan(
  tx: store.Tx,
  doing: Doing,
  {
    event,
    plan,
    version,
    reason,
  }: { readonly event: PlanEvent; readonly plan: StudyPlan; readonly version: PlanVersion; readonly reason?: string },
): Promise<void> {
  const deadline = stepEnd(doing, `plan.${plan.state}`);
  const code = reason ?? plan.reason;
  const title = doing.service.process.reasons.find(({ id }) => id === code)?.title;
  await tell(tx, doing, {
    machine: 'plan',
    event,
    id: plan.id,
    occurrence: plan.revision,
    subject: subjectOf(plan),
    parameters: {
      host: version.plan.host.institution,
      ...(deadline !== null && { deadline }),
      ...(title && { reason: title }),
    },
  });
}
