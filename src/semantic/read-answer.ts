/** The server's JSON -> one unit vector per text. Nothing of it is believed unchecked. */
import { z } from 'zod';
import { type Result, reason, success } from '../domain/index.ts';
import { answerProblem } from './problems.ts';
import { normaliseVector, readFloats } from './vector.ts';

/** Numbers, or the base64 of little-endian 32-bit floats (`encoding_format: "base64"`, some servers' default). */
const answerSchema = z.object({
  data: z.array(
    z.object({ index: z.number().int().min(0), embedding: z.union([z.array(z.number()).min(1), z.base64().min(1)]) }),
  ),
});

/** The vectors of `count` texts in the order of the request, at length 1 and of one dimension. */
export function readAnswer(body: string, count: number): Result<Float32Array[]> {
  const parsed = answerSchema.safeParse(parseJson(body));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return answerProblem(reason('semantic-answer-form', { fault: issue?.message ?? '' }), issue?.path.join('.'));
  }
  const inOrder = parsed.data.data.toSorted((a, b) => a.index - b.index);
  if (inOrder.length !== count || inOrder.some(({ index }, i) => index !== i)) {
    return answerProblem(reason('semantic-answer-count', { count }), 'data');
  }
  return readVectors(inOrder);
}

function readVectors(answered: z.infer<typeof answerSchema>['data']): Result<Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (const { index, embedding } of answered) {
    const place = `data.${index}.embedding`;
    const numbers = typeof embedding === 'string' ? readFloats(Buffer.from(embedding, 'base64')) : embedding;
    const vector = numbers === null ? null : normaliseVector(numbers);
    if (vector === null) return answerProblem(reason('semantic-answer-vector'), place);
    if (vector.length !== (vectors[0] ?? vector).length) {
      return answerProblem(reason('semantic-answer-dimensions'), place);
    }
    vectors.push(vector);
  }
  return success(vectors);
}

/** Undefined for what is no JSON; bare NaN, which Python prints, is none either. */
function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
