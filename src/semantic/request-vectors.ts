/** One batch of texts -> vectors, tried again while the server may still come round. */
import { setTimeout } from 'node:timers/promises';
import { failure, type Problem, type Result, reason } from '../domain/index.ts';
import { type EmbedderConfig, endpointOf } from './embedder-config.ts';
import { type Exchange, postJson } from './post-json.ts';
import { serviceProblem, statusProblem } from './problems.ts';
import { readAnswer } from './read-answer.ts';

interface Batch {
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
    if (pause > LONGEST_RETRY_AFTER)
      return failure({
        ...problem,
        reason: reason('semantic-wait-too-long', { why: problem.reason, seconds: Math.ceil(pause / 1000) }),
      });
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
  exchange.ok ? isTemporary(exchange.answer.status) : ['semantic-timeout', 'semantic-network'].includes(exchange.why);

const problemOf = (exchange: Exchange, { apiKey }: EmbedderConfig): Problem =>
  exchange.ok ? statusProblem(exchange.answer, apiKey) : serviceProblem(reason(exchange.why));

/** What the server asks for with 429 and 503, else the back-off. */
function pauseAfter(exchange: Exchange, tried: number): number {
  const asks = exchange.ok && [429, 503].includes(exchange.answer.status);
  return (asks ? readRetryAfter(exchange.answer.retryAfter, Date.now()) : null) ?? backOff(tried);
}

/** A server that asks for more is not waited for. */
const LONGEST_RETRY_AFTER = 60_000;

/** Statuses of a server that may answer the same request later (RFC 9110 §15.5.9, §15.6; RFC 6585 §4). */
const isTemporary = (status: number): boolean => [408, 429, 500, 502, 503, 504].includes(status);

/** Milliseconds before the next try after `failed` tries: half a second, doubled each time, at most eight seconds. */
const backOff = (failed: number): number => Math.min(500 * 2 ** (failed - 1), 8_000);

/**
 * Milliseconds that a `Retry-After` header asks for, seconds or a date (RFC 9110 §10.2.3), or null where it says nothing.
 * `now` in milliseconds since 1970.
 */
function readRetryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1_000;
  const date = /GMT\s*$/.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** Waits for milliseconds, or shorter when the signal is aborted; never rejects. */
export type Wait = (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;

export const waitFor: Wait = (milliseconds, signal) =>
  setTimeout(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
