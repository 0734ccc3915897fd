/** Texts -> vectors, batch by batch, tried again while the server may still come round. No value of a problem quotes the key. */
import { setTimeout } from 'node:timers/promises';
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
import { type EmbedderConfig, endpointOf } from './embedder-config.ts';
import { type Exchange, JsonPost } from './post-json.ts';
import { readAnswer } from './read-answer.ts';

/** Waits for milliseconds, or shorter when the signal is aborted; never rejects. */
export type Wait = (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;

/** What keeps the vectors of a server from being used. */
export const serviceProblem = (what: Reason, place: ProblemPlace = {}): Problem =>
  problem('service-unavailable', what, { source: 'embeddings server', ...place });

/** How servers tell what is wrong. */
const errorSchema = z.union([
  z.object({ error: z.object({ message: z.string() }) }).transform(({ error }) => error.message),
  z.object({ error: z.string() }).transform(({ error }) => error),
  z.object({ message: z.string() }).transform(({ message }) => message),
]);

export class EmbeddingsServer {
  /** A server that asks to wait for more milliseconds is not waited for. */
  static readonly #longestWait = 60_000;
  /** Statuses of a server that may answer the same request later (RFC 9110 §15.5.9, §15.6; RFC 6585 §4). */
  static readonly #temporary = [408, 429, 500, 502, 503, 504];
  readonly #config: EmbedderConfig;
  readonly #post: JsonPost;
  readonly #wait: Wait;

  /** `wait` passes the time between tries. */
  constructor(config: EmbedderConfig, wait?: Wait) {
    const { apiKey, timeoutMilliseconds, maxAnswerBytes } = config;
    this.#config = config;
    this.#post = new JsonPost({ url: endpointOf(config), apiKey, timeoutMilliseconds, maxAnswerBytes });
    this.#wait =
      wait ??
      ((milliseconds, signal) =>
        setTimeout(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => undefined));
  }

  /** The unit vectors of a batch of texts in their order. */
  async vectorsOf(texts: readonly string[], signal?: AbortSignal): Promise<Result<Float32Array[]>> {
    // Without `encoding_format`: numbers are the default, and there are servers that refuse the field.
    const body = { model: this.#config.model, input: texts };
    for (let tried = 1; ; tried++) {
      const exchange = await this.#post.send(body, signal);
      if (exchange.ok && exchange.status === 200) return readAnswer(exchange.body, texts.length);
      const what = exchange.ok ? this.#statusProblem(exchange) : serviceProblem(reason(exchange.why));
      if (tried >= this.#config.attempts || !EmbeddingsServer.#mayPass(exchange)) return failure(what);
      const pause = EmbeddingsServer.#pauseAfter(exchange, tried);
      if (pause > EmbeddingsServer.#longestWait) {
        const seconds = Math.ceil(pause / 1000);
        return failure({ ...what, reason: reason('semantic-wait-too-long', { why: what.reason, seconds }) });
      }
      await this.#wait(pause, signal);
    }
  }

  static #mayPass(exchange: Exchange): boolean {
    if (exchange.ok) return EmbeddingsServer.#temporary.includes(exchange.status);
    return exchange.why === 'semantic-timeout' || exchange.why === 'semantic-network';
  }

  /**
   * Milliseconds before the next try: what the server asks for with 429 and 503, in seconds or by a date (RFC 9110 §10.2.3), else half a
   * second, doubled each time, at most eight seconds.
   */
  static #pauseAfter(exchange: Exchange, tried: number): number {
    const backOff = Math.min(500 * 2 ** (tried - 1), 8_000);
    if (!exchange.ok || exchange.retryAfter === null || ![429, 503].includes(exchange.status)) return backOff;
    const { retryAfter } = exchange;
    if (/^\s*\d+\s*$/.test(retryAfter)) return Number(retryAfter) * 1_000;
    const date = /GMT\s*$/.test(retryAfter) ? Date.parse(retryAfter) : Number.NaN;
    return Number.isNaN(date) ? backOff : Math.max(0, date - Date.now());
  }

  /** A status other than 200, with what the server says about it. */
  #statusProblem({ status, body }: Exchange & { ok: true }): Problem {
    if (status === 401 || status === 403) return serviceProblem(reason('semantic-key-refused', { status }));
    const codes = { 404: 'semantic-status-address', 429: 'semantic-status-busy' } as const;
    const other = status >= 500 ? 'semantic-status-server' : 'semantic-status-other';
    const code = status === 404 || status === 429 ? codes[status] : other;
    const said = this.#messageIn(body);
    return serviceProblem(reason(code, { status }), said === null ? {} : { value: shown(said) });
  }

  /** The message in the JSON of an error, or null; a server that repeats the key is not quoted at all. */
  #messageIn(body: string): string | null {
    const { apiKey } = this.#config;
    try {
      const message = errorSchema.parse(JSON.parse(body));
      return apiKey !== undefined && message.toLowerCase().includes(apiKey.toLowerCase()) ? null : message;
    } catch {
      return null;
    }
  }
}
