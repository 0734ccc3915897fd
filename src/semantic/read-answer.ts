/** The server's JSON -> one unit vector per text. Nothing of it is believed unchecked. */
import { z } from 'zod';
import { type Reason, type Result, reason, refuse, success } from '../domain/index.ts';
import { normaliseVector, readFloats } from './vector.ts';

/** Numbers, or the base64 of little-endian 32-bit floats (`encoding_format: "base64"`, some servers' default). */
const answerSchema = z.object({
  data: z.array(
    z.object({ index: z.number().int().min(0), embedding: z.union([z.array(z.number()).min(1), z.base64().min(1)]) }),
  ),
});

/** The vectors of `count` texts in the order of the request, at length 1 and of one dimension; else what is wrong, with the path of the JSON field. */
export function readAnswer(body: string, count: number): Result<Float32Array[]> {
  const fault = (what: Reason, place?: string): Result<never> =>
    refuse('service-unavailable', what, { source: 'embeddings server', ...(place && { column: place }) });
  let json: unknown; // undefined for what is no JSON; bare NaN, which Python prints, is none either
  try {
    json = JSON.parse(body);
  } catch {
    json = undefined;
  }
  const parsed = answerSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return fault(reason('semantic-answer-form', { fault: issue?.message ?? '' }), issue?.path.join('.'));
  }
  const inOrder = parsed.data.data.toSorted((a, b) => a.index - b.index);
  if (inOrder.length !== count || inOrder.some(({ index }, i) => index !== i))
    return fault(reason('semantic-answer-count', { count }), 'data');
  const vectors: Float32Array[] = [];
  for (const { index, embedding } of inOrder) {
    const place = `data.${index}.embedding`;
    const numbers = typeof embedding === 'string' ? readFloats(Buffer.from(embedding, 'base64')) : embedding;
    const vector = numbers === null ? null : normaliseVector(numbers);
    if (vector === null) return fault(reason('semantic-answer-vector'), place);
    if (vector.length !== (vectors[0] ?? vector).length) return fault(reason('semantic-answer-dimensions'), place);
    vectors.push(vector);
  }
  return success(vectors);
}
