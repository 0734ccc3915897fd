/** Appeals against a refused application, a refused plan or a recognition; one that is upheld opens its subject again, with its reason. */
import {
  type Appeal,
  type AppealEvent,
  type AppealState,
  appealSchema,
  type RecognitionCase,
  type Result,
  success,
} from '../../domain/index.ts';
import { appealHolds, MACHINES, reasonsFor } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { decisionsOn, loadPlanCase, subjectOf } from '../cases/plan-case.ts';
import { reopenApplication } from '../moves/application.ts';
import { appealsAbout } from '../moves/recognition.ts';
import { reopenPlan, reopenRecognition } from '../moves/reopen.ts';
import { type Doing, dayOf, refuse, stepEnd, takeStep } from '../moves/step.ts';
import { tell } from '../moves/tell.ts';
import { reachFor } from '../service/authorise.ts';
import { found } from '../service/found.ts';
import { current } from '../service/problems.ts';
import { type Caller, type Service, write } from '../service/service.ts';

export interface AppealDraft {
  readonly subject: Appeal['subject'];
  /** Code of the ground. */
  readonly ground: string;
  readonly text: string;
}

/** One appeal about a thing at a time. One that comes too late is taken, and answered so. */
export const lodgeAppeal = (
  service: Service,
  caller: Caller,
  { subject, ground, text }: AppealDraft,
): Promise<Result<Appeal>> =>
  write(service, caller, { action: 'appeal.lodge', answer: appealSchema }, async (tx, act) => {
    const decided = await decisionOn(tx, subject);
    if (!decided.ok) return decided;
    const grounds = reasonsFor(service.process.reasons, 'appeal-ground', dayOf(caller)).map(({ id }) => id);
    if (!grounds.includes(ground))
      return refuse('reason-missing', `"${ground}" is no ground of an appeal`, `Give one of: ${grounds.join(', ')}`);
    const earlier = await appealsAbout(tx, subject.id, decided.value.student);
    if (earlier.some(({ state }) => state === 'lodged' || state === 'admitted'))
      return refuse('already-exists', 'an appeal about this is open already', 'Wait for its answer, or withdraw it');
    const draft = {
      ...decided.value,
      subject,
      ground,
      text,
      state: 'lodged',
      lodgedOn: dayOf(caller),
      reason: null,
      outcome: null,
    } as const;
    const created = await store.createAppeal(tx, draft, act);
    if (created.ok) await tellOfAppeal(tx, { service, caller }, { event: 'create', appeal: created.value });
    return created;
  });

type Decided = Pick<Appeal, 'student' | 'institute' | 'decidedOn' | 'decidedBy'>;
type Decision = (connection: store.Connection, id: string) => Promise<Result<Decided>>;

const APPEALABLE: Readonly<Record<Appeal['subject']['kind'], Decision>> = {
  application: refusedApplication,
  plan: refusedPlan,
  recognition: issued,
};

/** The decision on a thing that can be appealed against now, or why there is none. */
export const decisionOn = (connection: store.Connection, { kind, id }: Appeal['subject']): Promise<Result<Decided>> =>
  APPEALABLE[kind](connection, id);

async function refusedApplication(connection: store.Connection, id: string): Promise<Result<Decided>> {
  const stored = found('application', id, await store.findApplication(connection, id));
  if (!stored.ok) return stored;
  const { student, institute, state, refusal } = stored.value;
  if (refusal === null)
    return refuse('event-not-possible', `the application is "${state}"`, 'Appeal against a refusal');
  return success({ student, institute, decidedOn: refusal.on, decidedBy: [refusal.by] });
}

async function issued(connection: store.Connection, id: string): Promise<Result<Decided>> {
  const stored = found('recognition', id, await store.findRecognition(connection, id));
  if (!stored.ok) return stored;
  const { student, institute, state, issuedOn, signedBy, countersignedBy }: RecognitionCase = stored.value;
  if ((state !== 'issued' && state !== 'closed') || issuedOn === null)
    return refuse('event-not-possible', `the recognition is "${state}"`, 'Appeal once it is issued');
  const decidedBy = [signedBy, countersignedBy].filter((user) => user !== null);
  return success({ student, institute, decidedOn: issuedOn, decidedBy });
}

async function refusedPlan(connection: store.Connection, id: string): Promise<Result<Decided>> {
  const kase = await loadPlanCase(connection, id);
  if (!kase.ok) return kase;
  const { student, institute, state } = kase.value.plan;
  const refusals = decisionsOn(kase.value, null).filter(({ decision }) => decision === 'refuse');
  const decidedOn = refusals
    .map((one) => one.decidedOn)
    .sort()
    .at(-1);
  if (state !== 'draft' || decidedOn === undefined)
    return refuse('event-not-possible', 'no part of this plan was refused', 'Appeal against a refusal');
  return success({ student, institute, decidedOn, decidedBy: [...new Set(refusals.map(({ by }) => by))] });
}

export interface AppealFilter extends store.PageOptions {
  readonly state?: AppealState | undefined;
  readonly student?: string | undefined;
  readonly institute?: string | undefined;
}

export const listAppeals = (
  { store: { connection } }: Service,
  caller: Caller,
  { after, limit, ...where }: AppealFilter,
): Promise<store.Page<Appeal>> =>
  store.listAppeals(connection, { where, after, limit, reach: reachFor(caller, 'appeal.read'), order: 'newest' });

export const readAppeal = async ({ store: { connection } }: Service, id: string): Promise<Result<Appeal>> =>
  found('appeal', id, await store.findAppeal(connection, id));

export interface AppealMove {
  readonly id: string;
  readonly revision: number;
  readonly event: AppealEvent;
  readonly reason?: string | undefined;
}

export const moveAppeal = (service: Service, caller: Caller, asked: AppealMove): Promise<Result<Appeal>> =>
  write(service, caller, { action: `appeal.${asked.event}`, answer: appealSchema }, async (tx, act) => {
    const doing = { service, caller };
    const stored = found('appeal', asked.id, await store.lockAppeal(tx, asked.id));
    if (!stored.ok) return stored;
    const { value: appeal } = stored;
    const read = current('appeal', appeal, asked.revision);
    if (!read.ok) return read;
    const { event, reason } = asked;
    const holds = appealHolds(appeal, caller.actor.user);
    const happening = { state: appeal.state, event, subject: subjectOf(appeal), holds, reason };
    const step = takeStep(doing, { machine: MACHINES.appeal, ...happening });
    if (!step.ok) return step;
    const reopened = step.value.follows.includes('reopen-subject')
      ? await REOPEN[appeal.subject.kind](tx, doing, { ...appeal, id: appeal.subject.id, reason: reason ?? '' }, act)
      : success(null);
    if (!reopened.ok) return reopened;
    const next = { ...appeal, state: step.value.to, reason: reason ?? null, outcome: reopened.value };
    const moved = await store.updateAppeal(tx, next, act);
    if (!moved.ok) return moved;
    await tellOfAppeal(tx, doing, { event, appeal: moved.value });
    return moved;
  });

const REOPEN = { application: reopenApplication, plan: reopenPlan, recognition: reopenRecognition } as const;

async function tellOfAppeal(
  tx: store.Tx,
  doing: Doing,
  { event, appeal }: { readonly event: string; readonly appeal: Appeal },
): Promise<void> {
  const title = doing.service.process.reasons.find(({ id }) => id === (appeal.reason ?? appeal.ground))?.title;
  const deadline = stepEnd(doing, `appeal.${appeal.state}`);
  const told = { machine: 'appeal', event, id: appeal.id, occurrence: appeal.revision } as const;
  const parameters = { ...(title && { reason: title }), ...(deadline !== null && { deadline }) };
  await tell(tx, doing, { ...told, subject: subjectOf(appeal), parameters });
}
