/** The transcript is reconciled with the version of the plan that counts, and everything in it converted. */
import {
  failure,
  type Problem,
  type Recognition,
  type RecognitionCase,
  type Result,
  type RowOutcome,
  recognitionCaseSchema,
  success,
  type Transcript,
} from '../../domain/index.ts';
import { MACHINES } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { lockPlanCase, type PlanCase, subjectOf } from '../cases/plan-case.ts';
import { holdsOf } from '../moves/plan.ts';
import { type Doing, problem, refuse, takeStep } from '../moves/step.ts';
import { found } from '../service/found.ts';
import { type Caller, type Service, write } from '../service/service.ts';
import { recognise } from '../tools/recognise.ts';

export interface RecognitionRequest {
  readonly studyPlan: string;
  /** The plan's policy when left out. */
  readonly policy?: string | undefined;
  /** Rows that a person links to a planned course: codes of the host. */
  readonly links?: readonly { readonly planned: string; readonly taken: string }[] | undefined;
  /** Lines of the transcript that a person does not recognise: they earn nothing. */
  readonly leftOut?: readonly number[] | undefined;
  /** Home courses before the stay, for the GPA before and after. */
  readonly soFar?: Transcript | undefined;
}

/** Rows that a person looks at; the others are clear by themselves. */
const FLAGGED: ReadonlySet<RowOutcome> = new Set(['needs-person', 'different-credits', 'different-code', 'refused']);

/** Takes the place of a recognition that nobody has confirmed yet; a confirmed one answers `already-decided`. */
export const prepareRecognition = (
  service: Service,
  caller: Caller,
  asked: RecognitionRequest,
): Promise<Result<RecognitionCase>> =>
  write(service, caller, { action: 'recognition.prepare', answer: recognitionCaseSchema }, async (tx, act) => {
    const doing = { service, caller };
    const kase = await lockPlanCase(tx, asked.studyPlan);
    if (!kase.ok) return kase;
    const { plan } = kase.value;
    if (plan.state !== 'returned' && plan.state !== 'reconciled')
      return refuse('event-not-possible', `the plan is "${plan.state}"`, 'Import the transcript first');
    const transcript = found('transcript', plan.id, await store.findTranscript(tx, plan.id));
    if (!transcript.ok) return transcript;
    const computed = compute(doing, { kase: kase.value, transcript: transcript.value.transcript }, asked);
    if (!computed.ok) return computed;
    const superseded = await supersedePrepared(tx, doing, kase.value, act);
    if (!superseded.ok) return superseded;
    const created = await store.createRecognition(tx, draftFrom(kase.value, computed.value), act);
    if (!created.ok) return created;
    const reconciled = await reconcile(tx, doing, kase.value, act);
    return reconciled.ok ? success(created.value, computed.problems) : reconciled;
  });

function compute(
  { service }: Doing,
  { kase, transcript }: { readonly kase: PlanCase; readonly transcript: Transcript },
  { policy, links = [], leftOut = [], soFar }: RecognitionRequest,
): Result<Recognition> {
  const unknown = leftOut.filter((line) => !transcript.rows.some((row) => row.line === line));
  if (unknown.length > 0)
    return failure(
      problem('reference-unknown', `the transcript has no line ${unknown.join(', ')}`, 'Name lines of the transcript'),
    );
  const counting = { ...transcript, rows: transcript.rows.filter(({ line }) => !leftOut.includes(line)) };
  const request = { plan: kase.version.plan, transcript: counting, changes: links };
  const run = recognise(service.context(), {
    ...request,
    ...(policy !== undefined && { policy }),
    ...(soFar !== undefined && { soFar }),
  });
  if (!run.ok) return run;
  const rows = [...run.value.rows, ...transcript.rows.filter(({ line }) => leftOut.includes(line)).map(unrecognised)];
  return success({ ...run.value, rows: rows.sort((a, b) => a.line - b.line) }, run.problems);
}

/** A row that a person left out still stands in the protocol, with the reason. */
const unrecognised = ({ line, code, titles, credits, unit, grade, scale }: Transcript['rows'][number]) => ({
  line,
  code,
  title: Object.values(titles)[0] ?? '',
  credits,
  unit,
  ects: null,
  grade,
  scale,
  outcome: 'refused' as const,
  reason: 'a person decided not to recognise it',
  bundle: null,
});

const draftFrom = ({ plan }: PlanCase, recognition: Recognition): store.Draft<RecognitionCase> => ({
  student: plan.student,
  institute: plan.institute,
  studyPlan: plan.id,
  planVersion: plan.version,
  state: 'prepared',
  recognition,
  flagged: recognition.rows
    .filter(({ outcome }) => FLAGGED.has(outcome))
    .map(({ line, outcome }): RecognitionCase['flagged'][number] => ({ line, flag: outcome, resolution: null })),
  signedBy: null,
  countersignedBy: null,
  issuedOn: null,
  acceptedByStudent: false,
});

async function supersedePrepared(
  tx: store.Tx,
  doing: Doing,
  { plan }: PlanCase,
  act: store.Act,
): Promise<Result<null>> {
  const { items } = await store.listRecognitions(tx, { where: { studyPlan: plan.id }, limit: 500 });
  for (const old of items.filter(({ state }) => state !== 'superseded')) {
    const happening = { state: old.state, event: 'supersede', subject: subjectOf(plan) } as const;
    const step = takeStep(doing, { machine: MACHINES.recognition, ...happening });
    if (!step.ok) return failure(confirmed(old));
    const ended = await store.updateRecognition(tx, { ...old, state: step.value.to }, act);
    if (!ended.ok) return ended;
  }
  return success(null);
}

const confirmed = ({ state }: RecognitionCase): Problem =>
  problem(
    'already-decided',
    `a recognition of this plan is "${state}" already`,
    'After its confirmation only an appeal opens it again',
  );

async function reconcile(
  tx: store.Tx,
  doing: Doing,
  { plan, version }: PlanCase,
  act: store.Act,
): Promise<Result<null>> {
  if (plan.state !== 'returned') return success(null);
  const holds = await holdsOf(tx, { plan, version, answered: null });
  const happening = { state: plan.state, event: 'reconcile', subject: subjectOf(plan), holds } as const;
  const step = takeStep(doing, { machine: MACHINES.plan, ...happening });
  if (!step.ok) return step;
  const moved = await store.updateStudyPlan(
    tx,
    { plan: { ...plan, state: step.value.to } },
    { ...act, action: 'plan.reconcile' },
  );
  return moved.ok ? success(null) : moved;
}
