/** What comes back: transcripts, recognitions on their way to the protocol, appeals. */
import {
  type Appeal,
  appealSchema,
  type RecognitionCase,
  type Result,
  recognitionCaseSchema,
  success,
  type Transcript,
  transcriptSchema,
} from '../../domain/index.ts';
import { canonicalJson } from '../audit/chain.ts';
import type { Act, Connection, Tx } from '../connection.ts';
import { notFound } from '../outcome.ts';
import type { Draft, RecordDefinition } from '../records/define.ts';
import type { Page } from '../records/page.ts';
import { findRecord, type ListOptions, listRecords } from '../records/read.ts';
import { insertRecord, recordEvent, updateRecord } from '../records/write.ts';
import { sha256, toJson } from '../values.ts';

export const RECOGNITIONS: RecordDefinition<RecognitionCase> = {
  table: 'recognitionCases',
  what: 'recognition',
  schema: recognitionCaseSchema,
  columns: ['student', 'institute', 'studyPlan', 'state'],
};

export const createRecognition = (tx: Tx, draft: Draft<RecognitionCase>, act: Act): Promise<Result<RecognitionCase>> =>
  insertRecord(tx, RECOGNITIONS, draft, act);

export const updateRecognition = (tx: Tx, recognition: RecognitionCase, act: Act): Promise<Result<RecognitionCase>> =>
  updateRecord(tx, RECOGNITIONS, recognition, act);

export const findRecognition = (connection: Connection, id: string): Promise<RecognitionCase | null> =>
  findRecord(connection, RECOGNITIONS, id);

export const listRecognitions = (
  connection: Connection,
  options?: ListOptions<RecognitionCase>,
): Promise<Page<RecognitionCase>> => listRecords(connection, RECOGNITIONS, options);

export const APPEALS: RecordDefinition<Appeal> = {
  table: 'appeals',
  what: 'appeal',
  schema: appealSchema,
  columns: ['student', 'institute', 'state'],
};

export const createAppeal = (tx: Tx, draft: Draft<Appeal>, act: Act): Promise<Result<Appeal>> =>
  insertRecord(tx, APPEALS, draft, act);

export const updateAppeal = (tx: Tx, appeal: Appeal, act: Act): Promise<Result<Appeal>> =>
  updateRecord(tx, APPEALS, appeal, act);

/** The same as {@link findAppeal}, locked until the transaction ends: of two who answer it, the second sees what the first said. */
export async function lockAppeal(tx: Tx, id: string): Promise<Appeal | null> {
  await tx.selectFrom('appeals').select('id').where('id', '=', id).forUpdate().execute();
  return findAppeal(tx, id);
}

export const findAppeal = (connection: Connection, id: string): Promise<Appeal | null> =>
  findRecord(connection, APPEALS, id);

export const listAppeals = (connection: Connection, options?: ListOptions<Appeal>): Promise<Page<Appeal>> =>
  listRecords(connection, APPEALS, options);

/** A transcript as it was received; a corrected one is another, and the last one counts. */
export interface StoredTranscript {
  readonly studyPlan: string;
  /** 1 for the first. */
  readonly number: number;
  readonly sha256: string;
  readonly receivedAt: string;
  readonly receivedBy: string;
  readonly transcript: Transcript;
}

/** The same transcript again answers the one that is there. */
export async function addTranscript(
  tx: Tx,
  studyPlan: string,
  transcript: Transcript,
  act: Act,
): Promise<Result<StoredTranscript>> {
  const plan = await tx
    .selectFrom('studyPlans')
    .select('id')
    .where('id', '=', studyPlan)
    .forUpdate()
    .executeTakeFirst();
  if (!plan) return notFound('study plan', studyPlan);
  const body = toJson(transcriptSchema, transcript);
  const hash = hashOfTranscript(body);
  const latest = await findTranscript(tx, studyPlan);
  if (latest?.sha256 === hash) return success(latest);
  const number = (latest?.number ?? 0) + 1;
  const place = { studyPlan, number, sha256: hash, receivedAt: act.at, receivedBy: act.by };
  await tx
    .insertInto('transcripts')
    .values({ ...place, body })
    .execute();
  recordEvent(tx, act, { kind: 'transcript', id: `${studyPlan}#${number}`, before: null, after: hashOfContent(body) });
  return success({ ...place, transcript });
}

export const hashOfTranscript = (body: string): string => sha256(canonicalJson(JSON.parse(body)));

/** Without the student's number or name: the audit keeps this hash for good, and such a mark would soon be guessed from it. */
const hashOfContent = (body: string): string =>
  hashOfTranscript(JSON.stringify({ ...JSON.parse(body), student: null }));

/** The one that counts, or null. */
export async function findTranscript(connection: Connection, studyPlan: string): Promise<StoredTranscript | null> {
  return (await listTranscripts(connection, studyPlan)).at(-1) ?? null;
}

/** Every transcript of a plan, in the order of their numbers; there are few. */
export async function listTranscripts(connection: Connection, studyPlan: string): Promise<StoredTranscript[]> {
  const rows = await connection
    .selectFrom('transcripts')
    .selectAll()
    .where('studyPlan', '=', studyPlan)
    .orderBy('number')
    .execute();
  return rows.map(({ body, ...place }) => ({ ...place, transcript: transcriptSchema.parse(body) }));
}
