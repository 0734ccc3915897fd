/** The transcript is reconciled with the version of the plan that counts, and everything in it converted. */
import {
  type Recognition,
  type RecognitionCase,
  type Result,
  reason,
  recognitionCaseSchema,
  type Transcript,
} from '../../domain/index.ts';
import { stateOf } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { lockPlanCase, type PlanCase } from '../cases/plan-case.ts';
import { follow } from '../moves/move.ts';
import { RECOGNITION } from '../moves/recognition.ts';
import { permit } from '../service/authorise.ts';
import { refuseState } from '../service/records.ts';
import { type Caller, found, need, refuse, type Service, type Transaction, write } from '../service/service.ts';
import { recognise } from '../tools/recognise.ts';
import { resultsSoFar } from './students.ts';

export interface RecognitionRequest {
  readonly studyPlan: string;
  /** The plan's policy when left out. */
  readonly policy?: string | undefined;
  /** Rows that a person links to a planned course: codes of the host. */
  readonly links?: readonly { readonly planned: string; readonly taken: string }[] | undefined;
  /** Lines of the transcript that a person does not recognise: they earn nothing. */
  readonly leftOut?: readonly number[] | undefined;
  /** Home courses before the stay, for the GPA before and after; what the office keeps of the student when left out. */
  readonly soFar?: Transcript | undefined;
}

/** Takes the place of a recognition that nobody has confirmed yet; a confirmed one answers `already-decided`. */
export const prepareRecognition = (
  service: Service,
  caller: Caller,
  asked: RecognitionRequest,
): Promise<Result<RecognitionCase>> =>
  write(service, caller, { action: 'recognition.prepare', answer: recognitionCaseSchema }, (work) =>
    prepareIn(work, asked),
  );

/** The same in the transaction of the caller. */
export async function prepareIn(work: Transaction, asked: RecognitionRequest): Promise<RecognitionCase> {
  const plan = await lockPlanCase(work, asked.studyPlan);
  const { state, id } = plan.record;
  permit(work, 'recognition.prepare', plan.subject);
  if (state !== 'returned' && state !== 'reconciled') refuseState('plan', state, 'plan-without-transcript');
  const { transcript } = found('transcript', id, await store.transcripts.find(work.tx, id));
  const soFar = asked.soFar ?? (await resultsSoFar(work.tx, plan.record.student));
  const recognition = compute(work, { plan, transcript }, { ...asked, soFar });
  await supersedePrepared(work, plan);
  const created = need(await store.create(work.tx, 'recognition', draftFrom(plan, recognition), work.act));
  if (state === 'returned') await follow(work, 'plan', { found: plan, event: 'reconcile' });
  return created;
}

function compute(
  work: Transaction,
  { plan, transcript }: { readonly plan: PlanCase; readonly transcript: Transcript },
  { policy, links = [], leftOut = [], soFar }: RecognitionRequest,
): Recognition {
  const lines = leftOut.filter((line) => !transcript.rows.some((row) => row.line === line));
  if (lines.length > 0) refuse('reference-unknown', reason('transcript-lines-unknown', { lines: lines.map(String) }));
  const counting = { ...transcript, rows: transcript.rows.filter(({ line }) => !leftOut.includes(line)) };
  const run = recognise(work.service.context(), {
    plan: plan.version.plan,
    transcript: counting,
    changes: links,
    ...(policy !== undefined && { policy }),
    ...(soFar !== undefined && { soFar }),
  });
  const recognition = need(run);
  work.notes.push(...run.problems);
  const rows = [...recognition.rows, ...transcript.rows.filter(({ line }) => leftOut.includes(line)).map(unrecognised)];
  return { ...recognition, rows: rows.sort((a, b) => a.line - b.line) };
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
  reason: reason('row-left-out'),
  bundle: null,
  ledger: null,
});

const draftFrom = ({ record }: PlanCase, recognition: Recognition): store.Draft<RecognitionCase> => ({
  student: record.student,
  institute: record.institute,
  studyPlan: record.id,
  planVersion: record.version,
  state: 'prepared',
  recognition,
  // What a person looks at; the other rows are clear by themselves.
  flagged: recognition.rows
    .filter(({ outcome }) => ['needs-person', 'different-credits', 'different-code', 'refused'].includes(outcome))
    .map(({ line, outcome }): RecognitionCase['flagged'][number] => ({ line, flag: outcome, resolution: null })),
  signedBy: null,
  countersignedBy: null,
  issuedOn: null,
  acceptedByStudent: false,
});

async function supersedePrepared(work: Transaction, { record }: PlanCase): Promise<void> {
  const { items } = await store.list(work.tx, 'recognition', { where: { studyPlan: record.id }, limit: 500 });
  for (const { id, state } of items.filter((one) => one.state !== 'superseded')) {
    if (state !== 'prepared' && state !== 'second-look')
      refuse('already-decided', reason('recognition-confirmed-already', { state: stateOf('recognition', state) }));
    await follow(work, 'recognition', { found: await RECOGNITION.lock(work, id, 'supersede'), event: 'supersede' });
  }
}
