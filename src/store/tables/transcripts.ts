import { sql } from 'kysely';
import { z } from 'zod';
import { type Result, success, type Transcript, transcriptSchema } from '../../domain/index.ts';
import { type Act, type Connection, recordEvent, type Tx } from '../connection.ts';
import { hashOfTranscript } from '../hash.ts';
import { notFound } from '../outcome.ts';
import { lock } from '../records/read.ts';
import { toJson } from '../values.ts';

/** A transcript as it was received, and how it stands to the others of the plan. */
export interface StoredTranscript {
  readonly studyPlan: string;
  /** 1 for the first. */
  readonly number: number;
  readonly sha256: string;
  readonly receivedAt: string;
  readonly receivedBy: string;
  /** Number of the one that it corrects; null = it is a further one. */
  readonly replaces: number | null;
  /** Why it was taken although host, student or file differ. */
  readonly despite: Readonly<Record<string, string>> | null;
  readonly transcript: Transcript;
}

const despiteSchema = z.record(z.string(), z.string()).nullable();

/** What comes with a transcript. `fingerprint`: a mark of its rows, the same for the same rows in another file. */
export interface TranscriptIn {
  readonly transcript: Transcript;
  readonly replaces?: number | null;
  readonly fingerprint?: string;
  readonly despite?: Readonly<Record<string, string>>;
}

export const transcripts = {
  /** The same transcript again answers the one that is there. */
  async add(
    tx: Tx,
    studyPlan: string,
    { transcript, replaces = null, fingerprint, despite }: TranscriptIn,
    act: Act,
  ): Promise<Result<StoredTranscript>> {
    if (!(await lock(tx, 'plan', studyPlan))) return notFound('plan', studyPlan);
    const body = toJson(transcriptSchema, transcript);
    const hash = hashOfTranscript(body);
    const known = await transcripts.list(tx, studyPlan);
    const same = countingOf(known).find((one) => one.sha256 === hash);
    if (same) return success(same);
    const number = (known.at(-1)?.number ?? 0) + 1;
    const place = { studyPlan, number, sha256: hash, receivedAt: act.at, receivedBy: act.by, replaces };
    const said = despite && Object.keys(despite).length > 0 ? despite : null;
    await tx
      .insertInto('transcripts')
      .values({ ...place, body, fingerprint: fingerprint ?? hash, despite: said && JSON.stringify(said) })
      .execute();
    // Without the student's number or name: the audit keeps this hash for good, and such a mark would soon be guessed from it.
    const after = hashOfTranscript(JSON.stringify({ ...JSON.parse(body), student: null }));
    recordEvent(tx, act, { kind: 'transcript', id: `${studyPlan}#${number}`, before: null, after });
    return success({ ...place, despite: said, transcript });
  },

  /** The last one, or null. */
  async find(connection: Connection, studyPlan: string): Promise<StoredTranscript | null> {
    return (await transcripts.list(connection, studyPlan)).at(-1) ?? null;
  },

  /** Those that count: no other one corrects them. */
  async counting(connection: Connection, studyPlan: string): Promise<StoredTranscript[]> {
    return countingOf(await transcripts.list(connection, studyPlan));
  },

  /** Every transcript of a plan, in the order of their numbers; there are few. */
  async list(connection: Connection, studyPlan: string): Promise<StoredTranscript[]> {
    const rows = await connection
      .selectFrom('transcripts')
      .selectAll()
      .where('studyPlan', '=', studyPlan)
      .orderBy('number')
      .execute();
    return rows.map(({ body, despite, fingerprint: _, ...place }) => ({
      ...place,
      despite: despiteSchema.parse(despite),
      transcript: transcriptSchema.parse(body),
    }));
  },

  /** Other plans that rest on the same rows, and other students whose transcripts bear the same number. */
  async usedElsewhere(
    connection: Connection,
    wanted: { readonly studyPlan: string; readonly fingerprint: string; readonly number: string | null },
  ): Promise<{ readonly plans: string[]; readonly isNumberOfAnother: boolean }> {
    const { studyPlan, fingerprint, number } = wanted;
    const { rows } = await sql<{ studyPlan: string; isSame: boolean }>`
      select t.study_plan, coalesce(t.fingerprint = ${fingerprint}, false) as is_same
      from transcripts as t join study_plans as p on p.id = t.study_plan
      where t.study_plan <> ${studyPlan}
        and (t.fingerprint = ${fingerprint}
          or (t.body->>'student' = ${number ?? ''} and p.student <> (select student from study_plans where id = ${studyPlan})))
        and not exists (select 1 from transcripts as later
          where later.study_plan = t.study_plan and later.replaces = t.number)
      order by t.study_plan`.execute(connection);
    const plans = [...new Set(rows.filter(({ isSame }) => isSame).map((row) => row.studyPlan))];
    return { plans, isNumberOfAnother: number !== null && rows.some(({ isSame }) => !isSame) };
  },
};

const countingOf = (all: readonly StoredTranscript[]): StoredTranscript[] =>
  all.filter(({ number }) => !all.some(({ replaces }) => replaces === number));
