/** Recognitions in which no row is flagged are confirmed together. */
import { z } from 'zod';
import { idSchema, problemSchema, type Result, recognitionCaseSchema, success } from '../../domain/index.ts';
import { applyRecognitionMove } from '../moves/recognition.ts';
import { type Caller, type Service, write } from '../service/service.ts';

/** Of each recognition asked for: as it is now when it was confirmed, or why it was not. */
export const bulkConfirmationSchema = z.object({
  items: z.array(
    z.object({ id: idSchema, recognition: recognitionCaseSchema.nullable(), problems: z.array(problemSchema) }),
  ),
});
export type BulkConfirmation = z.infer<typeof bulkConfirmationSchema>;

export interface BulkConfirmationRequest {
  /** As they were looked at. */
  readonly recognitions: readonly { readonly id: string; readonly revision: number }[];
}

/** One that can not be confirmed does not hold the others up; nothing of it is written. */
export const confirmRecognitions = (
  service: Service,
  caller: Caller,
  { recognitions }: BulkConfirmationRequest,
): Promise<Result<BulkConfirmation>> =>
  write(service, caller, { action: 'recognition.confirm', answer: bulkConfirmationSchema }, async (tx, act) => {
    const items: BulkConfirmation['items'] = [];
    // In the order of their ids, so that two bulks can not wait for each other in a ring.
    const asked = [...new Map(recognitions.map((one) => [one.id, one])).values()];
    for (const { id, revision } of asked.sort((a, b) => (a.id < b.id ? -1 : 1))) {
      const move = { id, revision, event: 'confirm' as const };
      const confirmed = await applyRecognitionMove(tx, { service, caller, act }, move);
      const problems = confirmed.problems.map((one) => ({ ...one }));
      items.push({ id, recognition: confirmed.ok ? confirmed.value : null, problems });
    }
    return success({ items });
  });
