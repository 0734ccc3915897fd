/** Many transcripts at once: each file is read, whose it is is found out, and what is certain is received and prepared for signing. */
import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  idSchema,
  may,
  type Problem,
  type Reason,
  type Result,
  reason,
  type Transcript,
  type TranscriptAnswers,
  type TranscriptFile,
} from '../../domain/index.ts';
import { type PlanAwaiting, proposeOwner } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { current, everyPage } from '../service/records.ts';
import {
  acting,
  attempt,
  type Caller,
  found,
  need,
  refuse,
  type Service,
  type Transaction,
  write,
} from '../service/service.ts';
import type { Despite } from '../tools/recognise.ts';
import { prepareIn } from './prepare.ts';
import { type ReadPart, type ReadTranscripts, readTranscripts, type SentFile } from './read-transcripts.ts';
import { type ShownFile, showFile, showFiles, shownFileSchema } from './transcript-file-views.ts';
import { receiveIn, type TranscriptIn } from './transcripts.ts';

export const transcriptBatchSchema = z.object({ id: idSchema, items: z.array(shownFileSchema) });
type TranscriptBatch = z.infer<typeof transcriptBatchSchema>;

/** A file that cannot be used does not hold the others up; the same file again is one that needs a person; one of several students is one of each. */
export const receiveTranscriptFiles = async (
  service: Service,
  caller: Caller,
  { files }: { readonly files: readonly SentFile[] },
): Promise<Result<TranscriptBatch>> => {
  const read: (ReadTranscripts & { readonly file: SentFile })[] = [];
  // One after the other: a workbook or a print may hold much.
  for (const file of files) read.push({ file, ...(await readTranscripts(service, caller, file)) });
  return write(service, caller, { action: 'transcript.import', answer: transcriptBatchSchema }, async (work) => {
    const batch = randomUUID();
    const awaiting = await store.plans.awaitingTranscripts(work.tx);
    const items: TranscriptFile[] = [];
    for (const { file, ...one } of read) {
      const { name, bytes, said = {} } = file;
      const known = { batch, file: randomUUID(), name, sha256: sha256Of(bytes), said };
      await store.transcriptContents.keep(work.tx, { file: known.file, content: bytes }, work.act);
      items.push(...(await takeFile(work, { known, read: one, awaiting, before: [] })));
    }
    return { id: batch, items: await showFiles(work, items) };
  });
};

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/**
 * A person says which column is which, or what the file does not say: all of its transcripts that still wait are read anew, further ones come to
 * them, and those that are none any more are set aside. All answers stand in the place of those before.
 */
export const answerTranscriptFile = async (
  service: Service,
  caller: Caller,
  { id, revision, said }: { readonly id: string; readonly revision: number; readonly said: TranscriptAnswers },
): Promise<Result<TranscriptBatch>> => {
  const record = await attempt(async () =>
    found('transcript-file', id, await store.find(service.store.connection, 'transcript-file', id)),
  );
  if (!record.ok) return record;
  const { file, name } = record.value;
  const bytes = file === null ? null : await store.transcriptContents.read(service.store.connection, file);
  const read = bytes && (await readTranscripts(service, caller, { name, bytes, said }));
  return write(service, caller, { action: 'transcript.answer', answer: transcriptBatchSchema }, async (work) => {
    const { batch, sha256 } = await lockOpen(work, id, revision);
    if (file === null || read === null) return refuse('event-not-possible', reason('transcript-file-gone'));
    await store.lockAll(work.tx, 'transcript-file', { file });
    const before = await everyPage((after) =>
      store.list(work.tx, 'transcript-file', { where: { file }, after, limit: 100 }),
    );
    const awaiting = await store.plans.awaitingTranscripts(work.tx);
    const items = await takeFile(work, { known: { batch, file, name, sha256, said }, read, awaiting, before });
    return { id: batch, items: await showFiles(work, items) };
  });
};

interface Taken {
  readonly known: Pick<TranscriptFile, 'batch' | 'name' | 'sha256' | 'said'> & { readonly file: string };
  readonly read: ReadTranscripts;
  readonly awaiting: readonly PlanAwaiting[];
  /** Transcripts of the file as it was read before. */
  readonly before: readonly TranscriptFile[];
}

/** Keeps every transcript of a file; answers those that were read now. */
async function takeFile(work: Transaction, { known, read, awaiting, before }: Taken): Promise<TranscriptFile[]> {
  const { parts, ...form } = read;
  const same = await store.list(work.tx, 'transcript-file', {
    where: { sha256: known.sha256, state: ['open', 'received'] },
    limit: before.length + 1,
  });
  const earlier = same.items.find(({ file }) => file !== known.file) ?? null;
  const settled = new Set(before.filter((one) => !isWaiting(one)).map(({ part }) => part));
  const waiting = new Map(before.filter(isWaiting).map((one) => [one.part, one]));
  const items: TranscriptFile[] = [];
  for (const part of parts.filter((one) => !settled.has(one.part))) {
    const draft = draftOf(part, { ...known, ...form }, { awaiting, earlier });
    const isSettled = draft.needs.length === 0 && typeof draft.proposal?.studyPlan === 'string';
    const received =
      isSettled && draft.transcript && draft.proposal?.studyPlan
        ? await receive(work, draft.proposal.studyPlan, { transcript: draft.transcript })
        : {};
    // The only one of a file that is several now is the first of them.
    const old = waiting.get(part.part) ?? waiting.get(null);
    if (old) waiting.delete(old.part);
    const { id, revision } = old ?? {};
    const kept =
      id !== undefined && revision !== undefined
        ? store.update(work.tx, 'transcript-file', { id, revision, ...draft, ...received }, work.act)
        : store.create(work.tx, 'transcript-file', { ...draft, ...received }, work.act);
    items.push(need(await kept));
  }
  for (const one of waiting.values())
    need(await store.update(work.tx, 'transcript-file', { ...one, ...SET_ASIDE }, work.act));
  await store.transcriptContents.forgetSettled(work.tx, known.file);
  return items;
}

const isWaiting = ({ state }: TranscriptFile): boolean => state === 'open' || state === 'unread';

/** What is known of a transcript before anything is done with it. */
function draftOf(
  { part, transcript, reading, problems, needs }: ReadPart,
  known: Taken['known'] & Omit<ReadTranscripts, 'parts'>,
  { awaiting, earlier }: { readonly awaiting: readonly PlanAwaiting[]; readonly earlier: TranscriptFile | null },
): store.Draft<TranscriptFile> {
  const base = { ...known, part, reading, studyPlan: null, problems: [...problems] };
  if (transcript === null)
    return { ...base, state: 'unread', transcript, rows: 0, rejected: 0, proposal: null, needs: [...needs] };
  const proposal = proposeOwner(transcript, known.name, awaiting);
  const whose = earlier
    ? [reason('needs-other-file', { name: earlier.name })]
    : whoseNeeds(transcript, proposal, awaiting);
  const { length: rows } = transcript.rows;
  const rejected = transcript.rejectedRows?.length ?? 0;
  return { ...base, state: 'open', transcript, rows, rejected, proposal, needs: [...needs, ...whose] };
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
  const done = { state: 'received' as const, studyPlan, transcript: null, reading: null, needs: [] };
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
    const isAsked = file.reading?.tables.some(({ questions }) => questions.length > 0);
    if (file.transcript === null || isAsked) return refuse('event-not-possible', reason('transcript-file-unread'));
    // As of one that is sent to the plan itself: what stands against it is the answer.
    const rows = file.transcript.rows.map((row) => ({ ...row, scale: row.scale ?? scale }));
    const received = await receive(work, studyPlan, { transcript: { ...file.transcript, rows }, despite });
    if (received.studyPlan === undefined) need({ ok: false, problems: received.problems ?? [] });
    return keepSettled(work, { ...file, ...received });
  });

/** Nobody will use it; that it came, and what it was called, stays known. */
export const setAsideTranscriptFile = (
  service: Service,
  caller: Caller,
  { id, revision }: { readonly id: string; readonly revision: number },
): Promise<Result<ShownFile>> =>
  write(service, caller, { action: 'transcript.set-aside', answer: shownFileSchema }, async (work) => {
    const file = await lockOpen(work, id, revision);
    return keepSettled(work, { ...file, ...SET_ASIDE });
  });

const SET_ASIDE = { state: 'set-aside' as const, transcript: null, reading: null, needs: [] };

async function keepSettled(work: Transaction, settled: TranscriptFile): Promise<ShownFile> {
  const kept = need(await store.update(work.tx, 'transcript-file', settled, work.act));
  if (kept.file !== null) await store.transcriptContents.forgetSettled(work.tx, kept.file);
  return showFile(work, kept);
}

async function lockOpen({ tx }: Transaction, id: string, revision: number): Promise<TranscriptFile> {
  const file = found('transcript-file', id, await store.lock(tx, 'transcript-file', id));
  need(current('transcript-file', file, revision));
  if (file.state === 'received' || file.state === 'set-aside')
    refuse('already-decided', reason('transcript-file-settled'));
  return file;
}
