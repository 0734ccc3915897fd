/**
 * What the run and its engines say to each other. Every engine is a process of its own (Node, Python or C). It says once that it is
 * built, then answers each line `round KIND MILLISECONDS` with one line of JSON, and ends with its standard input.
 */
import { z } from 'zod';

/** Long queries are the title and 70 % of the description, title queries the title alone. */
export const KINDS = ['long', 'title'] as const;
export type Kind = (typeof KINDS)[number];

/** First line of an engine. Null stands for what cannot be told there; `absent` for an engine that cannot run. */
export const builtSchema = z.union([
  z.object({
    buildSeconds: z.number().nullable(),
    megabytes: z.number().nullable(),
  }),
  z.object({ absent: z.string() }),
]);

/** One pass over the queries, as many as the time allowed. */
export const roundSchema = z.object({
  /** Milliseconds per query, in the order of the queries. */
  times: z.array(z.number()),
  /** Queries whose own course was among the first ten. */
  found: z.number(),
});
export type Round = z.infer<typeof roundSchema>;

/** What `curriculum.ts` prints. Megabytes are MiB. */
export const curriculumSchema = z.object({
  courses: z.number(),
  /** Building or loading the index. */
  openSeconds: z.number(),
  /** Encoding and writing it; null when it was loaded. */
  saveSeconds: z.number().nullable(),
  fileMegabytes: z.number(),
  /** The first course asked of a new index. */
  firstSeconds: z.number(),
  indexMegabytes: z.number(),
  seconds: z.array(z.number()),
  residentMegabytes: z.number(),
  peakMegabytes: z.number(),
});
export type CurriculumResult = z.infer<typeof curriculumSchema>;

export const MEGABYTE = 1024 * 1024;

/** Bytes of the live heap and of the buffers outside it, after a collection. Needs `--expose-gc`. */
export function usedBytes(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
