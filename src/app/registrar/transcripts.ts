/** The transcript comes back: it is kept beside earlier ones, and the plan waits for its recognition. */
import { z } from 'zod';
import { compareIdentity, correctedBy, type Despite, type Known, rowKey } from '../../credits/index.ts';
import { type Result, studyPlanSchema, type Transcript, transcriptSchema } from '../../domain/index.ts';
import { compareTranscripts, transcriptDifferenceSchema } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { lockPlanCase, type PlanCase } from '../cases/plan-case.ts';
import { sha256 } from '../cases/stored.ts';
import { follow } from '../moves/move.ts';
import { permit } from '../service/authorise.ts';
import { refuseState } from '../service/records.ts';
import { type Caller, found, need, refuseFor, type Service, type Transaction, write } from '../service/service.ts';

/** A transcript as it was received. */
export const storedTranscriptSchema = z.object({
  studyPlan: z.string(),
  number: z.number().int().describe('1 for the first'),
  sha256: z.string(),
  receivedAt: z.string(),
  receivedBy: z.string(),
  replaces: z.number().int().nullable().describe('number of the one that it corrects, and that counts no longer'),
  despite: z
    .record(z.string(), z.string())
    .nullable()
    .describe('why it was taken although host, student or file differ'),
  transcript: transcriptSchema,
});

export const transcriptTrialSchema = z.object({
  difference: transcriptDifferenceSchema.describe(
    'to the transcript that it corrects; of a further one everything is added',
  ),
});

export const receivedSchema = transcriptTrialSchema.extend({
  plan: studyPlanSchema,
  transcript: storedTranscriptSchema.omit({ transcript: true }),
});

export interface TranscriptIn {
  readonly studyPlan: string;
  readonly transcript: Transcript;
  /** Number of the transcript that it corrects, or `none`; found from issuer, time and courses when left out. */
  readonly replaces?: number | 'none' | undefined;
  /** Why it counts although the host, the student or the file differs. */
  readonly despite?: Despite | undefined;
}

/** What {@link receiveTranscript} would change; writes nothing. */
export async function tryTranscript(
  { store: { connection } }: Service,
  asked: TranscriptIn,
): Promise<z.infer<typeof transcriptTrialSchema>> {
  const { difference } = await placeOfTranscript(connection, asked);
  return { difference };
}

/** Which transcript it corrects, and what that changes. */
async function placeOfTranscript(connection: store.Connection, { studyPlan, transcript, replaces }: TranscriptIn) {
  const counting = await store.transcripts.counting(connection, studyPlan);
  const before =
    replaces === undefined
      ? correctedBy(
          transcript,
          counting.map((one) => one.transcript),
        )
      : null;
  const corrected = counting.find((one) => one.transcript === before || one.number === replaces) ?? null;
  if (typeof replaces === 'number' && !corrected) found('transcript', `${studyPlan}#${replaces}`, null);
  return { corrected, difference: compareTranscripts(corrected?.transcript ?? null, transcript) };
}

/** A mark of what a transcript says, whatever its file and the order of its rows. */
const fingerprintOf = ({ rows }: Transcript): string => sha256(rows.map(rowKey).sort().join('\n'));

/** What is known of a plan's transcripts beside the plan, and why they count all the same. */
export async function identityOf(
  { connection }: Pick<Transaction, 'connection'>,
  { record }: PlanCase,
  stored: readonly Pick<store.StoredTranscript, 'transcript' | 'despite'>[],
): Promise<{ readonly known: Known; readonly despite: Despite }> {
  const kept = await store.find(connection, 'student', record.student);
  const usedFor = new Set<string>();
  let numberOfAnother = false;
  for (const { transcript } of stored) {
    const fingerprint = fingerprintOf(transcript);
    const wanted = { studyPlan: record.id, fingerprint, number: transcript.student };
    const used = await store.transcripts.usedElsewhere(connection, wanted);
    for (const plan of used.plans) usedFor.add(plan);
    numberOfAnother ||= used.isNumberOfAnother;
  }
  const known = {
    stay: record.stay,
    student: kept?.number ? [kept.number] : [],
    usedFor: [...usedFor],
    numberOfAnother,
  };
  return { known, despite: Object.assign({}, ...stored.map(({ despite }) => despite ?? {})) };
}

/**
 * The same transcript again is the one that is there; a corrected one takes the place of its own, and one of another term or host counts beside
 * it. A transcript of another host or student and a used file are refused with `identity-differs` until a person says why they count.
 */
export const receiveTranscript = (
  service: Service,
  caller: Caller,
  asked: TranscriptIn,
): Promise<Result<z.infer<typeof receivedSchema>>> =>
  write(service, caller, { action: 'transcript.import', answer: receivedSchema }, (work) => receiveIn(work, asked));

/** The same in the transaction of the caller. */
export async function receiveIn(work: Transaction, asked: TranscriptIn): Promise<z.infer<typeof receivedSchema>> {
  const { studyPlan, transcript: incoming, despite = {} } = asked;
  const plan = await lockPlanCase(work, studyPlan);
  const { record, subject } = plan;
  permit(work, 'transcript.import', subject);
  if (!['frozen', 'returned', 'reconciled'].includes(record.state))
    refuseState('plan', record.state, 'plan-takes-no-transcript');
  const { corrected, difference } = await placeOfTranscript(work.tx, asked);
  const others = (await store.transcripts.counting(work.tx, studyPlan)).filter((one) => one !== corrected);
  const { known, despite: before } = await identityOf(work, plan, [{ transcript: incoming, despite }, ...others]);
  const transcripts = [incoming, ...others.map(({ transcript }) => transcript)];
  refuseFor(compareIdentity({ plan: plan.version.plan, transcripts, known }, before).blocking);
  const taken = {
    transcript: incoming,
    replaces: corrected?.number ?? null,
    fingerprint: fingerprintOf(incoming),
    despite: despite as Readonly<Record<string, string>>,
  };
  const stored = need(await store.transcripts.add(work.tx, studyPlan, taken, work.act));
  const { transcript: _, ...transcript } = stored;
  const moved =
    record.state === 'frozen' ? await follow(work, 'plan', { found: plan, event: 'receive-transcript' }) : record;
  return { plan: moved, transcript, difference };
}

/** Every transcript of a plan, oldest first. */
export const listTranscripts = (
  { store: { connection } }: Service,
  studyPlan: string,
): Promise<store.StoredTranscript[]> => store.transcripts.list(connection, studyPlan);
