/** One batch of texts -> vectors, tried again while the server may still come round. */
import { failure, type Problem, type Result } from '../domain/index.ts';
import { type EmbedderConfig, endpointOf } from './embedder-config.ts';
import { type Exchange, postJson } from './post-json.ts';
import { breakdownProblem, GOES_ON, serviceProblem, statusProblem } from './problems.ts';
import { readAnswer } from './read-answer.ts';
import { backOff, isTemporary, LONGEST_RETRY_AFTER, readRetryAfter, type Wait } from './retry.ts';

export interface Batch {
  readonly config: EmbedderConfig;
  readonly texts: readonly string[];
  readonly wait: Wait;
}

/** The unit vectors of the batch's texts in their order. */
export async function requestVectors(batch: Batch, signal?: AbortSignal): Promise<Result<Float32Array[]>> {
  const { config, texts } = batch;
  for (let tried = 1; ; tried++) {
    const exchange = await postBatch(batch, signal);
    if (exchange.ok && exchange.answer.status === 200) return readAnswer(exchange.answer.body, texts.length);
    const problem = problemOf(exchange, config);
    if (tried >= config.attempts || !mayPass(exchange)) return failure(problem);
    const pause = pauseAfter(exchange, tried);
    if (pause > LONGEST_RETRY_AFTER) return failure(tooLongProblem(problem, pause));
    await batch.wait(pause, signal);
  }
}

/** Without `encoding_format`: numbers are the default, and there are servers that refuse the field. */
const postBatch = ({ config, texts }: Batch, signal?: AbortSignal): Promise<Exchange> =>
  postJson(
    {
      url: endpointOf(config),
      body: { model: config.model, input: texts },
      apiKey: config.apiKey,
      timeoutMilliseconds: config.timeoutMilliseconds,
      maxAnswerBytes: config.maxAnswerBytes,
    },
    signal,
  );

const mayPass = (exchange: Exchange): boolean =>
  exchange.ok ? isTemporary(exchange.answer.status) : exchange.why === 'timeout' || exchange.why === 'network';

const problemOf = (exchange: Exchange, { apiKey }: EmbedderConfig): Problem =>
  exchange.ok ? statusProblem(exchange.answer, apiKey) : breakdownProblem(exchange.why);

/** What the server asks for with 429 and 503, else the back-off. */
function pauseAfter(exchange: Exchange, tried: number): number {
  const asks = exchange.ok && [429, 503].includes(exchange.answer.status);
  return (asks ? readRetryAfter(exchange.answer.retryAfter, Date.now()) : null) ?? backOff(tried);
}

const tooLongProblem = ({ message }: Problem, pause: number): Problem =>
  serviceProblem(`${message} and asks to wait ${Math.ceil(pause / 1000)} s`, `Start again after that time; ${GOES_ON}`);
