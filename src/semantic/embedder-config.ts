/** What a person sets to use an embeddings server. */
import { z } from 'zod';

const isBare = (address: string): boolean => {
  const { username, password, search, hash } = new URL(address);
  return `${username}${password}${search}${hash}` === '';
};

export const embedderConfigSchema = z.object({
  /** Address of the server, http or https, with or without the final `/v1`; a key does not belong into it. */
  baseUrl: z
    .url({ protocol: /^https?$/, error: 'expected an http or https address', abort: true })
    .refine(isBare, 'expected an address without user name, password, query and fragment'),
  /** Name of the model as the server knows it; part of the cache's keys. */
  model: z.string().trim().min(1),
  /** Sent as a bearer token. Printable ASCII, so that it fits into a header. */
  apiKey: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'expected a key of printable ASCII without spaces')
    .optional(),
  /** Texts in one request. OpenAI takes 2,048 at most. */
  batchSize: z.number().int().min(1).max(2048).default(64),
  /** For one request, its answer included. */
  timeoutMilliseconds: z.number().int().min(1).max(600_000).default(10_000),
  /** Tries of one request, the first included. */
  attempts: z.number().int().min(1).max(10).default(3),
  /** Folder for vectors that were paid for once; without it nothing is kept. */
  cacheFolder: z.string().min(1).optional(),
  /** A longer text is cut at a word. */
  maxCharacters: z.number().int().min(1).default(6_000),
  /** A longer answer is refused before it fills the memory. 64 vectors of 4,096 printed numbers take about 6 MB. */
  maxAnswerBytes: z
    .number()
    .int()
    .min(1)
    .default(32 * 1024 * 1024),
});
export type EmbedderConfig = z.infer<typeof embedderConfigSchema>;

/** The address that requests go to: `{baseUrl}/v1/embeddings`, with `/v1` once. */
export function endpointOf({ baseUrl }: EmbedderConfig): URL {
  const endpoint = new URL(baseUrl);
  endpoint.pathname = `${endpoint.pathname.replace(/\/+$/, '').replace(/\/v1$/, '')}/v1/embeddings`;
  return endpoint;
}
