/** The only reader of the environment. */
import { z } from 'zod';
import { type EmbedderConfig, embedderConfigSchema } from './semantic/index.ts';
import type { StoreOptions } from './store/index.ts';

const { baseUrl, model, apiKey, cacheFolder } = embedderConfigSchema.shape;
/** Compose files set what is not wanted to an empty text. */
const unlessEmpty = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const configSchema = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65535).default(8080),
    HOST: z.string().min(1).default('127.0.0.1'),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
    /** Set by npm while it runs a script. */
    npm_lifecycle_event: z.string().optional(),
    /** Largest request body in bytes. */
    MAX_BODY_BYTES: z.coerce
      .number()
      .int()
      .positive()
      .default(16 * 1024 * 1024),
    /** Folder of the embedded database; not used with DATABASE_URL. */
    DATA_DIR: unlessEmpty(z.string()).default('data'),
    /** `postgres://user:password@host:port/database`: a PostgreSQL server in place of the embedded database. */
    DATABASE_URL: unlessEmpty(z.url({ protocol: /^postgres(ql)?$/ })),
    /** An OpenAI-compatible embeddings server; without it the semantic scorer is off. */
    CONCORD_EMBEDDINGS_URL: unlessEmpty(baseUrl),
    CONCORD_EMBEDDINGS_MODEL: unlessEmpty(model),
    CONCORD_EMBEDDINGS_KEY: unlessEmpty(apiKey),
    CONCORD_EMBEDDINGS_CACHE: unlessEmpty(cacheFolder),
  })
  .refine((config) => config.CONCORD_EMBEDDINGS_URL === undefined || config.CONCORD_EMBEDDINGS_MODEL !== undefined, {
    path: ['CONCORD_EMBEDDINGS_MODEL'],
    message: 'needed with CONCORD_EMBEDDINGS_URL',
  });

export type Config = z.infer<typeof configSchema>;

/** @throws Error naming each variable that can not be used, and what it takes. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const parsed = configSchema.safeParse(environment);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
  throw new Error(`These environment variables can not be used:\n${lines.join('\n')}`);
}

/** The configuration of the semantic scorer, or undefined when it is off. */
export function embedderConfig(config: Config): EmbedderConfig | undefined {
  if (config.CONCORD_EMBEDDINGS_URL === undefined) return undefined;
  return embedderConfigSchema.parse({
    baseUrl: config.CONCORD_EMBEDDINGS_URL,
    model: config.CONCORD_EMBEDDINGS_MODEL,
    apiKey: config.CONCORD_EMBEDDINGS_KEY,
    cacheFolder: config.CONCORD_EMBEDDINGS_CACHE,
  });
}

/** Where things are stored. */
export function storeOptions({ DATA_DIR, DATABASE_URL }: Config): StoreOptions {
  return DATABASE_URL === undefined ? { kind: 'pglite', folder: DATA_DIR } : { kind: 'postgresql', url: DATABASE_URL };
}
