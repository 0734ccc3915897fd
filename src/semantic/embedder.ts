/** Texts -> unit vectors of an embeddings server, through the cache. */
import { failure, type Result, reason, success } from '../domain/index.ts';
import { fitText } from './course-text.ts';
import type { EmbedderConfig } from './embedder-config.ts';
import { EmbeddingsServer, serviceProblem, type Wait } from './embeddings-server.ts';
import { VectorCache } from './vector-cache.ts';

export interface Embeddings {
  /** One per text in its order, length 1, all of one dimension; a blank text has zeros and is like nothing. */
  vectors: Float32Array[];
  /** As configured. */
  model: string;
  /** Distinct texts that the cache knew. */
  cached: number;
  /** Distinct texts that the server answered. */
  requested: number;
}

export interface Embedder {
  /**
   * Never rejects: a server that does not answer well is a Problem `service-unavailable`. Batches go one after the other; one that
   * fails fails the run, and those before it are in the cache for the next. A cache that cannot be written is a warning.
   */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<Result<Embeddings>>;
}

/** An embedder of a configuration that {@link embedderConfigSchema} has read; `wait` passes the time between tries. */
export function createEmbedder(config: EmbedderConfig, wait?: Wait): Embedder {
  const cache = config.cacheFolder === undefined ? null : new VectorCache(config.cacheFolder, config.model);
  const server = new EmbeddingsServer(config, wait);
  const differing = (): Result<never> => failure(serviceProblem(reason('semantic-dimensions-differ')));

  /** Batch after batch, each saved before the next is sent. */
  async function requestMissing(
    missing: readonly string[],
    known: ReadonlyMap<string, Float32Array>,
    signal: AbortSignal | undefined,
  ): Promise<Result<Map<string, Float32Array>>> {
    const answered = new Map<string, Float32Array>();
    let isSaved = true;
    let [first] = known.values();
    const differs = ({ length }: Float32Array) => length !== first?.length;
    if ([...known.values()].some(differs)) return differing();
    for (let start = 0; start < missing.length; start += config.batchSize) {
      const texts = missing.slice(start, start + config.batchSize);
      const result = await server.vectorsOf(texts, signal);
      if (!result.ok) return result;
      first ??= result.value[0];
      if (result.value.some(differs)) return differing();
      const batch = new Map(result.value.map((vector, i) => [texts[i] ?? '', vector]));
      for (const [text, vector] of batch) answered.set(text, vector);
      if (cache !== null && !(await cache.save(batch))) isSaved = false;
    }
    const unsaved = serviceProblem(reason('semantic-cache-unwritable'), { severity: 'warning' });
    return success(answered, isSaved ? [] : [unsaved]);
  }

  return {
    embed: async (texts, signal) => {
      const fitted = texts.map((text) => fitText(text, config.maxCharacters));
      const distinct = [...new Set(fitted)].filter((text) => text !== '');
      const known = (await cache?.load(distinct)) ?? new Map<string, Float32Array>();
      const missing = distinct.filter((text) => !known.has(text));
      const answered = await requestMissing(missing, known, signal);
      if (!answered.ok) return answered;
      const vectors = new Map([...known, ...answered.value]);
      const [first] = vectors.values();
      const blank = () => new Float32Array(first?.length ?? 0);
      const found = fitted.map((text) => vectors.get(text) ?? blank());
      const counts = { cached: known.size, requested: missing.length };
      return success({ vectors: found, model: config.model, ...counts }, answered.problems);
    },
  };
}
