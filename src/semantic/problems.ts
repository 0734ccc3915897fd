/** What can go wrong with an embeddings server, with its mend. No sentence quotes the key. */
import { z } from 'zod';
import { failure, type Problem, type Result, shown } from '../domain/index.ts';
import type { Answer, Breakdown } from './post-json.ts';

const SOURCE = 'embeddings server';
/** End of a mend for a run that may simply be started again. */
export const GOES_ON = 'with CONCORD_EMBEDDINGS_CACHE it goes on where it stopped';

export const serviceProblem = (message: string, mend: string): Problem => ({
  code: 'service-unavailable',
  severity: 'error',
  message,
  mend,
  source: SOURCE,
});

/** An answer that came and can not be used; `place` is the path of the JSON field. */
export function answerProblem(message: string, place?: string): Result<never> {
  const problem = serviceProblem(
    `The answer ${message}`,
    'Check that CONCORD_EMBEDDINGS_URL leads to an OpenAI-compatible /v1/embeddings and the model is one for embeddings',
  );
  return failure({ ...problem, ...(place !== undefined && place !== '' && { column: place }) });
}

const BREAKDOWNS: Readonly<Record<Breakdown, readonly [message: string, mend: string]>> = {
  aborted: ['The request was stopped before it was answered', `Start it again; ${GOES_ON}`],
  timeout: [
    'The server did not answer in time',
    'Look whether it is overloaded, allow more time or send smaller batches',
  ],
  network: ['The server can not be reached', 'Check CONCORD_EMBEDDINGS_URL and whether the server runs'],
  'too-large': ['The answer is larger than allowed', 'Send smaller batches or allow larger answers'],
  redirect: [
    'The server redirects to another host, to plain http or in circles, which is not followed',
    'Set CONCORD_EMBEDDINGS_URL to the final address if you trust it',
  ],
};

export const breakdownProblem = (why: Breakdown): Problem => serviceProblem(...BREAKDOWNS[why]);

/** A status other than 200, with what the server says about it. */
export function statusProblem(answer: Answer, apiKey: string | undefined): Problem {
  const { status } = answer;
  if (status === 401 || status === 403) {
    return serviceProblem(`The server refuses the key (status ${status})`, 'Check CONCORD_EMBEDDINGS_KEY');
  }
  const said = serverMessage(answer.body, apiKey);
  return {
    ...serviceProblem(`The server answers with status ${status}`, mendOf(status)),
    ...(said !== null && { value: shown(said) }),
  };
}

function mendOf(status: number): string {
  if (status === 404) return 'Check CONCORD_EMBEDDINGS_URL and CONCORD_EMBEDDINGS_MODEL';
  if (status === 429) return `Wait and start again; ${GOES_ON}`;
  if (status >= 500) return `Look at the server's log and start again; ${GOES_ON}`;
  return 'Check the model, and whether smaller batches or shorter texts are needed';
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
