import { type Result, success, type Transcript, transcriptSchema } from '../../domain/index.ts';
import { canonicalJson } from '../audit/audit.ts';
import { type Act, type Connection, recordEvent, type Tx } from '../connection.ts';
import { notFound } from '../outcome.ts';
import { lock } from '../records/read.ts';
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

export const transcripts = {
  /** The same transcript again answers the one that is there. */
  async add(tx: Tx, studyPlan: string, transcript: Transcript, act: Act): Promise<Result<StoredTranscript>> {
    if (!(await lock(tx, 'plan', studyPlan))) return notFound('plan', studyPlan);
    const body = toJson(transcriptSchema, transcript);
    const hash = hashOfTranscript(body);
    const latest = await transcripts.find(tx, studyPlan);
    if (latest?.sha256 === hash) return success(latest);
    const number = (latest?.number ?? 0) + 1;
    const place = { studyPlan, number, sha256: hash, receivedAt: act.at, receivedBy: act.by };
    await tx
      .insertInto('transcripts')
      .values({ ...place, body })
      .execute();
    // Without the student's number or name: the audit keeps this hash for good, and such a mark would soon be guessed from it.
    const after = hashOfTranscript(JSON.stringify({ ...JSON.parse(body), student: null }));
    recordEvent(tx, act, { kind: 'transcript', id: `${studyPlan}#${number}`, before: null, after });
    return success({ ...place, transcript });
  },

  /** The one that counts, or null. */
  async find(connection: Connection, studyPlan: string): Promise<StoredTranscript | null> {
    return (await transcripts.list(connection, studyPlan)).at(-1) ?? null;
  },

  /** Every transcript of a plan, in the order of their numbers; there are few. */
  async list(connection: Connection, studyPlan: string): Promise<StoredTranscript[]> {
    const rows = await connection
      .selectFrom('transcripts')
      .selectAll()
      .where('studyPlan', '=', studyPlan)
      .orderBy('number')
      .execute();
    return rows.map(({ body, ...place }) => ({ ...place, transcript: transcriptSchema.parse(body) }));
  },
};

export const hashOfTranscript = (body: string): string => sha256(canonicalJson(JSON.parse(body)));
