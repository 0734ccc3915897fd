/** Texts -> unit vectors of an embeddings server, through the cache. */
import { failure, type Result, reason, success } from '../domain/index.ts';
import { fitText } from './course-text.ts';
import type { EmbedderConfig } from './embedder-config.ts';
import { serviceProblem } from './problems.ts';
import { requestVectors, type Wait, waitFor } from './request-vectors.ts';
import { openVectorCache, type VectorCache } from './vector-cache.ts';

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
   * fails fails the run, and those before it are in the cache for the next. A cache that can not be written is a warning.
   */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<Result<Embeddings>>;
}

interface Run {
  readonly config: EmbedderConfig;
  readonly cache: VectorCache | null;
  readonly wait: Wait;
  readonly signal: AbortSignal | undefined;
}

/** An embedder of a configuration that {@link embedderConfigSchema} has read; `wait` passes the time between tries. */
export function createEmbedder(config: EmbedderConfig, wait: Wait = waitFor): Embedder {
  const cache = config.cacheFolder === undefined ? null : openVectorCache(config.cacheFolder, config.model);
  return { embed: (texts, signal) => embedTexts({ config, cache, wait, signal }, texts) };
}

async function embedTexts(run: Run, texts: readonly string[]): Promise<Result<Embeddings>> {
  const { config, cache } = run;
  const fitted = texts.map((text) => fitText(text, config.maxCharacters));
  const distinct = [...new Set(fitted)].filter((text) => text !== '');
  const known = (await cache?.load(distinct)) ?? new Map<string, Float32Array>();
  const missing = distinct.filter((text) => !known.has(text));
  const answered = await requestMissing(run, missing, known);
  if (!answered.ok) return answered;
  const vectors = new Map([...known, ...answered.value]);
  const [first] = vectors.values();
  const blank = () => new Float32Array(first?.length ?? 0);
  return success(
    {
      vectors: fitted.map((text) => vectors.get(text) ?? blank()),
      model: config.model,
      cached: known.size,
      requested: missing.length,
    },
    answered.problems,
  );
}

/** Batch after batch, each saved before the next is sent. */
async function requestMissing(
  run: Run,
  missing: readonly string[],
  known: ReadonlyMap<string, Float32Array>,
): Promise<Result<Map<string, Float32Array>>> {
  const { config, cache, signal } = run;
  const answered = new Map<string, Float32Array>();
  let isSaved = true;
  let [first] = known.values();
  const differs = ({ length }: Float32Array) => length !== first?.length;
  if ([...known.values()].some(differs)) return failure(serviceProblem(reason('semantic-dimensions-differ')));
  for (let start = 0; start < missing.length; start += config.batchSize) {
    const texts = missing.slice(start, start + config.batchSize);
    const result = await requestVectors({ config, texts, wait: run.wait }, signal);
    if (!result.ok) return result;
    first ??= result.value[0];
    if (result.value.some(differs)) return failure(serviceProblem(reason('semantic-dimensions-differ')));
    const batch = new Map(result.value.map((vector, i) => [texts[i] ?? '', vector]));
    for (const [text, vector] of batch) answered.set(text, vector);
    if (cache !== null && !(await cache.save(batch))) isSaved = false;
  }
  return success(
    answered,
    isSaved ? [] : [serviceProblem(reason('semantic-cache-unwritable'), { severity: 'warning' })],
  );
}
