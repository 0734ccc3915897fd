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
import { loadPlanCase, lockPlanCase, type PlanCase } from '../cases/plan-case.ts';
import { follow } from '../moves/move.ts';
import { RECOGNITION } from '../moves/recognition.ts';
import { permit } from '../service/authorise.ts';
import { refuseState } from '../service/records.ts';
import {
  attempt,
  type Caller,
  found,
  need,
  refuse,
  type Service,
  type Transaction,
  workOf,
  write,
} from '../service/service.ts';
import {
  compareRecognitions,
  type RecogniseRequest,
  type RecognitionDifference,
  type RowAnswer,
  recognise,
} from '../tools/recognise.ts';
import { resultsSoFar } from './students.ts';
import { identityOf } from './transcripts.ts';

export interface RecognitionRequest {
  readonly studyPlan: string;
  /** The plan's policy when left out. */
  readonly policy?: string | undefined;
  /** Rows that a person links to a planned course: codes of the host. */
  readonly links?: readonly { readonly planned: string; readonly taken: string }[] | undefined;
  /** Lines of the transcript that a person does not recognise: they earn nothing. */
  readonly leftOut?: readonly number[] | undefined;
  /** What a person says of other lines. */
  readonly answers?: readonly RowAnswer[] | undefined;
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
  const { state } = plan.record;
  permit(work, 'recognition.prepare', plan.subject);
  if (state !== 'returned' && state !== 'reconciled') refuseState('plan', state, 'plan-without-transcript');
  const { policy = null, links = [], leftOut = [], answers = [], soFar } = asked;
  const preparedFrom = {
    policy,
    links: [...links],
    soFar: (soFar && { ...soFar, student: null }) ?? (await resultsSoFar(work.tx, plan.record.student)) ?? null,
  };
  const said = [...leftOut.map((line) => ({ line, resolution: NOT_RECOGNISED })), ...answers];
  const recognition = await compute(work, { plan, preparedFrom, answers: said });
  await supersedePrepared(work, plan);
  const draft = draftFrom(plan, { recognition, preparedFrom });
  const created = need(await store.create(work.tx, 'recognition', draft, work.act));
  if (state === 'returned') await follow(work, 'plan', { found: plan, event: 'reconcile' });
  return created;
}

const NOT_RECOGNISED = 'not-recognised';

/** A recognition with what a person has answered meanwhile: reckoned anew from the same, so that no row changes that no question names. */
export async function answerRows(
  work: Transaction,
  record: RecognitionCase,
  given: readonly RowAnswer[],
): Promise<RecognitionCase> {
  const { preparedFrom, recognition: before } = record;
  const answers = [...new Map([...before.answers, ...given].map((answer) => [answer.line, answer])).values()];
  const plan = await lockPlanCase(work, record.studyPlan);
  // One that was prepared before answers were reckoned with keeps its figures, and its rows their words.
  const recognition =
    preparedFrom && plan.record.version === record.planVersion
      ? await compute(work, { plan, preparedFrom, answers })
      : { ...before, answers };
  const old = record.flagged.map((row) => ({
    ...row,
    resolution: given.find(({ line }) => line === row.line)?.resolution ?? row.resolution,
  }));
  return { ...record, recognition, flagged: preparedFrom ? flaggedOf(recognition) : old };
}

interface Computing {
  readonly plan: PlanCase;
  readonly preparedFrom: NonNullable<RecognitionCase['preparedFrom']>;
  readonly answers: readonly RowAnswer[];
}

/** What another policy would make of the same transcripts, links and answers; nothing is changed. */
export const tryPolicy = (
  service: Service,
  caller: Caller,
  { id, policy }: { readonly id: string; readonly policy: string },
): Promise<Result<RecognitionDifference[]>> =>
  attempt(async () => {
    const work = { ...workOf(service, caller), notes: [] };
    const { recognition, preparedFrom, studyPlan } = found(
      'recognition',
      id,
      await store.find(work.connection, 'recognition', id),
    );
    const plan = await loadPlanCase(work.connection, studyPlan);
    const from = preparedFrom ?? { links: [], soFar: null };
    const asked = { plan, preparedFrom: { ...from, policy }, answers: recognition.answers };
    return compareRecognitions(recognition, await compute(work, asked));
  });

async function compute(
  work: Pick<Transaction, 'service' | 'connection' | 'notes'>,
  { preparedFrom: { policy, ...from }, ...asked }: Computing,
): Promise<Recognition> {
  const request = await requestFor(work, { ...asked, preparedFrom: from });
  const run = recognise(work.service.context(), { ...request, ...(policy !== null && { policy }) });
  const recognition = need(run);
  const lines = new Set([...recognition.rows, ...recognition.unread].map(({ line }) => line));
  const unknown = asked.answers.filter(({ line }) => !lines.has(line)).map(({ line }) => `${line}`);
  if (unknown.length > 0) refuse('reference-unknown', reason('transcript-lines-unknown', { lines: unknown }));
  work.notes.push(...run.problems);
  return recognition;
}

/** All that a recognition is reckoned from but the policy. */
export async function requestFor(
  work: Pick<Transaction, 'connection'>,
  {
    plan,
    preparedFrom: { links, soFar },
    answers,
  }: Omit<Computing, 'preparedFrom'> & { readonly preparedFrom: Omit<Computing['preparedFrom'], 'policy'> },
): Promise<Omit<RecogniseRequest, 'policy'>> {
  const { id } = plan.record;
  const stored = await store.transcripts.counting(work.connection, id);
  const [first, ...others] = stored.map(({ transcript }) => transcript);
  const transcript = found('transcript', id, first ?? null);
  const { known, despite } = await identityOf(work, plan, stored);
  return {
    plan: plan.version.plan,
    transcript,
    further: others,
    changes: links,
    answers,
    known,
    despite,
    ...(soFar !== null && { soFar }),
  };
}

const draftFrom = (
  { record }: PlanCase,
  { recognition, preparedFrom }: Pick<RecognitionCase, 'recognition'> & Pick<Computing, 'preparedFrom'>,
): store.Draft<RecognitionCase> => ({
  student: record.student,
  institute: record.institute,
  studyPlan: record.id,
  planVersion: record.version,
  state: 'prepared',
  recognition,
  preparedFrom,
  flagged: flaggedOf(recognition),
  signedBy: null,
  countersignedBy: null,
  issuedOn: null,
  acceptedByStudent: false,
});

/** What a person looks at, with what was said of it; the other rows are clear by themselves. */
function flaggedOf({ rows, questions, answers }: Recognition): RecognitionCase['flagged'] {
  const flags = new Map<number, string>(
    rows.filter(({ outcome }) => LOOKED_AT.has(outcome)).map(({ line, outcome }) => [line, outcome]),
  );
  for (const { asks, kind } of questions) for (const line of asks) if (!flags.has(line)) flags.set(line, kind);
  for (const { line } of answers) if (!flags.has(line)) flags.set(line, 'answered');
  const said = new Map(answers.map(({ line, resolution }) => [line, resolution]));
  return [...flags]
    .sort(([a], [b]) => a - b)
    .map(([line, flag]) => ({ line, flag, resolution: said.get(line) ?? null }));
}

const LOOKED_AT: ReadonlySet<Recognition['rows'][number]['outcome']> = new Set([
  'needs-person',
  'different-credits',
  'different-code',
  'probable',
  'refused',
]);

async function supersedePrepared(work: Transaction, { record }: PlanCase): Promise<void> {
  const { items } = await store.list(work.tx, 'recognition', { where: { studyPlan: record.id }, limit: 500 });
  for (const { id, state } of items.filter((one) => one.state !== 'superseded')) {
    if (state !== 'prepared' && state !== 'second-look')
      refuse('already-decided', reason('recognition-confirmed-already', { state: stateOf('recognition', state) }));
    await follow(work, 'recognition', { found: await RECOGNITION.lock(work, id, 'supersede'), event: 'supersede' });
  }
}
