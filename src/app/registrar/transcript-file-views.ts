/** Files with transcripts as they are shown: what was read, whose each seems to be, and how its recognition stands. */
import { z } from 'zod';
import { proposeScales, rulesAt, type ScaleProposal } from '../../credits/index.ts';
import {
  type CaseAbout,
  caseAboutSchema,
  closestName,
  idSchema,
  type RecognitionCase,
  type Result,
  reason,
  reasonSchema,
  recognitionCaseSchema,
  STATES,
  type TranscriptFile,
  transcriptFileSchema,
} from '../../domain/index.ts';
import { TRANSCRIPT_FIELDS } from '../../interchange/index.ts';
import { isClear, leftToPerson } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { aboutCases } from '../cases/about.ts';
import { everyPage } from '../service/records.ts';
import { attempt, type Caller, dayOf, found, type Service, type Work, workOf } from '../service/service.ts';

/** A file as it is shown: what it was sent for, and what is left to do, which changes as the recognition goes on. */
export const shownFileSchema = transcriptFileSchema.omit({ whose: true, form: true }).extend({
  fields: z.array(z.string()).describe('what a column of a transcript may hold'),
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
  return { items: await showFiles(work, page.items), next: page.next };
}

export const readTranscriptFileState = (service: Service, caller: Caller, id: string): Promise<Result<ShownFile>> =>
  attempt(async () => {
    const work = workOf(service, caller);
    return showFile(work, found('transcript-file', id, await store.find(work.connection, 'transcript-file', id)));
  });

type Reading = Pick<Work, 'connection' | 'caller' | 'service'>;

/** One file with all that was read of it. */
export async function showFile(reading: Reading, file: TranscriptFile): Promise<ShownFile> {
  const [shown] = await showFiles(reading, [file]);
  if (shown === undefined) throw new Error('one file was shown');
  return { ...shown, reading: file.reading, transcript: file.transcript };
}

/** Files as a list shows them; what was read of each is looked at one by one. */
export async function showFiles(reading: Reading, files: readonly TranscriptFile[]): Promise<ShownFile[]> {
  const planOf = ({ studyPlan, proposal }: TranscriptFile) => studyPlan ?? proposal?.studyPlan ?? null;
  const ids = [...new Set(files.flatMap((file) => planOf(file) ?? []))];
  const about = await aboutCases(reading, 'plan', ids);
  const recognitions = await countingRecognitions(reading, files);
  const scalesOf = await scaleProposals(reading, files);
  return files.map((file) => {
    const recognition = file.studyPlan === null ? undefined : recognitions.get(file.studyPlan);
    const shown = withRecognition(file, about.get(planOf(file) ?? '') ?? null, recognition);
    return { ...shown, reading: null, transcript: null, fields: [...TRANSCRIPT_FIELDS], scales: scalesOf(file) };
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

function withRecognition(
  { transcript: _, whose: _whose, form: _form, reading: _reading, ...file }: TranscriptFile,
  about: CaseAbout | null,
  recognition: RecognitionCase | undefined,
): Omit<ShownFile, 'scales' | 'reading' | 'transcript' | 'fields'> {
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
