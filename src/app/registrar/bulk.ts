/** Many recognitions in one request: confirmed, signed, given out; each is answered by itself, and none that needs a person goes along. */
import { z } from 'zod';
import {
  type EventOf,
  idSchema,
  problemSchema,
  type RecognitionCase,
  type Result,
  reason,
  recognitionCaseSchema,
} from '../../domain/index.ts';
import { isClear, isLookedThrough } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { moveIn } from '../moves/move.ts';
import { attempt, type Caller, found, refuse, type Service, type Transaction, write } from '../service/service.ts';

/** Of each recognition asked for: as it is now when it was moved, or why it was not. */
export const bulkRecognitionsSchema = z.object({
  items: z.array(
    z.object({ id: idSchema, recognition: recognitionCaseSchema.nullable(), problems: z.array(problemSchema) }),
  ),
});
type Moved = z.infer<typeof bulkRecognitionsSchema>;

/** Which recognitions may be moved together with others, beside what their machine asks. */
const MAY_GO_ALONG = {
  confirm: isClear,
  sign: isLookedThrough,
  countersign: isLookedThrough,
  issue: () => true,
} as const satisfies { readonly [E in EventOf<'recognition'>]?: (recognition: RecognitionCase) => boolean };

export interface BulkMove {
  readonly event: keyof typeof MAY_GO_ALONG;
  /** At the revision that was looked at. */
  readonly recognitions: readonly Pick<RecognitionCase, 'id' | 'revision'>[];
}

/** One that cannot be moved does not hold the others up. */
export const moveRecognitions = (
  service: Service,
  caller: Caller,
  { event, recognitions }: BulkMove,
): Promise<Result<Moved>> =>
  write(service, caller, { action: `recognition.${event}`, answer: bulkRecognitionsSchema }, async (work) => {
    const items: Moved['items'] = [];
    // In the order of their ids, so that two bulks cannot wait for each other in a ring.
    const asked = [...new Map(recognitions.map((one) => [one.id, one])).values()];
    for (const one of asked.sort((a, b) => (a.id < b.id ? -1 : 1))) {
      const moved = await attempt(() => moveOne(work, event, one));
      items.push({ id: one.id, recognition: moved.ok ? moved.value : null, problems: moved.problems });
    }
    return { items };
  });

async function moveOne(
  work: Transaction,
  event: BulkMove['event'],
  { id, revision }: BulkMove['recognitions'][number],
): Promise<RecognitionCase> {
  const record = found('recognition', id, await store.find(work.tx, 'recognition', id));
  // Of another revision or state the engine says so.
  const isAsked = record.revision === revision && (record.state === 'prepared' || record.state === 'second-look');
  if (isAsked && !MAY_GO_ALONG[event](record)) refuse('guard-not-met', reason('recognition-not-for-bulk'));
  return moveIn(work, { kind: 'recognition', id, revision, event });
}
