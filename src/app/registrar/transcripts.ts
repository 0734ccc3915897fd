/** The transcript comes back: it is kept beside earlier ones, and the plan waits for its recognition. */
import { z } from 'zod';
import { type Result, studyPlanSchema, success, type Transcript, transcriptSchema } from '../../domain/index.ts';
import { compareTranscripts, MACHINES, transcriptDifferenceSchema } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { lockPlanCase, subjectOf } from '../cases/plan-case.ts';
import { holdsOf, tellOfPlan } from '../moves/plan.ts';
import { refuse, takeStep } from '../moves/step.ts';
import { type Caller, type Service, write } from '../service/service.ts';

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
export type Received = z.infer<typeof receivedSchema>;

interface TranscriptIn {
  readonly studyPlan: string;
  readonly transcript: Transcript;
}

/** What {@link receiveTranscript} would change; writes nothing. */
export async function tryTranscript(
  { store: { connection } }: Service,
  { studyPlan, transcript }: TranscriptIn,
): Promise<z.infer<typeof transcriptTrialSchema>> {
  const before = (await store.findTranscript(connection, studyPlan))?.transcript ?? null;
  return { difference: compareTranscripts(before, transcript) };
}

/** The same transcript again is the one that is there; a corrected one counts until the recognition is confirmed anew. */
export const receiveTranscript = (
  service: Service,
  caller: Caller,
  { studyPlan, transcript }: TranscriptIn,
): Promise<Result<Received>> =>
  write(service, caller, { action: 'transcript.import', answer: receivedSchema }, async (tx, act) => {
    const doing = { service, caller };
    const kase = await lockPlanCase(tx, studyPlan);
    if (!kase.ok) return kase;
    const { plan, version } = kase.value;
    if (!TAKES.has(plan.state))
      return refuse(
        'event-not-possible',
        `the plan is "${plan.state}" and takes no transcript`,
        'A transcript is taken from the agreement on until the recognition is issued',
      );
    const before = (await store.findTranscript(tx, studyPlan))?.transcript ?? null;
    const difference = compareTranscripts(before, transcript);
    const stored = await store.addTranscript(tx, studyPlan, transcript, act);
    if (!stored.ok) return stored;
    const { transcript: _, ...place } = stored.value;
    if (plan.state !== 'frozen') return success({ plan, transcript: place, difference });
    const holds = await holdsOf(tx, { plan, version, answered: null });
    const happening = { state: plan.state, event: 'receive-transcript', subject: subjectOf(plan), holds } as const;
    const step = takeStep(doing, { machine: MACHINES.plan, ...happening });
    if (!step.ok) return step;
    const moved = await store.updateStudyPlan(tx, { plan: { ...plan, state: step.value.to } }, act);
    if (!moved.ok) return moved;
    await tellOfPlan(tx, doing, { event: 'receive-transcript', plan: moved.value, version });
    return success({ plan: moved.value, transcript: place, difference });
  });

const TAKES: ReadonlySet<string> = new Set(['frozen', 'returned', 'reconciled']);

/** Every transcript of a plan, oldest first. */
export const listTranscripts = (
  { store: { connection } }: Service,
  studyPlan: string,
): Promise<store.StoredTranscript[]> => store.listTranscripts(connection, studyPlan);
