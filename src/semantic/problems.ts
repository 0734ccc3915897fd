/** What can go wrong with an embeddings server. No value quotes the key. */
import { z } from 'zod';
import {
  failure,
  type Problem,
  type ProblemPlace,
  problem,
  type Reason,
  type Result,
  reason,
  shown,
} from '../domain/index.ts';
import type { Answer } from './post-json.ts';

/** What keeps the vectors of a server from being used. */
export const serviceProblem = (what: Reason, place: ProblemPlace = {}): Problem =>
  problem('service-unavailable', what, { source: 'embeddings server', ...place });

/** An answer that came and cannot be used; `place` is the path of the JSON field. */
export const answerProblem = (what: Reason, place?: string): Result<never> =>
  failure(serviceProblem(what, place ? { column: place } : {}));

/** A status other than 200, with what the server says about it. */
export function statusProblem(answer: Answer, apiKey: string | undefined): Problem {
  const { status } = answer;
  if (status === 401 || status === 403) return serviceProblem(reason('semantic-key-refused', { status }));
  const said = serverMessage(answer.body, apiKey);
  return serviceProblem(reason(codeOf(status), { status }), said === null ? {} : { value: shown(said) });
}

function codeOf(status: number) {
  if (status === 404) return 'semantic-status-address';
  if (status === 429) return 'semantic-status-busy';
  return status >= 500 ? 'semantic-status-server' : 'semantic-status-other';
}

const errorSchema = z.union([
  z.object({ error: z.object({ message: z.string() }) }).transform(({ error }) => error.message),
  z.object({ error: z.string() }).transform(({ error }) => error),
  z.object({ message: z.string() }).transform(({ message }) => message),
]);

/** The message in the JSON of an error, or null; a server that repeats the key is not quoted at all. */
function serverMessage(body: string, apiKey: string | undefined): string | null {
  let parsed: ReturnType<typeof errorSchema.safeParse>;
  try {
    parsed = errorSchema.safeParse(JSON.parse(body));
  } catch {
    return null;
  }
  if (!parsed.success || (apiKey !== undefined && parsed.data.toLowerCase().includes(apiKey.toLowerCase())))
    return null;
  return parsed.data;
}
