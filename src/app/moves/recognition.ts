/** A recognition on its way: flagged rows decided, signed, looked at by a second person, issued, accepted, closed. */
import {
  failure,
  type Problem,
  type RecognitionCase,
  type RecognitionEvent,
  type Result,
  recognitionCaseSchema,
  success,
} from '../../domain/index.ts';
import { appealEnd, MACHINES, reasonsFor, recognitionHolds } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { lockPlanCase, subjectOf } from '../cases/plan-case.ts';
import { found } from '../service/found.ts';
import { current } from '../service/problems.ts';
import { type Caller, type Service, write } from '../service/service.ts';
import { holdsOf } from './plan.ts';
import { type Doing, dayOf, problem, refuse, stepEnd, takeStep, timesOf } from './step.ts';
import { tell } from './tell.ts';

export interface Resolutions {
  readonly id: string;
  readonly revision: number;
  readonly resolutions: readonly { readonly line: number; readonly resolution: string }[];
}

/** What a registrar says of flagged rows; a row that earned credit can not be called not recognised, it is left out by preparing anew. */
export const resolveRows = (service: Service, caller: Caller, asked: Resolutions): Promise<Result<RecognitionCase>> =>
  write(service, caller, { action: 'recognition.resolve', answer: recognitionCaseSchema }, async (tx, act) => {
    const stored = found('recognition', asked.id, await store.findRecognition(tx, asked.id));
    if (!stored.ok) return stored;
    const { value: recognition } = stored;
    const read = current('recognition', recognition, asked.revision);
    if (!read.ok) return read;
    if (recognition.state !== 'prepared')
      return refuse(
        'event-not-possible',
        `the recognition is "${recognition.state}"`,
        'Decide on rows while it is prepared',
      );
    const wrong = asked.resolutions.flatMap((one) => wrongResolution({ service, caller }, recognition, one));
    if (wrong.length > 0) return failure(...wrong);
    const said = new Map(asked.resolutions.map(({ line, resolution }) => [line, resolution]));
    const flagged = recognition.flagged.map((row) => ({ ...row, resolution: said.get(row.line) ?? row.resolution }));
    return store.updateRecognition(tx, { ...recognition, revision: asked.revision, flagged }, act);
  });

function wrongResolution(
  { service, caller }: Doing,
  { flagged, recognition }: RecognitionCase,
  { line, resolution }: Resolutions['resolutions'][number],
): Problem[] {
  if (!flagged.some((row) => row.line === line))
    return [problem('reference-unknown', `line ${line} is not flagged`, 'Name flagged lines alone')];
  const codes = reasonsFor(service.process.reasons, 'row-resolution', dayOf(caller)).map(({ id }) => id);
  if (!codes.includes(resolution))
    return [problem('reason-missing', `"${resolution}" says nothing about a row`, `Give one of: ${codes.join(', ')}`)];
  const earns = recognition.credited.some(({ from }) => from.includes(line));
  if (earns && resolution === 'not-recognised')
    return [problem('value-invalid', `line ${line} has earned credit here`, 'Prepare the recognition anew without it')];
  return [];
}

export interface RecognitionMove {
  readonly id: string;
  readonly revision: number;
  /** `sign` confirms at once where nothing is flagged; `confirm` is for such ones alone. */
  readonly event: Extract<RecognitionEvent, 'sign' | 'confirm' | 'countersign' | 'return' | 'issue' | 'close'>;
  readonly reason?: string | undefined;
}

export const moveRecognition = (
  service: Service,
  caller: Caller,
  asked: RecognitionMove,
): Promise<Result<RecognitionCase>> =>
  write(service, caller, { action: `recognition.${asked.event}`, answer: recognitionCaseSchema }, (tx, act) =>
    applyRecognitionMove(tx, { service, caller, act }, asked),
  );

/** In the transaction of the caller, who may be the clock. */
export async function applyRecognitionMove(
  tx: store.Tx,
  { act, ...doing }: Doing & { readonly act: store.Act },
  { id, revision, event: wanted, reason }: RecognitionMove,
  actor?: 'clock',
): Promise<Result<RecognitionCase>> {
  const stored = found('recognition', id, await store.findRecognition(tx, id));
  if (!stored.ok) return stored;
  const { value: recognition } = stored;
  const read = current('recognition', recognition, revision);
  if (!read.ok) return read;
  const holds = await holdsOfRecognition(tx, doing, recognition);
  if (!holds.ok) return holds;
  const event = wanted === 'sign' && recognition.flagged.length === 0 ? 'confirm' : wanted;
  const happening = { state: recognition.state, event, subject: subjectOf(recognition), holds: holds.value, reason };
  const step = takeStep(doing, { machine: MACHINES.recognition, ...happening, ...(actor && { actor }) });
  if (!step.ok) return step;
  const next = { ...recognition, ...marksOf(event, doing), revision, state: step.value.to };
  const moved = await store.updateRecognition(tx, next, act);
  if (!moved.ok) return moved;
  const plan = event === 'issue' ? await recognisePlan(tx, doing, moved.value, act) : success(null);
  if (!plan.ok) return plan;
  await tellOfRecognition(tx, doing, { event, recognition: moved.value, ...(reason !== undefined && { reason }) });
  return moved;
}

/** What an event writes down besides the state. */
function marksOf(event: RecognitionEvent, { caller }: Doing): Partial<RecognitionCase> {
  const { user } = caller.actor;
  if (event === 'confirm' || event === 'sign') return { signedBy: user };
  if (event === 'countersign') return { countersignedBy: user };
  if (event === 'return') return { signedBy: null };
  return event === 'issue' ? { issuedOn: dayOf(caller) } : {};
}

async function holdsOfRecognition(tx: store.Tx, doing: Doing, recognition: RecognitionCase) {
  const times = timesOf(doing);
  if (!times.ok) return times;
  const appeals = await appealsAbout(tx, recognition.id, recognition.student);
  const { actor } = doing.caller;
  return success(
    recognitionHolds(recognition, { user: actor.user, appeals, times: times.value, today: dayOf(doing.caller) }),
  );
}

/** The appeals about one thing; a student has few. */
export async function appealsAbout(connection: store.Connection, id: string, student: string) {
  const { items } = await store.listAppeals(connection, { where: { student }, limit: 500 });
  return items.filter(({ subject }) => subject.id === id);
}

/** With the issue of its recognition the plan is recognised. */
async function recognisePlan(
  tx: store.Tx,
  doing: Doing,
  { studyPlan }: RecognitionCase,
  act: store.Act,
): Promise<Result<null>> {
  const kase = await lockPlanCase(tx, studyPlan);
  if (!kase.ok) return kase;
  const { plan, version } = kase.value;
  const holds = await holdsOf(tx, { plan, version, answered: null });
  const happening = { state: plan.state, event: 'recognise', subject: subjectOf(plan), holds } as const;
  const step = takeStep(doing, { machine: MACHINES.plan, ...happening });
  if (!step.ok) return step;
  const next = { plan: { ...plan, state: step.value.to } };
  const moved = await store.updateStudyPlan(tx, next, { ...act, action: 'plan.recognise' });
  return moved.ok ? success(null) : moved;
}

/** The student accepts an issued recognition, so that it can be closed before the time for appeals is over. */
export const acceptRecognition = (
  service: Service,
  caller: Caller,
  { id, revision }: Pick<RecognitionMove, 'id' | 'revision'>,
): Promise<Result<RecognitionCase>> =>
  write(service, caller, { action: 'recognition.accept', answer: recognitionCaseSchema }, async (tx, act) => {
    const stored = found('recognition', id, await store.findRecognition(tx, id));
    if (!stored.ok) return stored;
    if (stored.value.state !== 'issued')
      return refuse(
        'event-not-possible',
        `the recognition is "${stored.value.state}"`,
        'It can be accepted once it is issued',
      );
    return store.updateRecognition(tx, { ...stored.value, revision, acceptedByStudent: true }, act);
  });

export async function tellOfRecognition(
  tx: store.Tx,
  doing: Doing,
  {
    event,
    recognition,
    reason,
  }: { readonly event: RecognitionEvent; readonly recognition: RecognitionCase; readonly reason?: string },
): Promise<void> {
  const times = timesOf(doing);
  const { issuedOn, flagged, state } = recognition;
  const deadline =
    issuedOn !== null && times.ok ? appealEnd(issuedOn, times.value) : stepEnd(doing, `recognition.${state}`);
  const title = doing.service.process.reasons.find(({ id }) => id === reason)?.title;
  await tell(tx, doing, {
    machine: 'recognition',
    event,
    id: recognition.id,
    occurrence: recognition.revision,
    subject: subjectOf(recognition),
    parameters: {
      host: recognition.recognition.host.institution,
      count: String(flagged.length),
      ...(deadline !== null && { deadline }),
      ...(title && { reason: title }),
    },
  });
}
