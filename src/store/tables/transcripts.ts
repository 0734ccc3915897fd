import { type Result, success, type Transcript, transcriptSchema } from '../../domain/index.ts';
import { canonicalJson } from '../audit/chain.ts';
import type { Act, Connection, Tx } from '../connection.ts';
import { notFound } from '../outcome.ts';
import { recordEvent } from '../records/write.ts';
import { sha256, toJson } from '../values.ts';

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
