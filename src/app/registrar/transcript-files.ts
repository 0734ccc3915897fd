/** Many transcripts at once: each file is read, whose it is is found out, and what is certain is received and prepared for signing. */
import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { proposeScales, rulesAt, type ScaleProposal } from '../../credits/index.ts';
import {
  type CaseAbout,
  caseAboutSchema,
  closestName,
  idSchema,
  may,
  type Problem,
  type Reason,
  type RecognitionCase,
  type Result,
  reason,
  reasonSchema,
  recognitionCaseSchema,
  STATES,
  type Transcript,
  type TranscriptFile,
  transcriptFileSchema,
} from '../../domain/index.ts';
import { isClear, leftToPerson, type PlanAwaiting, proposeOwner } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { aboutCases } from '../cases/about.ts';
import { current, everyPage } from '../service/records.ts';
import {
  acting,
  attempt,
  type Caller,
  dayOf,
  found,
  need,
  refuse,
  type Service,
  type Transaction,
  type Work,
  workOf,
  write,
} from '../service/service.ts';
import { type InputFile, readTranscriptFile } from '../tools/files.ts';
import type { Despite } from '../tools/recognise.ts';
import { prepareIn } from './prepare.ts';
import { receiveIn, type TranscriptIn } from './transcripts.ts';

/** A file as it is shown: what it was sent for, and what is left to do, which changes as the recognition goes on. */
export const shownFileSchema = transcriptFileSchema.omit({ transcript: true }).extend({
  /** Of the plan that it was received for, or else of the one that is proposed. */
  about: caseAboutSchema.nullable(),
  recognition: recognitionCaseSchema
    .pick({ id: true, revision: true, state: true })
    .extend({ inBulk: z.boolean().describe('nothing in it is left to a person: it may be confirmed with others') })
    .nullable(),
  scales: z
    .array(z.object({ scale: idSchema, because: z.array(reasonSchema) }))
    .describe(
      'scales that grades without one may be on, by the legend, the host or its country: a proposal, which a person confirms',
    ),
});
export type ShownFile = z.infer<typeof shownFileSchema>;

export const transcriptBatchSchema = z.object({ id: idSchema, items: z.array(shownFileSchema) });

/** `scale`: of the grades in it that name none, as those of ELMO. */
export type SentFile = InputFile & { readonly scale?: string | undefined };

/** A file that cannot be used does not hold the others up; the same file again is one that needs a person. */
export const receiveTranscriptFiles = async (
  service: Service,
  caller: Caller,
  { files }: { readonly files: readonly SentFile[] },
): Promise<Result<z.infer<typeof transcriptBatchSchema>>> => {
  const read: Pick<Read, 'file' | 'sha256' | 'transcript'>[] = [];
  // One after the other: a workbook or a print may hold much.
  for (const { scale, ...file } of files)
    read.push({
      file,
      sha256: sha256Of(file.bytes),
      transcript: await readTranscriptFile(file, service.context(), scale),
    });
  return write(service, caller, { action: 'transcript.import', answer: transcriptBatchSchema }, async (work) => {
    const batch = randomUUID();
    const awaiting = await store.plans.awaitingTranscripts(work.tx);
    const items: TranscriptFile[] = [];
    for (const one of read) items.push(await takeFile(work, { ...one, batch, awaiting }));
    return { id: batch, items: await show(work, items) };
  });
};

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

interface Read {
  readonly file: InputFile;
  readonly sha256: string;
  readonly transcript: Result<Transcript>;
  readonly batch: string;
  readonly awaiting: readonly PlanAwaiting[];
}

async function takeFile(work: Transaction, read: Read): Promise<TranscriptFile> {
  const draft = await draftOf(work, read);
  const { transcript, proposal } = draft;
  const isSettled = transcript !== null && draft.needs.length === 0 && proposal?.studyPlan !== undefined;
  const received =
    isSettled && proposal.studyPlan !== null ? await receive(work, proposal.studyPlan, { transcript }) : {};
  return need(await store.create(work.tx, 'transcript-file', { ...draft, ...received }, work.act));
}

/** What is known of a file before anything is done with it. */
async function draftOf(
  { tx }: Transaction,
  { file, sha256, transcript: read, batch, awaiting }: Read,
): Promise<store.Draft<TranscriptFile>> {
  const problems = [...read.problems];
  const base = { batch, name: file.name, sha256, studyPlan: null, problems };
  if (!read.ok) {
    const needs = [reason('needs-readable-file')];
    return { ...base, state: 'unread', transcript: null, rows: 0, rejected: 0, proposal: null, needs };
  }
  const transcript = read.value;
  const proposal = proposeOwner(transcript, file.name, awaiting);
  const earlier = await store.list(tx, 'transcript-file', { where: { sha256, state: ['open', 'received'] }, limit: 1 });
  const [same] = earlier.items;
  const needs = same ? [reason('needs-other-file', { name: same.name })] : whoseNeeds(transcript, proposal, awaiting);
  const { length: rows } = transcript.rows;
  const rejected = transcript.rejectedRows?.length ?? 0;
  return { ...base, state: 'open', transcript, rows, rejected, proposal, needs };
}

function whoseNeeds(
  { student }: Transcript,
  { studyPlan, certain, candidates, because }: NonNullable<TranscriptFile['proposal']>,
  awaiting: readonly PlanAwaiting[],
): Reason[] {
  if (certain) return [];
  const isKnown = awaiting.some(({ number }) => number === student) || because.some(isOfNumber);
  return [
    ...(student !== null && !isKnown ? [reason('needs-student-known', { number: student })] : []),
    studyPlan === null ? reason('needs-owner', { count: candidates.length }) : reason('needs-owner-confirmed'),
  ];
}
const isOfNumber = ({ code }: Reason): boolean => code === 'owner-number-same';

/** What became of a file whose plan is known: received or not, and then prepared or not. */
async function receive(
  work: Transaction,
  studyPlan: string,
  taken: Pick<TranscriptIn, 'transcript' | 'despite'>,
): Promise<Partial<store.Draft<TranscriptFile>>> {
  const { caller, service } = work;
  const [receiving, preparing] = [acting(work, 'transcript.import'), acting(work, 'recognition.prepare')];
  const notes: Problem[] = [];
  const kept = await attempt(() => receiveIn({ ...receiving, notes }, { studyPlan, ...taken }));
  if (!kept.ok) return { problems: [...kept.problems], needs: [reason('needs-plan-ready')] };
  const done = { state: 'received' as const, studyPlan, transcript: null, needs: [] };
  const { student: owner, institute } = kept.value.plan;
  // The coordinator's office receives, and the registrar prepares.
  if (!may(caller.actor, 'recognition.prepare', { owner, institute })) return { ...done, problems: notes };
  const prepared = await attempt(() => prepareIn({ ...preparing, service, notes }, { studyPlan }));
  if (prepared.ok) return { ...done, problems: notes };
  return { ...done, problems: [...notes, ...prepared.problems], needs: [reason('needs-recognition')] };
}

/** A person says whose it is. A file that was settled before answers `already-decided`; what the plan refuses, its problems. */
export const assignTranscriptFile = (
  service: Service,
  caller: Caller,
  {
    id,
    revision,
    studyPlan,
    scale = null,
    despite = {},
  }: {
    readonly id: string;
    readonly revision: number;
    readonly studyPlan: string;
    /** Why it is, although host, student or file differ. */
    readonly despite?: Despite | undefined;
    /** Of the grades in it that name none. */
    readonly scale?: string | null | undefined;
  },
): Promise<Result<ShownFile>> =>
  write(service, caller, { action: 'transcript.import', answer: shownFileSchema }, async (work) => {
    const file = await lockOpen(work, id, revision);
    if (file.transcript === null) return refuse('event-not-possible', reason('transcript-file-settled'));
    // As of one that is sent to the plan itself: what stands against it is the answer.
    const rows = file.transcript.rows.map((row) => ({ ...row, scale: row.scale ?? scale }));
    const received = await receive(work, studyPlan, { transcript: { ...file.transcript, rows }, despite });
    if (received.studyPlan === undefined) need({ ok: false, problems: received.problems ?? [] });
    return first(
      await show(work, [need(await store.update(work.tx, 'transcript-file', { ...file, ...received }, work.act))]),
    );
  });

/** Nobody will use it; that it came, and what it was called, stays known. */
export const setAsideTranscriptFile = (
  service: Service,
  caller: Caller,
  { id, revision }: { readonly id: string; readonly revision: number },
): Promise<Result<ShownFile>> =>
  write(service, caller, { action: 'transcript.set-aside', answer: shownFileSchema }, async (work) => {
    const file = await lockOpen(work, id, revision);
    const aside = { ...file, state: 'set-aside' as const, transcript: null, needs: [] };
    return first(await show(work, [need(await store.update(work.tx, 'transcript-file', aside, work.act))]));
  });

async function lockOpen({ tx }: Transaction, id: string, revision: number): Promise<TranscriptFile> {
  const file = found('transcript-file', id, await store.lock(tx, 'transcript-file', id));
  need(current('transcript-file', file, revision));
  if (file.state === 'received' || file.state === 'set-aside')
    refuse('already-decided', reason('transcript-file-settled'));
  return file;
}

const first = <T>([one]: readonly T[]): T => {
  if (one === undefined) throw new Error('one file was shown');
  return one;
};

/** Newest first. */
export async function listTranscriptFiles(
  service: Service,
  caller: Caller,
  {
    after,
    limit,
    ...where
  }: store.PageOptions & { readonly batch?: string | undefined; readonly state?: TranscriptFile['state'] | undefined },
): Promise<store.Page<ShownFile>> {
  const work = workOf(service, caller);
  const page = await store.list(work.connection, 'transcript-file', { where, after, limit, order: 'newest' });
  return { items: await show(work, page.items), next: page.next };
}

export const readTranscriptFileState = (service: Service, caller: Caller, id: string): Promise<Result<ShownFile>> =>
  attempt(async () => {
    const work = workOf(service, caller);
    return first(
      await show(work, [found('transcript-file', id, await store.find(work.connection, 'transcript-file', id))]),
    );
  });

type Reading = Pick<Work, 'connection' | 'caller' | 'service'>;

async function show(reading: Reading, files: readonly TranscriptFile[]): Promise<ShownFile[]> {
  const planOf = ({ studyPlan, proposal }: TranscriptFile) => studyPlan ?? proposal?.studyPlan ?? null;
  const ids = [...new Set(files.flatMap((file) => planOf(file) ?? []))];
  const about = await aboutCases(reading, 'plan', ids);
  const recognitions = await countingRecognitions(reading, files);
  const scalesOf = await scaleProposals(reading, files);
  return files.map((file) => {
    const recognition = file.studyPlan === null ? undefined : recognitions.get(file.studyPlan);
    const shown = showFile(file, about.get(planOf(file) ?? '') ?? null, recognition);
    return { ...shown, scales: scalesOf(file) };
  });
}

/** Scales for the grades of files that wait for a person and name none. The country of a host is that of its calls and agreements. */
async function scaleProposals(
  { connection, caller, service }: Reading,
  files: readonly TranscriptFile[],
): Promise<(file: TranscriptFile) => ScaleProposal[]> {
  const waiting = files.filter(({ transcript }) =>
    transcript?.rows.some(({ scale, grade }) => scale === null && grade),
  );
  if (waiting.length === 0) return () => [];
  const hosts = await store.listHosts(connection, dayOf(caller));
  const rules = rulesAt(service.context().rules, dayOf(caller));
  return ({ transcript }) => {
    if (transcript === null) return [];
    const names = [transcript.institution ?? '', ...(transcript.institutionNames ?? [])].filter((name) => name !== '');
    const host = hosts.find(({ institution }) => closestName(names, [institution]) === 'same');
    return proposeScales(rules, transcript, host?.country ?? null);
  };
}

/** By the study plan: the recognition of it that no other has taken the place of. */
async function countingRecognitions(
  { connection }: Reading,
  files: readonly TranscriptFile[],
): Promise<Map<string, RecognitionCase>> {
  const studyPlan = [...new Set(files.flatMap((file) => file.studyPlan ?? []))];
  const state = STATES.recognition.options.filter((one) => one !== 'superseded');
  const all = await everyPage((after) =>
    store.list(connection, 'recognition', { where: { studyPlan, state }, after, limit: 100 }),
  );
  return new Map(all.map((one) => [one.studyPlan, one]));
}

function showFile(
  { transcript: _, ...file }: TranscriptFile,
  about: CaseAbout | null,
  recognition: RecognitionCase | undefined,
): Omit<ShownFile, 'scales'> {
  if (!recognition) return { ...file, about, recognition: null };
  const { id, revision, state } = recognition;
  const { rows, questions } = leftToPerson(recognition);
  const needs = [
    ...(rows > 0 ? [reason('needs-rows-decided', { count: rows })] : []),
    ...(questions > 0 ? [reason('needs-questions-answered', { count: questions })] : []),
  ];
  const isPrepared = state === 'prepared';
  const shown = { id, revision, state, inBulk: isPrepared && isClear(recognition) };
  return { ...file, needs: isPrepared ? needs : [], about, recognition: shown };
}
