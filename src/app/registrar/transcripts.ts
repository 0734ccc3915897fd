/** The transcript comes back: it is kept beside earlier ones, and the plan waits for its recognition. */
import { z } from 'zod';
import { type Result, studyPlanSchema, type Transcript, transcriptSchema } from '../../domain/index.ts';
import { compareTranscripts, transcriptDifferenceSchema } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { lockPlanCase } from '../cases/plan-case.ts';
import { follow } from '../moves/move.ts';
import { permit } from '../service/authorise.ts';
import { refuseState } from '../service/records.ts';
import { type Caller, need, type Service, type Transaction, write } from '../service/service.ts';

/** A transcript as it was received. */
export const storedTranscriptSchema = z.object({
  studyPlan: z.string(),
  number: z.number().int().describe('1 for the first; the last one counts'),
  sha256: z.string(),
  receivedAt: z.string(),
  receivedBy: z.string(),
  transcript: transcriptSchema,
});

export const transcriptTrialSchema = z.object({
  difference: transcriptDifferenceSchema.describe('to the transcript before; of the first one everything is added'),
});

export const receivedSchema = transcriptTrialSchema.extend({
  plan: studyPlanSchema,
  transcript: storedTranscriptSchema.omit({ transcript: true }),
});

interface TranscriptIn {
  readonly studyPlan: string;
  readonly transcript: Transcript;
}

/** What {@link receiveTranscript} would change; writes nothing. */
export const tryTranscript = (
  { store: { connection } }: Service,
  asked: TranscriptIn,
): Promise<z.infer<typeof transcriptTrialSchema>> => differenceTo(connection, asked);

async function differenceTo(connection: store.Connection, { studyPlan, transcript }: TranscriptIn) {
  const before = (await store.transcripts.find(connection, studyPlan))?.transcript ?? null;
  return { difference: compareTranscripts(before, transcript) };
}

/** The same transcript again is the one that is there; a corrected one counts until the recognition is confirmed anew. */
export const receiveTranscript = (
  service: Service,
  caller: Caller,
  asked: TranscriptIn,
): Promise<Result<z.infer<typeof receivedSchema>>> =>
  write(service, caller, { action: 'transcript.import', answer: receivedSchema }, (work) => receiveIn(work, asked));

/** The same in the transaction of the caller. */
export async function receiveIn(work: Transaction, asked: TranscriptIn): Promise<z.infer<typeof receivedSchema>> {
  const found = await lockPlanCase(work, asked.studyPlan);
  const { record, subject } = found;
  permit(work, 'transcript.import', subject);
  if (!['frozen', 'returned', 'reconciled'].includes(record.state))
    refuseState('plan', record.state, 'plan-takes-no-transcript');
  const { difference } = await differenceTo(work.tx, asked);
  const stored = need(await store.transcripts.add(work.tx, asked.studyPlan, asked.transcript, work.act));
  const { transcript: _, ...transcript } = stored;
  const plan = record.state === 'frozen' ? await follow(work, 'plan', { found, event: 'receive-transcript' }) : record;
  return { plan, transcript, difference };
}

/** Every transcript of a plan, oldest first. */
export const listTranscripts = (
  { store: { connection } }: Service,
  studyPlan: string,
): Promise<store.StoredTranscript[]> => store.transcripts.list(connection, studyPlan);
